import { ACCOUNT } from './account.ts';
import {
  allow,
  asksWhether,
  boundedBy,
  CHANNELS,
  CONTROL,
  CORE,
  coreAnd,
  DATA,
  deniedBy,
  deny,
  inline,
  LACKS_ALL,
  PAGES,
  type RoleSituation,
  SESSION,
  UPDATE,
} from './role-situation.ts';

const grantedIf = (Condition: object) => inline(allow(SESSION, { Condition }));
const deniedIf = (Condition: object, actions = '*') => coreAnd(deny(actions, { Condition }));
const outside = (...regions: readonly string[]) => ({ StringNotEquals: { 'aws:RequestedRegion': regions } });
const OPEN = { 'agent-policies-attached': asksWhether(SESSION) } as const;

/** Conditions on what is certain of a call of the agent, and on what nothing shows. */
export const CONDITION_SITUATIONS: readonly RoleSituation[] = [
  {
    name: 'granted-in-this-region',
    says: 'the agent calls the endpoint of its own Region, which aws:RequestedRegion names',
    source: PAGES.conditionKeys,
    role: grantedIf({ StringEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-west-2'] } }),
    expect: {},
  },
  {
    name: 'granted-in-another-region',
    says: 'a condition that certainly does not hold grants nothing',
    source: PAGES.conditionKeys,
    role: grantedIf({ StringLike: { 'aws:RequestedRegion': 'us-*' } }),
    expect: { 'agent-policies-attached': LACKS_ALL },
  },
  {
    name: 'denied-outside-of-this-region',
    says: 'a Deny of all other Regions spares this one',
    source: PAGES.conditionKeys,
    role: deniedIf(outside('eu-west-2', 'eu-central-1')),
    expect: {},
  },
  {
    name: 'denied-outside-of-another-region',
    says: 'a Deny of all Regions but others reaches this one',
    source: PAGES.conditionKeys,
    role: deniedIf(outside('us-east-1')),
    expect: { 'agent-policies-attached': deniedBy('more.Denied', SESSION) },
  },
  {
    name: 'denied-outside-of-another-region-but-global-services',
    says: 'a Deny with NotAction and a Region reaches what is neither named nor there',
    source: PAGES.notAction,
    role: coreAnd({
      Sid: 'Denied',
      Effect: 'Deny',
      NotAction: ['iam:*', 'sts:*', 'ssm:*'],
      Resource: '*',
      Condition: outside('us-east-1'),
    }),
    expect: { 'agent-policies-attached': deniedBy('more.Denied', CHANNELS) },
  },
  {
    name: 'denied-without-transport-security',
    says: 'the agent calls by HTTPS, which aws:SecureTransport tells',
    source: PAGES.conditionKeys,
    role: deniedIf({ Bool: { 'aws:SecureTransport': 'false' } }),
    expect: {},
  },
  {
    name: 'granted-to-the-account',
    says: 'aws:PrincipalAccount is the account of the role',
    source: PAGES.conditionKeys,
    role: grantedIf({ StringEquals: { 'aws:PrincipalAccount': ACCOUNT } }),
    expect: {},
  },
  {
    name: 'granted-to-roles-by-arn',
    says: 'aws:PrincipalArn is the ARN of the role, and not of its session',
    source: PAGES.conditionKeys,
    role: grantedIf({ ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/granted-to-*` } }),
    expect: {},
  },
  {
    name: 'denied-to-all-but-an-administrator',
    says: 'aws:PrincipalArn of any other role is denied',
    source: PAGES.conditionKeys,
    role: deniedIf({ ArnNotEquals: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/administrator` } }),
    expect: { 'agent-policies-attached': deniedBy('more.Denied', SESSION) },
  },
  {
    name: 'granted-from-the-own-instance',
    says: 'ec2:SourceInstanceARN names the instance whose credentials are used',
    source: PAGES.conditionKeys,
    role: grantedIf({ ArnEquals: { 'ec2:SourceInstanceARN': '{instance}' } }),
    expect: {},
  },
  {
    name: 'granted-from-another-instance',
    says: 'credentials of this instance do not come from another',
    source: PAGES.conditionKeys,
    role: grantedIf({
      ArnEquals: { 'ec2:SourceInstanceARN': `arn:aws:ec2:eu-west-2:${ACCOUNT}:instance/i-0123456789abcdef0` },
    }),
    expect: { 'agent-policies-attached': LACKS_ALL },
  },
  {
    name: 'granted-by-a-tag-of-the-session',
    says: 'tags of the session are not visible',
    source: PAGES.conditionKeys,
    role: grantedIf({ StringEquals: { 'aws:PrincipalTag/team': 'platform' } }),
    expect: OPEN,
  },
  {
    name: 'granted-from-an-address',
    says: 'from where the call arrives is not visible',
    source: PAGES.conditionKeys,
    role: grantedIf({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
    expect: OPEN,
  },
  {
    name: 'granted-twice-by-halves',
    says: 'of two statements that cannot both miss one grants',
    source: PAGES.evaluation,
    role: inline(
      allow(SESSION, { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'platform' } } }),
      allow(SESSION, { Condition: { StringNotEquals: { 'aws:PrincipalTag/team': 'platform' } } }),
    ),
    expect: {},
  },
  {
    name: 'denied-outside-of-a-vpc',
    says: 'whether the call comes by an endpoint of the VPC is not visible',
    source: PAGES.conditionKeys,
    role: deniedIf({ StringNotEquals: { 'aws:SourceVpc': 'vpc-0123456789abcdef0' } }, 'ssmmessages:*'),
    expect: { 'agent-policies-attached': asksWhether(CHANNELS) },
  },
  {
    name: 'sessions-revoked',
    says: 'revoking sessions denies credentials that were issued before a moment',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html',
    role: deniedIf({ DateLessThan: { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' } }),
    expect: OPEN,
  },
  {
    name: 'denied-on-a-condition-and-not-granted',
    says: 'what nothing allows is refused whatever the condition of a Deny is',
    source: PAGES.evaluation,
    role: inline(
      allow('s3:*'),
      deny('*', { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }),
    ),
    expect: { 'agent-policies-attached': LACKS_ALL },
  },

  // Permissions boundaries.
  {
    name: 'boundary-that-allows-everything',
    says: 'a boundary limits by what it does not allow',
    source: PAGES.boundaries,
    role: { managed: [CORE], boundary: 'AdministratorAccess' },
    expect: {},
  },
  {
    name: 'boundary-by-name',
    says: 'an AWS managed policy may be the boundary',
    source: PAGES.boundaries,
    role: { managed: ['AdministratorAccess'], boundary: CORE },
    expect: {},
  },
  {
    name: 'boundary-that-allows-some',
    says: 'an action needs both the policies and the boundary',
    source: PAGES.boundaries,
    role: { managed: [CORE], boundary: [allow([UPDATE, ...CONTROL])] },
    expect: { 'agent-policies-attached': boundedBy('{role}-boundary', DATA) },
  },
  {
    name: 'boundary-that-allows-nothing-here',
    says: 'a boundary without the five actions takes them all',
    source: PAGES.boundaries,
    role: { managed: [CORE], boundary: [allow(['s3:*', 'logs:*'])] },
    expect: { 'agent-policies-attached': boundedBy('{role}-boundary', SESSION) },
  },
  {
    name: 'boundary-that-denies',
    says: 'a Deny in the boundary is as explicit as any',
    source: PAGES.boundaries,
    role: { managed: [CORE], boundary: [allow('*'), deny('ssmmessages:Open*')] },
    expect: {
      'agent-policies-attached': deniedBy('{role}-boundary.Denied', [CONTROL[1], DATA[1]]),
    },
  },
  {
    name: 'boundary-alone',
    says: 'a boundary grants nothing by itself',
    source: PAGES.boundaries,
    role: { boundary: 'AdministratorAccess' },
    expect: { 'agent-policies-attached': LACKS_ALL },
  },
  {
    name: 'boundary-in-another-region',
    says: 'a condition of the boundary counts as one of a policy',
    source: PAGES.boundaries,
    role: {
      managed: [CORE],
      boundary: [allow('*', { Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } } })],
    },
    expect: { 'agent-policies-attached': boundedBy('{role}-boundary', SESSION) },
  },
  {
    name: 'boundary-on-a-condition',
    says: 'a condition that nothing shows leaves the boundary open',
    source: PAGES.boundaries,
    role: {
      managed: [CORE],
      boundary: [
        allow('ssm:*'),
        allow('ssmmessages:*', { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'platform' } } }),
      ],
    },
    expect: { 'agent-policies-attached': asksWhether(CHANNELS) },
  },
];
