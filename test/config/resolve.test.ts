import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../src/config/resolve.ts';
import { defineRule, pass } from '../../src/model/rule.ts';
import { load, readFaults, RULES } from './support.ts';

/** Each rule that is on, as `id severity options`. */
async function summarize(text: string): Promise<string[]> {
  const { rules } = await load('c.yaml', text);
  return rules.map(({ rule, severity, options }) => `${rule.meta.id} ${severity} ${JSON.stringify(options)}`);
}

describe('presets and overrides', () => {
  it.each<[string, string, string[]]>([
    [
      'recommended is the default',
      '{}',
      [
        'agent-online high {}',
        'https-egress-allowed high {"match":"path","ports":[443]}',
        'os-supported medium {}',
      ],
    ],
    [
      'recommended by name',
      'extends: recommended',
      [
        'agent-online high {}',
        'https-egress-allowed high {"match":"path","ports":[443]}',
        'os-supported medium {}',
      ],
    ],
    [
      'literal turns off what the mission does not name',
      'extends: literal',
      ['agent-online high {}', 'https-egress-allowed high {"match":"anywhere","ports":[443]}'],
    ],
    [
      'a rule that literal leaves off can be turned on',
      'extends: literal\nrules: { os-supported: on, agent-online: off }',
      ['https-egress-allowed high {"match":"anywhere","ports":[443]}', 'os-supported medium {}'],
    ],
    [
      'a severity alone also turns a rule on',
      'extends: literal\nrules: { os-supported: info, agent-online: off, https-egress-allowed: off }',
      ['os-supported info {}'],
    ],
    [
      'so does an object',
      'extends: literal\nrules: { os-supported: {}, agent-online: off, https-egress-allowed: off }',
      ['os-supported medium {}'],
    ],
    [
      'options merge over defaults and preset key by key',
      'extends: literal\nrules: { agent-online: off, https-egress-allowed: { severity: low, options: { ports: [8443] } } }',
      ['https-egress-allowed low {"match":"anywhere","ports":[8443]}'],
    ],
    [
      'the file beats the preset',
      'extends: literal\nrules: { agent-online: off, https-egress-allowed: { options: { match: path } } }',
      ['https-egress-allowed high {"match":"path","ports":[443]}'],
    ],
    [
      'custom rules are on in every preset, at the severity of their impact',
      'extends: literal\nrules: { agent-online: off, https-egress-allowed: off }\ncustomRules:\n' +
        '  - { id: b, title: t, assert: Tags, message: m }\n' +
        '  - { id: a, title: t, assert: Tags, message: m, impact: blocks }\n' +
        '  - { id: c, title: t, assert: Tags, message: m, severity: critical }',
      ['a high {}', 'b low {}', 'c critical {}'],
    ],
    [
      'custom rules can be set like any other',
      'extends: literal\nrules: { agent-online: off, https-egress-allowed: off, a: high, b: off }\ncustomRules:\n' +
        '  - { id: b, title: t, assert: Tags, message: m }\n  - { id: a, title: t, assert: Tags, message: m }',
      ['a high {}'],
    ],
  ])('%s', async (_name, text, expected) => {
    expect(await summarize(text)).toEqual(expected);
  });

  it('sets exactly the options of the mission in literal', () => {
    const ids = [
      'agent-policies-attached',
      'logging-policies-attached',
      'https-egress-allowed',
      'endpoint-path-exists',
      'ami-has-agent',
      'agent-online',
      'os-supported',
      'role-trusts-ec2',
    ];
    const rules = ids.map((id) =>
      defineRule<Record<string, unknown>>({
        meta: { id, title: 't', impact: 'blocks', rationale: 'r', remediation: 'r' },
        check: () => pass(),
      }),
    );
    const resolved = resolveConfig({ extends: 'literal' }, rules).rules;
    expect(resolved.map(({ rule, options }) => [rule.meta.id, options])).toEqual([
      ['agent-online', {}],
      ['agent-policies-attached', { match: 'by-name', policies: ['AmazonSSMManagedInstanceCore'] }],
      ['ami-has-agent', {}],
      ['endpoint-path-exists', { match: 'public-ip-or-endpoints' }],
      ['https-egress-allowed', { match: 'anywhere' }],
      [
        'logging-policies-attached',
        { match: 'by-name', policies: ['CloudWatchLogsFullAccess'], always: true },
      ],
    ]);
    expect(resolveConfig({}, rules).rules).toHaveLength(ids.length);
  });

  it('keeps what a run needs beside rules', async () => {
    const text =
      'assume: { defaultHostManagement: true }\nexceptions:\n' +
      '  - { rule: agent-online, match: { "tag:team": legacy }, reason: r, owner: o, expires: 2028-02-29 }';
    const { exceptions, assume, file, notices } = await load('c.yaml', text);
    expect({ exceptions, assume, file, notices }).toEqual({
      exceptions: [
        {
          rule: 'agent-online',
          match: { 'tag:team': 'legacy' },
          reason: 'r',
          owner: 'o',
          expires: '2028-02-29',
        },
      ],
      assume: { defaultHostManagement: true },
      file: 'c.yaml',
      notices: [],
    });
    const none = await load('c.yaml', '{}');
    expect([none.exceptions, none.assume]).toEqual([[], { defaultHostManagement: false }]);
  });

  it('does not change the defaults of a rule', async () => {
    await load('c.yaml', 'rules: { https-egress-allowed: { options: { ports: [1] } } }');
    expect(RULES[1]?.defaults).toEqual({ match: 'path', ports: [443] });
  });

  it('demands merged options to be right together', async () => {
    const plugin = `export default { ...base('paired'), defaults: { min: 1, max: 5 }, optionsSchema: {
      type: 'object', additionalProperties: false, required: ['min', 'max'],
      properties: { min: { type: 'integer' }, max: { type: 'integer' } },
      not: { properties: { max: { const: 0 } }, required: ['min'] } } };
      function base(id) { return { meta: { id, title: 't', impact: 'audit', severity: 'low', rationale: 'r',
        remediation: 'r', docsUrl: 'd', reads: [] }, check: () => ({ status: 'pass', evidence: [] }) } }`;
    const text = 'plugins: [./p.mjs]\nrules:\n  paired:\n    options: { max: 0 }\n';
    expect(await readFaults('c.yaml', text, { 'p.mjs': plugin })).toEqual([
      'ConfigError: c.yaml:4:14: rules.paired.options must NOT be valid',
    ]);
  });
});
