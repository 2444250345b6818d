import { toTokens } from './match.ts';
import type { CompiledTest } from './operators.ts';

export function compileNumeric(comparison: string, value: string): CompiledTest | undefined {
  return compileOrdered(comparison, 'number', value, parseNumber);
}

export function compileDate(comparison: string, value: string): CompiledTest | undefined {
  return compileOrdered(comparison, 'date', value, parseDate);
}

/** A comparison of numbers or dates; undefined when the policy value is none. */
function compileOrdered(
  comparison: string,
  domain: 'number' | 'date',
  value: string,
  parse: (text: string) => number | undefined,
): CompiledTest | undefined {
  const expected = parse(value);
  if (expected === undefined) return undefined;
  const relation = comparison.replace(/^(?:Numeric|Date)/, '');
  const witness = domain === 'date' ? new Date(expected).toISOString() : String(expected);
  const holds = (text: string): boolean | undefined => {
    const actual = parse(text);
    return actual === undefined ? undefined : compareNumbers(relation, actual, expected);
  };
  return { id: `${comparison}|${expected}`, domain, patterns: [], witnesses: [witness], holds };
}

function compareNumbers(relation: string, actual: number, expected: number): boolean {
  switch (relation) {
    case 'LessThan':
      return actual < expected;
    case 'LessThanEquals':
      return actual <= expected;
    case 'GreaterThan':
      return actual > expected;
    case 'GreaterThanEquals':
      return actual >= expected;
    default:
      return actual === expected;
  }
}

function parseNumber(text: string): number | undefined {
  const number = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

const W3C_DATE = /^\d{4}-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?)?$/;

/**
 * Milliseconds. W3C dates and seconds since 1970 are read; four digits may be either a year or seconds, and a time
 * without zone is in none of the two forms: both stay undecided.
 */
function parseDate(text: string): number | undefined {
  const milliseconds =
    /^\d+$/.test(text) && text.length !== 4
      ? Number(text) * 1000
      : W3C_DATE.test(text)
        ? Date.parse(text)
        : Number.NaN;
  return Math.abs(milliseconds) <= 8.64e15 ? milliseconds : undefined;
}

export function compileBool(value: string): CompiledTest | undefined {
  const expected = parseBool(value);
  if (expected === undefined) return undefined;
  const holds = (text: string): boolean | undefined => {
    const actual = parseBool(text);
    return actual === undefined ? undefined : actual === expected;
  };
  return { id: `bool|${expected}`, domain: 'bool', patterns: [], witnesses: ['true', 'false'], holds };
}

/** The value of a `Bool` or `Null` comparison. */
export function parseBool(text: string): boolean | undefined {
  const folded = text.toLowerCase();
  if (folded === 'true') return true;
  return folded === 'false' ? false : undefined;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The policy value is base64; the request's may be given so too, or as the text whose bytes it is. */
export function compileBinary(value: string): CompiledTest | undefined {
  if (!BASE64.test(value)) return undefined;
  const holds = (text: string): boolean =>
    text === value || Buffer.from(text, 'utf8').toString('base64') === value;
  const texts = new Set([value, Buffer.from(value, 'base64').toString('utf8')]);
  const patterns = [...texts].map((text) => ({ tokens: toTokens(text, false), folds: false, isArn: false }));
  return { id: `binary|${value}`, domain: 'text', patterns, witnesses: [], holds };
}
