import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { buildPolicy } from '../../src/commands/policy.ts';
import { readPreset } from '../../src/config/presets.ts';
import { BASTION_ANSWERS, LAUNCH_ANSWERS } from '../../src/model/inventory.ts';
import { IMPACTS } from '../../src/model/finding.ts';
import { rules } from '../../src/rules/index.ts';
import { actionOf, CALLS } from '../../src/sources/calls.ts';
import { healthyIam, healthyRegion } from '../support/subject.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const namesIn = (folder: string, suffix: string): string[] =>
  readdirSync(`${root}/${folder}`)
    .filter((name) => name.endsWith(suffix) && !['index.ts', 'README.md'].includes(name))
    .map((name) => name.slice(0, -suffix.length))
    .sort();
const ids = rules.map(({ meta }) => meta.id);

/** The ids, impacts and the mission's five checks, as users rely on them. An id has one impact for ever. */
const CONTRACT = {
  'admin-ports-closed': 'audit',
  'agent-features-supported': 'degrades',
  'agent-online': 'blocks',
  'agent-policies-attached': 'blocks',
  'agent-version-supported': 'blocks',
  'ami-has-agent': 'degrades',
  'endpoint-path-exists': 'blocks',
  'https-egress-allowed': 'blocks',
  'instance-profile-attached': 'blocks',
  'logging-policies-attached': 'audit',
  'metadata-service-enabled': 'blocks',
  'name-resolution-works': 'blocks',
  'network-acl-allows-https': 'blocks',
  'os-supported': 'degrades',
  'role-trusts-ec2': 'blocks',
  'session-logging-configured': 'audit',
  'session-preferences-satisfiable': 'blocks',
  'status-checks-passed': 'degrades',
  'vpc-endpoint-usable': 'blocks',
};
const DEFAULT_SEVERITY = { blocks: 'high', degrades: 'medium', audit: 'low' };

describe('registry', () => {
  it('has the rules that were promised, with their impacts', () => {
    expect(Object.fromEntries(rules.map(({ meta }) => [meta.id, meta.impact]))).toEqual(CONTRACT);
  });

  it('has one file, one test and one page for each rule, and none besides', () => {
    expect(namesIn('src/rules', '.ts')).toEqual(ids);
    expect(namesIn('test/rules', '.test.ts')).toEqual(ids);
    expect(namesIn('docs/rules', '.md')).toEqual(ids);
  });

  it('is sorted by id', () => {
    expect(ids).toEqual([...ids].sort());
  });
});

describe.each(rules.map((rule) => [rule.meta.id, rule] as const))(
  '%s',
  (id, { meta, defaults, optionsSchema }) => {
    it('says the good state, shortly', () => {
      expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
      expect(meta.title).toMatch(/^[A-Z].*[^.\s]$/);
      expect(meta.title.length).toBeLessThanOrEqual(80);
      expect(meta.rationale).toMatch(/^[A-Z].{20,}\.$/s);
      expect(meta.remediation).toMatch(/^[A-Z].{10,}\.$/s);
      expect(IMPACTS).toContain(meta.impact);
      expect(meta.severity).toBe(DEFAULT_SEVERITY[meta.impact]);
      expect(meta.docsUrl).toMatch(new RegExp(`/docs/rules/${id}\\.md$`));
    });

    it('reads answers that exist and that some call provides', () => {
      expect(meta.reads.length).toBe(new Set(meta.reads).size);
      for (const field of meta.reads) {
        expect({ ...healthyRegion, ...healthyIam }).toHaveProperty(field);
        expect(CALLS.some(({ feeds }) => feeds.includes(field))).toBe(true);
      }
    });

    it('accepts its own defaults and refuses anything arbitrary', () => {
      const validate = new Ajv2020({ strict: true, allErrors: true }).compile(optionsSchema);
      expect(validate(defaults), JSON.stringify(validate.errors)).toBe(true);
      expect(validate({ arbitrary: true })).toBe(false);
      expect(Object.keys(defaults).sort()).toEqual(
        Object.keys((optionsSchema.properties ?? {}) as object).sort(),
      );
    });

    it('has the headings that a reader looks for, and every option explained', () => {
      const page = readFileSync(`${root}/docs/rules/${id}.md`, 'utf8');
      const options = Object.keys(defaults);
      expect([...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual([
        'Why',
        'What it looks at',
        ...(options.length > 0 ? ['Options'] : []),
        'Examples',
        'How to fix',
        'When not to use it',
      ]);
      for (const option of options) expect(page).toContain(`### \`${option}\``);
      for (const part of page.split(/^## .+$/m).slice(1)) expect(part.trim().length).toBeGreaterThan(20);
    });
  },
);

describe('presets', () => {
  it.each(rules.map((rule) => [rule.meta.id, rule] as const))(
    'literal sets options for %s that its schema accepts',
    (_id, rule) => {
      const preset = readPreset('literal', rule);
      const validate = new Ajv2020({ strict: true }).compile(rule.optionsSchema);
      expect(preset === undefined || validate({ ...rule.defaults, ...preset })).toBe(true);
    },
  );

  it('literal is the five checks of the mission, one of them as two rules', () => {
    expect(
      rules.filter((rule) => readPreset('literal', rule) !== undefined).map(({ meta }) => meta.id),
    ).toEqual([
      'agent-online',
      'agent-policies-attached',
      'ami-has-agent',
      'endpoint-path-exists',
      'https-egress-allowed',
      'logging-policies-attached',
    ]);
  });
});

describe('permissions', () => {
  const policy = buildPolicy() as {
    readonly Statement: readonly { readonly Effect: string; readonly Action: readonly string[] }[];
  };
  const actions = policy.Statement.flatMap(({ Action }) => Action);

  it('allows exactly the calls that are made', () => {
    expect([...actions].sort()).toEqual([...new Set(CALLS.map(actionOf))].sort());
  });

  it('only reads', () => {
    for (const action of actions)
      expect(action).toMatch(
        /^(?:(?:autoscaling|ec2|iam|kms|logs|route53|s3|ssm|sts):(?:Describe|Get|List)\w+|iam:SimulatePrincipalPolicy)$/,
      );
    expect(new Set(policy.Statement.map(({ Effect }) => Effect))).toEqual(new Set(['Allow']));
  });

  it('every answer that is read serves a rule or the observation', () => {
    const read = new Set(rules.flatMap(({ meta }) => meta.reads as readonly string[]));
    // What makes an instance, or the one that would be launched next, is looked at by way of it.
    const instances = ['Reservations', ...LAUNCH_ANSWERS] as readonly string[];
    // What `bastion` looks at is no rule's business.
    const others = [...BASTION_ANSWERS, 'AuthorizationDetails'] as readonly string[];
    const fed = CALLS.flatMap(({ feeds }) => feeds as readonly string[]).filter(
      (field) => !instances.includes(field) && !others.includes(field),
    );
    expect(fed.filter((field) => !read.has(field))).toEqual([]);
  });
});
