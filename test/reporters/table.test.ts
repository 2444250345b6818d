import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { known, unknown } from '../../src/model/known.ts';
import type { Report, ReportFinding, ReportInstance } from '../../src/model/report.ts';
import { tableReporter } from '../../src/reporters/table.ts';
import { buildReport, fail, finding, instance, REGION, scope, unread } from './table-report.ts';

function render(
  report: Report,
  options: { readonly width?: number; readonly color?: boolean; readonly verbose?: boolean } = {},
): string {
  return tableReporter.render(report, {
    color: false,
    width: 80,
    verbose: false,
    sarifProfile: 'full',
    ...options,
  });
}

/** The expected text of a whole rendering, written from its own line on. */
function text(literal: string): string {
  return literal.slice(1);
}

/** From the line that starts with `from` up to the next empty line. */
function section(rendered: string, from: string): string {
  const lines = rendered.split('\n');
  const start = lines.findIndex((line) => line.startsWith(from));
  expect(start, `no line starts with ${from}`).toBeGreaterThanOrEqual(0);
  const length = lines.slice(start).indexOf('');
  return lines.slice(start, start + length).join('\n');
}

const ENDPOINT = '111122223333/eu-west-1/vpc/vpc-1:create-ssmmessages-endpoint';
const EGRESS = '111122223333/eu-west-1/security-group/sg-1:allow-443';
const LOGGING = '111122223333/eu-west-1/preferences/x:log-sessions';
const noPath = fail('endpoint-path-exists', 'subnet-1 has no path to ssmmessages.', ENDPOINT);
const noEgress = fail('https-egress-allowed', 'sg-1 allows no outbound TCP 443.', EGRESS);
const notLogged = fail('session-logging-configured', 'Sessions are not logged.', LOGGING);
const addEndpoint = {
  key: ENDPOINT,
  fix: {
    summary: 'Create an interface endpoint for ssmmessages in vpc-1.',
    cli: 'aws ec2 create-vpc-endpoint --region eu-west-1 --vpc-id vpc-1 --vpc-endpoint-type Interface --service-name com.amazonaws.eu-west-1.ssmmessages',
    delay: 'The agent tries again within minutes.',
  },
};
const openEgress = { key: EGRESS, fix: { summary: 'Allow outbound TCP 443 in sg-1.' } };
const logSessions = { key: LOGGING, fix: { summary: 'Send session logs to a log group.' } };

const blocked = instance(1, 'blocked', {
  name: '결제-api',
  reason: 'subnet-1 has no path to ssmmessages.',
  findings: [noPath, notLogged],
});
const ready = instance(2, 'ready', { name: 'web', findings: [finding('agent-online', 'pass')] });
const notVisible = 'Does tgw-1 carry TCP 443 to an ssmmessages endpoint?';
const undecided = instance(3, 'unknown', {
  name: 'ci-runner',
  reason: 'Whether the agent is online was not read.',
  questions: ['ssm:DescribeInstanceInformation was denied', notVisible],
  findings: [
    unread('agent-online', { kind: 'denied', action: 'ssm:DescribeInstanceInformation' }),
    unread('endpoint-path-exists', { kind: 'not-visible', question: notVisible }),
  ],
});
const atRisk = instance(4, 'at-risk', {
  name: 'golden',
  reason: 'ami-1 is of no family that ships the agent.',
  findings: [fail('ami-has-agent', 'ami-1 is of no family that ships the agent.', 'ami')],
});
const dormant = instance(5, 'dormant', {
  name: 'batch',
  predicted: 'blocked',
  reason: 'sg-1 allows no outbound TCP 443.',
  findings: [noEgress],
});
const excluded = instance(6, 'excluded', { name: 'eks-node', reason: 'Managed by eks.amazonaws.com.' });
const everyKind = buildReport({
  instances: [excluded, ready, dormant, atRisk, undecided, blocked],
  causes: [addEndpoint, openEgress, logSessions],
});

describe('whole renderings', () => {
  it('every verdict, 80 columns: reasons stand below', () => {
    expect(render(everyKind)).toBe(
      text(`
ssm-preflight 0.1.0 · account 111122223333 · 1 of 1 enabled region · 6 instances
taken 2026-11-20 12:00 UTC

Not every running instance can be reached by Session Manager: 1 blocked, 1
unknown.
1 ready · 1 at risk · 1 blocked · 1 unknown · 1 dormant · 1 excluded

CHANGES TO MAKE
  2 changes unblock all 2 instances that are blocked or would be when started.
  unblocks 1  Create an interface endpoint for ssmmessages in vpc-1.
  unblocks 1  Allow outbound TCP 443 in sg-1.
  affects 1   Send session logs to a log group.

VERDICT                     NAME       INSTANCE ID
─────────────────────────────────────────────────────────────────────
blocked                     결제-api   i-00000000000000001
          subnet-1 has no path to ssmmessages.
          fix: Create an interface endpoint for ssmmessages in vpc-1.
unknown                     ci-runner  i-00000000000000003
          Whether the agent is online was not read.
          to settle: Allow ssm:DescribeInstanceInformation.
at risk                     golden     i-00000000000000004
          ami-1 is of no family that ships the agent.
ready                       web        i-00000000000000002
dormant (would be blocked)  batch      i-00000000000000005
          sg-1 allows no outbound TCP 443.
          fix: Allow outbound TCP 443 in sg-1.
excluded                    eks-node   i-00000000000000006
          Managed by eks.amazonaws.com.

Findings: 1 pass · 4 fail · 2 unknown · 0 error · 0 not applicable

TO FIND OUT
  - Does tgw-1 carry TCP 443 to an ssmmessages endpoint? (i-00000000000000003)

Allow these to settle the unknowns: ssm:DescribeInstanceInformation
`),
    );
  });

  it('every verdict, 160 columns: reason and fix have columns of their own', () => {
    expect(section(render(everyKind, { width: 160 }), 'VERDICT')).toBe(
      [
        'VERDICT                     NAME       INSTANCE ID          FIRST CAUSE                                  FIX HINT',
        '─'.repeat(159),
        'blocked                     결제-api   i-00000000000000001  subnet-1 has no path to ssmmessages.         Create an interface endpoint for ssmmessages in vpc-1.',
        'unknown                     ci-runner  i-00000000000000003  Whether the agent is online was not read.    Allow ssm:DescribeInstanceInformation.',
        'at risk                     golden     i-00000000000000004  ami-1 is of no family that ships the agent.',
        'ready                       web        i-00000000000000002  -',
        'dormant (would be blocked)  batch      i-00000000000000005  sg-1 allows no outbound TCP 443.             Allow outbound TCP 443 in sg-1.',
        'excluded                    eks-node   i-00000000000000006  Managed by eks.amazonaws.com.',
      ].join('\n'),
    );
  });

  it('everything ready', () => {
    expect(render(buildReport({ instances: [ready, instance(7, 'ready', { name: '' })] }))).toBe(
      text(`
ssm-preflight 0.1.0 · account 111122223333 · 1 of 1 enabled region · 2 instances
taken 2026-11-20 12:00 UTC

All 2 running instances can be reached by Session Manager.
2 ready · 0 at risk · 0 blocked · 0 unknown · 0 dormant · 0 excluded

VERDICT  NAME  INSTANCE ID
──────────────────────────────────
ready    web   i-00000000000000002
ready    -     i-00000000000000007

Findings: 1 pass · 0 fail · 0 unknown · 0 error · 0 not applicable
`),
    );
  });

  it('verbose: when a session was last opened, where that was asked', () => {
    const asked = [
      { ...ready, observed: { lastSession: '2026-11-19T10:00:00.000Z' } },
      { ...blocked, observed: { lastSession: null } },
    ];
    const report = buildReport({ instances: asked, causes: [addEndpoint] });
    const lines = render(report, { verbose: true }).split('\n');
    expect(lines.filter((line) => line.includes('session opened')).map((line) => line.trim())).toEqual([
      'no session opened in the 30 days before the reading',
      'last session opened at 2026-11-19T10:00:00.000Z',
    ]);
    expect(render(report)).not.toContain('session opened');
  });

  it('verbose: the command of each change, and the findings below each instance', () => {
    const report = buildReport({ instances: [blocked, undecided, ready], causes: [addEndpoint] });
    expect(render(report, { verbose: true })).toBe(
      text(`
ssm-preflight 0.1.0 · account 111122223333 · 1 of 1 enabled region · 3 instances
taken 2026-11-20 12:00 UTC

Not every running instance can be reached by Session Manager: 1 blocked, 1
unknown.
1 ready · 0 at risk · 1 blocked · 1 unknown · 0 dormant · 0 excluded

CHANGES TO MAKE
  unblocks 1  Create an interface endpoint for ssmmessages in vpc-1.
    aws ec2 create-vpc-endpoint --region eu-west-1 --vpc-id vpc-1 \\
      --vpc-endpoint-type Interface \\
      --service-name com.amazonaws.eu-west-1.ssmmessages
    The agent tries again within minutes.

VERDICT  NAME       INSTANCE ID
────────────────────────────────────────────────────────────────────
blocked  결제-api   i-00000000000000001
         fix: Create an interface endpoint for ssmmessages in vpc-1.
         fail endpoint-path-exists (high)
           - subnet-1 has no path to ssmmessages.
         fail session-logging-configured (high)
           - Sessions are not logged.
unknown  ci-runner  i-00000000000000003
         Whether the agent is online was not read.
         to settle: Allow ssm:DescribeInstanceInformation.
         unknown agent-online (high)
           - ssm:DescribeInstanceInformation was denied
         unknown endpoint-path-exists (high)
           - Does tgw-1 carry TCP 443 to an ssmmessages endpoint?
ready    web        i-00000000000000002

Findings: 1 pass · 2 fail · 2 unknown · 0 error · 0 not applicable

TO FIND OUT
  - Does tgw-1 carry TCP 443 to an ssmmessages endpoint? (i-00000000000000003)

Allow these to settle the unknowns: ssm:DescribeInstanceInformation
`),
    );
  });

  it('no instances', () => {
    expect(render(buildReport({}))).toBe(
      text(`
ssm-preflight 0.1.0 · account 111122223333 · 1 of 1 enabled region · 0 instances
taken 2026-11-20 12:00 UTC

No EC2 instances found in eu-west-1 of account 111122223333.
`),
    );
  });

  it('colour adds escape codes and nothing else', () => {
    const plain = render(everyKind);
    const painted = render(everyKind, { color: true });
    expect(plain).not.toContain('\u001B');
    expect(stripVTControlCharacters(painted)).toBe(plain);
    expect(painted).toContain('\u001B[31mblocked                   \u001B[39m');
    expect(painted).toContain('\u001B[35m1 unknown\u001B[39m');
    expect(painted).toContain('\u001B[33m1 at risk\u001B[39m');
    expect(painted).toContain('\u001B[32m1 ready\u001B[39m');
    expect(painted).toContain('\u001B[2m1 dormant\u001B[22m');
  });
});

describe('the header says what was looked at', () => {
  const denied = { kind: 'denied', action: 'ec2:DescribeInstances' } as const;
  const header = (report: Report): string => section(render(report, { width: 200 }), 'ssm-preflight');

  it('names regions that were not read, skipped, not scanned and partly read, with the reason', () => {
    const report = buildReport({
      instances: [ready],
      source: {
        enabledRegions: known([
          'us-west-2',
          'us-east-1',
          'us-east-2',
          'eu-west-1',
          'eu-north-1',
          'sa-east-1',
        ]),
      },
      scopes: [
        scope('eu-west-1'),
        scope('eu-north-1', 'partial', {
          kind: 'api-error',
          action: 'ssm:GetDocument',
          code: 'Throttled',
          message: 'x',
        }),
        scope('us-east-1', 'unreadable', denied),
        scope('us-east-2', 'unreadable', denied),
        scope('us-west-2', 'skipped'),
      ],
    });
    expect(header(report)).toBe(
      text(`
ssm-preflight 0.1.0 · account 111122223333 · 2 of 6 enabled regions · 1 instance · taken 2026-11-20 12:00 UTC
Not read: us-east-1, us-east-2 (ec2:DescribeInstances was denied).
Skipped: us-west-2.
Not scanned: sa-east-1.
Partly read: eu-north-1 (ssm:GetDocument failed: Throttled).`),
    );
    expect(section(render(report, { width: 200 }), 'The one')).toBe(
      text(`
The one running instance can be reached by Session Manager.
This is not the whole picture: 2 regions not read, 1 region skipped, 1 region not scanned.
1 ready · 0 at risk · 0 blocked · 0 unknown · 0 dormant · 0 excluded`),
    );
  });

  it('says which action lists the enabled regions when they are unread', () => {
    const source = { enabledRegions: unknown({ kind: 'denied', action: 'ec2:DescribeRegions' }) };
    const rendered = render(buildReport({ source, instances: [ready] }), { width: 200 });
    expect(section(rendered, 'ssm-preflight')).toBe(
      text(`
ssm-preflight 0.1.0 · account 111122223333 · region eu-west-1 · 1 instance · taken 2026-11-20 12:00 UTC
How many regions are enabled is unknown: ec2:DescribeRegions was denied.`),
    );
    expect(rendered).toContain('This is not the whole picture: list of enabled regions not read.\n');
    expect(rendered).toContain('Allow these to settle the unknowns: ec2:DescribeRegions\n');
  });

  it('counts a region as read only where its instances were read', () => {
    const scopes = [scope(REGION, 'partial', denied)];
    const rendered = render(buildReport({ scopes }));
    expect(rendered).toContain('0 of 1 enabled region');
    expect(rendered).toContain('No region could be read, so whether there are EC2 instances is unknown.\n');
    expect(rendered).not.toContain('No EC2 instances found');
  });

  it('does not count a region that one account could not read', () => {
    const elsewhere = { ...scope(REGION, 'unreadable', denied), accountId: '444455556666' };
    expect(header(buildReport({ instances: [ready], scopes: [scope(REGION), elsewhere] }))).toBe(
      text(`
ssm-preflight 0.1.0 · accounts 111122223333, 444455556666 · 0 of 1 enabled region · 1 instance · taken 2026-11-20 12:00 UTC
Not read: 444455556666/eu-west-1 (ec2:DescribeInstances was denied).`),
    );
  });

  it('shortens long lists, and does not when verbose', () => {
    const regions = ['a-1', 'b-1', 'c-1', 'd-1', 'e-1', 'f-1', 'g-1', 'h-1', 'i-1'];
    const report = buildReport({
      source: { enabledRegions: known([REGION, ...regions]) },
      instances: [ready],
    });
    expect(render(report)).toContain('Not scanned: a-1, b-1, c-1, d-1, e-1, f-1 and 3 more.\n');
    expect(render(report, { verbose: true })).toContain(
      'Not scanned: a-1, b-1, c-1, d-1, e-1, f-1, g-1, h-1, i-1.\n',
    );
  });

  it('names the filter, and that the answer holds for what it lets through alone', () => {
    const report = buildReport({ source: { filters: { 'tag:env': ['prod', 'stage'] } }, instances: [ready] });
    expect(render(report)).toContain('Filter: tag:env=prod,stage.\n');
    expect(render(report)).toContain(
      'This is not the whole picture: only instances that match the filter.\n',
    );
  });

  it('of a plan: no account, no enabled regions, no partly read regions', () => {
    const { enabledRegions: _, ...source } = buildReport({}).source;
    const planned = instance(1, 'blocked', { predicted: true, reason: 'No path.', findings: [noPath] });
    const report: Report = {
      ...buildReport({
        instances: [planned],
        scopes: [{ ...scope(REGION, 'partial', { kind: 'not-collected', action: 'ssm:GetDocument' }) }],
      }),
      source: { ...source, kind: 'terraform-plan' },
    };
    expect(header(report)).toBe(
      'ssm-preflight 0.1.0 · Terraform plan · account 111122223333 · region eu-west-1 · 1 instance · taken 2026-11-20 12:00 UTC',
    );
    expect(render(report)).toContain(
      'Not every planned instance could be reached by Session Manager: 1 blocked.\n',
    );
  });

  it('shows a time that is none as it stands', () => {
    expect(render(buildReport({ source: { takenAt: 'yesterday' } }))).toContain('taken yesterday\n');
  });
});

describe('the answer is one sentence', () => {
  it.each([
    [
      'all ready',
      [ready, instance(7, 'ready')],
      'All 2 running instances can be reached by Session Manager.',
    ],
    [
      'at risk still opens',
      [ready, atRisk],
      'All 2 running instances can be reached by Session Manager, 1 at risk.',
    ],
    [
      'unknown is no "not every"',
      [ready, undecided],
      'Whether every running instance can be reached by Session Manager is not settled: 1 unknown.',
    ],
    [
      'blocked is',
      [ready, blocked],
      'Not every running instance can be reached by Session Manager: 1 blocked.',
    ],
    [
      'stopped instances do not count',
      [ready, dormant],
      'The one running instance can be reached by Session Manager.',
    ],
    [
      'nothing runs',
      [dormant, excluded],
      'No instance is running: 1 dormant (1 would be blocked), 1 excluded.',
    ],
  ])('%s', (_, instances, sentence) => {
    expect(render(buildReport({ instances }), { width: 120 }).split('\n')[2]).toBe(sentence);
  });
});

describe('changes to make', () => {
  const changes = (report: Report): string => section(render(report, { width: 120 }), 'CHANGES TO MAKE');
  const deny = (number: number, ...findings: ReportFinding[]): ReportInstance =>
    instance(number, 'blocked', { reason: 'No.', findings });

  it('"unblocks" is said only of instances that nothing else keeps blocked', () => {
    const gap = unread('agent-policies-attached', { kind: 'denied', action: 'iam:GetRole' });
    const report = buildReport({
      instances: [deny(1, noPath), deny(2, noPath, noEgress), deny(3, noPath, gap), deny(4, noPath)],
      causes: [openEgress, addEndpoint],
    });
    expect(changes(report)).toBe(
      text(`
CHANGES TO MAKE
  2 changes unblock 3 of 4 blocked instances; 1 of these changes already unblocks 2.
  unblocks 2 of 4  Create an interface endpoint for ssmmessages in vpc-1.
  helps unblock 1  Allow outbound TCP 443 in sg-1.`),
    );
  });

  it('a settled unknown and the absent agent keep nothing blocked', () => {
    const settled = finding('agent-policies-attached', 'unknown', { settledBy: 'PingStatus is Online' });
    const absent = fail('agent-online', 'The agent is not registered.', 'agent');
    const report = buildReport({ instances: [deny(1, absent, noPath, settled)], causes: [addEndpoint] });
    expect(changes(report)).toBe(
      text(`
CHANGES TO MAKE
  unblocks 1  Create an interface endpoint for ssmmessages in vpc-1.`),
    );
  });

  it('what unblocks comes before what affects more', () => {
    const report = buildReport({
      instances: [
        deny(1, noPath),
        instance(2, 'ready', { findings: [notLogged] }),
        instance(3, 'ready', { findings: [notLogged] }),
      ],
      causes: [logSessions, addEndpoint],
    });
    expect(changes(report)).toBe(
      text(`
CHANGES TO MAKE
  unblocks 1  Create an interface endpoint for ssmmessages in vpc-1.
  affects 2   Send session logs to a log group.`),
    );
  });

  it('ten at most, and how many more', () => {
    const keys = Array.from({ length: 12 }, (_, index) => `key-${String(index).padStart(2, '0')}`);
    const report = buildReport({
      instances: [deny(1, ...keys.map((key) => fail('https-egress-allowed', key, key)))],
      causes: keys.map((key) => ({ key, fix: { summary: `Change ${key}.` } })),
    });
    expect(changes(report)).toBe(
      text(`
CHANGES TO MAKE
  12 changes unblock the one blocked instance.
  helps unblock 1  Change key-00.
  helps unblock 1  Change key-01.
  helps unblock 1  Change key-02.
  helps unblock 1  Change key-03.
  helps unblock 1  Change key-04.
  helps unblock 1  Change key-05.
  helps unblock 1  Change key-06.
  helps unblock 1  Change key-07.
  helps unblock 1  Change key-08.
  helps unblock 1  Change key-09.
  and 2 more changes`),
    );
  });

  it('equal words in two regions are told apart', () => {
    const there = '111122223333/us-east-1/preferences/x:log-sessions';
    const report = buildReport({
      instances: [
        instance(1, 'ready', { findings: [notLogged] }),
        instance(2, 'ready', { findings: [fail('session-logging-configured', 'No.', there)] }),
      ],
      causes: [logSessions, { ...logSessions, key: there }],
    });
    expect(changes(report)).toBe(
      text(`
CHANGES TO MAKE
  affects 2  Send session logs to a log group (111122223333/eu-west-1, 111122223333/us-east-1).`),
    );
  });

  it('equal words for several resources are one change; what all their commands start with stands once', () => {
    const numbers = [1, 2, 3, 4, 5];
    const report = buildReport({
      instances: numbers.map((number) =>
        deny(number, fail('agent-policies-attached', 'No profile.', `a/b/${number}`)),
      ),
      causes: numbers.map((number) => ({
        key: `a/b/${number}`,
        resource: { type: 'AWS::EC2::Instance', id: `i-${number}` },
        fix: {
          summary: 'Attach a profile.',
          cli: `aws make\naws x --id i-${number}`,
          delay: 'Up to an hour.',
        },
      })),
    });
    expect(changes(report)).toBe(
      text(`
CHANGES TO MAKE
  unblocks 5  Attach a profile (i-1, i-2, i-3 and 2 more).`),
    );
    expect(section(render(report, { verbose: true }), 'CHANGES TO MAKE')).toBe(
      text(`
CHANGES TO MAKE
  unblocks 5  Attach a profile (i-1, i-2, i-3, i-4, i-5).
    aws make
    aws x --id i-1
    aws x --id i-2
    aws x --id i-3
    aws x --id i-4
    aws x --id i-5
    Up to an hour.`),
    );
  });

  it('two reasons that one change removes are one', () => {
    const both = [noPath, fail('https-egress-allowed', 'No way to ssm.', 'a/b/ssm')];
    const report = buildReport({
      instances: [deny(1, ...both)],
      causes: [addEndpoint, { ...addEndpoint, key: 'a/b/ssm' }],
    });
    expect(changes(report)).toContain('  unblocks 1  Create an interface endpoint');
  });

  it('what was excepted still blocks: the other change does not unblock alone', () => {
    const decision = { kind: 'excepted', reason: 'Known.', expires: '2027-03-31' } as const;
    const report = buildReport({
      instances: [deny(1, noPath, { ...noEgress, decision })],
      causes: [addEndpoint],
    });
    expect(changes(report)).toContain('  helps unblock 1  Create an interface endpoint');
  });

  it('a contradicted failure blocks nothing', () => {
    const contradicted = { ...noPath, contradictedBy: 'PingStatus is Online' };
    const report = buildReport({
      instances: [instance(1, 'at-risk', { reason: 'Online, although …', findings: [contradicted] })],
      causes: [addEndpoint],
    });
    expect(changes(report)).toContain('  affects 1  Create an interface endpoint');
  });
});

describe('rows', () => {
  const table = (report: Report, width = 120): string => section(render(report, { width }), 'VERDICT');

  it('worst first, then by name, the nameless last, then by id', () => {
    const instances = [
      instance(5, 'ready', { name: 'b' }),
      instance(4, 'ready', { name: '' }),
      instance(3, 'ready', { name: 'a' }),
      instance(2, 'ready', { name: 'a' }),
      instance(1, 'blocked', { name: 'z', reason: 'No path.' }),
    ];
    expect(table(buildReport({ instances }))).toBe(
      text(`
VERDICT  NAME  INSTANCE ID          FIRST CAUSE  FIX HINT
─────────────────────────────────────────────────────────
blocked  z     i-00000000000000001  No path.
ready    a     i-00000000000000002  -
ready    a     i-00000000000000003  -
ready    b     i-00000000000000005  -
ready    -     i-00000000000000004  -`),
    );
  });

  it('account and region have columns when there are several', () => {
    const instances = [
      instance(1, 'ready', { region: 'us-east-1' }),
      instance(2, 'ready', { accountId: '444455556666' }),
    ];
    expect(table(buildReport({ instances }), 80)).toBe(
      text(`
VERDICT  NAME   INSTANCE ID          ACCOUNT       REGION
────────────────────────────────────────────────────────────
ready    app-1  i-00000000000000001  111122223333  us-east-1
ready    app-2  i-00000000000000002  444455556666  eu-west-1`),
    );
    expect(table(buildReport({ instances }), 60)).toBe(
      text(`
VERDICT  NAME   INSTANCE ID          ACCOUNT       REGION
────────────────────────────────────────────────────────────
ready    app-1  i-00000000000000001  111122223333  us-east-1
ready    app-2  i-00000000000000002  444455556666  eu-west-1`),
    );
    expect(table(buildReport({ instances }), 58)).toBe(
      text(`
VERDICT  NAME   INSTANCE ID          REGION
──────────────────────────────────────────────
ready    app-1  i-00000000000000001  us-east-1
ready    app-2  i-00000000000000002  eu-west-1`),
    );
  });

  it('too narrow for the prediction beside the verdict: it stands before the reason', () => {
    const long = { ...dormant, name: 'a-rather-long-name' };
    expect(table(buildReport({ instances: [long] }), 55)).toBe(
      text(`
VERDICT  NAME                INSTANCE ID
───────────────────────────────────────────────────────
dormant  a-rather-long-name  i-00000000000000005
         (would be blocked) sg-1 allows no outbound TCP
         443.`),
    );
  });

  it('a long reason is cut after four lines, unless verbose', () => {
    const reason = `${'No path to ssmmessages. '.repeat(12)}End.`;
    const report = buildReport({ instances: [instance(1, 'blocked', { reason })] });
    expect(table(report, 80)).toBe(
      text(`
VERDICT  NAME   INSTANCE ID
────────────────────────────────────────────────────────────────────────────────
blocked  app-1  i-00000000000000001
         No path to ssmmessages. No path to ssmmessages. No path to ssmmessages.
         No path to ssmmessages. No path to ssmmessages. No path to ssmmessages.
         No path to ssmmessages. No path to ssmmessages. No path to ssmmessages.
         No path to ssmmessages. No path to ssmmessages. No path to ssmmessages…`),
    );
    expect(render(report, { verbose: true })).toContain('End.\n');
  });

  it('the fix belongs to the problem that the reason quotes', () => {
    const report = buildReport({
      instances: [
        instance(1, 'blocked', { reason: 'sg-1 allows no outbound TCP 443.', findings: [noPath, noEgress] }),
      ],
      causes: [addEndpoint, openEgress],
    });
    expect(table(report, 80)).toContain('fix: Allow outbound TCP 443 in sg-1.');
  });

  it('failing that, to the first open one; and a missing reason is its message', () => {
    const decision = { kind: 'excepted', reason: 'Known.', expires: '2027-03-31' } as const;
    const report = buildReport({
      instances: [instance(1, 'blocked', { reason: '', findings: [{ ...noPath, decision }, noEgress] })],
      causes: [addEndpoint, openEgress],
    });
    expect(table(report, 120)).toContain('sg-1 allows no outbound TCP 443.  Allow outbound TCP 443 in sg-1.');
  });
});

describe('findings below an instance, verbose', () => {
  it('says what was excepted, contradicted, settled or went wrong', () => {
    const findings = [
      {
        ...noPath,
        contradictedBy: 'The agent is connected',
        gaps: [{ kind: 'not-visible', question: 'A proxy?' }],
      },
      { ...noEgress, decision: { kind: 'excepted', reason: 'Proxy', expires: '2027-03-31' } },
      { ...notLogged, decision: { kind: 'baselined', since: '2026-01-01' } },
      finding('agent-policies-attached', 'unknown', {
        gaps: [{ kind: 'denied', action: 'iam:GetRole' }],
        settledBy: 'The agent is connected',
      }),
      finding('ami-has-agent', 'error', { reason: 'x is not a function' }),
      finding('agent-online', 'pass'),
    ] as const;
    const report = buildReport({
      instances: [instance(1, 'at-risk', { reason: 'Connected, although …', findings })],
    });
    expect(section(render(report, { verbose: true }), 'VERDICT')).toBe(
      text(`
VERDICT  NAME   INSTANCE ID          FIRST CAUSE            FIX HINT
────────────────────────────────────────────────────────────────────
at risk  app-1  i-00000000000000001  Connected, although …
         fail endpoint-path-exists (high)
           - subnet-1 has no path to ssmmessages.
           - also open: A proxy?
           - contradicted: The agent is connected
         fail https-egress-allowed (high)
           - sg-1 allows no outbound TCP 443.
           - excepted until 2027-03-31: Proxy
         fail session-logging-configured (high)
           - Sessions are not logged.
           - in the baseline since 2026-01-01
         unknown agent-policies-attached (high)
           - iam:GetRole was denied
           - settled: The agent is connected
         error ami-has-agent (high)
           - x is not a function`),
    );
    expect(render(report)).toContain(
      'Findings: 1 pass · 3 fail · 1 unknown · 1 error · 0 not applicable · 1 excepted\n1 in the baseline\n',
    );
  });
});

describe('the footer', () => {
  it('lists questions by how many instances ask them, ten at most', () => {
    const asked = Array.from({ length: 13 }, (_, index) => `Question ${String(index).padStart(2, '0')}?`);
    const instances = [
      instance(1, 'unknown', { questions: asked }),
      instance(2, 'unknown', { questions: ['Question 12?'] }),
    ];
    const report = buildReport({ instances });
    expect(section(render(report), 'TO FIND OUT')).toBe(
      text(`
TO FIND OUT
  - Question 12? (2 instances)
  - Question 00? (i-00000000000000001)
  - Question 01? (i-00000000000000001)
  - Question 02? (i-00000000000000001)
  - Question 03? (i-00000000000000001)
  - Question 04? (i-00000000000000001)
  - Question 05? (i-00000000000000001)
  - Question 06? (i-00000000000000001)
  - Question 07? (i-00000000000000001)
  - Question 08? (i-00000000000000001)
  and 3 more questions`),
    );
    expect(render(report, { verbose: true })).toContain('  - Question 11? (i-00000000000000001)\n');
  });

  it('lists each denied action once, in order', () => {
    const denied = (action: string) => ({ kind: 'denied', action }) as const;
    const instances = [
      instance(1, 'unknown', { findings: [unread('agent-online', denied('ssm:B'), denied('iam:C'))] }),
      instance(2, 'unknown', { findings: [unread('agent-online', denied('ssm:B'))] }),
    ];
    const report = buildReport({ instances, scopes: [scope(REGION, 'partial', denied('ec2:A'))] });
    expect(render(report)).toMatch(/\n\nAllow these to settle the unknowns: ec2:A, iam:C, ssm:B\n$/);
  });

  it('repeats notices word for word', () => {
    const notices = [
      'The exception for ami-has-agent expired on 2026-03-31.',
      'The exception for x matched nothing.',
    ];
    expect(section(render(buildReport({ instances: [ready], notices })) + '\n', 'NOTICES')).toBe(
      text(`
NOTICES
  - The exception for ami-has-agent expired on 2026-03-31.
  - The exception for x matched nothing.`),
    );
  });
});

describe('a table that is longer than a screen', () => {
  const answer = 'All 50 running instances can be reached by Session Manager.';
  const many = (number: number): Report =>
    buildReport({ instances: Array.from({ length: number }, (_, index) => instance(index, 'ready')) });

  it('says the answer once more at its end', () => {
    const rendered = render(many(50));
    expect(rendered.split(answer)).toHaveLength(3);
    expect(rendered).toMatch(/\n\nAll 50 running [^\n]+\n50 ready · [^\n]+\n$/);
  });

  it('and a short one does not', () => {
    expect(render(many(3)).match(/can be reached/g)).toHaveLength(1);
  });
});
