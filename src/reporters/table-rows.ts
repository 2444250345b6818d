import { describeGap } from '../model/known.ts';
import type { Report, ReportCause, ReportFinding, ReportInstance, ReportPath } from '../model/report.ts';
import { compare } from '../model/subjects.ts';
import { VERDICTS, type VerdictName } from '../model/verdict.ts';
import { verdictWord } from './table-verdict.ts';
import { sanitise } from './terminal-text.ts';

/** One instance as the table shows it; every text is sanitised. */
export interface Row {
  readonly verdict: VerdictName;
  /** Set for a stopped instance, what it would be when started, and for one that does not exist yet. */
  readonly prediction?: string;
  readonly name: string;
  readonly instanceId: string;
  readonly account: string;
  readonly region: string;
  /** Empty when nothing is to be said. */
  readonly reason: string;
  /** The next step: a change to make, or what must be found out first. */
  readonly next?: { readonly kind: 'fix' | 'settle'; readonly text: string };
  readonly instance: ReportInstance;
  readonly paths: readonly ReportPath[];
}

/** The report's instances, those that need somebody first; what would be launched next follows them. */
export function listRows(report: Report): Row[] {
  const causes = new Map(report.causes.map((cause) => [cause.key, cause]));
  const paths = new Map(report.paths.map((path) => [path.id, path]));
  const order = (verdict: VerdictName): number => VERDICTS.indexOf(verdict);
  return report.instances
    .map((instance) => ({
      ...toRow(instance, causes),
      paths: instance.paths.flatMap((id) => paths.get(id) ?? []),
    }))
    .sort(
      (a, b) =>
        Number(isLaunch(a)) - Number(isLaunch(b)) ||
        order(a.verdict) - order(b.verdict) ||
        Number(a.name === '') - Number(b.name === '') ||
        compare(a.name, b.name) ||
        compare(a.instanceId, b.instanceId),
    );
}

function toRow(instance: ReportInstance, causes: ReadonlyMap<string, ReportCause>): Omit<Row, 'paths'> {
  const { verdict } = instance;
  const problem = decidingProblem(instance);
  const reason = instance.reason === '' ? (problem?.message ?? '') : instance.reason;
  const next = nextStep(instance, problem && causes.get(problem.cause));
  return {
    verdict,
    ...predictionOf(instance),
    name: sanitise(instance.name.trim() || (instance.launch?.name ?? '')),
    instanceId: sanitise(instance.instanceId),
    account: sanitise(instance.accountId),
    region: sanitise(instance.region),
    reason: verdict === 'ready' && instance.questions.length === 0 ? '' : sanitise(reason),
    ...(next === undefined ? {} : { next: { ...next, text: sanitise(next.text) } }),
    instance,
  };
}

function isLaunch({ instance }: Row): boolean {
  return instance.launch !== undefined;
}

function predictionOf({ verdict, predicted, launch }: ReportInstance): Pick<Row, 'prediction'> {
  if (launch !== undefined) return { prediction: 'next launch' };
  return verdict === 'dormant' && typeof predicted === 'string'
    ? { prediction: `would be ${verdictWord(predicted)}` }
    : {};
}

/** The problem that the verdict's reason quotes; failing that, the first open one of the rules that decided. */
function decidingProblem(instance: ReportInstance): ReportFinding['problems'][number] | undefined {
  const failed = instance.because.flatMap((ruleId) =>
    instance.findings.filter((finding) => finding.ruleId === ruleId && finding.status === 'fail'),
  );
  const problems = failed.flatMap((finding) => finding.problems);
  return (
    problems.find(({ message }) => message !== '' && instance.reason.includes(message)) ??
    failed.find(({ decision }) => decision.kind === 'open')?.problems[0] ??
    problems[0]
  );
}

function nextStep(instance: ReportInstance, cause: ReportCause | undefined): Row['next'] {
  const { verdict, predicted, questions } = instance;
  if (verdict === 'excluded') return undefined;
  const [question] = questions;
  const isOpen = verdict === 'unknown' || predicted === 'unknown';
  if (cause !== undefined && !(isOpen && question !== undefined))
    return { kind: 'fix', text: cause.fix.summary };
  return question === undefined ? undefined : { kind: 'settle', text: askFor(instance, question) };
}

/** A denied call is settled by allowing it; every other question stands as it was asked. */
function askFor(instance: ReportInstance, question: string): string {
  for (const { gaps } of instance.findings) {
    for (const gap of gaps) {
      if (gap.kind === 'denied' && describeGap(gap) === question) return `Allow ${gap.action}.`;
    }
  }
  return question;
}
