import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../support/folder.ts';
import { run } from './support.ts';

const HELP = '; see ssm-preflight --help';

describe('a command line that is wrong ends with 2 and one line', () => {
  it.each<[string[], string]>([
    [['--bogus'], `Unknown argument: bogus${HELP}`],
    [['-x', '--demo'], `Unknown argument: x${HELP}`],
    [['scna'], `Unknown argument: scna${HELP}`],
    [['scan', '--demo', 'more'], `Unknown argument: more${HELP}`],
    [['policy', '--demo'], `Unknown argument: demo${HELP}`],
    [['rules', 'agent-online', 'more'], `Unknown argument: more${HELP}`],
    [['completion', 'more'], `Unknown argument: more${HELP}`],
    [['collect', '--demo'], `Missing required argument: output${HELP}`],
    [['collect', '--demo', '-o', 'x.json', '--format', 'json'], `Unknown argument`],
    [['--demo', '-f', 'xml'], '--format xml: no such format; there are table, json, html, sarif'],
    [['--demo', '-f', 'xml=a.xml'], '--format xml=a.xml: no such format; there are table, json, html, sarif'],
    [['--demo', '-f', 'JSON'], '--format JSON: no such format; there are table, json, html, sarif'],
    [['--demo', '-f', 'json='], '--format json=: the file name is missing'],
    [['--demo', '-f'], `Not enough arguments following: f${HELP}`],
    [['-f', '--demo'], `Not enough arguments following: f${HELP}`],
    [
      ['--demo', '--fail-on', 'hihg'],
      'Invalid values: Argument: fail-on, Given: "hihg", Choices: "info", "low", ',
    ],
    [
      ['--demo', '--sarif-profile', 'x'],
      'Invalid values: Argument: sarif-profile, Given: "x", Choices: "full"',
    ],
    [['--demo', '--connection-status', 'x'], 'Argument: connection-status, Given: "x", Choices: "auto", '],
    [
      ['--demo', '-f', 'json', '-f', 'table'],
      '--format: two reports for standard output; give all but one a file: --format NAME=FILE',
    ],
    [['--demo', '-f', 'json=-', '-f', 'table'], '--format: two reports for standard output;'],
    [['--demo', '-f', 'json=a', '-f', 'sarif=./b/../a'], '--format: two reports for one file, '],
    [['--demo', '-f', ''], `--format: the value is empty${HELP}`],
    [['--demo', '--tag', ''], `--tag: the value is empty${HELP}`],
    [['--demo', '--instance='], `--instance: the value is empty${HELP}`],
    [['--region', ','], `--region: the value is empty${HELP}`],
    [['--snapshot', ''], `--snapshot: the value is empty${HELP}`],
    [['--snapshot'], `Not enough arguments following: snapshot${HELP}`],
    [['--config', '--demo'], `--config: the value is empty${HELP}`],
    [['--snapshot', 'x.json', '--demo'], '--snapshot and --demo each name a source; give one'],
    [['--snapshot', 'x.json', '--cli-json', 'd'], '--snapshot and --cli-json each name a source; give one'],
    [
      ['--snapshot', 'x.json', '--region', 'eu-west-1'],
      '--region narrows what is read from AWS; --snapshot holds',
    ],
    [['--demo', '--region', 'eu-west-1'], '--region narrows what is read from AWS; --demo holds'],
    [
      ['collect', '-o', 'x', '--demo', '--region', 'eu-west-1'],
      '--region narrows what is read from AWS; --demo',
    ],
    [['--demo', '--simulate'], '--simulate asks AWS; --demo holds what it holds'],
    [['--snapshot', 'x.json', '--simulate'], '--simulate asks AWS; --snapshot holds what it holds'],
    [['--cli-json', 'd', '--simulate'], '--simulate asks AWS; --cli-json holds what it holds'],
    [['collect', '-o', 'x', '--demo', '--simulate'], '--simulate asks AWS; --demo holds what it holds'],
    [['explain', 'i-1', '--cli-json', 'd', '--simulate'], '--simulate asks AWS; --cli-json holds'],
    [['--demo', '--sessions'], '--sessions asks AWS; --demo holds what it holds'],
    [['collect', '-o', 'x', '--cli-json', 'd', '--sessions'], '--sessions asks AWS; --cli-json holds what'],
    [['--demo', '--launch-templates'], '--launch-templates asks AWS; --demo holds what it holds'],
    [['--simulate', '--demo', '--snapshot', 'x'], '--snapshot and --demo each name a source; give one'],
    [['--cli-json', 'd', '--region', 'a,b'], '--cli-json holds one region; give at most one --region'],
    [['--demo', '--group-by', 'vcp'], '--group-by vcp: no such grouping; did you mean "vpc"?'],
    [
      ['--demo', '--group-by', 'team'],
      '--group-by team: no such grouping; there are cause, rule, vpc, account, region and tag:KEY',
    ],
    [['--demo', '--group-by', 'tag:'], "--group-by tag:: the tag's key is missing; write tag:KEY"],
    [['--demo', '--group-by', 'tag'], "--group-by tag: the tag's key is missing; write tag:KEY"],
    [['--demo', '--group-by', ''], `--group-by: the value is empty${HELP}`],
    [
      ['--demo', '-f', 'json', '--matrix'],
      '--matrix: shapes the table, and no table is asked for; add -f table',
    ],
    [['--demo', '-f', 'json', '--group-by', 'vpc', '--no-ascii'], '--group-by, --no-ascii: shape'],
    [['init', '--ci', 'githb'], '--ci githb: no such CI; did you mean "github"?'],
    [['init', '--ci', 'jenkins'], '--ci jenkins: no such CI; there are github, gitlab'],
    [['init', '--ci', ''], `--ci: the value is empty${HELP}`],
    [['init', '--no-config'], '--no-config: nothing is left to write; give --ci'],
    [['init', '--force', '--print'], '--force and --print: the one writes, the other does not; give one'],
    [['init', 'more'], `Unknown argument: more${HELP}`],
    [['init', '--demo'], `Unknown argument: demo${HELP}`],
    [['render'], `Not enough non-option arguments: got 0, need at least 1${HELP}`],
    [['render', ''], `--report: the value is empty${HELP}`],
    [['render', 'x.json', '--demo'], `Unknown argument: demo${HELP}`],
    [
      ['render', 'none.json', '-f', 'xml'],
      '--format xml: no such format; there are table, json, html, sarif, ',
    ],
    [['diff', 'a.json'], `Not enough non-option arguments: got 1, need at least 2${HELP}`],
    [['diff', 'none.json', 'b.json'], 'none.json: no such file'],
    [
      ['diff', 'a.json', 'b.json', '-f', 'sarif'],
      'Argument: format, Given: "sarif", Choices: "text", "json"',
    ],
    [['baseline', 'a.json'], `Missing required argument: output${HELP}`],
    [
      ['baseline', '-', '--update', '-', '-o', 'x'],
      'the report and --update: only one can be standard input',
    ],
    [['--demo', '--baseline', ''], `--baseline: the value is empty${HELP}`],
    [['scan', '--demo', '-'], `Unknown argument: -${HELP}`],
    [['rules', 'agent-onlin'], 'no rule is called "agent-onlin"; did you mean "agent-online"?'],
    [['rules', 'nonsense'], 'no rule is called "nonsense"; the rules are admin-ports-closed, '],
    [['--demo', '--config', 'x.toml'], 'x.toml: a configuration file ends in .json, .yaml or .yml'],
    [['--demo', '--config', 'none.json'], 'none.json: no such file'],
    [['--bogus\u001b[31m\u202e'], 'Unknown argument: bogus\ufffd[31m\ufffd'],
  ])('%j', async (args, expected) => {
    const cwd = makeFolder();
    const { code, stdout, stderr } = await run(args, { cwd });
    expect([code, stdout, readdirSync(cwd)]).toEqual([2, '', []]);
    expect(stderr).toContain(expected);
    expect(stderr).toMatch(/^ssm-preflight: .*\n$/);
  });
});

describe('an output that cannot be written ends with 2 before anything else is', () => {
  it.each<[string, string]>([
    ['folder', 'folder: is a folder; give a file name'],
    ['folder/', 'folder/: is a folder; give a file name'],
    ['file.txt/x.json', 'file.txt/x.json: cannot be written: ENOTDIR: not a directory'],
    ['file.txt/deeper/x.json', 'file.txt/deeper/x.json: cannot be written: ENOTDIR: not a directory'],
    [`${'x'.repeat(300)}`, 'cannot be written: ENAMETOOLONG: name too long'],
    ['loop/x.json', 'loop/x.json: cannot be written: '],
  ])('%s', async (target, expected) => {
    const cwd = makeFolder({ 'file.txt': 'text', 'older.json': 'an older report' });
    mkdirSync(path.join(cwd, 'folder'));
    symlinkSync('loop', path.join(cwd, 'loop'));
    const before = readdirSync(cwd);
    for (const args of [
      ['--demo', '-f', 'json=older.json', '-f', `sarif=${target}`, '-f', 'table'],
      ['collect', '--demo', '-o', target],
    ]) {
      const { code, stdout, stderr } = await run(args, { cwd });
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain(expected);
      expect(stderr).toMatch(/^ssm-preflight: .*\n$/);
      expect(readdirSync(cwd)).toEqual(before);
      expect(readFileSync(path.join(cwd, 'older.json'), 'utf8')).toBe('an older report');
    }
  });

  it.skipIf(process.platform !== 'linux')('in a file system that takes no files', async () => {
    const { code, stdout, stderr } = await run(['--demo', '-f', 'json=/proc/none/x.json']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^ssm-preflight: \/proc\/none\/x\.json: cannot be written: ENOENT.*\n$/);
  });
});

describe('without credentials that AWS takes', () => {
  it.each<[string[], string]>([
    [[], 'renew them with: aws sso login (or: aws configure)'],
    [['--profile', 'dev'], 'renew them with: aws sso login --profile dev (or: aws configure --profile dev)'],
    [['collect', '-o', 'x.json'], 'renew them with: aws sso login (or: aws configure)'],
  ])('%j says how to renew them', async (args, way) => {
    const cwd = makeFolder();
    const { code, stdout, stderr } = await run([...args, '--endpoint-url', 'http://127.0.0.1:9'], { cwd });
    expect([code, stdout, readdirSync(cwd)]).toEqual([2, '', []]);
    expect(stderr).toMatch(/^ssm-preflight: no usable AWS credentials \(.*\n$/);
    expect(stderr).toContain(way);
  });

  const KEYS = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret-that-nobody-may-see' };

  it.each([
    ['refuses the connection', ['--endpoint-url', 'http://127.0.0.1:9'], KEYS],
    [
      'refuses the connection that the environment names',
      [],
      { ...KEYS, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' },
    ],
    ['is no URL', ['--endpoint-url', 'nonsense'], KEYS],
  ])('an endpoint that %s is one line', async (_name, args, env) => {
    const { code, stdout, stderr } = await run(['--region', 'eu-west-1', ...args], { env });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^ssm-preflight: cannot reach AWS STS \(.*check the network, --endpoint-url and the region\n$/,
    );
    expect(stderr).not.toContain(KEYS.AWS_SECRET_ACCESS_KEY);
  });
});

describe('--debug', () => {
  it.each<[string[], string]>([
    [['--snapshot', 'none.json'], 'SourceError: none.json: no such file'],
    [['--demo', '--snapshot', 'x.json'], 'UsageError: --snapshot and --demo'],
    [['--config', 'none.json', '--demo'], 'UsageError: none.json: no such file'],
  ])('shows where %j went wrong', async (args, first) => {
    const { code, stdout, stderr } = await run([...args, '--debug']);
    expect([code, stdout]).toEqual([2, '']);
    const [line, ...stack] = stderr.split('\n');
    expect(line).toContain(`ssm-preflight: ${first}`);
    expect(stack[0]).toMatch(/^ {4}at .*\.js:\d+:\d+\)?$/);
  });

  it('shows what caused it', async () => {
    const { stderr } = await run(['--snapshot', 'none.json', '--debug']);
    expect(stderr).toMatch(/^caused by Error: ENOENT/m);
  });
});
