import type { Gap, Known } from '../../model/known.ts';
import type { Subject } from '../../model/inventory.ts';
import { isSamePlace } from '../iam/same-place.ts';
import { memoize } from '../memo.ts';
import type { RightRequest } from '../iam/role-rights.ts';
import type { SessionPreferences } from '../../model/session-preferences.ts';

/** What the preferences ask of the agent's role, and the preferences whose value is missing. */
interface Demands {
  readonly rights: readonly RightRequest[];
  readonly gaps: readonly Gap[];
}

/** What the ARNs of log groups and buckets hold of an instance's place. */
type Place = Pick<Subject, 'region' | 'accountId' | 'partition'>;

const SAMPLE_STREAM = 'log-stream:session-id';

/**
 * logs:DescribeLogGroups is authorised on the list of all log groups, so that a grant for one log group does not
 * cover it: AWS's own refusal names `log-group::log-stream:`.
 */
export function describeLogGroups({ partition, region, accountId }: Place): RightRequest {
  return {
    action: 'logs:DescribeLogGroups',
    resource: `arn:${partition}:logs:${region.region}:${accountId}:log-group::log-stream:`,
  };
}

/** The bucket's own ARN: reading its encryption is a right on the bucket. */
export function readBucketEncryption({ partition }: Place, bucket: string): RightRequest {
  return { action: 's3:GetEncryptionConfiguration', resource: `arn:${partition}:s3:::${bucket}` };
}

/** The log group itself. */
export function logGroupArn({ partition, region, accountId }: Place, logGroup: string): string {
  return `arn:${partition}:logs:${region.region}:${accountId}:log-group:${logGroup}`;
}

/** The four CloudWatch Logs actions with which the agent writes a session's log to the log group. */
export function logGroupRights(subject: Place, logGroup: string): RightRequest[] {
  const group = logGroupArn(subject, logGroup);
  return [
    describeLogGroups(subject),
    { action: 'logs:DescribeLogStreams', resource: `${group}:log-stream:` },
    { action: 'logs:CreateLogStream', resource: `${group}:${SAMPLE_STREAM}` },
    { action: 'logs:PutLogEvents', resource: `${group}:${SAMPLE_STREAM}` },
  ];
}

/** The S3 actions with which the agent uploads a session's log; reading the encryption only where it is demanded. */
function bucketRights(subject: Place, bucket: string, prefix: string, encrypted: boolean): RightRequest[] {
  const folder = prefix === '' ? '' : `${prefix.replace(/\/+$/, '')}/`;
  return [
    {
      action: 's3:PutObject',
      resource: `arn:${subject.partition}:s3:::${bucket}/${folder}session-id.log`,
    },
    ...(encrypted ? [readBucketEncryption(subject, bucket)] : []),
  ];
}

/** The rights that the session log needs, as far as the preferences ask for one. */
export function listLoggingDemands(subject: Subject, preferences: SessionPreferences): Demands {
  const last = lastDemands.get(preferences);
  if (last !== undefined && isSamePlace(last.subject, subject)) return last.demands;
  const demands = demandsIn(preferences, subject.region, subject.accountId, subject.partition);
  lastDemands.set(preferences, { subject, demands });
  return demands;
}

const lastDemands = new WeakMap<
  SessionPreferences,
  { readonly subject: Subject; readonly demands: Demands }
>();

/** Instances of one place share one list, by which their rights are remembered. */
const demandsIn = memoize(
  (
    preferences: SessionPreferences,
    region: Subject['region'],
    accountId: string,
    partition: string,
  ): Demands => collectDemands({ region, accountId, partition }, preferences),
);

function collectDemands(subject: Place, preferences: SessionPreferences): Demands {
  const { cloudWatchLogGroupName, s3BucketName, s3KeyPrefix, s3EncryptionEnabled } = preferences;
  const rights: RightRequest[] = [];
  const gaps: Gap[] = [];
  const logGroup = settle(cloudWatchLogGroupName, gaps);
  if (logGroup !== undefined) rights.push(...logGroupRights(subject, logGroup));
  const bucket = settle(s3BucketName, gaps);
  if (bucket !== undefined) {
    const prefix = settle(s3KeyPrefix, gaps) ?? '';
    const isEncrypted = settle(s3EncryptionEnabled, gaps) ?? false;
    rights.push(...bucketRights(subject, bucket, prefix, isEncrypted));
  }
  return { rights, gaps };
}

/** The value, or nothing and the gap written down. */
function settle<T>(value: Known<T>, gaps: Gap[]): T | undefined {
  if (value.known) return value.value;
  gaps.push(value.gap);
  return undefined;
}

/** What makes the agent refuse a session when it is not met. */
export interface SessionDemands {
  readonly isAny: boolean;
  readonly kmsKeyId?: string;
  readonly encryptedLogGroup?: string;
  readonly encryptedBucket?: string;
  readonly gaps: readonly Gap[];
}

/** The demands that the preferences make, and the preferences whose value could make one and is missing. */
export const listSessionDemands = memoize((preferences: SessionPreferences): SessionDemands => {
  const gaps: Gap[] = [];
  const kmsKeyId = settle(preferences.kmsKeyId, gaps);
  const encryptedLogGroup = demandOf(
    preferences.cloudWatchLogGroupName,
    preferences.cloudWatchEncryptionEnabled,
    gaps,
  );
  const encryptedBucket = demandOf(preferences.s3BucketName, preferences.s3EncryptionEnabled, gaps);
  return {
    isAny: [kmsKeyId, encryptedLogGroup, encryptedBucket].some((demand) => demand !== undefined),
    ...(kmsKeyId !== undefined && { kmsKeyId }),
    ...(encryptedLogGroup !== undefined && { encryptedLogGroup }),
    ...(encryptedBucket !== undefined && { encryptedBucket }),
    gaps,
  };
});

/** The target, when it is named and its encryption is demanded. Either one being off settles that nothing is. */
function demandOf(target: Known<string | undefined>, flag: Known<boolean>, gaps: Gap[]): string | undefined {
  if ((target.known && target.value === undefined) || (flag.known && !flag.value)) return undefined;
  const isOn = settle(flag, gaps);
  const name = settle(target, gaps);
  return isOn === true ? name : undefined;
}
