import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findConfigFile } from '../../src/config/find.ts';
import { resolvePlugin } from '../../src/config/plugin-path.ts';
import { findRuleFault } from '../../src/config/plugins.ts';
import { load, makeFolder, readFaults, RULES } from './support.ts';

/** Source of a module whose default export is what `body` says; `rule(id, more)` makes a rule there. */
function moduleOf(body: string): string {
  return `const rule = (id, more = {}) => ({
    meta: { id, title: 'Ours', impact: 'audit', severity: 'info', rationale: 'r', remediation: 'r',
            docsUrl: 'https://example.com', reads: [] },
    optionsSchema: { type: 'object', additionalProperties: false, properties: {} }, defaults: {},
    check: () => ({ status: 'pass', evidence: [] }), ...more });
  export default ${body};`;
}

const CONFIG = 'rules:\n  our-rule: high\nplugins:\n  - ./rules/ours.mjs\n';

async function readIds(config: string, files: Readonly<Record<string, string>>): Promise<string[]> {
  const { rules } = await load('c.yaml', config, files);
  return rules.map(({ rule, severity }) => `${rule.meta.id} ${severity}`);
}

describe('plugins', () => {
  it.each<[string, string, string[]]>([
    ['one rule', "rule('our-rule')", ['our-rule high']],
    ['a list of rules', "[rule('our-rule'), rule('another')]", ['another info', 'our-rule high']],
  ])('may export %s', async (_name, body, expected) => {
    const ids = await readIds(CONFIG, { 'rules/ours.mjs': moduleOf(body) });
    expect(ids.filter((line) => !RULES.some(({ meta }) => line.startsWith(meta.id)))).toEqual(expected);
  });

  it('are found from the configuration file, not from the working directory', async () => {
    const files = { 'conf/c.yaml': CONFIG, 'conf/rules/ours.mjs': moduleOf("rule('our-rule')") };
    expect(resolvePlugin('./rules/ours.mjs', '/a/conf/c.yaml')).toBe(path.resolve('/a/conf/rules/ours.mjs'));
    expect(await findConfigFile(makeFolder(files))).toBeUndefined();
  });

  it.each<[string, Record<string, string>]>([
    ['with an import condition alone', { exports: '{ ".": { "import": "./main.mjs" } }' }],
    ['with nested conditions', { exports: '{ ".": { "node": { "import": { "default": "./main.mjs" } } } }' }],
    ['with exports as one path', { exports: '"./main.mjs"' }],
    ['with conditions and no paths', { exports: '{ "import": "./main.mjs" }' }],
    ['with a main file', { main: '"./main.mjs"' }],
  ])('may be packages %s', async (_name, fields) => {
    const manifest = Object.entries(fields).map(([key, value]) => `"${key}": ${value}`);
    const files = {
      'node_modules/@our/rules/package.json': `{ "name": "@our/rules", ${manifest.join()} }`,
      'node_modules/@our/rules/main.mjs': moduleOf("rule('our-rule')"),
    };
    expect(await readIds('plugins: ["@our/rules"]', files)).toContain('our-rule info');
  });

  it('may be one path of a package', async () => {
    const files = {
      'node_modules/ours/package.json':
        '{ "exports": { "./aws": { "import": "./aws.mjs" }, ".": "./no.mjs" } }',
      'node_modules/ours/aws.mjs': moduleOf("rule('our-rule')"),
    };
    expect(await readIds('plugins: [ours/aws]', files)).toContain('our-rule info');
  });

  it('have options of their own, which the file is held to', async () => {
    const schema = `{ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object',
      additionalProperties: false, properties: { tag: { $ref: '#/$defs/name' } },
      $defs: { name: { type: 'string', minLength: 2 } } }`;
    const files = {
      'rules/ours.mjs': moduleOf(`rule('our-rule', { optionsSchema: ${schema}, defaults: { tag: 'ab' } })`),
    };
    const withOptions = (options: string): string =>
      `plugins: [./rules/ours.mjs]\nrules:\n  our-rule:\n    options: ${options}\n`;
    const { rules } = await load('c.yaml', withOptions('{ tag: cost }'), files);
    expect(rules.find(({ rule }) => rule.meta.id === 'our-rule')?.options).toEqual({ tag: 'cost' });
    expect(await readFaults('c.yaml', withOptions('{ tag: c }'), files)).toEqual([
      'ConfigError: c.yaml:4:21: rules.our-rule.options.tag must have at least 2 characters',
    ]);
    expect(await readFaults('c.yaml', withOptions('{ tga: cost }'), files)).toEqual([
      'ConfigError: c.yaml:4:16: unknown key "tga" in rules.our-rule.options; did you mean "tag"?',
    ]);
  });

  it.each<[string, string, string]>([
    ['throws', 'throw new Error("no luck\\nat all")', `can't be loaded: no luck`],
    ['throws a string', 'throw "no luck"', `can't be loaded: no luck`],
    ['is no module', 'export default (', "can't be loaded: "],
    [
      'has no default export',
      'export const rule = 1',
      'has no default export that is a rule or a list of rules',
    ],
    ['exports an empty list', 'export default []', 'has no default export that is a rule or a list of rules'],
    [
      'exports a number',
      'export default 7',
      'exports something that is no rule: it is a number; make it with defineRule',
    ],
    [
      'exports null',
      'export default null',
      'exports something that is no rule: it is null; make it with defineRule',
    ],
    [
      'has a built-in id',
      moduleOf("rule('agent-online')"),
      'exports a rule "agent-online", an id that a built-in rule has',
    ],
    [
      'has the id of a custom rule',
      moduleOf("rule('ours')"),
      'exports a rule "ours", an id that an entry of customRules has',
    ],
    [
      'repeats an id',
      moduleOf("[rule('twice'), rule('twice')]"),
      'exports a rule "twice", an id that plugin "./p.mjs" has',
    ],
  ])('are refused when one %s', async (_name, source, message) => {
    const text =
      'customRules:\n  - { id: ours, title: t, assert: Tags, message: m }\nplugins:\n  - ./p.mjs\n';
    const faults = await readFaults('c.yaml', text, { 'p.mjs': source });
    expect(faults).toHaveLength(1);
    expect(faults[0]?.startsWith(`ConfigError: c.yaml:4:5: plugin "./p.mjs" ${message}`), faults[0]).toBe(
      true,
    );
  });

  it('are refused when they are not there, each with its place', async () => {
    const faults = await readFaults('c.yaml', 'plugins:\n  - ./gone.mjs\n  - no-such-package-here\n');
    expect(faults.map((fault) => fault.split(': ').slice(0, -1).join(': '))).toEqual([
      `ConfigError: c.yaml:2:5: plugin "./gone.mjs" can't be loaded`,
      `c.yaml:3:5: plugin "no-such-package-here" can't be loaded`,
    ]);
  });

  it('are never modules of Node', async () => {
    expect(await readFaults('c.yaml', 'plugins: ["node:fs", path]')).toEqual([
      `ConfigError: c.yaml:1:11: plugin "node:fs" can't be loaded: it is a module of Node itself`,
      `c.yaml:1:22: plugin "path" can't be loaded: it is a module of Node itself`,
    ]);
  });

  it('do not run for a file that is wrong', async () => {
    const text = 'plugins: [./p.mjs]\nextends: litral\n';
    expect(await readFaults('c.yaml', text, { 'p.mjs': 'throw new Error("ran")' })).toEqual([
      'ConfigError: c.yaml:2:10: extends must be "recommended" or "literal", not "litral"; did you mean "literal"?',
    ]);
  });

  it('do not open the door to ids that nobody has', async () => {
    const text = `${CONFIG}exceptions:\n  - { rule: our-rul, match: { name: a }, reason: r, expires: 2027-03-31 }\n`;
    const files = { 'rules/ours.mjs': moduleOf("rule('our-rules')") };
    expect(await readFaults('c.yaml', text, files)).toEqual([
      'ConfigError: c.yaml:2:3: unknown rule "our-rule" in rules; did you mean "our-rules"?',
      'c.yaml:6:13: unknown rule "our-rul" in exceptions[0].rule; did you mean "our-rules"?',
    ]);
  });
});

describe('findRuleFault', () => {
  const good = RULES[1];
  const changed = (meta: object, more: object = {}): unknown => ({
    ...good,
    meta: { ...good?.meta, ...meta },
    ...more,
  });

  it('takes what defineRule makes', () => {
    expect(RULES.map((rule) => findRuleFault(rule))).toEqual([undefined, undefined, undefined]);
  });

  it.each<[string, unknown, string]>([
    ['a function', () => 1, 'it is a function'],
    ['an object without meta', {}, 'it has no meta'],
    ['an id in camel case', changed({ id: 'ourRule' }), 'meta.id is not in kebab-case'],
    ['an empty title', changed({ title: ' ' }), 'https-egress-allowed has no meta.title'],
    ['no rationale', changed({ rationale: undefined }), 'https-egress-allowed has no meta.rationale'],
    [
      'a wrong impact',
      changed({ impact: 'high' }),
      'https-egress-allowed has a meta.impact other than blocks, degrades, audit',
    ],
    [
      'a wrong severity',
      changed({ severity: 'error' }),
      'https-egress-allowed has a meta.severity other than info, low, medium, high, critical',
    ],
    [
      'standards without lists',
      changed({ standards: { 'aws-fsbp-1.0.0': 'SSM.1' } as never }),
      'https-egress-allowed has meta.standards that are no lists of control ids',
    ],
    ['no reads', changed({ reads: undefined }), 'https-egress-allowed has no list meta.reads'],
    ['no check', changed({}, { check: 'x' }), 'https-egress-allowed has no function check'],
    [
      'no options schema',
      changed({}, { optionsSchema: undefined }),
      'https-egress-allowed has no optionsSchema',
    ],
    ['no defaults', changed({}, { defaults: [] }), 'https-egress-allowed has no defaults'],
    [
      'a schema with a wrong type',
      changed({}, { optionsSchema: { type: 'text' } }),
      'the optionsSchema of https-egress-allowed is no JSON Schema: schema is invalid: data/type must be equal to one of the allowed values, data/type must be array, data/type must match a schema in anyOf',
    ],
    [
      'a schema with an unknown keyword',
      changed({}, { optionsSchema: { typ: 'object' } }),
      'the optionsSchema of https-egress-allowed is no JSON Schema: strict mode: unknown keyword: "typ"',
    ],
    [
      'defaults that break the schema',
      changed({}, { defaults: { match: 'path' } }),
      'the defaults of https-egress-allowed break its optionsSchema: missing key "ports" in defaults',
    ],
  ])('refuses %s', (_name, value, fault) => {
    expect(findRuleFault(value)).toBe(fault);
  });
});
