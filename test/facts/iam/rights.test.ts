import { describe, expect, it } from 'vitest';
import { describeRights } from '../../../src/facts/iam/rights-evidence.ts';
import { agentRights } from '../../../src/facts/iam/rights.ts';
import { known, unknown, type Gap } from '../../../src/model/known.ts';
import { ACCOUNT, buildSubject, healthyIam, REGION, type SubjectChanges } from '../../support/subject.ts';
import {
  account,
  allow,
  aws,
  CONTROL,
  DATA,
  deny,
  FIVE,
  HOST_MANAGEMENT_ON,
  hostRole,
  policy,
  role,
  trust,
  UPDATE,
} from './role-fixtures.ts';

const LETTERS = { allow: 'A', 'implicit-deny': '-', 'explicit-deny': 'D', unknown: '?' } as const;

/** One letter for each of the five actions: allowed, not allowed, denied, unknown; update, then control, then data. */
function letters(changes: SubjectChanges): string {
  const answer = agentRights(buildSubject(changes));
  return answer.known ? answer.value.rights.map(({ word }) => LETTERS[word]).join('') : answer.gap.kind;
}

const CUSTOM = `arn:aws:iam::${ACCOUNT}:policy/team/custom`;
const LIMIT = `arn:aws:iam::${ACCOUNT}:policy/limit`;
const INSTANCES = `arn:aws:ec2:*:${ACCOUNT}:instance/*`;
const ON_VPC = { Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-main' } } };
const DENIED: Gap = { kind: 'denied', action: 'iam:GetAccountAuthorizationDetails' };

const withRole = (
  form: Parameters<typeof role>[0],
  policies: Record<string, object> = {},
): SubjectChanges => ({
  iam: account([role(form)], policies),
});

describe('agentRights', () => {
  it.each<[string, SubjectChanges, string]>([
    ['the healthy subject', {}, 'AAAAA'],
    ['nothing', withRole({}), '-----'],
    ['AmazonSSMManagedInstanceCore', withRole({ attached: [aws('AmazonSSMManagedInstanceCore')] }), 'AAAAA'],
    [
      'AmazonSSMManagedEC2InstanceDefaultPolicy',
      withRole({ attached: [aws('AmazonSSMManagedEC2InstanceDefaultPolicy')] }),
      'AAAAA',
    ],
    ['AmazonEC2RoleforSSM', withRole({ attached: [aws('AmazonEC2RoleforSSM')] }), 'AAAAA'],
    ['AmazonSSMFullAccess', withRole({ attached: [aws('AmazonSSMFullAccess')] }), 'AAAAA'],
    ['AWSCloud9SSMInstanceProfile', withRole({ attached: [aws('AWSCloud9SSMInstanceProfile')] }), 'AAAAA'],
    [
      'AmazonElasticFileSystemsUtils',
      withRole({ attached: [aws('AmazonElasticFileSystemsUtils')] }),
      'AAAAA',
    ],
    [
      'AmazonEKSLocalOutpostClusterPolicy',
      withRole({ attached: [aws('AmazonEKSLocalOutpostClusterPolicy')] }),
      'AAAAA',
    ],
    [
      'AWSEC2SqlHaInstancePolicy: only tagged instances register',
      withRole({ attached: [aws('AWSEC2SqlHaInstancePolicy')] }),
      '?AAAA',
    ],
    [
      'AmazonRDSCustomInstanceProfileRolePolicy: no data channel',
      withRole({ attached: [aws('AmazonRDSCustomInstanceProfileRolePolicy')] }),
      '?AA--',
    ],
    [
      'AmazonSageMakerClusterInstanceRolePolicy: no registration',
      withRole({ attached: [aws('AmazonSageMakerClusterInstanceRolePolicy')] }),
      '-AAAA',
    ],
    ['CloudWatchAgentServerPolicy', withRole({ attached: [aws('CloudWatchAgentServerPolicy')] }), '-----'],
    ['CloudWatchLogsFullAccess', withRole({ attached: [aws('CloudWatchLogsFullAccess')] }), '-----'],
    ['an AWS policy that is not bundled', withRole({ attached: [aws('ReadOnlyAccess')] }), '?????'],
    ['an inline policy', withRole({ inline: [allow(FIVE)] }), 'AAAAA'],
    ['wildcards in actions', withRole({ inline: [allow(['ssm:Update*', 'ssmmessages:*'])] }), 'AAAAA'],
    [
      'actions in other letters',
      withRole({ inline: [allow(['SSM:updateinstanceinformation', 'SsmMessages:*'])] }),
      'AAAAA',
    ],
    [
      'registration on all instances of the account',
      withRole({ inline: [allow(UPDATE, INSTANCES), allow([...CONTROL, ...DATA])] }),
      'AAAAA',
    ],
    [
      'registration on another Region',
      withRole({ inline: [allow(UPDATE, `arn:aws:ec2:us-east-1:${ACCOUNT}:instance/*`)] }),
      '-----',
    ],
    [
      'registration on this instance',
      withRole({ inline: [allow(UPDATE, `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/i-0aaaaaaaaaaaaaaaa`)] }),
      'A----',
    ],
    [
      'registration on another instance',
      withRole({ inline: [allow(UPDATE, `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/i-0bbbbbbbbbbbbbbbb`)] }),
      '-----',
    ],
    ['channels on an ARN, which they do not know', withRole({ inline: [allow(FIVE, INSTANCES)] }), 'A----'],
    ['everything but the data channel', withRole({ inline: [allow([UPDATE, ...CONTROL])] }), 'AAA--'],
    [
      'everything, with one action denied',
      withRole({ inline: [allow('*'), deny('ssmmessages:OpenDataChannel')] }),
      'AAAAD',
    ],
    [
      'everything, with all messages denied',
      withRole({ inline: [allow('*'), deny('ssmmessages:*')] }),
      'ADDDD',
    ],
    [
      'NotAction that leaves messages out',
      withRole({ inline: [{ Effect: 'Allow', NotAction: 'ssmmessages:*', Resource: '*' }] }),
      'A----',
    ],
    ['a condition that nobody can see', withRole({ inline: [{ ...allow(FIVE), ...ON_VPC }] }), '?????'],
    [
      'a condition on this Region',
      withRole({
        inline: [{ ...allow(FIVE), Condition: { StringEquals: { 'aws:RequestedRegion': REGION } } }],
      }),
      'AAAAA',
    ],
    [
      'a condition on another Region',
      withRole({
        inline: [{ ...allow(FIVE), Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } } }],
      }),
      '-----',
    ],
    [
      'a condition on HTTPS',
      withRole({
        inline: [allow(FIVE), { ...deny('*'), Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
      }),
      'AAAAA',
    ],
    [
      'a condition on the instance itself',
      withRole({
        inline: [
          {
            ...allow(FIVE),
            Condition: {
              ArnEquals: {
                'ec2:SourceInstanceARN': `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/i-0aaaaaaaaaaaaaaaa`,
              },
            },
          },
        ],
      }),
      'AAAAA',
    ],
    [
      'a condition on another instance',
      withRole({
        inline: [
          {
            ...allow(FIVE),
            Condition: {
              ArnEquals: {
                'ec2:SourceInstanceARN': `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/i-0bbbbbbbbbbbbbbbb`,
              },
            },
          },
        ],
      }),
      '-----',
    ],
    [
      'a Deny on a condition that nobody can see',
      withRole({ inline: [allow(FIVE), { ...deny('*'), ...ON_VPC }] }),
      '?????',
    ],
    [
      'a document that is not a policy',
      withRole({ rest: { RolePolicyList: [{ PolicyName: 'broken', PolicyDocument: 'not a policy' }] } }),
      '?????',
    ],
    [
      'a customer policy: the default version alone',
      withRole({ attached: [CUSTOM] }, { [CUSTOM]: policy(allow(FIVE)) }),
      'AAAAA',
    ],
    [
      'a customer policy that grants nothing by default',
      withRole({ attached: [CUSTOM] }, { [CUSTOM]: policy(allow('s3:*')) }),
      '-----',
    ],
    ['a customer policy that is not listed', withRole({ attached: [CUSTOM] }), '?????'],
    [
      'a customer policy that is not listed, and a Deny',
      withRole({ attached: [CUSTOM], inline: [deny('ssmmessages:*')] }),
      '?DDDD',
    ],
    [
      'a customer policy that is not listed, beside Core',
      withRole({ attached: [CUSTOM, aws('AmazonSSMManagedInstanceCore')] }),
      '?????',
    ],
    [
      'two policies that complete each other',
      withRole(
        { attached: [CUSTOM], inline: [allow(DATA)] },
        { [CUSTOM]: policy(allow([UPDATE, ...CONTROL])) },
      ),
      'AAAAA',
    ],
    [
      'a boundary that allows all',
      withRole({ inline: [allow(FIVE)], boundary: LIMIT }, { [LIMIT]: policy(allow('*')) }),
      'AAAAA',
    ],
    [
      'a boundary without messages',
      withRole({ inline: [allow(FIVE)], boundary: LIMIT }, { [LIMIT]: policy(allow('ssm:*')) }),
      'A----',
    ],
    [
      'a boundary that grants what the policies do not',
      withRole({ inline: [allow(UPDATE)], boundary: LIMIT }, { [LIMIT]: policy(allow('*')) }),
      'A----',
    ],
    [
      'a boundary that denies',
      withRole({ inline: [allow(FIVE)], boundary: LIMIT }, { [LIMIT]: policy(allow('*'), deny(UPDATE)) }),
      'DAAAA',
    ],
    ['a boundary that is not listed', withRole({ inline: [allow(FIVE)], boundary: LIMIT }), '?????'],
    [
      'a boundary that is not listed, over too little',
      withRole({ inline: [allow(UPDATE)], boundary: LIMIT }),
      '?----',
    ],
    [
      'a policy that is not listed, under a boundary without messages',
      withRole({ attached: [CUSTOM], boundary: LIMIT }, { [LIMIT]: policy(allow('ssm:*')) }),
      '?----',
    ],
    [
      'an AWS policy as the boundary',
      withRole({ inline: [allow('*')], boundary: aws('AmazonSSMManagedInstanceCore') }),
      'AAAAA',
    ],
    ['policies that were not read', { iam: { Policies: unknown(DENIED) } }, '?????'],
    [
      'inline policies that were not read',
      withRole({
        attached: [aws('AmazonSSMManagedInstanceCore')],
        rest: { Gaps: { RolePolicyList: DENIED } },
      }),
      '?????',
    ],
    [
      'attached policies that were not read',
      withRole({ inline: [allow(FIVE)], rest: { Gaps: { AttachedManagedPolicies: DENIED } } }),
      '?????',
    ],
    [
      'a boundary that was not read',
      withRole({ inline: [allow(FIVE)], rest: { Gaps: { PermissionsBoundary: DENIED } } }),
      '?????',
    ],
    [
      'a role that EC2 may not assume: its rights are judged all the same',
      withRole({ inline: [allow(UPDATE)], trust: trust('lambda.amazonaws.com') }),
      'A----',
    ],
    ['no profile', { instance: { IamInstanceProfile: {} } }, ''],
    ['credentials that cannot be told', { instance: { Gaps: { IamInstanceProfile: DENIED } } }, 'denied'],
    [
      'shadowing: a role that registers but has no channels keeps Default Host Management away',
      {
        iam: account([role({ inline: [allow(UPDATE)] }), hostRole()]),
        region: { ServiceSetting: HOST_MANAGEMENT_ON },
      },
      'A----',
    ],
    [
      'a role that may not register: Default Host Management serves',
      {
        iam: account([role({ inline: [deny('*')] }), hostRole()]),
        region: { ServiceSetting: HOST_MANAGEMENT_ON },
      },
      'AAAAA',
    ],
    [
      'Default Host Management whose role has too little',
      {
        iam: account([role({}), hostRole({ attached: [], inline: [allow(UPDATE)] })]),
        region: { ServiceSetting: HOST_MANAGEMENT_ON },
      },
      'A----',
    ],
  ])('%s', (_, changes, expected) => {
    expect(letters(changes)).toBe(expected);
  });

  it('names the policy and the statement that decided', () => {
    const subject = buildSubject(
      withRole({
        inline: [{ Sid: 'All', ...allow('*') }, deny(UPDATE)],
        attached: [aws('AmazonSSMManagedEC2InstanceDefaultPolicy')],
      }),
    );
    const answer = agentRights(subject);
    if (!answer.known || answer.value.principal === undefined) throw new Error('expected rights');
    const { principal, rights } = answer.value;
    expect(describeRights(subject, principal, rights).map(({ detail }) => detail)).toEqual([
      'ssm:UpdateInstanceInformation: denied by inline policy inline, statement Stop.',
      'ssmmessages:CreateControlChannel, ssmmessages:OpenControlChannel, ssmmessages:CreateDataChannel, ssmmessages:OpenDataChannel: allowed by inline policy inline, statement All; AmazonSSMManagedEC2InstanceDefaultPolicy, statement AllowSSMChannelMessaging.',
      'The document of AmazonSSMManagedEC2InstanceDefaultPolicy is the bundled copy of version v2 as of 2026-03-07.',
    ]);
  });

  it('names the boundary that alone stands in the way', () => {
    const answer = agentRights(
      buildSubject(withRole({ inline: [allow(FIVE)], boundary: LIMIT }, { [LIMIT]: policy(allow('ssm:*')) })),
    );
    expect(
      answer.known && answer.value.rights.map((right) => ('boundary' in right ? right.boundary : '')),
    ).toEqual(['', 'limit', 'limit', 'limit', 'limit']);
  });

  it('takes bundled documents for another partition only where they hold no ARN', () => {
    const names = ['AmazonSSMManagedInstanceCore', 'CloudWatchAgentServerPolicy'];
    const words = names.map((name) =>
      letters({
        iam: {
          ...healthyIam,
          RoleDetailList: known([role({ attached: [`arn:aws-cn:iam::aws:policy/${name}`] })]),
          Policies: known([]),
        },
      }),
    );
    expect(words).toEqual(['AAAAA', '?????']);
  });
});
