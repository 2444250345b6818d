import { toAsciiSigns } from './terminal-ascii.ts';
import {
  displayWidth,
  neutralise,
  neutraliseLine,
  paint,
  sanitise,
  truncate,
  wrap,
  type Style,
} from './terminal-text.ts';

/** A piece of a line with one look; never holds escape codes. */
export interface Span {
  readonly text: string;
  readonly style?: Style;
}

export type Line = readonly Span[];

export const BLANK: Line = [];

export function span(text: string, style?: Style): Span {
  return style === undefined ? { text } : { text, style };
}

/** One paragraph as lines; those after the first start `hang` columns further in. */
export function paragraph(
  text: string,
  layout: { readonly width: number; readonly hang?: number; readonly style?: Style },
): Line[] {
  const hang = layout.hang ?? 0;
  const [first = '', ...rest] = wrap(sanitise(text), layout.width - hang);
  return [
    [span(first, layout.style)],
    ...rest.map((line) => [span(' '.repeat(hang)), span(line, layout.style)]),
  ];
}

/** Text with a label before it; its further lines stand below the text, not below the label. */
export function labelled(label: Span, texts: readonly string[], style?: Style): Line[] {
  const gap = span(' '.repeat(displayWidth(label.text)));
  return texts.map((text, index) => [index === 0 ? label : gap, span(text, style)]);
}

/** Parts side by side with ` · ` between them, on as many lines as they need. */
export function flow(parts: readonly Span[], width: number): Line[] {
  const lines: Span[][] = [];
  let used = 0;
  for (const part of parts) {
    const text = truncate(sanitise(part.text), width);
    const cell = { ...part, text };
    const line = lines.at(-1);
    const needed = displayWidth(text) + 3;
    if (line === undefined || used + needed > width) {
      lines.push([cell]);
      used = displayWidth(text);
    } else {
      line.push(span(' · ', 'dim'), cell);
      used += needed;
    }
  }
  return lines;
}

export function indent(columns: number, lines: readonly Line[]): Line[] {
  return lines.map((line) => [span(' '.repeat(columns)), ...line]);
}

/**
 * The text of all lines. Every span is made safe here once more, so that no section can forget it; then trailing
 * spaces go and colour comes.
 */
export function joinLines(lines: readonly Line[], color: boolean, ascii = false): string {
  return `${lines.map((line) => joinSpans(line, color, ascii)).join('\n')}\n`;
}

function joinSpans(line: Line, color: boolean, ascii: boolean): string {
  const trimmed = trimSpans(line);
  const first = trimmed.findIndex(({ text }) => text.trim() !== '');
  return trimmed
    .map(({ text, style }, index) => {
      const neutral = index === first ? neutraliseLine(text) : neutralise(text);
      const safe = ascii ? toAsciiSigns(neutral) : neutral;
      return style === undefined ? safe : paint(color, style, safe);
    })
    .join('');
}

export function trimSpans(line: Line): Line {
  const last = line.findLastIndex(({ text }) => text.trimEnd() !== '');
  return line
    .slice(0, last + 1)
    .map((one, index) => (index === last ? { ...one, text: one.text.trimEnd() } : one));
}

/** `1 instance`, `2 instances`. */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${number} ${number === 1 ? singular : plural}`;
}

/** Columns that the line takes before its trailing spaces go. */
export function widthOf(line: Line): number {
  return line.reduce((sum, { text }) => sum + displayWidth(text), 0);
}

/** The first items by name, the rest as a number. */
export function enumerate(items: readonly string[], limit: number): string {
  const rest = items.length - limit;
  return rest > 1 ? `${items.slice(0, limit).join(', ')} and ${rest} more` : items.join(', ');
}
