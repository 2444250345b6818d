import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Grouping } from '../../src/model/grouping.ts';
import { VERDICTS } from '../../src/model/verdict.ts';
import type { Report, ReportFinding } from '../../src/model/report.ts';
import { tableReporter } from '../../src/reporters/table.ts';
import { buildReport, fail, finding, instance, unread } from './table-report.ts';

function render(report: Report, groupBy: Grouping, width = 100): string {
  return tableReporter.render(report, {
    color: false,
    width,
    verbose: false,
    sarifProfile: 'full',
    groupBy,
  });
}

/** Title and ids of each group, in their order; the ids as plain numbers. */
function groupsOf(rendered: string): [title: string, ids: number[]][] {
  const lines = rendered.split('\n');
  const table = lines.slice(lines.findIndex((line) => line.startsWith('─')) + 2);
  const groups: [string, number[]][] = [];
  let isTitle = true;
  for (const line of table.slice(
    0,
    table.findIndex((one) => one.startsWith('Findings: ')),
  )) {
    if (line === '') isTitle = true;
    else if (isTitle) {
      groups.push([line.replace(/ {2}.*/, ''), []]);
      isTitle = false;
    } else {
      const id = /i-(\d{17})/.exec(line)?.[1];
      if (id !== undefined && /^(blocked|unknown|at risk|ready|dormant|excluded) /.test(line))
        groups.at(-1)?.[1].push(Number(id));
    }
  }
  return groups;
}

const noPath = fail('endpoint-path-exists', 'No path.', 'path');
const noEgress = fail('https-egress-allowed', 'No egress.', 'egress');
const notLogged = fail('session-logging-configured', 'Not logged.', 'logging');
const accepted: ReportFinding = {
  ...fail('endpoint-path-exists', 'No path.', 'accepted'),
  decision: { kind: 'excepted', reason: 'Known', expires: '2027-01-01' },
};
const denied = unread('agent-online', { kind: 'denied', action: 'ssm:DescribeInstanceInformation' });
const causes = [
  { key: 'path', fix: { summary: 'Create an endpoint.' } },
  { key: 'egress', fix: { summary: 'Open 443.' } },
  { key: 'logging', fix: { summary: 'Log sessions.' } },
];
const inTeam = (team: string): { readonly tags: readonly { Key: string; Value: string }[] } => ({
  tags: [{ Key: 'team', Value: team }],
});

const report = buildReport({
  causes,
  instances: [
    instance(1, 'blocked', { findings: [noPath, noEgress], vpcId: 'vpc-b', ...inTeam('pay') }),
    instance(2, 'blocked', { findings: [noPath], vpcId: 'vpc-b', region: 'us-east-1', ...inTeam('pay') }),
    instance(3, 'unknown', { findings: [denied], vpcId: 'vpc-a', accountId: '444455556666' }),
    instance(4, 'ready', { findings: [finding('agent-online', 'pass'), notLogged], vpcId: 'vpc-a' }),
    instance(5, 'ready', { findings: [finding('agent-online', 'pass')], vpcId: 'vpc-c', ...inTeam('') }),
    instance(6, 'dormant', { findings: [noEgress], predicted: 'blocked', vpcId: 'vpc-b' }),
    instance(7, 'dormant', { findings: [fail('https-egress-allowed', 'Gone.', 'gone')] }),
    instance(8, 'blocked', { findings: [accepted], vpcId: 'vpc-c' }),
    instance(9, 'excluded', { findings: [unread('agent-online')], vpcId: 'vpc-a' }),
  ],
});

const REST: [string, number[]][] = [
  ['No change is known, but not everything could be judged', [3]],
  ['Accepted: what decides is excepted or in the baseline', [8]],
  ['Nothing to change', [5, 7, 9]],
];

describe('groups', () => {
  it.each<[Grouping, string, [string, number[]][]]>([
    [
      'cause',
      'in the order of the changes to make, an instance under each that it needs',
      [['Create an endpoint.', [1, 2]], ['Open 443.', [1, 6]], ['Log sessions.', [4]], ...REST],
    ],
    [
      'rule',
      'what blocks first, an instance under each rule that it fails',
      [
        ['fails endpoint-path-exists', [1, 2]],
        ['fails https-egress-allowed', [1, 6]],
        ['fails session-logging-configured', [4]],
        ...REST,
      ],
    ],
    [
      'vpc',
      'most blocked first, those without one last',
      [
        ['VPC vpc-b', [1, 2, 6]],
        ['VPC vpc-c', [8, 5]],
        ['VPC vpc-a', [3, 4, 9]],
        ['(no VPC)', [7]],
      ],
    ],
    [
      'account',
      'most blocked first',
      [
        ['account 111122223333', [1, 2, 8, 4, 5, 6, 7, 9]],
        ['account 444455556666', [3]],
      ],
    ],
    [
      'region',
      'most blocked first',
      [
        ['region eu-west-1', [1, 8, 3, 4, 5, 6, 7, 9]],
        ['region us-east-1', [2]],
      ],
    ],
    [
      'tag:team',
      'a tag without a value is a tag',
      [
        ['team pay', [1, 2]],
        ['team (empty)', [5]],
        ['(no team tag)', [8, 3, 4, 6, 7, 9]],
      ],
    ],
    ['tag:none', 'a tag that nobody has is one group', [['(no none tag)', [1, 2, 8, 3, 4, 5, 6, 7, 9]]]],
  ])('by %s: %s', (grouping, _, expected) => {
    expect(groupsOf(render(report, grouping))).toEqual(expected);
  });

  it('a heading counts the verdicts', () => {
    expect(render(report, 'vpc')).toContain('\nVPC vpc-b  3 instances · 2 blocked · 1 dormant\n');
    expect(render(report, 'cause')).toContain('\nOpen 443.  unblocks 1 of 2 · 2 instances · 1 blocked');
    expect(render(report, 'rule')).toContain(
      '\nfails https-egress-allowed  blocks · 2 instances · 1 blocked',
    );
  });

  it('by rule a row says what that rule found, and how to mend that', () => {
    const rendered = render(report, 'rule');
    const group = rendered.slice(rendered.indexOf('fails https-egress-allowed'));
    expect(group).toMatch(/^.*\nblocked +app-1 +i-0{16}1.*\n +No egress\.\n +fix: Open 443\.\n/);
  });

  it('one by cause whose only problem was accepted is not said to be in order', () => {
    const only = buildReport({ instances: [instance(8, 'blocked', { findings: [accepted] })] });
    expect(groupsOf(render(only, 'cause'))).toEqual([REST[1]]);
  });

  it('one whose groups do not say why it is blocked or unknown stands among the rest too', () => {
    const unexplained = buildReport({
      causes,
      instances: [
        instance(1, 'blocked', { findings: [accepted, notLogged] }),
        instance(2, 'unknown', { findings: [denied, notLogged] }),
        instance(3, 'blocked', { findings: [noPath, notLogged] }),
        instance(4, 'blocked', { findings: [noPath, { ...accepted, ruleId: 'https-egress-allowed' }] }),
      ],
    });
    for (const [grouping, path, logging] of [
      ['cause', 'Create an endpoint.', 'Log sessions.'],
      ['rule', 'fails endpoint-path-exists', 'fails session-logging-configured'],
    ] as const)
      expect(groupsOf(render(unexplained, grouping))).toEqual([
        [path, [3, 4]],
        [logging, [1, 3, 2]],
        ['No change is known, but not everything could be judged', [2]],
        ['Accepted: what decides is excepted or in the baseline', [1]],
      ]);
  });

  it('says that groups overlap, where they do', () => {
    const note = '\nAn instance that several groups are about stands in each of them.\n';
    expect(render(report, 'cause')).toContain(note);
    expect(render(report, 'vpc')).not.toContain(note);
  });

  it.each([
    ['unread', unread('agent-online'), 'No change is known, but not everything could be judged'],
    ['unread, but settled', { ...unread('agent-online'), settledBy: 'Online' }, 'Nothing to change'],
    ['an error', finding('agent-online', 'error'), 'No change is known, but not everything could be judged'],
    ['a pass', finding('agent-online', 'pass'), 'Nothing to change'],
  ])('nothing to change needs everything judged: %s', (_, one, title) => {
    const ready = buildReport({ instances: [instance(1, 'ready', { findings: [one] })] });
    for (const grouping of ['cause', 'rule'] as const)
      expect(groupsOf(render(ready, grouping))).toEqual([[title, [1]]]);
  });

  it('hostile tags and keys stay on their line', () => {
    const hostile = 'a\u001B[2J\nready  fake';
    const tagged = instance(1, 'ready', { tags: [{ Key: hostile, Value: hostile }] });
    const rendered = render(buildReport({ instances: [tagged, instance(2, 'ready')] }), `tag:${hostile}`);
    const shown = String.raw`a�[2J\nready fake`;
    expect(rendered).toContain(`\n${shown} ${shown}  1 instance`);
    expect(rendered).toContain(`\n(no ${shown} tag)  1 instance`);
  });
});

describe('whatever is in the report', () => {
  const anyFinding = fc.constantFrom(
    noPath,
    noEgress,
    notLogged,
    accepted,
    denied,
    { ...denied, settledBy: 'Online' },
    finding('ami-has-agent', 'error'),
    finding('ami-has-agent', 'pass'),
  );
  const anyReport = fc
    .array(
      fc.record({
        verdict: fc.constantFrom(...VERDICTS),
        predicted: fc.constantFrom(undefined, ...VERDICTS),
        findings: fc.uniqueArray(anyFinding, { selector: ({ ruleId }) => ruleId }),
        vpcId: fc.constantFrom('vpc-a', 'vpc-b'),
      }),
      { minLength: 1, maxLength: 8 },
    )
    .map((parts) =>
      buildReport({
        causes,
        instances: parts.map(({ verdict, predicted, ...rest }, index) =>
          instance(index, verdict, {
            ...rest,
            ...(verdict === 'dormant' && predicted !== undefined ? { predicted } : {}),
          }),
        ),
      }),
    );
  const check = (grouping: Grouping, holds: (given: Report, groups: [string, number[]][]) => void): void =>
    fc.assert(
      fc.property(anyReport, (given) => holds(given, groupsOf(render(given, grouping)))),
      { seed: 7, numRuns: 300 },
    );
  const idsOf = (groups: [string, number[]][]): number[] => groups.flatMap(([, ids]) => ids);

  it('groups by place hold every instance once', () => {
    check('vpc', ({ instances }, groups) => {
      expect(idsOf(groups).sort()).toEqual(instances.map((_, index) => index));
    });
  });

  it.each(['cause', 'rule'] as const)('groups by %s leave no instance out', (grouping) => {
    check(grouping, ({ instances }, groups) => {
      expect([...new Set(idsOf(groups))].sort()).toEqual(instances.map((_, index) => index));
    });
  });

  it.each(['cause', 'rule'] as const)(
    'by %s nothing is in order that is blocked, unknown or unread',
    (grouping) => {
      check(grouping, ({ instances }, groups) => {
        const [, ids = []] = groups.find(([title]) => title === 'Nothing to change') ?? [];
        for (const { verdict, predicted, findings } of ids.flatMap((id) => instances[id] ?? [])) {
          if (verdict === 'excluded' || (verdict === 'dormant' && predicted === undefined)) continue;
          expect([verdict, predicted]).not.toContain('blocked');
          expect([verdict, predicted]).not.toContain('unknown');
          expect(
            findings.filter(({ status, settledBy }) => settledBy === undefined && status !== 'pass'),
          ).toEqual([]);
        }
      });
    },
  );
});
