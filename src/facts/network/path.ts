import type { Evidence, FindingGap, Problem, Stage } from '../../model/finding.ts';
import type { Gap } from '../../model/known.ts';

/** The two services that every session needs, each with a name of its own and so with a path of its own. */
export const SERVICES = ['ssm', 'ssmmessages'] as const;
/** `kms` too, where the session preferences name a key. */
export type Service = (typeof SERVICES)[number] | 'kms';

/** What stops when the service is out of reach. */
export function stageOf(service: Service): Stage {
  return service === 'kms' ? 'session' : service;
}

export type PathKind =
  | 'endpoint'
  | 'internet-gateway'
  | 'nat-gateway'
  | 'nat-instance'
  | 'beyond-vpc'
  | 'none'
  | 'undecided';

/** In the order in which a packet meets them; `return-ports` are the answers on their way back. */
export const HOP_NAMES = [
  'name-resolution',
  'security-group-egress',
  'subnet-acl',
  'route',
  'gateway',
  'endpoint',
  'nat-acl',
  'endpoint-acl',
  'endpoint-security-group',
  'endpoint-policy',
  'return-ports',
] as const;
export type HopName = (typeof HOP_NAMES)[number];

/** `degraded`: some connections get through and some do not. */
export type HopStatus = 'pass' | 'fail' | 'unknown' | 'degraded';

export interface HopResult {
  readonly status: HopStatus;
  readonly evidence: readonly Evidence[];
  /** Present when the hop fails; never empty then. */
  readonly problems: readonly Problem[];
  /** Present when the hop is unknown; never empty then. */
  readonly gaps: readonly FindingGap[];
  /** The subnet alone does not decide: the instance's own address or ARN is needed. */
  readonly needsIndividual?: boolean;
}

export interface Hop extends HopResult {
  readonly name: HopName;
}

/** How one instance reaches one service, hop by hop. */
export interface NetworkPath {
  readonly service: Service;
  readonly kind: PathKind;
  readonly hops: readonly Hop[];
}

export function passed(...evidence: readonly Evidence[]): HopResult {
  return { status: 'pass', evidence, problems: [], gaps: [] };
}

export function degraded(...evidence: readonly Evidence[]): HopResult {
  return { status: 'degraded', evidence, problems: [], gaps: [] };
}

export function failed(problem: Problem, ...evidence: readonly Evidence[]): HopResult {
  return { status: 'fail', evidence, problems: [problem], gaps: [] };
}

export function undecided(gap: FindingGap, ...evidence: readonly Evidence[]): HopResult {
  return { status: 'unknown', evidence, problems: [], gaps: [gap] };
}

/** A question that no AWS API answers. */
export function ask(question: string): Gap {
  return { kind: 'not-visible', question };
}

/** Conditions that must all hold: the worst one counts. */
export function combineAll(results: readonly HopResult[]): HopResult {
  return merge(results, worstOf(results));
}

/**
 * Ways of which exactly one is taken, nobody can say which: what they agree on is certain, everything else is
 * unknown. `doubt` is the question that would decide.
 */
export function combineAny(results: readonly HopResult[], doubt: Gap): HopResult {
  const first = results[0];
  if (results.length === 1 && first !== undefined) return first;
  const isSettled = results.every(({ status }) => status === 'fail') || results.every(isPassable);
  if (isSettled) return merge(results, worstOf(results));
  const merged = merge(results, 'unknown');
  return merged.gaps.length > 0 ? merged : { ...merged, gaps: [doubt] };
}

function isPassable({ status }: HopResult): boolean {
  return status === 'pass' || status === 'degraded';
}

function worstOf(results: readonly HopResult[]): HopStatus {
  const order: readonly HopStatus[] = ['fail', 'unknown', 'degraded'];
  return order.find((status) => results.some((result) => result.status === status)) ?? 'pass';
}

function merge(results: readonly HopResult[], status: HopStatus): HopResult {
  return {
    status,
    evidence: distinct(results.flatMap(({ evidence }) => evidence)),
    problems: status === 'fail' ? distinct(results.flatMap(({ problems }) => problems)) : [],
    gaps: status === 'unknown' ? distinct(results.flatMap(({ gaps }) => gaps)) : [],
    ...(status === 'unknown' && results.some(({ needsIndividual }) => needsIndividual === true)
      ? { needsIndividual: true }
      : {}),
  };
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
