import { describe, expect, it } from 'vitest';
import rule from '../../src/rules/vpc-endpoint-usable.ts';
import { known } from '../../src/model/known.ts';
import {
  denied,
  dns,
  endpoint,
  endpoints,
  https,
  httpsGroup,
  httpsList,
  privateInstance,
  vpc,
} from '../facts/network/network.ts';
import { testRule } from '../support/rule-tester.ts';
import { buildSubject } from '../support/subject.ts';

const ADDRESS = ['Instance.PublicIpAddress', 'Instance.State'];

function policy(Action: string | readonly string[], Principal: unknown = '*'): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action, Resource: '*' }],
  });
}

testRule(rule, {
  pass: [
    {
      name: 'the endpoints admit the VPC',
      given: { instance: privateInstance, region: endpoints() },
      irrelevant: [...ADDRESS, 'NetworkInterfaces', 'RouteTables'],
    },
    {
      name: 'the endpoints admit the group of the instance',
      given: { instance: privateInstance, region: endpoints({}, { sg: [httpsGroup('sg-app')] }) },
      irrelevant: [...ADDRESS, 'NetworkInterfaces', 'RouteTables'],
    },
    {
      name: 'the policy allows the actions of the agent',
      given: {
        instance: privateInstance,
        region: endpoints({ PolicyDocument: policy(['ssm:UpdateInstanceInformation', 'ssmmessages:*']) }),
      },
      irrelevant: [...ADDRESS, 'NetworkInterfaces', 'RouteTables'],
    },
    {
      name: 'the policy is for the role of the instance',
      given: {
        instance: privateInstance,
        region: endpoints({
          PolicyDocument: policy('*', { AWS: 'arn:aws:iam::111122223333:role/app' }),
        }),
      },
      // Whoever the agent may turn to when it is refused: it is not.
      irrelevant: [
        ...ADDRESS,
        'NetworkInterfaces',
        'RouteTables',
        'DhcpOptions',
        'Policies',
        'ServiceSetting',
      ],
    },
    {
      name: 'a public instance is captured too',
      given: { region: endpoints() },
      // If the name did not lead to the endpoints, nothing would be wrong with them either.
      irrelevant: [
        'NetworkInterfaces',
        'RouteTables',
        'VpcAttributes.vpc-main.EnableDnsSupport',
        'VpcAttributes.vpc-main.EnableDnsHostnames',
        'DhcpOptions',
      ],
    },
  ],
  fail: [
    {
      name: 'the default group admits only itself',
      given: { region: endpoints({}, { sg: [httpsGroup('sg-endpoint')] }) },
      at: ['vpce-ssm:sg-endpoint:in-443', 'vpce-ssmmessages:sg-endpoint:in-443'],
    },
    {
      name: 'the policy allows other actions',
      given: { instance: privateInstance, region: endpoints({ PolicyDocument: policy('ssm:GetParameter') }) },
      at: ['vpce-ssm:policy-ssm', 'vpce-ssmmessages:policy-ssmmessages', 'vpce-ssmmessages:policy-session'],
    },
    {
      name: 'the policy is for another role',
      given: {
        instance: privateInstance,
        region: endpoints({
          PolicyDocument: policy('*', { AWS: 'arn:aws:iam::111122223333:role/db' }),
        }),
      },
      at: ['vpce-ssm:policy-ssm', 'vpce-ssmmessages:policy-ssmmessages', 'vpce-ssmmessages:policy-session'],
    },
    {
      name: 'an endpoint failed and nothing else is there',
      given: { instance: privateInstance, region: endpoints({ State: 'failed' }) },
      at: ['vpce-ssm:state', 'vpce-ssmmessages:state'],
    },
    {
      name: 'private DNS cannot work without DNS hostnames',
      given: { instance: privateInstance, region: { ...endpoints(), ...dns(known(true), known(false)) } },
      at: ['vpc-main:dns-hostnames'],
    },
  ],
  unknown: [
    {
      name: 'private DNS is off, and nothing else is there',
      given: { instance: privateInstance, region: endpoints({ PrivateDnsEnabled: false }) },
    },
    {
      name: 'private DNS is off, the internet works, the endpoint refuses',
      given: { region: endpoints({ PrivateDnsEnabled: false }, { sg: [https('10.9.0.0/16')] }) },
    },
    {
      name: 'the policy is for one session of the role',
      given: {
        instance: privateInstance,
        region: endpoints({
          PolicyDocument: policy('*', { AWS: 'arn:aws:sts::111122223333:assumed-role/app/one' }),
        }),
      },
    },
    {
      name: 'the endpoint admits a prefix list that was not read',
      given: { instance: privateInstance, region: endpoints({}, { sg: [httpsList('pl-1')] }) },
    },
    { name: 'endpoints were not read', given: { region: denied('VpcEndpoints') } },
    { name: 'shared VPC', given: { region: vpc({ OwnerId: '999988887777' }) } },
    { name: 'no network interface', given: { instance: { NetworkInterfaces: [] } } },
  ],
  notApplicable: [
    { name: 'no endpoint at all' },
    { name: 'no endpoint at all, and no path', given: { instance: privateInstance } },
    {
      name: 'an endpoint for another service',
      given: { region: { ...endpoints(), VpcEndpoints: known([endpoint('ssm-contacts')]) } },
    },
    {
      name: 'an endpoint that failed, and a good internet path',
      given: { region: endpoints({ State: 'failed' }) },
    },
  ],
});

describe('what vpc-endpoint-usable says', () => {
  const check = (given: Parameters<typeof buildSubject>[0]) =>
    rule.check(buildSubject(given), { options: rule.defaults });

  it('tells a refused data channel, which stops the session alone, from a refused control channel', () => {
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
        { Effect: 'Deny', Principal: '*', Action: 'ssmmessages:OpenDataChannel', Resource: '*' },
      ],
    });
    expect(check({ instance: privateInstance, region: endpoints({ PolicyDocument }) })).toMatchObject({
      status: 'fail',
      problems: [{ at: 'vpce-ssmmessages:policy-session', stages: ['session'] }],
    });
  });

  const own = { AWS: 'arn:aws:sts::111122223333:assumed-role/app/one' };
  const control = ['ssmmessages:CreateControlChannel', 'ssmmessages:OpenControlChannel'];
  it.each([
    ['one statement for both channels', [{ Principal: own, Action: '*' }], ['ssmmessages']],
    [
      'a statement of its own for the data channel',
      [
        { Principal: '*', Action: ['ssm:*', ...control] },
        { Principal: own, Action: 'ssmmessages:*DataChannel' },
      ],
      ['session'],
    ],
  ])('%s: says what an undecided policy could stop', (_name, statements, stages) => {
    const Statement = statements.map((statement) => ({ Effect: 'Allow', Resource: '*', ...statement }));
    const outcome = check({
      instance: privateInstance,
      region: endpoints({ PolicyDocument: JSON.stringify({ Statement }) }),
    });
    const gaps = outcome.status === 'unknown' ? outcome.gaps : [];
    expect([...new Set(gaps.flatMap((gap) => gap.stages ?? []))].filter((stage) => stage !== 'ssm')).toEqual(
      stages,
    );
  });

  it('names the role that the policy refuses', () => {
    const PolicyDocument = policy('*', { AWS: 'arn:aws:iam::111122223333:role/db' });
    expect(check({ instance: privateInstance, region: endpoints({ PolicyDocument }) })).toMatchObject({
      problems: [
        {
          message:
            'The policy of vpce-ssm refuses ssm:UpdateInstanceInformation to arn:aws:iam::111122223333:role/app.',
        },
        {},
        {},
      ],
    });
  });

  it('has one cause where both endpoints share the refusing group', () => {
    const outcome = check({ region: endpoints({}, { sg: [] }) });
    const keys = outcome.status === 'fail' ? outcome.problems.map(({ cause }) => cause.key) : [];
    const key = '111122223333/eu-west-1/security-group/sg-endpoint:allow-https-in';
    expect(keys).toEqual([key, key]);
  });
});
