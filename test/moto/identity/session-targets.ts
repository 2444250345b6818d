import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateAliasCommand,
  CreateGrantCommand,
  CreateKeyCommand,
  DisableKeyCommand,
  type GrantConstraints,
  type GrantOperation,
  type KMSClient,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  type S3Client,
  type ServerSideEncryption,
} from '@aws-sdk/client-s3';
import { given, type MotoClients } from '../clients.ts';
import { roleArn } from './account.ts';
import type { Statement } from './role-situation.ts';

export interface BucketSpec {
  /** Unique among all Regions. */
  readonly name: string;
  /** The default of its objects; absent: none, as buckets were born before 2023. */
  readonly encryption?: ServerSideEncryption;
  readonly policy?: readonly Statement[];
}

export interface KeySpec {
  readonly alias?: string;
  /** Symmetric unless told otherwise. */
  readonly spec?: 'RSA_2048';
  /** Enabled unless told otherwise. */
  readonly state?: 'Disabled' | 'PendingDeletion';
  /** Instead of that which leaves the decision to the account's IAM policies. */
  readonly policy?: readonly Statement[];
  readonly grants?: readonly {
    readonly role: string;
    readonly operations: readonly GrantOperation[];
    readonly constraints?: GrantConstraints;
  }[];
}

export interface SessionTargets {
  /** Log groups by name. */
  readonly logGroups?: Readonly<Record<string, 'plain' | 'encrypted'>>;
  readonly bucket?: BucketSpec;
  readonly key?: KeySpec;
}

/** Makes what the Region's preferences name. Returns the id of the key. */
export async function createTargets(
  { kms, logs, s3 }: MotoClients,
  region: string,
  { logGroups = {}, bucket, key }: SessionTargets,
): Promise<string | undefined> {
  for (const [logGroupName, kind] of Object.entries(logGroups)) {
    const kmsKeyId = kind === 'plain' ? undefined : (await createKey(kms)).Arn;
    await logs.send(new CreateLogGroupCommand({ logGroupName, kmsKeyId }));
  }
  if (bucket !== undefined) await createBucket(s3, region, bucket);
  return key && createSessionKey(kms, key);
}

/** Lets roles use the bucket and the key, or keeps them from it; AWS takes only roles that exist. */
export async function openTargets(
  { kms, s3 }: MotoClients,
  { bucket, key }: SessionTargets,
  KeyId: string | undefined,
): Promise<void> {
  if (bucket?.policy !== undefined) {
    const Policy = document(bucket.policy);
    await s3.send(new PutBucketPolicyCommand({ Bucket: bucket.name, Policy }));
  }
  if (key?.policy !== undefined) {
    await kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy: document(key.policy) }));
  }
  for (const { role, operations, constraints } of key?.grants ?? []) {
    const GranteePrincipal = roleArn(role);
    const Operations = [...operations];
    await kms.send(new CreateGrantCommand({ KeyId, GranteePrincipal, Operations, Constraints: constraints }));
  }
}

async function createBucket(
  s3: S3Client,
  region: string,
  { name: Bucket, encryption }: BucketSpec,
): Promise<void> {
  const LocationConstraint = region as BucketLocationConstraint;
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }));
  if (encryption === undefined) return;
  const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: encryption } }];
  await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
}

async function createSessionKey(kms: KMSClient, { alias, spec, state }: KeySpec): Promise<string> {
  const { KeyId } = await createKey(kms, spec);
  if (alias !== undefined) await kms.send(new CreateAliasCommand({ AliasName: alias, TargetKeyId: KeyId }));
  if (state === 'Disabled') await kms.send(new DisableKeyCommand({ KeyId }));
  if (state === 'PendingDeletion') await kms.send(new ScheduleKeyDeletionCommand({ KeyId }));
  return KeyId;
}

async function createKey(
  kms: KMSClient,
  KeySpec: 'SYMMETRIC_DEFAULT' | 'RSA_2048' = 'SYMMETRIC_DEFAULT',
): Promise<{ readonly KeyId: string; readonly Arn: string | undefined }> {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ KeySpec, KeyUsage: 'ENCRYPT_DECRYPT' }));
  const { KeyId, Arn } = given(KeyMetadata, 'a key');
  return { KeyId: given(KeyId, 'an id of the key'), Arn };
}

function document(Statement: readonly Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
