import type { Subject } from '../model/inventory.ts';
import { tagValue } from '../model/subjects.ts';

/** What the user narrowed the scan to. Values of one filter are alternatives; different filters all hold. */
export interface Filters {
  readonly instances: readonly string[];
  readonly vpcs: readonly string[];
  /** `KEY=VALUE`, or `KEY` for any value. */
  readonly tags: readonly string[];
}

export const NO_FILTERS: Filters = { instances: [], vpcs: [], tags: [] };

interface Selection {
  readonly subjects: readonly Subject[];
  /** For the report: a narrowed scan must not look like a whole one. */
  readonly applied: Readonly<Record<string, readonly string[]>>;
  readonly notices: readonly string[];
}

export function selectSubjects(subjects: readonly Subject[], filters: Filters): Selection {
  const selected = subjects.filter((subject) => isSelected(subject, filters));
  const applied = Object.fromEntries(Object.entries(filters).filter(([, values]) => values.length > 0));
  return { subjects: selected, applied, notices: noticesFor(subjects, selected, filters) };
}

function isSelected({ instance }: Subject, { instances, vpcs, tags }: Filters): boolean {
  return (
    (instances.length === 0 || instances.includes(instance.InstanceId)) &&
    (vpcs.length === 0 || vpcs.includes(instance.VpcId ?? '')) &&
    // Tags narrow: an instance needs all of them.
    tags.every((tag) => {
      const [key = '', ...rest] = tag.split('=');
      const value = tagValue(instance, key);
      return value !== undefined && (rest.length === 0 || value === rest.join('='));
    })
  );
}

function noticesFor(all: readonly Subject[], selected: readonly Subject[], filters: Filters): string[] {
  const ids = new Set(all.map(({ instance }) => instance.InstanceId));
  const missing = filters.instances
    .filter((id) => !ids.has(id))
    .map((id) => `--instance ${id}: no such instance in what was read.`);
  const isEmpty = all.length > 0 && selected.length === 0 && missing.length === 0;
  return isEmpty ? ['The filters match none of the instances.'] : missing;
}
