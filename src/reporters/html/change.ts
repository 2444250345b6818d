import { describeChange, labelOf } from '../table-causes.ts';
import type { Change } from '../table-changes.ts';
import { sanitise } from '../terminal-text.ts';
import { renderRemedy } from './fix.ts';
import { countOf, h, isolated, type MarkupElement } from './markup.ts';
import { mergeFixes } from './merge-fixes.ts';

/** Resources of one change whose commands are written out. */
const WRITTEN_OUT = 10;

/** One thing to do, which opens to what is to be typed. */
export function renderChange(change: Change): MarkupElement {
  const hidden = change.causes.length - WRITTEN_OUT;
  const fixes = change.causes.slice(0, WRITTEN_OUT).map(({ fix }) => fix);
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
    ...mergeFixes(fixes).map((remedy) => renderRemedy(remedy, '')),
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
