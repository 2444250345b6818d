import type { Report } from '../model/report.ts';
import type { Section } from './byte-budget.ts';
import { code, prose, row } from './markdown-text.ts';
import { count } from './table-line.ts';
import type { Row } from './table-rows.ts';
import { verdictWord } from './table-verdict.ts';

/** Every instance in a row, those that need somebody first. */
export function instancesSection({ instances }: Report, rows: readonly Row[]): Section {
  const isManyAccounts = new Set(instances.map(({ accountId }) => accountId)).size > 1;
  const titles = [
    'verdict',
    'instance',
    'name',
    isManyAccounts ? 'account and region' : 'region',
    'why',
    'next',
  ];
  return {
    head: `\n### Instances\n\n${row(titles)}${row(titles.map(() => '---'))}`,
    items: rows.map((one) => ({
      text: row([
        `${verdictWord(one.verdict)}${one.prediction === undefined ? '' : `, ${one.prediction}`}`,
        code(one.instanceId),
        code(one.name),
        [...(isManyAccounts ? [code(one.account)] : []), code(one.region)].join(' '),
        prose(one.reason),
        prose(one.next?.text ?? ''),
      ]),
    })),
    leftOut: (absent) =>
      `\n_${count(absent, 'more instance')} left out for the length; the whole report: \`--format json=FILE\` or \`csv=FILE\`._\n`,
  };
}
