import type { Shape } from './schema.ts';

type Node = Map<string, Node | string>;

export type Input = Readonly<Record<string, unknown>>;

/** Reads a form body of the EC2 or the query protocol into the input that the client was given. */
export function parseForm(form: URLSearchParams, shape: Shape, protocol: 'ec2' | 'query'): Input {
  const root: Node = new Map();
  for (const [key, value] of form) insert(root, key.split('.'), value);
  return readNode(root, shape, protocol) as Input;
}

function insert(node: Node, path: readonly string[], value: string): void {
  const [head = '', ...rest] = path;
  if (rest.length === 0) {
    node.set(head, value);
    return;
  }
  const child = node.get(head);
  const branch: Node = child instanceof Map ? child : new Map();
  node.set(head, branch);
  insert(branch, rest, value);
}

function readNode(node: Node | string, shape: Shape, protocol: 'ec2' | 'query'): unknown {
  if (shape.kind === 'structure') {
    if (typeof node === 'string') return {};
    const found = shape.members.flatMap((member) => {
      const child = node.get(protocol === 'ec2' ? member.ec2Name : member.xmlName);
      return child === undefined ? [] : [[member.name, readNode(child, member.shape, protocol)] as const];
    });
    return Object.fromEntries(found);
  }
  if (shape.kind === 'list') {
    const wrapped = typeof node === 'string' ? node : (node.get(shape.itemName) ?? node);
    if (typeof wrapped === 'string') return [];
    return [...wrapped]
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([, child]) => readNode(child, shape.item, protocol));
  }
  if (typeof node !== 'string') return undefined;
  if (shape.kind === 'number') return Number(node);
  return shape.kind === 'boolean' ? node === 'true' : node;
}
