import { expect, it } from 'vitest';
import { known } from '../../src/model/known.ts';
import rule from '../../src/rules/metadata-service-enabled.ts';
import { testRule } from '../support/rule-tester.ts';
import { buildSubject, healthyInstance } from '../support/subject.ts';

const ID = healthyInstance.InstanceId;
const hybrid = {
  InstanceId: 'mi-0123456789abcdef0',
  ResourceType: 'ManagedInstance',
  IPAddress: '10.0.1.10',
};
const options = (MetadataOptions: object) => ({ instance: { MetadataOptions } });

testRule(rule, {
  pass: [
    { name: 'enabled, tokens required' },
    {
      name: 'enabled, tokens optional',
      given: options({ State: 'applied', HttpEndpoint: 'enabled', HttpTokens: 'optional' }),
    },
    { name: 'enabled, no state told', given: options({ HttpEndpoint: 'enabled' }) },
    { name: 'stopped and enabled', given: { instance: { State: { Name: 'stopped' } } } },
    { name: 'planned and enabled', given: { planned: true } },
  ],
  fail: [
    {
      name: 'disabled',
      given: options({ State: 'applied', HttpEndpoint: 'disabled' }),
      at: ['MetadataOptions.HttpEndpoint'],
    },
    {
      name: 'disabled and stopped',
      given: { instance: { State: { Name: 'stopped' }, MetadataOptions: { HttpEndpoint: 'disabled' } } },
      at: ['MetadataOptions.HttpEndpoint'],
    },
    {
      name: 'disabled in a plan',
      given: { planned: true, ...options({ HttpEndpoint: 'disabled' }) },
      at: ['MetadataOptions.HttpEndpoint'],
    },
    {
      name: 'disabled, and a hybrid node elsewhere',
      given: {
        ...options({ HttpEndpoint: 'disabled' }),
        region: { InstanceInformationList: known([{ ...hybrid, IPAddress: '10.9.9.9' }]) },
      },
      at: ['MetadataOptions.HttpEndpoint'],
    },
    {
      name: 'disabled, registered under its own id, and a hybrid node has its address',
      given: {
        ...options({ HttpEndpoint: 'disabled' }),
        region: { InstanceInformationList: known([{ InstanceId: ID, PingStatus: 'Online' }, hybrid]) },
      },
      at: ['MetadataOptions.HttpEndpoint'],
    },
  ],
  unknown: [
    { name: 'not in the answer', given: options({ State: 'applied' }) },
    { name: 'being changed', given: options({ State: 'pending', HttpEndpoint: 'enabled' }) },
    { name: 'being turned off', given: options({ State: 'pending', HttpEndpoint: 'disabled' }) },
    {
      name: 'disabled, and a hybrid node has its address',
      given: {
        ...options({ HttpEndpoint: 'disabled' }),
        region: { InstanceInformationList: known([hybrid]) },
      },
    },
    {
      name: 'disabled, and a hybrid node may have an address that was not read',
      given: {
        instance: {
          MetadataOptions: { HttpEndpoint: 'disabled' },
          PrivateIpAddress: '10.0.9.9',
          NetworkInterfaces: [{}],
        },
        region: { InstanceInformationList: known([hybrid]) },
      },
    },
    {
      name: 'known after the apply',
      given: {
        planned: true,
        instance: { Gaps: { MetadataOptions: { kind: 'after-apply', attribute: 'metadata_options' } } },
      },
    },
    { name: 'a plan that does not say', given: { planned: true, ...options({}) } },
  ],
});

it('lets an online agent settle what was not read', () => {
  expect(rule.check(buildSubject(options({})), { options: {} })).toMatchObject({
    gaps: [{ kind: 'not-collected', action: 'ec2:DescribeInstances', stages: ['ssm'] }],
  });
});

it('gives the command for this instance and Region', () => {
  const outcome = rule.check(buildSubject(options({ HttpEndpoint: 'disabled' })), { options: {} });
  expect(outcome).toMatchObject({
    problems: [
      {
        cause: {
          key: `111122223333/eu-west-1/instance/${ID}:metadata-options`,
          fix: {
            cli: `aws ec2 modify-instance-metadata-options --instance-id ${ID} --region eu-west-1 --http-endpoint enabled --http-tokens required`,
          },
        },
      },
    ],
  });
});
