import type { BastionChange } from '../../model/bastion.ts';

/** What is to be done in the same words, on as many resources as need it. */
export interface ChangeGroup {
  readonly summary: string;
  readonly keys: readonly string[];
}

export function groupChanges(changes: readonly BastionChange[]): ChangeGroup[] {
  const groups = new Map<string, string[]>();
  for (const { key, fix } of changes) groups.set(fix.summary, [...(groups.get(fix.summary) ?? []), key]);
  return [...groups].map(([summary, keys]) => ({ summary, keys }));
}

/** By key: the number of its group, as people see it. */
export function numberChanges(groups: readonly ChangeGroup[]): ReadonlyMap<string, number> {
  return new Map(groups.flatMap(({ keys }, index) => keys.map((key) => [key, index + 1] as const)));
}
