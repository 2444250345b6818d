import { stat } from 'node:fs/promises';
import path from 'node:path';
import { ConfigError } from '../model/errors.ts';

export const CONFIG_NAMES: readonly string[] = [
  'ssm-preflight.config.json',
  'ssm-preflight.config.yaml',
  'ssm-preflight.config.yml',
];

/**
 * The configuration file for a working directory: the nearest one on the way up to the repository's root, the
 * folder that holds `.git`. Outside a repository only the directory itself counts: a file that somebody left in
 * a shared parent folder must not decide, since it can name plugins.
 *
 * @returns an absolute path, or `undefined` when there is none
 */
export async function findConfigFile(cwd: string): Promise<string | undefined> {
  for (const folder of await listFolders(path.resolve(cwd))) {
    const found: string[] = [];
    for (const name of CONFIG_NAMES) {
      if (await exists(path.join(folder, name))) found.push(name);
    }
    const [file, second] = found;
    if (file === undefined) continue;
    if (second !== undefined) {
      const place = path.relative(cwd, path.join(folder, second));
      throw new ConfigError(
        `${place}:1:1: there is ${found.join(' and ')} in one folder; keep one, or name it with --config`,
      );
    }
    return path.join(folder, file);
  }
  return undefined;
}

async function listFolders(cwd: string): Promise<string[]> {
  const folders: string[] = [];
  for (let folder = cwd; ; folder = path.dirname(folder)) {
    folders.push(folder);
    if (await exists(path.join(folder, '.git'))) return folders;
    if (path.dirname(folder) === folder) return [cwd];
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return false;
    throw new ConfigError(`${file}:1:1: can't be read: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}

/** Whether an error of Node carries one of these codes. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
