import type { Situation } from './situation.ts';

/** A map whose key is a list of values, without making one string of them for each look-up. */
export class PartsMap<Value> {
  readonly #children = new Map<unknown, PartsMap<Value>>();
  #held: { readonly value: Value } | undefined;

  /** The value under these parts; made by `create` when there is none yet. */
  getOrCreate(parts: readonly unknown[], create: () => Value): Value {
    // oxlint-disable-next-line typescript/no-this-alias -- the walk starts here
    let node: PartsMap<Value> = this;
    for (const part of parts) {
      let child = node.#children.get(part);
      if (child === undefined) node.#children.set(part, (child = new PartsMap()));
      node = child;
    }
    node.#held ??= { value: create() };
    return node.#held.value;
  }
}

/**
 * Remembers what a derivation said about a situation for as long as the situation lives. Equal situations of a region
 * are one object, so the cost of solving grows with situations, not with instances. `parts` are what else the answer
 * depends on.
 */
export function memoize<Parts extends readonly string[], T>(
  derive: (situation: Situation, ...parts: Parts) => T,
): (situation: Situation, ...parts: Parts) => T {
  const solutions = new WeakMap<Situation, PartsMap<T>>();
  return (situation, ...parts) => {
    let answers = solutions.get(situation);
    if (answers === undefined) solutions.set(situation, (answers = new PartsMap()));
    return answers.getOrCreate(parts, () => derive(situation, ...parts));
  };
}
