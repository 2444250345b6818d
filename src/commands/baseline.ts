import { EXIT } from '../exit-code.ts';
import { UsageError } from '../model/errors.ts';
import { stringifyJson } from '../model/plain-json.ts';
import { packSnapshot } from '../sources/snapshot.ts';
import { updateBaseline } from '../triage/update-baseline.ts';
import { openPendingFile } from './outputs.ts';
import { readRun } from './stored-runs.ts';
import type { Streams } from './streams.ts';

export interface BaselineFlags {
  /** A JSON report; `-` for standard input. */
  readonly report: string;
  /** `-` for standard output. */
  readonly output: string;
  readonly update?: string | undefined;
  readonly quiet: boolean;
}

/** Keeps what later runs have to know of a report: about a tenth of its size, and what was known before it. */
export async function runBaseline(flags: BaselineFlags, streams: Streams): Promise<number> {
  if (flags.report === '-' && flags.update === '-')
    throw new UsageError('the report and --update: only one can be standard input');
  const latest = await readRun(flags.report, streams);
  const old = flags.update === undefined ? undefined : await readRun(flags.update, streams);
  const baseline = old === undefined ? latest : updateBaseline(old, latest);
  const text = stringifyJson(baseline);
  if (flags.output === '-') await streams.writeOut(text);
  else writeFile(flags.output, text);
  if (!flags.quiet) {
    const count = (status: string): number =>
      baseline.findings.filter((finding) => finding.status === status).length;
    const target = flags.output === '-' ? 'standard output' : flags.output;
    streams.writeError(`wrote ${target}: ${count('fail')} failures, ${count('undecided')} undecided\n`);
  }
  return EXIT.ok;
}

function writeFile(file: string, text: string): void {
  const pending = openPendingFile(file);
  try {
    pending.write(packSnapshot(file, text));
    pending.commit();
  } finally {
    pending.discard();
  }
}
