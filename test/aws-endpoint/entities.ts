import type { Call } from './call.ts';
import { listOf, textOf } from './call.ts';
import { ServiceError } from './errors.ts';

const indexes = new WeakMap<object, Map<unknown, object>>();

/** Looks entities up by id, with an index that is built once for each list. */
export function byId<T extends object>(list: readonly T[], attribute: string): ReadonlyMap<unknown, T> {
  let index = indexes.get(list);
  if (index === undefined) {
    index = new Map(list.map((entity) => [Reflect.get(entity, attribute) as unknown, entity]));
    indexes.set(list, index);
  }
  return index as Map<unknown, T>;
}

/** The entities that the caller names; one that does not exist fails the whole call, as with EC2. */
export function pick<T extends object>(
  list: readonly T[],
  ids: readonly unknown[],
  attribute: string,
  notFound: string,
): readonly T[] {
  if (ids.length > 1000)
    throw new ServiceError('InvalidParameterValue', 'More than 1000 ids in one request.');
  const index = byId(list, attribute);
  return ids.map((id) => {
    const entity = index.get(id);
    if (entity === undefined) throw new ServiceError(notFound, `The ID '${String(id)}' does not exist`);
    return entity;
  });
}

/** Filter names that an operation honours here, with the path of the attribute that each compares. */
export type Filters = Readonly<Record<string, string>>;

/** Applies the caller's filters. A name that is not listed is refused, so that no test rests on an ignored filter. */
export function applyFilters<T extends object>(
  call: Call,
  list: readonly T[],
  filters: Filters,
): readonly T[] {
  const asked = [...listOf(call.input, 'Filters'), ...listOf(call.input, 'Filter')] as object[];
  let kept = list;
  for (const filter of asked) {
    const name = textOf({ ...filter }, 'Name') ?? '';
    const wanted = new Set(listOf({ ...filter }, 'Values'));
    const tag = name.startsWith('tag:') ? name.slice('tag:'.length) : undefined;
    const path = filters[name];
    if (tag === undefined && path === undefined) {
      throw new ServiceError('InvalidParameterValue', `The filter '${name}' is invalid`);
    }
    kept = kept.filter((entity) =>
      (path === undefined ? tagValues(entity, tag) : valuesAt(entity, path.split('.'))).some((value) =>
        wanted.has(value),
      ),
    );
  }
  return kept;
}

export function isFiltered(call: Call): boolean {
  return listOf(call.input, 'Filters').length + listOf(call.input, 'Filter').length > 0;
}

function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path));
  const [head, ...rest] = path;
  if (head === undefined) return [value];
  return typeof value === 'object' && value !== null ? valuesAt(Reflect.get(value, head), rest) : [];
}

function tagValues(entity: object, key: string | undefined): unknown[] {
  const tags: unknown = Reflect.get(entity, 'Tags');
  if (!Array.isArray(tags)) return [];
  return (tags as { Key?: string; Value?: string }[])
    .filter((tag) => tag.Key === key)
    .map((tag) => tag.Value);
}
