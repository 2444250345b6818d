import { describe, expect, it } from 'vitest';
import type { Log } from 'sarif';
import type { Report, ReportFinding } from '../../src/model/report.ts';
import { checkSarif } from '../support/check-sarif.ts';
import { makeFolder } from '../support/folder.ts';
import { writePlugin } from './plugin-source.ts';
import { parseReport, run, type Run } from './support.ts';

const FILE = 'ssm-preflight.config.json';
/** Of the demo account: one that is ready, and one whose only high failures are these two. */
const READY = 'i-0de00000000000001';
const BLOCKED = 'i-0de00000000000019';
const BLOCKED_BY = ['agent-online', 'metadata-service-enabled'];

async function scan(
  config: object,
  args: readonly string[],
  files: object = {},
): Promise<Run & { report: Report }> {
  const cwd = makeFolder({ [FILE]: config, ...files });
  const result = await run(['--demo', '-f', 'json', ...args], { cwd });
  const report = parseReport(result.stdout);
  expect(result.stderr).toBe(report.notices.map((notice) => `${notice}\n`).join(''));
  return { ...result, report };
}

function findingsOf({ instances }: Report, ruleId: string): ReportFinding[] {
  return instances.flatMap(({ findings }) => findings.filter((finding) => finding.ruleId === ruleId));
}

describe('a plugin whose rule', () => {
  const plugins = ['./ours.mjs'];

  it.each<[string, string, string]>([
    ['throws', "() => { throw new Error('no luck') }", 'no luck'],
    ['throws no error', "() => { throw 'no luck' }", 'no luck'],
    ['returns nothing', '() => undefined', 'the rule returned something that is not an outcome'],
    [
      'returns a promise',
      'async () => ({ status: "pass", evidence: [] })',
      'the rule returned something that',
    ],
    [
      'returns a status of its own',
      '() => ({ status: "great", evidence: [] })',
      'the rule returned something that',
    ],
  ])('%s has an error finding for each instance, and the scan goes on', async (_name, check, reason) => {
    const files = { 'ours.mjs': writePlugin(check) };
    const { code, report } = await scan({ plugins }, [], files);
    const findings = findingsOf(report, 'our-rule');
    expect(findings.map(({ status }) => status)).toEqual(report.instances.map(() => 'error'));
    expect(findings[0]?.reason).toContain(reason);
    expect(report.summary.findings.error).toBe(24);
    expect(findingsOf(report, 'agent-online').some(({ status }) => status === 'pass')).toBe(true);
    expect(code).toBe(1);
  });

  const THROWS = { 'ours.mjs': writePlugin("() => { throw new Error('no luck') }") };

  it.each<[string[], number]>([
    [['--instance', READY], 3],
    [['--instance', READY, '--allow-unknown'], 0],
    [['--instance', `${READY},${BLOCKED}`], 1],
    [['--fail-on', 'never'], 3],
  ])('throws ends %j with %i', async (args, code) => {
    expect((await scan({ plugins }, args, THROWS)).code).toBe(code);
  });

  it('throws is told in every report', async () => {
    const cwd = makeFolder({ [FILE]: { plugins }, ...THROWS });
    const table = await run(['--demo', '--instance', READY, '--verbose'], { cwd });
    expect(table.stdout).toContain('1 error');
    const sarif = await run(['--demo', '-f', 'sarif'], { cwd });
    expect(sarif.stdout).toContain('no luck');
    expect(checkSarif(sarif.stdout, { multitool: false })).toEqual([]);
  });

  it('fails is a failure like any other', async () => {
    const cause = "{ key: 'us', resource: { type: 'instance', id: 'x' }, fix: { summary: 'Mend it all.' } }";
    const check = `() => ({ status: 'fail', gaps: [], evidence: [],
      problems: [{ at: 'here', message: 'Not ours.', cause: ${cause} }] })`;
    const files = { 'ours.mjs': writePlugin(check) };
    const { code, report } = await scan({ plugins }, ['--instance', READY], files);
    expect(code).toBe(1);
    expect(report.instances.map(({ verdict }) => verdict)).toEqual(['ready']);
    expect(report.causes.find(({ key }) => key === 'us')?.fix.summary).toBe('Mend it all.');
    expect((await scan({ plugins, rules: { 'our-rule': 'low' } }, ['--instance', READY], files)).code).toBe(
      0,
    );
    const off = await scan({ plugins, rules: { 'our-rule': 'off' } }, ['--instance', READY], files);
    expect([off.code, findingsOf(off.report, 'our-rule')]).toEqual([0, []]);
  });
});

describe('a custom rule', () => {
  const rule = (fields: object): object => ({
    customRules: [
      {
        id: 'team-tag-set',
        title: 'A team tag is set',
        severity: 'high',
        message: 'No team tag.',
        ...fields,
      },
    ],
  });

  it('is asked of every instance', async () => {
    const { code, report } = await scan(rule({ assert: "Tags[?Key=='team'].Value | [0]" }), []);
    const passed = report.instances.filter(({ findings }) =>
      findings.some(({ ruleId, status }) => ruleId === 'team-tag-set' && status === 'pass'),
    );
    expect(passed.map(({ instanceId }) => instanceId)).toEqual(['i-0de00000000000002']);
    const failed = findingsOf(report, 'team-tag-set').filter(({ status }) => status === 'fail');
    // The others of the 24, and the three that would be launched next.
    expect(failed).toHaveLength(23 + 3);
    expect(failed[0]?.problems.map(({ message }) => message)).toEqual(['No team tag.']);
    expect(report.rules.find(({ id }) => id === 'team-tag-set')).toMatchObject({
      impact: 'audit',
      severity: 'high',
    });
    expect(code).toBe(1);
  });

  it.each<[string, object, number, string, string]>([
    ['of high severity fails the run', { assert: '`false`' }, 1, 'fail', 'ready'],
    ['of low severity does not', { assert: '`false`', severity: 'low' }, 0, 'fail', 'ready'],
    [
      'that degrades puts at risk',
      { assert: '`false`', severity: 'low', impact: 'degrades' },
      0,
      'fail',
      'at-risk',
    ],
    ['that holds passes', { assert: "State.Name == 'running'" }, 0, 'pass', 'ready'],
    ['about what is absent fails', { assert: 'KeyName' }, 1, 'fail', 'ready'],
  ])('%s', async (_name, fields, code, status, verdict) => {
    const result = await scan(rule(fields), ['--instance', READY]);
    expect([
      result.code,
      findingsOf(result.report, 'team-tag-set')[0]?.status,
      result.report.instances[0]?.verdict,
    ]).toEqual([code, status, verdict]);
  });
});

const LATER = { reason: 'Moves in spring', owner: 'platform', expires: '2999-12-31' };
const except = (rules: readonly string[], fields: object = {}): object => ({
  exceptions: rules.map((rule) => ({ rule, match: { 'instance-id': BLOCKED }, ...LATER, ...fields })),
});

describe('an exception', () => {
  const args = ['--instance', BLOCKED];

  it('takes failures out of the exit code and stays visible', async () => {
    expect((await scan({}, args)).code).toBe(1);
    const { code, report } = await scan(except(BLOCKED_BY), args);
    expect([code, report.notices]).toEqual([0, []]);
    expect(report.instances.map(({ verdict }) => verdict)).toEqual(['blocked']);
    expect(report.summary.verdicts.blocked).toBe(1);
    for (const ruleId of BLOCKED_BY) {
      const [finding] = findingsOf(report, ruleId);
      expect(finding?.status).toBe('fail');
      expect(finding?.decision).toEqual({ kind: 'excepted', ...LATER });
    }
  });

  it('covers what it names and nothing else', async () => {
    expect((await scan(except(BLOCKED_BY.slice(0, 1)), args)).code).toBe(1);
    expect((await scan(except(BLOCKED_BY), [])).code).toBe(1);
  });

  it('is a suppression in SARIF', async () => {
    const cwd = makeFolder({ [FILE]: except(BLOCKED_BY) });
    const { code, stdout } = await run(['--demo', ...args, '-f', 'sarif'], { cwd });
    expect(code).toBe(0);
    const results = (JSON.parse(stdout) as Log).runs.flatMap(({ results = [] }) => results);
    const suppressed = results.filter(({ suppressions = [] }) => suppressions.length > 0);
    expect(suppressed.map(({ ruleId }) => ruleId)).toEqual(BLOCKED_BY);
    for (const { suppressions = [] } of suppressed) {
      expect(suppressions).toHaveLength(1);
      expect(suppressions[0]).toMatchObject({ kind: 'external', status: 'accepted' });
      expect(suppressions[0]?.justification).toContain(LATER.reason);
    }
    expect(checkSarif(stdout, { multitool: false })).toEqual([]);
  });

  it('does not cover what could not be judged', async () => {
    const config = {
      exceptions: [
        { rule: 'agent-policies-attached', match: { 'instance-id': 'i-0de00000000000012' }, ...LATER },
      ],
    };
    const { code, report } = await scan(config, ['--instance', 'i-0de00000000000012']);
    expect(code).toBe(3);
    expect(report.notices).toEqual([
      "exception for agent-policies-attached (instance-id=i-0de00000000000012) matched nothing that failed, but 1 finding that could not be judged, which can't be excepted: Moves in spring",
    ]);
  });

  it.each<[string, object, number, string]>([
    [
      'that has expired',
      except(['agent-online'], { expires: '2020-02-29' }),
      1,
      `exception for agent-online (instance-id=${BLOCKED}) has expired on 2020-02-29 and is not applied: Moves in spring`,
    ],
    [
      'for nothing that fails',
      except(['os-supported']),
      1,
      `exception for os-supported (instance-id=${BLOCKED}) matched nothing: Moves in spring`,
    ],
    [
      'for no instance at all',
      except(['agent-online'], { match: { 'tag:team': 'legacy*', vpc: 'vpc-*' } }),
      1,
      'exception for agent-online (tag:team=legacy*, vpc=vpc-*) matched nothing: Moves in spring',
    ],
  ])('%s is said in the notices and in the table', async (_name, config, code, notice) => {
    const result = await scan(config, []);
    expect([result.code, result.report.notices]).toEqual([code, [notice]]);
    const table = await run(['--demo'], { cwd: makeFolder({ [FILE]: config }), env: { COLUMNS: '400' } });
    expect(table.stdout).toContain(notice);
  });
});
