import { assessBastions } from '../bastion/assess.ts';
import { findLeastChanges } from '../engine/least-changes.ts';
import { NO_FILTERS } from '../engine/select.ts';
import { EXIT, exitCodeOfBastion } from '../exit-code.ts';
import type { BastionReport } from '../model/bastion.ts';
import { UsageError } from '../model/errors.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Report } from '../model/report.ts';
import { listSubjects } from '../model/subjects.ts';
import { bastionReporters } from '../reporters/bastion/index.ts';
import { neutralise } from '../reporters/terminal-text.ts';
import { explainAbsence } from './explain-absence.ts';
import { loadInventory, type SourceFlags } from './load-inventory.ts';
import { type ConfigFlags, makeReport, readConfig } from './make-report.ts';
import { openPendingFiles, parseOutputs } from './outputs.ts';
import { chooseColor, chooseWidth, type Streams } from './streams.ts';

export interface BastionFlags extends SourceFlags, ConfigFlags {
  readonly bastion: readonly string[];
  readonly format: readonly string[];
  readonly color?: boolean | undefined;
}

/** May the bastion go? Says so, with what must change first and in which order it goes; changes nothing itself. */
export async function runBastion(flags: BastionFlags, streams: Streams): Promise<number> {
  const outputs = parseOutputs(flags.format, [...bastionReporters.keys()]);
  const config = await readConfig(flags, streams);
  const files = openPendingFiles(outputs);
  try {
    const inventory = await loadInventory({ ...flags, forBastion: true }, streams);
    const report = makeReport(inventory, config, NO_FILTERS);
    const absence = findAbsence(flags.bastion, inventory, report);
    if (absence !== undefined) {
      streams.writeError(`ssm-preflight: ${neutralise(absence)}\n`);
      return EXIT.undecided;
    }
    const answer = assess(inventory, report, flags.bastion);
    const color = chooseColor(flags.color, streams);
    const texts = outputs.map(({ format, file }) =>
      bastionReporters.get(format)?.(answer, {
        color: file === undefined && color,
        width: file === undefined ? chooseWidth(streams) : 120,
      }),
    );
    files.forEach((file, index) => file?.write(texts[index] ?? ''));
    files.forEach((file) => file?.commit());
    for (const [index, { file, format }] of outputs.entries()) {
      if (file === undefined) await streams.writeOut(texts[index] ?? '');
      else if (!flags.quiet) streams.writeError(`wrote ${file} (${format})\n`);
    }
    return exitCodeOfBastion(answer);
  } finally {
    files.forEach((file) => file?.discard());
  }
}

/**
 * What is said of a named bastion that is not there: an error, unless it may stand in a region that could not be read.
 *
 * @throws when it certainly is not there, or is there no longer
 */
function findAbsence(named: readonly string[], inventory: Inventory, report: Report): string | undefined {
  const instances = listSubjects(inventory).filter(({ planned }) => !planned);
  const ids = instances.map(({ instance }) => instance.InstanceId);
  const gone = instances.find(
    ({ instance }) => named.includes(instance.InstanceId) && instance.State?.Name === 'terminated',
  );
  if (gone !== undefined)
    throw new UsageError(
      `--bastion ${gone.instance.InstanceId}: is terminated, so that nothing is left to remove`,
    );
  const missing = named.find((id) => !ids.includes(id));
  if (missing === undefined) return undefined;
  const message = `--bastion ${explainAbsence(report, missing, ids)}`;
  if (report.scopes.every(({ status }) => status !== 'unreadable')) throw new UsageError(message);
  return message;
}

function assess(inventory: Inventory, report: Report, named: readonly string[]): BastionReport {
  const impacts = new Map(report.rules.map(({ id, impact }) => [id, impact]));
  const causes = new Set(report.causes.map(({ key }) => key));
  return assessBastions({
    inventory,
    report,
    named,
    findLeastChanges: (blocked) => findLeastChanges(blocked, causes, impacts),
  });
}
