import type { BastionReport, Judgement, Through } from '../../model/bastion.ts';
import { h, type Markup } from '../html/markup.ts';
import { sanitise, truncate } from '../terminal-text.ts';
import { judgementWord, nameHost, nameService, worstFirst } from './words.ts';

const ROW = 34;
const BOX = { width: 300, height: 26 };
const WIDTH = 940;
const SHOWN = 40;

interface Node {
  readonly label: string;
  readonly judgement: Judgement;
  readonly through: readonly Through[];
}

/** Bastions on the left, what they reach on the right, a line for each that one lets the other in. */
export function renderDiagram({ bastions, dependants, services }: BastionReport): Markup {
  const all: Node[] = [
    ...dependants.map((one) => ({ ...one, label: nameHost(one) })),
    ...services.map((one) => ({ ...one, label: `${nameService(one)} :${one.port}` })),
  ];
  const sorted = worstFirst(all);
  const nodes = sorted.slice(0, SHOWN);
  const hidden = sorted.length - nodes.length;
  if (nodes.length === 0 || bastions.length === 0) return [];
  const rows = Math.max(nodes.length + (hidden > 0 ? 1 : 0), bastions.length);
  const height = rows * ROW + 8;
  const top = (index: number, count: number): number => ((rows - count) * ROW) / 2 + index * ROW + 8;
  const lines = nodes.flatMap(({ judgement, through }, index) =>
    through.flatMap(({ bastion }) => {
      const from = bastions.findIndex(({ instanceId }) => instanceId === bastion);
      return from === -1 ? [] : [link(top(from, bastions.length), top(index, rows), judgement)];
    }),
  );
  const title = `${bastions.length} bastions and ${sorted.length} hosts and services that they may reach`;
  return h(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${height}`, role: 'img', 'aria-label': title },
    h('title', {}, title),
    ...lines,
    ...bastions.map((bastion, index) => box(4, top(index, bastions.length), nameHost(bastion))),
    ...nodes.map(({ label, judgement }, index) => [
      box(WIDTH - BOX.width - 110, top(index, rows), label, judgement),
      h(
        'text',
        { x: String(WIDTH - 100), y: String(top(index, rows) + 17), class: 'soft' },
        judgementWord(judgement),
      ),
    ]),
    hidden > 0
      ? h(
          'text',
          { x: String(WIDTH - BOX.width - 110), y: String(height - 14) },
          `and ${hidden} more, in the table below`,
        )
      : [],
  );
}

function box(x: number, y: number, label: string, judgement?: Judgement): Markup {
  const size = { width: String(BOX.width), height: String(BOX.height), rx: '4' };
  return [
    h('rect', { x: String(x), y: String(y), ...size, class: judgement }),
    h('text', { x: String(x + 8), y: String(y + 17) }, truncate(sanitise(label), 42)),
  ];
}

function link(fromY: number, toY: number, judgement: Judgement): Markup {
  const [x1, x2] = [BOX.width + 4, WIDTH - BOX.width - 110];
  const [y1, y2] = [fromY + BOX.height / 2, toY + BOX.height / 2];
  const middle = (x1 + x2) / 2;
  return h('path', { d: `M${x1} ${y1} C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`, class: judgement });
}
