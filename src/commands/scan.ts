import type { Baseline } from '../model/baseline.ts';
import { UsageError } from '../model/errors.ts';
import { applyBaseline } from '../triage/apply-baseline.ts';
import { loadInventory, type SourceFlags } from './load-inventory.ts';
import { type ConfigFlags, makeReport, readConfig } from './make-report.ts';
import { readRun } from './stored-runs.ts';
import type { Streams } from './streams.ts';
import { type OutputFlags, writeReports } from './write-reports.ts';

export interface ScanFlags extends SourceFlags, ConfigFlags, OutputFlags {
  readonly tag: readonly string[];
  readonly vpc: readonly string[];
  readonly instance: readonly string[];
  readonly baseline?: string | undefined;
  readonly failOnNew: boolean;
}

export async function runScan(flags: ScanFlags, streams: Streams): Promise<number> {
  return writeReports(flags, streams, async () => {
    const config = await readConfig(flags, streams);
    const baseline = await loadBaseline(flags, streams);
    return async () => {
      const inventory = await loadInventory(flags, streams);
      const filters = { instances: flags.instance, vpcs: flags.vpc, tags: flags.tag };
      const report = makeReport(inventory, config, filters);
      return baseline === undefined
        ? report
        : applyBaseline(report, baseline, { acceptsKnown: flags.failOnNew });
    };
  });
}

async function loadBaseline(
  { baseline, failOnNew }: ScanFlags,
  streams: Streams,
): Promise<Baseline | undefined> {
  if (baseline !== undefined) return readRun(baseline, streams);
  if (failOnNew)
    throw new UsageError('--fail-on-new: what is new shows only against --baseline FILE; give one');
  return undefined;
}
