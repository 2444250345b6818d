import { BUCKET, LOG_GROUP, MANAGEMENT_ROLE } from './account.ts';
import type { SessionTargets } from './session-targets.ts';
import { TARGET_REGIONS } from './target-regions.ts';

/** What one Region of the account is set to, which every situation in it meets. */
export interface AccountRegion {
  readonly region: string;
  /** The role that Default Host Management names, `null` when it is off; absent: nobody answers that question. */
  readonly hostManagement?: string | null;
  /** The `inputs` of SSM-SessionManagerRunShell; absent: there is no such document. `{key}` stands for the key's id. */
  readonly preferences?: Readonly<Record<string, string | boolean>>;
  /** What is there for preferences to name. */
  readonly targets?: SessionTargets;
  /**
   * Instances stand beside endpoints of every service that a session can need, and their agents are connected: nothing
   * but the situation is between them and a session.
   */
  readonly isOnline?: true;
}

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
  logged: {
    region: 'us-east-1',
    hostManagement: null,
    preferences: LOGGED,
    targets: { logGroups: { [LOG_GROUP]: 'plain' } },
  },
  encrypted: {
    region: 'us-east-2',
    hostManagement: null,
    preferences: ENCRYPTED,
    targets: { logGroups: { [LOG_GROUP]: 'encrypted' }, bucket: { name: BUCKET, encryption: 'AES256' } },
    isOnline: true,
  },
  onAndEncrypted: {
    region: 'ap-southeast-2',
    hostManagement: MANAGEMENT_ROLE,
    preferences: ENCRYPTED,
    targets: { logGroups: { [LOG_GROUP]: 'encrypted' } },
  },
  ...TARGET_REGIONS,
} as const satisfies Readonly<Record<string, AccountRegion>>;

export type RegionName = keyof typeof REGIONS;
