import { describe, expect, it } from 'vitest';
import rule from '../../src/rules/network-acl-allows-https.ts';
import {
  acl,
  denied,
  endpoints,
  natGateway,
  privateInstance,
  routes,
  TO_NAT,
  vpc,
} from '../facts/network/network.ts';
import { testRule } from '../support/rule-tester.ts';
import { buildSubject } from '../support/subject.ts';

const ADDRESS = ['Instance.PublicIpAddress', 'Instance.State'];
const behindNat = { ...natGateway(), ...routes({ private: [TO_NAT] }) };
const UNTIL_60999 = acl('subnet-public', { in: [[100, 'allow', '0.0.0.0/0', [32_768, 60_999]]] });

testRule(rule, {
  pass: [
    {
      name: 'the default ACL lets everything through',
      // It is open for every operating system, and whether the gateway works is another question.
      irrelevant: ['Instance.Platform', 'Instance.InstanceType', 'InternetGateways'],
    },
    {
      name: 'ephemeral ports of Linux',
      given: { region: UNTIL_60999 },
      // Part of the ports of Windows is open too.
      irrelevant: ['Instance.Platform', 'Instance.InstanceType', 'InternetGateways'],
    },
    {
      name: 'ephemeral ports of Linux, on Windows: part is a note',
      given: { instance: { Platform: 'windows' }, region: UNTIL_60999 },
      irrelevant: ['Instance.Platform', 'Instance.InstanceType', 'InternetGateways'],
    },
    {
      name: 'open ACLs on both subnets of a NAT path',
      given: { instance: privateInstance, region: behindNat },
      irrelevant: [...ADDRESS, 'Instance.Platform', 'Instance.InstanceType', 'InternetGateways'],
    },
    {
      name: 'an endpoint in the same subnet',
      given: {
        instance: privateInstance,
        region: { ...endpoints(), ...acl('subnet-private', { in: [], out: [] }) },
      },
      irrelevant: [
        ...ADDRESS,
        'Instance.Platform',
        'Instance.InstanceType',
        'NetworkInterfaces',
        'RouteTables',
        'DhcpOptions',
        'VpcAttributes.vpc-main.EnableDnsSupport',
        'VpcAttributes.vpc-main.EnableDnsHostnames',
      ],
    },
  ],
  fail: [
    {
      name: '443 out is denied',
      given: { region: acl('subnet-public', { out: [[100, 'allow', '0.0.0.0/0', [80, 80]]] }) },
      at: ['acl-own:allow-https-out-any'],
    },
    {
      name: 'the answers are denied',
      given: { region: acl('subnet-public', { in: [[100, 'allow', '0.0.0.0/0', [443, 443]]] }) },
      at: ['acl-own:allow-ephemeral-in-any'],
    },
    {
      name: 'the subnet of the endpoints refuses both ways',
      given: { region: { ...endpoints(), ...acl('subnet-private', { in: [], out: [] }) } },
      at: ['acl-own:allow-https-in-vpc', 'acl-own:allow-ephemeral-out-vpc'],
    },
    {
      name: 'the subnet of the NAT refuses the instance',
      given: {
        instance: privateInstance,
        region: {
          ...behindNat,
          ...acl('subnet-public', { in: [[100, 'allow', '0.0.0.0/0', [1024, 65_535]]] }),
        },
      },
      at: ['acl-own:allow-https-in-vpc'],
    },
  ],
  unknown: [
    { name: 'ACLs were not read', given: { region: denied('NetworkAcls') } },
    {
      name: 'shared VPC with an ACL that denies',
      given: { region: { ...vpc({ OwnerId: '999988887777' }), ...acl('subnet-public', { out: [] }) } },
    },
    {
      name: 'some public addresses are denied',
      given: {
        region: acl('subnet-public', {
          out: [
            [90, 'deny', '52.0.0.0/8'],
            [100, 'allow', '0.0.0.0/0'],
          ],
        }),
      },
    },
  ],
});

describe('what network-acl-allows-https says', () => {
  const check = (given: Parameters<typeof buildSubject>[0]) =>
    rule.check(buildSubject(given), { options: rule.defaults });

  it('notes that part of the ports is closed', () => {
    expect(check({ instance: { Platform: 'windows' }, region: UNTIL_60999 }).evidence).toContainEqual({
      resource: 'acl-own',
      detail:
        'Lets only part of TCP 49152-65535 in of subnet-public through (rules 100, 32767), so some connections fail.',
    });
  });

  it('puts the new rule before the first denial', () => {
    const outcome = check({
      region: acl('subnet-public', {
        out: [
          [90, 'deny', '0.0.0.0/0', [443, 443]],
          [100, 'allow', '0.0.0.0/0'],
        ],
      }),
    });
    expect(outcome).toMatchObject({
      problems: [
        {
          cause: {
            fix: {
              cli: 'aws ec2 create-network-acl-entry --network-acl-id acl-own --rule-number 89 --protocol tcp --port-range From=443,To=443 --cidr-block 0.0.0.0/0 --rule-action allow --egress --region eu-west-1',
            },
          },
        },
      ],
    });
  });
});
