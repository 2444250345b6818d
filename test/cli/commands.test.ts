import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { makeFolder } from '../support/folder.ts';
import { parseReport, run, runShell, withoutTimes } from './support.ts';

const DEMO = new URL('../../src/data/demo-snapshot.json', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};

describe('rules', () => {
  it('lists every rule with its impact and severity', async () => {
    const { code, stdout, stderr } = await run(['rules']);
    expect([code, stderr]).toEqual([0, '']);
    const [header, ...rows] = stdout.trimEnd().split('\n');
    expect(header).toMatch(/^RULE +IMPACT +SEVERITY +GOOD STATE$/);
    expect(rows.map((row) => row.split(/ {2,}/).slice(0, 3))).toEqual(
      rules.map(({ meta }) => [meta.id, meta.impact, meta.severity]),
    );
  });

  it('explains one', async () => {
    const { code, stdout, stderr } = await run(['rules', 'agent-online']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^agent-online\n/);
    for (const label of [
      'Impact: blocks',
      'Severity: high',
      'Why: ',
      'How to fix: ',
      'Documentation: https://',
    ])
      expect(stdout).toContain(label);
  });

  it('names the options of one that has some, with their defaults', async () => {
    expect((await run(['rules', 'https-egress-allowed'])).stdout).toContain('match (default "path")');
  });
});

it('policy prints an IAM policy that allows reading alone', async () => {
  const { code, stdout, stderr } = await run(['policy']);
  expect([code, stderr]).toEqual([0, '']);
  const policy = JSON.parse(stdout) as {
    readonly Version: string;
    readonly Statement: readonly {
      readonly Sid: string;
      readonly Effect: string;
      readonly Action: readonly string[];
    }[];
  };
  expect(policy.Version).toBe('2012-10-17');
  expect(
    policy.Statement.map(({ Effect, Action: [first = ''] }) => `${Effect} ${first.split(':')[0]}`),
  ).toEqual(
    ['autoscaling', 'ec2', 'iam', 'kms', 'logs', 'route53', 's3', 'ssm', 'sts'].map(
      (service) => `Allow ${service}`,
    ),
  );
  const actionsOf = (sid: string) => policy.Statement.find(({ Sid }) => Sid === sid)?.Action;
  expect(actionsOf('ReadSessionLogBuckets')).toEqual([
    's3:GetBucketLocation',
    's3:GetBucketPolicy',
    's3:GetEncryptionConfiguration',
  ]);
  expect(actionsOf('ReadSessionLogGroups')).toEqual(['logs:DescribeLogGroups']);
  expect(actionsOf('ReadSessionKeys')).toEqual(['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:ListGrants']);
  expect(actionsOf('ReadRolesAndPolicies')).toEqual(
    [
      'GetAccountAuthorizationDetails',
      'GetInstanceProfile',
      'GetPolicy',
      'GetPolicyVersion',
      'GetRole',
      'GetRolePolicy',
      'ListAttachedRolePolicies',
      'ListInstanceProfiles',
      'ListRolePolicies',
      'SimulatePrincipalPolicy',
    ].map((name) => `iam:${name}`),
  );
  const actions = policy.Statement.flatMap(({ Action }) => Action);
  expect(actions).toContain('ec2:DescribeInstances');
  expect(
    actions.filter((action) => !/^[a-z0-9]+:(Describe|Get|List|SimulatePrincipal)[A-Za-z]+$/.test(action)),
  ).toEqual([]);
});

describe('collect', () => {
  const said = (target: string): string => `wrote ${target}: 24 instances, 3 next launches in 2 regions\n`;

  it.each([
    ['demo', ['--demo'], 'x.json'],
    ['demo, compressed', ['--demo'], 'x.json.gz'],
    ['a snapshot, compressed', ['--snapshot', 'old.json'], 'sub/x.json.gz'],
    ['a compressed snapshot under any name', ['--snapshot', 'packed'], 'x.json'],
  ])('keeps what a scan of it needs: %s', async (_name, source, file) => {
    const demo = readFileSync(DEMO);
    const cwd = makeFolder({ 'old.json': demo, packed: gzipSync(demo), 'x.json': 'older' });
    const result = await run(['collect', ...source, '-o', file], { cwd });
    expect(result).toEqual({ code: 0, stdout: '', stderr: said(file) });
    const bytes = readFileSync(path.join(cwd, file));
    expect(bytes.subarray(0, 2).toString('hex') === '1f8b').toBe(file.endsWith('.gz'));

    const [before, after] = [
      await run(['-f', 'json', ...source], { cwd }),
      await run(['-f', 'json', '--snapshot', file], { cwd }),
    ];
    expect(after.code).toBe(1);
    expect(withoutTimes(after.stdout)).toBe(withoutTimes(before.stdout));
  });

  it('writes to standard output, which a scan can read again', async () => {
    const { code, stdout, stderr } = await run(['collect', '--demo', '-o', '-']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: said('standard output') });
    const cwd = makeFolder({ 'x.json': stdout });
    expect(
      parseReport((await run(['--snapshot', 'x.json', '-f', 'json'], { cwd })).stdout).summary.instances,
    ).toBe(24);
    const piped = await runShell('$CLI collect --demo -q -o - | $CLI --snapshot /dev/stdin -f json');
    expect(parseReport(piped.stdout).summary.instances).toBe(24);
    expect(piped.stderr).toBe('');
  });

  it('keeps a folder of AWS CLI answers', async () => {
    const folder = new URL('../fixtures/accounts/batfish-vpce-interface-as-ssm', import.meta.url).pathname;
    const cwd = makeFolder();
    const result = await run(['collect', '--cli-json', folder, '-o', 'x.json', '--quiet'], { cwd });
    expect(result).toEqual({ code: 0, stdout: '', stderr: '' });
    const [direct, kept] = [
      await run(['--cli-json', folder, '-f', 'json'], { cwd }),
      await run(['--snapshot', 'x.json', '-f', 'json'], { cwd }),
    ];
    const [before, after] = [parseReport(direct.stdout), parseReport(kept.stdout)];
    expect(after.instances.map(({ verdict }) => verdict)).toEqual(
      before.instances.map(({ verdict }) => verdict),
    );
    expect(after.summary).toEqual(before.summary);
    expect(kept.code).toBe(direct.code);
  });

  it('says what was not read, and ends with 3 when that is a whole region', async () => {
    const gap = { kind: 'denied', action: 'ec2:DescribeInstances' };
    const snapshot = {
      snapshotVersion: 1,
      source: { kind: 'aws' },
      takenAt: '2026-11-20T12:00:00.000Z',
      accounts: [
        {
          accountId: '111122223333',
          partition: 'aws',
          iam: {},
          regions: [{ region: 'eu-west-1', Reservations: { gap } }],
        },
      ],
    };
    const cwd = makeFolder({ 'x.json': snapshot });
    const { code, stderr } = await run(['collect', '--snapshot', 'x.json', '-o', 'y.json'], { cwd });
    expect(code).toBe(3);
    expect(stderr).toMatch(/^not read: .*ec2:DescribeInstances/m);
    expect((await run(['--snapshot', 'y.json'], { cwd })).code).toBe(3);
  });
});

describe('help and version', () => {
  it('prints the version', async () => {
    expect(await run(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it.each([[['--help']], [['-h']], [['scan', '--help']]])(
    'prints %j in English whatever the locale',
    async (args) => {
      const korean = { LANG: 'ko_KR.UTF-8', LC_ALL: 'ko_KR.UTF-8', LC_MESSAGES: 'ko_KR.UTF-8' };
      const { code, stdout, stderr } = await run(args, { env: korean });
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toContain('Options:');
      expect(stdout).toContain('Show help');
      expect(stdout).not.toMatch(/\p{Script=Hangul}/u);
      expect(stdout).toBe((await run(args)).stdout);
    },
  );

  it('says a usage error in English whatever the locale', async () => {
    const { stderr } = await run(['--bogus'], { env: { LANG: 'ko_KR.UTF-8' } });
    expect(stderr).toBe('ssm-preflight: Unknown argument: bogus; see ssm-preflight --help\n');
  });
});

describe('completion', () => {
  it.each([
    ['/bin/bash', 'complete -o bashdefault'],
    ['/bin/zsh', '#compdef ssm-preflight'],
  ])('prints a script for %s', async (shell, line) => {
    const { code, stdout, stderr } = await run(['completion'], { env: { SHELL: shell } });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(line);
    expect(stdout).toContain('ssm-preflight --get-yargs-completions');
  });

  it('prints a script that bash understands', async () => {
    expect(await runShell('$CLI completion | bash -n')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it.each<[string[], string[]]>([
    [
      ['ssm-preflight', 'co'],
      [
        'scan',
        'collect',
        'explain',
        'bastion',
        'diff',
        'render',
        'baseline',
        'rules',
        'policy',
        'init',
        'completion',
      ],
    ],
    [
      ['ssm-preflight', 'scan', '--fail-on', ''],
      ['info', 'low', 'medium', 'high', 'critical', 'never'],
    ],
  ])('suggests for %j', async (words, expected) => {
    const { code, stdout, stderr } = await run(['--get-yargs-completions', ...words]);
    expect([code, stderr, stdout.trimEnd().split('\n')]).toEqual([0, '', expected]);
  });

  it('leaves file names to the shell, without a word', async () => {
    const words = ['ssm-preflight', 'scan', '--snapshot', './'];
    const { code, stdout, stderr } = await run(['--get-yargs-completions', ...words]);
    expect([code, stdout.trim(), stderr]).toEqual([0, '', '']);
  });
});
