import path from 'node:path';
import { ConfigError } from '../model/errors.ts';
import type { Rule } from '../model/rule.ts';
import { checkEntries, listCustomIds, listPlugins } from './entries.ts';
import { makeCustomRules } from './custom-rules.ts';
import { findConfigFile } from './find.ts';
import type { ConfigSource } from './parse.ts';
import { loadPlugins } from './plugins.ts';
import { readConfig } from './read.ts';
import { checkOptions, resolveConfig } from './resolve.ts';
import { buildConfigSchema } from './schema.ts';
import type { Complaint, ConfigFile, ResolvedConfig } from './types.ts';
import { validate } from './validate.ts';

interface ConfigRequest {
  readonly cwd: string;
  /** What `--config` names, relative to `cwd`. */
  readonly explicitPath?: string;
  readonly builtIn: readonly Rule[];
  /** Reads no file at all: the recommended preset. */
  readonly disabled?: boolean;
}

/**
 * Finds, reads, checks and resolves the configuration; without a file that is the recommended preset.
 *
 * @throws ConfigError with one line `file:line:column: message` for each thing that is wrong
 */
export async function loadConfig(request: ConfigRequest): Promise<ResolvedConfig> {
  const { cwd, explicitPath, builtIn, disabled = false } = request;
  const file = disabled
    ? undefined
    : explicitPath === undefined
      ? await findConfigFile(cwd)
      : path.resolve(cwd, explicitPath);
  if (file === undefined) return resolveConfig({}, builtIn);

  const source = await readConfig(file, path.relative(cwd, file).replaceAll('\\', '/'));
  const custom = listCustomIds(source.value);
  const plugins = listPlugins(source.value);
  const isComplete = plugins.length === 0;
  throwComplaints(source, [
    ...validate(source.value, buildConfigSchema(builtIn, { custom, complete: isComplete })),
    ...checkEntries(source.value, builtIn),
  ]);
  // Plugins are code: they run only for a file that is otherwise right.
  const config = source.value as ConfigFile;
  const taken = new Map([
    ...builtIn.map(({ meta }): [string, string] => [meta.id, 'a built-in rule']),
    ...custom.map((id): [string, string] => [id, 'an entry of customRules']),
  ]);
  const fromPlugins = await loadPlugins(plugins, file, taken);
  throwComplaints(source, fromPlugins.complaints);
  if (!isComplete) {
    const known = [...builtIn, ...fromPlugins.rules];
    throwComplaints(source, validate(config, buildConfigSchema(known, { custom, complete: true })));
  }
  const own = [...makeCustomRules(config.customRules ?? []).rules, ...fromPlugins.rules];
  const resolved = resolveConfig(config, builtIn, own, source.file);
  throwComplaints(source, checkOptions(resolved.rules, config));
  return resolved;
}

function throwComplaints(source: ConfigSource, complaints: readonly Complaint[]): void {
  if (complaints.length === 0) return;
  const placed = complaints.map(({ path, part, message }) => ({ ...source.locate(path, part), message }));
  placed.sort((a, b) => a.line - b.line || a.column - b.column);
  const lines = placed.map(({ line, column, message }) => `${source.file}:${line}:${column}: ${message}`);
  throw new ConfigError([...new Set(lines)].join('\n'));
}
