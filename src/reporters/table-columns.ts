import { span, type Span } from './table-line.ts';
import type { Row } from './table-rows.ts';
import { VERDICT_STYLE, verdictWord } from './table-verdict.ts';
import { displayWidth, pad, truncate } from './terminal-text.ts';

/** Spaces between columns. */
export const GAP = 2;
const LEAST = { name: 12, id: 19 };
const MOST = { name: 32, id: 44 };

export interface Columns {
  readonly titles: readonly string[];
  /** Columns that a row takes, with the gap after each. */
  readonly width: number;
  /** Where what stands below a row begins: after the verdict's word. */
  readonly below: number;
  /** False where the verdict's column has no room for what a stopped instance would be. */
  readonly showsPrediction: boolean;
  cells(row: Row): Span[];
}

/** The columns that say which instance a row is; what is worth least goes first where they do not all fit. */
export function chooseColumns(rows: readonly Row[], width: number): Columns {
  const isMany = (values: readonly string[]): boolean => new Set(values).size > 1;
  const account = isMany(rows.map((row) => row.account)) ? widest('ACCOUNT', rows, (row) => row.account) : 0;
  const region = isMany(rows.map((row) => row.region)) ? widest('REGION', rows, (row) => row.region) : 0;
  const ideal = idealWidths(rows);
  const full = ideal.name + GAP + ideal.id;
  const least = Math.min(LEAST.name, ideal.name) + GAP + Math.min(LEAST.id, ideal.id);
  const verdict = (showsPrediction: boolean): Choice => ({
    showsPrediction,
    verdict: verdictWidth(rows, showsPrediction),
  });
  const short = verdict(false);
  const narrowest = { ...short, account: 0, region: 0, needs: 0 };
  const choices = [
    // A prediction has another place; a name that is cut has none.
    { ...verdict(true), account, region, needs: full },
    { ...short, account, region, needs: least },
    { ...short, account: 0, region, needs: least },
  ];
  const room = (choice: typeof narrowest): number =>
    width - [choice.verdict, choice.account, choice.region].reduce((sum, one) => sum + (one && one + GAP), 0);
  const fitting = choices.find((choice) => room(choice) >= choice.needs) ?? narrowest;
  const left = room(fitting);
  const id = Math.max(1, Math.min(ideal.id, left - GAP - Math.min(LEAST.name, ideal.name)));
  const name = Math.max(1, Math.min(ideal.name, left - GAP - id));
  return { ...layColumns(fitting, { id, name }), below: short.verdict + GAP };
}

/** Verdict, name and id in given widths; a width of 0 leaves the name or the id out. */
export function fixColumns(
  rows: readonly Row[],
  widths: { readonly name: number; readonly id: number },
): Omit<Columns, 'below'> {
  return layColumns({ showsPrediction: false, verdict: verdictWidth(rows), account: 0, region: 0 }, widths);
}

export function verdictWidth(rows: readonly Row[], showsPrediction = false): number {
  return widest('VERDICT', rows, (row) => verdictOf(row, showsPrediction));
}

/** What names and ids take where there is room for all of it. */
export function idealWidths(rows: readonly Row[]): { readonly name: number; readonly id: number } {
  return {
    name: Math.min(MOST.name, widest('NAME', rows, nameOf)),
    id: Math.min(
      MOST.id,
      widest('INSTANCE ID', rows, (row) => row.instanceId),
    ),
  };
}

interface Choice {
  readonly showsPrediction: boolean;
  readonly verdict: number;
}

function layColumns(
  {
    showsPrediction,
    verdict,
    account,
    region,
  }: Choice & { readonly account: number; readonly region: number },
  { id, name }: { readonly id: number; readonly name: number },
): Omit<Columns, 'below'> {
  const columns = [
    {
      title: 'VERDICT',
      width: verdict,
      text: (row: Row) => verdictOf(row, showsPrediction),
    },
    { title: 'NAME', width: name, text: nameOf },
    { title: 'INSTANCE ID', width: id, text: (row: Row) => row.instanceId },
    { title: 'ACCOUNT', width: account, text: (row: Row) => row.account },
    { title: 'REGION', width: region, text: (row: Row) => row.region },
  ].filter((column) => column.width > 0);
  return {
    titles: columns.map((column) => pad(truncate(column.title, column.width), column.width)),
    width: columns.reduce((sum, column) => sum + column.width + GAP, 0),
    showsPrediction,
    cells: (row) =>
      columns.map((column, index) =>
        span(
          pad(truncate(column.text(row), column.width), column.width),
          index === 0 ? VERDICT_STYLE[row.verdict] : undefined,
        ),
      ),
  };
}

function verdictOf({ verdict, prediction }: Row, showsPrediction: boolean): string {
  const word = verdictWord(verdict);
  return prediction === undefined || !showsPrediction ? word : `${word} (${prediction})`;
}

function nameOf({ name }: Row): string {
  return name === '' ? '-' : name;
}

function widest(title: string, rows: readonly Row[], text: (row: Row) => string): number {
  return rows.reduce((width, row) => Math.max(width, displayWidth(text(row))), displayWidth(title));
}
