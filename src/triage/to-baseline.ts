import type { Baseline, BaselineFinding, BaselineScope, InstanceNames } from '../model/baseline.ts';
import type { Scope } from '../model/inventory.ts';
import { isListed } from '../model/places.ts';
import type { PreviousFinding, Report, ReportFinding, ReportInstance } from '../model/report.ts';

/** What a report leaves for later runs, with what it knows of earlier ones itself. */
export function toBaseline(report: Report): Baseline {
  const { tool, generatedAt, source, rules, instances, causes } = report;
  const earlier = new Map((report.baseline?.previous ?? []).map((known) => [known.fingerprint, known]));
  const own = instances.flatMap((instance) =>
    instance.findings.flatMap((finding) =>
      finding.status === 'fail' || finding.status === 'unknown' || finding.status === 'error'
        ? [toEntry(report, instance, finding, earlier.get(finding.fingerprint))]
        : [],
    ),
  );
  const present = new Set(own.map(({ fingerprint }) => fingerprint));
  return {
    baselineVersion: 1,
    tool,
    generatedAt,
    scopes: report.scopes.map(toScope),
    ...(source.filters === undefined ? {} : { filters: source.filters }),
    rules: rules.map(({ id }) => id),
    instances: instances.map(({ verdict, predicted, reason, ...instance }) => ({
      ...pickNames(instance),
      verdict,
      ...(predicted === undefined ? {} : { predicted }),
      reason,
    })),
    findings: [...own, ...recallOthers(earlier, present, generatedAt)],
    causes: causes.map(({ key, resource, fix }) => ({
      key,
      resource: resource.id,
      summary: fix.summary,
    })),
  };
}

/** A scope whose instances themselves were not listed says nothing about which are there. */
function toScope(scope: Scope): BaselineScope {
  const { accountId, region, launches } = scope;
  return {
    accountId,
    region,
    isRead: isListed(scope),
    ...(launches === 'read' ? { areLaunchesRead: true } : {}),
  };
}

export function pickNames({ instanceId, arn, name, accountId, region }: InstanceNames): InstanceNames {
  const isNamed = name !== undefined && name !== '';
  return { instanceId, arn, ...(isNamed ? { name } : {}), accountId, region };
}

function toEntry(
  report: Report,
  instance: ReportInstance,
  { fingerprint, ruleId, severity, status, problems, decision, settledBy, change }: ReportFinding,
  earlier: PreviousFinding | undefined,
): BaselineFinding {
  const plain = { ...pickNames(instance), fingerprint, ruleId, severity };
  if (status === 'fail') {
    const seen = change === 'unchanged' ? report.baseline?.generatedAt : undefined;
    return {
      ...plain,
      status: 'fail',
      message: problems.map(({ message }) => message).join(' '),
      since: decision.kind === 'baselined' ? decision.since : (seen ?? report.generatedAt),
      ...(decision.kind === 'excepted' ? { isExcepted: true } : {}),
      causes: [...new Set(problems.map(({ cause }) => cause))],
    };
  }
  return {
    ...plain,
    status: 'undecided',
    message: earlier?.message ?? '',
    ...(earlier === undefined ? {} : { since: earlier.since }),
    ...(settledBy === undefined ? {} : { isSettled: true }),
    causes: [],
  };
}

/** What failed before and is not among the findings that fail or are open: fixed, or left out of this run. */
function recallOthers(
  earlier: ReadonlyMap<string, PreviousFinding>,
  present: ReadonlySet<string>,
  generatedAt: string,
): BaselineFinding[] {
  return [...earlier.values()]
    .filter(({ fingerprint, change }) => change !== 'gone' && !present.has(fingerprint))
    .map(({ change, ...finding }) => ({
      ...finding,
      ...(change === 'fixed' ? { status: 'fixed', fixedAt: generatedAt } : { status: 'undecided' }),
      causes: [],
    }));
}
