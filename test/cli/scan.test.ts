import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { checkSarif } from '../support/check-sarif.ts';
import { makeFolder } from '../support/folder.ts';
import { countVerdicts, parseReport, run, runShell, withoutTimes } from './support.ts';

const VERDICTS = {
  ready: 6,
  'at-risk': 3,
  blocked: 9,
  unknown: 3,
  dormant: 2,
  excluded: 1,
};
const COUNTS = '6 ready · 3 at risk · 9 blocked · 3 unknown · 2 dormant · 1 excluded';
const schema = JSON.parse(
  readFileSync(new URL('../../report.schema.json', import.meta.url), 'utf8'),
) as object;

describe('scan --demo', () => {
  it('prints a table with a row for every instance and every verdict, and fails', async () => {
    const { code, stdout, stderr } = await run(['scan', '--demo']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain(COUNTS);
    const rows = stdout.matchAll(/^(blocked|unknown|at risk|ready|dormant|excluded)\b.* (i-\w{17}) /gm);
    const ids = [...rows].map(([, verdict, id]) => [verdict, id]);
    expect(new Set(ids.map(([verdict]) => verdict)).size).toBe(6);
    expect(new Set(ids.map(([, id]) => id)).size).toBe(24);
  });

  it('is what the bare command runs', async () => {
    expect(await run(['--demo'])).toEqual(await run(['scan', '--demo']));
  });

  it('prints JSON that follows the published schema, the same bytes each time', async () => {
    const [first, second] = [await run(['--demo', '-f', 'json']), await run(['--demo', '-f', 'json'])];
    expect([first.code, first.stderr]).toEqual([1, '']);
    expect(withoutTimes(second.stdout)).toBe(withoutTimes(first.stdout));
    const validate = new Ajv2020({ strict: false }).compile(schema);
    expect(validate(JSON.parse(first.stdout)), JSON.stringify(validate.errors)).toBe(true);
    const { summary, instances, rules } = parseReport(first.stdout);
    expect(summary.verdicts).toEqual(VERDICTS);
    expect(instances.filter(({ launch }) => launch === undefined)).toHaveLength(24);
    for (const { findings } of instances)
      expect(findings.map(({ ruleId }) => ruleId)).toEqual(rules.map(({ id }) => id));
  });

  it.each(['full', 'github'])('prints SARIF of the profile %s that the checkers accept', async (profile) => {
    const args = ['--demo', '-f', 'sarif', '--sarif-profile', profile];
    const { code, stdout, stderr } = await run(args);
    expect([code, stderr]).toEqual([1, '']);
    expect(checkSarif(stdout, { multitool: false })).toEqual([]);
  });

  it('writes several reports at once, and says on standard error which', async () => {
    const cwd = makeFolder();
    const formats = ['-f', 'table', '-f', 'json=out/new/r.json', '-f', 'sarif=r.sarif', '-f', 'table=r.txt'];
    const { code, stdout, stderr } = await run(['--demo', ...formats], { cwd });
    expect(code).toBe(1);
    expect(stderr).toBe('wrote out/new/r.json (json)\nwrote r.sarif (sarif)\nwrote r.txt (table)\n');
    expect(stdout).toContain(COUNTS);
    expect(readFileSync(path.join(cwd, 'r.txt'), 'utf8')).toBe(stdout);
    expect(parseReport(readFileSync(path.join(cwd, 'out/new/r.json'), 'utf8')).summary.verdicts).toEqual(
      VERDICTS,
    );
    expect(checkSarif(readFileSync(path.join(cwd, 'r.sarif'), 'utf8'), { multitool: false })).toEqual([]);
  });

  it('takes several formats in one value', async () => {
    const cwd = makeFolder();
    const { code, stdout } = await run(['--demo', '-f', 'json=a.json,sarif=a.sarif'], { cwd });
    expect([code, stdout]).toEqual([1, '']);
    expect(['a.json', 'a.sarif'].map((name) => existsSync(path.join(cwd, name)))).toEqual([true, true]);
  });

  it.each<[string[], string]>([
    [[], 'wrote r.json (json)\n'],
    [['--quiet'], ''],
    [['-q'], ''],
  ])('with a file alone and %j leaves standard output empty', async (more, said) => {
    const cwd = makeFolder({ 'r.json': 'an older report' });
    const { code, stdout, stderr } = await run(['--demo', '--format', 'json=r.json', ...more], { cwd });
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: said });
    expect(parseReport(readFileSync(path.join(cwd, 'r.json'), 'utf8')).summary.instances).toBe(24);
  });

  it('writes a report into a pipe that has a name', async () => {
    const { stdout, stderr } = await runShell('$CLI --demo -f json=/dev/stdout | cat');
    expect(stderr).toBe('wrote /dev/stdout (json)\n');
    expect(parseReport(stdout).summary.instances).toBe(24);
  });

  it('names the rules that failed with --verbose', async () => {
    const [plain, verbose] = [await run(['--demo']), await run(['--demo', '--verbose'])];
    expect(plain.stdout).not.toContain('metadata-service-enabled');
    expect(verbose.stdout).toMatch(/^ +fail metadata-service-enabled \(high\)$/m);
  });

  it.each<[string[], number, Readonly<Record<string, number>>]>([
    [['--instance', 'i-0de00000000000001'], 0, { ready: 1 }],
    [['--instance', 'i-0de00000000000001,i-0de00000000000009'], 1, { ready: 1, blocked: 1 }],
    [['--instance', 'i-0de00000000000001', '--instance', 'i-0de00000000000009'], 1, { ready: 1, blocked: 1 }],
    [['--vpc', 'vpc-0a20000000000000a'], 0, { ready: 1, 'at-risk': 1 }],
    [['--vpc', 'vpc-0a20000000000000a,vpc-0a10000000000000c'], 1, { ready: 1, 'at-risk': 1, blocked: 1 }],
    [['--tag', 'team=결제'], 0, { ready: 1 }],
    [['--tag', 'team'], 0, { ready: 1 }],
    [['--tag', 'Name=cache-1'], 1, { blocked: 1 }],
    [['--tag', 'team=결제', '--tag', 'Name=cache-1'], 3, {}],
    [['--vpc', 'vpc-0a10000000000000a', '--tag', 'Name=edge-us-1'], 3, {}],
    [['--instance', 'i-0de00000000000012'], 3, { unknown: 1 }],
    [['--instance', 'i-0de00000000000012', '--allow-unknown'], 0, { unknown: 1 }],
    [['--instance', 'i-0de00000000000017'], 0, { dormant: 1 }],
    [['--instance', 'i-0de00000000000018'], 0, { excluded: 1 }],
    [['--instance', 'i-0de00000000000022', '--fail-on', 'medium'], 1, { 'at-risk': 1 }],
    [['--instance', 'i-0de00000000000021', '--fail-on', 'low'], 1, { ready: 1 }],
    [['--instance', 'i-0de00000000000009', '--fail-on', 'critical'], 0, { blocked: 1 }],
    [['--fail-on', 'never'], 3, VERDICTS],
    [['--fail-on', 'never', '--allow-unknown'], 0, VERDICTS],
    [['--allow-unknown'], 1, VERDICTS],
    [['--fail-on', 'never', '--fail-on', 'high'], 1, VERDICTS],
  ])('%j ends with %i', async (args, code, verdicts) => {
    const result = await run(['--demo', '-f', 'json', ...args]);
    const report = parseReport(result.stdout);
    expect(result.stderr).toBe(report.notices.map((notice) => `${notice}\n`).join(''));
    expect([result.code, countVerdicts(report)]).toEqual([code, verdicts]);
  });

  it.each<[string[], string]>([
    [['--instance', 'i-0123'], '--instance i-0123: no such instance in what was read.'],
    [['--vpc', 'vpc-0'], 'The filters match none of the instances.'],
  ])('says that %j found nothing, and what the scan was narrowed to', async (args, notice) => {
    const report = parseReport((await run(['--demo', '-f', 'json', ...args])).stdout);
    expect(report.notices).toEqual([notice]);
    expect(report.source.filters).toEqual({ [`${args[0]?.slice(2)}s`]: [args[1]] });
    expect((await run(['--demo', ...args])).stdout).toContain(notice);
  });
});
