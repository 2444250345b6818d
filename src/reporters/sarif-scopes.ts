import type { Scope } from '../model/inventory.ts';
import type { PreviousFinding, Report, ReportInstance } from '../model/report.ts';
import { compare } from '../model/subjects.ts';

/** One account's region with what the report holds of it: what a run is made of. */
export interface ScopeContents {
  readonly scope: Scope;
  readonly instances: readonly ReportInstance[];
  /** Failures of the baseline that the report does not repeat. */
  readonly previous: readonly PreviousFinding[];
}

/**
 * Every scope but those that the user left out. An instance whose account and region no scope names still gets a run,
 * since a finding is never dropped.
 */
export function listScopes({ scopes, instances, baseline }: Report): ScopeContents[] {
  const instancesOf = groupByScope(instances);
  const previousOf = groupByScope(baseline?.previous ?? []);
  const named = new Set(scopes.map(keyOf));
  const added = [...instancesOf.values()].flatMap(([first]): Scope[] => {
    if (first === undefined || named.has(keyOf(first))) return [];
    const { accountId, region, arn } = first;
    return [{ accountId, region, partition: arn.split(':')[1] || 'aws', status: 'read', gaps: [] }];
  });
  return [...scopes, ...added]
    .filter(({ status }) => status !== 'skipped')
    .sort((a, b) => compare(a.accountId, b.accountId) || compare(a.region, b.region))
    .map((scope) => ({
      scope,
      instances: instancesOf.get(keyOf(scope)) ?? [],
      previous: previousOf.get(keyOf(scope)) ?? [],
    }));
}

interface Placed {
  readonly accountId: string;
  readonly region: string;
}

function keyOf({ accountId, region }: Placed): string {
  return `${accountId}/${region}`;
}

function groupByScope<T extends Placed>(list: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
}
