import { NO_FILTERS } from '../engine/select.ts';
import { EXIT } from '../exit-code.ts';
import { UsageError } from '../model/errors.ts';
import type { Report } from '../model/report.ts';
import { neutralise } from '../reporters/terminal-text.ts';
import { renderExplanation } from '../reporters/explanation.ts';
import { jsonReporter } from '../reporters/json.ts';
import { explainAbsence } from './explain-absence.ts';
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
