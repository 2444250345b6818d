import { h, isolated, type Markup, type MarkupElement } from './markup.ts';
import { at, fill, type PageData, type PageInstance } from './page-data.ts';
import { LETTERS, renderVerdict, statusWord } from './words.ts';

/** Nobody reads a longer name in a table; the detail has the whole of it. */
const LONGEST = 120;

/** Rows that stand in the page as it is, and that the script draws at once: a few screens of them. */
export const BATCH = 50;

export interface RowState {
  /** With the script a row opens in its place; without it its name leads to the details below. */
  readonly isInteractive: boolean;
  readonly isOpen: boolean;
}

/** One instance as a row: verdict, who and where, why, and a letter for each rule. */
export function renderRow(
  data: PageData,
  instance: PageInstance,
  index: number,
  { isInteractive, isOpen }: RowState,
): MarkupElement {
  const { id, name, verdict, later, region, account, findings } = instance;
  const label = isolated(shorten(name === '' ? id : name));
  const cell = (className: string, ...children: readonly Markup[]): MarkupElement =>
    h('td', { class: className, role: 'cell' }, ...children);
  return h(
    'tr',
    { class: 'row', role: 'row', 'data-index': String(index) },
    cell('c-verdict', renderVerdict(verdict, later)),
    h(
      'th',
      { class: 'c-instance', scope: 'row', role: 'rowheader' },
      isInteractive
        ? h('button', { type: 'button', class: 'open', 'aria-expanded': String(isOpen) }, label)
        : h('a', { href: `#instance-${index}` }, label),
      name === '' ? [] : h('span', { class: 'id' }, isolated(shorten(id))),
    ),
    cell(
      'c-place',
      isolated(at(data.texts, region)),
      h('span', { class: 'id' }, isolated(at(data.texts, account))),
    ),
    cell('c-reason', renderReason(data, instance)),
    ...findings.map((finding, column) => renderCell(data, finding, column)),
  );
}

function renderReason(data: PageData, { id, reason, next }: PageInstance): Markup {
  const say = (index: number): string => fill(at(data.texts, index), id);
  return [
    h('span', { class: 'why' }, isolated(say(reason))),
    next === undefined ? [] : h('span', { class: 'next' }, isolated(say(next))),
  ];
}

function renderCell(data: PageData, finding: number, column: number): MarkupElement {
  const { status, isAccepted } = at(data.findings, finding);
  const accepted = isAccepted === true ? ', accepted' : '';
  return h(
    'td',
    {
      class: 'tile',
      role: 'cell',
      title: `${at(data.rules, column).id}: ${statusWord(status)}${accepted}`,
    },
    h('span', { class: `cell s-${status}${isAccepted === true ? ' accepted' : ''}` }, LETTERS[status]),
  );
}

export function shorten(text: string): string {
  return text.length <= LONGEST ? text : `${Array.from(text).slice(0, LONGEST).join('')}…`;
}
