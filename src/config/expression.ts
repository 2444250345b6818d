import { compile, isRegistered, getRegisteredFunctions, TreeInterpreter } from '@jmespath-community/jmespath';
import type { Instance } from '../model/aws.ts';
import type { Gap } from '../model/known.ts';

type Node = ReturnType<typeof compile>;
type Json = Parameters<typeof TreeInterpreter.search>[1];

/** A JMESPath expression over one instance. */
export interface Expression {
  /** What it gives for the instance; throws where JMESPath does. */
  evaluate(instance: Instance): unknown;
  /** The gaps of the instance that its result may rest on. */
  listGaps(instance: Instance): Gap[];
}

/** An expression that can't be compiled; `unknownFunction` where that is all that is wrong. */
interface ExpressionFault {
  readonly message: string;
  readonly unknownFunction?: { readonly name: string; readonly known: readonly string[] };
}

/** Compiles an expression, or says what is wrong with it. A call of a function that does not exist is a fault. */
export function compileExpression(source: string): Expression | ExpressionFault {
  let tree: Node;
  try {
    tree = compile(source);
  } catch (error) {
    return { message: String(error instanceof Error ? error.message : error).replace(/^Syntax error: /, '') };
  }
  const missing = listFunctions(tree).find((name) => !isRegistered(name));
  if (missing !== undefined) {
    const message = `there is no function ${missing}()`;
    return { message, unknownFunction: { name: missing, known: getRegisteredFunctions() } };
  }
  const roots = findRootAttributes(tree);
  return {
    evaluate: ({ Gaps: _gaps, ...attributes }) =>
      TreeInterpreter.search(tree, attributes as unknown as Json) ?? null,
    listGaps: ({ Gaps }) =>
      Object.entries(Gaps ?? {})
        .filter(([attribute]) => roots === 'all' || roots.has(attribute.split('.')[0] ?? attribute))
        .map(([, gap]) => gap),
  };
}

/** False by JMESPath's rule: null, false, and the empty string, list and object. Zero is true. */
export function isTrue(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

function listFunctions(node: Node): string[] {
  const own = node.type === 'Function' ? [node.name] : [];
  return [...own, ...listChildren(node).flatMap(listFunctions)];
}

/**
 * The instance's own attributes that an expression looks at, or `all` where it takes the instance as a whole
 * (`@`, `*`, `keys(@)`). It may name too many, never too few: a missed one would turn a gap into an answer.
 */
function findRootAttributes(tree: Node): ReadonlySet<string> | 'all' {
  const names = new Set<string>();
  let all = false;
  const visit = (node: Node, atRoot: boolean): void => {
    switch (node.type) {
      case 'Field':
        if (atRoot) names.add(node.name);
        return;
      case 'Root':
        all = true;
        return;
      case 'Current':
      case 'Identity':
        all ||= atRoot;
        return;
      case 'Subexpression':
      case 'Pipe': {
        const keepsInstance = node.left.type === 'Root' || (atRoot && node.left.type === 'Current');
        if (!keepsInstance) visit(node.left, atRoot);
        visit(node.right, keepsInstance);
        return;
      }
      case 'IndexExpression':
      case 'Projection':
      case 'ValueProjection':
        visit(node.left, atRoot);
        visit(node.right, false);
        return;
      case 'FilterProjection':
        visit(node.left, atRoot);
        visit(node.condition, false);
        visit(node.right, false);
        return;
      case 'ExpressionReference':
        visit(node.child, false);
        return;
      default:
        for (const child of listChildren(node)) visit(child, atRoot);
    }
  };
  visit(tree, true);
  return all ? 'all' : names;
}

function listChildren(node: Node): Node[] {
  // A literal may hold any JSON, even such that looks like a node.
  if (node.type === 'Literal') return [];
  return Object.values(node)
    .flatMap((part: unknown) => (Array.isArray(part) ? part : [part]))
    .filter(isNode);
}

function isNode(part: unknown): part is Node {
  return typeof part === 'object' && part !== null && 'type' in part && typeof part.type === 'string';
}
