import { BLOCK_PUBLIC_ACCESS } from '../situation.ts';
import { BUCKET, LOG_GROUP, LOST_BUCKET } from './account.ts';
import { TARGET_REGIONS } from './target-regions.ts';
import {
  allow,
  asksWhether,
  CORE,
  coreAnd,
  LOGGED_RULE,
  PAGES,
  type RoleSituation,
} from './role-situation.ts';

const UPLOAD = 's3:PutObject';
const READ_ENCRYPTION = 's3:GetEncryptionConfiguration';
/** All that a role needs for a log of either kind. */
const MAY_LOG = { managed: ['AmazonEC2RoleforSSM'] };
const SHARED_BUCKET = TARGET_REGIONS.bucketWithPolicy.targets.bucket.name;
const PLAIN_BUCKET = TARGET_REGIONS.bucketPlain.targets.bucket.name;

const onBucket = (bucket: string) =>
  coreAnd(
    allow(READ_ENCRYPTION, { Resource: `arn:aws:s3:::${bucket}` }),
    allow(UPLOAD, { Resource: `arn:aws:s3:::${bucket}/*` }),
  );

const SHARED_OBJECT = `arn:aws:s3:::${SHARED_BUCKET}/*`;
const GRANT = `iam-role/{role}:grant-${UPLOAD}@${SHARED_OBJECT}+${READ_ENCRYPTION}@arn:aws:s3:::${SHARED_BUCKET}`;
const liftDeny = (action: string) => `bucket/${SHARED_BUCKET}:lift-deny-Denied-${action}`;

/** What becomes of sessions by the state of the log group or bucket that their preferences name. */
export const LOG_TARGET_SITUATIONS: readonly RoleSituation[] = [
  {
    name: 'log-group-missing',
    says: 'of log groups found by a prefix the agent takes the one of that very name, and refuses the session without it',
    source: PAGES.agentLogGroups,
    region: 'groupMissing',
    role: MAY_LOG,
    expect: {
      'logging-policies-attached': 'pass',
      'session-preferences-satisfiable': {
        fail: { cloudWatchLogGroupName: `log-group/${LOG_GROUP}:create-encrypted` },
      },
      [LOGGED_RULE]: { fail: { cloudWatchLogGroupName: `log-group/${LOG_GROUP}:create-encrypted` } },
    },
  },
  {
    name: 'log-group-missing-without-demand',
    says: 'where no encryption is demanded the agent warns, and the session runs without a log',
    source: PAGES.agentShell,
    region: 'groupMissingWithoutDemand',
    role: MAY_LOG,
    expect: {
      'logging-policies-attached': 'pass',
      [LOGGED_RULE]: { fail: { cloudWatchLogGroupName: `log-group/${LOG_GROUP}:create` } },
    },
  },
  {
    name: 'log-group-without-key',
    says: 'a log group is encrypted for the agent when it has a KMS key',
    source: PAGES.agentLogGroups,
    region: 'groupPlain',
    role: MAY_LOG,
    expect: {
      'logging-policies-attached': 'pass',
      'session-preferences-satisfiable': {
        fail: { cloudWatchEncryptionEnabled: `log-group/${LOG_GROUP}:encrypt` },
      },
      [LOGGED_RULE]: 'pass',
    },
  },

  {
    name: 'bucket-missing',
    says: 'an error in place of the encryption refuses the session, and there is nothing to write to',
    source: PAGES.agentShell,
    region: 'bucketMissing',
    role: MAY_LOG,
    expect: {
      'logging-policies-attached': 'pass',
      'session-preferences-satisfiable': { fail: { s3BucketName: `bucket/${LOST_BUCKET}:create` } },
      [LOGGED_RULE]: { fail: { s3BucketName: `bucket/${LOST_BUCKET}:create` } },
    },
  },
  {
    name: 'bucket-without-encryption',
    says: 'a bucket without default encryption, as they were made before 2023, refuses the session',
    source: PAGES.agentBuckets,
    region: 'bucketPlain',
    role: onBucket(PLAIN_BUCKET),
    expect: {
      'logging-policies-attached': 'pass',
      'session-preferences-satisfiable': { fail: { s3EncryptionEnabled: `bucket/${PLAIN_BUCKET}:encrypt` } },
      [LOGGED_RULE]: 'pass',
    },
  },
  {
    name: 'bucket-encrypted-by-s3',
    says: 'AES256 is encryption for the agent, and rights on the bucket and its objects are enough',
    source: PAGES.agentBuckets,
    region: 'encrypted',
    role: {
      ...onBucket(BUCKET),
      managed: [CORE, 'CloudWatchAgentServerPolicy'],
    },
    expect: { 'logging-policies-attached': 'pass', [LOGGED_RULE]: 'pass' },
    evidence: { 'session-preferences-satisfiable': 'The bucket encrypts with AES256.' },
  },
  {
    name: 'bucket-encrypted-by-kms',
    says: 'aws:kms is encryption for the agent too',
    source: PAGES.agentBuckets,
    region: 'bucketByKms',
    role: onBucket(TARGET_REGIONS.bucketByKms.targets.bucket.name),
    expect: { 'logging-policies-attached': 'pass', [LOGGED_RULE]: 'pass' },
    evidence: { 'session-preferences-satisfiable': 'The bucket encrypts with aws:kms.' },
  },
  {
    name: 'bucket-twice-encrypted',
    says: 'the agent knows AES256 and aws:kms by name; whether a version knows aws:kms:dsse is not documented',
    source: PAGES.agentBuckets,
    region: 'bucketTwiceEncrypted',
    role: MAY_LOG,
    expect: {
      'logging-policies-attached': 'pass',
      'session-preferences-satisfiable': { asks: ['encrypts with aws:kms:dsse'] },
      [LOGGED_RULE]: 'pass',
    },
  },
  {
    name: 'bucket-in-another-region',
    says: 'the agent asks S3 in which Region the bucket is, and talks to it there',
    source: PAGES.agentBuckets,
    region: 'bucketElsewhere',
    role: onBucket(BUCKET),
    expect: {
      'logging-policies-attached': 'pass',
      'session-preferences-satisfiable': { asks: [BLOCK_PUBLIC_ACCESS] },
      [LOGGED_RULE]: 'pass',
    },
    evidence: { 'session-preferences-satisfiable': 'The bucket encrypts with AES256.' },
  },

  // The policy of the bucket.
  {
    name: 'bucket-grants-the-role',
    says: "a bucket's policy grants to a role of the same account without any help of the role's own",
    source: PAGES.evaluation,
    region: 'bucketWithPolicy',
    role: { managed: [CORE] },
    expect: { 'logging-policies-attached': 'pass', [LOGGED_RULE]: 'pass' },
    evidence: { 'logging-policies-attached': `the policy of the bucket ${SHARED_BUCKET}` },
  },
  {
    name: 'bucket-grants-the-account',
    says: "a grant to the account leaves it to the role's own policies, which here grant nothing",
    source: PAGES.principal,
    region: 'bucketWithPolicy',
    role: { managed: [CORE] },
    expect: {
      'logging-policies-attached': { fail: { [UPLOAD]: GRANT, [READ_ENCRYPTION]: GRANT } },
      'session-preferences-satisfiable': {
        fail: {
          [READ_ENCRYPTION]: `iam-role/{role}:grant-${READ_ENCRYPTION}@arn:aws:s3:::${SHARED_BUCKET}`,
        },
      },
    },
  },
  {
    name: 'bucket-leaves-it-to-the-role',
    says: "the role's own policies are enough where the bucket's denies nothing but plain HTTP",
    source: PAGES.evaluation,
    region: 'bucketWithPolicy',
    role: onBucket(SHARED_BUCKET),
    expect: { 'logging-policies-attached': 'pass' },
  },
  {
    name: 'bucket-denies-the-role',
    says: "a Deny of the bucket's policy beats what the role's own allow, and stands in the bucket's policy",
    source: PAGES.evaluation,
    region: 'bucketWithPolicy',
    role: onBucket(SHARED_BUCKET),
    expect: {
      'logging-policies-attached': {
        fail: {
          [`${UPLOAD}@bucket`]: liftDeny(UPLOAD),
          [`${READ_ENCRYPTION}@bucket`]: liftDeny(READ_ENCRYPTION),
        },
      },
      'session-preferences-satisfiable': {
        fail: { [`${READ_ENCRYPTION}@bucket`]: liftDeny(READ_ENCRYPTION) },
      },
    },
  },
  {
    name: 'bucket-denies-other-organisations',
    says: 'of which organisation the account is, is not read',
    source: PAGES.conditionKeys,
    region: 'bucketWithPolicy',
    role: onBucket(SHARED_BUCKET),
    expect: {
      'logging-policies-attached': asksWhether([UPLOAD, READ_ENCRYPTION]),
      'session-preferences-satisfiable': asksWhether([READ_ENCRYPTION]),
    },
  },
];
