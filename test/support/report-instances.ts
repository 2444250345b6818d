import { fingerprintOf } from '../../src/engine/fingerprint.ts';
import type { Decision, Evidence, FindingGap, FindingStatus, Severity } from '../../src/model/finding.ts';
import type { ReportFinding, ReportInstance } from '../../src/model/report.ts';
import type { VerdictName } from '../../src/model/verdict.ts';
import { HOSTILE } from './hostile.ts';
import { rules } from './report-rules.ts';

export const ACCOUNT = '111122223333';

export const ENDPOINT_CAUSE = `${ACCOUNT}/eu-west-1/vpc/vpc-0main:add-ssmmessages-endpoint`;
export const AGENT_CAUSE = `${ACCOUNT}/eu-west-1/instance/agent:start`;
export const IMAGE_CAUSE = `${ACCOUNT}/eu-west-1/image/ami-0golden:replace`;
export const ROLE_CAUSE = `${ACCOUNT}/global/role/app:grant-logs`;

interface FindingChanges {
  readonly status: FindingStatus;
  readonly severity?: Severity;
  readonly problems?: ReportFinding['problems'];
  readonly gaps?: readonly FindingGap[];
  readonly evidence?: readonly Evidence[];
  readonly reason?: string;
  readonly contradictedBy?: string;
  readonly settledBy?: string;
  readonly decision?: Decision;
}

interface InstanceChanges extends Partial<Omit<ReportInstance, 'findings'>> {
  readonly instanceId: string;
  readonly verdict: VerdictName;
  readonly reason: string;
  /** Findings by rule; the other rules pass. */
  readonly findings?: Readonly<Record<string, FindingChanges>>;
}

function buildInstance({ findings = {}, ...changes }: InstanceChanges): ReportInstance {
  const region = changes.region ?? 'eu-west-1';
  const arn = `arn:aws:ec2:${region}:${ACCOUNT}:instance/${changes.instanceId}`;
  return {
    arn,
    name: '',
    accountId: ACCOUNT,
    region,
    vpcId: 'vpc-0main',
    subnetId: 'subnet-0private',
    state: 'running',
    tags: [],
    because: [],
    questions: [],
    observed: { launchTime: '2026-10-01T08:00:00.000Z' },
    paths: ['0123456789abcdef'],
    ...changes,
    findings: rules.map(({ id, severity }): ReportFinding => ({
      ruleId: id,
      severity,
      problems: [],
      gaps: [],
      evidence: [{ resource: changes.instanceId, detail: `was looked at by ${id}` }],
      decision: { kind: 'open' },
      fingerprint: fingerprintOf(id, arn),
      ...(findings[id] ?? { status: 'pass' }),
    })),
  };
}

const noPath: FindingChanges = {
  status: 'fail',
  problems: [
    {
      at: 'subnet-0private/ssmmessages',
      message: 'Subnet subnet-0private has no path to ssmmessages.eu-west-1.amazonaws.com.',
      cause: ENDPOINT_CAUSE,
      stages: ['ssmmessages'],
    },
  ],
  gaps: [{ kind: 'not-collected', action: 'ec2:DescribeNatGateways', stages: ['ssm'] }],
  evidence: [{ resource: 'rtb-0private', detail: 'has a local route only' }],
};
const noAgent: FindingChanges = {
  status: 'fail',
  problems: [
    { at: 'registration', message: 'The agent is not registered in this region.', cause: AGENT_CAUSE },
  ],
};
const noLogs: FindingChanges = {
  status: 'fail',
  problems: [{ at: 'role/app', message: 'Role app may not call logs:PutLogEvents.', cause: ROLE_CAUSE }],
};
const oldImage: FindingChanges = {
  status: 'fail',
  problems: [
    { at: 'ami-0golden', message: 'Image ami-0golden is of no family with the agent.', cause: IMAGE_CAUSE },
  ],
};

/** One instance for each verdict, and more for each way to be one. */
export const instances: readonly ReportInstance[] = [
  buildInstance({
    instanceId: 'i-0a000000000000001',
    name: 'web-1',
    verdict: 'ready',
    reason: 'The agent is connected and nothing refuses a session.',
    tags: [{ Key: 'Name', Value: 'web-1' }],
    observed: {
      pingStatus: 'Online',
      connectionStatus: 'connected',
      lastPingDateTime: '2026-11-20T11:58:00.000Z',
      agentVersion: '3.3.4624.0',
      platformName: 'Amazon Linux',
      platformVersion: '2023',
      launchTime: '2026-10-01T08:00:00.000Z',
      lastSession: '2026-11-19T10:00:00.000Z',
    },
    findings: {
      'ami-has-agent': {
        status: 'unknown',
        gaps: [{ kind: 'denied', action: 'ec2:DescribeImages' }],
        settledBy: 'PingStatus Online',
      },
      tagged: { status: 'not-applicable', reason: 'The tag is asked of databases only.' },
    },
  }),
  buildInstance({
    instanceId: 'i-0a000000000000002',
    name: 'proxy-user',
    verdict: 'at-risk',
    because: ['endpoint-path-exists'],
    reason: 'The agent is Online although no path is seen.',
    findings: {
      'endpoint-path-exists': { ...noPath, severity: 'medium', contradictedBy: 'PingStatus Online' },
    },
  }),
  buildInstance({
    instanceId: 'i-0a000000000000003',
    name: 'batch-한글',
    verdict: 'blocked',
    because: ['endpoint-path-exists', 'agent-online'],
    reason: 'No path leads to ssmmessages.',
    observed: { pingStatus: 'ConnectionLost' },
    findings: {
      'endpoint-path-exists': noPath,
      'agent-online': noAgent,
      'logging-policies-attached': noLogs,
    },
  }),
  buildInstance({
    instanceId: 'i-0a000000000000004',
    name: 'legacy',
    verdict: 'at-risk',
    because: ['ami-has-agent'],
    reason: 'The agent was installed by hand.',
    findings: {
      'ami-has-agent': {
        ...oldImage,
        decision: {
          kind: 'excepted',
          reason: 'Golden image of 2019 [ticket](https://example.com/1)',
          owner: 'platform',
          expires: '2027-03-31',
        },
      },
      'logging-policies-attached': {
        ...noLogs,
        decision: { kind: 'baselined', since: '2026-11-01T00:00:00.000Z' },
      },
      tagged: {
        status: 'fail',
        problems: [{ at: 'tags', message: 'No owner tag.', cause: ROLE_CAUSE }],
        decision: { kind: 'excepted', reason: 'Not yet asked for', expires: '2026-12-31' },
      },
    },
  }),
  buildInstance({
    instanceId: 'i-0a000000000000005',
    name: HOSTILE,
    verdict: 'blocked',
    because: ['agent-online'],
    reason: 'The agent is not registered.',
    tags: [
      { Key: 'Name', Value: HOSTILE },
      { Key: HOSTILE, Value: HOSTILE },
    ],
    findings: {
      'agent-online': {
        ...noAgent,
        problems: [{ at: 'registration', message: `Tag note says ${HOSTILE}.`, cause: AGENT_CAUSE }],
        evidence: [{ resource: 'note', detail: HOSTILE }],
      },
    },
  }),
  buildInstance({
    instanceId: 'i-0a000000000000006',
    name: 'central-egress',
    verdict: 'unknown',
    because: ['endpoint-path-exists'],
    reason: 'Traffic leaves through a transit gateway of another account.',
    questions: ['Does the network account let tgw-0central reach ssmmessages?'],
    findings: {
      'endpoint-path-exists': {
        status: 'unknown',
        gaps: [
          {
            kind: 'not-visible',
            question: 'Does tgw-0central lead to ssmmessages?',
            stages: ['ssmmessages', 'session'],
          },
        ],
      },
    },
  }),
  buildInstance({
    instanceId: 'i-0a000000000000007',
    name: 'nightly',
    verdict: 'dormant',
    predicted: 'blocked',
    because: ['endpoint-path-exists'],
    reason: 'It is stopped; started, it would have no path.',
    state: 'stopped',
    findings: { 'endpoint-path-exists': noPath },
  }),
  buildInstance({
    instanceId: 'i-0a000000000000008',
    verdict: 'excluded',
    reason: 'It is a replication server that AWS runs.',
    findings: { 'agent-online': noAgent },
  }),
  buildInstance({
    instanceId: 'i-0b000000000000001',
    name: 'orders',
    region: 'us-east-1',
    verdict: 'unknown',
    because: ['agent-online'],
    reason: 'Whether the agent is registered could not be read.',
    questions: ['Allow ssm:DescribeInstanceInformation.'],
    findings: {
      'agent-online': {
        status: 'unknown',
        gaps: [{ kind: 'denied', action: 'ssm:DescribeInstanceInformation' }],
      },
      'endpoint-path-exists': {
        status: 'unknown',
        gaps: [
          {
            kind: 'api-error',
            action: 'ec2:DescribeSubnets',
            code: 'RequestLimitExceeded',
            message: 'Request limit exceeded.',
            stages: ['ssm', 'ssmmessages'],
          },
          { kind: 'not-collected', action: 'ec2:DescribeRouteTables' },
        ],
      },
      'logging-policies-attached': noLogs,
      tagged: { status: 'error', reason: 'TypeError: tags is undefined' },
    },
  }),
  buildInstance({
    instanceId: 'aws_instance.app["a"]',
    region: 'us-east-1',
    verdict: 'unknown',
    predicted: true,
    reason: 'The subnet is known only after the apply.',
    state: 'planned',
    findings: {
      'endpoint-path-exists': {
        status: 'unknown',
        gaps: [{ kind: 'after-apply', attribute: 'subnet_id', stages: ['ssm'] }],
      },
    },
  }),
];
