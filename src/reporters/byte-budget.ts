/** A part of a document that may have to be cut: its head, and its items in order of worth. */
export interface Section {
  readonly head: string;
  readonly items: readonly Item[];
  /** Says what is not there; counted by the caller's words. */
  readonly leftOut: (absent: number, shortened: number) => string;
}

/** An item that is too long stands in its short form, if it has one. */
export interface Item {
  readonly text: string;
  readonly short?: string;
}

/** What a section may need to say what it left out. */
const RESERVE = 300;

/**
 * The sections one after the other in at most `limit` bytes of UTF-8. Each may take its share of what those before it
 * left, the last one all of it. Items are never cut in two, and once one has no room none after it stands there.
 */
export function fitSections(
  sections: readonly (Section & { readonly share: number })[],
  limit: number,
): string {
  let text = '';
  let rest = limit;
  for (const [index, section] of sections.entries()) {
    const share = index === sections.length - 1 ? 1 : section.share;
    const part = fitSection(section, Math.floor(rest * share));
    text += part;
    rest -= bytesOf(part);
  }
  return text;
}

function fitSection({ head, items, leftOut }: Section, limit: number): string {
  if (items.length === 0) return '';
  const parts = [head];
  let rest = limit - bytesOf(head) - RESERVE;
  let shortened = 0;
  let taken = 0;
  for (const { text, short } of items) {
    const chosen = bytesOf(text) <= rest ? text : short;
    if (chosen === undefined || bytesOf(chosen) > rest) break;
    if (chosen !== text) shortened += 1;
    parts.push(chosen);
    rest -= bytesOf(chosen);
    taken += 1;
  }
  const absent = items.length - taken;
  const note = absent + shortened === 0 ? '' : leftOut(absent, shortened);
  const whole = `${parts.join('')}${note}`;
  if (bytesOf(whole) <= limit) return whole;
  return bytesOf(note) <= limit ? note : '';
}

export function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}
