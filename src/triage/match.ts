import type { Tag } from '../model/aws.ts';
import type { Finding } from '../model/finding.ts';

/** The parts of an instance that an exception can name. */
export interface MatchTarget {
  readonly instanceId: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly vpcId?: string;
  readonly subnetId?: string;
  /** Value of the Name tag; empty without one. */
  readonly name: string;
  readonly tags: readonly Tag[];
}

const READERS: Readonly<Record<string, (target: MatchTarget) => string | undefined>> = {
  'instance-id': (target) => target.instanceId,
  arn: (target) => target.arn,
  account: (target) => target.accountId,
  region: (target) => target.region,
  vpc: (target) => target.vpcId,
  subnet: (target) => target.subnetId,
  name: (target) => target.name || undefined,
};

/** The one key that is about what to change, not about the instance. */
const RESOURCE = 'resource';

/**
 * Whether every key of a match that is about the instance fits. What an instance does not have fits no pattern, not
 * even `*`.
 */
export function matches(match: Readonly<Record<string, string>>, target: MatchTarget): boolean {
  return Object.entries(match).every(([key, pattern]) => {
    if (key === RESOURCE) return true;
    const value = key.startsWith('tag:')
      ? target.tags.find(({ Key }) => Key === key.slice('tag:'.length))?.Value
      : READERS[key]?.(target);
    return value !== undefined && fitsPattern(value, pattern);
  });
}

/**
 * How much of a failure a match covers. One that names a resource covers the problems whose change is to it; what was
 * not read beside them may be a problem elsewhere.
 */
export function measureCover(
  match: Readonly<Record<string, string>>,
  { problems, gaps }: Finding,
): 'all' | 'some' | 'none' {
  const pattern = match[RESOURCE];
  if (pattern === undefined) return 'all';
  const covered = problems.filter(({ cause }) => fitsPattern(cause.resource.id, pattern)).length;
  if (covered === 0) return 'none';
  return covered === problems.length && gaps.length === 0 ? 'all' : 'some';
}

/** Compares case-sensitively; `*` stands for any text, also none. Linear: no pattern can make it slow. */
export function fitsPattern(value: string, pattern: string): boolean {
  const [head = '', ...parts] = pattern.split('*');
  const tail = parts.pop();
  if (tail === undefined) return value === head;
  if (!value.startsWith(head)) return false;
  let at = head.length;
  for (const part of parts) {
    const found = value.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return value.length - tail.length >= at && value.endsWith(tail);
}
