import { describe, expect, it } from 'vitest';
import { makeCustomRules } from '../../src/config/custom-rules.ts';
import type { Instance } from '../../src/model/aws.ts';
import type { CustomRuleEntry } from '../../src/config/types.ts';
import type { Outcome } from '../../src/model/finding.ts';
import type { Gap } from '../../src/model/known.ts';
import { buildSubject } from '../support/subject.ts';

const ENTRY: CustomRuleEntry = {
  id: 'owner-tag-set',
  title: 'Instance carries an owner tag',
  assert: "Tags[?Key=='owner'].Value | [0]",
  message: 'No owner tag.',
};
const AFTER_APPLY: Gap = { kind: 'after-apply', attribute: 'some' };

function ask(assert: string, instance: Partial<Instance> & Record<string, unknown> = {}): Outcome {
  const { rules } = makeCustomRules([{ ...ENTRY, assert }]);
  const [rule] = rules;
  if (rule === undefined) throw new Error(`no rule came of ${assert}`);
  return rule.check(buildSubject({ instance }), { options: {} });
}

describe('an assertion', () => {
  it.each<[string, Record<string, unknown>, 'pass' | 'fail']>([
    ["Tags[?Key=='owner'].Value | [0]", { Tags: [{ Key: 'owner', Value: 'platform' }] }, 'pass'],
    ["Tags[?Key=='owner'].Value | [0]", { Tags: [{ Key: 'owner', Value: '' }] }, 'fail'],
    ["Tags[?Key=='owner'].Value | [0]", { Tags: [] }, 'fail'],
    ["Tags[?Key=='owner'].Value | [0]", { Tags: undefined }, 'fail'],
    ['Tags[0]', { Tags: [{}] }, 'fail'],
    ["State.Name == 'running'", {}, 'pass'],
    ["State.Name != 'running'", {}, 'fail'],
    ['`0`', {}, 'pass'],
    ['`null`', {}, 'fail'],
    ['`[]`', {}, 'fail'],
    ["''", {}, 'fail'],
    ["' '", {}, 'pass'],
    ["MetadataOptions.HttpTokens == 'required'", {}, 'pass'],
    ['length(NetworkInterfaces) == `1`', {}, 'pass'],
    ['EnaSupport', { EnaSupport: true }, 'pass'],
    ['!PublicIpAddress', {}, 'fail'],
    ['!PublicIpAddress', { PublicIpAddress: undefined }, 'pass'],
    ["starts_with(InstanceType, 't3.')", {}, 'pass'],
    ['Gaps', { Gaps: { VpcId: AFTER_APPLY } }, 'fail'],
  ])('%s of %j: %s', (assert, instance, status) => {
    expect(ask(assert, instance).status).toBe(status);
  });

  it.each([
    ['length(Nothing)', /length\(\)/],
    ['length(InstanceId, VpcId)', /arity/],
    ['sum(Tags)', /sum\(\)/],
    ['$nothing', /undefined variable/],
  ])('that breaks while it runs throws: %s', (assert, message) => {
    expect(() => ask(assert)).toThrow(message);
  });
});

describe('an attribute that is not known yet', () => {
  it.each<[string, string, 'unknown' | 'pass' | 'fail']>([
    ["VpcId == 'vpc-main'", 'VpcId', 'unknown'],
    ["@.VpcId == 'vpc-main'", 'VpcId', 'unknown'],
    ["@ | VpcId == 'vpc-main'", 'VpcId', 'unknown'],
    ["$.VpcId == 'vpc-main'", 'VpcId', 'unknown'],
    ['Tags[?Value == $.VpcId]', 'VpcId', 'unknown'],
    ['let $vpc = VpcId in Tags[?Value == $vpc]', 'VpcId', 'unknown'],
    ['let $all = @ in $all.VpcId', 'VpcId', 'unknown'],
    ['{ here: VpcId }.here', 'VpcId', 'unknown'],
    ['not_null(VpcId, SubnetId)', 'VpcId', 'unknown'],
    ['SubnetId || VpcId', 'VpcId', 'unknown'],
    ['State.Name ? SubnetId : VpcId', 'VpcId', 'unknown'],
    ['map(&Value, Tags)', 'Tags', 'unknown'],
    ['keys(@)', 'VpcId', 'unknown'],
    ['*', 'VpcId', 'unknown'],
    ['values(@)[0]', 'VpcId', 'unknown'],
    ['to_string($)', 'VpcId', 'unknown'],
    ['NetworkInterfaces[].SubnetId', 'NetworkInterfaces', 'unknown'],
    ["contains(Tags[].Key, 'Name')", 'Tags', 'unknown'],
    ['NetworkInterfaces[].SubnetId', 'SubnetId', 'pass'],
    ['NetworkInterfaces[?VpcId].Groups[]', 'VpcId', 'pass'],
    ['map(&@.VpcId, NetworkInterfaces)', 'VpcId', 'pass'],
    ['State.VpcId', 'VpcId', 'fail'],
    ["'VpcId'", 'VpcId', 'pass'],
    ['`{"type": "Field", "name": "VpcId"}`', 'VpcId', 'pass'],
    ['Tags', 'VpcId', 'pass'],
  ])('%s, with %s unknown: %s', (assert, attribute, status) => {
    expect(ask(assert, { Gaps: { [attribute]: AFTER_APPLY } }).status).toBe(status);
  });

  it('comes back as the gap', () => {
    expect(ask('VpcId && SubnetId', { Gaps: { VpcId: AFTER_APPLY, ImageId: AFTER_APPLY } })).toEqual({
      status: 'unknown',
      gaps: [AFTER_APPLY],
      evidence: [],
    });
  });
});

describe('a custom rule', () => {
  it('is filled in from its entry', () => {
    const [rule] = makeCustomRules([ENTRY]).rules;
    expect(rule?.meta).toEqual({
      id: 'owner-tag-set',
      title: 'Instance carries an owner tag',
      impact: 'audit',
      severity: 'low',
      rationale: 'The configuration of this project asks for it.',
      remediation: 'Make this true: Instance carries an owner tag.',
      reads: [],
      docsUrl: 'https://github.com/ssm-preflight/ssm-preflight/blob/main/docs/configuration.md#custom-rules',
    });
    const own = {
      severity: 'high',
      impact: 'degrades',
      rationale: 'Bills.',
      remediation: 'Tag it.',
    } as const;
    expect(makeCustomRules([{ ...ENTRY, ...own }]).rules[0]?.meta).toMatchObject(own);
  });

  it('names one cause for each instance', () => {
    const instance = { InstanceId: 'i-1', Tags: [{ Key: 'Name', Value: 'web-1' }] };
    const [rule] = makeCustomRules([{ ...ENTRY, remediation: 'Tag it.' }]).rules;
    expect(rule?.check(buildSubject({ instance }), { options: {} })).toEqual({
      status: 'fail',
      problems: [
        {
          at: 'assert',
          message: 'No owner tag.',
          cause: {
            key: '111122223333/eu-west-1/instance/i-1:owner-tag-set',
            resource: { type: 'instance', id: 'i-1', name: 'web-1' },
            fix: { summary: 'Tag it.' },
          },
        },
      ],
      gaps: [],
      evidence: [{ resource: 'i-1', detail: 'The assertion of owner-tag-set gives no value.' }],
    });
  });

  it.each([
    ['InstanceId', 'a value (string)'],
    ['Tags', 'a value (list)'],
    ['State', 'a value (object)'],
    ['`7`', 'a number'],
    ['`true`', 'true'],
    ['`false`', 'false'],
    ['`[]`', 'an empty list'],
    ['`{}`', 'an empty object'],
    ["''", 'an empty string'],
  ])('says of %s that it gives %s, and never the value itself', (assert, words) => {
    expect(ask(assert).evidence).toEqual([
      { resource: 'i-0aaaaaaaaaaaaaaaa', detail: `The assertion of owner-tag-set gives ${words}.` },
    ]);
  });
});
