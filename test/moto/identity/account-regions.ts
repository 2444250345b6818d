/** What one Region of the account is set to, which every situation in it meets. */
export interface AccountRegion {
  readonly region: string;
  /** The role that Default Host Management names, `null` when it is off; absent: nobody answers that question. */
  readonly hostManagement?: string | null;
  /** The `inputs` of SSM-SessionManagerRunShell; absent: there is no such document. */
  readonly preferences?: Readonly<Record<string, string | boolean>>;
}

export const ACCOUNT = '123456789012';
/** The name that the console gives the role of Default Host Management. */
export const MANAGEMENT_ROLE = 'AWSSystemsManagerDefaultEC2InstanceManagementRole';
export const LOG_GROUP = '/ssm/sessions';
export const BUCKET = 'session-logs-of-the-account';
export const KEY = '1234abcd-12ab-34cd-56ef-1234567890ab';

const LOGGED = { cloudWatchLogGroupName: LOG_GROUP, s3BucketName: BUCKET, s3KeyPrefix: 'sessions' };
const ENCRYPTED = { ...LOGGED, cloudWatchEncryptionEnabled: true, s3EncryptionEnabled: true };

/** A Region has one Default Host Management and one set of session preferences, so each combination has its own. */
export const REGIONS = {
  silent: { region: 'eu-central-1' },
  off: { region: 'eu-west-2', hostManagement: null },
  on: { region: 'eu-west-3', hostManagement: MANAGEMENT_ROLE },
  withLostRole: { region: 'eu-north-1', hostManagement: 'DeletedManagementRole' },
  withUntrustedRole: { region: 'us-west-1', hostManagement: 'UntrustedManagementRole' },
  withWeakRole: { region: 'ca-central-1', hostManagement: 'WeakManagementRole' },
  logged: { region: 'us-east-1', hostManagement: null, preferences: LOGGED },
  encrypted: { region: 'us-east-2', hostManagement: null, preferences: ENCRYPTED },
  keyed: { region: 'us-west-2', hostManagement: null, preferences: { kmsKeyId: KEY } },
  onAndEncrypted: { region: 'ap-southeast-2', hostManagement: MANAGEMENT_ROLE, preferences: ENCRYPTED },
} as const satisfies Readonly<Record<string, AccountRegion>>;

export type RegionName = keyof typeof REGIONS;
