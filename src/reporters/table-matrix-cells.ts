import type { ReportFinding } from '../model/report.ts';
import { flow, span, type Line, type Span } from './table-line.ts';
import type { Style } from './terminal-text.ts';

type Cell =
  | 'pass'
  | 'fail'
  | 'contradicted'
  | 'accepted'
  | 'unknown'
  | 'settled'
  | 'error'
  | 'not-applicable';

/** A sign of its own for each, so that colour alone never says anything. */
const CELLS: Readonly<Record<Cell, { readonly sign: string; readonly style: Style; readonly word: string }>> =
  {
    pass: { sign: 'P', style: 'green', word: 'pass' },
    fail: { sign: 'F', style: 'red', word: 'fail' },
    contradicted: { sign: '!', style: 'yellow', word: 'fail, but the agent shows otherwise' },
    accepted: { sign: 'x', style: 'dim', word: 'fail, accepted' },
    unknown: { sign: 'U', style: 'magenta', word: 'unknown' },
    settled: { sign: 'u', style: 'dim', word: 'unknown, settled by the agent' },
    error: { sign: 'E', style: 'red', word: 'error' },
    'not-applicable': { sign: '·', style: 'dim', word: 'not applicable' },
  };

/** The sign is one column wide. */
export function renderCell(finding: ReportFinding | undefined, ascii: boolean): Span {
  if (finding === undefined) return span(' ');
  const cell = cellOf(finding);
  return span(signOf(cell, ascii), CELLS[cell].style);
}

export function renderKey(width: number, ascii: boolean): Line[] {
  const cells = Object.keys(CELLS) as Cell[];
  return flow(
    cells.map((cell) => span(`${signOf(cell, ascii)} ${CELLS[cell].word}`, CELLS[cell].style)),
    width,
  );
}

function cellOf({ status, decision, contradictedBy, settledBy }: ReportFinding): Cell {
  if (status === 'unknown') return settledBy === undefined ? 'unknown' : 'settled';
  if (status !== 'fail') return status;
  if (decision.kind !== 'open') return 'accepted';
  return contradictedBy === undefined ? 'fail' : 'contradicted';
}

/** The dot also stands between parts of a line, where ASCII has another sign for it. */
function signOf(cell: Cell, ascii: boolean): string {
  return ascii && cell === 'not-applicable' ? '.' : CELLS[cell].sign;
}
