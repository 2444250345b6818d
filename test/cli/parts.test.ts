import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { writeSnapshot } from '../../src/sources/snapshot.ts';
import { checkSarif } from '../support/check-sarif.ts';
import { makeFolder } from '../support/folder.ts';
import { buildInventory } from '../support/subject.ts';
import { run, runShell } from './support.ts';

/** An account with as many regions, each with one instance. */
function snapshotOf(regions: number): string {
  const inventory = buildInventory();
  return writeSnapshot({
    ...inventory,
    accounts: inventory.accounts.map((account) => ({
      ...account,
      regions: Array.from({ length: regions }, (_, index) =>
        account.regions.map((region) => ({ ...region, region: `eu-test-${String(index + 1)}` })),
      ).flat(),
    })),
  });
}

const SNAPSHOT = ['--snapshot', 'a.json', '--fail-on', 'never', '--allow-unknown'];
const folderOf = (regions: number, more: Record<string, unknown> = {}): string =>
  makeFolder({ 'a.json': snapshotOf(regions), ...more });

function runsIn(folder: string, file: string): number {
  const text = readFileSync(path.join(folder, file), 'utf8');
  expect(checkSarif(text, { multitool: false })).toEqual([]);
  return (JSON.parse(text) as Log).runs.length;
}

describe('a SARIF report above the limits of a file', () => {
  it.each([
    ['r.sarif', 'r.part-2.sarif'],
    ['r.sarif.json', 'r.part-2.sarif.json'],
    ['out/all.the/r', 'out/all.the/r.part-2'],
    ['.sarif', '.sarif.part-2'],
  ])('goes to %s and %s, and says so', async (first, second) => {
    const cwd = folderOf(21);
    const { code, stdout, stderr } = await run([...SNAPSHOT, '-f', `sarif=${first}`], { cwd });
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toBe(`wrote ${first} (sarif)\nwrote ${second} (sarif)\n`);
    expect([runsIn(cwd, first), runsIn(cwd, second)]).toEqual([20, 1]);
  });

  it('replaces its own parts, and leaves files of other names alone', async () => {
    const others = { 'r-2.sarif': 'mine', 'r.part-x.sarif': 'mine', 'x.part-9.sarif': 'mine' };
    const cwd = folderOf(21, { 'r.sarif': 'old', 'r.part-2.sarif': 'old', ...others });
    const { code } = await run([...SNAPSHOT, '-f', 'sarif=r.sarif'], { cwd });
    expect([code, runsIn(cwd, 'r.part-2.sarif')]).toEqual([0, 1]);
    expect(Object.keys(others).map((file) => readFileSync(path.join(cwd, file), 'utf8'))).toEqual([
      'mine',
      'mine',
      'mine',
    ]);
  });

  it('goes to standard output, a pipe or a device as one text, with a word about it', async () => {
    const said =
      'sarif: one text of what would be 2 files, and servers refuse what is above their limits; --format sarif=FILE writes the files\n';
    const cwd = folderOf(21);
    const toOut = await run([...SNAPSHOT, '-f', 'sarif'], { cwd });
    expect([toOut.code, toOut.stderr]).toEqual([0, said]);
    expect((JSON.parse(toOut.stdout) as Log).runs).toHaveLength(21);
    const toPipe = await runShell(`$CLI ${SNAPSHOT.join(' ')} -f sarif=/dev/stdout | cat`, { cwd });
    expect(toPipe.stderr).toBe(`${said}wrote /dev/stdout (sarif)\n`);
    expect((JSON.parse(toPipe.stdout) as Log).runs).toHaveLength(21);
  });
});

describe('parts of an earlier, longer report', () => {
  it.each([
    ['of a report that has two now', 21, 'r.part-3.sarif'],
    ['of a report that is one file now', 2, 'r.part-2.sarif'],
  ])('%s stop everything: they would be uploaded as if they still held', async (_, regions, stale) => {
    const cwd = folderOf(regions, { 'r.sarif': 'old', [stale]: 'older' });
    const args = [...SNAPSHOT, '-f', 'sarif=r.sarif', '-f', 'json=r.json', '-f', 'table', '--quiet'];
    const before = readdirSync(cwd);
    const { code, stdout, stderr } = await run(args, { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      `ssm-preflight: ${stale}: left from an earlier scan, whose report had more parts than r.sarif has now; delete it and scan again\n`,
    );
    expect(readdirSync(cwd)).toEqual(before);
    expect(readFileSync(path.join(cwd, 'r.sarif'), 'utf8')).toBe('old');
  });
});

describe('a part that cannot be written', () => {
  it.each<[string, string[], Record<string, unknown>, string]>([
    ['is a report of its own', ['-f', 'json=r.part-2.sarif'], {}, 'is a report and a part of another one'],
    ['is a folder', [], { 'r.part-2.sarif/x': '' }, 'r.part-2.sarif: is a folder; give a file name'],
  ])('because it %s leaves everything as it was', async (_, more, files, said) => {
    const cwd = folderOf(21, { 'r.sarif': 'old', ...files });
    const { code, stdout, stderr } = await run([...SNAPSHOT, '-f', 'sarif=r.sarif', ...more], { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(said);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(readFileSync(path.join(cwd, 'r.sarif'), 'utf8')).toBe('old');
    expect(existsSync(path.join(cwd, 'r.part-2.sarif'))).toBe(files['r.part-2.sarif/x'] !== undefined);
  });
});
