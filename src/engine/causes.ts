import type { Cause, Impact } from '../model/finding.ts';
import { isBlocked, listNeededChanges, mayNeedMore, OBSERVING_RULE } from '../model/needed-changes.ts';
import type { ReportCause, ReportInstance } from '../model/report.ts';
import { compare } from '../model/subjects.ts';
import type { JudgedInstance } from './judge.ts';

type CauseGroup = Omit<ReportCause, 'unblocks'>;

/**
 * The changes to make, each with the instances that have the problem. What only says that the agent is not there is no
 * change of its own where something else explains it. Instances that cannot start again, or are none of Session
 * Manager's business, need no change.
 */
export function groupCauses(instances: readonly JudgedInstance[]): CauseGroup[] {
  const groups = new Map<string, { cause: Cause; ruleIds: Set<string>; instances: Set<string> }>();
  for (const { subject, verdict, findings, observation } of instances) {
    if (verdict.verdict === 'excluded' || observation.gone) continue;
    for (const finding of findings) {
      if (finding.decision.kind !== 'open') continue;
      if (finding.ruleId === OBSERVING_RULE && !verdict.because.includes(OBSERVING_RULE)) continue;
      for (const { cause } of finding.problems) {
        const group = groups.get(cause.key) ?? { cause, ruleIds: new Set(), instances: new Set() };
        group.ruleIds.add(finding.ruleId);
        group.instances.add(subject.arn);
        groups.set(cause.key, group);
      }
    }
  }
  return [...groups.values()].map(({ cause, ruleIds, instances: arns }) => ({
    ...cause,
    ruleIds: [...ruleIds].sort(),
    instances: [...arns].sort(),
  }));
}

/** First what unblocks most instances without any other change, then what most blocked ones wait for. */
export function rankCauses(
  groups: readonly CauseGroup[],
  instances: readonly ReportInstance[],
  impacts: ReadonlyMap<string, Impact>,
): ReportCause[] {
  const alone = new Map<string, number>();
  const waiting = new Map<string, number>();
  const count = (to: Map<string, number>, key: string): unknown => to.set(key, (to.get(key) ?? 0) + 1);
  for (const instance of instances.filter(isBlocked)) {
    const keys = listNeededChanges(instance);
    for (const key of keys) count(waiting, key);
    const [key] = keys;
    if (key !== undefined && keys.length === 1 && !mayNeedMore(instance, impacts)) count(alone, key);
  }
  return groups
    .map((group) => ({ ...group, unblocks: alone.get(group.key) ?? 0 }))
    .sort(
      (a, b) =>
        b.unblocks - a.unblocks ||
        (waiting.get(b.key) ?? 0) - (waiting.get(a.key) ?? 0) ||
        b.instances.length - a.instances.length ||
        compare(a.key, b.key),
    );
}
