import { compileIp } from './addresses.ts';
import type { TextPattern, ValueTest } from './formula.ts';
import { foldUnit, matchGlob, splitArn, toText, toTokens } from './match.ts';
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

/**
 * A comparison with one policy value. `isUnstable`: it also depends on a policy variable without a known value.
 * `matchesNothing`: a policy variable is known to have no value.
 */
export type CompiledTest = ValueTest & { readonly isUnstable?: boolean; readonly matchesNothing?: boolean };

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
  const { tokens, isResolved, matchesNothing } = resolveTemplate(value, { ...options, wildcards });
  if (!isResolved) {
    const foldedTokens = tokens.map((token) => (token < 0 ? token : foldUnit(token)));
    // The tokens are wider than the template with any real value in it: only "no" is certain.
    const holds = (text: string): boolean | undefined =>
      matchGlob(foldedTokens, text.toLowerCase()) ? undefined : false;
    return {
      id: value,
      domain: 'text',
      patterns: [],
      witnesses: [],
      holds,
      isUnstable: true,
      matchesNothing,
    };
  }
  if (comparison === 'StringEqualsIgnoreCase') {
    const folded = toText(tokens).toLowerCase();
    const pattern = { tokens: toTokens(folded, false), folds: true, isArn: false };
    return toTextTest('fold', pattern, (text) => text.toLowerCase() === folded);
  }
  if (comparison === 'ArnLike') {
    const pattern = { tokens, folds: false, isArn: splitArn(tokens) !== undefined };
    return toTextTest('arn', pattern, (text) => matchArn(tokens, text));
  }
  return toTextTest('text', { tokens, folds: false, isArn: false }, (text) => matchGlob(tokens, text));
}

/** Named by its tokens: the same text is another test once a variable in it is replaced. */
function toTextTest(kind: string, pattern: TextPattern, holds: ValueTest['holds']): CompiledTest {
  const id = `${kind}|${pattern.tokens.join()}`;
  return { id, domain: 'text', patterns: [pattern], witnesses: [], holds };
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
