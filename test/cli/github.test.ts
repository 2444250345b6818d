import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../support/folder.ts';
import { readCommands } from '../support/read-commands.ts';
import { run } from './support.ts';

const ANSWER = 'Not every running instance can be reached by Session Manager: 9 blocked, 3 unknown.';
const MEGABYTE = 1024 * 1024;

/** A step of a run, whose summary begins with the given text. */
function makeStep(before?: string): { readonly file: string; readonly env: Record<string, string> } {
  const file = path.join(makeFolder(before === undefined ? {} : { 'summary.md': before }), 'summary.md');
  return { file, env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: file } };
}

describe('--github', () => {
  it('writes the summary and the annotations, and leaves standard output to the report', async () => {
    const { file, env } = makeStep();
    const plain = await run(['--demo']);
    const { code, stdout, stderr } = await run(['--demo', '--github'], { env });
    expect({ code, stdout }).toEqual({ code: plain.code, stdout: plain.stdout });
    const commands = readCommands(stderr);
    expect(commands.at(-1)).toEqual({
      name: 'notice',
      properties: { title: 'ssm-preflight' },
      message: ANSWER,
    });
    expect(commands).toHaveLength(stderr.trimEnd().split('\n').length);
    expect(readFileSync(file, 'utf8').startsWith(`## Session Manager\n\n**${ANSWER}**\n`)).toBe(true);
  });

  it('appends to what the step has written', async () => {
    const { file, env } = makeStep('# Tests\nAll passed.');
    await run(['--demo', '--github', '-q'], { env });
    expect(readFileSync(file, 'utf8').startsWith('# Tests\nAll passed.\n\n## Session Manager\n\n**')).toBe(
      true,
    );
  });

  it.each([
    ['with room for a short report', MEGABYTE - 10_000, true],
    ['with no room', MEGABYTE - 1000, false],
    ['that is larger than GitHub takes', 2 * MEGABYTE, false],
  ])('keeps within what GitHub takes of a summary %s', async (_, used, isAppended) => {
    const { file, env } = makeStep('x'.repeat(used));
    const { code, stderr } = await run(['--demo', '--github'], { env });
    expect(code).toBe(1);
    const { size } = statSync(file);
    if (isAppended) {
      expect(size).toBeLessThanOrEqual(MEGABYTE);
      expect(readFileSync(file, 'utf8').slice(used)).toMatch(/^\n\n## Session Manager\n[^]*left out/);
    } else {
      expect(size).toBe(used);
      expect(stderr).toContain(
        `the step's summary has ${used} of 1048576 bytes already, so the report is not appended`,
      );
    }
  });

  it.each([
    [
      'the variable is not set',
      {},
      'the environment variable GITHUB_STEP_SUMMARY is not set; outside of GitHub Actions use --format markdown=FILE',
    ],
    [
      'the variable is empty',
      { GITHUB_STEP_SUMMARY: '' },
      'the environment variable GITHUB_STEP_SUMMARY is not set; outside of GitHub Actions use --format markdown=FILE',
    ],
  ])('says so where %s', async (_, env, reason) => {
    const { code, stdout, stderr } = await run(['--demo', '--github', '-f', 'json=r.json'], { env });
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: `ssm-preflight: --github: ${reason}\n`,
    });
  });

  it('looks for the summary before it scans', async () => {
    const env = { GITHUB_STEP_SUMMARY: path.join(makeFolder(), 'nowhere/summary.md') };
    const { code, stderr } = await run(['--snapshot', 'missing.json', '--github'], { env });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^ssm-preflight: GITHUB_STEP_SUMMARY=/);
  });

  it.each([
    ['a folder', 'summary'],
    ['in a folder that is not there', 'nowhere/summary.md'],
  ])('writes nothing where the summary is %s', async (_, name) => {
    const cwd = makeFolder({ 'summary/other.md': '', 'r.json': 'an older report' });
    const env = { GITHUB_STEP_SUMMARY: path.join(cwd, name) };
    const { code, stdout, stderr } = await run(['--demo', '--github', '-f', 'table', '-f', 'json=r.json'], {
      env,
      cwd,
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^ssm-preflight: GITHUB_STEP_SUMMARY=.*summary.*: cannot be written: .*\n$/);
    expect(readFileSync(path.join(cwd, 'r.json'), 'utf8')).toBe('an older report');
  });
});
