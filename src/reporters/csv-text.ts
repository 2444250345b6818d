import { sanitise, truncate } from './terminal-text.ts';

/** A spreadsheet cell holds 32,767 characters and drops or spills the rest. */
const CELL_LIMIT = 32_000;
/** What starts a formula; NFKC turns full-width and small forms into these, as some spreadsheets do. */
const FORMULA = /^\s*[=+\-@]/;
/** Where semicolons part columns, what follows one is a cell of its own, inside quotes or not. */
const FORMULA_AFTER_SEMICOLON = /;(\s*)(?=[=+\-@＝＋－＠])/g;

/**
 * One field, in quotes. Whoever may tag an instance may write a formula: an apostrophe before it makes it text. Line
 * breaks are written as `\n`, so that a row is a line.
 */
export function toField(text: string): string {
  const line = truncate(sanitise(text), CELL_LIMIT).replaceAll(FORMULA_AFTER_SEMICOLON, ";$1'");
  const guarded = FORMULA.test(line.slice(0, 16).normalize('NFKC')) ? `'${line}` : line;
  return `"${guarded.replaceAll('"', '""')}"`;
}

export function toRecord(fields: readonly string[]): string {
  return `${fields.map(toField).join(',')}\r\n`;
}
