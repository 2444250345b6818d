import type { Location, Result, Suppression } from 'sarif';
import type { Decision } from '../model/finding.ts';
import { describeGap } from '../model/known.ts';
import type { Report, ReportFinding, ReportInstance } from '../model/report.ts';
import { compare } from '../model/subjects.ts';
import { toCodeFlows } from './sarif-flows.ts';
import { levelOf, sortRules } from './sarif-rules.ts';
import { asFragment, quoteName, stripUnprintable, toMessage, toPlainText } from './sarif-text.ts';

/** Names the versioned identity; frozen, like the layout of the path and of the line hash. */
const FINGERPRINT = 'ssm-preflight/resourceRule/v1';
export const URI_BASE = 'AWS';

/** Lines of evidence that a result carries along. */
const SNIPPET_LINES = 10;

/**
 * The results of one account's region, ordered by rule and ARN: failures, open questions, and predictions for
 * stopped instances. Passes are counted in the run's properties instead, since GitHub would show each as an alert.
 */
export function toResults(report: Report, instances: readonly ReportInstance[]): Result[] {
  const rules = sortRules(report);
  const fixes = new Map(report.causes.map(({ key, fix }) => [key, fix]));
  const paths = new Map(report.paths.map((path) => [path.id, path]));
  return instances
    .filter(({ verdict }) => verdict !== 'excluded')
    .flatMap((instance) => instance.findings.map((finding) => ({ instance, finding })))
    .filter(({ finding: { status } }) => status === 'fail' || status === 'unknown' || status === 'error')
    .sort((a, b) => compare(a.finding.ruleId, b.finding.ruleId) || compare(a.instance.arn, b.instance.arn))
    .flatMap(({ instance, finding }) => {
      const ruleIndex = rules.findIndex(({ id }) => id === finding.ruleId);
      const rule = rules[ruleIndex];
      if (rule === undefined) return [];
      const result = toResult(instance, finding, ruleIndex, levelOf(rule), fixes);
      const location = locate(instance, finding);
      const codeFlows = toCodeFlows(paths, rule, instance, finding, location);
      return [{ ...result, locations: [location], ...(codeFlows.length === 0 ? {} : { codeFlows }) }];
    });
}

type Fixes = ReadonlyMap<string, Report['causes'][number]['fix']>;

function toResult(
  instance: ReportInstance,
  finding: ReportFinding,
  ruleIndex: number,
  failLevel: Result.level,
  fixes: Fixes,
): Result {
  const isPrediction = instance.verdict === 'dormant';
  const kind = finding.status !== 'fail' ? 'open' : isPrediction ? 'informational' : 'fail';
  return {
    ruleId: finding.ruleId,
    ruleIndex,
    kind,
    level: kind === 'fail' ? failLevel : 'none',
    message: { text: toMessage(sentencesOf(instance, finding, fixes)) },
    partialFingerprints: {
      [FINGERPRINT]: finding.fingerprint,
      primaryLocationLineHash: `${finding.fingerprint.slice(0, 16)}:1`,
    },
    ...hostedViewer(instance),
    // The specification wants the list on all results of a run or on none.
    suppressions: suppressionsOf(finding.decision),
    properties: propertiesOf(instance, finding, fixes, isPrediction),
  };
}

/** The first sentence names the instance, its place and the fact, because lists show no more than that. */
function sentencesOf(instance: ReportInstance, finding: ReportFinding, fixes: Fixes): string[] {
  const { instanceId, name, accountId, region } = instance;
  const named = name === '' || name === instanceId ? '' : ` (${quoteName(name)})`;
  const subject = `Instance '${instanceId}'${named} in '${accountId}/${region}'`;
  if (finding.status === 'error') {
    return [
      `${subject}: rule '${finding.ruleId}' broke off, so it decided nothing`,
      finding.reason ?? '',
    ].filter(Boolean);
  }
  if (finding.status === 'unknown') {
    const gaps = finding.gaps.map((gap) => asFragment(describeGap(gap))).join('; ');
    return [`${subject}: '${finding.ruleId}' could not be decided: ${gaps}`];
  }
  const [first = `'${finding.ruleId}' fails`, ...others] = finding.problems.map(({ message }) => message);
  const when =
    instance.verdict === 'dormant' ? ` (${toPlainText(instance.state, 32)}), once it is started` : '';
  const summaries = finding.problems.flatMap(({ cause }) => fixes.get(cause)?.summary ?? []);
  return [
    `${subject}${when}: ${first}`,
    ...others,
    ...(finding.contradictedBy === undefined
      ? []
      : [`Contradicted by: ${asFragment(finding.contradictedBy)}`]),
    ...[...new Set(summaries)].map((summary) => `Fix: ${summary}`),
  ];
}

/**
 * A live instance has no file, and every server refuses a result without one or with an address that has a scheme.
 * Each instance therefore gets a made-up relative path of its own, always at 1:1, so that it stays the same place.
 */
function locate(
  { instanceId, arn, accountId, region }: ReportInstance,
  { evidence }: ReportFinding,
): Location {
  const path = ['aws', accountId, region, 'ec2', 'instance', `${instanceId}.json`];
  const lines = evidence
    .slice(0, SNIPPET_LINES)
    .map(({ resource, detail }) => toPlainText(`${resource}: ${detail}`, 200));
  return {
    physicalLocation: {
      artifactLocation: { uri: path.map(toPathSegment).join('/'), uriBaseId: URI_BASE },
      region: {
        startLine: 1,
        startColumn: 1,
        endLine: 1,
        endColumn: 1,
        ...(lines.length === 0 ? {} : { snippet: { text: lines.join('\n') } }),
      },
    },
    logicalLocations: [{ name: instanceId, fullyQualifiedName: arn, kind: 'resource' }],
  };
}

/** A colon in the first segment is refused and a slash would add a segment; both occur in ids that are not EC2's. */
function toPathSegment(text: string): string {
  return encodeURIComponent(toPlainText(text, 200).replaceAll(/[:/]/gu, '-'));
}

const CONSOLES: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-cn': 'console.amazonaws.cn',
};

function hostedViewer({ arn, region, instanceId, predicted }: ReportInstance): { hostedViewerUri?: string } {
  const host = CONSOLES[arn.split(':')[1] ?? ''];
  if (host === undefined || predicted === true) return {};
  const id = encodeURIComponent(instanceId);
  const query = `region=${encodeURIComponent(region)}`;
  return { hostedViewerUri: `https://${host}/ec2/home?${query}#InstanceDetails:instanceId=${id}` };
}

function suppressionsOf(decision: Decision): Suppression[] {
  if (decision.kind === 'open') return [];
  const accepted = { kind: 'external', status: 'accepted' } as const;
  if (decision.kind === 'baselined') {
    return [{ ...accepted, justification: `In the baseline since ${toPlainText(decision.since)}.` }];
  }
  return [
    {
      ...accepted,
      justification: toMessage([decision.reason]),
      properties: {
        expiryUtc: toExpiry(decision.expires),
        ...(decision.owner === undefined ? {} : { alias: toPlainText(decision.owner) }),
      },
    },
  ];
}

/** An exception holds through the day that it names. */
function toExpiry(expires: string): string {
  return /^\d{4}-\d{2}-\d{2}$/u.test(expires) ? `${expires}T23:59:59Z` : toPlainText(expires);
}

function propertiesOf(
  instance: ReportInstance,
  finding: ReportFinding,
  fixes: Fixes,
  isPrediction: boolean,
): Record<string, unknown> {
  const causes = [...new Set(finding.problems.map(({ cause }) => cause))];
  const commands = causes.flatMap((cause) => fixes.get(cause)?.cli ?? []);
  return {
    account: instance.accountId,
    region: instance.region,
    verdict: instance.verdict,
    severity: finding.severity,
    ...(isPrediction || instance.predicted === true ? { predicted: true } : {}),
    ...(finding.contradictedBy === undefined ? {} : { contradictedBy: toPlainText(finding.contradictedBy) }),
    ...(finding.settledBy === undefined ? {} : { settledBy: toPlainText(finding.settledBy) }),
    ...(causes.length === 0 ? {} : { causes: causes.map((cause) => toPlainText(cause, 500)) }),
    ...(commands.length === 0 ? {} : { commands: commands.map(stripUnprintable) }),
  };
}
