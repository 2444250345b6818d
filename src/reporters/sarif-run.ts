import { createHash } from 'node:crypto';
import type { Invocation, ReportingDescriptor, ReportingDescriptorRelationship, Result, Run } from 'sarif';
import type { Scope } from '../model/inventory.ts';
import type { Report, ReportInstance } from '../model/report.ts';
import { compare } from '../model/subjects.ts';
import { notificationDescriptors, toNotifications } from './sarif-notifications.ts';
import { toResults, URI_BASE } from './sarif-results.ts';
import { describeRule, PROJECT_URL, sortRules } from './sarif-rules.ts';
import { describeTaxonomy, listTaxonomies, referTo, relate } from './sarif-taxonomies.ts';
import { toPlainText } from './sarif-text.ts';

export type Profile = 'full' | 'github';

/** One account's region as a run: a category of its own, so that each closes its own alerts and no others. */
export function toRun(
  report: Report,
  scope: Scope,
  instances: readonly ReportInstance[],
  profile: Profile,
): Run {
  const results = toResults(report, instances);
  const rules = sortRules(report);
  // GitHub looks at none; there the controls are tags of the rules.
  const taxonomies = profile === 'full' ? listTaxonomies(rules) : [];
  return {
    tool: {
      driver: {
        name: report.tool.name,
        fullName: `${report.tool.name} ${report.tool.version}, reachability of EC2 instances by Session Manager`,
        semanticVersion: report.tool.version,
        informationUri: PROJECT_URL,
        rules: rules.map((rule) => withRelationships(describeRule(rule), relate(rule, taxonomies))),
        notifications: [...notificationDescriptors] satisfies ReportingDescriptor[],
        ...(taxonomies.length === 0 ? {} : { supportedTaxonomies: taxonomies.map(referTo) }),
      },
    },
    ...(taxonomies.length === 0 ? {} : { taxonomies: taxonomies.map(describeTaxonomy) }),
    automationDetails: {
      id: categoryOf(report, scope),
      description: { text: `EC2 instances of account ${scope.accountId} in ${scope.region}.` },
    },
    invocations: [toInvocation(report, scope, instances)],
    originalUriBaseIds: {
      [URI_BASE]: {
        description: { text: 'Made-up root. A path below it names one AWS resource, not a file.' },
      },
    },
    columnKind: 'utf16CodeUnits',
    results: profile === 'full' ? results : results.filter(isOpenFailure).map(toGithub),
    properties: { coverage: countCoverage(scope, instances) },
  };
}

function withRelationships(
  descriptor: ReportingDescriptor,
  relationships: ReportingDescriptorRelationship[],
): ReportingDescriptor {
  return relationships.length === 0 ? descriptor : { ...descriptor, relationships };
}

function isOpenFailure({ kind, suppressions }: Result): boolean {
  return kind === 'fail' && suppressions?.length === 0;
}

/** GitHub ignores `kind` and `suppressions`, and would show what they hide as open alerts. */
function toGithub(result: Result): Result {
  const { kind: _kind, suppressions: _suppressions, ...rest } = result;
  return rest;
}

/**
 * `ssm-preflight/live/<partition>/<account>/<region>/<time>`: all before the last slash is the category in which a
 * server compares this scan with the one before. A scan of chosen instances only has a category of its own by its
 * filters: in the full one, all that it left out would be closed as fixed.
 */
function categoryOf({ source, generatedAt }: Report, { partition, accountId, region }: Scope): string {
  const filters = Object.entries(source.filters ?? {})
    .map(([name, values]) => `${name}=${[...values].sort(compare).join(',')}`)
    .sort(compare);
  const hash = createHash('sha256').update(filters.join('\n')).digest('hex').slice(0, 12);
  const chosen = filters.length === 0 ? [] : [`only-${hash}`];
  return ['ssm-preflight', 'live', partition, accountId, region, ...chosen, generatedAt].join('/');
}

/** Successful even with gaps: `false` makes GitHub throw the whole run away; the notifications say what is missing. */
function toInvocation(report: Report, scope: Scope, instances: readonly ReportInstance[]): Invocation {
  const start = new Date(report.source.takenAt).getTime();
  const end = Math.max(start, new Date(report.generatedAt).getTime());
  return {
    executionSuccessful: true,
    startTimeUtc: new Date(start).toISOString(),
    endTimeUtc: new Date(end).toISOString(),
    toolExecutionNotifications: toNotifications(scope, instances),
  };
}

/** What was judged with which result: it tells "nothing wrong" from "nothing looked at". */
function countCoverage(scope: Scope, instances: readonly ReportInstance[]): Record<string, string | number> {
  const findings = instances.flatMap((instance) => instance.findings);
  const count = (status: string): number => findings.filter((finding) => finding.status === status).length;
  return {
    scope: toPlainText(scope.status),
    instances: instances.length,
    dormant: instances.filter(({ verdict }) => verdict === 'dormant').length,
    excluded: instances.filter(({ verdict }) => verdict === 'excluded').length,
    evaluations: findings.length,
    pass: count('pass'),
    fail: count('fail'),
    open: count('unknown') + count('error'),
    notApplicable: count('not-applicable'),
    suppressed: findings.filter(({ decision }) => decision.kind !== 'open').length,
  };
}
