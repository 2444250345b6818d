import { closeSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
  const files = specs.flatMap(({ file }) => (file === undefined ? [] : [path.resolve(file)]));
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined) throw new UsageError(`--format: two reports for one file, ${twice}`);
  return specs;
}

/** A file that will hold a whole report or be left as it was. */
export interface PendingFile {
  readonly write: (bytes: string | Uint8Array) => void;
  readonly commit: () => void;
  readonly discard: () => void;
}

/**
 * Opens a neighbour of the file now, so that a place that can't be written is known before the work starts. The
 * report goes there, and takes the file's name when every report is written.
 */
export function openPendingFile(file: string): PendingFile {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats?.isDirectory() === true) throw new UsageError(`${file}: is a folder; give a file name`);
    // A device or a pipe (/dev/stdout, a process substitution) has to be written itself, not replaced.
    if (stats !== undefined && !stats.isFile()) return directFile(file);
    const pending = `${file}.${process.pid}.partial`;
    closeSync(openSync(pending, 'wx'));
    return {
      write: (bytes) => writeFileSync(pending, bytes),
      commit: () => renameSync(pending, file),
      discard: () => rmSync(pending, { force: true }),
    };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `${file}: cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  }
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
