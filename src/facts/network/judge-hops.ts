import { type Evidence, type FindingGap, type Problem, type Stage, STAGES } from '../../model/finding.ts';
import type { Subject } from '../../model/inventory.ts';
import { type Hop, type HopName, SERVICES } from './path.ts';
import { solveHop } from './solve-path.ts';

export interface HopsJudgement {
  /** False when no way to either service has any of the hops. */
  readonly isApplicable: boolean;
  readonly problems: readonly Problem[];
  readonly gaps: readonly FindingGap[];
  readonly evidence: readonly Evidence[];
}

/**
 * What some hops of both services' paths come to, as a rule reports it. One change that both services need is one
 * problem with both stages, and so is a gap that both met.
 */
export function judgeHops(subject: Subject, names: readonly HopName[]): HopsJudgement {
  const hops = SERVICES.flatMap((service) => names.flatMap((name): Hop[] => {
    const hop = solveHop(subject, service, name);
    return hop === undefined ? [] : [hop];
  }));
  return {
    isApplicable: hops.length > 0,
    problems: mergeStages(
      hops.flatMap(({ problems }) => problems),
      ({ at, cause }) => `${at} ${cause.key}`,
    ),
    gaps: mergeStages(
      hops.flatMap(({ gaps }) => gaps),
      ({ stages: _, ...gap }) => JSON.stringify(gap),
    ),
    evidence: [...new Map(hops.flatMap((hop) => hop.evidence).map((item) => [JSON.stringify(item), item])).values()],
  };
}

/** Items of one key become one; its stages are those of all of them, in their own order. */
function mergeStages<T extends { readonly stages?: readonly Stage[] }>(
  items: readonly T[],
  keyOf: (item: T) => string,
): T[] {
  const merged = new Map<string, T>();
  for (const item of items) {
    const key = keyOf(item);
    const before = merged.get(key);
    const stages = new Set([...(before?.stages ?? []), ...(item.stages ?? [])]);
    merged.set(key, { ...(before ?? item), stages: STAGES.filter((stage) => stages.has(stage)) });
  }
  return [...merged.values()];
}
