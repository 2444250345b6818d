const indexes = new WeakMap<readonly object[], Map<string, ReadonlyMap<string, object>>>();

/**
 * Finds entities of one list by one of their string attributes. The index is built once for each list and
 * attribute, so a look-up costs the same in an account of ten instances and of a hundred thousand. When two
 * entities share a value the first one is kept; entities without the attribute are left out.
 */
export function indexBy<T extends object>(
  list: readonly T[],
  attribute: keyof T & string,
): ReadonlyMap<string, T> {
  let byAttribute = indexes.get(list);
  if (byAttribute === undefined) {
    byAttribute = new Map();
    indexes.set(list, byAttribute);
  }
  let index = byAttribute.get(attribute) as Map<string, T> | undefined;
  if (index === undefined) {
    index = new Map();
    for (const item of list) {
      const id = item[attribute];
      if (typeof id === 'string' && !index.has(id)) index.set(id, item);
    }
    byAttribute.set(attribute, index);
  }
  return index;
}
