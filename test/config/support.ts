import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import type { ResolvedConfig } from '../../src/config/types.ts';
import { defineRule, pass } from '../../src/model/rule.ts';
import type { Rule } from '../../src/model/rule.ts';

const meta = { rationale: 'It matters.', remediation: 'Mend it.' };
const check = (): ReturnType<typeof pass> => pass();

/** Three rules under the ids of real ones, small enough to read in a message. */
export const RULES: readonly Rule[] = [
  defineRule<Record<string, unknown>>({
    meta: { ...meta, id: 'os-supported', title: 'Operating system is supported', impact: 'degrades' },
    check,
  }),
  defineRule<Record<string, unknown>>({
    meta: { ...meta, id: 'https-egress-allowed', title: 'HTTPS may leave', impact: 'blocks' },
    optionsSchema: {
      type: 'object',
      additionalProperties: false,
      required: ['match', 'ports'],
      properties: {
        match: { enum: ['path', 'anywhere'] },
        ports: { type: 'array', items: { type: 'integer', minimum: 1 }, minItems: 1, uniqueItems: true },
      },
    },
    defaults: { match: 'path', ports: [443] },
    check,
  }),
  defineRule<Record<string, unknown>>({
    meta: { ...meta, id: 'agent-online', title: 'Agent is online', impact: 'blocks' },
    check,
  }),
];

/** A folder that is gone after the test, with these files (paths to text or bytes) in it. */
export function makeFolder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'config-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return folder;
}

/** Loads one configuration file, beside other files that it may name. */
export async function load(
  name: string,
  content: string | Uint8Array,
  others: Readonly<Record<string, string>> = {},
): Promise<ResolvedConfig> {
  return loadConfig({
    cwd: makeFolder({ [name]: content, ...others }),
    explicitPath: name,
    builtIn: RULES,
  });
}

/** The lines of the error that loading ends with. */
export async function readFaults(
  name: string,
  content: string | Uint8Array,
  others: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  try {
    await load(name, content, others);
  } catch (error) {
    return String(error).split('\n');
  }
  return [];
}
