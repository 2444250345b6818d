import { BLANK, labelled, type Line, span } from '../table-line.ts';
import { sanitise, wrap } from '../terminal-text.ts';

export function section(title: string, lines: readonly Line[]): Line[] {
  return lines.length === 0 ? [] : [BLANK, [span(title, 'bold')], ...lines];
}

/** Sentences as a list below a title; nothing where there is none. */
export function listing(title: string, texts: readonly string[], width: number): Line[] {
  return section(
    title,
    texts.flatMap((text) => item(text, width)),
  );
}

export function item(text: string, width: number, indentation = 2): Line[] {
  const label = `${' '.repeat(indentation)}- `;
  return labelled(span(label), wrap(sanitise(text), width - label.length));
}
