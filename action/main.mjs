/**
 * The GitHub Action: turns its inputs into a command line, runs the bundled program beside this file, and hands the
 * counts on as outputs. It installs nothing and decides nothing.
 */
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const { env } = process;
const input = (name) => (env[`INPUT_${name.toUpperCase()}`] ?? '').trim();
const isSet = (name) => input(name).toLowerCase() === 'true';
const lines = (name) =>
  input(name)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

const folder = path.join(env.RUNNER_TEMP || env.TMPDIR || '/tmp', `ssm-preflight-${process.pid}`);
const report = path.join(folder, 'report.json');
mkdirSync(folder, { recursive: true });

/** `--name=value` in one word, so that no value can be taken for a flag. */
const valued = (flag, name = flag) => (input(name) === '' ? [] : [`--${flag}=${input(name)}`]);
const flagged = (flag) => (isSet(flag) ? [`--${flag}`] : []);

const args = [
  'scan',
  ...lines('regions').map((line) => `--region=${line}`),
  ...['role-arn', 'snapshot', 'config', 'baseline', 'fail-on'].flatMap((flag) => valued(flag)),
  ...['demo', 'launch-templates', 'fail-on-new', 'allow-unknown'].flatMap(flagged),
  '--format=table',
  `--format=json=${report}`,
  ...lines('reports').map((line) => `--format=${line}`),
  ...(input('sarif') === '' ? [] : [`--format=sarif=${input('sarif')}`, '--sarif-profile=github']),
  ...(input('github').toLowerCase() === 'false' ? [] : ['--github']),
];
const program = fileURLToPath(new URL('commands/cli.mjs', import.meta.url));
const { status, error } = spawnSync(process.execPath, [program, ...args], { stdio: 'inherit' });
if (error !== undefined) process.stderr.write(`ssm-preflight: cannot run: ${error.message}\n`);
const exitCode = status ?? 2;

const outputs = { 'exit-code': exitCode };
if (existsSync(report)) {
  const { summary } = JSON.parse(readFileSync(report, 'utf8'));
  Object.assign(outputs, { report, instances: summary.instances }, summary.verdicts);
  if (input('sarif') !== '') outputs.sarif = input('sarif');
}
if (env.GITHUB_OUTPUT) {
  const text = Object.entries(outputs).map(
    ([name, value]) => `${name}=${String(value).replaceAll(/[\r\n]/g, ' ')}\n`,
  );
  appendFileSync(env.GITHUB_OUTPUT, text.join(''));
}
process.exitCode = exitCode;
