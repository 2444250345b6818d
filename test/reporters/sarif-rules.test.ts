import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { describeRule, toPascalCase } from '../../src/reporters/sarif-rules.ts';

const rule: Report['rules'][number] = {
  id: 'role-trusts-ec2',
  title: 'EC2 may assume the role',
  impact: 'blocks',
  severity: 'high',
  rationale: 'Without credentials the agent can say nothing.',
  remediation: 'Let ec2.amazonaws.com assume the role.',
  reads: [],
  docsUrl: 'https://example.com/role-trusts-ec2',
  options: {},
};

describe('describeRule', () => {
  it('has every text that servers demand', () => {
    expect(describeRule(rule)).toEqual({
      id: 'role-trusts-ec2',
      name: 'RoleTrustsEc2',
      shortDescription: { text: 'EC2 may assume the role.' },
      fullDescription: { text: 'Without credentials the agent can say nothing.' },
      help: {
        text: 'Let ec2.amazonaws.com assume the role. See https://example.com/role-trusts-ec2',
        markdown:
          'Let ec2.amazonaws.com assume the role.\n\n**Why**: Without credentials the agent can say nothing.\n\n[Documentation of role-trusts-ec2](https://example.com/role-trusts-ec2)',
      },
      helpUri: 'https://example.com/role-trusts-ec2',
      defaultConfiguration: { level: 'error' },
      properties: {
        tags: ['security', 'aws', 'ec2', 'session-manager', 'blocks'],
        precision: 'high',
        'problem.severity': 'error',
        'security-severity': '8.0',
        impact: 'blocks',
      },
    });
  });

  it.each([
    ['critical', 'error', 'error', '9.5'],
    ['high', 'error', 'error', '8.0'],
    ['medium', 'warning', 'warning', '5.5'],
    ['low', 'note', 'recommendation', '2.0'],
    ['info', 'note', 'recommendation', undefined],
  ] as const)('severity %s is level %s', (severity, level, problemSeverity, score) => {
    const { defaultConfiguration, properties } = describeRule({ ...rule, severity });
    expect(defaultConfiguration?.level).toBe(level);
    expect(properties?.['problem.severity']).toBe(problemSeverity);
    expect(properties?.['security-severity']).toBe(score);
  });

  it('has at most ten tags, control ids last', () => {
    const ids = Array.from({ length: 9 }, (_, index) => `AC-${index}`);
    expect(describeRule({ ...rule, standards: { NIST: ids } }).properties?.tags).toEqual([
      'security',
      'aws',
      'ec2',
      'session-manager',
      'blocks',
      'NIST:AC-0',
      'NIST:AC-1',
      'NIST:AC-2',
      'NIST:AC-3',
      'NIST:AC-4',
    ]);
  });

  it('tells the long description from the short one when the rule has one text for both', () => {
    const { shortDescription, fullDescription } = describeRule({ ...rule, rationale: rule.title });
    expect(shortDescription?.text).toBe('EC2 may assume the role.');
    expect(fullDescription?.text).toBe('Rule role-trusts-ec2: EC2 may assume the role.');
  });

  it('lets a rule from elsewhere bring no link and no markup into its help', () => {
    const remediation = 'See `ssm-cli` and [here](javascript:alert(1)), <img src=x onerror=alert(1)>.';
    expect(
      describeRule({ ...rule, remediation, rationale: '![x](https://example.com)' }).help?.markdown,
    ).toBe(
      'See `ssm-cli` and [here] (javascript:alert(1)), &lt;img src=x onerror=alert(1)>.\n\n**Why**: ![x] (https://example.com).\n\n[Documentation of role-trusts-ec2](https://example.com/role-trusts-ec2)',
    );
  });

  it('cuts texts at what GitHub takes', () => {
    const long = 'x'.repeat(5000);
    const { shortDescription, fullDescription } = describeRule({ ...rule, title: long, rationale: long });
    expect(shortDescription?.text.length).toBeLessThanOrEqual(1024);
    expect(fullDescription?.text.length).toBeLessThanOrEqual(1024);
    expect(fullDescription?.text).not.toBe(shortDescription?.text);
  });

  it.each([
    './docs/rule.md',
    '',
    'javascript:alert(1)',
    'https://example.com/a) [b](c',
    'ftp://example.com/',
  ])('gives the project as help for the address %j', (docsUrl) => {
    expect(describeRule({ ...rule, docsUrl }).helpUri).toBe('https://github.com/ssm-preflight/ssm-preflight');
  });
});

describe('toPascalCase', () => {
  it.each([
    ['role-trusts-ec2', 'RoleTrustsEc2'],
    ['https-egress-allowed', 'HttpsEgressAllowed'],
    ['network-acl-allows-https', 'NetworkAclAllowsHttps'],
    ['has-a-name', 'HasaName'],
    ['443-open', 'Rule443Open'],
    ['x', 'Rulex'],
    ['tagged', 'TaggedRule'],
    ['plugin/some_rule', 'PluginSomeRule'],
  ])('%s is %s', (id, name) => {
    expect(toPascalCase(id)).toBe(name);
    expect(name).toMatch(/^(\p{Lu}[\p{Ll}\p{Nd}]+)*$/u);
  });
});
