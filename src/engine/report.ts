import type { Finding, FindingStatus, Problem } from '../model/finding.ts';
import type { Inventory } from '../model/inventory.ts';
import type { ConfiguredRule } from '../model/rule.ts';
import { VERDICTS, type VerdictName } from '../model/verdict.ts';
import type { Counts, Report, ReportFinding, ReportInstance, ReportSummary } from '../model/report.ts';
import { listScopes, namesOf } from '../model/subjects.ts';
import { groupCauses, rankCauses } from './causes.ts';
import type { JudgedInstance } from './judge.ts';
import { findLeastChanges } from './least-changes.ts';
import { PathList } from './paths.ts';

export interface ReportParts {
  readonly inventory: Inventory;
  readonly rules: readonly ConfiguredRule[];
  readonly instances: readonly JudgedInstance[];
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly notices: readonly string[];
  readonly tool: Report['tool'];
  readonly generatedAt: string;
}

/** Puts the judged instances into the shape that reporters and users read; decides nothing. */
export function assembleReport(parts: ReportParts): Report {
  const { inventory } = parts;
  const list = new PathList();
  const instances = parts.instances.map((judged) => toReportInstance(judged, list));
  const impacts = new Map(parts.rules.map(({ rule: { meta } }) => [meta.id, meta.impact]));
  const causes = rankCauses(groupCauses(parts.instances), instances, impacts);
  return {
    schemaVersion: 1,
    tool: parts.tool,
    generatedAt: parts.generatedAt,
    source: {
      ...inventory.source,
      takenAt: inventory.takenAt,
      ...(Object.keys(parts.filters).length > 0 ? { filters: parts.filters } : {}),
    },
    scopes: listScopes(inventory),
    rules: parts.rules.map(({ rule, severity, options }) => ({ ...rule.meta, severity, options })),
    summary: summarise(instances),
    instances,
    paths: list.paths,
    causes,
    leastChanges: findLeastChanges(instances, new Set(causes.map(({ key }) => key)), impacts),
    notices: parts.notices,
  };
}

function toReportInstance(
  { subject, observation, verdict, findings, paths }: JudgedInstance,
  list: PathList,
): ReportInstance {
  return {
    ...namesOf(subject),
    state: observation.stateName,
    ...(subject.launch === undefined ? {} : { launch: subject.launch }),
    ...verdict,
    observed: observation.details,
    paths: paths.map((path) => list.add(path)),
    findings: findings.map(toReportFinding),
  };
}

const NOTHING: readonly never[] = [];

function toReportFinding(finding: Finding): ReportFinding {
  const { reason, contradictedBy, settledBy } = finding;
  const plain: ReportFinding = {
    ruleId: finding.ruleId,
    status: finding.status,
    severity: finding.severity,
    problems: finding.problems.length === 0 ? NOTHING : finding.problems.map(toReportProblem),
    gaps: finding.gaps,
    evidence: finding.evidence,
    decision: finding.decision,
    fingerprint: finding.fingerprint,
  };
  if (reason === undefined && contradictedBy === undefined && settledBy === undefined) return plain;
  return {
    ...plain,
    ...(reason === undefined ? {} : { reason }),
    ...(contradictedBy === undefined ? {} : { contradictedBy }),
    ...(settledBy === undefined ? {} : { settledBy }),
  };
}

function toReportProblem({ at, message, cause, stages }: Problem): ReportFinding['problems'][number] {
  return { at, message, cause: cause.key, ...(stages === undefined ? {} : { stages }) };
}

const STATUSES: readonly FindingStatus[] = ['fail', 'unknown', 'error', 'pass', 'not-applicable'];

/** What does not exist yet is counted apart: it would hide how many instances can be reached now. */
function summarise(instances: readonly ReportInstance[]): ReportSummary {
  const launches = instances.filter(({ launch }) => launch !== undefined);
  const counts = count(instances.filter(({ launch }) => launch === undefined));
  return launches.length === 0 ? counts : { ...counts, launches: count(launches) };
}

function count(instances: readonly ReportInstance[]): Counts {
  const verdicts = Object.fromEntries(VERDICTS.map((name) => [name, 0])) as Record<VerdictName, number>;
  const findings = Object.fromEntries(STATUSES.map((name) => [name, 0])) as Record<FindingStatus, number>;
  for (const instance of instances) {
    verdicts[instance.verdict] += 1;
    for (const { status } of instance.findings) findings[status] += 1;
  }
  return { instances: instances.length, verdicts, findings };
}
