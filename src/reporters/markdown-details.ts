import type { ReportFinding } from '../model/report.ts';
import type { Section } from './byte-budget.ts';
import { listMessages, listOpen } from './finding-text.ts';
import { code, fold, htmlCode, prose } from './markdown-text.ts';
import { markChange } from './table-baseline.ts';
import { remark } from './table-findings.ts';
import { count } from './table-line.ts';
import type { Row } from './table-rows.ts';
import { verdictWord } from './table-verdict.ts';

/** Below the table, folded away: what speaks against an instance or stayed open about it, rule by rule. */
export function detailsSection(rows: readonly Row[]): Section {
  return {
    head: '\n### Findings\n\n',
    items: rows.flatMap(({ instance, verdict, instanceId, name }) => {
      const findings = listOpen(instance);
      if (findings.length === 0) return [];
      const title = [htmlCode(instanceId), ...(name === '' ? [] : [htmlCode(name)]), verdictWord(verdict)];
      return [{ text: fold(title.join(' '), findings.map(renderFinding).join('')) }];
    }),
    leftOut: (absent) => `\n_The findings of ${count(absent, 'more instance')} left out for the length._\n`,
  };
}

function renderFinding(finding: ReportFinding): string {
  const { status, ruleId, severity } = finding;
  const texts = [...listMessages(finding), ...remark(finding)];
  return `- **${status}** ${code(ruleId)} (${severity}${markChange(finding)})\n${texts.map((text) => `  - ${prose(text)}\n`).join('')}`;
}
