import type { Selector } from './document.ts';

/** One position of a compiled pattern: a UTF-16 unit, or one of the two wildcards. */
export type Token = number;
/** `?`: exactly one character. */
export const ANY_CHARACTER: Token = -1;
/** `*`: any number of characters, none included. */
export const ANY_TEXT: Token = -2;

export const COLON = 58;
const ARN_PREFIX = [97, 114, 110, COLON];
/** Colons before the resource part: `arn:partition:service:region:account:resource`. */
const COLONS_BEFORE_RESOURCE = 5;

export function toTokens(text: string, wildcards: boolean): Token[] {
  const tokens: Token[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (wildcards && unit === 42) tokens.push(ANY_TEXT);
    else if (wildcards && unit === 63) tokens.push(ANY_CHARACTER);
    else tokens.push(unit);
  }
  return tokens;
}

export function isEverything(tokens: readonly Token[]): boolean {
  return tokens.length > 0 && tokens.every((token) => token === ANY_TEXT);
}

export function hasWildcard(tokens: readonly Token[]): boolean {
  return tokens.some((token) => token < 0);
}

export function foldUnit(unit: Token): Token {
  return String.fromCharCode(unit).toLowerCase().charCodeAt(0);
}

/** The text of a pattern without wildcards. */
export function toText(tokens: readonly Token[]): string {
  return tokens.map((token) => String.fromCharCode(token)).join('');
}

/**
 * Whether the pattern covers the whole text. Two pointers and one remembered `*`: the cost is bounded by
 * pattern × text, there is no regular expression to blow up.
 */
export function matchGlob(tokens: readonly Token[], text: string): boolean {
  let at = 0;
  let position = 0;
  let star = -1;
  let resume = 0;
  while (position < text.length) {
    const token = tokens[at];
    if (token === ANY_TEXT) {
      star = at;
      resume = position;
      at += 1;
    } else if (token === ANY_CHARACTER || token === text.charCodeAt(position)) {
      at += 1;
      position += 1;
    } else if (star >= 0) {
      at = star + 1;
      resume += 1;
      position = resume;
    } else {
      return false;
    }
  }
  while (tokens[at] === ANY_TEXT) at += 1;
  return at === tokens.length;
}

/** Whether a pattern covers an action, both folded to lower case: neither prefixes nor names tell case apart. */
function matchAction(pattern: string, action: string): boolean {
  const literal = pattern.search(/[*?]/);
  if (literal < 0) return pattern === action;
  // Most patterns name another service, which the text before their first wildcard tells.
  if (!action.startsWith(pattern.slice(0, literal))) return false;
  return matchGlob(toTokens(pattern.slice(literal), true), action.slice(literal));
}

export function matchActions(actions: Selector, action: string): boolean {
  const folded = action.toLowerCase();
  return actions.patterns.some((pattern) => matchAction(pattern, folded)) !== actions.isNegated;
}

export function isArnPattern(tokens: readonly Token[]): boolean {
  return ARN_PREFIX.every((unit, index) => tokens[index] === unit);
}

/** How many tokens come before the resource part of an ARN pattern; all of them if it has none. */
export function resourcePartStart(tokens: readonly Token[]): number {
  let colons = 0;
  const end = tokens.findIndex((token) => {
    if (token === COLON) colons += 1;
    return colons === COLONS_BEFORE_RESOURCE;
  });
  return end < 0 ? tokens.length : end + 1;
}

/**
 * Whether a pattern of a `Resource` element covers an ARN. Wildcards stand for characters of one segment, with two
 * exceptions: a `*` that is the last character of its segment may run on over colons, and in the resource part, whose
 * colons divide nothing, both wildcards take colons too.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html#reference_policies_elements_resource_wildcards
 */
export function matchResourceArn(tokens: readonly Token[], arn: string): boolean {
  // Most patterns are literal up to their only `*`, and most do not match.
  const literals = tokens.findIndex((token) => token < 0);
  const isLiteral = literals < 0;
  for (let index = 0; index < (isLiteral ? tokens.length : literals); index += 1) {
    if (tokens[index] !== arn.charCodeAt(index)) return false;
  }
  if (isLiteral) return tokens.length === arn.length;
  const resourceStart = resourcePartStart(tokens);
  // Reachable positions in `arn` after each token; a plain two-pointer walk can't have stars of two kinds.
  let reached = new Uint8Array(arn.length + 1);
  let next = new Uint8Array(arn.length + 1);
  reached[literals] = 1;
  for (const [index, token] of tokens.entries()) {
    if (index < literals) continue;
    next.fill(0);
    const takesColon =
      index >= resourceStart ||
      (token === ANY_TEXT && (index === tokens.length - 1 || tokens[index + 1] === COLON));
    let open = false;
    for (let position = 0; position <= arn.length; position += 1) {
      const previous = arn.charCodeAt(position - 1);
      if (token === ANY_TEXT) {
        open = reached[position] === 1 || (open && (takesColon || previous !== COLON));
        if (open) next[position] = 1;
      } else if (position > 0 && reached[position - 1] === 1) {
        const fits = token === ANY_CHARACTER ? takesColon || previous !== COLON : token === previous;
        if (fits) next[position] = 1;
      }
    }
    [reached, next] = [next, reached];
    if (!reached.includes(1)) return false;
  }
  return reached[arn.length] === 1;
}

/** Whether the segment that names the AWS service holds a wildcard, or the pattern ends before it. */
export function hasServiceWildcard(tokens: readonly Token[]): boolean {
  const colons = [...tokens.keys()].filter((index) => tokens[index] === COLON);
  const [, beforeService, afterService] = colons;
  if (beforeService === undefined) return true;
  return hasWildcard(tokens.slice(beforeService + 1, afterService ?? tokens.length));
}

/** The six parts of an ARN pattern or ARN; the sixth keeps its colons. Undefined when there are fewer. */
export function splitArn(tokens: readonly Token[]): Token[][] | undefined {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    const last = parts.at(-1);
    if (token === COLON && parts.length <= COLONS_BEFORE_RESOURCE) parts.push([]);
    else last?.push(token);
  }
  return parts.length === COLONS_BEFORE_RESOURCE + 1 ? parts : undefined;
}
