import type { FindingStatus } from '../../src/model/finding.ts';
import type { Report, ReportCause, ReportInstance, ReportSummary } from '../../src/model/report.ts';
import type { VerdictName } from '../../src/model/verdict.ts';
import {
  ACCOUNT,
  AGENT_CAUSE,
  ENDPOINT_CAUSE,
  IMAGE_CAUSE,
  instances,
  ROLE_CAUSE,
} from './report-instances.ts';
import { paths } from './report-paths.ts';
import { rules } from './report-rules.ts';

export { HOSTILE, RAW_HOSTILE } from './hostile.ts';

function causeOf(key: string, resource: ReportCause['resource'], fix: ReportCause['fix']): ReportCause {
  const touched = instances.filter(({ findings }) =>
    findings.some(({ problems }) => problems.some(({ cause }) => cause === key)),
  );
  const ruleIds = touched.flatMap(({ findings }) =>
    findings
      .filter(({ problems }) => problems.some(({ cause }) => cause === key))
      .map(({ ruleId }) => ruleId),
  );
  return {
    key,
    resource,
    fix,
    ruleIds: [...new Set(ruleIds)].sort(),
    instances: touched.map(({ arn }) => arn),
    unblocks: 1,
  };
}

const causes: readonly ReportCause[] = [
  causeOf(
    ENDPOINT_CAUSE,
    { type: 'vpc', id: 'vpc-0main', name: 'main' },
    {
      summary: 'Add an interface endpoint for ssmmessages to vpc-0main.',
      cli: 'aws ec2 create-vpc-endpoint --region eu-west-1 --vpc-id vpc-0main \\\n  --tag-specifications \'[{"ResourceType":"vpc-endpoint"}]\'',
      terraform: 'resource "aws_vpc_endpoint" "ssmmessages" {\n  vpc_id = "vpc-0main"\n}',
      delay: 'The agent tries again within 30 minutes.',
    },
  ),
  causeOf(
    AGENT_CAUSE,
    { type: 'instance', id: 'agent' },
    {
      summary: 'Start the agent.',
      steps: ['Is it installed? `snap list {agent}`.', 'Is it running? See [the log](file:///var/log).'],
    },
  ),
  causeOf(
    IMAGE_CAUSE,
    { type: 'image', id: 'ami-0golden' },
    { summary: 'Build from an image with the agent.' },
  ),
  causeOf(
    ROLE_CAUSE,
    { type: 'role', id: 'app' },
    {
      summary: 'Let role app write session logs.',
      policy: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: ['logs:PutLogEvents'], Resource: '*' }],
      },
    },
  ),
];

function summarise(all: readonly ReportInstance[]): ReportSummary {
  const findings = all.flatMap((instance) => instance.findings);
  const verdicts = (name: VerdictName): number => all.filter(({ verdict }) => verdict === name).length;
  const statuses = (name: FindingStatus): number => findings.filter(({ status }) => status === name).length;
  return {
    instances: all.length,
    verdicts: {
      blocked: verdicts('blocked'),
      unknown: verdicts('unknown'),
      'at-risk': verdicts('at-risk'),
      ready: verdicts('ready'),
      dormant: verdicts('dormant'),
      excluded: verdicts('excluded'),
    },
    findings: {
      pass: statuses('pass'),
      fail: statuses('fail'),
      unknown: statuses('unknown'),
      'not-applicable': statuses('not-applicable'),
      error: statuses('error'),
    },
  };
}

const scope = { accountId: ACCOUNT, partition: 'aws' } as const;

/**
 * A small report by hand that has everything once: each verdict, finding status, decision and kind of gap, each
 * status of a scope, every property that may be absent, and {@link HOSTILE} wherever a tag can get to.
 */
export function buildReport(changes: Partial<Report> = {}): Report {
  return {
    schemaVersion: 1,
    tool: { name: 'ssm-preflight', version: '0.1.0' },
    generatedAt: '2026-11-20T12:00:41.000Z',
    source: {
      kind: 'aws',
      takenAt: '2026-11-20T12:00:00.000Z',
      enabledRegions: { known: true, value: ['ap-south-1', 'eu-west-1', 'us-east-1', 'us-west-2'] },
    },
    scopes: [
      {
        ...scope,
        region: 'ap-south-1',
        status: 'unreadable',
        gaps: [{ kind: 'denied', action: 'ec2:DescribeInstances' }],
      },
      { ...scope, region: 'eu-central-1', status: 'read', gaps: [] },
      {
        ...scope,
        region: 'eu-west-1',
        status: 'partial',
        gaps: [{ kind: 'denied', action: 'ec2:DescribeImages' }],
      },
      {
        ...scope,
        region: 'us-east-1',
        status: 'partial',
        gaps: [
          { kind: 'denied', action: 'ssm:DescribeInstanceInformation' },
          {
            kind: 'api-error',
            action: 'ec2:DescribeSubnets',
            code: 'RequestLimitExceeded',
            message: 'Request limit exceeded.',
          },
          { kind: 'not-collected', action: 'ec2:DescribeRouteTables' },
          { kind: 'after-apply', attribute: 'subnet_id' },
          { kind: 'not-visible', question: 'Does tgw-0central lead to ssmmessages?' },
        ],
      },
      { ...scope, region: 'us-west-2', status: 'skipped', gaps: [] },
    ],
    rules,
    summary: summarise(changes.instances ?? instances),
    instances,
    paths,
    causes,
    leastChanges: { blocked: 2, unblocks: 1, steps: [{ causes: [ENDPOINT_CAUSE], unblocks: 1 }] },
    notices: ['The exception for rule ami-has-agent matched nothing.'],
    ...changes,
  };
}
