import type { Situation } from './situation.ts';

/**
 * Remembers what a derivation said about a situation for as long as the situation lives. Equal situations of a region
 * are one object, so the cost of solving grows with situations, not with instances. `parts` are what else the answer
 * depends on.
 */
export function memoize<Parts extends readonly string[], T>(
  derive: (situation: Situation, ...parts: Parts) => T,
): (situation: Situation, ...parts: Parts) => T {
  const solutions = new WeakMap<Situation, Map<string, { readonly answer: T }>>();
  return (situation, ...parts) => {
    let answers = solutions.get(situation);
    if (answers === undefined) {
      answers = new Map();
      solutions.set(situation, answers);
    }
    const key = parts.length === 1 ? parts[0] : parts.join('|');
    const before = answers.get(key ?? '');
    if (before !== undefined) return before.answer;
    const answer = derive(situation, ...parts);
    answers.set(key ?? '', { answer });
    return answer;
  };
}
