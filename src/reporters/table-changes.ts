import type { Report, ReportCause, ReportInstance } from '../model/report.ts';
import { compare } from '../model/subjects.ts';

/** The rule that reports the observation itself: a symptom wherever something else explains it. */
const OBSERVING_RULE = 'agent-online';

/** One thing to do, on as many resources as need it in the same words. */
export interface Change {
  readonly summary: string;
  readonly causes: readonly ReportCause[];
  /** Instances that have the problem. */
  readonly affected: number;
  /** Blocked ones that the change is needed for, those that would be blocked when started among them. */
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
  const blocking = new Set(report.rules.filter(({ impact }) => impact === 'blocks').map(({ id }) => id));
  const counts = { blocked: new Map(), running: new Map(), alone: new Map() } satisfies Record<
    string,
    Counts
  >;
  const add = (to: Counts, summary: string): unknown => to.set(summary, (to.get(summary) ?? 0) + 1);
  for (const instance of report.instances) {
    if (instance.verdict !== 'blocked' && instance.predicted !== 'blocked') continue;
    // A cause that triage took from the list still keeps the instance blocked.
    const changes = new Set(decidingCauses(instance).map((key) => summaries.get(key) ?? key));
    for (const change of changes) {
      add(counts.blocked, change);
      if (instance.verdict === 'blocked') add(counts.running, change);
      if (changes.size === 1 && !isUndecided(instance, blocking)) add(counts.alone, change);
    }
  }
  return counts;
}

function decidingCauses(instance: ReportInstance): string[] {
  const failed = instance.findings.filter(
    ({ ruleId, status, contradictedBy }) =>
      status === 'fail' && contradictedBy === undefined && instance.because.includes(ruleId),
  );
  const explaining = failed.filter(({ ruleId }) => ruleId !== OBSERVING_RULE);
  return (explaining.length > 0 ? explaining : failed).flatMap(({ problems }) =>
    problems.map(({ cause }) => cause),
  );
}

function isUndecided(instance: ReportInstance, blocking: ReadonlySet<string>): boolean {
  return instance.findings.some(
    ({ ruleId, status, settledBy }) =>
      blocking.has(ruleId) && settledBy === undefined && (status === 'unknown' || status === 'error'),
  );
}
