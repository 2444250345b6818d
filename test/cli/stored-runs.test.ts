import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { reporters } from '../../src/reporters/index.ts';
import { makeFolder } from '../support/folder.ts';
import { RAW_HOSTILE } from '../support/hostile.ts';
import { editDemo, NIGHTS } from '../support/demo-nights.ts';
import { parseReport, run, runShell } from './support.ts';

const read = (folder: string, file: string): string => readFileSync(path.join(folder, file), 'utf8');
const loadSchema = (name: string): object =>
  JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')) as object;

/** The demo account on one night, and on a later one with a failure more, one less, and one instance gone. */
let first = '';
let later = '';
let laterSnapshot = '';
beforeAll(async () => {
  laterSnapshot = JSON.stringify(editDemo(NIGHTS.changed, 21));
  const folder = mkdtempSync(path.join(tmpdir(), 'ssm-preflight-'));
  writeFileSync(path.join(folder, 's.json'), laterSnapshot);
  const scan = async (...args: string[]): Promise<string> =>
    (await run([...args, '-f', 'json', '-q'], { cwd: folder })).stdout;
  [first, later] = [await scan('--demo'), await scan('--snapshot', 's.json')];
  rmSync(folder, { recursive: true });
});

describe('render', () => {
  it.each<[string, string[], string?]>([
    ['as they are', []],
    ['verbose, for code scanning', ['--verbose', '--sarif-profile', 'github']],
    ['against a baseline', ['--group-by', 'rule', '--matrix', '--ascii'], 'then.json'],
  ])('gives the bytes of the scan in every format, %s', async (_name, flags, baseline) => {
    const cwd = makeFolder();
    const files = [...reporters.keys()].filter((format) => format !== 'table');
    const formats = (name: string): string[] =>
      files.flatMap((format) => ['-f', `${format}=${name}.${format}`]);
    await run(['--demo', '-f', 'json=then.json', '-q'], { cwd });
    const source = ['--demo', ...(baseline === undefined ? [] : ['--baseline', baseline, '--fail-on-new'])];
    const scanned = await run([...source, '-f', 'table', ...formats('a'), ...flags], { cwd });
    const args = ['render', 'a.json', '-f', 'table', ...formats('b'), ...flags];
    const rendered = await run(args, { cwd });
    expect(rendered).toEqual({
      ...scanned,
      stderr: files.map((format) => `wrote b.${format} (${format})\n`).join(''),
    });
    for (const format of files) {
      expect(read(cwd, `b.${format}`), format).toBe(read(cwd, `a.${format}`));
    }
  });

  it.each<[string[], number]>([
    [[], 1],
    [['--fail-on', 'critical'], 3],
    [['--fail-on', 'never', '--allow-unknown'], 0],
  ])('%j has the exit code of the scan', async (flags, code) => {
    const cwd = makeFolder({ 'a.json': first });
    expect((await run(['render', 'a.json', ...flags], { cwd })).code).toBe(code);
    expect((await run(['--demo', ...flags])).code).toBe(code);
  });

  it('reads standard input and gzip', async () => {
    const cwd = makeFolder({ 'a.json': first, 'a.json.gz': gzipSync(first) });
    const piped = await runShell('$CLI render - -f json < a.json', { cwd });
    const packed = await run(['render', 'a.json.gz', '-f', 'json'], { cwd });
    expect([piped.stdout, packed.stdout]).toEqual([first, first]);
  });
});

describe('scan --baseline', () => {
  it('says what changed and still counts every failure', async () => {
    const cwd = makeFolder({ 'a.json': first, 's.json': laterSnapshot });
    const args = ['--snapshot', 's.json', '--baseline', 'a.json'];
    const table = await run([...args, '--verbose'], { cwd });
    expect([table.code, table.stderr]).toEqual([1, '']);
    expect(table.stdout).toMatch(/^since \S+ \S+ UTC: 2 new, 1 fixed, 2 gone, 24 as before$/m);
    expect(table.stdout).toContain('fail instance-profile-attached (medium, new)');
    const report = parseReport((await run([...args, '-f', 'json'], { cwd })).stdout);
    const validate = new Ajv2020({ strict: false }).compile(loadSchema('report.schema.json'));
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
    expect(report.baseline?.counts).toEqual({
      new: 2,
      unchanged: 24,
      flapping: 0,
      fixed: 1,
      gone: 2,
      unverified: 0,
    });
    const kinds = report.instances.flatMap(({ findings }) => findings.map(({ decision }) => decision.kind));
    expect(new Set(kinds)).toEqual(new Set(['open']));
    expect(report.summary).toEqual(parseReport(later).summary);
    expect(report.causes).toEqual(parseReport(later).causes);
  });

  it.each<[string, string[], number]>([
    ['nothing new, though something is unknown', ['--demo'], 3],
    ['nothing new, and the unknown allowed', ['--demo', '--allow-unknown'], 0],
    ['something new', ['--snapshot', 's.json'], 1],
    ['something new below the gate', ['--snapshot', 's.json', '--fail-on', 'critical'], 3],
  ])('with --fail-on-new: %s', async (_name, args, code) => {
    const cwd = makeFolder({ 'a.json': first, 's.json': laterSnapshot });
    const flags = ['--baseline', 'a.json', '--fail-on-new'];
    expect(await run([...args, ...flags], { cwd })).toMatchObject({ code, stderr: '' });
  });

  it('may take the report that it then replaces', async () => {
    const cwd = makeFolder({ 'r.json': first });
    const night = async (): Promise<number | null> =>
      (await run(['--demo', '--baseline', 'r.json', '--fail-on-new', '-f', 'json=r.json'], { cwd })).code;
    expect([await night(), await night()]).toEqual([3, 3]);
    const { baseline, instances } = parseReport(read(cwd, 'r.json'));
    expect(baseline?.counts).toMatchObject({ new: 0, unchanged: 27, flapping: 0, fixed: 0 });
    const sinces = instances.flatMap(({ findings }) =>
      findings.flatMap(({ decision }) => (decision.kind === 'baselined' ? [decision.since] : [])),
    );
    expect(new Set(sinces)).toEqual(new Set([parseReport(first).generatedAt]));
  });

  it('is needed to know what is new', async () => {
    expect(await run(['--demo', '--fail-on-new'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'ssm-preflight: --fail-on-new: what is new shows only against --baseline FILE; give one\n',
    });
  });
});

describe('baseline', () => {
  it('writes a small file that follows the published schema, the same bytes each time', async () => {
    const cwd = makeFolder({ 'a.json': first });
    const write = async (): Promise<string> => (await run(['baseline', 'a.json', '-o', '-'], { cwd })).stdout;
    const [one, two] = [await write(), await write()];
    expect(two).toBe(one);
    expect(one.length).toBeLessThan(first.length / 5);
    const validate = new Ajv2020({ strict: false }).compile(loadSchema('baseline.schema.json'));
    expect(validate(JSON.parse(one)), JSON.stringify(validate.errors)).toBe(true);
  });

  it('judges as its report does, packed or not', async () => {
    const cwd = makeFolder({ 'a.json': first, 's.json': laterSnapshot });
    const made = await run(['baseline', 'a.json', '-o', 'new/b.json.gz'], { cwd });
    expect(made).toEqual({
      code: 0,
      stdout: '',
      stderr: expect.stringMatching(/^wrote new\/b\.json\.gz: 27 failures, \d+ undecided\n$/),
    });
    expect(gunzipSync(readFileSync(path.join(cwd, 'new/b.json.gz'))).toString()).toContain(
      '"baselineVersion": 1',
    );
    const against = async (file: string): Promise<unknown> =>
      parseReport((await run(['--snapshot', 's.json', '--baseline', file, '-f', 'json'], { cwd })).stdout)
        .baseline;
    expect(await against('new/b.json.gz')).toEqual(await against('a.json'));
  });

  it('carries history, so that what comes back is flapping', async () => {
    const cwd = makeFolder({ 'a.json': first, 'b.json': later });
    await run(['baseline', 'a.json', '-o', 'base.json', '-q'], { cwd });
    await run(['baseline', 'b.json', '--update', 'base.json', '-o', 'base.json', '-q'], { cwd });
    const { stdout } = await run(['--demo', '--baseline', 'base.json', '-f', 'json'], { cwd });
    // What is gone with its instance is forgotten; what was fixed is not.
    expect(parseReport(stdout).baseline?.counts).toMatchObject({
      flapping: 1,
      new: 2,
      fixed: 1,
      gone: 0,
      unverified: 1,
    });
  });

  it('reads standard input', async () => {
    const cwd = makeFolder({ 'a.json': first });
    const piped = await runShell('$CLI baseline - -o - -q < a.json', { cwd });
    const named = await run(['baseline', 'a.json', '-o', '-', '-q'], { cwd });
    expect(piped).toEqual(named);
  });
});

describe('diff', () => {
  it('says what changed, and fails for what is new', async () => {
    const cwd = makeFolder({ 'a.json': first, 'b.json': later });
    const { code, stdout, stderr } = await run(['diff', 'a.json', 'b.json'], { cwd });
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toContain('Findings: 2 new, 1 fixed, 2 gone. Instances that changed: 3.');
    expect(stdout).toContain('  ready → at risk: web-1 i-0de00000000000001, 111122223333/ap-northeast-2');
  });

  it.each<[string[], number]>([
    [['a.json', 'a.json'], 0],
    [['a.json', 'b.json', '--fail-on', 'critical'], 0],
    [['a.json', 'c.json'], 3],
    [['a.json', 'c.json', '--allow-unknown'], 0],
  ])('%j', async (args, expected) => {
    const cwd = makeFolder({ 'a.json': first, 'b.json': later, 'c.snap': editDemo(NIGHTS.unread) });
    await run(['--snapshot', 'c.snap', '-f', 'json=c.json', '-q'], { cwd });
    const { code, stdout } = await run(['diff', ...args, '-f', 'json'], { cwd });
    expect(code).toBe(expected);
    expect(JSON.parse(stdout)).toMatchObject({ diffVersion: 1 });
  });

  it('takes baseline files and standard input as well', async () => {
    const cwd = makeFolder({ 'a.json': first, 'b.json': later });
    await run(['baseline', 'a.json', '-o', 'a.base', '-q'], { cwd });
    await run(['baseline', 'b.json', '-o', 'b.base', '-q'], { cwd });
    const reports = await run(['diff', 'a.json', 'b.json'], { cwd });
    expect(await run(['diff', 'a.base', 'b.base'], { cwd })).toEqual(reports);
    expect(await runShell('$CLI diff a.json - < b.base', { cwd })).toEqual(reports);
    const twice = await run(['diff', '-', '-'], { cwd });
    expect(twice.stderr).toBe('ssm-preflight: only one of two runs can be standard input\n');
    expect(twice.code).toBe(2);
  });
});

const NO_REPORT = 'is not a JSON report of ssm-preflight (no schemaVersion); write one with: ssm-preflight';

/** What the file holds, made of a report; undefined: it is not there. */
const WRONG: [string, (report: string) => unknown, string][] = [
  ['not JSON', () => 'An error occurred', ':1:1: is not JSON, or is cut off: expected a value'],
  ['cut off', (report) => report.slice(0, 5000), 'is not JSON, or is cut off'],
  [
    'gzip that is cut off',
    (report) => gzipSync(report).subarray(0, 500),
    ': the gzip data is damaged or cut off',
  ],
  ['empty', () => '', ': the file is empty'],
  ['missing', () => undefined, ': no such file'],
  ['a list', () => [], `: ${NO_REPORT}`],
  ['something else', () => ({ name: 'x' }), `: ${NO_REPORT}`],
  [
    'of another version',
    (report) => ({ ...JSON.parse(report), schemaVersion: 2 }),
    ': schemaVersion is 2, this release reads 1; make it anew, or use the release that wrote it',
  ],
  [
    'a baseline of another version',
    () => ({ baselineVersion: '1' }),
    ': baselineVersion is "1", this release reads 1;',
  ],
  [
    'SARIF',
    () => ({ version: '2.1.0', runs: [] }),
    ': is SARIF, not a JSON report of ssm-preflight; write one with',
  ],
  [
    'a snapshot',
    () => laterSnapshot,
    ': is a snapshot, not a report; scan it first: ssm-preflight scan --snapshot',
  ],
  ['what diff wrote', () => ({ diffVersion: 1 }), ': is what diff wrote, not a report; write one with'],
  [
    'a report with a word that there is not',
    (report) => report.replace('"verdict": "ready"', '"verdict": "fine"'),
    ': at /instances/0/verdict: must be equal to one of the allowed values',
  ],
  [
    'a report without a field',
    (report) => ({ ...JSON.parse(report), notices: undefined }),
    ": at the top: must have required property 'notices'; was the file changed by hand?",
  ],
  [
    'a report of a release that knows more',
    (report) => ({ ...JSON.parse(report), tool: { name: 'ssm-preflight', version: '9.0.0' }, later: 1 }),
    ': at the top: must NOT have additional properties ("later"); release 9.0.0 wrote it, and this is ',
  ],
  [
    'a report with a finding taken out',
    (report) => {
      const data = JSON.parse(report) as { instances: { findings: unknown[] }[] };
      data.instances[1]?.findings.pop();
      return data;
    },
    ': at /instances/1/findings: must be one for each of the 19 rules, in their order; was the file changed by hand?',
  ],
  [
    'a baseline without its findings',
    () => ({ baselineVersion: 1 }),
    ": at the top: must have required property 'tool'",
  ],
  [
    'a key that steers a terminal',
    (report) => ({ ...JSON.parse(report), 'x\u001b[31m\n\u202e': 1 }),
    ': at the top: must NOT have additional properties',
  ],
];

async function expectRefusal(args: readonly string[], content: unknown, expected: string): Promise<void> {
  const files = { 'good.json': first, 'out.json': 'older' };
  const cwd = makeFolder(content === undefined ? files : { ...files, 'x.json': content });
  const before = readdirSync(cwd);
  const { code, stdout, stderr } = await run(args, { cwd });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^ssm-preflight: x\.json.*\n$/);
  expect(stderr).toContain(expected);
  expect(stderr).not.toMatch(RAW_HOSTILE);
  expect([readdirSync(cwd), read(cwd, 'out.json')]).toEqual([before, 'older']);
}

describe('a file that is', () => {
  it.each(WRONG)('%s ends the run with one line', async (_name, make, expected) => {
    await expectRefusal(['diff', 'good.json', 'x.json'], make(first), expected);
  });

  it.each([
    [['render', 'x.json', '-f', 'table', '-f', 'json=out.json']],
    [['baseline', 'x.json', '-o', 'out.json']],
    [['baseline', 'good.json', '--update', 'x.json', '-o', 'out.json']],
    [['diff', 'x.json', 'good.json']],
    [['--demo', '--baseline', 'x.json', '-f', 'json=out.json']],
  ])('SARIF ends %j with one line', async (args) => {
    await expectRefusal(
      args,
      { version: '2.1.0', runs: [] },
      ': is SARIF, not a JSON report of ssm-preflight',
    );
  });

  it('a folder ends the run with one line', async () => {
    const cwd = makeFolder({ 'd/a.json': first });
    const { code, stderr } = await run(['render', 'd'], { cwd });
    expect([code, stderr]).toEqual([2, 'ssm-preflight: d: is a folder, not a file\n']);
  });

  it('a baseline has nothing to render', async () => {
    const cwd = makeFolder({ 'a.json': first });
    await run(['baseline', 'a.json', '-o', 'b.json', '-q'], { cwd });
    const { code, stderr } = await run(['render', 'b.json'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toBe(
      'ssm-preflight: b.json: is a baseline, which holds no whole report; name the report that it was made from\n',
    );
  });

  it('standard input is named as such', async () => {
    const { code, stderr } = await runShell('echo "{}" | $CLI render -');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^ssm-preflight: standard input: is not a JSON report of ssm-preflight/);
  });
});
