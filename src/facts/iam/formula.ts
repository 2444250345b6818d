import type { Token } from './match.ts';

/** The four words of an evaluation. */
export type Word = 'allow' | 'implicit-deny' | 'explicit-deny' | 'conditional';
/** What really happens to a request, once nothing about it is unknown. */
export type CertainWord = Exclude<Word, 'conditional'>;

/** What a text comparison accepts: tokens of a pattern, whose wildcards may be none. */
export interface TextPattern {
  readonly tokens: readonly Token[];
  /** The tokens are in lower case, and texts are read so. */
  readonly folds: boolean;
  /** Wildcards before the resource part take no colons. */
  readonly isArn: boolean;
}

/** How one value of an unknown condition key answers one comparison. */
export interface ValueTest {
  /** Equal ids ask the same. */
  readonly id: string;
  /** All but text are closed: a key that is compared so alone has no other kind of value. */
  readonly domain: 'text' | 'number' | 'date' | 'bool' | 'ip';
  /** For text alone: values that no pattern tells apart get the same answer. */
  readonly patterns: readonly TextPattern[];
  /** For number and date: where the answer changes. For the other closed ones: enough values to get every answer. */
  readonly witnesses: readonly string[];
  /** Undefined: can't be told. */
  readonly holds: (value: string) => boolean | undefined;
}

/** A question about the values of one condition key. Without the key the answer is no. */
export interface KeyQuestion {
  readonly key: string;
  /** The answer for values of the key, one at least; undefined: can't be told. */
  readonly answer: (values: readonly string[]) => boolean | undefined;
  readonly tests: readonly ValueTest[];
  /** Asks about a set of values: the key may hold several at once. */
  readonly isSet: boolean;
}

/** Something the documents ask that the request, as far as it is known, doesn't answer. */
export interface Variable {
  readonly kind: 'variable';
  /** Equal ids ask the same. */
  readonly id: string;
  readonly about?: KeyQuestion;
}

export type Formula =
  | boolean
  | Variable
  | { readonly kind: 'not' | 'all' | 'any'; readonly parts: readonly Formula[] };

export function not(part: Formula): Formula {
  return typeof part === 'boolean' ? !part : { kind: 'not', parts: [part] };
}

export function all(parts: readonly Formula[]): Formula {
  const open = parts.filter((part) => part !== true);
  if (open.includes(false)) return false;
  return open.length > 1 ? { kind: 'all', parts: open } : (open[0] ?? true);
}

export function any(parts: readonly Formula[]): Formula {
  const open = parts.filter((part) => part !== false);
  if (open.includes(true)) return true;
  return open.length > 1 ? { kind: 'any', parts: open } : (open[0] ?? false);
}

/** Every variable of the formula, in order, repeated ones included. */
export function listVariables(formula: Formula): Variable[] {
  const found: Variable[] = [];
  const pending: Formula[] = [formula];
  while (pending.length > 0) {
    const next = pending.pop();
    if (next === undefined || typeof next === 'boolean') continue;
    if (next.kind === 'variable') found.push(next);
    else for (const part of next.parts.toReversed()) pending.push(part);
  }
  return found;
}

/** Replaces the variables that `answer` knows and simplifies what is left. */
export function substitute(formula: Formula, answer: (variable: Variable) => boolean | undefined): Formula {
  if (typeof formula === 'boolean') return formula;
  if (formula.kind === 'variable') return answer(formula) ?? formula;
  const parts = formula.parts.map((part) => substitute(part, answer));
  if (formula.kind === 'all') return all(parts);
  if (formula.kind === 'any') return any(parts);
  return not(parts[0] ?? false);
}
