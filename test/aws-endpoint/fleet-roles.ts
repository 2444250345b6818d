import type { ManagedPolicyDetail, RoleDetail } from '../../src/model/aws.ts';
import type { IamInventory } from '../../src/model/inventory.ts';
import { known } from '../../src/model/known.ts';
import { ACCOUNT, ec2Trust } from '../support/subject.ts';
import { buildFleetIam, lambdaTrust } from './fleet-iam.ts';
import { hexId } from './fleet-network.ts';

type Statement = Readonly<Record<string, unknown>>;

/** What a role differs in from one that EC2 may assume and that may do nothing. */
interface Form {
  readonly inline?: readonly Statement[];
  /** Names of AWS managed policies. */
  readonly aws?: readonly string[];
  /** Statements of a policy of the account's own. */
  readonly own?: readonly Statement[];
  /** Statements of the permissions boundary. */
  readonly boundary?: readonly Statement[];
  readonly trust?: object;
}

interface Place {
  readonly accountId: string;
  readonly region: string;
  readonly number: number;
  /** Of the whole fleet. */
  readonly roles: number;
}

const UPDATE = 'ssm:UpdateInstanceInformation';
const FIVE = [
  UPDATE,
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
];
const CORE = ['AmazonSSMManagedInstanceCore'];

function allow(Action: string | readonly string[], Resource: unknown = '*', rest: Statement = {}): Statement {
  return { Effect: 'Allow', Action, Resource, ...rest };
}

function logging({ accountId, region, number }: Place): Statement[] {
  const group = `arn:aws:logs:${region}:${accountId}:log-group:/sessions/${number % 7}`;
  return [
    allow(['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'], [group, `${group}:*`]),
    allow('logs:DescribeLogGroups'),
    allow('s3:PutObject', `arn:aws:s3:::sessions-${accountId}/team-${number % 12}/*`),
    allow('s3:GetEncryptionConfiguration', `arn:aws:s3:::sessions-${accountId}`),
    allow('kms:Decrypt', `arn:aws:kms:${region}:${accountId}:key/*`),
  ];
}

/** Some instances of a fleet's first region, by the way in which its instances take turns with roles. */
function arnsOfInstances({ accountId, region, number, roles }: Place, count: number): string[] {
  const ids = Array.from({ length: roles }, (_, index) => index)
    .filter((index) => (index * 7) % roles === number)
    .flatMap((index) =>
      Array.from({ length: count }, (_, turn) => hexId('i', 0x100_0000 + index + turn * roles)),
    );
  return ids.map((id) => `arn:aws:ec2:${region}:${accountId}:instance/${id}`);
}

/**
 * Twenty ways to write a role, of which the roles of a fleet take turns. Two of ten lack session rights or trust, as in
 * `hasSessionRights`. A tenth of the roles names single instances, and a hundredth holds the instance in a variable.
 */
const FORMS: readonly ((place: Place) => Form)[] = [
  () => ({ aws: CORE }),
  () => ({ aws: [...CORE, 'CloudWatchAgentServerPolicy'] }),
  () => ({ aws: ['AmazonEC2RoleforSSM'] }),
  (place) => ({ aws: CORE, inline: logging(place) }),
  (place) => ({
    aws: CORE,
    own: logging(place),
    boundary: [allow(['ssm:*', 'ssmmessages:*', 'ec2messages:*', 'logs:*', 's3:*', 'kms:*'])],
  }),
  () => ({ inline: [allow(FIVE)] }),
  (place) => ({ own: [allow(['ssm:Update*', 'ssmmessages:*']), ...logging(place)] }),
  ({ region }) => ({
    own: [
      allow(FIVE, '*', { Condition: { StringEquals: { 'aws:RequestedRegion': [region, 'us-east-1'] } } }),
    ],
  }),
  () => ({ aws: ['AmazonS3ReadOnlyAccess'] }),
  () => ({ aws: CORE, trust: lambdaTrust }),
  ({ accountId, region }) => ({
    own: [
      allow(UPDATE, `arn:aws:ec2:${region}:${accountId}:instance/*`),
      allow('ssmmessages:*', '*', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } }),
    ],
  }),
  ({ accountId, number }) => ({
    own: [
      allow(FIVE, '*', { Condition: { StringEquals: { 'aws:ResourceTag/team': `team-${number % 12}` } } }),
      allow('s3:PutObject', `arn:aws:s3:::sessions-${accountId}/$\{aws:PrincipalTag/team}/*`),
    ],
  }),
  (place) => ({
    aws: ['AmazonS3ReadOnlyAccess'],
    own: [allow(UPDATE, arnsOfInstances(place, 5)), allow('ssmmessages:*'), allow('kms:Decrypt')],
  }),
  (place) => ({
    aws: CORE,
    own: logging(place),
    inline: [
      allow('s3:PutObject', `arn:aws:s3:::sessions-${place.accountId}/*`, {
        Condition: { ArnLike: { 'ec2:SourceInstanceARN': `arn:aws:ec2:*:${place.accountId}:instance/*` } },
      }),
    ],
  }),
  ({ accountId, number }) => {
    const folder = number % 100 === 14 ? '${ec2:SourceInstanceARN}' : `team-${number % 12}`;
    return { aws: CORE, own: [allow('s3:PutObject', `arn:aws:s3:::sessions-${accountId}/${folder}/*`)] };
  },
  () => ({
    own: [
      allow('*'),
      { Effect: 'Deny', NotAction: ['ssm:*', 'ssmmessages:*', 'logs:*', 's3:*'], Resource: '*' },
    ],
  }),
  (place) => ({
    aws: CORE,
    inline: [...logging(place), { Sid: 'NoKeys', Effect: 'Deny', Action: 'kms:*', Resource: '*' }],
  }),
  (place) => ({
    aws: CORE,
    own: [
      {
        Sid: 'Quarantine',
        Effect: 'Deny',
        Action: 'ssm:*',
        Resource: arnsOfInstances(place, 3),
      },
    ],
  }),
  (place) => ({ aws: CORE, own: logging(place), boundary: [allow(['ssm:*', 'logs:*', 's3:*'])] }),
  () => ({ trust: lambdaTrust }),
];

const HOST_ROLE = 'AWSSystemsManagerDefaultEC2InstanceManagementRole';

/** What a region with Default Host Management and demanding session preferences answers. */
export const VARIED_REGION = {
  ServiceSetting: known({
    SettingId: '/ssm/managed-instance/default-ec2-instance-management-role',
    SettingValue: `service-role/${HOST_ROLE}`,
    Status: 'Customized',
  }),
  SessionDocument: known({
    Name: 'SSM-SessionManagerRunShell',
    DocumentFormat: 'JSON',
    Content: JSON.stringify({
      schemaVersion: '1.0',
      sessionType: 'Standard_Stream',
      inputs: {
        kmsKeyId: '11111111-2222-3333-4444-555555555555',
        cloudWatchLogGroupName: '/sessions/1',
        cloudWatchEncryptionEnabled: true,
        s3BucketName: `sessions-${ACCOUNT}`,
        s3KeyPrefix: 'team-1',
        s3EncryptionEnabled: true,
      },
    }),
  }),
};

function hostManagementRole(accountId: string): RoleDetail {
  return {
    RoleName: HOST_ROLE,
    RoleId: 'AROAFLEETHOST',
    Arn: `arn:aws:iam::${accountId}:role/service-role/${HOST_ROLE}`,
    AssumeRolePolicyDocument: documentOf([
      { Effect: 'Allow', Principal: { Service: 'ssm.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ]),
    RolePolicyList: [],
    AttachedManagedPolicies: [managed('AmazonSSMManagedEC2InstanceDefaultPolicy')],
  };
}

function managed(PolicyName: string) {
  return { PolicyName, PolicyArn: `arn:aws:iam::aws:policy/${PolicyName}` };
}

/** The roles of a fleet, no two with the same documents, in the variety that accounts have. */
export function buildVariedIam(accountId: string, region: string, roles: number): IamInventory {
  const plain = buildFleetIam(accountId, roles);
  if (!plain.RoleDetailList.known || !plain.Policies.known) return plain;
  const built = plain.RoleDetailList.value.map((role, number) =>
    varyRole(
      role,
      accountId,
      number,
      (FORMS[number % FORMS.length] ?? (() => ({})))({ accountId, region, number, roles }),
    ),
  );
  return {
    ...plain,
    RoleDetailList: known([...built.map(({ role }) => role), hostManagementRole(accountId)]),
    Policies: known([...plain.Policies.value, ...built.flatMap(({ policies }) => policies)]),
  };
}

function varyRole(
  role: RoleDetail,
  accountId: string,
  number: number,
  { inline, aws = [], own, boundary, trust = ec2Trust }: Form,
): { readonly role: RoleDetail; readonly policies: readonly ManagedPolicyDetail[] } {
  const arnOf = (name: string) => `arn:aws:iam::${accountId}:policy/${name}`;
  const attached = [
    ...aws.map(managed),
    ...(own === undefined ? [] : [{ PolicyName: `app-${number}`, PolicyArn: arnOf(`app-${number}`) }]),
  ];
  const limit = {
    PermissionsBoundary: {
      PermissionsBoundaryType: 'Policy',
      PermissionsBoundaryArn: arnOf(`limit-${number}`),
    },
  };
  return {
    role: {
      ...role,
      AssumeRolePolicyDocument: trust,
      RolePolicyList: inline === undefined ? [] : [{ PolicyName: 'app', PolicyDocument: documentOf(inline) }],
      AttachedManagedPolicies: attached,
      ...(boundary !== undefined && limit),
    },
    policies: [
      ...(own === undefined ? [] : [policyOf(`app-${number}`, arnOf(`app-${number}`), own)]),
      ...(boundary === undefined ? [] : [policyOf(`limit-${number}`, arnOf(`limit-${number}`), boundary)]),
    ],
  };
}

function documentOf(Statement: readonly Statement[]): object {
  return { Version: '2012-10-17', Statement };
}

function policyOf(PolicyName: string, Arn: string, statements: readonly Statement[]): ManagedPolicyDetail {
  return {
    PolicyName,
    Arn,
    DefaultVersionId: 'v1',
    PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: documentOf(statements) }],
  };
}
