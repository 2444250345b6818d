import type { Cause } from '../model/finding.ts';
import type { ReportCause } from '../model/report.ts';
import type { JudgedInstance } from './judge.ts';
import { OBSERVING_RULE } from './stages.ts';

/**
 * The changes to make, each with the instances that have the problem; most instances first. What only says that
 * the agent is not there is no change of its own where something else explains it. Instances that cannot start
 * again, or are none of Session Manager's business, need no change.
 */
export function groupCauses(instances: readonly JudgedInstance[]): ReportCause[] {
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
  return [...groups.values()]
    .map(({ cause, ruleIds, instances }) => ({
      ...cause,
      ruleIds: [...ruleIds].sort(),
      instances: [...instances].sort(),
    }))
    .sort((a, b) => b.instances.length - a.instances.length || compare(a.key, b.key));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
