import { isBlocked, listNeededChanges, mayNeedMore } from '../model/needed-changes.ts';
import type { Report, ReportCause } from '../model/report.ts';
import { compare } from '../model/subjects.ts';

/** One thing to do, on as many resources as need it in the same words. */
export interface Change {
  readonly summary: string;
  readonly causes: readonly ReportCause[];
  /** Instances that have the problem. */
  readonly affected: number;
  /** Blocked ones that the change is needed for, those that would be blocked when started or launched among them. */
  readonly blocked: number;
  /** Those of them that run. */
  readonly running: number;
  /** Those of the blocked that nothing else keeps blocked, and about which nothing is left undecided. */
  readonly alone: number;
}

/** The changes to make; first those that most blocked instances wait for, then those that most instances need. */
export function rankChanges(report: Report): Change[] {
  const summaries = new Map(report.causes.map(({ key, fix }) => [key, fix.summary]));
  const groups = new Map<string, ReportCause[]>();
  for (const cause of report.causes) {
    const group = groups.get(cause.fix.summary);
    if (group === undefined) groups.set(cause.fix.summary, [cause]);
    else group.push(cause);
  }
  const waiting = countWaiting(report, summaries);
  return [...groups]
    .map(([summary, causes]) => ({
      summary,
      causes,
      affected: new Set(causes.flatMap(({ instances }) => instances)).size,
      blocked: waiting.blocked.get(summary) ?? 0,
      running: waiting.running.get(summary) ?? 0,
      alone: waiting.alone.get(summary) ?? 0,
    }))
    .sort(
      (a, b) =>
        b.running - a.running ||
        b.blocked - a.blocked ||
        b.affected - a.affected ||
        compare(a.causes[0]?.key ?? '', b.causes[0]?.key ?? ''),
    );
}

type Counts = Map<string, number>;

/** How many blocked instances wait for each change. */
function countWaiting(
  report: Report,
  summaries: ReadonlyMap<string, string>,
): Pick<Record<keyof Change, Counts>, 'blocked' | 'running' | 'alone'> {
  const impacts = new Map(report.rules.map(({ id, impact }) => [id, impact]));
  const counts = { blocked: new Map(), running: new Map(), alone: new Map() } satisfies Record<
    string,
    Counts
  >;
  const add = (to: Counts, summary: string): unknown => to.set(summary, (to.get(summary) ?? 0) + 1);
  for (const instance of report.instances.filter(isBlocked)) {
    // A cause that triage took from the list still keeps the instance blocked.
    const changes = new Set(listNeededChanges(instance).map((key) => summaries.get(key) ?? key));
    for (const change of changes) {
      add(counts.blocked, change);
      if (instance.verdict === 'blocked' && instance.launch === undefined) add(counts.running, change);
      if (changes.size === 1 && !mayNeedMore(instance, impacts)) add(counts.alone, change);
    }
  }
  return counts;
}
