import type { Baseline, BaselineFinding } from '../model/baseline.ts';
import type { FindingChange, PreviousChange, PreviousFinding } from '../model/report.ts';
import { compare } from '../model/subjects.ts';
import { createDoubt, type Doubt } from './accept-known.ts';
import { sightOf, type Sight } from './looked-at.ts';
import { pickNames } from './to-baseline.ts';

export interface Comparison {
  /** By fingerprint, of all that fails now. */
  readonly changes: ReadonlyMap<string, JudgedFailure>;
  /** What failed when last seen and does not fail now, in the order of a report. */
  readonly previous: readonly PreviousFinding[];
}

type JudgedFailure =
  | { readonly change: 'unchanged'; readonly since: string; readonly doubt?: Doubt }
  | { readonly change: Exclude<FindingChange, 'unchanged'> };

/** How each failure of two runs stands in the later one. */
export function compareFindings(then: Baseline, now: Baseline): Comparison {
  const before = byFingerprint(then);
  const after = byFingerprint(now);
  const doubt = createDoubt(then, now);
  const changes = new Map(
    now.findings
      .filter(({ status }) => status === 'fail')
      .map((finding) => [finding.fingerprint, judgeFailure(before.get(finding.fingerprint), finding, doubt)]),
  );
  const sight = sightOf(now);
  const previous = then.findings.flatMap((finding) => {
    const { since } = finding;
    if (since === undefined || !hasFailed(finding) || changes.has(finding.fingerprint)) return [];
    return [toPrevious(finding, since, judgeAbsence(finding, after.get(finding.fingerprint), sight))];
  });
  return { changes, previous: previous.sort(inReportOrder) };
}

export function byFingerprint({ findings }: Baseline): ReadonlyMap<string, BaselineFinding> {
  return new Map(findings.map((finding) => [finding.fingerprint, finding]));
}

/** Whether it failed when last seen. What was never seen to fail, or seen to be fixed, did not. */
export function hasFailed({ since, fixedAt }: BaselineFinding): boolean {
  return since !== undefined && fixedAt === undefined;
}

function judgeFailure(
  before: BaselineFinding | undefined,
  now: BaselineFinding,
  doubtOf: ReturnType<typeof createDoubt>,
): JudgedFailure {
  if (before?.since === undefined) return { change: 'new' };
  if (before.fixedAt !== undefined) return { change: 'flapping' };
  const doubt = doubtOf(before, now);
  return { change: 'unchanged', since: before.since, ...(doubt === undefined ? {} : { doubt }) };
}

/** What became of what does not fail now. No way leads from what was not looked at to `fixed` or `gone`. */
export function judgeAbsence(
  finding: BaselineFinding,
  after: BaselineFinding | undefined,
  sight: Sight,
): PreviousChange {
  if (after?.status === 'undecided' || !sight.asks(finding.ruleId)) return 'unverified';
  if (sight.sees(finding.arn)) return 'fixed';
  return sight.wouldSee(finding) ? 'gone' : 'unverified';
}

function toPrevious(finding: BaselineFinding, since: string, change: PreviousChange): PreviousFinding {
  const { fingerprint, ruleId, severity, message } = finding;
  return { fingerprint, ruleId, severity, ...pickNames(finding), message, since, change };
}

type Ordered = Pick<BaselineFinding, 'accountId' | 'region' | 'instanceId' | 'ruleId'>;

/** Account, region, instance, rule: as instances and their findings stand in a report. */
export function inReportOrder(a: Ordered, b: Ordered): number {
  return (
    compare(a.accountId, b.accountId) ||
    compare(a.region, b.region) ||
    compare(a.instanceId, b.instanceId) ||
    compare(a.ruleId, b.ruleId)
  );
}
