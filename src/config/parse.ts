import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Document, Node, Pair } from 'yaml';
import { ConfigError } from '../model/errors.ts';
import { findJsonFault } from '../model/json-syntax.ts';
import type { Complaint, ConfigPath } from './types.ts';

/** A configuration file that could be parsed, with the place of everything in it. */
export interface ConfigSource {
  /** As messages name it: relative to the working directory. */
  readonly file: string;
  readonly value: unknown;
  /** `line:column`, both from 1; of the nearest thing above when the path leads nowhere. */
  locate(path: ConfigPath, part: Complaint['part']): { readonly line: number; readonly column: number };
}

const MAX_ALIASES = 100;
/** Deeper ones make the YAML parser run out of stack, which V8 does not always survive. */
const MAX_FLOW_DEPTH = 100;
const MAX_INDENT = 200;

/** Parses JSON strictly and YAML 1.2 without tags; every fault is a ConfigError with its place. */
export function parseConfig(text: string, file: string, language: 'json' | 'yaml'): ConfigSource {
  const lines = new LineCounter();
  // The YAML parser adds to it only while it parses; faults that are found before need it too.
  lines.addNewLine(0);
  for (const match of text.matchAll(/\n/g)) lines.addNewLine(match.index + 1);
  const refuse = (faults: readonly (readonly [number, string])[]): never => {
    throw new ConfigError(
      faults
        .map(([offset, message]) => {
          const { line, col } = lines.linePos(offset);
          return `${file}:${line}:${col}: ${message}`;
        })
        .join('\n'),
    );
  };

  const fault = language === 'json' ? findJsonFault(text) : findDepthFault(text);
  if (text.trim() === '') refuse([[0, 'the file is empty; write {} for the defaults']]);
  if (fault !== undefined) {
    refuse([[fault.offset, language === 'json' ? `not valid JSON: ${fault.message}` : fault.message]]);
  }
  const document = parseDocument(text, {
    lineCounter: new LineCounter(),
    prettyErrors: false,
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    logLevel: 'error',
  });
  const faults = listFaults(document, text, language);
  if (faults.length > 0) refuse(faults);

  return {
    file,
    value: language === 'json' ? (JSON.parse(text) as unknown) : toPlain(document, refuse),
    locate: (path, part) => {
      const { line, col } = lines.linePos(findOffset(document, path, part));
      return { line, column: col };
    },
  };
}

function findDepthFault(text: string): { offset: number; message: string } | undefined {
  const indent = new RegExp(`^[ \\t?:-]{${MAX_INDENT},}`, 'm').exec(text);
  if (indent !== null) return { offset: indent.index, message: `indented by ${MAX_INDENT} columns or more` };
  let depth = 0;
  for (const { 0: bracket, index } of text.matchAll(/[[\]{}]/g)) {
    depth = Math.max(0, depth + ('[{'.includes(bracket) ? 1 : -1));
    if (depth > MAX_FLOW_DEPTH) {
      return { offset: index, message: `more than ${MAX_FLOW_DEPTH} open brackets` };
    }
  }
  return undefined;
}

/** Repeated keys all of them; of other syntax errors the first alone, since the rest follow from it. */
function listFaults(document: Document, text: string, language: 'json' | 'yaml'): [number, string][] {
  const isRepeated = ({ code }: { readonly code: string }): boolean => code === 'DUPLICATE_KEY';
  const repeated = document.errors.filter(isRepeated).map(({ pos: [start] }): [number, string] => {
    const key = /^(?:"[^"]*"|'[^']*'|[^\s:,]+)/.exec(text.slice(start))?.[0] ?? '';
    return [start, `duplicate key "${key.replaceAll(/^["']|["']$/g, '')}"`];
  });
  if (language === 'json') return repeated;
  const syntax = document.errors.find((error) => !isRepeated(error));
  if (syntax !== undefined) return [[syntax.pos[0], describeYamlError(syntax)]];
  return [...repeated, ...document.warnings.map(({ pos }): [number, string] => [pos[0], TAG])].concat(
    listNodeFaults(document),
  );
}

const TAG = 'YAML tags are not allowed';

function describeYamlError({ code, message }: { readonly code: string; readonly message: string }): string {
  if (code === 'MULTIPLE_DOCS') return 'more than one YAML document; keep one';
  if (code === 'TAB_AS_INDENT') return 'not valid YAML: a tab can’t indent, use spaces';
  return `not valid YAML: ${message.split('\n')[0] ?? code}`;
}

function listNodeFaults(document: Document): [number, string][] {
  const faults: [number, string][] = [];
  const at = (node: Node): number => node.range?.[0] ?? 0;
  visit(document, {
    Alias: (_key, alias, ancestors) => {
      const target = alias.resolve(document);
      if (target === undefined)
        faults.push([at(alias), `no anchor &${alias.source} stands before this alias`]);
      else if (ancestors.includes(target)) faults.push([at(alias), `*${alias.source} holds itself`]);
    },
    Pair: (_key, pair) => {
      if (isNode(pair.key) && !isScalar(pair.key)) faults.push([at(pair.key), 'a key must be plain text']);
    },
  });
  return faults;
}

function toPlain(
  document: Document,
  refuse: (faults: readonly (readonly [number, string])[]) => never,
): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown;
  } catch (error) {
    // The only error left after listNodeFaults: aliases that multiply.
    if (error instanceof ReferenceError)
      return refuse([[0, `its aliases unfold to more than ${MAX_ALIASES} copies`]]);
    throw error;
  }
}

function findOffset(document: Document, path: ConfigPath, part: Complaint['part']): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [depth, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    let key: unknown;
    if (isMap(node)) {
      const pair: Pair | undefined = node.items.find(
        (item) => isScalar(item.key) && String(item.key.value ?? '') === String(step),
      );
      if (pair === undefined) return offset;
      ({ key, value: node } = pair);
    } else if (isSeq(node)) {
      key = node = node.items[Number(step)];
    } else {
      return offset;
    }
    const isLast = depth === path.length - 1;
    const keyStart = startOf(key) ?? offset;
    offset = isLast && part === 'key' ? keyStart : (startOf(node) ?? keyStart);
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
