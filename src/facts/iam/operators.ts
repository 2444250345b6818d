import { compileIp } from './addresses.ts';
import type { ValueTest } from './formula.ts';
import { hasWildcard, isEverything, matchGlob, splitArn, toText, toTokens } from './match.ts';
import { compileBinary, compileBool, compileDate, compileNumeric } from './values.ts';
import { resolveTemplate } from './variables.ts';
import type { RequestContext } from './variables.ts';

/** What a condition operator compares, before set qualifier, negation and `IfExists`. */
export type Comparison =
  | 'StringEquals'
  | 'StringEqualsIgnoreCase'
  | 'StringLike'
  | 'NumericEquals'
  | 'NumericLessThan'
  | 'NumericLessThanEquals'
  | 'NumericGreaterThan'
  | 'NumericGreaterThanEquals'
  | 'DateEquals'
  | 'DateLessThan'
  | 'DateLessThanEquals'
  | 'DateGreaterThan'
  | 'DateGreaterThanEquals'
  | 'Bool'
  | 'BinaryEquals'
  | 'IpAddress'
  | 'ArnLike';

export interface Operator {
  readonly set: 'ForAllValues' | 'ForAnyValue' | undefined;
  readonly comparison: Comparison | 'Null';
  readonly isNegated: boolean;
  readonly ifExists: boolean;
}

/** A comparison with one policy value. `isUnstable`: it also depends on a policy variable without a known value. */
export type CompiledTest = ValueTest & { readonly isUnstable?: boolean; readonly isEverything?: boolean };

const PLAIN: readonly Comparison[] = [
  'StringEquals',
  'StringEqualsIgnoreCase',
  'StringLike',
  'NumericEquals',
  'NumericLessThan',
  'NumericLessThanEquals',
  'NumericGreaterThan',
  'NumericGreaterThanEquals',
  'DateEquals',
  'DateLessThan',
  'DateLessThanEquals',
  'DateGreaterThan',
  'DateGreaterThanEquals',
  'Bool',
  'BinaryEquals',
  'IpAddress',
  'ArnLike',
];

const NEGATED: Readonly<Record<string, Comparison>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
  ArnNotEquals: 'ArnLike',
  ArnNotLike: 'ArnLike',
};

const OPERATORS = new Map<string, Pick<Operator, 'comparison' | 'isNegated'>>([
  ...PLAIN.map((name) => [name, { comparison: name, isNegated: false }] as const),
  // ArnEquals behaves as ArnLike, wildcards included.
  ['ArnEquals', { comparison: 'ArnLike', isNegated: false }],
  ...Object.entries(NEGATED).map(([name, comparison]) => [name, { comparison, isNegated: true }] as const),
]);

/**
 * Takes an operator's name apart; undefined for a name IAM doesn't document.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function parseOperator(name: string): Operator | undefined {
  if (name === 'Null') return { set: undefined, comparison: 'Null', isNegated: false, ifExists: false };
  const [, set, rest = ''] = /^(?:(ForAllValues|ForAnyValue):)?(.*)$/s.exec(name) ?? [];
  const ifExists = rest.endsWith('IfExists');
  const found = OPERATORS.get(ifExists ? rest.slice(0, -'IfExists'.length) : rest);
  if (found === undefined) return undefined;
  return { ...found, ifExists, set: set === 'ForAllValues' || set === 'ForAnyValue' ? set : undefined };
}

/** Undefined when the policy value is not of the operator's type. */
export function compileTest(
  comparison: Comparison,
  value: string,
  options: { readonly variables: boolean; readonly context: RequestContext },
): CompiledTest | undefined {
  if (comparison.startsWith('Numeric')) return compileNumeric(comparison, value);
  if (comparison.startsWith('Date')) return compileDate(comparison, value);
  if (comparison === 'Bool') return compileBool(value);
  if (comparison === 'IpAddress') return compileIp(value);
  if (comparison === 'BinaryEquals') return compileBinary(value);
  return compileText(comparison, value, options);
}

function compileText(
  comparison: Comparison,
  value: string,
  options: { readonly variables: boolean; readonly context: RequestContext },
): CompiledTest {
  const wildcards = comparison === 'StringLike' || comparison === 'ArnLike';
  const { tokens, isResolved } = resolveTemplate(value, { ...options, wildcards });
  const test = { id: `${comparison}|${value}`, domain: 'text', witnesses: [], otherwise: undefined } as const;
  if (!isResolved) {
    const foldedTokens = tokens.map((token) =>
      token < 0 ? token : String.fromCharCode(token).toLowerCase().charCodeAt(0),
    );
    // The tokens are wider than the template with any real value in it: only "no" is certain.
    const holds = (text: string): boolean | undefined =>
      matchGlob(foldedTokens, text.toLowerCase()) ? undefined : false;
    return { ...test, holds, isUnstable: true };
  }
  if (comparison === 'StringEqualsIgnoreCase') {
    const folded = toText(tokens).toLowerCase();
    return { ...test, id: `fold|${folded}`, holds: (text) => text.toLowerCase() === folded };
  }
  if (comparison === 'ArnLike')
    return { ...test, id: `arn|${value}`, holds: (text) => matchArn(tokens, text) };
  if (isEverything(tokens)) return { ...test, isEverything: true, holds: () => true };
  if (hasWildcard(tokens)) return { ...test, id: `like|${value}`, holds: (text) => matchGlob(tokens, text) };
  const literal = toText(tokens);
  return {
    ...test,
    id: `equals|${literal}`,
    witnesses: [literal],
    holds: (text) => text === literal,
    otherwise: false,
  };
}

/**
 * Part by part, unlike `StringLike`. A pattern with fewer than six parts is no ARN; whether AWS lets its wildcards
 * reach over the missing parts is not documented, so where they would have to, the answer is open.
 */
function matchArn(pattern: readonly number[], text: string): boolean | undefined {
  const expected = splitArn(pattern);
  if (expected === undefined) return matchGlob(pattern, text) ? undefined : false;
  const actual = splitArn(toTokens(text, false));
  return (
    actual !== undefined && expected.every((part, index) => matchGlob(part, toText(actual[index] ?? [])))
  );
}
