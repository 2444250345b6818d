import { createHash } from 'node:crypto';
import type { Invocation, ReportingDescriptor, ReportingDescriptorRelationship, Run } from 'sarif';
import type { Scope } from '../model/inventory.ts';
import type { RenderOptions, Report, ReportInstance } from '../model/report.ts';
import { compare } from '../model/subjects.ts';
import { URI_BASE } from './sarif-identity.ts';
import { notificationDescriptors } from './sarif-notification-kinds.ts';
import { toNotifications } from './sarif-notifications.ts';
import { toFullResults, toGithubResults } from './sarif-results.ts';
import { describeRule, PROJECT_URL, sortRules } from './sarif-rules.ts';
import type { ScopeContents } from './sarif-scopes.ts';
import { describeTaxonomy, listTaxonomies, referTo, relate } from './sarif-taxonomies.ts';
import { toPlainText } from './sarif-text.ts';
import { notifyUnverified } from './sarif-unverified.ts';

/** One account's region as a run: a category of its own, so that each closes its own alerts and no others. */
export function toRun(report: Report, contents: ScopeContents, profile: RenderOptions['sarifProfile']): Run {
  const { scope, instances } = contents;
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
    invocations: [toInvocation(report, contents)],
    originalUriBaseIds: {
      [URI_BASE]: {
        description: { text: 'Made-up root. A path below it names one AWS resource, not a file.' },
      },
    },
    columnKind: 'utf16CodeUnits',
    results: profile === 'full' ? toFullResults(report, contents) : toGithubResults(report, contents),
    properties: { coverage: countCoverage(scope, instances) },
  };
}

function withRelationships(
  descriptor: ReportingDescriptor,
  relationships: ReportingDescriptorRelationship[],
): ReportingDescriptor {
  return relationships.length === 0 ? descriptor : { ...descriptor, relationships };
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
function toInvocation(report: Report, contents: ScopeContents): Invocation {
  const start = new Date(report.source.takenAt).getTime();
  const end = Math.max(start, new Date(report.generatedAt).getTime());
  return {
    executionSuccessful: true,
    startTimeUtc: new Date(start).toISOString(),
    endTimeUtc: new Date(end).toISOString(),
    toolExecutionNotifications: [
      ...toNotifications(contents.scope, contents.instances),
      ...notifyUnverified(report, contents),
    ],
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
