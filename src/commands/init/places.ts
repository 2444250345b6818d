import { existsSync, lstatSync } from 'node:fs';
import path from 'node:path';
import { CONFIG_NAMES } from '../../config/find.ts';
import { UsageError } from '../../model/errors.ts';

/** A file that `init` writes, by its place below the working directory. */
export interface NewFile {
  readonly file: string;
  readonly text: string;
  /** Only there does anybody look for it. */
  readonly atRoot: boolean;
}

/** Everything that speaks against writing the files, before any is written. */
export function checkPlaces(files: readonly NewFile[], cwd: string, force: boolean): void {
  for (const { file, atRoot } of files) {
    const root = atRoot ? findRoot(cwd) : undefined;
    if (root !== undefined && root !== path.resolve(cwd))
      throw new UsageError(
        `${file}: is looked for at the root of the repository alone; run init in ${path.relative(cwd, root)}`,
      );
    // Two configurations in one folder would stop every scan, so that not even --force may write the second.
    const isConfig = CONFIG_NAMES.includes(file);
    const others = isConfig ? CONFIG_NAMES.filter((name) => name !== file) : [];
    const taken = [...(force ? [] : [file]), ...others].find((name) => isThere(path.join(cwd, name)));
    if (taken === undefined) continue;
    const ways = [
      ...(isConfig ? ['--no-config leaves it alone'] : []),
      ...(taken === file ? ['--force replaces it'] : []),
      '--print shows what would be written',
    ];
    throw new UsageError(`${taken}: is there already, so nothing was written (${ways.join(', ')})`);
  }
}

/** Also a link that leads nowhere is somebody's. */
function isThere(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file}: cannot be looked at: ${reason}`, { cause: error });
  }
}

/** The folder that holds `.git`; nothing outside a repository. */
function findRoot(cwd: string): string | undefined {
  for (let folder = path.resolve(cwd); ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, '.git'))) return folder;
    if (path.dirname(folder) === folder) return undefined;
  }
}
