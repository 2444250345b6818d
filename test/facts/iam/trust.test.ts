import { expect, test } from 'vitest';
import type { Word } from '../../../src/facts/iam/evaluate.ts';
import { allowsService, decideService } from '../../../src/facts/iam/trust.ts';

const EC2 = 'ec2.amazonaws.com';
const ASSUME = { Effect: 'Allow', Principal: { Service: EC2 }, Action: 'sts:AssumeRole' };
const OWN_ACCOUNT = { StringEquals: { 'aws:SourceAccount': '111122223333' } };

type Fields = Readonly<Record<string, unknown>>;

const trust = (...statements: readonly Fields[]): unknown => ({
  Version: '2012-10-17',
  Statement: statements,
});
const allow = (fields: Fields = {}): Fields => ({ ...ASSUME, ...fields });
const deny = (fields: Fields = {}): Fields => ({ ...ASSUME, Effect: 'Deny', ...fields });

type Row = readonly [says: string, document: unknown, word: Word, service?: string];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
const ROWS: readonly Row[] = [
  ['the service by name', trust(allow()), 'allow'],
  ['the service in a list', trust(allow({ Principal: { Service: ['ecs.amazonaws.com', EC2] } })), 'allow'],
  ['a list without it', trust(allow({ Principal: { Service: ['ecs.amazonaws.com'] } })), 'implicit-deny'],
  ['another service', trust(allow({ Principal: { Service: 'lambda.amazonaws.com' } })), 'implicit-deny'],
  [
    'the role of Default Host Management trusts Systems Manager',
    trust(allow({ Principal: { Service: 'ssm.amazonaws.com' } })),
    'allow',
    'ssm.amazonaws.com',
  ],
  [
    'Systems Manager is not EC2',
    trust(allow({ Principal: { Service: 'ssm.amazonaws.com' } })),
    'implicit-deny',
  ],
  ['EC2 is not Systems Manager', trust(allow()), 'implicit-deny', 'ssm.amazonaws.com'],
  [
    'a service that only begins so',
    trust(allow({ Principal: { Service: 'ec2fleet.amazonaws.com' } })),
    'implicit-deny',
  ],
  [
    'a service that only ends so',
    trust(allow({ Principal: { Service: 'spotfleet.ec2.amazonaws.com' } })),
    'implicit-deny',
  ],
  [
    'the other spelling of China is not confirmed',
    trust(allow({ Principal: { Service: 'ec2.amazonaws.com.cn' } })),
    'conditional',
  ],
  [
    'asked for the spelling of China',
    trust(allow({ Principal: { Service: 'ec2.amazonaws.com.cn' } })),
    'allow',
    'ec2.amazonaws.com.cn',
  ],
  [
    'asked for the spelling of China, given the common one',
    trust(allow()),
    'conditional',
    'ec2.amazonaws.com.cn',
  ],
  [
    'both spellings',
    trust(allow({ Principal: { Service: [EC2, 'ec2.amazonaws.com.cn'] } })),
    'allow',
    'ec2.amazonaws.com.cn',
  ],
  [
    'the name of one Region',
    trust(allow({ Principal: { Service: 'ec2.eu-west-1.amazonaws.com' } })),
    'conditional',
  ],
  ['a service pattern is not documented', trust(allow({ Principal: { Service: '*' } })), 'conditional'],
  [
    'an endpoint of Auto Scaling that only begins so',
    trust(allow({ Principal: { Service: 'ec2.application-autoscaling.amazonaws.com' } })),
    'implicit-deny',
  ],
  [
    'the name of one Region in China',
    trust(allow({ Principal: { Service: 'ec2.cn-north-1.amazonaws.com.cn' } })),
    'conditional',
  ],
  [
    'another case is not said to be the same',
    trust(allow({ Principal: { Service: 'EC2.amazonaws.com' } })),
    'conditional',
  ],
  ['all principals, among which AWS lists services', trust(allow({ Principal: '*' })), 'allow'],
  [
    'all principals under an unknown condition',
    trust(allow({ Principal: '*', Condition: OWN_ACCOUNT })),
    'conditional',
  ],
  [
    'everyone of AWS: equivalent for anonymous users',
    trust(allow({ Principal: { AWS: '*' } })),
    'conditional',
  ],
  ['a list is no form of Principal', trust(allow({ Principal: ['*'] })), 'conditional'],
  ['an account', trust(allow({ Principal: { AWS: '111122223333' } })), 'implicit-deny'],
  [
    'the root of an account',
    trust(allow({ Principal: { AWS: 'arn:aws:iam::111122223333:root' } })),
    'implicit-deny',
  ],
  [
    'a federated provider',
    trust(allow({ Principal: { Federated: 'cognito-identity.amazonaws.com' } })),
    'implicit-deny',
  ],
  ['EC2 as a federated provider', trust(allow({ Principal: { Federated: EC2 } })), 'implicit-deny'],
  ['several kinds of principal', trust(allow({ Principal: { AWS: '111122223333', Service: EC2 } })), 'allow'],
  [
    'NotPrincipal with Allow',
    trust(allow({ Principal: undefined, NotPrincipal: { AWS: '111122223333' } })),
    'conditional',
  ],
  [
    'NotPrincipal spares whom it names',
    trust(allow({ Principal: undefined, NotPrincipal: { Service: EC2 } })),
    'implicit-deny',
  ],
  [
    'a Deny of everyone but EC2',
    trust(allow(), deny({ Principal: undefined, NotPrincipal: { Service: EC2 } })),
    'allow',
  ],
  [
    'a Deny of everyone but an account',
    trust(allow(), deny({ Principal: undefined, NotPrincipal: { AWS: '111122223333' } })),
    'conditional',
  ],
  ['a Deny beats the Allow', trust(allow(), deny()), 'explicit-deny'],
  ['a Deny before the Allow', trust(deny(), allow()), 'explicit-deny'],
  [
    'a Deny of another service',
    trust(allow(), deny({ Principal: { Service: 'ecs.amazonaws.com' } })),
    'allow',
  ],
  ['a Deny of another action', trust(allow(), deny({ Action: 'sts:TagSession' })), 'allow'],
  ['a Deny of all principals', trust(allow(), deny({ Principal: '*' })), 'explicit-deny'],
  ['a Deny of everyone of AWS', trust(allow(), deny({ Principal: { AWS: '*' } })), 'conditional'],
  [
    'a Deny of all principals but AWS services, with the key that tells them',
    trust(
      allow(),
      deny({ Principal: '*', Condition: { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } } }),
    ),
    'conditional',
  ],
  ['tagging the session alone', trust(allow({ Action: 'sts:TagSession' })), 'implicit-deny'],
  ['an unknown condition', trust(allow({ Condition: OWN_ACCOUNT })), 'conditional'],
  ['an unknown condition beside a plain Allow', trust(allow({ Condition: OWN_ACCOUNT }), allow()), 'allow'],
  ['a Deny under an unknown condition', trust(allow(), deny({ Condition: OWN_ACCOUNT })), 'conditional'],
  ['every action of STS', trust(allow({ Action: 'sts:*' })), 'allow'],
  ['every action', trust(allow({ Action: '*' })), 'allow'],
  ['a pattern', trust(allow({ Action: 'sts:Assume*' })), 'allow'],
  ['actions fold case', trust(allow({ Action: 'STS:assumerole' })), 'allow'],
  ['another way to assume a role', trust(allow({ Action: 'sts:AssumeRoleWithSAML' })), 'implicit-deny'],
  ['a list of actions', trust(allow({ Action: ['sts:TagSession', 'sts:AssumeRole'] })), 'allow'],
  ['NotAction of others', trust(allow({ Action: undefined, NotAction: 'sts:TagSession' })), 'allow'],
  ['NotAction of this one', trust(allow({ Action: undefined, NotAction: 'sts:Assume*' })), 'implicit-deny'],
  ['JSON text', JSON.stringify(trust(allow())), 'allow'],
  ['URL-encoded text is not JSON', encodeURIComponent(JSON.stringify(trust(allow()))), 'conditional'],
  ['the older version', { Version: '2008-10-17', Statement: [allow({ Sid: '' })] }, 'allow'],
  ['one statement without a list', { Version: '2012-10-17', Statement: allow() }, 'allow'],
  ['no document', undefined, 'conditional'],
  ['no statement', { Version: '2012-10-17' }, 'conditional'],
  ['no Principal', trust(allow({ Principal: undefined })), 'conditional'],
  ['an empty Principal', trust(allow({ Principal: {} })), 'conditional'],
  ['a Principal of an unknown type', trust(allow({ Principal: { Services: EC2 } })), 'conditional'],
  ['a Principal that is a plain name', trust(allow({ Principal: EC2 })), 'conditional'],
  ['Principal and NotPrincipal', trust(allow({ NotPrincipal: { Service: EC2 } })), 'conditional'],
  ['a trust policy has no Resource', trust(allow({ Resource: '*' })), 'conditional'],
];

test.each(ROWS.map((row) => [`${row[0]} -> ${row[2]}`, row] as const))(
  '%s',
  (_, [, document, word, service]) => {
    expect(allowsService(document, service ?? EC2)).toBe(word);
  },
);

test('no case stands twice', () => {
  const inputs = ROWS.map(([, document, , service]) => JSON.stringify([document, service]));
  expect(inputs.filter((input, index) => inputs.indexOf(input) !== index)).toEqual([]);
});

test.each<[string, Word]>([
  ['111122223333', 'allow'],
  ['444455556666', 'implicit-deny'],
])('a known source account %s decides the condition: %s', (account, word) => {
  expect(allowsService(trust(allow({ Condition: OWN_ACCOUNT })), EC2, { 'AWS:SourceAccount': account })).toBe(
    word,
  );
});

test('the deciding statement is named', () => {
  const decision = decideService(trust(allow(), deny({ Sid: 'NoInstances' })), EC2);
  expect(decision.decidedBy).toEqual([{ layer: 'trust', document: 0, statement: 'NoInstances' }]);
});

test('an unreadable trust policy is an error', () => {
  const { errors } = decideService({ Statement: [{ ...ASSUME, Effect: 'allow' }] }, EC2);
  expect(errors).toEqual(['trust document 0: statement #1: Effect is neither Allow nor Deny']);
});
