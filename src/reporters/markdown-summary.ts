import type { Report } from '../model/report.ts';
import type { Section } from './byte-budget.ts';
import { prose, row } from './markdown-text.ts';
import { answer, COUNTED, summariseLaunches } from './table-answer.ts';
import { summariseBaseline } from './table-baseline.ts';
import { listHoles, measureCoverage } from './table-coverage.ts';
import { count } from './table-line.ts';
import { listNotes } from './table-notes.ts';
import { verdictWord } from './table-verdict.ts';

/** The answer, what it does not cover, and the numbers. */
export function summarySection(report: Report): Section {
  const coverage = measureCoverage(report);
  const [sentence] = answer(report, coverage);
  const holes = listHoles(report, coverage);
  const more = [summariseLaunches(report), summariseBaseline(report)].filter((one) => one !== undefined);
  const notes = [...listNotes(report, coverage, false), ...report.notices];
  return {
    head: '',
    items: [
      { text: `## Session Manager\n\n**${prose(sentence)}**\n` },
      ...(holes.length === 0
        ? []
        : [{ text: `\nThis is not the whole picture: ${prose(`${holes.join(', ')}.`)}\n` }]),
      ...(report.instances.length === 0 ? [] : [{ text: `\n${renderCounts(report)}` }]),
      ...more.map((sentence) => ({ text: `\n${prose(sentence)}\n` })),
      ...notes.map((note, index) => ({ text: `${index === 0 ? '\n' : ''}- ${prose(note)}\n` })),
    ],
    leftOut: (absent) => `\n_${count(absent, 'more note')} left out._\n`,
  };
}

function renderCounts({ summary: { verdicts } }: Report): string {
  return [
    row(COUNTED.map(verdictWord)),
    row(COUNTED.map(() => '--:')),
    row(COUNTED.map((verdict) => (verdicts[verdict] === 0 ? '0' : `**${verdicts[verdict]}**`))),
  ].join('');
}
