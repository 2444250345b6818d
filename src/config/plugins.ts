import { pathToFileURL } from 'node:url';
import { IMPACTS, SEVERITIES } from '../model/finding.ts';
import type { Rule } from '../model/rule.ts';
import { resolvePlugin } from './plugin-path.ts';
import { ID_PATTERN } from './schema.ts';
import type { Complaint } from './types.ts';
import { compileSchema, validate } from './validate.ts';

/**
 * Imports the modules of `plugins`, in their order, and takes the rules that they export by default. The code
 * runs with the rights of the user; nothing here can hold it back.
 *
 * @param configFile absolute path of the file that names them
 * @param taken ids that are in use already, with the words for whose they are
 */
export async function loadPlugins(
  specifiers: readonly string[],
  configFile: string,
  taken: ReadonlyMap<string, string>,
): Promise<{ readonly rules: readonly Rule[]; readonly complaints: readonly Complaint[] }> {
  const owners = new Map(taken);
  const rules: Rule[] = [];
  const complaints: Complaint[] = [];
  for (const [index, specifier] of specifiers.entries()) {
    const complain = (message: string): void => {
      complaints.push({
        path: ['plugins', index],
        part: 'value',
        message: `plugin "${specifier}" ${message}`,
      });
    };
    let exported: unknown;
    try {
      exported = await importDefault(resolvePlugin(specifier, configFile));
    } catch (error) {
      // Node adds which module of ours has imported it.
      complain(`can't be loaded: ${firstLine(error).replace(/ imported from .*$/, '')}`);
      continue;
    }
    const candidates: readonly unknown[] = Array.isArray(exported) ? exported : [exported];
    if (exported === undefined || candidates.length === 0) {
      complain('has no default export that is a rule or a list of rules');
    }
    for (const candidate of exported === undefined ? [] : candidates) {
      const fault = findRuleFault(candidate);
      if (fault !== undefined) {
        complain(`exports something that is no rule: ${fault}; make it with defineRule`);
        continue;
      }
      const rule = candidate as Rule;
      const owner = owners.get(rule.meta.id);
      if (owner !== undefined) {
        complain(`exports a rule "${rule.meta.id}", an id that ${owner} has`);
        continue;
      }
      owners.set(rule.meta.id, `plugin "${specifier}"`);
      rules.push(rule);
    }
  }
  return { rules, complaints };
}

async function importDefault(file: string): Promise<unknown> {
  const module = (await import(pathToFileURL(file).href)) as { readonly default?: unknown };
  return module.default;
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n')[0] ?? '';
}

/** Why a value is not what defineRule returns; `undefined` when it is. */
export function findRuleFault(value: unknown): string | undefined {
  if (!isObject(value)) return `it is ${value === null ? 'null' : `a ${typeof value}`}`;
  const { meta, check, optionsSchema, defaults } = value;
  if (!isObject(meta)) return 'it has no meta';
  const id = meta['id'];
  if (typeof id !== 'string' || !new RegExp(ID_PATTERN).test(id)) return 'meta.id is not in kebab-case';
  for (const key of ['title', 'rationale', 'remediation', 'docsUrl']) {
    const words = meta[key];
    if (typeof words !== 'string' || words.trim() === '') return `${id} has no meta.${key}`;
  }
  if (!isOneOf(meta['impact'], IMPACTS)) return `${id} has a meta.impact other than ${IMPACTS.join(', ')}`;
  if (!isOneOf(meta['severity'], SEVERITIES)) {
    return `${id} has a meta.severity other than ${SEVERITIES.join(', ')}`;
  }
  if (!Array.isArray(meta['reads'])) return `${id} has no list meta.reads`;
  if (meta['standards'] !== undefined && !isControls(meta['standards'])) {
    return `${id} has meta.standards that are no lists of control ids`;
  }
  if (typeof check !== 'function') return `${id} has no function check`;
  if (!isObject(optionsSchema)) return `${id} has no optionsSchema`;
  if (!isObject(defaults)) return `${id} has no defaults`;
  return findOptionsFault(id, optionsSchema, defaults);
}

function findOptionsFault(id: string, optionsSchema: object, defaults: object): string | undefined {
  try {
    compileSchema(optionsSchema);
  } catch (error) {
    return `the optionsSchema of ${id} is no JSON Schema: ${firstLine(error)}`;
  }
  const [first] = validate(defaults, optionsSchema, ['defaults']);
  return first === undefined ? undefined : `the defaults of ${id} break its optionsSchema: ${first.message}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isControls(value: unknown): boolean {
  const isList = (ids: unknown): boolean => Array.isArray(ids) && ids.every((id) => typeof id === 'string');
  return isObject(value) && Object.values(value).every(isList);
}

function isOneOf(value: unknown, allowed: readonly string[]): boolean {
  return typeof value === 'string' && allowed.includes(value);
}
