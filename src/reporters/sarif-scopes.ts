import type { Scope } from '../model/inventory.ts';
import { placeOf } from '../model/places.ts';
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
  const named = new Set(scopes.map(placeOf));
  const added = [...instancesOf.values()].flatMap(([first]): Scope[] => {
    if (first === undefined || named.has(placeOf(first))) return [];
    const { accountId, region, arn } = first;
    return [{ accountId, region, partition: arn.split(':')[1] || 'aws', status: 'read', gaps: [] }];
  });
  return [...scopes, ...added]
    .filter(({ status }) => status !== 'skipped')
    .sort((a, b) => compare(a.accountId, b.accountId) || compare(a.region, b.region))
    .map((scope) => ({
      scope,
      instances: instancesOf.get(placeOf(scope)) ?? [],
      previous: previousOf.get(placeOf(scope)) ?? [],
    }));
}

function groupByScope<T extends Pick<Scope, 'accountId' | 'region'>>(
  list: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const group = groups.get(placeOf(one));
    if (group === undefined) groups.set(placeOf(one), [one]);
    else group.push(one);
  }
  return groups;
}
