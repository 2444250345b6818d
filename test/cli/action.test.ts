import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Log } from 'sarif';
import { startAwsEndpoint } from '../aws-endpoint/server.ts';
import { makeFolder } from '../support/folder.ts';
import { buildInventory } from '../support/subject.ts';
import { parseReport } from './support.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** What a runner checks out of a release: no node_modules anywhere above. */
let checkout = '';

beforeAll(() => {
  checkout = mkdtempSync(path.join(tmpdir(), 'action-'));
  mkdirSync(path.join(checkout, 'action'));
  for (const file of ['package.json', 'action.yml', 'action/main.mjs'])
    cpSync(path.join(root, file), path.join(checkout, file));
  execFileSync(process.execPath, [path.join(root, 'scripts/bundle.mjs'), path.join(checkout, 'action')]);
});
afterAll(() => rmSync(checkout, { recursive: true, force: true }));

interface Manifest {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: { readonly using: string; readonly main: string };
}

const manifest = parse(readFileSync(path.join(root, 'action.yml'), 'utf8')) as Manifest;

/** Runs the action as a runner does: inputs as variables, files for what it says. */
async function act(inputs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) {
  const cwd = makeFolder({ summary: '', output: '' });
  const defaults = Object.entries(manifest.inputs).map(([name, { default: value = '' }]) => [name, value]);
  const given = Object.entries({ ...Object.fromEntries(defaults), ...inputs } as Record<string, string>);
  const child = spawn(process.execPath, [path.join(checkout, manifest.runs.main)], {
    cwd,
    env: {
      PATH: process.env['PATH'],
      RUNNER_TEMP: path.join(cwd, 'temp'),
      GITHUB_ACTIONS: 'true',
      GITHUB_STEP_SUMMARY: path.join(cwd, 'summary'),
      GITHUB_OUTPUT: path.join(cwd, 'output'),
      ...Object.fromEntries(given.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      ...env,
    },
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  const read = (file: string): string => readFileSync(path.resolve(cwd, file), 'utf8');
  const pairs = read('output')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]);
  return { code, stdout, stderr, read, outputs: Object.fromEntries(pairs) };
}

describe('the GitHub Action', () => {
  it('needs nothing but what a checkout holds', () => {
    expect(readdirSync(checkout).sort()).toEqual(['action', 'action.yml', 'package.json']);
    expect(manifest.runs).toEqual({ using: 'node24', main: 'action/main.mjs' });
    expect(existsSync(path.join(checkout, 'action/data/demo-snapshot.json'))).toBe(true);
  });

  it('scans, says so in the summary and by annotations, and hands the counts on', async () => {
    const reports = 'html=out/report.html\njunit=out/report.xml';
    const { code, stdout, stderr, read, outputs } = await act({
      demo: 'true',
      reports,
      sarif: 'sarif/ssm.sarif',
    });
    expect(code).toBe(1);
    expect(stdout).toContain('Not every running instance can be reached by Session Manager');
    expect(stderr).toMatch(/^::error title=/m);
    expect(read('summary')).toMatch(/^## Session Manager/);
    const report = parseReport(read(outputs['report'] ?? ''));
    expect(outputs).toEqual({
      'exit-code': '1',
      report: outputs['report'],
      sarif: 'sarif/ssm.sarif',
      instances: String(report.summary.instances),
      ...Object.fromEntries(Object.entries(report.summary.verdicts).map(([name, n]) => [name, String(n)])),
    });
    expect((JSON.parse(read('sarif/ssm.sarif')) as Log).runs.length).toBeGreaterThan(0);
    expect(read('out/report.html')).toMatch(/^<!doctype html>/i);
    expect(read('out/report.xml')).toContain('<testsuites');
  });

  it('fails only for what is asked to fail it', async () => {
    const quiet = { demo: 'true', 'fail-on': 'never', 'allow-unknown': 'true', github: 'false' };
    const { code, stderr, read, outputs } = await act(quiet);
    expect([code, outputs['exit-code'], read('summary')]).toEqual([0, '0', '']);
    expect(stderr).not.toContain('::error');
  });

  it('takes last night as the baseline', async () => {
    const night = await act({ demo: 'true' });
    const baseline = night.outputs['report'] ?? '';
    const again = await act({ demo: 'true', baseline, 'fail-on-new': 'true', 'allow-unknown': 'true' });
    expect([night.code, again.code]).toEqual([1, 0]);
    expect(again.stdout).toContain('nothing new');
  });

  it('reads AWS with the credentials of the step', async () => {
    const endpoint = await startAwsEndpoint({ inventory: buildInventory() });
    try {
      const env = {
        AWS_ENDPOINT_URL: endpoint.url,
        AWS_ACCESS_KEY_ID: 'AKIATEST',
        AWS_SECRET_ACCESS_KEY: 'not-a-secret',
        AWS_REGION: 'eu-west-1',
      };
      const { code, outputs } = await act({ regions: 'eu-west-1' }, env);
      expect([code, outputs['ready']]).toEqual([0, '1']);
    } finally {
      await endpoint.close();
    }
  });

  it.each<[Readonly<Record<string, string>>, string]>([
    [{ demo: 'true', 'fail-on': 'hihg' }, 'Argument: fail-on, Given: "hihg"'],
    [{ demo: 'true', snapshot: 'x.json' }, '--snapshot and --demo each name a source; give one'],
    [{ snapshot: '--demo' }, '--demo: no such file'],
    [{ demo: 'true', reports: 'xml=a.xml' }, '--format xml=a.xml: no such format'],
  ])('%j ends with 2 and one line', async (inputs, message) => {
    const { code, stdout, stderr, outputs } = await act(inputs);
    expect([code, stdout, outputs]).toEqual([2, '', { 'exit-code': '2' }]);
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('names its inputs and outputs by what the program takes and gives', async () => {
    const script = readFileSync(path.join(root, 'action/main.mjs'), 'utf8');
    for (const name of Object.keys(manifest.inputs)) expect(script, name).toContain(`'${name}'`);
    const { outputs } = await act({ demo: 'true', sarif: 'a.sarif' });
    expect(Object.keys(outputs).sort()).toEqual(Object.keys(manifest.outputs).sort());
  });
});
