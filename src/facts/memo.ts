/** A map whose key is a list of values, without making one string of them for each look-up. */
export class PartsMap<Value> {
  /** Made when needed: most places have nothing below them. */
  #children: Map<unknown, PartsMap<Value>> | undefined;
  /** The value under the parts that lead here. */
  held: { readonly value: Value } | undefined;

  /** Where the value under these parts is, or will be. */
  at(parts: readonly unknown[]): PartsMap<Value> {
    // oxlint-disable-next-line typescript/no-this-alias -- the walk starts here
    let node: PartsMap<Value> = this;
    for (let index = 0; index < parts.length; index += 1) {
      const part = parts[index];
      node.#children ??= new Map();
      let child = node.#children.get(part);
      if (child === undefined) node.#children.set(part, (child = new PartsMap()));
      node = child;
    }
    return node;
  }

  /** The value under these parts; made by `create` when there is none yet. */
  getOrCreate(parts: readonly unknown[], create: () => Value): Value {
    const place = this.at(parts);
    place.held ??= { value: create() };
    return place.held.value;
  }
}

/**
 * Remembers what a derivation said about an object for as long as the object lives. Equal situations of a region are
 * one object, so the cost of solving grows with situations, not with instances. `parts` are what else the answer
 * depends on; objects among them count by identity.
 */
export function memoize<Root extends object, Parts extends readonly unknown[], T>(
  derive: (root: Root, ...parts: Parts) => T,
): (root: Root, ...parts: Parts) => T {
  const solutions = new WeakMap<Root, PartsMap<T>>();
  return (root, ...parts) => {
    let answers = solutions.get(root);
    if (answers === undefined) solutions.set(root, (answers = new PartsMap()));
    const place = answers.at(parts);
    place.held ??= { value: derive(root, ...parts) };
    return place.held.value;
  };
}
