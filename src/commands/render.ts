import { type OutputFlags, writeReports } from './write-reports.ts';
import { readReport } from './stored-runs.ts';
import type { Streams } from './streams.ts';

export interface RenderFlags extends OutputFlags {
  /** A JSON report; `-` for standard input. */
  readonly report: string;
}

/** Writes the reports that the scan would have written, from the JSON that it did write. */
export async function runRender(flags: RenderFlags, streams: Streams): Promise<number> {
  return writeReports(flags, streams, async () => {
    const report = await readReport(flags.report, streams);
    return async () => report;
  });
}
