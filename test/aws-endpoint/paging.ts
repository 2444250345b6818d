import { createHash } from 'node:crypto';
import type { Call } from './call.ts';
import { ServiceError } from './errors.ts';

export interface PageRange {
  readonly min: number;
  readonly max: number;
  /** Page size of a caller who asks for none; absent: everything at once. */
  readonly fallback?: number;
}

const PAGING_PARAMETERS = new Set(['MaxResults', 'NextToken', 'MaxItems', 'MaxRecords', 'Limit', 'Marker']);

/**
 * Cuts one page. Tokens hold only for the same caller, place, operation and filters, as with AWS. With
 * `emptyPages`, the first page and every third after it has no item, only a token.
 */
export function paginate<T>(
  call: Call,
  items: readonly T[],
  asked: { readonly size: unknown; readonly token: unknown },
  range: PageRange,
): { readonly page: readonly T[]; readonly next: string | undefined } {
  const size = checkSize(call, asked.size, range);
  const scope = scopeOf(call);
  const { offset, index } =
    asked.token === undefined ? { offset: 0, index: 0 } : decode(call, asked.token, scope);
  if (size === undefined) return { page: items.slice(offset), next: undefined };

  const isEmpty = call.paging.emptyPages && index % 3 === 0;
  const end = isEmpty ? offset : offset + Math.min(size, call.paging.cap);
  const hasMore = isEmpty || end < items.length;
  return {
    page: items.slice(offset, end),
    next: hasMore ? encode({ offset: end, index: index + 1, scope }) : undefined,
  };
}

function checkSize(call: Call, size: unknown, { min, max, fallback }: PageRange): number | undefined {
  if (size === undefined) return fallback;
  if (typeof size === 'number' && size >= min && size <= max) return size;
  const code = call.service === 'ec2' ? 'InvalidParameterValue' : VALIDATION[call.service];
  throw new ServiceError(code, `Value ${String(size)} is not between ${min} and ${max}.`);
}

const VALIDATION = {
  autoscaling: 'ValidationError',
  iam: 'ValidationError',
  kms: 'ValidationException',
  logs: 'InvalidParameterException',
  route53: 'InvalidInput',
  s3: 'InvalidArgument',
  sts: 'ValidationError',
  ssm: 'ValidationException',
} as const;
const BAD_TOKEN = {
  autoscaling: 'InvalidNextToken',
  ec2: 'InvalidNextToken',
  iam: 'InvalidInput',
  kms: 'InvalidMarkerException',
  logs: 'InvalidParameterException',
  route53: 'InvalidPaginationToken',
  s3: 'InvalidArgument',
  sts: 'InvalidInput',
  ssm: 'InvalidNextToken',
} as const;

interface Token {
  readonly offset: number;
  readonly index: number;
  readonly scope: string;
}

function scopeOf(call: Call): string {
  const question = Object.entries(call.input).filter(([name]) => !PAGING_PARAMETERS.has(name));
  const text = JSON.stringify([call.account.accountId, call.region.region, call.action, question]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

function encode(token: Token): string {
  return Buffer.from(JSON.stringify(token)).toString('base64');
}

function decode(call: Call, token: unknown, scope: string): Token {
  try {
    const decoded = JSON.parse(Buffer.from(String(token), 'base64').toString()) as Token;
    if (decoded.scope === scope) return decoded;
  } catch {
    // Not a token of ours: answered below like one of another question.
  }
  throw new ServiceError(BAD_TOKEN[call.service], 'The token is not valid for this request.');
}
