import type { Baseline, BaselineInstance } from '../model/baseline.ts';
import type { InstanceChange } from '../model/diff.ts';
import { compare } from '../model/subjects.ts';
import { VERDICTS } from '../model/verdict.ts';
import { sightOf } from './looked-at.ts';
import { pickNames } from './to-baseline.ts';

/** Instances whose verdict changed, that came, or that went; the worst verdict first. */
export function diffInstances(from: Baseline, to: Baseline): InstanceChange[] {
  const before = new Map(from.instances.map((instance) => [instance.arn, instance]));
  const after = new Set(to.instances.map(({ arn }) => arn));
  const [back, ahead] = [sightOf(from), sightOf(to)];
  const current = to.instances.flatMap((instance): InstanceChange[] => {
    const was = before.get(instance.arn);
    const judged = { ...pickNames(instance), to: judgedAs(instance), reason: instance.reason };
    if (was === undefined) return [{ ...judged, change: back.wouldSee(instance) ? 'new' : 'unseen' }];
    if (was.verdict === instance.verdict && was.predicted === instance.predicted) return [];
    return [{ ...judged, change: 'changed', from: judgedAs(was) }];
  });
  const missing = from.instances
    .filter(({ arn }) => !after.has(arn))
    .map((instance): InstanceChange => ({
      ...pickNames(instance),
      change: ahead.wouldSee(instance) ? 'gone' : 'unverified',
      from: judgedAs(instance),
      reason: '',
    }));
  return [...current, ...missing].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      compare(a.accountId, b.accountId) ||
      compare(a.region, b.region) ||
      compare(a.instanceId, b.instanceId),
  );
}

function judgedAs({ verdict, predicted }: BaselineInstance): NonNullable<InstanceChange['to']> {
  return { verdict, ...(predicted === undefined ? {} : { predicted }) };
}

/** What nobody looked at is as bad as unknown; what is gone can't be bad. */
function rank({ change, to }: InstanceChange): number {
  if (change === 'gone') return VERDICTS.length;
  return VERDICTS.indexOf(to?.verdict ?? 'unknown');
}
