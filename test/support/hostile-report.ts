import type { Report, ReportCause } from '../../src/model/report.ts';
import { ACCOUNT } from './report-instances.ts';
import { buildReport } from './report.ts';
import { rules } from './report-rules.ts';

const CAUSE = `${ACCOUNT}/eu-west-1/role/app:grant`;

/** A report of one blocked instance in which every text that may come from the account is the given one. */
export function buildReportOf(text: string): Report {
  const cause: ReportCause = {
    key: CAUSE,
    resource: { type: 'role', id: text, name: text },
    fix: { summary: `Change ${text}.`, steps: [text], cli: `aws ec2 ${text}`, terraform: text, delay: text },
    ruleIds: ['agent-online'],
    instances: [`arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-0a`],
    unblocks: 1,
  };
  const [blocked] = buildReport().instances;
  if (blocked === undefined) throw new Error('no instance');
  const finding = {
    severity: 'high',
    gaps: [],
    evidence: [],
    problems: [],
    decision: { kind: 'open' },
  } as const;
  return buildReport({
    scopes: [
      { accountId: ACCOUNT, partition: 'aws', region: 'eu-west-1', status: 'read', gaps: [] },
      {
        accountId: ACCOUNT,
        partition: 'aws',
        region: 'us-east-1',
        status: 'unreadable',
        gaps: [{ kind: 'api-error', action: 'ec2:DescribeInstances', code: text, message: text }],
      },
    ],
    instances: [
      {
        ...blocked,
        instanceId: 'i-0a',
        arn: `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-0a`,
        name: text,
        verdict: 'blocked',
        because: ['agent-online'],
        reason: `Because of ${text}.`,
        questions: [text],
        tags: [{ Key: text, Value: text }],
        findings: [
          {
            ...finding,
            ruleId: 'agent-online',
            status: 'fail',
            problems: [{ at: text, message: text, cause: CAUSE }],
            gaps: [{ kind: 'not-visible', question: text }],
            evidence: [{ resource: text, detail: text }],
            fingerprint: '1',
          },
          {
            ...finding,
            ruleId: 'ami-has-agent',
            status: 'fail',
            problems: [{ at: text, message: text, cause: CAUSE }],
            decision: { kind: 'excepted', reason: text, owner: text, expires: '2027-03-31' },
            fingerprint: '2',
          },
          {
            ...finding,
            ruleId: 'endpoint-path-exists',
            status: 'unknown',
            gaps: [{ kind: 'not-visible', question: text }],
            settledBy: text,
            fingerprint: '3',
          },
          { ...finding, ruleId: 'tagged', status: 'error', reason: text, fingerprint: '4' },
        ],
      },
    ],
    rules: rules.map((rule) => ({ ...rule, title: text })),
    causes: [cause],
    leastChanges: { blocked: 1, unblocks: 1, steps: [{ causes: [CAUSE], unblocks: 1 }] },
    notices: [text],
  });
}
