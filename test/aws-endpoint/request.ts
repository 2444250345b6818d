import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { ServiceError } from './errors.ts';
import { type Input, parseForm } from './form.ts';
import { JSON_TARGETS, speaksJson } from './json-services.ts';
import { readRoute53 } from './route53.ts';
import { readS3 } from './session-targets.ts';
import type { Service, Shape } from './schema.ts';

/** One HTTP request as far as its headers and the name of its operation go. */
export interface Request {
  readonly service: Service;
  /** From the credential scope of the signature, which is what a service believes; not from a host name. */
  readonly region: string;
  readonly accessKeyId: string;
  /** Operation name without the service. */
  readonly operation: string;
  readInput(shape: Shape): Input;
}

const BODY_LIMIT = 1024 * 1024;
const SERVICES: ReadonlySet<string> = new Set<Service>([
  'autoscaling',
  'ec2',
  'iam',
  'kms',
  'logs',
  'route53',
  's3',
  'ssm',
  'sts',
]);

/** Reads a signed request. The signature itself is not checked: tests use made-up credentials. */
export async function readRequest(incoming: IncomingMessage): Promise<Request> {
  const body = await readBody(incoming);
  const scope = readScope(incoming.headers);
  if (speaksJson(scope.service)) {
    const target = incoming.headers['x-amz-target'];
    const [prefix, operation] = typeof target === 'string' ? target.split('.') : [];
    if (prefix !== JSON_TARGETS[scope.service] || operation === undefined) {
      throw new ServiceError('UnknownOperationException', 'X-Amz-Target names no operation.');
    }
    return { ...scope, operation, readInput: () => JSON.parse(body) as Input };
  }
  if (scope.service === 'route53') return { ...scope, ...readRoute53(incoming.url ?? '') };
  if (scope.service === 's3') {
    const { operation, Bucket } = readS3(incoming.url ?? '');
    return { ...scope, operation, readInput: () => ({ Bucket }) };
  }
  const form = new URLSearchParams(body);
  const protocol = scope.service === 'ec2' ? 'ec2' : 'query';
  return {
    ...scope,
    operation: form.get('Action') ?? '',
    readInput: (shape) => parseForm(form, shape, protocol),
  };
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new ServiceError('RequestEntityTooLarge', 'The body is too large.', 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function readScope({
  authorization = '',
}: IncomingHttpHeaders): Pick<Request, 'service' | 'region' | 'accessKeyId'> {
  const found = /Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(authorization);
  const [, accessKeyId, region, service] = found ?? [];
  if (accessKeyId === undefined || region === undefined || !isService(service)) {
    throw new ServiceError('MissingAuthenticationToken', 'The request is not signed for a service.', 403);
  }
  return { accessKeyId, region, service };
}

function isService(name: string | undefined): name is Service {
  return name !== undefined && SERVICES.has(name);
}
