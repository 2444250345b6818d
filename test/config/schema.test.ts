import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { buildConfigSchema } from '../../src/config/schema.ts';
import { load, RULES } from './support.ts';

const accepts = new Ajv2020({ strict: true }).compile(buildConfigSchema(RULES));
const exception = { match: { name: 'a*' }, reason: 'r', expires: '2027-03-31' };
const custom = { id: 'owner-tag-set', title: 't', assert: 'Tags', message: 'm' };

describe('the published schema', () => {
  it.each<[string, unknown]>([
    ['nothing', {}],
    ['a $schema', { $schema: './node_modules/ssm-preflight/rules.schema.json' }],
    [
      'every form of a setting',
      {
        rules: { 'os-supported': 'off', 'agent-online': 'low', 'https-egress-allowed': { severity: 'info' } },
      },
    ],
    ['one option of several', { rules: { 'https-egress-allowed': { options: { match: 'anywhere' } } } }],
    ['a custom rule and its setting', { customRules: [custom], rules: { 'owner-tag-set': 'high' } }],
    [
      'an exception for a custom rule',
      { customRules: [custom], exceptions: [{ ...exception, rule: 'owner-tag-set' }] },
    ],
    [
      'a plugin and the setting of one of its rules',
      { plugins: ['./p.mjs'], rules: { 'our-rule': { options: { a: 1 } } } },
    ],
    [
      'all that an exception can match',
      {
        exceptions: [
          {
            ...exception,
            rule: 'agent-online',
            owner: 'o',
            match: {
              'instance-id': 'i-1',
              arn: 'arn:*',
              account: '1*',
              region: 'eu-*',
              vpc: 'vpc-1',
              subnet: '*',
              name: 'x',
              'tag:a': '',
            },
          },
        ],
      },
    ],
  ])('takes %s', (_name, config) => {
    expect(accepts(config), JSON.stringify(accepts.errors)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['an unknown key', { rule: {} }],
    ['an unknown rule', { rules: { 'os-suported': 'off' } }],
    ['an unknown rule in an exception', { exceptions: [{ ...exception, rule: 'os-suported' }] }],
    ['an unknown option', { rules: { 'https-egress-allowed': { options: { mach: 'path' } } } }],
    ['an id in camel case beside plugins', { plugins: ['./p.mjs'], rules: { ourRule: 'off' } }],
    ['a setting of a plugin that is none', { plugins: ['./p.mjs'], rules: { 'our-rule': 'yes' } }],
    [
      'an exception without a reason',
      { exceptions: [{ rule: 'agent-online', match: { name: 'a' }, expires: '2027-03-31' }] },
    ],
    [
      'an exception without an end',
      { exceptions: [{ rule: 'agent-online', match: { name: 'a' }, reason: 'r' }] },
    ],
    [
      'an exception that matches everything',
      { exceptions: [{ ...exception, rule: 'agent-online', match: {} }] },
    ],
    ['a thirteenth month', { exceptions: [{ ...exception, rule: 'agent-online', expires: '2027-13-01' }] }],
    ['a custom rule with a second language', { customRules: [{ ...custom, rego: 'x' }] }],
  ])('refuses %s', (_name, config) => {
    expect(accepts(config)).toBe(false);
  });

  it('uses the draft that it names and says where it lives', () => {
    expect(buildConfigSchema(RULES)).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'https://raw.githubusercontent.com/ssm-preflight/ssm-preflight/main/rules.schema.json',
      title: 'ssm-preflight configuration',
    });
  });

  it('is plain JSON and the same each time', () => {
    const text = JSON.stringify(buildConfigSchema(RULES));
    expect(JSON.parse(text)).toEqual(buildConfigSchema(RULES));
    expect(JSON.stringify(buildConfigSchema(RULES))).toBe(text);
  });
});

describe('a file that uses everything', () => {
  it.each(['everything.json', 'everything.yaml'])('%s loads, and fits the published schema', async (name) => {
    const text = readFileSync(new URL(`../fixtures/config/${name}`, import.meta.url), 'utf8');
    const plugin = readFileSync(new URL('../fixtures/config/our-rule.mjs', import.meta.url), 'utf8');
    const { rules, exceptions, assume } = await load(name, text, { 'our-rule.mjs': plugin });
    expect(rules.map(({ rule, severity }) => `${rule.meta.id} ${severity}`)).toEqual([
      'agent-online critical',
      'https-egress-allowed high',
      'our-rule info',
      'owner-tag-set medium',
    ]);
    expect(exceptions.map(({ rule }) => rule)).toEqual(['agent-online', 'owner-tag-set']);
    expect(assume).toEqual({ defaultHostManagement: true });
    if (name.endsWith('.json')) expect(accepts(JSON.parse(text)), JSON.stringify(accepts.errors)).toBe(true);
  });
});
