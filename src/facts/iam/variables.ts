import { ANY_TEXT, toTokens } from './match.ts';
import type { Token } from './match.ts';

/** Condition keys of a request, folded to lower case. An empty list says the key is known to be absent. */
export type RequestContext = ReadonlyMap<string, readonly string[]>;

/** A policy string after its variables were replaced. */
interface Template {
  readonly tokens: readonly Token[];
  /** False when a variable has no single known value: it then stands in `tokens` as "any text". */
  readonly isResolved: boolean;
  /** Indexes into `tokens` where a variable's replacement begins. */
  readonly variableStarts: readonly number[];
}

const VARIABLE = /\$\{([^}]*)\}/g;
const WITH_DEFAULT = /^([^,]*?)\s*,\s*'(.*)'$/s;

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
 * literal. A value that was filled in is literal text too: its `*` and `?` are no wildcards. A key that is absent makes
 * the match fail, or the whole statement invalid; since AWS says only "might", that stays unresolved.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function resolveTemplate(
  text: string,
  options: { readonly variables: boolean; readonly wildcards: boolean; readonly context: RequestContext },
): Template {
  if (!options.variables || !text.includes('${')) {
    return { tokens: toTokens(text, options.wildcards), isResolved: true, variableStarts: [] };
  }
  const tokens: Token[] = [];
  const variableStarts: number[] = [];
  let isResolved = true;
  let done = 0;
  for (const match of text.matchAll(VARIABLE)) {
    tokens.push(...toTokens(text.slice(done, match.index), options.wildcards));
    done = match.index + match[0].length;
    variableStarts.push(tokens.length);
    const value = lookUp(match[1] ?? '', options.context);
    if (value === undefined) {
      isResolved = false;
      tokens.push(ANY_TEXT);
    } else {
      tokens.push(...toTokens(value, false));
    }
  }
  tokens.push(...toTokens(text.slice(done), options.wildcards));
  return { tokens, isResolved, variableStarts };
}

function lookUp(name: string, context: RequestContext): string | undefined {
  if (name === '*' || name === '?' || name === '$') return name;
  const withDefault = WITH_DEFAULT.exec(name);
  const values = context.get((withDefault?.[1] ?? name).trim().toLowerCase());
  if (values === undefined || values.length > 1) return undefined;
  return values[0] ?? withDefault?.[2];
}
