import type { HopStatus } from '../../model/path.ts';
import { h, isolated, type Markup, type MarkupElement } from './markup.ts';
import type { PageHop, PagePath } from './page-data.ts';

/** Drawn inside a circle of radius 9 around 14, 16. */
const GLYPHS: Readonly<Record<HopStatus, string>> = {
  pass: 'M9.8 16.2l3 3 5.4-6.2',
  fail: 'M10.5 12.5l7 7m0-7l-7 7',
  unknown: 'M11.3 14a2.7 2.7 0 1 1 4.2 2.2c-1 .7-1.5 1.1-1.5 2.1m0 2.6v.1',
  degraded: 'M9.5 16.8c1.5-2.6 3-2.6 4.5-.8s3 1.8 4.5-.8',
};

/**
 * One path as a line from the instance to the service with a stop for each hop; behind the first hop that fails the line
 * is broken. All that the line shows stands beside it in words.
 */
export function renderPath(path: PagePath, instanceId: string, mend: (fix: number) => Markup): MarkupElement {
  const { service, purpose, way, outcome, hops } = path;
  const failing = hops.findIndex(({ status }) => status === 'fail');
  const isBroken = (index: number): boolean => failing !== -1 && index > failing;
  return h(
    'section',
    { class: 'path' },
    h('h3', {}, 'Path to ', h('b', {}, service), ': ', h('span', { class: 'outcome' }, outcome)),
    h('p', { class: 'quiet' }, `${way}; ${purpose}`),
    h(
      'ol',
      { class: 'hops' },
      renderEnd('start', isolated(instanceId), false),
      ...hops.map((hop, index) => renderHop(hop, isBroken(index), index === failing, mend)),
      renderEnd('end', service, failing !== -1),
    ),
  );
}

function renderHop(
  hop: PageHop,
  isBroken: boolean,
  isStop: boolean,
  mend: (fix: number) => Markup,
): MarkupElement {
  const { name, status, problems, notes } = hop;
  return h(
    'li',
    { class: `hop h-${status}` },
    drawTrack(
      [isBroken ? 'broken' : '', isStop || isBroken ? 'broken' : ''],
      h('circle', { class: 'stop', cx: '14', cy: '16', r: '9' }),
      h('path', { class: 'glyph', d: GLYPHS[status] }),
    ),
    h('div', { class: 'hop-head' }, h('b', {}, name), ' ', h('span', { class: 'hop-status' }, status)),
    ...problems.map(({ message, fix }) => [
      h('p', { class: 'problem' }, isolated(message)),
      fix === undefined ? [] : mend(fix),
    ]),
    ...notes.map((note) => h('p', { class: 'note' }, isolated(note))),
  );
}

function renderEnd(which: 'start' | 'end', label: Markup, isBroken: boolean): MarkupElement {
  return h(
    'li',
    { class: `hop ${which}` },
    drawTrack(
      [which === 'start' ? 'none' : isBroken ? 'broken' : '', which === 'end' ? 'none' : ''],
      h('circle', { class: 'terminus', cx: '14', cy: '16', r: '5' }),
    ),
    h('div', { class: 'hop-head' }, h('b', {}, label)),
  );
}

/** The line above and below the stop, as long as the text beside it is high. */
function drawTrack(
  [above, below]: readonly [above: string, below: string],
  ...stop: readonly MarkupElement[]
): MarkupElement {
  const rail = (kind: string, y1: string, y2: string): MarkupElement =>
    h('line', { class: `rail ${kind}`.trim(), x1: '14', x2: '14', y1, y2 });
  const rails =
    above === below ? [rail(above, '0', '100%')] : [rail(above, '0', '16'), rail(below, '16', '100%')];
  return h('svg', { class: 'track', 'aria-hidden': 'true' }, ...rails, ...stop);
}
