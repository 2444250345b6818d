import { ACCOUNT, BUCKET, keyArn, LOG_GROUP, LOST_BUCKET, LOST_KEY, roleArn } from './account.ts';
import type { AccountRegion } from './account-regions.ts';
import { allow, deny } from './role-situation.ts';
import type { BucketSpec, KeySpec } from './session-targets.ts';

const ENCRYPTED_GROUP = { cloudWatchLogGroupName: LOG_GROUP, cloudWatchEncryptionEnabled: true };
const online = { hostManagement: null, isOnline: true } as const;

/** A Region whose preferences demand that this bucket is encrypted. */
const withBucket = (region: string, bucket: BucketSpec) => ({
  region,
  ...online,
  preferences: { s3BucketName: bucket.name, s3EncryptionEnabled: true },
  targets: { bucket },
});

/** A Region whose sessions are encrypted with this key. */
const withKey = (region: string, key: KeySpec, kmsKeyId = '{key}') => ({
  region,
  ...online,
  preferences: { kmsKeyId },
  targets: { key },
});

const to = (...roles: readonly string[]) => ({ Principal: { AWS: roles.map(roleArn) } });
const TO_ACCOUNT = { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } };
/** What every new key has: the account's IAM policies decide. */
const DELEGATED = allow('kms:*', { Sid: 'Account', ...TO_ACCOUNT });

const SHARED_BUCKET = 'session-logs-with-a-policy';
const ON_SHARED_BUCKET = {
  Resource: [`arn:aws:s3:::${SHARED_BUCKET}`, `arn:aws:s3:::${SHARED_BUCKET}/*`],
};
const LOOK_AND_UPLOAD = ['s3:GetEncryptionConfiguration', 's3:PutObject'];

/** One Region for each thing that session preferences can name, and for each state that it can be in. */
export const TARGET_REGIONS = {
  // The log group.
  groupMissing: {
    region: 'ap-northeast-1',
    ...online,
    preferences: ENCRYPTED_GROUP,
    // A list by prefix holds it.
    targets: { logGroups: { [`${LOG_GROUP}-of-old`]: 'encrypted' } },
  },
  groupMissingWithoutDemand: {
    region: 'ap-northeast-2',
    ...online,
    preferences: { cloudWatchLogGroupName: LOG_GROUP },
  },
  groupPlain: {
    region: 'ap-northeast-3',
    ...online,
    preferences: ENCRYPTED_GROUP,
    targets: { logGroups: { [LOG_GROUP]: 'plain' } },
  },

  // The bucket.
  bucketMissing: {
    region: 'ap-south-1',
    ...online,
    preferences: { s3BucketName: LOST_BUCKET, s3EncryptionEnabled: true },
  },
  bucketPlain: withBucket('ap-southeast-1', { name: 'session-logs-in-plain-text' }),
  bucketByKms: withBucket('sa-east-1', { name: 'session-logs-by-kms', encryption: 'aws:kms' }),
  bucketTwiceEncrypted: withBucket('eu-south-1', {
    name: 'session-logs-twice-encrypted',
    encryption: 'aws:kms:dsse',
  }),
  bucketWithPolicy: withBucket('eu-south-2', {
    name: SHARED_BUCKET,
    encryption: 'AES256',
    policy: [
      allow(LOOK_AND_UPLOAD, { ...to('bucket-grants-the-role'), ...ON_SHARED_BUCKET }),
      allow(LOOK_AND_UPLOAD, { ...TO_ACCOUNT, ...ON_SHARED_BUCKET }),
      deny('s3:*', { ...to('bucket-denies-the-role'), ...ON_SHARED_BUCKET }),
      deny('s3:*', {
        Sid: 'Organisation',
        ...to('bucket-denies-other-organisations'),
        ...ON_SHARED_BUCKET,
        Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
      }),
      deny('s3:*', {
        Sid: 'PlainHttp',
        Principal: '*',
        ...ON_SHARED_BUCKET,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    ],
  }),
  /** The bucket is that of `encrypted`. */
  bucketElsewhere: {
    region: 'eu-central-2',
    hostManagement: null,
    preferences: { s3BucketName: BUCKET, s3EncryptionEnabled: true },
  },

  // The key.
  keyed: withKey('us-west-2', {
    policy: [
      DELEGATED,
      allow('kms:Decrypt', to('key-names-the-role')),
      allow('kms:Decrypt', {
        ...to('key-names-the-role-on-a-condition'),
        Condition: { StringEquals: { 'kms:EncryptionContext:aws:ssm:TargetId': 'i-0123456789abcdef0' } },
      }),
      deny('kms:Decrypt', to('key-denies-the-role')),
    ],
    grants: [{ role: 'key-grants-the-role', operations: ['Decrypt'] }],
  }),
  keyByArn: withKey('me-south-1', {}, keyArn('me-south-1')),
  keyByAlias: withKey('af-south-1', { alias: 'alias/sessions' }, 'alias/sessions'),
  keyDisabled: withKey('ap-east-1', { state: 'Disabled' }),
  keyLeaving: withKey('ap-south-2', { state: 'PendingDeletion' }),
  keyMissing: { region: 'ap-southeast-3', ...online, preferences: { kmsKeyId: LOST_KEY } },
  keyAsymmetric: withKey('ap-southeast-4', { spec: 'RSA_2048' }),
  /** The account may administer this key, and its IAM policies let nobody use it. */
  keyToItself: withKey('ca-west-1', {
    policy: [
      allow(['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:Put*', 'kms:CreateGrant'], TO_ACCOUNT),
      allow('kms:Decrypt', to('key-to-itself-names-the-role')),
      allow('kms:Decrypt', {
        Principal: { AWS: '*' },
        Condition: {
          StringEquals: { 'kms:CallerAccount': ACCOUNT },
          ArnLike: { 'aws:PrincipalArn': roleArn('key-to-itself-for-roles-like-*') },
        },
      }),
    ],
    grants: [
      { role: 'key-to-itself-grants-the-role', operations: ['Decrypt'] },
      { role: 'key-to-itself-grants-and-role-denied', operations: ['Decrypt'] },
      { role: 'key-to-itself-grants-encryption', operations: ['Encrypt', 'GenerateDataKey'] },
      {
        role: 'key-to-itself-grants-in-a-context',
        operations: ['Decrypt'],
        constraints: { EncryptionContextSubset: { purpose: 'sessions' } },
      },
    ],
  }),
} as const satisfies Readonly<Record<string, AccountRegion>>;
