import type { Report } from '../../model/report.ts';
import { VERDICTS } from '../../model/verdict.ts';
import { verdictWord } from '../verdict-word.ts';
import { formatNumber, h, type MarkupElement } from './markup.ts';

/** Share of the ring that stays empty between two arcs, in percent. */
const GAP = 0.6;

/** The verdicts as a ring, and in words for whoever does not see it. */
export function renderDonut({ summary: { verdicts, instances } }: Report): MarkupElement {
  const present = VERDICTS.filter((verdict) => verdicts[verdict] > 0);
  const judged = verdicts.ready + verdicts['at-risk'] + verdicts.blocked + verdicts.unknown;
  const arcs = present.map((verdict, index) => {
    const before = present.slice(0, index).reduce((sum, one) => sum + verdicts[one], 0);
    const share = (verdicts[verdict] / instances) * 100;
    const length = present.length === 1 ? 100 : Math.max(share - GAP, 0.4);
    return h('circle', {
      class: `arc v-${verdict}`,
      cx: '60',
      cy: '60',
      r: '50',
      pathLength: '100',
      'stroke-dasharray': `${round(length)} ${round(100 - length)}`,
      'stroke-dashoffset': String(round(-(before / instances) * 100)),
    });
  });
  const words = present.map((verdict) => `${verdicts[verdict]} ${verdictWord(verdict)}`).join(', ');
  return h(
    'svg',
    {
      class: 'donut',
      viewBox: '0 0 120 120',
      role: 'img',
      'aria-label': words === '' ? 'No instances' : `Verdicts: ${words}`,
    },
    h('circle', { class: 'ring', cx: '60', cy: '60', r: '50' }),
    h('g', { transform: 'rotate(-90 60 60)' }, ...arcs),
    h('text', { class: 'big', x: '60', y: '61' }, formatNumber(verdicts.ready + verdicts['at-risk'])),
    h('text', { class: 'small', x: '60', y: '74' }, `of ${formatNumber(judged)}`),
    h('text', { class: 'small', x: '60', y: '84' }, 'reachable'),
  );
}

function round(number: number): number {
  return Math.round(number * 1000) / 1000;
}
