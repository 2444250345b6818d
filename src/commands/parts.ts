import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../model/errors.ts';
import type { RenderOptions, Report, Reporter } from '../model/report.ts';
import { findTwice, type OutputSpec } from './outputs.ts';

/** A text and where it goes. */
type Written = OutputSpec & { readonly text: string };

export interface Rendered {
  readonly first: Written;
  /** The parts of a report that is more than one file. */
  readonly more: readonly Written[];
  readonly notices: readonly string[];
}

/** Renders a report for one output. Standard output, a pipe and a device take a single text, however long. */
export function renderOutput(
  reporter: Reporter,
  report: Report,
  options: RenderOptions,
  output: OutputSpec,
): Rendered {
  const { format, file } = output;
  const notices = reporter.notices?.(report, options) ?? [];
  const [first, ...more] = reporter.parts?.(report, options) ?? [];
  if (first === undefined)
    return { first: { ...output, text: renderWhole(reporter, report, options) }, more: [], notices };
  if (hasNeighbours(file)) {
    const parts = more.map(({ suffix, text }) => ({ format, file: nameOfPart(file, suffix), text }));
    refuseStale(file, parts);
    return { first: { ...output, text: first.text }, more: parts, notices };
  }
  if (more.length === 0) return { first: { ...output, text: first.text }, more: [], notices };
  const advice = `${format}: one text of what would be ${more.length + 1} files, and servers refuse what is above their limits; --format ${format}=FILE writes the files`;
  return {
    first: { ...output, text: renderWhole(reporter, report, options) },
    more: [],
    notices: [...notices, advice],
  };
}

/** Node has no text of more than half a gigabyte. */
function renderWhole(reporter: Reporter, report: Report, options: RenderOptions): string {
  try {
    return reporter.render(report, options);
  } catch (error) {
    if (!(error instanceof RangeError) || error.message !== 'Invalid string length') throw error;
    const { name, parts } = reporter;
    const way =
      parts === undefined
        ? 'scan less at once with --region, --vpc or --tag'
        : `--format ${name}=FILE writes several files`;
    throw new UsageError(`--format ${name}: the report is too long for one text; ${way}`, { cause: error });
  }
}

/** @throws when a part would take the place of another report */
export function refuseCollisions(all: readonly OutputSpec[]): void {
  const twice = findTwice(all);
  if (twice !== undefined) throw new UsageError(`--format: ${twice} is a report and a part of another one`);
}

function hasNeighbours(file: string | undefined): file is string {
  return file !== undefined && statSync(file, { throwIfNoEntry: false })?.isFile() !== false;
}

/** `out.sarif` and `part-2` are `out.part-2.sarif`; `.sarif.json` is one ending, as GitHub reads it. */
function nameOfPart(file: string, suffix: string): string {
  const [ending = ''] = /(?:\.sarif)?\.[^.]*$/iu.exec(path.basename(file).slice(1)) ?? [];
  return `${file.slice(0, file.length - ending.length)}.${suffix}${ending}`;
}

/**
 * Parts of an earlier, longer report beside a new one would be uploaded with it by a pattern, as if they still held.
 * Nobody can say whose files they are, so none is deleted, and nothing is written before they are gone.
 */
function refuseStale(file: string, parts: readonly OutputSpec[]): void {
  const folder = path.dirname(file);
  const own = new Set(parts.map((part) => path.basename(part.file ?? '')));
  const stale = listFolder(folder).filter((name) => isPartOf(name, file) && !own.has(name));
  if (stale.length === 0) return;
  const files = stale.sort().map((name) => path.join(folder, name));
  throw new UsageError(
    `${files.join(', ')}: left from an earlier scan, whose report had more parts than ${file} has now; delete ${files.length === 1 ? 'it' : 'them'} and scan again`,
  );
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${folder}: cannot be searched for parts of earlier reports: ${reason}`, {
      cause: error,
    });
  }
}

function isPartOf(name: string, file: string): boolean {
  return [...name.matchAll(/(?<=\.)part-\d+(?=\.|$)/gu)].some(
    ([suffix]) => name === path.basename(nameOfPart(file, suffix)),
  );
}
