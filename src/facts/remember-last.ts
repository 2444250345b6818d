import type { RegionInventory, Subject } from '../model/inventory.ts';

/**
 * Remembers what was derived of the last instance of each region: the rules ask about one instance in turn, and many
 * of them ask the same.
 */
export function rememberLast<T>(derive: (subject: Subject) => T): (subject: Subject) => T {
  const memories = new WeakMap<RegionInventory, { subject: Subject; answer: T }>();
  return (subject) => {
    const last = memories.get(subject.region);
    if (last?.subject === subject) return last.answer;
    const answer = derive(subject);
    if (last === undefined) memories.set(subject.region, { subject, answer });
    else {
      last.subject = subject;
      last.answer = answer;
    }
    return answer;
  };
}
