/** Where a text stops being JSON (RFC 8259), as an index into it, and why in plain words. */
interface JsonFault {
  readonly offset: number;
  readonly message: string;
}

const SPACE = /[ \t\r\n]*/y;
// oxlint-disable-next-line no-control-regex -- JSON forbids exactly these inside a string
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
const MAX_DEPTH = 100;

class Fault extends Error {
  readonly offset: number;
  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

/**
 * Finds the first place that is not JSON. YAML parsers read much that is not JSON (`1 // note` is a text to
 * them), and `JSON.parse` words its errors differently in each version of Node, often without a position.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  try {
    const end = skipSpace(text, readValue(text, skipSpace(text, 0), 0));
    if (end < text.length) throw expected(text, end, 'nothing after the closing bracket');
    return undefined;
  } catch (error) {
    if (error instanceof Fault) return { offset: error.offset, message: error.message };
    throw error;
  }
}

function readValue(text: string, at: number, depth: number): number {
  if (depth > MAX_DEPTH) throw new Fault(at, `nested more than ${MAX_DEPTH} levels deep`);
  switch (text[at]) {
    case '{':
      return readMembers(text, at, '}', (from) => readPair(text, from, depth + 1));
    case '[':
      return readMembers(text, at, ']', (from) => readValue(text, from, depth + 1));
    case '"':
      return readString(text, at);
    default:
      return readPattern(SCALAR, text, at) ?? fail(expected(text, at, 'a value'));
  }
}

function readMembers(text: string, open: number, close: string, readMember: (at: number) => number): number {
  let at = skipSpace(text, open + 1);
  if (text[at] === close) return at + 1;
  for (;;) {
    at = skipSpace(text, readMember(at));
    if (text[at] === close) return at + 1;
    if (text[at] !== ',') throw expected(text, at, `"," or "${close}"`);
    const comma = at;
    at = skipSpace(text, at + 1);
    if (text[at] === close) throw new Fault(comma, `no comma is allowed before "${close}"`);
  }
}

function readPair(text: string, at: number, depth: number): number {
  if (text[at] !== '"') throw expected(text, at, 'a key in double quotes');
  const colon = skipSpace(text, readString(text, at));
  if (text[colon] !== ':') throw expected(text, colon, '":"');
  return readValue(text, skipSpace(text, colon + 1), depth);
}

function readString(text: string, at: number): number {
  return (
    readPattern(STRING, text, at) ??
    fail(new Fault(at, 'this string is not closed, or holds a line break, a tab or a wrong escape'))
  );
}

function skipSpace(text: string, at: number): number {
  return readPattern(SPACE, text, at) ?? at;
}

function readPattern(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function expected(text: string, at: number, what: string): Fault {
  const found = text[at];
  if (found === undefined) return new Fault(at, `the file ends where ${what} is expected`);
  if (found === '/' || found === '#')
    return new Fault(at, 'comments are not allowed in JSON; a .yaml file may hold them');
  return new Fault(at, `expected ${what}`);
}

function fail(fault: Fault): never {
  throw fault;
}
