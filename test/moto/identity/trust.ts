import {
  CORE,
  LACKS_ALL,
  PAGES,
  type RoleSituation,
  type RoleSpec,
  type Statement,
} from './role-situation.ts';

const ASSUME = 'sts:AssumeRole';
const trust = (Principal: unknown, rest: Statement = {}): Statement => ({
  Effect: 'Allow',
  Principal,
  Action: ASSUME,
  ...rest,
});
const EC2 = { Service: 'ec2.amazonaws.com' };
const FROM_THE_ACCOUNT = { StringEquals: { 'aws:SourceAccount': '123456789012' } };

const trusting = (...statements: readonly Statement[]): RoleSpec => ({ managed: [CORE], trust: statements });

const REFUSED = {
  'role-trusts-ec2': { fail: { AssumeRolePolicyDocument: '/global/iam-role/{role}:trust-ec2' } },
} as const;
const UNCLEAR = { 'role-trusts-ec2': { asks: ['does it let ec2.amazonaws.com assume the role'] } } as const;

/** Who may assume the role; the rights behind it are good ones. */
export const TRUST_SITUATIONS: readonly RoleSituation[] = [
  {
    name: 'trusts-lambda-alone',
    says: 'EC2 hands out credentials of roles that trust ec2.amazonaws.com',
    source: PAGES.trustForServices,
    role: trusting(trust({ Service: 'lambda.amazonaws.com' })),
    expect: REFUSED,
  },
  {
    name: 'trusts-systems-manager',
    says: 'ssm.amazonaws.com is for Default Host Management and hybrid nodes',
    source: PAGES.hostManagement,
    role: trusting(trust({ Service: 'ssm.amazonaws.com' })),
    expect: REFUSED,
  },
  {
    name: 'trusts-the-account',
    says: 'a principal of type AWS names accounts, users and roles, and no service',
    source: PAGES.principal,
    role: trusting(trust({ AWS: 'arn:aws:iam::123456789012:root' })),
    expect: REFUSED,
  },
  {
    name: 'trusts-several-services',
    says: 'a list of services trusts each of them',
    source: PAGES.principal,
    role: trusting(trust({ Service: ['lambda.amazonaws.com', 'ec2.amazonaws.com'] })),
    expect: {},
  },
  {
    name: 'trusts-in-a-second-statement',
    says: 'any statement that allows is enough',
    source: PAGES.evaluation,
    role: trusting(trust({ Service: 'ecs-tasks.amazonaws.com' }), trust(EC2)),
    expect: {},
  },
  {
    name: 'trusts-for-several-actions',
    says: 'sts:AssumeRole may stand beside others',
    source: PAGES.action,
    role: trusting(trust(EC2, { Action: ['sts:SetSourceIdentity', ASSUME, 'sts:TagSession'] })),
    expect: {},
  },
  {
    name: 'trusts-for-every-action',
    says: 'wildcards serve in a trust policy as in any other',
    source: PAGES.action,
    role: trusting(trust(EC2, { Action: 'STS:Assume*' })),
    expect: {},
  },
  {
    name: 'trusts-for-another-action',
    says: 'tagging a session is not assuming the role',
    source: PAGES.trustForServices,
    role: trusting(trust(EC2, { Action: 'sts:TagSession' })),
    expect: REFUSED,
  },
  {
    name: 'trust-denied',
    says: 'an explicit Deny beats every Allow',
    source: PAGES.evaluation,
    role: trusting(trust(EC2), trust(EC2, { Effect: 'Deny' })),
    expect: REFUSED,
  },
  {
    name: 'trust-denied-to-others',
    says: 'Deny with NotPrincipal spares the principals that it names',
    source: PAGES.notPrincipal,
    role: trusting(trust(EC2), { Effect: 'Deny', NotPrincipal: EC2, Action: ASSUME }),
    expect: {},
  },
  {
    name: 'trusts-others-than-ec2',
    says: 'Allow with NotPrincipal leaves out the principals that it names',
    source: PAGES.notPrincipal,
    role: trusting({ Effect: 'Allow', NotPrincipal: EC2, Action: ASSUME }),
    expect: REFUSED,
  },
  {
    name: 'trusts-everybody',
    says: 'the wildcard stands for all principals, and services are among those',
    source: PAGES.principal,
    role: trusting(trust('*')),
    expect: {},
  },
  {
    name: 'trusts-everybody-of-aws',
    says: 'as a principal of type AWS the wildcard is said to mean the same of anonymous users alone',
    source: PAGES.principal,
    role: trusting(trust({ AWS: '*' })),
    expect: UNCLEAR,
  },
  {
    name: 'trusts-a-regional-name',
    says: 'which services have regional names as principals is not listed',
    source: PAGES.principal,
    role: trusting(trust({ Service: 'ec2.eu-west-2.amazonaws.com' })),
    expect: UNCLEAR,
  },
  {
    name: 'trust-on-a-condition',
    says: 'EC2 gives no source account when it assumes a role, as far as AWS documents',
    source: PAGES.conditionKeys,
    role: trusting(trust(EC2, { Condition: FROM_THE_ACCOUNT })),
    expect: UNCLEAR,
  },
  {
    name: 'trust-denied-on-a-condition',
    says: 'a Deny has effect where its condition holds, which nothing here shows',
    source: PAGES.conditions,
    role: trusting(trust(EC2), trust(EC2, { Effect: 'Deny', Condition: FROM_THE_ACCOUNT })),
    expect: UNCLEAR,
  },
  {
    name: 'lambda-trusted-on-a-condition',
    says: 'no outcome of the condition lets EC2 in',
    source: PAGES.conditions,
    role: trusting(trust({ Service: 'lambda.amazonaws.com' }, { Condition: FROM_THE_ACCOUNT })),
    expect: REFUSED,
  },
  {
    name: 'trust-of-version-2008',
    says: 'documents of version 2008-10-17 are as good as later ones, variables aside',
    source: PAGES.version,
    role: { ...trusting(trust(EC2)), trustVersion: '2008-10-17' },
    expect: {},
  },
  {
    name: 'untrusted-and-no-answer',
    says: 'Default Host Management might serve instead, and was not read',
    source: PAGES.agentCredentials,
    region: 'silent',
    role: trusting(trust({ Service: 'lambda.amazonaws.com' })),
    expect: {
      'role-trusts-ec2': { asks: ['ssm:GetServiceSetting'] },
      'agent-policies-attached': { asks: ['ssm:GetServiceSetting'] },
    },
  },
  {
    name: 'untrusted-and-without-rights',
    says: 'both the trust and the rights have to be mended then',
    source: PAGES.permissions,
    role: { ...trusting(trust({ Service: 'lambda.amazonaws.com' })), managed: ['AmazonS3ReadOnlyAccess'] },
    expect: { ...REFUSED, 'agent-policies-attached': LACKS_ALL },
  },
];
