import { ANY_TEXT, toTokens } from './match.ts';
import type { Token } from './match.ts';

/** Condition keys of a request, folded to lower case. An empty list says the key is known to be absent. */
export type RequestContext = ReadonlyMap<string, readonly string[]>;

/** A policy string after its variables were replaced. */
interface Template {
  readonly tokens: readonly Token[];
  /** False when a variable has no single known value: it then stands in `tokens` as "any text". */
  readonly isResolved: boolean;
  /** A variable is known to have no value and no default: nothing is equal to that, or like it. */
  readonly matchesNothing: boolean;
  /** Indexes into `tokens` where a variable's replacement begins. */
  readonly variableStarts: readonly number[];
}

const VARIABLE = /\$\{([^}]*)\}/g;
/** The key, and after a comma and a space the default. What else is written is not a form AWS allows. */
const NAME = /^([^\s,']+)(?:, '([^']*)')?$/;

/**
 * Folds the keys: condition keys don't tell case apart.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export function toRequestContext(
  context: Readonly<Record<string, string | readonly string[]>> | undefined,
): RequestContext {
  const folded = new Map<string, readonly string[]>();
  for (const [key, value] of Object.entries(context ?? {})) {
    if (value === undefined || value === null) continue;
    const values = (typeof value === 'object' ? [...value] : [value]).map(String);
    folded.set(key.toLowerCase(), [...(folded.get(key.toLowerCase()) ?? []), ...values]);
  }
  return folded;
}

/**
 * Replaces policy variables. They exist in documents of version 2012-10-17 alone (`variables`); elsewhere the text is
 * literal. A value that was filled in is literal text too: its `*` and `?` are no wildcards.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
 */
export function resolveTemplate(
  text: string,
  options: { readonly variables: boolean; readonly wildcards: boolean; readonly context: RequestContext },
): Template {
  if (!options.variables || !text.includes('${')) {
    const tokens = toTokens(text, options.wildcards);
    return { tokens, isResolved: true, matchesNothing: false, variableStarts: [] };
  }
  const tokens: Token[] = [];
  const variableStarts: number[] = [];
  let isResolved = true;
  let matchesNothing = false;
  let done = 0;
  for (const match of text.matchAll(VARIABLE)) {
    tokens.push(...toTokens(text.slice(done, match.index), options.wildcards));
    done = match.index + match[0].length;
    variableStarts.push(tokens.length);
    const value = lookUp(match[1] ?? '', options.context);
    if (value === 'none') matchesNothing = true;
    if (typeof value === 'string') {
      isResolved = false;
      tokens.push(ANY_TEXT);
    } else {
      tokens.push(...toTokens(value.text, false));
    }
  }
  // An opening brace without its closing one: what AWS makes of it is not documented.
  const [rest = '', open] = text.slice(done).split('${', 2);
  tokens.push(...toTokens(rest, options.wildcards));
  if (open !== undefined) {
    isResolved = false;
    tokens.push(ANY_TEXT);
  }
  return { tokens, isResolved, matchesNothing, variableStarts };
}

function lookUp(name: string, context: RequestContext): { readonly text: string } | 'none' | 'unknown' {
  if (name === '*' || name === '?' || name === '$') return { text: name };
  const [, key, fallback] = NAME.exec(name) ?? [];
  const values = key === undefined ? undefined : context.get(key.toLowerCase());
  // A key with several values can't be a variable.
  if (values === undefined || values.length > 1) return 'unknown';
  const text = values[0] ?? fallback;
  return text === undefined ? 'none' : { text };
}
