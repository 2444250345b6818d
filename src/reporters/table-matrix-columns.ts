import { fixColumns, GAP, idealWidths, verdictWidth, type Columns } from './table-columns.ts';
import type { Row } from './table-rows.ts';

/** A name that is cut shorter than this says nothing. */
const LEAST_NAME = 8;
/** Where the matrix has to be cut into blocks, names get this much and no more, so that the blocks are few. */
const NAME_IN_BLOCKS = 20;
/** Columns for letters that remain however long the ids are. */
const LEAST_CELLS = 7;

/** Where the letters stand: as many rules side by side as fit, the others in blocks below. */
export interface MatrixColumns {
  readonly identity: Omit<Columns, 'below'>;
  /** Columns of one rule, with the gap before the next. */
  readonly pitch: number;
  readonly perBlock: number;
}

export function chooseMatrixColumns(rows: readonly Row[], rules: number, width: number): MatrixColumns {
  const ideal = idealWidths(rows);
  const room = width - verdictWidth(rows) - GAP;
  const id = Math.min(ideal.id, room - GAP - LEAST_CELLS);
  const besideId = room - id - GAP;
  const spread = String(rules).length + 1;
  // Where every number fits side by side it is read more easily than upright.
  const pitch = besideId - ideal.name - GAP >= rules * spread ? spread : 2;
  const nameBesideAll = besideId - GAP - (rules * pitch - 1);
  const fitsInOne = nameBesideAll >= Math.min(LEAST_NAME, ideal.name);
  const nameInBlocks = Math.min(ideal.name, NAME_IN_BLOCKS, besideId - GAP - 2 * LEAST_CELLS);
  const name = fitsInOne ? Math.min(ideal.name, nameBesideAll) : nameInBlocks < LEAST_NAME ? 0 : nameInBlocks;
  const identity = fixColumns(rows, { name, id });
  const perBlock = Math.max(1, Math.floor((width - identity.width + 1) / pitch));
  return { identity, pitch, perBlock: Math.min(perBlock, Math.max(1, rules)) };
}
