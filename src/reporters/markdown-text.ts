import { neutraliseLine, sanitise, truncate } from './terminal-text.ts';

const NAME_LIMIT = 100;
const SENTENCE_LIMIT = 600;

/** What stands around the words of a sentence and means nothing to Markdown, wherever it stands. */
const WORD = /^([("'“‘]*)(.*?)([)"'”’.,;:!?…]*)$/su;
/** Letters, with a hyphen or an apostrophe between them, or EC2 and S3: Markdown and GitHub make nothing of them. */
const PLAIN = /^\p{L}[\p{L}\p{M}]*(?:[-'’]\p{L}[\p{L}\p{M}]*)*$|^[A-Z]{1,3}\d$/u;
/** A command that our own sentences quote. Nothing but a space or a bracket beside it, so that two never touch. */
const QUOTED = /(?<=(?:^| )\(?)`([^`]+)`(?=[)"'”’.,;:!?…]*(?: |$))/u;
const NUMBER = /^\d{1,5}$/;
const DASH = /^[–—·→]$/u;

/**
 * A sentence that may hold names from the account. Every word that is not plainly a word or a number becomes code, where
 * no markup, HTML, link, @mention or #reference acts. Escaping would not do: GitHub looks for mentions after Markdown.
 */
export function prose(text: string): string {
  const [first = '', ...pieces] = truncate(sanitise(text), SENTENCE_LIMIT).trim().split(QUOTED);
  // What stood between the backticks is every other piece.
  const rest = pieces.map((piece, index) => (index % 2 === 0 ? toCode(piece) : toWords(piece, false)));
  return [toWords(first, true), ...rest].join('');
}

function toWords(text: string, isStart: boolean): string {
  const words = text.split(/ +/);
  return words.map((word, index) => toWord(word, isStart && index === 0)).join(' ');
}

function toWord(word: string, isFirst: boolean): string {
  const [, before = '', core = '', after = ''] = WORD.exec(word) ?? ['', '', word, ''];
  // `1.` and `1)` at the start of a line would be a list.
  const isNumber = NUMBER.test(core) && !(isFirst && /^[.)]/.test(after));
  if (core === '' || PLAIN.test(core) || isNumber || DASH.test(core)) return word;
  return `${before}${toCode(core)}${after}`;
}

/** A name as code. */
export function code(name: string): string {
  const text = truncate(sanitise(name.trim()), NAME_LIMIT);
  return text === '' ? '' : toCode(text);
}

/** Between more backticks than the text has in a row; a backtick at an edge needs a space beside it. */
function toCode(text: string): string {
  const ticks = '`'.repeat(longestRun(text) + 1);
  const space = /^`|`$|^ .* $/s.test(text) ? ' ' : '';
  return `${ticks}${space}${text}${space}${ticks}`;
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}

/** A row of a table. GitHub reads `\|` as a bar, inside code too; a backslash before a bar would make that doubtful. */
export function row(cells: readonly string[]): string {
  const safe = cells.map((cell) =>
    cell.replaceAll(/\\+(?=\|)/g, (run) => '\uFFFD'.repeat(run.length)).replaceAll('|', String.raw`\|`),
  );
  return `| ${safe.join(' | ')} |\n`;
}

/** A block of code; its fence is longer than any run of backticks inside. */
export function fence(language: string, text: string): string {
  const ticks = '`'.repeat(Math.max(3, longestRun(text) + 1));
  const lines = text.split(/\r?\n/).map(neutraliseLine);
  return `${ticks}${language}\n${lines.join('\n')}\n${ticks}\n`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A name as code inside a line of HTML, which Markdown leaves alone. */
export function htmlCode(name: string): string {
  const text = truncate(sanitise(name.trim()), NAME_LIMIT);
  return `<code>${text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? '')}</code>`;
}

/** Text that is folded away until somebody wants it. The summary is HTML, the body Markdown. */
export function fold(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n</details>\n`;
}
