import { describe, expect, it } from 'vitest';
import rule from '../../src/rules/endpoint-path-exists.ts';
import { known } from '../../src/model/known.ts';
import {
  blockPublicAccess,
  defaultRoute,
  denied,
  dns,
  dnsServers,
  endpoint,
  endpoints,
  natGateway,
  natInstance,
  privateInstance,
  routes,
  TO_NAT,
  unaddressed,
  vpc,
} from '../facts/network/network.ts';
import { testRule } from '../support/rule-tester.ts';
import { buildSubject } from '../support/subject.ts';

const ADDRESS = ['Instance.PublicIpAddress', 'Instance.State'];
const literal = { match: 'public-ip-or-endpoints' } as const;
const behindNat = { ...natGateway(), ...routes({ private: [TO_NAT] }) };

testRule(rule, {
  pass: [
    {
      name: 'own DNS servers: where they lead is the question of name-resolution-works',
      given: { region: dnsServers('10.0.0.53') },
    },
    { name: 'public address and internet gateway' },
    { name: 'NAT gateway', given: { instance: privateInstance, region: behindNat }, irrelevant: ADDRESS },
    {
      name: 'endpoints for both services',
      given: { instance: privateInstance, region: endpoints() },
      irrelevant: [...ADDRESS, 'NetworkInterfaces'],
    },
    {
      name: 'ssm by endpoint, ssmmessages by the internet',
      given: { region: { ...endpoints(), VpcEndpoints: known([endpoint('ssm')]) } },
      irrelevant: [
        'NetworkInterfaces',
        // Either way there is a path.
        'VpcAttributes.vpc-main.EnableDnsSupport',
        'VpcAttributes.vpc-main.EnableDnsHostnames',
      ],
    },
    {
      name: 'Block Public Access ingress behind a NAT gateway',
      given: { instance: privateInstance, region: { ...behindNat, ...blockPublicAccess('block-ingress') } },
      irrelevant: ADDRESS,
    },
    { name: 'literal: a public address', options: literal },
    {
      name: 'literal: endpoints for both services',
      given: { instance: privateInstance, region: endpoints() },
      options: literal,
      irrelevant: ADDRESS,
    },
    {
      name: 'literal: a public address counts even without a route',
      given: { region: routes({ public: [] }) },
      options: literal,
    },
  ],
  fail: [
    { name: 'no route and no endpoint', given: { instance: privateInstance }, at: ['rtb-main:no-route'] },
    {
      name: 'no public address',
      given: { instance: unaddressed },
      at: ['igw-main:no-public-address'],
    },
    {
      name: 'ssmmessages alone has no path',
      given: {
        instance: privateInstance,
        region: { ...endpoints(), VpcEndpoints: known([endpoint('ssm')]) },
      },
      at: ['rtb-main:no-route'],
    },
    {
      name: 'the NAT gateway failed',
      given: { instance: privateInstance, region: { ...behindNat, ...natGateway({ State: 'failed' }) } },
      at: ['nat-1:replace'],
    },
    {
      name: 'the NAT gateway has no way out',
      given: {
        instance: privateInstance,
        region: { ...natGateway(), ...routes({ public: [], private: [TO_NAT] }) },
      },
      at: ['rtb-public:add-internet-route'],
    },
    {
      name: 'the NAT instance drops what it should forward',
      given: {
        instance: privateInstance,
        region: {
          ...natInstance({ SourceDestCheck: true }),
          ...routes({ main: [defaultRoute({ NetworkInterfaceId: 'eni-natbox' })] }),
        },
      },
      at: ['i-natbox:disable-source-dest-check'],
    },
    {
      name: 'Block Public Access',
      given: { region: blockPublicAccess('block-bidirectional') },
      at: ['vpc-main:exclude-from-block-public-access'],
    },
    {
      name: 'private DNS needs DNS hostnames',
      given: { instance: privateInstance, region: { ...endpoints(), ...dns(known(true), known(false)) } },
      at: ['vpc-main:dns-hostnames'],
    },
    {
      name: 'the endpoints failed',
      given: { instance: privateInstance, region: endpoints({ State: 'failed' }) },
      at: ['vpce-ssm:state', 'vpce-ssmmessages:state'],
    },
    {
      name: 'literal: NAT is neither a public address nor an endpoint',
      given: { instance: privateInstance, region: behindNat },
      options: literal,
      at: ['vpc-main:ssm+ssmmessages'],
    },
    {
      name: 'literal: one endpoint of two',
      given: {
        instance: privateInstance,
        region: { ...endpoints(), VpcEndpoints: known([endpoint('ssm')]) },
      },
      options: literal,
      at: ['vpc-main:ssmmessages'],
    },
  ],
  unknown: [
    {
      name: 'central egress by a transit gateway',
      given: {
        instance: privateInstance,
        region: routes({ main: [defaultRoute({ TransitGatewayId: 'tgw-1' })] }),
      },
    },
    { name: 'shared VPC', given: { instance: privateInstance, region: vpc({ OwnerId: '999988887777' }) } },
    {
      name: 'stopped without an Elastic IP',
      given: { instance: { ...unaddressed, State: { Name: 'stopped' } } },
    },
    { name: 'endpoints were not read', given: { region: denied('VpcEndpoints') } },
    {
      name: 'literal: stopped without an Elastic IP',
      given: { instance: { ...unaddressed, State: { Name: 'stopped' } } },
      options: literal,
    },
    {
      name: 'literal: no public address, endpoints were not read',
      given: { instance: privateInstance, region: denied('VpcEndpoints') },
      options: literal,
    },
  ],
});

describe('what endpoint-path-exists says', () => {
  const check = (given: Parameters<typeof buildSubject>[0]) =>
    rule.check(buildSubject(given), { options: rule.defaults });

  it('names one change for both services', () => {
    const outcome = check({ instance: privateInstance });
    expect(outcome).toMatchObject({
      status: 'fail',
      problems: [
        {
          stages: ['ssm', 'ssmmessages'],
          message:
            'rtb-main has no route to the internet, and vpc-main has no interface endpoint for ssm and ssmmessages.',
          cause: {
            key: '111122223333/eu-west-1/vpc/vpc-main:create-endpoint-ssm+ssmmessages',
            resource: { type: 'vpc', id: 'vpc-main' },
          },
        },
      ],
    });
  });

  it('names the missing service alone', () => {
    const outcome = check({
      instance: privateInstance,
      region: { ...endpoints(), VpcEndpoints: known([endpoint('ssm')]) },
    });
    expect(outcome).toMatchObject({
      problems: [
        {
          stages: ['ssmmessages'],
          cause: { key: '111122223333/eu-west-1/vpc/vpc-main:create-endpoint-ssmmessages' },
        },
      ],
    });
  });

  it('gives one cause to every instance of the VPC that lacks a path, whatever its subnet', () => {
    const keys = [privateInstance, unaddressed].map((instance) => {
      const outcome = check({ instance });
      return outcome.status === 'fail' ? outcome.problems.map(({ cause }) => cause) : [];
    });
    expect(keys[0]).toEqual(keys[1]);
  });

  it('writes commands that can be run', () => {
    const outcome = check({ instance: privateInstance });
    const cli = outcome.status === 'fail' ? outcome.problems[0].cause.fix.cli : undefined;
    expect(cli?.split('\n')).toEqual([
      'group=$(aws ec2 create-security-group --vpc-id vpc-main --group-name ssm-endpoints --description "HTTPS to VPC endpoints" --query GroupId --output text --region eu-west-1)',
      'aws ec2 authorize-security-group-ingress --group-id "$group" --protocol tcp --port 443 --cidr 10.0.0.0/16 --region eu-west-1',
      'aws ec2 create-vpc-endpoint --vpc-id vpc-main --vpc-endpoint-type Interface --service-name com.amazonaws.eu-west-1.ssm --subnet-ids subnet-private --security-group-ids "$group" --private-dns-enabled --region eu-west-1',
      'aws ec2 create-vpc-endpoint --vpc-id vpc-main --vpc-endpoint-type Interface --service-name com.amazonaws.eu-west-1.ssmmessages --subnet-ids subnet-private --security-group-ids "$group" --private-dns-enabled --region eu-west-1',
    ]);
  });
});
