import type { Member, Shape } from './schema.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#xD;',
};

export function escapeXml(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => ESCAPES[character] ?? character);
}

const rendered = new WeakMap<Shape, WeakMap<object, Buffer>>();

/** Pieces of XML for an output. Entities of top-level lists are rendered once and kept for as long as they live. */
export function renderOutput(shape: Shape, output: object): Buffer[] {
  if (shape.kind !== 'structure') return [];
  return shape.members.flatMap((member) => {
    const value: unknown = Reflect.get(output, member.name);
    if (member.shape.kind !== 'list' || !Array.isArray(value))
      return [Buffer.from(renderMember(member, value))];
    const { item, itemName } = member.shape;
    return [
      Buffer.from(`<${member.xmlName}>`),
      ...value.map((entity: unknown) => renderItem(item, itemName, entity)),
      Buffer.from(`</${member.xmlName}>`),
    ];
  });
}

function renderItem(shape: Shape, name: string, entity: unknown): Buffer {
  if (typeof entity !== 'object' || entity === null)
    return Buffer.from(element(name, renderValue(shape, entity)));
  let cache = rendered.get(shape);
  if (cache === undefined) rendered.set(shape, (cache = new WeakMap()));
  let xml = cache.get(entity);
  if (xml === undefined) cache.set(entity, (xml = Buffer.from(element(name, renderValue(shape, entity)))));
  return xml;
}

function renderMember(member: Member, value: unknown): string {
  return value === undefined || value === null
    ? ''
    : element(member.xmlName, renderValue(member.shape, value));
}

function renderValue(shape: Shape, value: unknown): string {
  switch (shape.kind) {
    case 'structure':
      return shape.members
        .map((member) => renderMember(member, Reflect.get(value as object, member.name)))
        .join('');
    case 'list':
      return (value as readonly unknown[])
        .map((item) => element(shape.itemName, renderValue(shape.item, item)))
        .join('');
    case 'timestamp':
      return new Date(value as string | Date).toISOString();
    case 'string':
      return escapeXml(typeof value === 'string' ? value : encodeDocument(value));
    case 'number':
    case 'boolean':
      return String(value);
    case 'other':
      throw new TypeError('this endpoint renders no maps, blobs or unions');
  }
}

function element(name: string, content: string): string {
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`;
}

/** IAM returns policy documents as JSON, percent-encoded after RFC 3986. */
function encodeDocument(document: unknown): string {
  return encodeURIComponent(JSON.stringify(document)).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The same output for the JSON protocol, where a time is a number of seconds. */
export function toJson(shape: Shape, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  switch (shape.kind) {
    case 'structure':
      return Object.fromEntries(
        shape.members.map(({ name, shape: of }) => [name, toJson(of, Reflect.get(value as object, name))]),
      );
    case 'list':
      return (value as readonly unknown[]).map((item) => toJson(shape.item, item));
    case 'timestamp':
      return new Date(value as string | Date).getTime() / 1000;
    case 'string':
    case 'number':
    case 'boolean':
    case 'other':
      return value;
  }
}
