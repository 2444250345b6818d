/** The four words of an evaluation. */
export type Word = 'allow' | 'implicit-deny' | 'explicit-deny' | 'conditional';
/** What really happens to a request, once nothing about it is unknown. */
export type CertainWord = Exclude<Word, 'conditional'>;

/** How one value of an unknown condition key answers one comparison. */
export interface ValueTest {
  /** Equal ids ask the same. */
  readonly id: string;
  /** All but text are closed: a key that is compared so alone has no other kind of value. */
  readonly domain: 'text' | 'number' | 'date' | 'bool' | 'ip';
  /**
   * Text: the values that alone may pass. Number and date: where the answer changes. The others: enough values to get
   * every answer.
   */
  readonly witnesses: readonly string[];
  /** Undefined: can't be told. */
  readonly holds: (value: string) => boolean | undefined;
  /** The answer for a value that is no witness of any test, where that is certain. */
  readonly otherwise: boolean | undefined;
}

/**
 * Something the documents ask that the request, as far as it is known, doesn't answer.
 * With `key`, it is false when that condition key is absent.
 */
export interface Variable {
  readonly kind: 'variable';
  readonly id: string;
  readonly key?: string;
  readonly test?: ValueTest | 'is-present';
  /** Asks about a set of values: the key may hold several at once. */
  readonly isSet?: boolean;
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
