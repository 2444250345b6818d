import { type Evidence, type FindingGap, type Problem, type Stage, STAGES } from '../../model/finding.ts';
import type { Subject } from '../../model/inventory.ts';
import { memoize } from '../memo.ts';
import { joinNeeds, type Needs } from './hop-result.ts';
import { type Hop, type HopName, SERVICES } from '../../model/path.ts';
import { type OsFamily, readOsFamily } from './os-family.ts';
import { findSender, type Situation } from './situation.ts';
import { askCaller, solveHop } from './solve-path.ts';
import { solveHopOf } from './solve-situation.ts';

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
  const sender = findSender(subject);
  if (sender.known && sender.value.interfaceCount === 1) {
    const os = names.includes('return-ports') ? readOsFamily(subject) : NO_OS;
    const { situation } = sender.value;
    const shared = askCaller(subject, situation, (asked) => judgeShared(asked, names.join(' '), os));
    if (shared.judgement !== undefined) return shared.judgement;
  }
  return merge(
    SERVICES.flatMap((service) => names.flatMap((name) => solveHop(subject, service, name) ?? [])),
  );
}

/** Operating systems are looked at only where ports depend on them. */
const NO_OS = '';

/** What the instances of a situation share, and what they would have to be asked for beyond it. */
interface SharedJudgement extends Needs {
  /** `undefined` where the instances of the situation differ. */
  readonly judgement: HopsJudgement | undefined;
}

const judgeShared = memoize(
  (situation: Situation, names: string, os: OsFamily | typeof NO_OS): SharedJudgement => {
    let isShared = true;
    const readOs = (): OsFamily => {
      if (os === NO_OS) isShared = false;
      return os === NO_OS ? 'either' : os;
    };
    const hops = SERVICES.flatMap((service) =>
      // The one caller joins the names.
      names.split(' ').flatMap((name) => solveHopOf(situation, service, name as HopName, readOs) ?? []),
    );
    const needs = joinNeeds(hops);
    if (needs.needsIndividual === true) isShared = false;
    return { judgement: isShared ? merge(hops) : undefined, ...needs };
  },
);

function merge(hops: readonly Hop[]): HopsJudgement {
  const evidence = hops.flatMap((hop) => hop.evidence);
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
    evidence: [...new Map(evidence.map((item) => [JSON.stringify(item), item])).values()],
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
    // What names no stage may stop each of them.
    const stages = new Set([...(before?.stages ?? []), ...(item.stages ?? STAGES)]);
    merged.set(key, { ...(before ?? item), stages: STAGES.filter((stage) => stages.has(stage)) });
  }
  return [...merged.values()];
}
