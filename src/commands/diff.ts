import { exitCodeOfDiff, type Gate } from '../exit-code.ts';
import { UsageError } from '../model/errors.ts';
import { stringifyJson } from '../model/plain-json.ts';
import { renderDiff } from '../reporters/diff-text.ts';
import { diffRuns } from '../triage/diff.ts';
import { readRun } from './stored-runs.ts';
import { chooseColor, chooseWidth, type Streams } from './streams.ts';

export interface DiffFlags extends Gate {
  readonly from: string;
  readonly to: string;
  readonly format: 'text' | 'json';
  readonly color?: boolean | undefined;
}

/** Says what changed from one run to a later one. */
export async function runDiff(flags: DiffFlags, streams: Streams): Promise<number> {
  if (flags.from === '-' && flags.to === '-')
    throw new UsageError('only one of two runs can be standard input');
  const from = await readRun(flags.from, streams);
  const diff = diffRuns(from, await readRun(flags.to, streams));
  const options = { color: chooseColor(flags.color, streams), width: chooseWidth(streams) };
  await streams.writeOut(flags.format === 'json' ? stringifyJson(diff) : renderDiff(diff, options));
  return exitCodeOfDiff(diff, flags);
}
