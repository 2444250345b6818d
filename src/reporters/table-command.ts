import { displayWidth, sanitise, splitCharacters, wrap } from './terminal-text.ts';

type Quote = '' | "'" | '"';

/** The smallest piece that must not be cut, and the quotes that the shell is in after it. */
interface Unit {
  readonly text: string;
  readonly after: Quote;
}

type Word = readonly Unit[];

const CONTINUED = ' \\';
/** What a line that goes on needs beside its words: the deeper indentation and the backslash. */
const ROOM = 4;

/**
 * Breaks shell commands, one a line, into lines of at most `width` columns that can still be pasted into a POSIX shell:
 * a line that goes on ends with a backslash. A long word takes some of the indentation away; a word that is wider than a
 * line is cut, and nothing may stand before the rest of it.
 */
export function wrapCommand(commands: string, indentation: number, width: number): string[] {
  return splitCommands(commands).flatMap((command) => {
    if (command.startsWith('#')) {
      return wrap(command.slice(1), width - indentation - 2).map(
        (line) => `${' '.repeat(indentation)}# ${line}`,
      );
    }
    const words = splitWords(command);
    const widest = Math.max(0, ...words.map(widthOf));
    // Where a word has to be cut anyway, moving the command would help nobody.
    const left = widest > width - ROOM ? indentation : Math.min(indentation, width - ROOM - widest);
    return layWords(joinValues(words, width - ROOM - left), left, width);
  });
}

/** The commands of one script after the other; those that all of them start with (a role to make, say) stand once. */
export function joinScripts(scripts: readonly string[]): string[] {
  const split = scripts.map(splitCommands);
  const [first = []] = split;
  const differing = first.findIndex((command, index) => split.some((script) => script[index] !== command));
  const shared = differing === -1 ? first.length : differing;
  return [...first.slice(0, shared), ...split.flatMap((script) => script.slice(shared))];
}

/** Lines as the shell sees them: joined where one ends with a backslash, sanitised, and none inside quotes. */
function splitCommands(commands: string): string[] {
  const lines: string[] = [];
  let open = '';
  for (const line of commands.replaceAll(/\\\r?\n/g, '').split(/\r?\n/)) {
    // A line break inside quotes (a JSON document, say) becomes a space.
    const joined = open === '' ? line.trim() : `${open} ${line.trim()}`;
    const isOpen = !joined.startsWith('#') && readUnits(joined).at(-1)?.after;
    open = isOpen ? joined : '';
    if (!isOpen && joined !== '') lines.push(sanitise(joined));
  }
  return open === '' ? lines : [...lines, sanitise(open)];
}

function readUnits(command: string): Unit[] {
  const units: Unit[] = [];
  let quote: Quote = '';
  const characters = [...splitCharacters(command)];
  for (let index = 0; index < characters.length; index += 1) {
    let text = characters[index] ?? '';
    if (text === '\\' && quote !== "'") {
      index += 1;
      text += characters[index] ?? '';
    } else if ((text === "'" || text === '"') && (quote === '' || quote === text)) {
      quote = quote === '' ? text : '';
    }
    units.push({ text, after: quote });
  }
  return units;
}

function splitWords(command: string): Word[] {
  const words: Unit[][] = [[]];
  for (const unit of readUnits(command)) {
    if (unit.text === ' ' && unit.after === '') words.push([]);
    else words.at(-1)?.push(unit);
  }
  return words.filter((word) => word.length > 0);
}

/** Keeps an option and its values on one line, as long as they fit there. */
function joinValues(words: readonly Word[], width: number): Word[] {
  const joined: Word[] = [];
  let isOption = false;
  for (const word of words) {
    const text = textOf(word);
    const last = joined.at(-1);
    const longer = last === undefined ? word : [...last, { text: ' ', after: '' } as const, ...word];
    const isValue: boolean = isOption && !/^(-|&&|\|)/.test(text);
    if (isValue && widthOf(longer) <= width) joined.splice(-1, 1, longer);
    else joined.push(word);
    isOption = text.startsWith('--') || (isOption && isValue);
  }
  return joined;
}

function widthOf(word: Word): number {
  return displayWidth(textOf(word));
}

function textOf(word: Word): string {
  return word.map(({ text }) => text).join('');
}

function layWords(words: readonly Word[], indentation: number, width: number): string[] {
  const first = ' '.repeat(indentation);
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of words) {
    const text = textOf(word);
    const joined = isEmpty ? line + text : `${line} ${text}`;
    if (displayWidth(joined) <= width - CONTINUED.length) {
      line = joined;
    } else {
      if (!isEmpty) lines.push(line + CONTINUED);
      const pieces = cutWord(word, width - ROOM, indentation);
      // Only the first piece may be indented: the others go on with the word.
      lines.push(...pieces.slice(0, -1).map((piece, index) => (index === 0 ? `${first}  ${piece}` : piece)));
      line = pieces.length > 1 ? (pieces.at(-1) ?? '') : `${first}  ${text}`;
    }
    isEmpty = false;
  }
  return [...lines, line];
}

/** Pieces of a word, each but the last with its continuation; single quotes are closed and opened around a cut. */
function cutWord(word: Word, width: number, indentation: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let quote: Quote = '';
  let rest = widthOf(word);
  let used = 0;
  for (const { text, after } of word) {
    const needed = displayWidth(text);
    const room = pieces.length === 0 ? width - indentation : width;
    if (piece !== '' && used + rest > room && used + needed > room - CONTINUED.length) {
      pieces.push(quote === "'" ? `${piece}'\\` : `${piece}\\`);
      piece = quote === "'" ? "'" : '';
      used = piece.length;
    }
    piece += text;
    used += needed;
    rest -= needed;
    quote = after;
  }
  return [...pieces, piece];
}
