import * as autoscaling from '@aws-sdk/client-auto-scaling';
import * as ec2 from '@aws-sdk/client-ec2';
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as s3 from '@aws-sdk/client-s3';
import * as route53 from '@aws-sdk/client-route-53';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';

export type Service = 'autoscaling' | 'ec2' | 'iam' | 'kms' | 'logs' | 'route53' | 's3' | 'ssm' | 'sts';

/** One type of an AWS model, with the names that it has on the wire. */
export type Shape =
  | { readonly kind: 'structure'; readonly members: readonly Member[] }
  | { readonly kind: 'list'; readonly item: Shape; readonly itemName: string }
  | { readonly kind: 'string' | 'number' | 'boolean' | 'timestamp' | 'other' };

export interface Member {
  readonly name: string;
  /** Element name in XML. */
  readonly xmlName: string;
  /** Parameter name in a form body, as the EC2 protocol spells it. */
  readonly ec2Name: string;
  readonly shape: Shape;
}

export interface OperationShape {
  readonly input: Shape;
  readonly output: Shape;
}

const SDK: Readonly<Record<Service, object>> = { autoscaling, ec2, iam, kms, logs, route53, s3, ssm, sts };

// The SDK writes a type as a tuple that starts with its kind, and a simple type as a bare number.
const LIST = 1;
const STRUCTURE = 3;
const OPERATION = 9;
const SIMPLE_LIST = 64;
const SIMPLE_MAP = 128;

const shapes = new WeakMap<object, Shape>();
const operations = new Map<string, OperationShape | undefined>();

/** The input and output of an operation as the SDK's own schema describes them; `undefined`: no such operation. */
export function findOperation(service: Service, name: string): OperationShape | undefined {
  const key = `${service}:${name}`;
  if (!operations.has(key)) {
    const schema: unknown = Reflect.get(SDK[service], `${name}$`);
    const found =
      Array.isArray(schema) && schema[0] === OPERATION
        ? { input: decode(schema[4]), output: decode(schema[5]) }
        : undefined;
    operations.set(key, found);
  }
  return operations.get(key);
}

function decode(reference: unknown): Shape {
  const schema: unknown = typeof reference === 'function' ? reference() : reference;
  if (typeof schema === 'number') return decodeSimple(schema);
  if (!Array.isArray(schema)) return { kind: 'other' };
  const existing = shapes.get(schema);
  if (existing !== undefined) return existing;

  if (schema[0] === STRUCTURE) {
    // Registered before its members are decoded: a type may contain itself.
    const members: Member[] = [];
    const shape: Shape = { kind: 'structure', members };
    shapes.set(schema, shape);
    const [names, types] = [schema[4] as readonly string[], schema[5] as readonly unknown[]];
    members.push(...names.map((name, index) => decodeMember(name, types[index])));
    return shape;
  }
  if (schema[0] === LIST) {
    const { type, traits } = splitTraits(schema[4]);
    const shape: Shape = { kind: 'list', item: decode(type), itemName: traits.xmlName ?? 'member' };
    shapes.set(schema, shape);
    return shape;
  }
  return schema[0] === 0 ? decode(schema[4]) : { kind: 'other' };
}

function decodeSimple(code: number): Shape {
  if (code >= SIMPLE_MAP) return { kind: 'other' };
  if (code >= SIMPLE_LIST)
    return { kind: 'list', item: decodeSimple(code - SIMPLE_LIST), itemName: 'member' };
  if (code === 0) return { kind: 'string' };
  if (code === 1) return { kind: 'number' };
  if (code === 2) return { kind: 'boolean' };
  return { kind: code >= 4 && code <= 7 ? 'timestamp' : 'other' };
}

interface Traits {
  readonly xmlName?: string;
  readonly ec2QueryName?: string;
}

function decodeMember(name: string, reference: unknown): Member {
  const { type, traits } = splitTraits(reference);
  const xmlName = traits.xmlName ?? name;
  const ec2Name = traits.ec2QueryName ?? xmlName.charAt(0).toUpperCase() + xmlName.slice(1);
  return { name, xmlName, ec2Name, shape: decode(type) };
}

/** A member is either a type, or a pair of a type and its traits; types themselves are longer tuples. */
function splitTraits(reference: unknown): { type: unknown; traits: Traits } {
  if (!Array.isArray(reference) || reference.length !== 2) return { type: reference, traits: {} };
  const [type, traits] = reference as [unknown, unknown];
  return { type, traits: typeof traits === 'object' && traits !== null ? traits : {} };
}
