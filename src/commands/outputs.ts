import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../model/errors.ts';

/** Where one report goes; without a file, to standard output. */
export interface OutputSpec {
  readonly format: string;
  readonly file?: string;
}

/** Reads `NAME` or `NAME=FILE`; `-` is standard output. Only one report can have it. */
export function parseOutputs(values: readonly string[], known: readonly string[]): OutputSpec[] {
  const specs = values.map((value): OutputSpec => {
    const at = value.indexOf('=');
    const format = at === -1 ? value : value.slice(0, at);
    if (!known.includes(format)) {
      throw new UsageError(`--format ${value}: no such format; there are ${known.join(', ')}`);
    }
    if (at === -1) return { format };
    const file = value.slice(at + 1);
    if (file === '') throw new UsageError(`--format ${value}: the file name is missing`);
    return file === '-' ? { format } : { format, file };
  });
  if (specs.filter(({ file }) => file === undefined).length > 1) {
    throw new UsageError(
      '--format: two reports for standard output; give all but one a file: --format NAME=FILE',
    );
  }
  const twice = findTwice(specs);
  if (twice !== undefined) throw new UsageError(`--format: two reports for one file, ${twice}`);
  return specs;
}

export function findTwice(specs: readonly OutputSpec[]): string | undefined {
  const files = specs.flatMap(({ file }) => (file === undefined ? [] : [path.resolve(file)]));
  return files.find((file, index) => files.indexOf(file) !== index);
}

/** A file that will hold a whole report or be left as it was. */
export interface PendingFile {
  readonly write: (bytes: string | Uint8Array) => void;
  readonly commit: () => void;
  readonly discard: () => void;
}

/**
 * Makes a neighbour of the file and takes it away again, so that a place that can't be written is known before the
 * work starts, and work that is interrupted leaves nothing behind. The report goes there, and takes the file's name
 * when every report is written.
 */
export function openPendingFile(file: string): PendingFile {
  const pending = attempt(file, () => {
    makeFolder(path.resolve(path.dirname(file)));
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats?.isDirectory() === true) throw new UsageError(`${file}: is a folder; give a file name`);
    // A device or a pipe (/dev/stdout, a process substitution) has to be written itself, not replaced.
    return stats !== undefined && !stats.isFile() ? directFile(file) : neighbourFile(file);
  });
  return {
    write: (bytes) => attempt(file, () => pending.write(bytes)),
    commit: () => attempt(file, pending.commit),
    discard: pending.discard,
  };
}

/** Opens the files of all reports, in their order, or none. */
export function openPendingFiles(outputs: readonly OutputSpec[]): (PendingFile | undefined)[] {
  const opened: (PendingFile | undefined)[] = [];
  try {
    for (const { file } of outputs) opened.push(file === undefined ? undefined : openPendingFile(file));
    return opened;
  } catch (error) {
    opened.forEach((file) => file?.discard());
    throw error;
  }
}

function attempt<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file}: cannot be written: ${reason}`, { cause: error });
  }
}

/** Node's own recursive mkdir never ends in a file system that answers ENOENT below a folder, as /proc does. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Somebody else made it meanwhile.
    if (!existsSync(folder)) throw error;
  }
}

function neighbourFile(file: string): PendingFile {
  const pending = `${file}.${process.pid}.partial`;
  writeFileSync(pending, '', { flag: 'wx' });
  rmSync(pending);
  return {
    write: (bytes) => writeFileSync(pending, bytes, { flag: 'wx' }),
    commit: () => renameSync(pending, file),
    discard: () => rmSync(pending, { force: true }),
  };
}

function directFile(file: string): PendingFile {
  let held: string | Uint8Array = '';
  return {
    write: (bytes) => {
      held = bytes;
    },
    commit: () => writeFileSync(file, held),
    discard: () => undefined,
  };
}
