import { findLeastChanges } from '../../src/engine/least-changes.ts';
import type { Fix } from '../../src/model/finding.ts';
import type { Scope } from '../../src/model/inventory.ts';
import { known, type Gap } from '../../src/model/known.ts';
import type { Report, ReportCause, ReportFinding, ReportInstance } from '../../src/model/report.ts';
import type { VerdictName } from '../../src/model/verdict.ts';

const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';

/** A finding that a rule made; its causes are named by their keys. */
export function finding(
  ruleId: string,
  status: ReportFinding['status'],
  rest: Partial<ReportFinding> = {},
): ReportFinding {
  return {
    ruleId,
    status,
    severity: 'high',
    problems: [],
    gaps: [],
    evidence: [],
    decision: { kind: 'open' },
    fingerprint: `${ruleId}|x`,
    ...rest,
  };
}

export function fail(ruleId: string, message: string, cause: string): ReportFinding {
  return finding(ruleId, 'fail', { problems: [{ at: 'x', message, cause }] });
}

export function unread(ruleId: string, ...gaps: Gap[]): ReportFinding {
  return finding(ruleId, 'unknown', { gaps });
}

export type InstanceParts = Partial<Omit<ReportInstance, 'instanceId' | 'verdict'>>;

/** `i-` and a number that fills up AWS's seventeen digits. */
export function instance(number: number, verdict: VerdictName, parts: InstanceParts = {}): ReportInstance {
  const instanceId = `i-${String(number).padStart(17, '0')}`;
  const accountId = parts.accountId ?? ACCOUNT;
  const region = parts.region ?? REGION;
  return {
    instanceId,
    verdict,
    arn: `arn:aws:ec2:${region}:${accountId}:instance/${instanceId}`,
    name: `app-${number}`,
    accountId,
    region,
    state: verdict === 'dormant' ? 'stopped' : 'running',
    tags: [],
    because: (parts.findings ?? [])
      .filter(({ status }) => status === 'fail' || status === 'unknown')
      .filter(({ ruleId }) => RULES.some(([id, impact]) => id === ruleId && impact !== 'audit'))
      .map(({ ruleId }) => ruleId),
    reason: verdict === 'ready' ? 'The agent is connected, and nothing would refuse a session.' : '',
    questions: [],
    observed: {},
    paths: [],
    findings: [],
    ...parts,
  };
}

/** What to change, for whichever instances of the report have a problem with this key. */
interface CauseParts {
  readonly key: string;
  readonly fix: Fix;
  readonly resource?: ReportCause['resource'];
}

export function scope(region: string, status: Scope['status'] = 'read', ...gaps: Gap[]): Scope {
  return { accountId: ACCOUNT, partition: 'aws', region, status, gaps };
}

export interface ReportParts {
  readonly instances?: readonly ReportInstance[];
  readonly causes?: readonly CauseParts[];
  readonly scopes?: readonly Scope[];
  readonly source?: Partial<Report['source']>;
  readonly notices?: readonly string[];
}

const RULES: readonly [string, 'blocks' | 'degrades' | 'audit'][] = [
  ['endpoint-path-exists', 'blocks'],
  ['https-egress-allowed', 'blocks'],
  ['agent-policies-attached', 'blocks'],
  ['agent-online', 'blocks'],
  ['ami-has-agent', 'degrades'],
  ['session-logging-configured', 'audit'],
];

export function buildReport({ instances = [], causes = [], ...parts }: ReportParts): Report {
  const verdicts = { blocked: 0, unknown: 0, 'at-risk': 0, ready: 0, dormant: 0, excluded: 0 };
  const findings = { fail: 0, unknown: 0, error: 0, pass: 0, 'not-applicable': 0 };
  for (const { verdict, findings: all } of instances) {
    verdicts[verdict] += 1;
    for (const { status } of all) findings[status] += 1;
  }
  return {
    schemaVersion: 1,
    tool: { name: 'ssm-preflight', version: '0.1.0' },
    generatedAt: '2026-11-20T12:01:00.000Z',
    source: {
      kind: 'aws',
      enabledRegions: known([REGION]),
      takenAt: '2026-11-20T12:00:30.000Z',
      ...parts.source,
    },
    scopes: parts.scopes ?? [scope(REGION)],
    paths: [],
    rules: RULES.map(([id, impact]) => ({
      id,
      title: id,
      impact,
      severity: 'high',
      rationale: 'Why.',
      remediation: 'How.',
      reads: [],
      docsUrl: `https://example.com/${id}`,
      options: {},
    })),
    summary: { instances: instances.length, verdicts, findings },
    instances,
    causes: causes.map((cause) => toCause(cause, instances)),
    leastChanges: findLeastChanges(instances, new Set(causes.map(({ key }) => key)), new Map(RULES)),
    notices: parts.notices ?? [],
  };
}

function toCause({ key, fix, resource }: CauseParts, instances: readonly ReportInstance[]): ReportCause {
  const has = (one: ReportFinding): boolean => one.problems.some(({ cause }) => cause === key);
  return {
    key,
    fix,
    resource: resource ?? { type: 'AWS::EC2::VPC', id: 'vpc-1' },
    ruleIds: [
      ...new Set(instances.flatMap(({ findings }) => findings.filter(has).map(({ ruleId }) => ruleId))),
    ].sort(),
    instances: instances.filter(({ findings }) => findings.some(has)).map(({ arn }) => arn),
    unblocks: 0,
  };
}
