import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReportHop, ReportPath } from '../../src/model/report.ts';
import { renderExplanation } from '../../src/reporters/explanation.ts';
import { displayWidth } from '../../src/reporters/terminal-text.ts';
import { HOSTILE, RAW_HOSTILE } from '../support/hostile.ts';
import { buildReport, fail, finding, instance, unread } from './table-report.ts';

const CAUSE = '111122223333/eu-west-1/security-group/sg-1:allow-https';
const FIX = {
  summary: 'Allow TCP 443 out of sg-1.',
  cli: 'aws ec2 authorize-security-group-egress --group-id sg-1',
  delay: 'The agent tries again within 30 minutes.',
};
const PROBLEM = { at: 'sg-1', message: 'sg-1 lets no TCP 443 out.', cause: CAUSE, fix: FIX };

function hop(name: ReportHop['name'], status: ReportHop['status'], rest: Partial<ReportHop> = {}): ReportHop {
  return { name, status, problems: [], gaps: [], evidence: [], ...rest };
}

const toSsm: ReportPath = {
  id: 'aaaaaaaaaaaaaaaa',
  service: 'ssm',
  kind: 'beyond-vpc',
  hops: [
    hop('name-resolution', 'pass', {
      evidence: [{ resource: 'vpc-1', detail: 'The VPC resolver answers.' }],
    }),
    hop('security-group-egress', 'fail', { problems: [PROBLEM] }),
    hop('route', 'unknown', { gaps: [{ kind: 'not-visible', question: 'Does tgw-1 lead to ssm?' }] }),
    hop('return-ports', 'degraded', {
      evidence: [{ resource: 'acl-1', detail: 'Lets part of the ports back.' }],
    }),
  ],
};
const toMessages: ReportPath = {
  ...toSsm,
  id: 'bbbbbbbbbbbbbbbb',
  service: 'ssmmessages',
  hops: [hop('security-group-egress', 'fail', { problems: [PROBLEM] })],
};

function render(
  paths: readonly ReportPath[],
  width = 100,
  parts: Parameters<typeof instance>[2] = {},
): string {
  const one = instance(1, 'blocked', { reason: PROBLEM.message, paths: paths.map(({ id }) => id), ...parts });
  const causes = [{ key: CAUSE, fix: FIX }];
  const report = { ...buildReport({ instances: [one], causes }), paths };
  return renderExplanation(report, one, { color: false, width });
}

describe('renderExplanation', () => {
  it.each([
    ['2026-11-19T10:00:00.000Z', '  last session opened at 2026-11-19T10:00:00.000Z'],
    [null, '  no session opened in the 30 days before the reading'],
  ])('tells of the last session, where that was asked: %s', (lastSession, line) => {
    expect(render([toSsm], 100, { observed: { lastSession } }).split('\n')[3]).toBe(line);
    expect(render([toSsm])).not.toContain(' session');
  });

  it('writes every hop in its order, with what it found and what mends it', () => {
    expect(render([toSsm])).toBe(
      [
        'i-00000000000000001 (app-1)  blocked',
        '  111122223333/eu-west-1, running',
        '  sg-1 lets no TCP 443 out.',
        '',
        'PATH TO ssm  stops at security-group-egress',
        '  out of the VPC; registration and heartbeat',
        '    1 pass     name-resolution        vpc-1: The VPC resolver answers.',
        ' >  2 fail     security-group-egress  sg-1 lets no TCP 443 out.',
        '                                      fix: Allow TCP 443 out of sg-1.',
        '                                           The agent tries again within 30 minutes.',
        '    aws ec2 authorize-security-group-egress --group-id sg-1',
        ' ?  3 unknown  route                  Does tgw-1 lead to ssm?',
        ' ~  4 degraded return-ports           acl-1: Lets part of the ports back.',
        '',
        'OTHER RULES  0 rules without a finding',
        '',
      ].join('\n'),
    );
  });

  it('gives the command of a change once, and the change itself at each path that needs it', () => {
    const text = render([toSsm, toMessages]);
    expect(text.match(/fix: Allow TCP 443 out of sg-1/g)).toHaveLength(2);
    expect(text.match(/aws ec2 authorize-security-group-egress/g)).toHaveLength(1);
  });

  it('writes the policy that a fix adds as JSON', () => {
    const Statement = [{ Effect: 'Allow' as const, Action: ['ssmmessages:OpenDataChannel'], Resource: '*' }];
    const policy = { Version: '2012-10-17' as const, Statement };
    const findings = [fail('agent-policies-attached', 'The role app may not open it.', CAUSE)];
    const one = instance(1, 'blocked', { findings });
    const report = buildReport({ instances: [one], causes: [{ key: CAUSE, fix: { ...FIX, policy } }] });
    const text = renderExplanation(report, one, { color: false, width: 100 });
    const [, json = ''] = text.split('policy:');
    expect(JSON.parse(json)).toEqual(policy);
  });

  it('leaves out what rules of the paths found, and names what the others did', () => {
    const findings = [
      fail('agent-online', 'No agent is registered.', CAUSE),
      unread('ami-has-agent', { kind: 'denied', action: 'ec2:DescribeImages' }),
      finding('agent-policies-attached', 'pass'),
      finding('endpoint-path-exists', 'fail'),
    ];
    const report = buildReport({});
    const one = instance(1, 'blocked', { findings });
    const rules = report.rules.map((rule) =>
      rule.id === 'endpoint-path-exists' ? { ...rule, hops: ['route' as const] } : rule,
    );
    const text = renderExplanation({ ...report, rules, instances: [one] }, one, { color: false, width: 100 });
    expect(text).toContain('OTHER RULES  1 rule without a finding');
    expect(text).toMatch(/^ {2}fail agent-online/m);
    expect(text).toMatch(/^ {2}unknown ami-has-agent/m);
    expect(text).toContain('ec2:DescribeImages');
    expect(text).not.toContain('endpoint-path-exists');
  });

  const onPath = (finding: ReturnType<typeof fail>, paths: readonly ReportPath[]): string => {
    const one = instance(1, 'blocked', { findings: [finding], paths: paths.map(({ id }) => id) });
    const report = buildReport({ instances: [one], causes: [{ key: CAUSE, fix: FIX }] });
    const rules = report.rules.map((rule) =>
      rule.id === 'https-egress-allowed' ? { ...rule, hops: ['security-group-egress' as const] } : rule,
    );
    return renderExplanation({ ...report, rules, paths }, one, { color: false, width: 100 });
  };

  it.each<[string, ReturnType<typeof fail>, boolean]>([
    ['what its hop says already', fail('https-egress-allowed', PROBLEM.message, CAUSE), false],
    [
      'more than its hop says',
      fail('https-egress-allowed', 'Egress is narrower than anywhere.', CAUSE),
      true,
    ],
    ['an error', finding('https-egress-allowed', 'error', { reason: 'TypeError: x' }), true],
    [
      'what an observation contradicts',
      { ...fail('https-egress-allowed', PROBLEM.message, CAUSE), contradictedBy: 'PingStatus Online' },
      true,
    ],
    [
      'what an exception accepts',
      {
        ...fail('https-egress-allowed', PROBLEM.message, CAUSE),
        decision: { kind: 'excepted', reason: 'Golden image.', expires: '2027-01-01' },
      },
      true,
    ],
  ])('of a rule of the paths shows %s: %s', (_name, made, isShown) => {
    expect(onPath(made, [toSsm]).includes('https-egress-allowed')).toBe(isShown);
  });

  it('says of a path with limits that it works, and not always', () => {
    expect(render([{ ...toSsm, hops: [hop('return-ports', 'degraded')] }])).toContain(
      'PATH TO ssm  works, not always: return-ports',
    );
  });

  it('says of a stopped instance what it would be', () => {
    const one = instance(1, 'dormant', { predicted: 'blocked' });
    const text = renderExplanation(buildReport({ instances: [one] }), one, { color: false, width: 100 });
    expect(text).toMatch(/^i-00000000000000001 \(app-1\) {2}dormant \(would be blocked when started\)$/m);
  });

  it('fits any width from 40 on, and holds nothing hostile, whatever the texts', () => {
    const text = fc.oneof(
      fc.constant(HOSTILE),
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.string({ unit: 'grapheme', maxLength: 80 }),
    );
    fc.assert(
      fc.property(text, text, fc.integer({ min: 40, max: 160 }), (one, two, width) => {
        const Statement = [{ Effect: 'Allow' as const, Action: [one], Resource: two }];
        const policy = { Version: '2012-10-17' as const, Statement };
        const fix = { summary: one, cli: `aws x '${two}'`, policy, delay: two };
        const hops = [
          hop('route', 'fail', { problems: [{ at: one, message: one, cause: two, fix }] }),
          hop('endpoint', 'unknown', { gaps: [{ kind: 'not-visible', question: two }] }),
          hop('return-ports', 'pass', { evidence: [{ resource: one, detail: two }] }),
        ];
        const rendered = render([{ ...toSsm, hops }], width, { name: one, reason: two, questions: [one] });
        expect(rendered).not.toMatch(RAW_HOSTILE);
        for (const line of rendered.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(width);
      }),
      { numRuns: 500 },
    );
  });
});
