import { NO_FILTERS } from '../engine/select.ts';
import { EXIT } from '../exit-code.ts';
import { UsageError } from '../model/errors.ts';
import { describeGap } from '../model/known.ts';
import type { Report } from '../model/report.ts';
import { suggest } from '../model/suggest.ts';
import { neutralise } from '../reporters/terminal-text.ts';
import { renderExplanation } from '../reporters/explanation.ts';
import { jsonReporter } from '../reporters/json.ts';
import { loadInventory, type SourceFlags } from './load-inventory.ts';
import { listSubjects } from '../model/subjects.ts';
import { type ConfigFlags, makeReport, readConfig } from './make-report.ts';
import { chooseColor, chooseWidth, type Streams } from './streams.ts';

export interface ExplainFlags extends SourceFlags, ConfigFlags {
  readonly instanceId: string;
  readonly format: 'text' | 'json';
  readonly color?: boolean | undefined;
}

/** Tells of one instance how it reaches each service, hop by hop, where that stops, and what mends it. */
export async function runExplain(flags: ExplainFlags, streams: Streams): Promise<number> {
  const config = await readConfig(flags, streams);
  const inventory = await loadInventory(flags, streams);
  const report = makeReport(inventory, config, { ...NO_FILTERS, instances: [flags.instanceId] });
  if (report.instances.length === 0) {
    const ids = listSubjects(inventory).map(({ instance }) => instance.InstanceId);
    const message = explainAbsence(report, flags.instanceId, ids);
    if (report.scopes.every(({ status }) => status !== 'unreadable')) throw new UsageError(message);
    streams.writeError(`ssm-preflight: ${neutralise(message)}\n`);
    return EXIT.undecided;
  }
  await streams.writeOut(render(report, flags, streams));
  return EXIT.ok;
}

function render(report: Report, flags: ExplainFlags, streams: Streams): string {
  const options = { color: chooseColor(flags.color, streams), width: chooseWidth(streams) };
  if (flags.format === 'json') {
    return jsonReporter.render(report, { ...options, verbose: false, sarifProfile: 'full' });
  }
  return report.instances.map((instance) => renderExplanation(report, instance, options)).join('\n');
}

/** An instance that is not there may stand in a region that was not read. */
function explainAbsence({ scopes }: Report, instanceId: string, ids: readonly string[]): string {
  const unread = scopes.filter(({ status }) => status === 'unreadable');
  const near = suggest(instanceId, ids);
  const hint = near === undefined ? '' : `; did you mean ${near}?`;
  if (unread.length === 0) {
    const read = scopes.filter(({ status }) => status !== 'skipped');
    const regions = [...new Set(read.map(({ region }) => region))].join(', ');
    return `${instanceId}: no such instance in what was read (${regions === '' ? 'no region' : regions})${hint}`;
  }
  const why = [...new Set(unread.flatMap(({ gaps }) => gaps.map(describeGap)))].join(', ');
  const regions = unread.map(({ region }) => region).join(', ');
  return `${instanceId}: not found, and ${regions} could not be read (${why})${hint}`;
}
