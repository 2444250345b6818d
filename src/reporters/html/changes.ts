import type { Report } from '../../model/report.ts';
import { summariseChanges } from '../table-causes.ts';
import { rankChanges, type Change } from '../table-changes.ts';
import { sanitise } from '../terminal-text.ts';
import { renderChange } from './change.ts';
import { countOf, h, isolated, type Markup, type MarkupElement } from './markup.ts';

/** Changes that are seen without opening anything. */
const FIRST = 12;
/** More are nobody's list to work through; each stands with its instances too. */
const MOST = 60;

/** What to change, with how many instances that unblocks, and the commands to copy. */
export function renderChanges(report: Report): Markup {
  const ranked = rankChanges(report);
  if (ranked.length === 0) return [];
  const sentence = summariseChanges(report);
  const waitedFor = ranked.filter(({ blocked }) => blocked > 0);
  const others = ranked.filter(({ blocked }) => blocked === 0);
  return h(
    'section',
    { id: 'changes', 'aria-labelledby': 'changes-title' },
    h('h2', { id: 'changes-title' }, 'Changes to make'),
    sentence === undefined ? [] : h('p', { class: 'lead' }, sentence),
    sentence === undefined ? [] : renderOrder(report),
    renderList(waitedFor.slice(0, FIRST)),
    fold(waitedFor.slice(FIRST), 'that blocked instances wait for'),
    waitedFor.length === 0 ? renderList(others) : fold(others, 'that no blocked instance waits for'),
  );
}

/** The fewest changes, in the order in which they unblock most. */
function renderOrder({ causes, leastChanges: { steps } }: Report): MarkupElement {
  const summaries = new Map(causes.map(({ key, fix }) => [key, fix.summary]));
  const hidden = steps.length - FIRST;
  return h(
    'details',
    { class: 'others' },
    h('summary', {}, 'In the order in which they unblock most'),
    h(
      'ol',
      { class: 'order' },
      ...steps
        .slice(0, FIRST)
        .map((step) =>
          h(
            'li',
            {},
            h('b', {}, `unblocks ${step.unblocks}: `),
            ...step.causes.map((key) => [isolated(sanitise(summaries.get(key) ?? key)), ' ']),
          ),
        ),
    ),
    hidden > 0 ? h('p', { class: 'quiet' }, `And ${countOf(hidden, 'more step')}.`) : [],
  );
}

function fold(changes: readonly Change[], which: string): Markup {
  if (changes.length === 0) return [];
  const title = `${countOf(changes.length, 'more change')} ${which}`;
  return h('details', { class: 'others' }, h('summary', {}, title), renderList(changes));
}

function renderList(changes: readonly Change[]): Markup {
  if (changes.length === 0) return [];
  const hidden = changes.length - MOST;
  return [
    h(
      'ol',
      { class: 'changes' },
      ...changes.slice(0, MOST).map((change) => h('li', {}, renderChange(change))),
    ),
    hidden > 0
      ? h('p', { class: 'quiet' }, `And ${countOf(hidden, 'more change')}; each stands with its instances.`)
      : [],
  ];
}
