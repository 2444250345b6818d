import { BLOCK_PUBLIC_ACCESS } from '../situation.ts';
import { ACCOUNT, BUCKET, keyArn, LOG_GROUP, LOST_KEY, MANAGEMENT_ROLE } from './account.ts';
import { REGIONS } from './account-regions.ts';
import {
  allow,
  CORE,
  coreAnd,
  deniedBy,
  deny,
  type Expected,
  lacks,
  LOGGED_RULE,
  PAGES,
  type RoleSituation,
} from './role-situation.ts';

const LOOK = 'logs:DescribeLogGroups';
const WRITE = ['logs:DescribeLogStreams', 'logs:CreateLogStream', 'logs:PutLogEvents'];
const UPLOAD = 's3:PutObject';
const READ_ENCRYPTION = 's3:GetEncryptionConfiguration';
const OBJECTS = `arn:aws:s3:::${BUCKET}/sessions/*`;
const KEY_ARN = keyArn(REGIONS.keyed.region);

const groupArn = (region: 'logged' | 'encrypted' | 'onAndEncrypted', name = LOG_GROUP) =>
  `arn:aws:logs:${REGIONS[region].region}:${ACCOUNT}:log-group:${name}:*`;

/** What a role without any right on the log lacks, as one grant. */
function lacksLog(
  region: 'logged' | 'encrypted' | 'onAndEncrypted',
  s3: readonly string[],
  role = '{role}',
): Expected {
  const rights = [
    LOOK,
    ...WRITE.map((action) => `${action}@${groupArn(region)}`),
    ...s3.map((action) => `${action}@${action === UPLOAD ? OBJECTS : `arn:aws:s3:::${BUCKET}`}`),
  ];
  const cause = `iam-role/${role}:grant-${rights.join('+')}`;
  return { fail: Object.fromEntries([LOOK, ...WRITE, ...s3].map((action) => [action, cause])) };
}

/** Neither look is allowed, and one grant mends both. */
function lacksLooks(role = '{role}'): Expected {
  const cause = `iam-role/${role}:grant-${LOOK}+${READ_ENCRYPTION}@arn:aws:s3:::${BUCKET}`;
  return { fail: { [LOOK]: cause, [READ_ENCRYPTION]: cause } };
}

const LACKS_BUCKET_LOOK: Expected = {
  fail: { [READ_ENCRYPTION]: `iam-role/{role}:grant-${READ_ENCRYPTION}@arn:aws:s3:::${BUCKET}` },
};

const WRITE_ON_GROUP = WRITE.map((action) => `${action}@${groupArn('logged')}`).join('+');
const LACKS_WRITE: Expected = {
  fail: Object.fromEntries(WRITE.map((action) => [action, `iam-role/{role}:grant-${WRITE_ON_GROUP}`])),
};

const LACKS_UPLOAD: Expected = {
  fail: { [UPLOAD]: `iam-role/{role}:grant-${UPLOAD}@${OBJECTS}` },
};

/** Everything else is as it must be, and moto does not tell whether VPC Block Public Access lets the agent out. */
const WAY_OPEN: Expected = { asks: [BLOCK_PUBLIC_ACCESS] };

const LACKS_KEY: Expected = {
  fail: { 'kms:Decrypt': `iam-role/{role}:grant-kms:Decrypt@${KEY_ARN}` },
};

/** What the session preferences ask of the role: to write a log, to look whether it is encrypted, to use a key. */
export const PREFERENCE_SITUATIONS: readonly RoleSituation[] = [
  {
    name: 'logged-by-core',
    says: 'AmazonSSMManagedInstanceCore writes no logs, and sessions run without one',
    source: PAGES.logging,
    region: 'logged',
    role: { managed: [CORE] },
    expect: { 'logging-policies-attached': lacksLog('logged', [UPLOAD]) },
  },
  ...['AmazonEC2RoleforSSM', 'AdministratorAccess'].map((policy): RoleSituation => ({
    name: `logged-by-${policy}`,
    says: 'its document allows the actions on log groups and buckets too',
    source: `https://docs.aws.amazon.com/aws-managed-policy/latest/reference/${policy}.html`,
    region: 'logged',
    role: { managed: [policy] },
    expect: { 'logging-policies-attached': 'pass' },
  })),
  {
    name: 'logged-by-CloudWatchAgentServerPolicy',
    says: 'the four actions on log groups are in it, and none on buckets',
    source: PAGES.logging,
    region: 'logged',
    role: { managed: [CORE, 'CloudWatchAgentServerPolicy'] },
    expect: { 'logging-policies-attached': LACKS_UPLOAD },
  },
  {
    name: 'logged-by-full-access',
    says: 'CloudWatchLogsFullAccess and AmazonS3FullAccess are more than enough',
    source: PAGES.logging,
    region: 'logged',
    role: { managed: [CORE, 'CloudWatchLogsFullAccess', 'AmazonS3FullAccess'] },
    expect: { 'logging-policies-attached': 'pass', [LOGGED_RULE]: 'pass' },
  },
  {
    name: 'logged-by-the-least',
    says: 'logs:DescribeLogGroups is needed on everything, the others on the log group and the prefix',
    source: PAGES.logging,
    region: 'logged',
    role: coreAnd(
      allow(LOOK),
      allow(WRITE, { Resource: groupArn('logged') }),
      allow(UPLOAD, { Resource: OBJECTS }),
    ),
    expect: { 'logging-policies-attached': 'pass' },
  },
  {
    name: 'logged-on-the-group-alone',
    says: 'logs:DescribeLogGroups is not authorised on one log group',
    source: 'https://github.com/aws/amazon-ssm-agent/issues/246',
    region: 'logged',
    role: coreAnd(
      allow([LOOK, ...WRITE], { Resource: groupArn('logged') }),
      allow(UPLOAD, { Resource: OBJECTS }),
    ),
    expect: { 'logging-policies-attached': lacks([LOOK]) },
  },
  {
    name: 'logged-on-another-group',
    says: 'rights on another log group write nothing into this one',
    source: PAGES.resource,
    region: 'logged',
    role: coreAnd(
      allow(LOOK),
      allow(WRITE, { Resource: groupArn('logged', '/other') }),
      allow(UPLOAD, { Resource: OBJECTS }),
    ),
    expect: {
      'logging-policies-attached': LACKS_WRITE,
    },
  },
  {
    name: 'logged-under-another-prefix',
    says: 'the agent writes under the prefix of the preferences',
    source: PAGES.logging,
    region: 'logged',
    role: {
      ...coreAnd(allow(UPLOAD, { Resource: `arn:aws:s3:::${BUCKET}/other/*` })),
      managed: [CORE, 'CloudWatchAgentServerPolicy'],
    },
    expect: { 'logging-policies-attached': LACKS_UPLOAD },
  },
  {
    name: 'logged-on-a-condition',
    says: 'which encryption the upload asks for is not visible',
    source: PAGES.conditions,
    region: 'logged',
    role: {
      ...coreAnd(
        allow(UPLOAD, { Condition: { StringEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } } }),
      ),
      managed: [CORE, 'CloudWatchAgentServerPolicy'],
    },
    expect: { 'logging-policies-attached': { asks: [`May the role {role} do ${UPLOAD} on `] } },
  },
  {
    name: 'logged-and-denied',
    says: 'a guard of log groups may take what the agent needs',
    source: PAGES.evaluation,
    region: 'logged',
    role: { managed: ['AmazonEC2RoleforSSM'], inline: { more: [deny('logs:Create*')] } },
    expect: { 'logging-policies-attached': deniedBy('more.Denied', ['logs:CreateLogStream']) },
  },
  {
    name: 'logged-without-profile',
    says: 'an agent without credentials has no rights to judge',
    source: PAGES.permissions,
    region: 'logged',
    expect: {
      'instance-profile-attached': {
        fail: { IamInstanceProfile: '/us-east-1/instance/{instance}:attach-instance-profile' },
      },
      'role-trusts-ec2': 'not-applicable',
      'agent-policies-attached': 'not-applicable',
    },
  },

  // Encryption that the agent looks for before it opens a session.
  {
    name: 'encrypted-log-by-core',
    says: 'the agent refuses the session when it may not see that the log is encrypted',
    source: PAGES.agentShell,
    region: 'encrypted',
    role: { managed: [CORE] },
    expect: {
      'logging-policies-attached': lacksLog('encrypted', [UPLOAD, READ_ENCRYPTION]),
      'session-preferences-satisfiable': lacksLooks(),
    },
  },
  {
    name: 'encrypted-log-by-AmazonEC2RoleforSSM',
    says: 'with the rights to look, what it finds decides: both log targets are encrypted',
    source: PAGES.agentShell,
    region: 'encrypted',
    role: { managed: ['AmazonEC2RoleforSSM'] },
    expect: {
      'logging-policies-attached': 'pass',
      [LOGGED_RULE]: 'pass',
    },
  },
  {
    name: 'encrypted-log-on-group-and-bucket',
    says: 'the look at a bucket is a right on the bucket, that at log groups one on all of them',
    source: PAGES.agentShell,
    region: 'encrypted',
    role: coreAnd(
      allow([LOOK, ...WRITE], { Resource: groupArn('encrypted') }),
      allow(READ_ENCRYPTION, { Resource: `arn:aws:s3:::${BUCKET}` }),
      allow(UPLOAD, { Resource: OBJECTS }),
    ),
    expect: {
      'logging-policies-attached': lacks([LOOK]),
      'session-preferences-satisfiable': lacks([LOOK]),
    },
  },
  {
    name: 'encrypted-log-on-objects-alone',
    says: 'a right on the objects of a bucket is none on the bucket',
    source: PAGES.resource,
    region: 'encrypted',
    role: {
      ...coreAnd(allow('s3:*', { Resource: `arn:aws:s3:::${BUCKET}/*` })),
      managed: [CORE, 'CloudWatchAgentServerPolicy'],
    },
    expect: {
      'logging-policies-attached': LACKS_BUCKET_LOOK,
      'session-preferences-satisfiable': LACKS_BUCKET_LOOK,
    },
  },
  {
    name: 'encrypted-log-and-look-denied',
    says: 'a Deny of the look refuses every session',
    source: PAGES.agentShell,
    region: 'encrypted',
    role: { managed: ['AmazonEC2RoleforSSM'], inline: { more: [deny('s3:Get*')] } },
    expect: {
      'logging-policies-attached': deniedBy('more.Denied', [READ_ENCRYPTION]),
      'session-preferences-satisfiable': deniedBy('more.Denied', [READ_ENCRYPTION]),
    },
  },
  {
    name: 'encrypted-log-by-host-management',
    says: 'the default policy of Default Host Management has no right on any log',
    source: PAGES.hostManagement,
    region: 'onAndEncrypted',
    expect: {
      'role-trusts-ec2': 'not-applicable',
      'logging-policies-attached': lacksLog('onAndEncrypted', [UPLOAD, READ_ENCRYPTION], MANAGEMENT_ROLE),
      'session-preferences-satisfiable': lacksLooks(MANAGEMENT_ROLE),
    },
  },
  {
    name: 'encrypted-log-beside-host-management',
    says: 'the role that serves is the one whose rights count',
    source: PAGES.agentCredentials,
    region: 'onAndEncrypted',
    role: { managed: ['AmazonEC2RoleforSSM'] },
    expect: {
      'logging-policies-attached': 'pass',
      'session-preferences-satisfiable': WAY_OPEN,
    },
  },
  {
    name: 'encrypted-log-by-rights-that-do-not-count',
    says: 'rights on the log are of no use in a role from which the agent turns away',
    source: PAGES.agentCredentials,
    region: 'onAndEncrypted',
    role: { managed: ['CloudWatchLogsFullAccess', 'AmazonS3FullAccess'] },
    expect: {
      'logging-policies-attached': lacksLog('onAndEncrypted', [UPLOAD, READ_ENCRYPTION], MANAGEMENT_ROLE),
      'session-preferences-satisfiable': lacksLooks(MANAGEMENT_ROLE),
    },
  },

  // The key of the sessions.
  {
    name: 'keyed-by-core',
    says: "where the key's policy leaves it to the account's IAM policies, one of those has to grant",
    source: PAGES.keyPolicies,
    region: 'keyed',
    role: { managed: [CORE] },
    expect: { 'session-preferences-satisfiable': LACKS_KEY },
  },
  {
    name: 'keyed-and-granted',
    says: "a grant in the role's policies counts where the key's policy leaves it to them",
    source: PAGES.keyPolicies,
    region: 'keyed',
    role: coreAnd(allow('kms:Decrypt', { Resource: KEY_ARN })),
    expect: {},
  },
  {
    name: 'keyed-and-denied',
    says: 'no key policy makes up for a Deny',
    source: PAGES.keyPolicies,
    region: 'keyed',
    role: coreAnd(deny('kms:*')),
    expect: { 'session-preferences-satisfiable': deniedBy('more.Denied', ['kms:Decrypt']) },
  },
  {
    name: 'keyed-and-denied-on-that-key',
    says: 'a key id names a key of the same account and Region',
    source: PAGES.keyPolicies,
    region: 'keyed',
    role: coreAnd(allow('kms:Decrypt'), deny('kms:Decrypt', { Resource: KEY_ARN })),
    expect: { 'session-preferences-satisfiable': deniedBy('more.Denied', ['kms:Decrypt']) },
  },
  {
    name: 'keyed-and-denied-on-another-key',
    says: 'a Deny on another key reaches nothing here',
    source: PAGES.keyPolicies,
    region: 'keyed',
    role: coreAnd(
      allow('kms:Decrypt'),
      deny('kms:Decrypt', { Resource: keyArn(REGIONS.keyed.region, LOST_KEY) }),
    ),
    expect: {},
  },
];
