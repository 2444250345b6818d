import { styleText } from 'node:util';
import stringWidth from 'string-width';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'magenta' | 'cyan';

const REPLACEMENT = '\uFFFD';
const DOTTED_CIRCLE = '\u25CC';
const ELLIPSIS = '…';
const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;

/**
 * Invisible code points that are part of a visible character: emoji sequences (at most five pictographs joined),
 * keycaps, and the variants of Han ideographs that Japanese names are written with.
 */
const EMOJI = String.raw`\p{Extended_Pictographic}(?:[\uFE0E\uFE0F]|\p{Emoji_Modifier})?`;
const KEPT = String.raw`${EMOJI}(?:\u200D${EMOJI}){0,4}|[0-9#*]\uFE0F\u20E3|\p{Unified_Ideograph}[\u{E0100}-\u{E01EF}]`;
const UNSAFE = String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]`;
const KEPT_OR_UNSAFE = new RegExp(`(${KEPT})|${UNSAFE}`, 'gu');

/** More marks than any script stacks on one letter; a longer pile paints over the lines above and below. */
const PILED_MARKS = /(\p{M}{6})\p{M}+/gu;
/** A mark without a letter would attach itself to whatever stands before it. */
const DANGLING_MARK = /(^|\s)(?=[\p{M}\p{Emoji_Modifier}\uFF9E\uFF9F])/gu;

/** Runners obey some words anywhere in a line of a log: GitHub's `##[error]`, Azure's `##vso[…]`. */
const LOG_COMMAND = /##(?=\w*\[)/g;

const NAMED_CONTROLS: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Makes text from elsewhere (tags, names, AWS's messages) safe to print: one line, no escape sequences, no
 * bidirectional or invisible controls. Line breaks and tabs become `\n`, `\r`, `\t`; everything else that cannot be
 * seen becomes `�`, and so does what a CI runner would obey. Applying it twice changes nothing. Letters of right-to-left
 * scripts stay, so a terminal that reorders them still does.
 */
export function sanitise(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return neutralise(text);
  return neutralise(text)
    .replace(PILED_MARKS, `$1${REPLACEMENT}`)
    .replace(DANGLING_MARK, `$1${DOTTED_CIRCLE}`);
}

/** The part of {@link sanitise} that keeps a terminal safe; pieces of sanitised text stay as they are. */
export function neutralise(text: string): string {
  const visible = PRINTABLE_ASCII.test(text)
    ? text
    : text.replace(KEPT_OR_UNSAFE, (match, kept?: string) => kept ?? NAMED_CONTROLS[match] ?? REPLACEMENT);
  return visible.includes('##') ? visible.replace(LOG_COMMAND, `#${REPLACEMENT}`) : visible;
}

/** A line of its own, safe like {@link neutralise}: GitHub's runner obeys one that begins with `::`. */
export function neutraliseLine(line: string): string {
  return neutralise(line).replace(/^(\s*):(?=:)/, `$1${REPLACEMENT}`);
}

/** Characters that never join with a neighbour: ASCII in one column, kana, ideographs and Hangul syllables in two. */
const PLAIN = /^[\x20-\x7e\u3041-\u3096\u30A1-\u30FA\u4E00-\u9FFF\uAC00-\uD7A3]*$/;
const WIDE = /[\u3041-\uD7A3]/g;

/** Columns that the text takes in a terminal. Symbols of ambiguous width count one; some East Asian fonts draw two. */
export function displayWidth(text: string): number {
  if (PRINTABLE_ASCII.test(text)) return text.length;
  // The same answer as below, for what most names are made of, a hundred times as fast.
  if (PLAIN.test(text)) return text.length + (text.match(WIDE)?.length ?? 0);
  return stringWidth(text);
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** No character that a reader knows is wider; what is has been piled up to break a layout. */
const WIDEST_CHARACTER = 8;

/** The characters as a reader counts them: an emoji sequence or a letter with its marks is one. */
export function* splitCharacters(text: string): Generator<string, void, undefined> {
  if (PLAIN.test(text)) {
    yield* text;
    return;
  }
  for (const { segment } of graphemes.segment(text)) {
    if (displayWidth(segment) > WIDEST_CHARACTER) yield* segment;
    else yield segment;
  }
}

/** Pieces of at most `width` columns, cut at the ends of characters; a character that is wider is its own piece. */
function* cut(text: string, width: number): Generator<string, void, undefined> {
  let piece = '';
  let used = 0;
  for (const character of splitCharacters(text)) {
    const needed = displayWidth(character);
    if (piece !== '' && used + needed > width) {
      yield piece;
      piece = '';
      used = 0;
    }
    piece += character;
    used += needed;
  }
  yield piece;
}

/** Shortens to at most `width` columns; `…` stands for what was cut. */
export function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  if (width < 1) return '';
  const head = cut(text, width - 1).next().value ?? '';
  return displayWidth(head) < width ? `${head.trimEnd()}${ELLIPSIS}` : ELLIPSIS;
}

/** Fills up with spaces to `width` columns; a longer text stays as it is. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** Breaks at spaces into lines of at most `width` columns; a word that is wider than a line is cut. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(' ').filter((part) => part !== '')) {
    const needed = displayWidth(word);
    if (line !== '' && used + 1 + needed <= width) {
      line += ` ${word}`;
      used += 1 + needed;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = needed <= width ? [word] : Array.from(cut(word, width), (piece) => truncate(piece, width));
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
    used = displayWidth(line);
  }
  return [...lines, line];
}

/** Like {@link wrap}, but at most `limit` lines, the last of which ends with `…` when there was more. */
export function wrapAtMost(text: string, width: number, limit: number): string[] {
  const lines = wrap(text, width);
  if (lines.length <= limit) return lines;
  return [...lines.slice(0, limit - 1), truncate(lines.slice(limit - 1).join(' '), width)];
}

/**
 * Colours text, or leaves it alone. One style a call: on Node 20 a list of styles ignores `validateStream`, which is
 * off here because the caller has already decided about the stream.
 */
export function paint(color: boolean, style: Style, text: string): string {
  return color && text !== '' ? styleText(style, text, { validateStream: false }) : text;
}
