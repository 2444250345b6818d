import { privateInstance, endpoints } from '../network.ts';
import type { Situations } from './situation.ts';

function policy(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

const AGENT = ['ssm:*', 'ssmmessages:*'];

/** https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html */
export const ENDPOINT_POLICY_SITUATIONS: Situations = [
  {
    name: 'default policy with version and other key order',
    fact: 'endpoint-policy-default',
    given: {
      instance: privateInstance,
      region: endpoints({
        PolicyDocument:
          '{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":["*"],"Resource":["*"]}]}',
      }),
    },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'policy that allows the services',
    fact: 'endpoint-policy-restricts',
    given: {
      instance: privateInstance,
      region: endpoints({
        PolicyDocument: policy({ Effect: 'Allow', Principal: '*', Action: AGENT, Resource: '*' }),
      }),
    },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'policy that allows reading parameters alone',
    fact: 'agent-calls',
    given: {
      instance: privateInstance,
      region: endpoints({
        PolicyDocument: policy({
          Effect: 'Allow',
          Principal: '*',
          Action: 'ssm:GetParameter',
          Resource: '*',
        }),
      }),
    },
    expected: { kind: 'endpoint', 'endpoint-policy': 'fail' },
  },
  {
    name: 'policy that denies the data channel',
    fact: 'agent-calls',
    given: {
      instance: privateInstance,
      region: endpoints({
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
            { Effect: 'Deny', Principal: '*', Action: 'ssmmessages:OpenDataChannel', Resource: '*' },
          ],
        }),
      }),
    },
    service: 'ssmmessages',
    expected: { kind: 'endpoint', 'endpoint-policy': 'fail' },
  },
  {
    name: 'policy with a condition',
    fact: 'policy-condition',
    given: {
      instance: privateInstance,
      region: endpoints({
        PolicyDocument: policy({
          Effect: 'Allow',
          Principal: '*',
          Action: AGENT,
          Resource: '*',
          Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
        }),
      }),
    },
    expected: { kind: 'endpoint', 'endpoint-policy': 'unknown' },
  },
  ...[
    ['aws:PrincipalAccount', '111122223333', 'own', undefined],
    ['aws:PrincipalAccount', '444455556666', 'another', 'fail'],
    ['aws:SourceVpc', 'vpc-main', 'own', undefined],
    ['aws:SourceVpc', 'vpc-other', 'another', 'fail'],
    ['aws:SourceVpce', 'vpce-ssm', 'own', undefined],
  ].map(([key = '', value, which, status]) => ({
    name: `policy for ${key} ${which ?? ''}: the same in every request through the endpoint`,
    fact: 'policy-condition' as const,
    given: {
      instance: privateInstance,
      region: endpoints({
        PolicyDocument: policy({
          Effect: 'Allow',
          Principal: '*',
          Action: AGENT,
          Resource: '*',
          Condition: { StringEquals: { [key]: value } },
        }),
      }),
    },
    expected: {
      kind: 'endpoint' as const,
      ...(status === 'fail' ? { 'endpoint-policy': 'fail' as const } : {}),
    },
  })),
  {
    name: 'policy for the instances of this account and region',
    fact: 'heartbeat-resource-is-the-instance',
    given: {
      instance: privateInstance,
      region: endpoints({
        PolicyDocument: policy({
          Effect: 'Allow',
          Principal: '*',
          Action: 'ssm:*',
          Resource: 'arn:aws:ec2:eu-west-1:111122223333:instance/*',
        }),
      }),
    },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'policy for another instance',
    fact: 'heartbeat-resource-is-the-instance',
    given: {
      instance: privateInstance,
      region: endpoints({
        PolicyDocument: policy({
          Effect: 'Allow',
          Principal: '*',
          Action: 'ssm:*',
          Resource: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0ffffffffffffffff',
        }),
      }),
    },
    expected: { kind: 'endpoint', 'endpoint-policy': 'fail' },
  },
  {
    name: 'policy that is no JSON',
    fact: 'unreadable-is-unknown',
    given: { instance: privateInstance, region: endpoints({ PolicyDocument: 'Allow everything' }) },
    expected: { kind: 'endpoint', 'endpoint-policy': 'unknown' },
  },
  {
    name: 'policy that holds an element twice',
    fact: 'unreadable-is-unknown',
    given: {
      instance: privateInstance,
      region: endpoints({
        PolicyDocument:
          '{"Statement":[{"Effect":"Deny","Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}',
      }),
    },
    expected: { kind: 'endpoint', 'endpoint-policy': 'unknown' },
  },
  {
    name: 'policy was not read',
    fact: 'unread-is-unknown',
    given: {
      instance: privateInstance,
      region: endpoints({ PolicyDocument: undefined as never }),
    },
    expected: { kind: 'endpoint', 'endpoint-policy': 'unknown' },
  },
];
