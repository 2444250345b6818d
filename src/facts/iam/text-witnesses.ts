import type { TextPattern } from './formula.ts';
import {
  ANY_CHARACTER,
  ANY_TEXT,
  COLON,
  foldUnit,
  hasWildcard,
  isEverything,
  resourcePartStart,
  toText,
} from './match.ts';
import type { Token } from './match.ts';

/** Joint states looked at before the combinations are taken as too many to list. */
const STATE_LIMIT = 400;

/** The one text that a pattern accepts; undefined when it may accept several. */
export function literalOf({ tokens, folds }: TextPattern): string | undefined {
  if (hasWildcard(tokens)) return undefined;
  const text = toText(tokens);
  return folds && text !== text.toUpperCase() ? undefined : text;
}

export function acceptsEverything({ tokens, isArn }: TextPattern): boolean {
  return !isArn && isEverything(tokens);
}

/**
 * One text for every combination of answers that the patterns can give together: no text is like `a*` and like `b*`.
 * The patterns read all texts side by side, each as an automaton. Undefined when that becomes too much.
 */
export function listTextWitnesses(patterns: readonly TextPattern[]): string[] | undefined {
  const fresh = findFreshUnit(patterns);
  const start = patterns.map((pattern) => startReading(pattern));
  const seen = new Set([identify(start)]);
  const pending = [{ text: '', readers: start }];
  const found = new Map<string, string>();
  for (const { text, readers } of pending) {
    const answers = readers.map(({ pattern, reached }) => reached.includes(pattern.tokens.length)).join();
    if (!found.has(answers)) found.set(answers, text);
    for (const unit of listUnits(readers, fresh)) {
      const next = readers.map((reader) => readUnit(reader, unit));
      const identity = identify(next);
      if (seen.has(identity)) continue;
      if (seen.size >= STATE_LIMIT) return undefined;
      seen.add(identity);
      pending.push({ text: text + String.fromCharCode(unit), readers: next });
    }
  }
  return [...found.values()];
}

/** A pattern with the places in it that the text so far leads to. */
interface Reader {
  readonly pattern: TextPattern;
  /** From here on wildcards take colons. */
  readonly resourceStart: number;
  readonly reached: readonly number[];
}

function startReading(pattern: TextPattern): Reader {
  const resourceStart = pattern.isArn ? resourcePartStart(pattern.tokens) : 0;
  return { pattern, resourceStart, reached: passStars(pattern.tokens, [0]) };
}

function readUnit(reader: Reader, unit: Token): Reader {
  const { pattern, resourceStart, reached } = reader;
  const next = reached.flatMap((at) => {
    const token = pattern.tokens[at];
    if (token === undefined) return [];
    const takesUnit = unit !== COLON || at >= resourceStart;
    if (token === ANY_TEXT) return takesUnit ? [at] : [];
    if (token === ANY_CHARACTER) return takesUnit ? [at + 1] : [];
    return token === (pattern.folds ? foldUnit(unit) : unit) ? [at + 1] : [];
  });
  return { ...reader, reached: passStars(pattern.tokens, next) };
}

/** A star takes nothing as well. */
function passStars(tokens: readonly Token[], places: readonly number[]): number[] {
  const passed = new Set(places);
  for (const place of passed) if (tokens[place] === ANY_TEXT) passed.add(place + 1);
  return [...passed].sort((left, right) => left - right);
}

/** The characters that lead on differently from here; every other one does what `fresh` does. */
function listUnits(readers: readonly Reader[], fresh: Token): Set<Token> {
  const units = new Set([fresh]);
  for (const { pattern, resourceStart, reached } of readers) {
    if (resourceStart > 0) units.add(COLON);
    for (const at of reached) {
      const token = pattern.tokens[at];
      if (token === undefined || token < 0) continue;
      units.add(token);
      if (pattern.folds) units.add(String.fromCharCode(token).toUpperCase().charCodeAt(0));
    }
  }
  return units;
}

function findFreshUnit(patterns: readonly TextPattern[]): Token {
  const used = new Set(patterns.flatMap(({ tokens }) => tokens));
  let unit = 'a'.charCodeAt(0);
  while (used.has(unit) || used.has(foldUnit(unit))) unit += 1;
  return unit;
}

function identify(readers: readonly Reader[]): string {
  return readers.map(({ reached }) => reached.join()).join(';');
}
