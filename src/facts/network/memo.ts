import type { Situation } from './situation.ts';

const solutions = new WeakMap<Situation, Map<string, unknown>>();

/**
 * Remembers what a derivation said about a situation for as long as the situation lives. Equal situations of a region
 * are one object, so the cost of solving grows with situations, not with instances.
 */
export function memoize<Parts extends readonly string[], T>(
  name: string,
  derive: (situation: Situation, ...parts: Parts) => T,
): (situation: Situation, ...parts: Parts) => T {
  return (situation, ...parts) => {
    let answers = solutions.get(situation);
    if (answers === undefined) {
      answers = new Map();
      solutions.set(situation, answers);
    }
    const key = parts.length === 0 ? name : `${name}|${parts.join('|')}`;
    if (!answers.has(key)) answers.set(key, derive(situation, ...parts));
    // The map holds under this key only what `derive` of this name gave.
    return answers.get(key) as T;
  };
}
