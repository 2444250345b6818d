import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/reporters/terminal-text.ts';
import { makeFolder } from '../support/folder.ts';
import { HOSTILE, RAW_HOSTILE } from '../support/hostile.ts';
import { parseReport, run, type Run } from './support.ts';

const DEMO = readFileSync(new URL('../../src/data/demo-snapshot.json', import.meta.url), 'utf8');
const isReport = new Ajv2020({ strict: true }).compile(
  JSON.parse(readFileSync(new URL('../../report.schema.json', import.meta.url), 'utf8')),
);
const WORKING = 'i-0de00000000000002';
const STOPPED_EGRESS = 'i-0de00000000000009';
const ONE_ENDPOINT = 'i-0de00000000000010';
const CENTRAL_EGRESS = 'i-0de00000000000014';

/** `ssm: works` for each path of an explanation. */
function outcomesOf({ stdout }: Run): string[] {
  return [...stdout.matchAll(/^PATH TO (\S+) {2}(.+)$/gm)].map(
    ([, service, outcome]) => `${service}: ${outcome}`,
  );
}

/** The hops of the first path, without what they say. */
function hopsOf({ stdout }: Run): string[] {
  const [, first = ''] = stdout.split(/^PATH TO .*$/m);
  return [...first.matchAll(/^ ([ >?~]) +\d+ (pass|fail|unknown|degraded) +([a-z0-9-]+)/gm)].map(
    ([, mark, status, name]) => `${mark} ${name} ${status}`.trim(),
  );
}

describe('explain', () => {
  it.each([
    ['a path that works', WORKING, ['ssm: works', 'ssmmessages: works', 'logs: works']],
    [
      'a security group that stops it',
      STOPPED_EGRESS,
      [
        'ssm: stops at security-group-egress',
        'ssmmessages: stops at security-group-egress',
        'logs: stops at security-group-egress',
      ],
    ],
    [
      'an endpoint for one service alone',
      ONE_ENDPOINT,
      ['ssm: works', 'ssmmessages: stops at route', 'logs: stops at route'],
    ],
    [
      'a transit gateway',
      CENTRAL_EGRESS,
      ['ssm', 'ssmmessages', 'logs'].map(
        (service) => `${service}: not settled at route, nat-acl, endpoint-acl`,
      ),
    ],
  ])('tells where each path stops: %s', async (_name, instanceId, outcomes) => {
    const result = await run(['explain', instanceId, '--demo']);
    expect([result.code, result.stderr]).toEqual([0, '']);
    expect(outcomesOf(result)).toEqual(outcomes);
  });

  it('numbers the hops and marks the one that fails, with the fix and its command below', async () => {
    const result = await run(['explain', STOPPED_EGRESS, '--demo']);
    expect(hopsOf(result)).toEqual([
      'name-resolution pass',
      '> security-group-egress fail',
      'subnet-acl pass',
      'route pass',
      'gateway pass',
      'nat-acl pass',
      'return-ports pass',
    ]);
    expect(result.stdout).toMatch(/^ +fix: Allow /m);
    expect(result.stdout).toContain('aws ec2 authorize-security-group-egress');
  });

  it('gives a command once, though the same change mends both paths', async () => {
    const { stdout } = await run(['explain', STOPPED_EGRESS, '--demo']);
    expect(stdout.match(/authorize-security-group-egress/g)).toHaveLength(1);
    expect(stdout.match(/^ +fix: Allow /gm)?.length).toBeGreaterThan(1);
  });

  it('names whom to ask about what no scan can see', async () => {
    const { stdout } = await run(['explain', CENTRAL_EGRESS, '--demo']);
    expect(stdout).toMatch(/^ {2}to settle: .*tgw-/m);
  });

  it.each([40, 60, 80, 100, 132])('stays inside %i columns', async (width) => {
    const { stdout } = await run(['explain', CENTRAL_EGRESS, '--demo'], { env: { COLUMNS: String(width) } });
    const tooWide = stdout.split('\n').filter((line) => displayWidth(line) > width);
    // A word that is longer than the line, such as an ARN inside a command, is kept whole.
    expect(tooWide.filter((line) => line.trim().includes(' '))).toEqual([]);
  });

  it('colours on request alone when nobody looks', async () => {
    const escape = '\u001B[';
    expect((await run(['explain', WORKING, '--demo'])).stdout).not.toContain(escape);
    expect((await run(['explain', WORKING, '--demo', '--color'])).stdout).toContain(escape);
    const env = { NO_COLOR: '1' };
    expect((await run(['explain', WORKING, '--demo'], { env })).stdout).not.toContain(escape);
  });

  it('writes a hostile name harmlessly', async () => {
    const snapshot = DEMO.replaceAll('"결제-api-1"', JSON.stringify(HOSTILE));
    const cwd = makeFolder({ 'x.json': snapshot });
    const { code, stdout } = await run(['explain', WORKING, '--snapshot', 'x.json'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('<img src=x');
    expect(stdout).not.toMatch(RAW_HOSTILE);
  });
});

describe('explain --format json', () => {
  it('is the report of that instance alone, with its paths', async () => {
    const { code, stdout, stderr } = await run(['explain', ONE_ENDPOINT, '--demo', '-f', 'json']);
    expect([code, stderr]).toEqual([0, '']);
    const report = parseReport(stdout);
    isReport(report);
    expect(isReport.errors).toBeNull();
    expect(report.instances.map(({ instanceId }) => instanceId)).toEqual([ONE_ENDPOINT]);
    expect(report.instances[0]?.paths).toEqual(report.paths.map(({ id }) => id));
    expect(report.paths.map(({ service, kind }) => `${service} ${kind}`)).toEqual([
      'ssm endpoint',
      'ssmmessages none',
      'logs none',
    ]);
  });

  it('has the paths, findings and verdict that a scan of the whole account has', async () => {
    const [one, all] = await Promise.all([
      run(['explain', STOPPED_EGRESS, '--demo', '-f', 'json']),
      run(['--demo', '-f', 'json']),
    ]);
    const ofAll = parseReport(all.stdout).instances.find(({ instanceId }) => instanceId === STOPPED_EGRESS);
    expect(parseReport(one.stdout).instances).toEqual([ofAll]);
  });
});

describe('explain, given wrong input', () => {
  it('ends with 2 at an id that is not there, and suggests one that is', async () => {
    expect(await run(['explain', 'i-0de00000000000022x', '--demo'])).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'ssm-preflight: i-0de00000000000022x: no such instance in what was read (ap-northeast-2, us-east-1); did you mean i-0de00000000000022?\n',
    });
  });

  it('does not call a region read that was skipped', async () => {
    const accounts = [
      {
        accountId: '111122223333',
        partition: 'aws',
        iam: {},
        regions: [
          { region: 'eu-west-1', Reservations: [] },
          { region: 'us-east-1', skipped: 'not asked for' },
        ],
      },
    ];
    const cwd = makeFolder({
      'x.json': {
        snapshotVersion: 1,
        source: { kind: 'aws' },
        takenAt: '2026-11-20T12:00:00.000Z',
        accounts,
      },
    });
    const { code, stderr } = await run(['explain', 'i-0123', '--snapshot', 'x.json'], { cwd });
    expect([code, stderr]).toEqual([
      2,
      'ssm-preflight: i-0123: no such instance in what was read (eu-west-1)\n',
    ]);
  });

  it('ends with 3 where the instance may be in a region that was not read', async () => {
    const gap = { kind: 'denied', action: 'ec2:DescribeInstances' };
    const accounts = [
      {
        accountId: '111122223333',
        partition: 'aws',
        iam: {},
        regions: [{ region: 'eu-west-1', Reservations: { gap } }],
      },
    ];
    const source = { kind: 'aws' };
    const cwd = makeFolder({
      'x.json': { snapshotVersion: 1, source, takenAt: '2026-11-20T12:00:00.000Z', accounts },
    });
    const { code, stdout, stderr } = await run(['explain', 'i-0123', '--snapshot', 'x.json'], { cwd });
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(
      /^ssm-preflight: i-0123: not found, and eu-west-1 could not be read \(.*ec2:DescribeInstances/,
    );
  });

  it.each([
    ['no id', ['explain', '--demo']],
    ['two ids', ['explain', WORKING, ONE_ENDPOINT, '--demo']],
    ['an unknown format', ['explain', WORKING, '--demo', '-f', 'sarif']],
    ['an unknown option', ['explain', WORKING, '--demo', '--output', 'x']],
    ['two sources', ['explain', WORKING, '--demo', '--snapshot', 'x.json']],
    ['a missing file', ['explain', WORKING, '--snapshot', 'none.json']],
    ['an id with escape codes', ['explain', 'i-\u001B[31mred', '--demo']],
  ])('says in one clear line what is wrong: %s', async (_name, args) => {
    const { code, stdout, stderr } = await run(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).not.toBe('');
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(stderr).not.toMatch(RAW_HOSTILE);
  });
});
