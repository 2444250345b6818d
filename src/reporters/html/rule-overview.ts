import type { FindingStatus } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import { countOf, formatNumber, h, isolated, type MarkupElement } from './markup.ts';
import { at, type PageData, type PageRule } from './page-data.ts';
import { STATUSES, statusWord } from './words.ts';

const WIDTH = 200;

type Counts = Readonly<Record<FindingStatus, number>>;

/** Each rule with how the whole fleet fares by it. */
export function renderRules(data: PageData, { summary }: Report): MarkupElement {
  // What would be launched next stands last, and is in none of the numbers.
  const counted = { ...data, instances: data.instances.slice(0, summary.instances) };
  const totals = STATUSES.map((status) => `${formatNumber(summary.findings[status])} ${statusWord(status)}`);
  return h(
    'section',
    { id: 'rules', 'aria-labelledby': 'rules-title' },
    h('h2', { id: 'rules-title' }, 'Rules'),
    h(
      'details',
      {},
      h('summary', {}, `Findings by rule: ${totals.join(' · ')}`),
      h(
        'ul',
        { class: 'rules' },
        ...data.rules.map((rule, column) => renderRule(rule, countBy(counted, column))),
      ),
    ),
  );
}

function countBy(data: Pick<PageData, 'instances' | 'findings'>, column: number): Counts {
  const counts = { fail: 0, unknown: 0, error: 0, pass: 0, 'not-applicable': 0 };
  for (const { findings } of data.instances) counts[at(data.findings, at(findings, column)).status] += 1;
  return counts;
}

function renderRule({ id, title, impact, docs }: PageRule, counts: Counts): MarkupElement {
  const words = STATUSES.filter((status) => counts[status] > 0).map(
    (status) => `${formatNumber(counts[status])} ${statusWord(status)}`,
  );
  return h(
    'li',
    {},
    h(
      'div',
      { class: 'rule-name' },
      docs === undefined ? h('b', {}, isolated(id)) : h('a', { href: docs, rel: 'noreferrer' }, isolated(id)),
      h('span', { class: 'quiet' }, impact),
    ),
    h('div', { class: 'rule-title' }, isolated(title)),
    drawBar(counts),
    h('div', { class: 'rule-counts' }, words.length === 0 ? countOf(0, 'instance') : words.join(' · ')),
  );
}

/** The counts as lengths; the words beside it say the same. */
function drawBar(counts: Counts): MarkupElement {
  const total = STATUSES.reduce((sum, status) => sum + counts[status], 0);
  let left = 0;
  const parts = STATUSES.filter((status) => counts[status] > 0).map((status) => {
    const width = (counts[status] / total) * WIDTH;
    const part = h('rect', {
      class: `s-${status}`,
      x: left.toFixed(2),
      y: '0',
      width: Math.max(width - 0.75, 0.75).toFixed(2),
      height: '8',
    });
    left += width;
    return part;
  });
  return h(
    'svg',
    {
      class: 'bar',
      viewBox: `0 0 ${WIDTH} 8`,
      preserveAspectRatio: 'none',
      'aria-hidden': 'true',
      focusable: 'false',
    },
    ...parts,
  );
}
