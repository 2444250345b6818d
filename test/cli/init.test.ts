import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../support/folder.ts';
import { run, withoutTimes, type Run } from './support.ts';

const CONFIG = 'ssm-preflight.config.yaml';
const GITHUB = '.github/workflows/ssm-preflight.yml';
const GITLAB = 'ssm-preflight.gitlab-ci.yml';

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

async function init(cwd: string, ...args: string[]): Promise<Run> {
  return run(['init', ...args], { cwd });
}

describe('init in an empty folder', () => {
  it.each<[string[], string[]]>([
    [[], [CONFIG]],
    [
      ['--ci', 'github'],
      [GITHUB, CONFIG],
    ],
    [
      ['--ci', 'gitlab'],
      [CONFIG, GITLAB],
    ],
    [
      ['--ci', 'github,gitlab'],
      [GITHUB, CONFIG, GITLAB],
    ],
    [
      ['--ci', 'gitlab', '--ci', 'github', '--ci', 'gitlab'],
      [GITHUB, CONFIG, GITLAB],
    ],
    [['--ci', 'github', '--no-config'], [GITHUB]],
    [['--force'], [CONFIG]],
  ])('%j writes what it says, and says what is next', async (args, files) => {
    const cwd = makeFolder();
    const { code, stdout, stderr } = await init(cwd, ...args);
    expect([code, stdout]).toEqual([0, '']);
    expect(listFiles(cwd)).toEqual(files);
    const lines = stderr.trimEnd().split('\n');
    expect(lines.slice(0, -1).sort()).toEqual(files.map((file) => `wrote ${file}`));
    expect(lines.at(-1)).toMatch(/^next: .*ssm-preflight /);
  });

  it('the configuration changes nothing', async () => {
    const cwd = makeFolder();
    await init(cwd);
    const [as, without] = await Promise.all([
      run(['--demo', '-f', 'json'], { cwd }),
      run(['--demo', '-f', 'json', '--no-config'], { cwd }),
    ]);
    expect([as.code, as.stderr]).toEqual([1, '']);
    expect(withoutTimes(as.stdout)).toBe(withoutTimes(without.stdout));
  });

  it('--print writes nothing, and prints the same bytes', async () => {
    const cwd = makeFolder();
    const one = await init(cwd, '--print');
    const all = await init(cwd, '--print', '--ci', 'github', '--ci', 'gitlab');
    expect([one.code, one.stderr, all.code, all.stderr, listFiles(cwd)]).toEqual([0, '', 0, '', []]);
    await init(cwd, '--ci', 'github', '--ci', 'gitlab');
    const read = (file: string): string => readFileSync(path.join(cwd, file), 'utf8');
    expect(one.stdout).toBe(read(CONFIG));
    expect(all.stdout).toBe([CONFIG, GITHUB, GITLAB].map((file) => `--- # ${file}\n${read(file)}`).join(''));
  });
});

describe('init where something stands', () => {
  it.each<[string[], Record<string, string>, string]>([
    [
      [],
      { [CONFIG]: 'mine' },
      `${CONFIG}: is there already, so nothing was written (--no-config leaves it alone, --force replaces it, --print`,
    ],
    [['--ci', 'github'], { [CONFIG]: 'mine' }, `${CONFIG}: is there already`],
    [
      ['--ci', 'gitlab', '--ci', 'github'],
      { [GITHUB]: 'mine' },
      `${GITHUB}: is there already, so nothing was written (--force replaces it, --print shows`,
    ],
    [['--ci', 'gitlab'], { [GITLAB]: 'mine' }, `${GITLAB}: is there already`],
    [
      [],
      { 'ssm-preflight.config.json': '{}' },
      'ssm-preflight.config.json: is there already, so nothing was written (--no-config leaves it alone, --print',
    ],
    [['--force'], { 'ssm-preflight.config.yml': '{}' }, 'ssm-preflight.config.yml: is there already'],
    [
      ['--ci', 'github'],
      { '.github': 'a file' },
      '.github/workflows/ssm-preflight.yml: cannot be looked at: ENOTDIR',
    ],
    [['--force', '--ci', 'github'], { '.github': 'a file' }, `${GITHUB}: cannot be written: `],
  ])('%j leaves %j alone', async (args, files, expected) => {
    const cwd = makeFolder(files);
    const { code, stdout, stderr } = await init(cwd, ...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(expected);
    expect(stderr).toMatch(/^ssm-preflight: .*\n$/);
    expect(listFiles(cwd)).toEqual(Object.keys(files));
    for (const [file, text] of Object.entries(files))
      expect(readFileSync(path.join(cwd, file), 'utf8')).toBe(text);
  });

  it("a link that leads nowhere is somebody's too", async () => {
    const cwd = makeFolder();
    symlinkSync('nowhere', path.join(cwd, CONFIG));
    expect((await init(cwd)).code).toBe(2);
    expect(listFiles(cwd)).toEqual([CONFIG]);
  });

  it('--force replaces what it writes, and nothing else', async () => {
    const cwd = makeFolder({ [CONFIG]: 'old', [GITHUB]: 'old', '.github/workflows/ci.yml': 'mine' });
    expect((await init(cwd, '--force', '--ci', 'github')).code).toBe(0);
    const texts = [CONFIG, GITHUB, '.github/workflows/ci.yml'].map((file) =>
      readFileSync(path.join(cwd, file), 'utf8'),
    );
    expect(texts.map((text) => text === 'old')).toEqual([false, false, false]);
    expect(texts[2]).toBe('mine');
  });

  it('a workflow is written at the root of the repository alone', async () => {
    const cwd = makeFolder({ '.git/HEAD': 'ref: refs/heads/main', 'sub/deeper/x': '' });
    const { code, stderr } = await init(path.join(cwd, 'sub/deeper'), '--ci', 'github');
    expect([code, listFiles(cwd)]).toEqual([2, ['.git/HEAD', 'sub/deeper/x']]);
    expect(stderr).toBe(
      `ssm-preflight: ${GITHUB}: is looked for at the root of the repository alone; run init in ../..\n`,
    );
    expect((await init(path.join(cwd, 'sub/deeper'))).code).toBe(0);
    expect((await init(cwd, '--ci', 'github')).code).toBe(0);
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'in its repository',
      { '.git/HEAD': '', [CONFIG]: '{}', 'sub/x': '' },
      `note: here it counts instead of ../${CONFIG}\n`,
    ],
    ['outside of one', { [CONFIG]: '{}', 'sub/x': '' }, ''],
    ['above the root', { [CONFIG]: '{}', 'sub/.git/HEAD': '' }, ''],
  ])('a configuration in a folder above, %s', async (_, files, note) => {
    const { code, stderr } = await init(path.join(makeFolder(files), 'sub'));
    expect(code).toBe(0);
    expect(stderr.replace(/^(?!note:).*\n/gm, '')).toBe(note);
  });

  it.skipIf(process.getuid?.() === 0)('a folder that takes no files is said', async () => {
    const cwd = makeFolder();
    mkdirSync(path.join(cwd, 'closed'));
    chmodSync(path.join(cwd, 'closed'), 0o555);
    const { code, stderr } = await init(path.join(cwd, 'closed'));
    expect(code).toBe(2);
    expect(stderr).toMatch(/^ssm-preflight: ssm-preflight\.config\.yaml: cannot be written: EACCES.*\n$/);
  });
});
