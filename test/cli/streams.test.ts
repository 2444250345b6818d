import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Inventory } from '../../src/model/inventory.ts';
import { known } from '../../src/model/known.ts';
import { writeSnapshot } from '../../src/sources/snapshot.ts';
import { startAwsEndpoint } from '../aws-endpoint/server.ts';
import { checkSarif } from '../support/check-sarif.ts';
import { makeFolder } from '../support/folder.ts';
import { HOSTILE, RAW_HOSTILE } from '../support/hostile.ts';
import { buildInventory, healthyInstance, healthyRegion } from '../support/subject.ts';
import { CLI, parseReport, run, runShell } from './support.ts';

const ESCAPE = '\u001b';
const COLOUR = new RegExp(`${ESCAPE}\\[[\\d;]*m`, 'g');

let plain = '';
beforeAll(async () => {
  plain = (await run(['--demo'])).stdout;
});

describe('colour', () => {
  it.each<[string, string[], Readonly<Record<string, string>>, boolean]>([
    ['in a pipe', [], {}, false],
    ['in a pipe of a terminal that can', [], { TERM: 'xterm-256color', COLORTERM: 'truecolor' }, false],
    ['that FORCE_COLOR asks for', [], { FORCE_COLOR: '1' }, true],
    ['that FORCE_COLOR=0 forbids', [], { FORCE_COLOR: '0' }, false],
    ['that an empty FORCE_COLOR says nothing about', [], { FORCE_COLOR: '' }, false],
    ['with NO_COLOR', [], { NO_COLOR: '1' }, false],
    ['with NO_COLOR and FORCE_COLOR', [], { NO_COLOR: '1', FORCE_COLOR: '1' }, true],
    ['with --color', ['--color'], {}, true],
    ['with --color and NO_COLOR', ['--color'], { NO_COLOR: '1' }, true],
    ['with --no-color', ['--no-color'], {}, false],
    ['with --no-color and FORCE_COLOR', ['--no-color'], { FORCE_COLOR: '1' }, false],
  ])('%s', async (_name, args, env, isColoured) => {
    const { code, stdout, stderr } = await run(['--demo', ...args], { env });
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout.includes(ESCAPE)).toBe(isColoured);
    expect(stdout.replaceAll(COLOUR, '')).toBe(plain);
  });

  it('is for the table on standard output alone', async () => {
    const cwd = makeFolder();
    for (const format of ['json', 'html', 'sarif'])
      expect((await run(['--demo', '--color', '-f', format])).stdout).not.toContain(ESCAPE);
    await run(['--demo', '--color', '-f', 'table=t.txt'], { cwd });
    expect(readFileSync(path.join(cwd, 't.txt'), 'utf8')).not.toContain(ESCAPE);
  });
});

describe('the width of the table', () => {
  const widest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length));

  it.each([
    ['60', 60],
    ['80', 80],
    ['200', 200],
    ['', 120],
    ['0', 120],
    ['-5', 120],
    ['wide', 120],
  ])('follows COLUMNS=%s', async (columns, width) => {
    const { stdout } = await run(['--demo'], { env: { COLUMNS: columns } });
    expect(widest(stdout)).toBeLessThanOrEqual(width);
    expect(widest(stdout)).toBeGreaterThan(width * 0.8);
  });

  it('does not follow COLUMNS in a file', async () => {
    const cwd = makeFolder();
    await run(['--demo', '-f', 'table=t.txt'], { cwd, env: { COLUMNS: '60' } });
    expect(readFileSync(path.join(cwd, 't.txt'), 'utf8')).toBe(plain);
  });
});

/** Every text that people may choose, in an account with two instances: one that is ready, one without a profile. */
function buildHostile(): Inventory {
  const Tags = [
    { Key: 'Name', Value: HOSTILE },
    { Key: HOSTILE, Value: HOSTILE },
  ];
  const { IamInstanceProfile: _, ...bare } = healthyInstance;
  return buildInventory({
    instances: [
      { ...healthyInstance, Tags },
      { ...bare, InstanceId: 'i-0bbbbbbbbbbbbbbbb', Tags },
    ],
    region: {
      SecurityGroups: healthyRegion.SecurityGroups.known
        ? known(healthyRegion.SecurityGroups.value.map((group) => ({ ...group, GroupName: HOSTILE })))
        : healthyRegion.SecurityGroups,
      NatGateways: {
        known: false,
        gap: { kind: 'api-error', action: 'ec2:DescribeNatGateways', code: 'Odd', message: HOSTILE },
      },
    },
  });
}

describe('names that try to steer a terminal', () => {
  const config = {
    exceptions: [
      {
        rule: 'os-supported',
        match: { 'tag:team': HOSTILE },
        reason: HOSTILE,
        owner: HOSTILE,
        expires: '2999-12-31',
      },
      {
        rule: 'instance-profile-attached',
        match: { region: '*' },
        reason: HOSTILE,
        owner: HOSTILE,
        expires: '2999-12-31',
      },
    ],
    customRules: [{ id: 'odd-rule', title: HOSTILE.slice(0, 80), message: HOSTILE, assert: '`false`' }],
  };

  it.each([
    ['table', []],
    ['table', ['--verbose']],
    ['table', ['--verbose', '--color']],
    ['table', ['--instance', HOSTILE.replaceAll(',', '')]],
    ['json', []],
    ['sarif', []],
    ['sarif', ['--sarif-profile', 'github']],
    ['markdown', []],
    ['junit', []],
    ['ocsf', []],
    ['github-annotations', []],
  ])('never come through in %s %j', async (format, args) => {
    const cwd = makeFolder({
      'a.json': writeSnapshot(buildHostile()),
      'ssm-preflight.config.json': config,
    });
    const { stdout, stderr } = await run(['--snapshot', 'a.json', '-f', format, ...args], { cwd });
    expect(RAW_HOSTILE.exec(stderr)?.[0]).toBeUndefined();
    expect(stdout.length).toBeGreaterThan(200);
    const uncoloured = args.includes('--color') ? stdout.replaceAll(COLOUR, '') : stdout;
    expect(RAW_HOSTILE.exec(uncoloured)?.[0]).toBeUndefined();
    if (format === 'sarif') expect(checkSarif(stdout, { multitool: false })).toEqual([]);
    if (format === 'json')
      expect(parseReport(stdout).instances.map(({ name }) => name)).toEqual([HOSTILE, HOSTILE]);
  });

  it('never come through in what collect says', async () => {
    const cwd = makeFolder({ 'a.json': writeSnapshot(buildHostile()) });
    const { code, stderr } = await run(['collect', '--snapshot', 'a.json', '-o', 'b.json'], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain('not read: ');
    expect(RAW_HOSTILE.exec(stderr)?.[0]).toBeUndefined();
    const [before, kept] = ['a.json', 'b.json'].map(
      (name) => JSON.parse(readFileSync(path.join(cwd, name), 'utf8')) as unknown,
    );
    expect(kept).toEqual(before);
  });
});

describe('progress', () => {
  const KEYS = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };

  async function serve(): Promise<Record<string, string>> {
    const endpoint = await startAwsEndpoint({ inventory: buildInventory(), latencyMs: 150 });
    onTestFinished(() => endpoint.close());
    return { ...KEYS, AWS_ENDPOINT_URL: endpoint.url };
  }

  it('is not shown where nobody looks', async () => {
    const env = await serve();
    const { code, stdout, stderr } = await run(['-f', 'json', '--region', 'eu-west-1'], { env });
    expect([code, stderr]).toEqual([0, '']);
    expect(parseReport(stdout).instances).toHaveLength(1);
  });

  const hasTerminal = process.platform === 'linux';

  it.skipIf(!hasTerminal).each<[string, string, Readonly<Record<string, string>>, boolean]>([
    ['is drawn on a terminal', '', {}, true],
    ['is not drawn with --quiet', '--quiet', {}, false],
    ['is not drawn in CI', '', { CI: 'true' }, false],
  ])('%s', async (_name, args, more, isDrawn) => {
    const env = { ...(await serve()), ...more };
    const command = `${process.execPath} ${CLI} --region eu-west-1 -f json=r.json ${args}`;
    const { stdout } = await runShell(`script -qec '${command}' /dev/null`, { env });
    expect(stdout.includes('reading: 0 of 1 regions')).toBe(isDrawn);
    expect(stdout.includes(ESCAPE)).toBe(isDrawn);
    expect(stdout.includes('wrote r.json (json)')).toBe(args === '');
  });

  it.skipIf(!hasTerminal).each<[string, string, boolean]>([
    ['', 'TERM=xterm', true],
    ['', 'TERM=dumb', false],
    ['', 'TERM=xterm NO_COLOR=1', false],
    ['--no-color', 'TERM=xterm', false],
  ])('a terminal has colour and a width of its own: %s %s', async (args, env, isColoured) => {
    const command = `stty cols 70; ${env} ${process.execPath} ${CLI} --demo ${args}`;
    const { stdout } = await runShell(`script -qec '${command}' /dev/null`, { env: { COLUMNS: '100' } });
    expect(stdout.includes(ESCAPE)).toBe(isColoured);
    const rule = /─+/.exec(stdout)?.[0];
    expect(rule?.length).toBe(70);
  });
});

it('a scan that is interrupted leaves nothing behind', async () => {
  const endpoint = await startAwsEndpoint({ inventory: buildInventory(), latencyMs: 20_000 });
  onTestFinished(() => endpoint.close());
  const cwd = makeFolder({ 'r.json': 'an older report' });
  const script = `$CLI --region eu-west-1 -f json=r.json -f sarif=r.sarif &
    scan=$!; sleep 2; kill -TERM $scan; wait $scan; echo "code $?"; ls -A; cat r.json`;
  const env = {
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL: endpoint.url,
  };
  const { stdout } = await runShell(script, { cwd, env });
  expect(stdout).toBe('code 143\nr.json\nan older report');
  expect(endpoint.stats().maxInFlight).toBeGreaterThan(0);
});
