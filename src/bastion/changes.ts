import type { BastionChange, Blocker } from '../model/bastion.ts';
import type { Cause } from '../model/finding.ts';
import { compare } from '../model/subjects.ts';

/** What the blockers wait for, each change once; first what most of them need. */
export function listChanges(
  blockers: readonly Blocker[],
  causes: ReadonlyMap<string, Pick<Cause, 'key' | 'resource' | 'fix'>>,
): BastionChange[] {
  const counts = new Map<string, number>();
  for (const key of blockers.flatMap((blocker) => blocker.causes))
    counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts]
    .sort(([a, x], [b, y]) => y - x || compare(a, b))
    .flatMap(([key, count]) => {
      const cause = causes.get(key);
      return cause === undefined ? [] : [{ key, resource: cause.resource, fix: cause.fix, blockers: count }];
    });
}
