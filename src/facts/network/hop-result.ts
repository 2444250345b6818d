import type { Evidence, FindingGap, Problem } from '../../model/finding.ts';
import type { Gap } from '../../model/known.ts';
import type { Hop, HopStatus } from '../../model/path.ts';
import type { PortWindow } from './acl.ts';

/** What an answer that is open for a situation would take. */
export interface Needs {
  /** The subnet alone does not decide: the instance's own address or ARN is needed. */
  readonly needsIndividual?: boolean;
  /** The policy of an endpoint tells roles apart: the agent's own is needed. */
  readonly needsCaller?: boolean;
  /** The instance's operating system is needed. */
  readonly needsOs?: boolean;
}

/** What one way makes of one hop, before the ways are put together. */
export interface HopResult extends Omit<Hop, 'name'>, Needs {
  /** One ACL lets only these ports through; `problem` is what mends that, should no port be left with others. */
  readonly window?: PortWindow & { readonly problem: Problem };
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
  const first = results[0];
  if (results.length === 1 && first !== undefined) return first;
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
    ...(status === 'unknown' ? joinNeeds(results) : {}),
  };
}

export function joinNeeds(results: readonly (Needs | undefined)[]): Needs {
  return {
    ...(results.some((result) => result?.needsIndividual === true) ? { needsIndividual: true } : {}),
    ...(results.some((result) => result?.needsCaller === true) ? { needsCaller: true } : {}),
    ...(results.some((result) => result?.needsOs === true) ? { needsOs: true } : {}),
  };
}

function distinct<T>(items: readonly T[]): readonly T[] {
  if (items.length < 2) return items;
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
