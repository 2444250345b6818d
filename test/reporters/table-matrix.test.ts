import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { RenderOptions, Report, ReportFinding } from '../../src/model/report.ts';
import { tableReporter } from '../../src/reporters/table.ts';
import { buildReport, fail, finding, instance, unread } from './table-report.ts';

function render(report: Report, options: Partial<RenderOptions> = {}): string {
  return tableReporter.render(report, {
    color: false,
    width: 80,
    verbose: false,
    sarifProfile: 'full',
    matrix: true,
    ...options,
  });
}

/** The lines from the one that starts with `from` to the totals. */
function section(rendered: string, from: string): string {
  const start = rendered.indexOf(`\n${from}`) + 1;
  expect(start, `no line starts with ${from}`).toBeGreaterThan(0);
  return rendered.slice(start, rendered.indexOf('\n\nFindings: ')).trimEnd();
}

const noPath = fail('endpoint-path-exists', 'No path.', 'a/b/path');
const denied = unread('agent-online', { kind: 'denied', action: 'ssm:DescribeInstanceInformation' });
const report = buildReport({
  instances: [
    instance(2, 'ready', { findings: [finding('agent-online', 'pass'), finding('ami-has-agent', 'error')] }),
    instance(1, 'blocked', { name: '결제-api', findings: [noPath, finding('agent-online', 'pass')] }),
    instance(3, 'unknown', { findings: [denied, finding('https-egress-allowed', 'not-applicable')] }),
  ],
});

describe('the matrix', () => {
  it('explains its numbers and letters, then gives each instance a row, worst first', () => {
    expect(section(render(report), 'RULES')).toBe(
      `
RULES
  blocks    1 agent-online                2 agent-policies-attached
            3 endpoint-path-exists        4 https-egress-allowed
  degrades  5 ami-has-agent
  audit     6 session-logging-configured
P pass · F fail · ! fail, but the agent shows otherwise · x fail, accepted
U unknown · u unknown, settled by the agent · E error · · not applicable

VERDICT  NAME      INSTANCE ID          1 2 3 4 5 6
───────────────────────────────────────────────────
blocked  결제-api  i-00000000000000001  P   F
unknown  app-3     i-00000000000000003  U     ·
ready    app-2     i-00000000000000002  P       E`.slice(1),
    );
  });

  it.each<[string, ReportFinding, string]>([
    ['pass', finding('agent-online', 'pass'), 'P'],
    ['fail', fail('agent-online', 'x', 'c'), 'F'],
    ['contradicted', { ...fail('agent-online', 'x', 'c'), contradictedBy: 'Online' }, '!'],
    [
      'excepted',
      {
        ...fail('agent-online', 'x', 'c'),
        contradictedBy: 'Online',
        decision: { kind: 'excepted', reason: 'r', expires: '2027-01-01' },
      },
      'x',
    ],
    [
      'baselined',
      { ...fail('agent-online', 'x', 'c'), decision: { kind: 'baselined', since: '2026-01-01' } },
      'x',
    ],
    ['unknown', denied, 'U'],
    ['unknown, but settled', { ...denied, settledBy: 'Online' }, 'u'],
    ['error', finding('agent-online', 'error'), 'E'],
    ['not applicable', finding('agent-online', 'not-applicable'), '·'],
  ])('%s has a letter of its own, which the key explains', (_, one, letter) => {
    const rendered = render(buildReport({ instances: [instance(1, 'ready', { findings: [one] })] }));
    expect(rendered).toMatch(new RegExp(`^ready .* i-0{16}1  [${letter}]$`, 'mu'));
    expect(rendered).toMatch(new RegExp(`(^|· )[${letter}] \\w`, 'mu'));
  });

  it('is cut into blocks where it is too wide, each with its numbers and every instance', () => {
    const rendered = render(report, { width: 40 });
    expect(section(rendered, 'VERDICT')).toBe(
      `
VERDICT  INSTANCE ID          1 2 3 4 5
───────────────────────────────────────
blocked  i-00000000000000001  P   F
unknown  i-00000000000000003  U     ·
ready    i-00000000000000002  P       E

VERDICT  INSTANCE ID          6
───────────────────────────────
blocked  i-00000000000000001
unknown  i-00000000000000003
ready    i-00000000000000002`.slice(1),
    );
  });

  it('writes numbers of two digits upright where columns are narrow, side by side where they are not', () => {
    const [model] = report.rules;
    if (model === undefined) throw new Error('no rule');
    const rules = Array.from({ length: 12 }, (_, index) => ({ ...model, id: `rule-${10 + index}` }));
    const many = { ...report, rules };
    expect(render(many, { width: 64 })).toContain(
      `
                                                          1 1 1
VERDICT  NAME      INSTANCE ID          1 2 3 4 5 6 7 8 9 0 1 2
`,
    );
    expect(render(many, { width: 80 })).toContain(
      'INSTANCE ID           1  2  3  4  5  6  7  8  9 10 11 12\n',
    );
  });

  it('stands in groups like any other table', () => {
    const rendered = render(report, { groupBy: 'rule' });
    expect(section(rendered, 'fails')).toBe(
      `
fails endpoint-path-exists  blocks · 1 instance · 1 blocked
blocked  결제-api  i-00000000000000001  P   F

No change is known, but not everything could be judged
2 instances · 1 unknown · 1 ready
unknown  app-3     i-00000000000000003  U     ·
ready    app-2     i-00000000000000002  P       E`.slice(1),
    );
  });

  it('colours letters and changes nothing else', () => {
    const painted = render(report, { color: true });
    expect(stripVTControlCharacters(painted)).toBe(render(report));
    expect(painted).toContain('\u001B[31mF\u001B[39m');
    expect(painted).toContain('\u001B[35mU\u001B[39m');
  });

  it.each([
    ['no instances', buildReport({})],
    ['no rules', { ...report, rules: [] }],
  ])('of %s is left out', (_, empty) => {
    expect(render(empty)).not.toContain('RULES');
  });

  it('of 10,000 instances is whole', () => {
    const instances = Array.from({ length: 10_000 }, (_, index) => instance(index, 'ready'));
    const rows = render(buildReport({ instances })).split('\n');
    expect(rows.filter((line) => line.startsWith('ready '))).toHaveLength(10_000);
  });
});
