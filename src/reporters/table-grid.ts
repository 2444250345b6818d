import { chooseColumns, GAP, type Columns } from './table-columns.ts';
import { renderLastSession } from './last-session.ts';
import { renderFindings, renderPaths } from './table-findings.ts';
import { renderHeading } from './table-group-heading.ts';
import type { Group } from './table-groups.ts';
import { BLANK, indent, labelled, span, trimSpans, widthOf, type Line } from './table-line.ts';
import type { Row } from './table-rows.ts';
import { displayWidth, pad, wrapAtMost } from './terminal-text.ts';

const TITLES = { reason: 'FIRST CAUSE', next: 'FIX HINT' };
/** Columns that longer reasons and next steps need together to stand beside the rest. */
const ROOM_BESIDE = 96;
/** Lines of a reason or a next step before it is cut; nothing is cut when the user asks for everything. */
const LINES = 4;

/** The table of instances: a row each, with reason and next step beside it or, where that is too narrow, below it. */
export function renderGrid(
  groups: readonly Group[],
  layout: { readonly width: number; readonly verbose: boolean },
): Line[] {
  const rows = groups.flatMap((group) => group.rows);
  if (rows.length === 0) return [];
  const columns = chooseColumns(rows, layout.width);
  const beside = divideRoom(rows, columns, layout.width - columns.width);
  const lines = layout.verbose ? Infinity : LINES;
  const titles = [
    ...columns.titles,
    ...(beside === undefined ? [] : [pad(TITLES.reason, beside.reason), TITLES.next]),
  ];
  const renderRow = (row: Row): Line[] => [
    ...(beside === undefined
      ? layBelow(row, columns, layout)
      : layBeside(row, columns, { ...beside, lines })),
    ...(layout.verbose
      ? indent(columns.below, renderLastSession(row.instance, layout.width - columns.below))
      : []),
    ...(layout.verbose && row.verdict !== 'ready'
      ? indent(columns.below, [
          ...renderFindings(row.instance, layout.width - columns.below),
          ...renderPaths(row.paths, layout.width - columns.below),
        ])
      : []),
  ];
  const shown = groups.flatMap((group) => [
    ...renderHeading(group, layout.width),
    ...group.rows.flatMap(renderRow),
  ]);
  const head: Line = [span(titles.join(' '.repeat(GAP)).trimEnd(), 'bold')];
  const rule = [head, ...shown].reduce((width, line) => Math.max(width, widthOf(trimSpans(line))), 0);
  return [BLANK, head, [span('─'.repeat(rule), 'dim')], ...shown];
}

/** Widths of reason and next step; nothing where they cannot stand beside the rest, or where there are none. */
function divideRoom(
  rows: readonly Row[],
  columns: Columns,
  room: number,
): { readonly reason: number; readonly next: number } | undefined {
  const widest = (title: string, text: (row: Row) => string): number =>
    rows.reduce((width, row) => Math.max(width, displayWidth(text(row))), displayWidth(title));
  if (rows.every((row) => reasonOf(row, columns) === '' && row.next === undefined)) return undefined;
  const reason = widest(TITLES.reason, (row) => reasonOf(row, columns));
  const next = widest(TITLES.next, (row) => row.next?.text ?? '');
  if (reason + GAP + next <= room) return { reason, next };
  if (room < ROOM_BESIDE) return undefined;
  const share = Math.min(reason, Math.max(Math.floor((room - GAP) * 0.55), room - GAP - next));
  return { reason: share, next: room - GAP - share };
}

function identify(row: Row, columns: Columns): Line {
  const gap = span(' '.repeat(GAP));
  return columns.cells(row).flatMap((cell) => [cell, gap]);
}

function layBeside(
  row: Row,
  columns: Columns,
  room: { readonly reason: number; readonly next: number; readonly lines: number },
): Line[] {
  const reasons = wrapAtMost(reasonOf(row, columns) || '-', room.reason, room.lines);
  const nexts = wrapAtMost(row.next?.text ?? '', room.next, room.lines);
  const height = Math.max(reasons.length, nexts.length);
  return Array.from({ length: height }, (_, index) => [
    ...(index === 0 ? identify(row, columns) : [span(' '.repeat(columns.width))]),
    span(pad(reasons[index] ?? '', room.reason + GAP)),
    span(nexts[index] ?? ''),
  ]);
}

function layBelow(
  row: Row,
  columns: Columns,
  layout: { readonly width: number; readonly verbose: boolean },
): Line[] {
  const lines = layout.verbose ? Infinity : LINES;
  const width = layout.width - columns.below;
  // The findings that follow would say the same once more.
  const isRepeated = layout.verbose && quotesProblem(row.instance);
  const reason = isRepeated ? '' : reasonOf(row, columns);
  const label = row.next?.kind === 'settle' ? 'to settle: ' : 'fix: ';
  return [
    identify(row, columns),
    ...indent(columns.below, [
      ...(reason === '' ? [] : labelled(span(''), wrapAtMost(reason, width, lines))),
      ...(row.next === undefined
        ? []
        : labelled(span(label, 'cyan'), wrapAtMost(row.next.text, width - label.length, lines))),
    ]),
  ];
}

function quotesProblem({ reason, findings }: Row['instance']): boolean {
  return findings.some(({ problems }) => problems.some(({ message }) => message === reason));
}

function reasonOf({ reason, prediction }: Row, { showsPrediction }: Columns): string {
  return prediction === undefined || showsPrediction ? reason : `(${prediction}) ${reason}`;
}
