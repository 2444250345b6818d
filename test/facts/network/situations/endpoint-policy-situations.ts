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
    name: 'policy for one role: whether it is the one of the instance is not judged here',
    given: {
      instance: privateInstance,
      region: endpoints({
        PolicyDocument: policy({
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::111122223333:role/app' },
          Action: AGENT,
          Resource: '*',
        }),
      }),
    },
    expected: { kind: 'endpoint', 'endpoint-policy': 'unknown' },
  },
  {
    name: 'policy with a condition',
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
  {
    name: 'policy for the instances of this account and region',
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
    given: { instance: privateInstance, region: endpoints({ PolicyDocument: 'Allow everything' }) },
    expected: { kind: 'endpoint', 'endpoint-policy': 'unknown' },
  },
  {
    name: 'policy was not read',
    given: {
      instance: privateInstance,
      region: endpoints({ PolicyDocument: undefined as never }),
    },
    expected: { kind: 'endpoint', 'endpoint-policy': 'unknown' },
  },
];
