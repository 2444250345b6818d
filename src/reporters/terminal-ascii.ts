import type { Report, RenderOptions } from '../model/report.ts';

/** The signs that the table itself draws, each with one of ASCII that is as wide, so that columns stay in line. */
const SIGNS: Readonly<Record<string, string>> = { '─': '-', '·': '|', '…': '~' };
const OUTSIDE_ASCII = /[^\n\r\t\x20-\x7e]/gu;

/** What the table draws, in ASCII. What comes from elsewhere was escaped before anything was laid out. */
export function toAsciiSigns(text: string): string {
  return text.replace(OUTSIDE_ASCII, (character) => SIGNS[character] ?? '?');
}

/** `\u{d55c}` for every character outside ASCII, and for controls but the ends of lines. */
export function escapeForeign(text: string): string {
  return text.replace(OUTSIDE_ASCII, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The report and what is asked of it with every text escaped; what is ASCII already stays the same object. */
export function escapeReport(
  report: Report,
  options: RenderOptions,
): { readonly report: Report; readonly options: RenderOptions } {
  const seen = new WeakMap<object, unknown>();
  return {
    report: escapeValue(report, seen) as Report,
    options: escapeValue(options, seen) as RenderOptions,
  };
}

function escapeValue(value: unknown, seen: WeakMap<object, unknown>): unknown {
  if (typeof value === 'string') return escapeForeign(value);
  if (typeof value !== 'object' || value === null) return value;
  const known = seen.get(value);
  if (known !== undefined) return known;
  const escaped = Array.isArray(value) ? escapeList(value, seen) : escapeRecord(value, seen);
  seen.set(value, escaped);
  return escaped;
}

function escapeList(list: readonly unknown[], seen: WeakMap<object, unknown>): readonly unknown[] {
  const escaped = list.map((entry) => escapeValue(entry, seen));
  return escaped.some((entry, index) => entry !== list[index]) ? escaped : list;
}

function escapeRecord(record: object, seen: WeakMap<object, unknown>): object {
  const entries = Object.entries(record);
  const escaped = entries.map(([key, value]) => [escapeForeign(key), escapeValue(value, seen)] as const);
  const isSame = escaped.every(([key, value], index) => {
    const [oldKey, oldValue] = entries[index] ?? [];
    return key === oldKey && value === oldValue;
  });
  return isSame ? record : Object.fromEntries(escaped);
}
