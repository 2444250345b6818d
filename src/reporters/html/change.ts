import type { Report } from '../../model/report.ts';
import { describeChange, labelOf } from '../table-causes.ts';
import type { Change } from '../table-changes.ts';
import { sanitise } from '../terminal-text.ts';
import { FixList } from './collect-fixes.ts';
import { renderRemedy } from './fix.ts';
import { countOf, h, isolated, type MarkupElement } from './markup.ts';
import { at } from './page-data.ts';

/** Resources of one change whose commands are written out. */
const WRITTEN_OUT = 10;

/** One thing to do, which opens to what is to be typed. */
export function renderChange(report: Report, change: Change): MarkupElement {
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
      h('span', { class: change.alone > 0 ? 'effect enough' : 'effect' }, labelOf(change)),
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
