import type { Report } from '../model/report.ts';
import type { Section } from './byte-budget.ts';
import { code, prose } from './markdown-text.ts';
import { count } from './table-line.ts';
import { nameInstances, listQuestions } from './table-questions.ts';

/** What a person has to find out or allow, so that the next scan can judge what this one could not. */
export function questionsSection(report: Report): Section {
  const { asked: ranked, actions } = listQuestions(report);
  return {
    head: '\n### To find out\n\n',
    items: [
      ...(actions.length === 0
        ? []
        : [{ text: `- Allow these to settle the unknowns: ${actions.map(code).join(', ')}\n` }]),
      ...ranked.map(([question, ids]) => ({ text: `- ${prose(question)} (${prose(nameInstances(ids))})\n` })),
    ],
    leftOut: (absent) => `\n_${count(absent, 'more question')} left out._\n`,
  };
}
