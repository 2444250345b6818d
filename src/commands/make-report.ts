import { loadConfig } from '../config/load.ts';
import type { Filters } from '../engine/select.ts';
import { listNodeQuotas } from '../facts/agent/node-quota.ts';
import { observeForReport } from '../facts/agent/sessions.ts';
import { listPaths } from '../facts/paths.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Report } from '../model/report.ts';
import { namesOf } from '../model/subjects.ts';
import { rules as builtIn } from '../rules/index.ts';
import { scan, type Triage } from '../scan.ts';
import { applyExceptions } from '../triage/exceptions.ts';
import type { Streams } from './streams.ts';
import { readTool } from './tool.ts';

export interface ConfigFlags {
  readonly config?: string | undefined;
  /** False for `--no-config`: the recommended rules, whatever files lie around. */
  readonly useConfig: boolean;
}

type Config = Awaited<ReturnType<typeof loadConfig>>;

/** The configuration that the flags name, or that lies around. */
export async function readConfig(flags: ConfigFlags, { cwd }: Streams): Promise<Config> {
  return loadConfig({
    cwd,
    builtIn,
    disabled: !flags.useConfig,
    ...(flags.config === undefined ? {} : { explicitPath: flags.config }),
  });
}

/** Judges the inventory by the configuration, now. */
export function makeReport(inventory: Inventory, config: Config, filters: Filters): Report {
  const generatedAt = new Date().toISOString();
  return scan({
    inventory,
    rules: config.rules,
    observe: observeForReport,
    trace: listPaths,
    triage: createTriage(config.exceptions, generatedAt.slice(0, 10)),
    filters,
    assume: config.assume,
    notices: [...config.notices, ...listNodeQuotas(inventory)],
    tool: readTool(),
    generatedAt,
  });
}

/** Exceptions are matched by what an instance is called in the report. */
function createTriage(exceptions: Parameters<typeof applyExceptions>[1], today: string): Triage {
  return (judged) => {
    const targets = judged.map((entry) => ({ entry, ...namesOf(entry.subject), findings: entry.findings }));
    const { instances, notices } = applyExceptions(targets, exceptions, today);
    return { instances: instances.map(({ entry, findings }) => ({ ...entry, findings })), notices };
  };
}
