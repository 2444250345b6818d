import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { load, makeFolder, readFaults, RULES } from './support.ts';

const LITERAL = '{ "extends": "literal" }';
const NAME = 'ssm-preflight.config';

async function loadFrom(files: Readonly<Record<string, string>>, cwd: string): Promise<string | undefined> {
  const folder = makeFolder(files);
  return (await loadConfig({ cwd: path.join(folder, cwd), builtIn: RULES })).file;
}

describe('the search for the file', () => {
  it.each([`${NAME}.json`, `${NAME}.yaml`, `${NAME}.yml`])('finds %s', async (name) => {
    expect(await loadFrom({ '.git/HEAD': '', [name]: LITERAL }, '.')).toBe(name);
  });

  it.each<[string, Record<string, string>, string, string | undefined]>([
    [
      'up to the folder that holds .git',
      { '.git/HEAD': '', [`${NAME}.json`]: '{}', 'a/b/x': '' },
      'a/b',
      `../../${NAME}.json`,
    ],
    [
      'with .git as a file, as in a worktree',
      { '.git': '', [`${NAME}.json`]: '{}', 'a/x': '' },
      'a',
      `../${NAME}.json`,
    ],
    [
      'the nearest one',
      { '.git/HEAD': '', [`${NAME}.json`]: '{}', [`a/${NAME}.yaml`]: '{}', 'a/b/x': '' },
      'a/b',
      `../${NAME}.yaml`,
    ],
    [
      'never above the root of the repository',
      { [`${NAME}.json`]: '{}', 'repo/.git/HEAD': '', 'repo/a/x': '' },
      'repo/a',
      undefined,
    ],
    [
      'never above the working directory outside a repository',
      { [`${NAME}.json`]: '{}', 'a/x': '' },
      'a',
      undefined,
    ],
    ['not under a near name', { '.git/HEAD': '', 'ssm-preflight.json': '{}' }, '.', undefined],
  ])('goes %s', async (_name, files, cwd, expected) => {
    expect(await loadFrom(files, cwd)).toBe(expected);
  });

  it('refuses two in one folder', async () => {
    const files = { '.git/HEAD': '', [`${NAME}.json`]: '{}', [`${NAME}.yaml`]: '{}' };
    await expect(loadFrom(files, '.')).rejects.toMatchObject({
      name: 'ConfigError',
      message: `${NAME}.yaml:1:1: there is ${NAME}.json and ${NAME}.yaml in one folder; keep one, or name it with --config`,
    });
  });

  it('reads nothing when it is turned off', async () => {
    const cwd = makeFolder({ [`${NAME}.json`]: 'broken' });
    const { file, rules } = await loadConfig({ cwd, builtIn: RULES, disabled: true });
    expect(file).toBeUndefined();
    expect(rules.map(({ rule }) => rule.meta.id)).toEqual([
      'agent-online',
      'https-egress-allowed',
      'os-supported',
    ]);
  });

  it('takes the named file and no other', async () => {
    const cwd = makeFolder({ [`${NAME}.json`]: 'broken', 'conf/ours.yaml': 'extends: literal' });
    const { file, rules } = await loadConfig({ cwd, explicitPath: 'conf/ours.yaml', builtIn: RULES });
    expect(file).toBe('conf/ours.yaml');
    expect(rules).toHaveLength(2);
  });

  it.each([
    ['missing.json', 'missing.json: no such file'],
    ['folder.json', 'folder.json: is a folder, not a file'],
    ['config.toml', 'config.toml: a configuration file ends in .json, .yaml or .yml'],
  ])('says what is wrong with --config %s', async (explicitPath, message) => {
    const cwd = makeFolder({ 'folder.json/x': '', 'config.toml': '' });
    await expect(loadConfig({ cwd, explicitPath, builtIn: RULES })).rejects.toMatchObject({
      name: 'UsageError',
      message,
    });
  });
});

describe('the bytes of the file', () => {
  const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');

  it.each<[string, Uint8Array]>([
    ['UTF-8', Buffer.from(LITERAL)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${LITERAL}`)],
    ['UTF-16, little-endian', utf16(LITERAL)],
    ['UTF-16, big-endian', utf16(LITERAL).swap16()],
  ])('may be %s', async (_name, bytes) => {
    expect((await load('c.json', bytes)).rules).toHaveLength(2);
    expect((await load('c.yaml', bytes)).rules).toHaveLength(2);
  });

  it.each<[string, Uint8Array, string]>([
    ['Latin-1', Buffer.from('{ "a": "é" }', 'latin1'), 'is not valid UTF-8 text; save it as UTF-8'],
    [
      'half a UTF-16 character',
      Buffer.from([0xff, 0xfe, 0x7b]),
      'is not valid UTF-16LE text; save it as UTF-8',
    ],
    [
      'UTF-16 without a byte order mark',
      Buffer.from('{}', 'utf16le'),
      'holds NUL characters, as UTF-16 text without a byte order mark does; save it as UTF-8',
    ],
    ['over 1 MB', Buffer.alloc(1_000_001, ' '), 'is 1000001 bytes long; at most 1000000 are read'],
  ])('may not be %s', async (_name, bytes, message) => {
    expect(await readFaults('c.json', bytes)).toEqual([`ConfigError: c.json:1:1: ${message}`]);
  });

  it('give places after the byte order mark', async () => {
    expect(await readFaults('c.json', utf16('{ "rule": {} }'))).toEqual([
      'ConfigError: c.json:1:3: unknown key "rule" in the configuration; did you mean "rules"?',
    ]);
  });
});
