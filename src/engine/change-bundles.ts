/** Beyond this many changes at once nobody looks for what else they would unblock. */
const MOST_COMPARED = 8;

/** What is left of the changes that so many instances need, after the steps so far. */
export interface Need {
  readonly instances: number;
  readonly rest: Set<string>;
}

interface Bundle {
  readonly changes: readonly string[];
  /** Instances that need these changes or some of them, and no other. */
  readonly gain: number;
}

/** The bundles of changes that instances need, best first: most instances for each change. */
export function weighBundles(needs: readonly Need[]): Bundle[] {
  const counts = new Map<string, number>();
  const bundles = new Map<string, readonly string[]>();
  for (const { rest, instances } of needs) {
    const changes = [...rest].sort();
    const id = changes.join('\n');
    bundles.set(id, changes);
    counts.set(id, (counts.get(id) ?? 0) + instances);
  }
  const weighed = [...bundles].map(([id, changes]) => {
    const parts = changes.length > MOST_COMPARED ? [id] : listParts(changes);
    return { id, changes, gain: parts.reduce((sum, part) => sum + (counts.get(part) ?? 0), 0) };
  });
  return weighed.sort(
    (a, b) =>
      b.gain / b.changes.length - a.gain / a.changes.length ||
      a.changes.length - b.changes.length ||
      (a.id < b.id ? -1 : 1),
  );
}

/** Every choice of the changes but none, under the name that a bundle of them has. */
function listParts(changes: readonly string[]): string[] {
  let parts: string[] = [];
  for (const key of changes) {
    parts = [...parts, ...parts.map((part) => `${part}\n${key}`), key];
  }
  return parts;
}
