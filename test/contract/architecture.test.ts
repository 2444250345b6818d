import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const src = fileURLToPath(new URL('../../src', import.meta.url));

/** Who may import whom, with the reason that a failing run prints. A layer may always import itself, but for rules. */
const LAYERS: Readonly<Record<string, { readonly may: readonly string[]; readonly because: string }>> = {
  model: { may: [], because: 'the shared language depends on nothing' },
  data: { may: ['model'], because: 'dated facts are data, not behaviour' },
  facts: { may: ['model', 'data'], because: 'facts are derived from an inventory alone' },
  bastion: {
    may: ['model', 'facts', 'data'],
    because: 'it is derived from an inventory and its report alone',
  },
  rules: { may: ['model', 'facts', 'data'], because: 'a rule asks facts, never another rule or a source' },
  sources: { may: ['model'], because: 'reading AWS must not know what is judged' },
  engine: { may: ['model'], because: 'rules and observation are passed in' },
  triage: { may: ['model'], because: 'it marks findings, whoever made them' },
  reporters: { may: ['model'], because: 'a report is closed: a reporter needs nothing else' },
  config: { may: ['model'], because: 'rules are passed in' },
  'exit-code.ts': { may: ['model'], because: 'the code follows from the report alone' },
  'scan.ts': { may: ['model', 'engine', 'triage'], because: 'the pipeline has no source and no output' },
  commands: {
    may: [
      'model',
      'data',
      'facts',
      'rules',
      'bastion',
      'sources',
      'engine',
      'triage',
      'reporters',
      'config',
      'exit-code.ts',
      'scan.ts',
      'commands',
    ],
    because: 'commands put everything together',
  },
  'cli.ts': { may: ['commands', 'exit-code.ts', 'model', 'rules'], because: 'it turns argv into a command' },
  'index.ts': {
    may: ['model', 'facts', 'rules', 'engine', 'sources', 'commands', 'scan.ts'],
    because: 'the public interface puts the parts together',
  },
};

/** Packages and globals that only some layers may touch. */
const PRIVILEGED: readonly {
  readonly what: RegExp;
  readonly layers: readonly string[];
  readonly because: string;
}[] = [
  { what: /^@aws-sdk\//, layers: ['sources'], because: 'only sources talk to AWS' },
  { what: /^yargs/, layers: ['cli.ts', 'commands'], because: 'only the command line parses argv' },
  {
    what: /^node:(fs|http|https|net|child_process|os|dns|tls|worker_threads)/,
    layers: ['sources', 'config', 'commands', 'cli.ts'],
    because: 'I/O lives at the edges',
  },
];

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .sort();
const layerOf = (file: string): string => file.split(path.sep)[0] ?? file;
const IMPORT =
  /(?:^|[\s;])(?:import|export)\s(?:[^'"`;]*?\sfrom\s)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

function importsOf(file: string): string[] {
  const text = readFileSync(path.join(src, file), 'utf8');
  return [...text.matchAll(IMPORT)].map(([, from, dynamic]) => from ?? dynamic ?? '');
}

describe('architecture', () => {
  it('lists every layer that exists, and only those', () => {
    const existing = readdirSync(src).sort();
    expect(Object.keys(LAYERS).sort()).toEqual(existing);
  });

  it.each(files)('%s imports only what its layer may', (file) => {
    const layer = layerOf(file);
    const { may, because } = LAYERS[layer] ?? { may: [], because: 'unlisted layer' };
    for (const target of importsOf(file)) {
      if (target.startsWith('.')) {
        const imported = path.relative(src, path.resolve(src, path.dirname(file), target));
        const importedLayer = layerOf(imported);
        const isOwn =
          importedLayer === layer && (layer !== 'rules' || file === path.join('rules', 'index.ts'));
        expect(isOwn || may.includes(importedLayer), `${file} imports ${imported}: ${because}`).toBe(true);
      } else {
        for (const { what, layers, because: reason } of PRIVILEGED) {
          if (what.test(target)) expect(layers, `${file} imports ${target}: ${reason}`).toContain(layer);
        }
      }
    }
  });

  it.each(files.filter((file) => file !== 'cli.ts'))('%s leaves process and console alone', (file) => {
    const code = readFileSync(path.join(src, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    const found = code.match(
      /(?<![\w/.])(?:process\.(?!pid\b)\w+|console\.(?:log|info|warn|error|debug)|globalThis\.\w+)/g,
    );
    expect(found, `${file}: only cli.ts touches the process`).toBeNull();
  });

  it('keeps files small: half of them under 80 lines, none over 400', () => {
    const lengths = files
      .map((file) => readFileSync(path.join(src, file), 'utf8').split('\n').length)
      .sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(80);
    expect(lengths.at(-1)).toBeLessThanOrEqual(400);
  });
});
