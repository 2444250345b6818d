import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../support/folder.ts';
import { run, runShell } from './support.ts';

const ASCII = /^[\n\x20-\x7e]*$/;

describe('the table in other shapes', () => {
  it.each<[string[], RegExp]>([
    [['--group-by', 'cause'], /^Nothing to change {2}\d+ instances · /m],
    [['--group-by', 'rule'], /^fails agent-online {2}blocks · 8 instances · 8 blocked$/m],
    [['--group-by', 'tag:team'], /^team 결제 {2}1 instance · 1 ready$/m],
    [['--matrix'], /^blocked +cache-1 .* F +P +· +P +F( +P){6} +· +·( +P){3} +F +P +P$/m],
    [['--matrix', '--group-by', 'region', '-f', 'json=x.json', '-f', 'table'], /^region us-east-1 {2}2/m],
    [['--ascii'], /^ready +\\u\{acb0\}\\u\{c81c\}-api-1 /m],
  ])('%j changes neither exit code nor standard error', async (args, expected) => {
    const { code, stdout, stderr } = await run(['--demo', ...args], { cwd: makeFolder() });
    expect([code, stderr]).toEqual([1, args.includes('-f') ? 'wrote x.json (json)\n' : '']);
    expect(stdout).toMatch(expected);
    expect(ASCII.test(stdout)).toBe(args.includes('--ascii'));
  });

  it('a file is ASCII by the flag alone', async () => {
    const cwd = makeFolder();
    await run(['--demo', '-f', 'table=a.txt'], { cwd, env: { LC_ALL: 'C' } });
    await run(['--demo', '-f', 'table=b.txt', '--ascii'], { cwd });
    expect(readFileSync(path.join(cwd, 'a.txt'), 'utf8')).toContain('결제');
    expect(readFileSync(path.join(cwd, 'b.txt'), 'utf8')).toMatch(ASCII);
  });
});

const hasTerminal = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0;

describe.skipIf(!hasTerminal)('on a terminal', () => {
  it.each([
    ['of the C locale', 'C', '', false],
    ['with UTF-8', 'C.UTF-8', '', true],
    ['of the C locale, against the flag', 'C', '--no-ascii', true],
  ])('%s', async (_, locale, flag, isForeign) => {
    const script = `script -qec '$CLI --demo --no-color ${flag}' /dev/null`;
    const { code, stdout } = await runShell(script, { env: { LC_ALL: locale, TERM: 'xterm' } });
    expect(code).toBe(1);
    expect(stdout.includes('결제-api-1')).toBe(isForeign);
    expect(ASCII.test(stdout.replaceAll('\r', ''))).toBe(!isForeign);
  });
});
