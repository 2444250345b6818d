import { type Extent, renderFix } from './fix.ts';
import { h, isolated, type Markup, type MarkupElement } from './markup.ts';
import { fill, type PageData, type PageFinding, type PageRule } from './page-data.ts';
import { LETTERS, statusWord } from './words.ts';

interface Telling {
  readonly instanceId: string;
  readonly extent: Extent;
  /** Fixes that need not be repeated. */
  readonly told: Set<number>;
}

/** What one rule says about one instance, with what it looked at. */
export function renderFinding(
  data: PageData,
  rule: PageRule,
  finding: PageFinding,
  { instanceId, extent, told }: Telling,
): MarkupElement {
  const { status, severity, problems, gaps, remarks, evidence } = finding;
  const say = (text: string): Markup => isolated(fill(text, instanceId));
  return h(
    'li',
    { class: `finding s-${status}` },
    h(
      'div',
      { class: 'finding-head' },
      h('span', { class: `cell s-${status}`, 'aria-hidden': 'true' }, LETTERS[status]),
      h('b', {}, isolated(rule.id)),
      h('span', { class: 'quiet' }, `${statusWord(status)} · ${severity} · ${rule.impact}`),
      rule.docs === undefined
        ? []
        : h(
            'a',
            { href: rule.docs, rel: 'noreferrer', class: 'quiet', 'aria-label': `About ${rule.id}` },
            'about',
          ),
    ),
    ...problems.map(({ message, fix }) => {
      const isNew = fix !== undefined && !told.has(fix);
      if (isNew) told.add(fix);
      return [h('p', { class: 'problem' }, say(message)), isNew ? renderFix(data, fix, extent) : []];
    }),
    ...gaps.map((gap) => h('p', { class: 'note' }, status === 'fail' ? 'also open: ' : '', say(gap))),
    ...remarks.map((remark) => h('p', { class: 'note' }, say(remark))),
    evidence.length === 0
      ? []
      : h('ul', { class: 'evidence' }, ...evidence.map((line) => h('li', {}, say(line)))),
  );
}
