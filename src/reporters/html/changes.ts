import type { Report } from '../../model/report.ts';
import { describeChange, labelOf, summariseChanges } from '../table-causes.ts';
import { rankChanges, type Change } from '../table-changes.ts';
import { sanitise } from '../terminal-text.ts';
import { FixList } from './collect-fixes.ts';
import { renderRemedy } from './fix.ts';
import { countOf, h, isolated, type Markup, type MarkupElement } from './markup.ts';
import { at } from './page-data.ts';

/** More are nobody's list to work through; each stands with its instances too. */
const SHOWN = 50;
/** Resources of one change whose commands are written out. */
const WRITTEN_OUT = 10;

/** What to change, with how many instances that unblocks, and the commands to copy. */
export function renderChanges(report: Report): Markup {
  const ranked = rankChanges(report);
  if (ranked.length === 0) return [];
  const least = new Set(report.leastChanges.steps.flatMap(({ causes }) => causes));
  const sentence = summariseChanges(report);
  const list = (changes: readonly Change[]): Markup => renderList(report, changes, least);
  const needed = ranked.filter(({ blocked }) => blocked > 0);
  const others = ranked.filter(({ blocked }) => blocked === 0);
  return h(
    'section',
    { id: 'changes', 'aria-labelledby': 'changes-title' },
    h('h2', { id: 'changes-title' }, 'Changes to make'),
    sentence === undefined ? [] : h('p', { class: 'lead' }, sentence),
    list(needed),
    needed.length === 0 ? list(others) : renderOthers(others.length, list(others)),
  );
}

function renderOthers(count: number, list: Markup): Markup {
  if (count === 0) return [];
  const title = `${countOf(count, 'change')} that no blocked instance waits for`;
  return h('details', { class: 'others' }, h('summary', {}, title), list);
}

function renderList(report: Report, changes: readonly Change[], least: ReadonlySet<string>): Markup {
  if (changes.length === 0) return [];
  const hidden = changes.length - SHOWN;
  return [
    h(
      'ol',
      { class: 'changes' },
      ...changes.slice(0, SHOWN).map((change) => h('li', {}, renderChange(report, change, least))),
    ),
    hidden > 0
      ? h('p', { class: 'quiet' }, `And ${countOf(hidden, 'more change')}; each stands with its instances.`)
      : [],
  ];
}

function renderChange(report: Report, change: Change, least: ReadonlySet<string>): MarkupElement {
  const isNeeded = change.causes.some(({ key }) => least.has(key));
  const fixes = new FixList({ ...report, causes: [] });
  // Equal commands once: hosts of one system share their list.
  const places = [...new Set(change.causes.map(({ fix }) => fixes.add(fix)))];
  const hidden = places.length - WRITTEN_OUT;
  return h(
    'details',
    { class: 'change' },
    h(
      'summary',
      {},
      h('span', { class: isNeeded ? 'effect needed' : 'effect' }, labelOf(change)),
      ' ',
      isolated(sanitise(describeChange(change, false))),
    ),
    ...places
      .slice(0, WRITTEN_OUT)
      .map((place) => renderRemedy(at(fixes.remedies.items, at(fixes.fixes.items, place).remedy), '')),
    hidden > 0
      ? h(
          'p',
          { class: 'quiet' },
          `The commands for ${countOf(hidden, 'more resource')} stand with the instances.`,
        )
      : [],
    h(
      'p',
      { class: 'quiet' },
      `Concerns ${countOf(change.affected, 'instance')}; found by ${ruleIdsOf(change)}.`,
    ),
  );
}

function ruleIdsOf({ causes }: Change): string {
  return sanitise([...new Set(causes.flatMap(({ ruleIds }) => ruleIds))].sort().join(', '));
}
