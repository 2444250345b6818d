import type { Impact } from '../model/finding.ts';
import { isBlocked, listNeededChanges, mayNeedMore } from '../model/needed-changes.ts';
import type { LeastChanges, ReportInstance } from '../model/report.ts';
import { weighBundles, type Need } from './change-bundles.ts';

/**
 * The least set of changes that unblocks whatever changes can unblock. Every instance needs exactly its own, so the
 * least set is the union of these and only their order is a choice: first what unblocks most for each change.
 */
export function findLeastChanges(
  instances: readonly ReportInstance[],
  causes: ReadonlySet<string>,
  impacts: ReadonlyMap<string, Impact>,
): LeastChanges {
  const blocked = instances.filter(isBlocked);
  const needs = listNeeds(
    blocked.filter((instance) => !mayNeedMore(instance, impacts)),
    causes,
  );
  const byChange = indexByChange(needs);
  const steps: LeastChanges['steps'][number][] = [];
  let open = needs;
  while (open.length > 0) {
    const bundles = weighBundles(open);
    const [best] = bundles;
    const touched = new Set<string>();
    for (const { changes, gain } of bundles) {
      // Equally good ones are taken in one go, unless one of them has changed what the next is worth.
      if (best === undefined || gain / changes.length < best.gain / best.changes.length) break;
      if (changes.some((key) => touched.has(key))) continue;
      steps.push({ causes: changes, unblocks: make(changes, byChange) });
      for (const key of changes) touched.add(key);
    }
    open = open.filter(({ rest }) => rest.size > 0);
  }
  const unblocks = steps.reduce((sum, step) => sum + step.unblocks, 0);
  return { blocked: blocked.length, unblocks, steps };
}

/** A change that triage took from the list keeps its instances blocked, and so does a cause that nobody knows. */
function listNeeds(blocked: readonly ReportInstance[], causes: ReadonlySet<string>): Need[] {
  const groups = new Map<string, { keys: readonly string[]; instances: number }>();
  for (const instance of blocked) {
    const keys = listNeededChanges(instance);
    if (keys.length === 0 || !keys.every((key) => causes.has(key))) continue;
    const group = groups.get(keys.join('\n'));
    if (group === undefined) groups.set(keys.join('\n'), { keys, instances: 1 });
    else group.instances += 1;
  }
  return [...groups.values()].map(({ keys, instances }) => ({ instances, rest: new Set(keys) }));
}

function indexByChange(needs: readonly Need[]): ReadonlyMap<string, readonly Need[]> {
  const index = new Map<string, Need[]>();
  for (const need of needs) {
    for (const key of need.rest) {
      const list = index.get(key);
      if (list === undefined) index.set(key, [need]);
      else list.push(need);
    }
  }
  return index;
}

/** Makes the changes and counts the instances that nothing blocks any more. */
function make(changes: readonly string[], byChange: ReadonlyMap<string, readonly Need[]>): number {
  let freed = 0;
  for (const key of changes) {
    for (const need of byChange.get(key) ?? []) {
      if (need.rest.delete(key) && need.rest.size === 0) freed += need.instances;
    }
  }
  return freed;
}
