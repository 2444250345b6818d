import { describe, expect, it } from 'vitest';
import { trustsEc2 } from '../../src/facts/iam/role-trust.ts';
import rule from '../../src/rules/role-trusts-ec2.ts';
import { known, unknown } from '../../src/model/known.ts';
import {
  HOST_MANAGEMENT_OFF,
  HOST_MANAGEMENT_ON,
  HYBRID,
  account,
  hostRole,
  policy,
  registered,
  role,
  trust,
} from '../facts/iam/role-fixtures.ts';
import { testRule } from '../support/rule-tester.ts';
import { buildSubject } from '../support/subject.ts';

const trusted = (document: unknown, ...others: ReturnType<typeof role>[]) => ({
  iam: account([role({ trust: document }), ...others]),
});
const off = { region: { ServiceSetting: HOST_MANAGEMENT_OFF } };
const on = { region: { ServiceSetting: HOST_MANAGEMENT_ON } };
const lambda = trust('lambda.amazonaws.com');
const ec2 = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
const inVpc = { Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-main' } } };

testRule(rule, {
  pass: [
    { name: 'EC2 may assume the role' },
    {
      name: 'EC2 among other services',
      given: trusted(
        policy({ ...ec2, Principal: { Service: ['lambda.amazonaws.com', 'ec2.amazonaws.com'] } }),
      ),
    },
    {
      name: 'EC2 in a second statement',
      given: trusted(policy({ ...ec2, Principal: { Service: 'lambda.amazonaws.com' } }, ec2)),
    },
    { name: 'all actions of STS', given: trusted(policy({ ...ec2, Action: 'sts:*' })) },
    {
      name: 'not trusted, but Default Host Management serves',
      given: { ...trusted(lambda, hostRole()), ...on },
    },
    {
      name: 'not trusted, Default Host Management serves an agent that never registered',
      given: {
        ...trusted(lambda, hostRole()),
        region: { ServiceSetting: HOST_MANAGEMENT_ON, InstanceInformationList: registered() },
      },
    },
  ],
  fail: [
    { name: 'another service', given: { ...trusted(lambda), ...off }, at: ['AssumeRolePolicyDocument'] },
    {
      name: 'another action',
      given: { ...trusted(policy({ ...ec2, Action: 'sts:TagSession' })), ...off },
      at: ['AssumeRolePolicyDocument'],
    },
    {
      name: 'a Deny beside the Allow',
      given: { ...trusted(policy(ec2, { ...ec2, Effect: 'Deny' })), ...off },
      at: ['AssumeRolePolicyDocument'],
    },
    {
      name: 'an account instead of a service',
      given: { ...trusted(policy({ ...ec2, Principal: { AWS: '111122223333' } })), ...off },
      at: ['AssumeRolePolicyDocument'],
    },
    {
      name: 'another service, and an agent too old for Default Host Management',
      given: {
        ...trusted(lambda, hostRole()),
        region: { ServiceSetting: HOST_MANAGEMENT_ON, InstanceInformationList: registered('3.1.0.0') },
      },
      at: ['AssumeRolePolicyDocument'],
    },
  ],
  unknown: [
    {
      name: 'another service alone, and a hybrid node has the address of the instance',
      given: {
        ...trusted(trust('lambda.amazonaws.com')),
        region: { ...off.region, InstanceInformationList: HYBRID },
      },
    },
    {
      name: 'the principal of China elsewhere',
      given: { ...trusted(trust('ec2.amazonaws.com.cn')), ...off },
    },
    {
      name: 'a condition that nobody can see',
      given: { ...trusted(trust('ec2.amazonaws.com', inVpc)), ...off },
    },
    {
      name: 'not trusted, Default Host Management unread',
      given: {
        ...trusted(lambda),
        region: { ServiceSetting: unknown({ kind: 'denied', action: 'ssm:GetServiceSetting' }) },
      },
    },
    { name: 'a document that is no policy', given: { ...trusted('nothing'), ...off } },
    {
      name: 'a trust policy that was not read',
      given: {
        iam: account([
          role({ rest: { Gaps: { AssumeRolePolicyDocument: { kind: 'denied', action: 'iam:GetRole' } } } }),
        ]),
        ...off,
      },
    },
    { name: 'a role that is not listed', given: { iam: { RoleDetailList: known([]) } } },
  ],
  notApplicable: [{ name: 'no profile', given: { instance: { IamInstanceProfile: {} } } }],
});

describe('trustsEc2 in China', () => {
  it.each([
    ['ec2.amazonaws.com', 'allow'],
    ['ec2.amazonaws.com.cn', 'allow'],
    ['lambda.amazonaws.com', 'implicit-deny'],
  ])('%s: %s', (service, word) => {
    const subject = { ...buildSubject(), partition: 'aws-cn' };
    expect(trustsEc2(subject, role({ trust: trust(service) }))).toEqual(known(word));
  });
});
