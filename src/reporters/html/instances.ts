import { h, isolated, type Markup, type MarkupElement } from './markup.ts';
import type { PageData } from './page-data.ts';
import { BATCH, renderRow } from './row.ts';
import { renderToolbar } from './toolbar.ts';
import { renderWithoutScript } from './without-script.ts';
import { LETTERS, STATUSES, statusWord } from './words.ts';

/** Columns beside which the rest of a row still has room. */
const FITTING_RULES = 26;

const COLUMNS = [
  ['verdict', 'Verdict'],
  ['name', 'Instance'],
  ['region', 'Region'],
] as const;

/** The fleet as a matrix: a row for each instance, a letter for each rule. */
export function renderInstances(data: PageData): MarkupElement {
  return h(
    'section',
    { id: 'instances', 'aria-labelledby': 'instances-title', tabindex: '-1' },
    h('h2', { id: 'instances-title' }, 'Instances'),
    data.instances.length === 0 ? h('p', { class: 'quiet' }, 'There are none.') : renderMatrix(data),
  );
}

function renderMatrix(data: PageData): Markup {
  const accounts = new Set(data.instances.map(({ account }) => account));
  return [
    renderToolbar(data),
    renderKey(),
    h(
      'div',
      { class: data.rules.length > FITTING_RULES ? 'scroll' : undefined },
      h(
        'table',
        {
          id: 'fleet',
          class: accounts.size === 1 ? 'one-account' : undefined,
          role: 'table',
          'aria-labelledby': 'instances-title',
        },
        h('thead', { role: 'rowgroup' }, renderHead(data)),
        h(
          'tbody',
          { role: 'rowgroup' },
          ...data.instances
            .slice(0, BATCH)
            .map((instance, index) =>
              renderRow(data, instance, index, { isInteractive: false, isOpen: false }),
            ),
        ),
      ),
    ),
    h('p', { id: 'more', hidden: '' }, h('button', { type: 'button' }, 'Show more')),
    h('noscript', {}, renderWithoutScript(data, BATCH)),
  ];
}

/** How many are shown, and what the letters mean. */
function renderKey(): MarkupElement {
  return h(
    'div',
    { class: 'key' },
    h('output', { id: 'matches', 'aria-live': 'polite' }),
    ...STATUSES.map((status) =>
      h('span', {}, h('span', { class: `cell s-${status}` }, LETTERS[status]), ` ${statusWord(status)}`),
    ),
  );
}

function renderHead({ rules }: PageData): MarkupElement {
  const heading = (attributes: Record<string, string>, ...children: readonly Markup[]): MarkupElement =>
    h('th', { scope: 'col', role: 'columnheader', ...attributes }, ...children);
  return h(
    'tr',
    { role: 'row' },
    ...COLUMNS.map(([key, title]) => heading({ class: `c-${key}`, 'data-sort': key }, title)),
    heading({ class: 'c-reason' }, 'Why, and what to do'),
    ...rules.map(({ id, title }) => heading({ class: 'c-rule', title }, h('span', {}, isolated(id)))),
  );
}
