import type { Inventory, RegionInventory } from '../../src/model/inventory.ts';
import { known } from '../../src/model/known.ts';
import type { VerdictName } from '../../src/model/verdict.ts';
import { emptyRegion } from '../aws-endpoint/call.ts';
import { ACCOUNT, TAKEN_AT } from '../support/subject.ts';
import { buildIam, HOST_MANAGEMENT_ROLE } from './account-iam.ts';
import { buildImages, buildInstances, type Machine } from './account-instances.ts';
import { buildNetwork } from './account-network.ts';

/** The regions of the account; the last one holds nothing. */
export const REGIONS = ['eu-central-1', 'eu-west-1', 'us-east-1', 'ap-south-1'] as const;

type Situation = Machine & { readonly verdict: VerdictName };

/** One instance for each way in which an answer can decide, by region; the name says which one. */
export const SITUATIONS: Readonly<Record<(typeof REGIONS)[number], readonly Situation[]>> = {
  // Default Host Management is off, sessions have no preferences, nothing is blocked.
  'eu-west-1': [
    { name: 'public', verdict: 'ready' },
    { name: 'nat', place: 'nat', verdict: 'ready' },
    { name: 'endpoints', place: 'endpoints', verdict: 'ready' },
    { name: 'hosted-zones', place: 'zoned', verdict: 'ready' },
    { name: 'prefix-list', group: 'https-to-list', verdict: 'ready' },
    { name: 'endpoint-addresses', place: 'endpoints', group: 'https-to-endpoints', verdict: 'ready' },
    { name: 'impaired', health: 'impaired', verdict: 'at-risk' },
    { name: 'unseen-way', group: 'closed', verdict: 'at-risk' },
    { name: 'notconnected', connection: 'notconnected', verdict: 'blocked' },
    { name: 'no-data-channel', profile: 'no-data-channel', verdict: 'blocked' },
    { name: 'conditional-rights', profile: 'conditional', verdict: 'unknown' },
    { name: 'lost', agent: 'ConnectionLost', verdict: 'blocked' },
    { name: 'suspect', agent: 'absent', verdict: 'blocked' },
    { name: 'own-image', agent: 'absent', image: 'golden', verdict: 'blocked' },
    { name: 'rebuilt-image', agent: 'absent', image: 'rebuilt', verdict: 'blocked' },
    { name: 'deregistered-image', agent: 'absent', image: 'deregistered', verdict: 'blocked' },
    { name: 'empty-profile', agent: 'absent', profile: 'empty', verdict: 'blocked' },
    { name: 'no-profile', agent: 'absent', profile: null, verdict: 'blocked' },
    { name: 'untrusted', agent: 'absent', profile: 'untrusted', verdict: 'blocked' },
    { name: 'no-rights', agent: 'absent', profile: 'no-rights', verdict: 'blocked' },
    { name: 'closed-egress', agent: 'absent', group: 'closed', verdict: 'blocked' },
    { name: 'short-list', agent: 'absent', group: 'https-to-short-list', verdict: 'blocked' },
    { name: 'nat-deleted', agent: 'absent', place: 'nat-deleted', verdict: 'blocked' },
    { name: 'no-way-out', agent: 'absent', place: 'closed', verdict: 'blocked' },
    { name: 'detached-gateway', agent: 'absent', place: 'detached', verdict: 'blocked' },
    { name: 'acl', agent: 'absent', place: 'acl', verdict: 'blocked' },
    { name: 'refusing-endpoints', agent: 'absent', place: 'refusing-endpoints', verdict: 'blocked' },
    { name: 'no-dns', agent: 'absent', place: 'no-dns', verdict: 'blocked' },
    { name: 'stopped', state: 'stopped', agent: 'absent', verdict: 'dormant' },
    { name: 'managed-by-aws', operator: 'eks.amazonaws.com', agent: 'absent', verdict: 'excluded' },
    { name: 'stopped-closed', state: 'stopped', agent: 'absent', group: 'closed', verdict: 'dormant' },
  ],
  // Default Host Management is on, and sessions are encrypted with a KMS key that leaves it to IAM who may use it.
  'eu-central-1': [
    { name: 'managed-by-default', profile: null, verdict: 'blocked' },
    { name: 'key-allowed', profile: 'key-allowed', verdict: 'ready' },
    { name: 'key-denied', profile: 'key-denied', verdict: 'blocked' },
    { name: 'own-name-servers', place: 'own-name-servers', agent: 'absent', verdict: 'blocked' },
  ],
  // Block Public Access stops internet gateways; session logs must be encrypted, and are.
  'us-east-1': [
    { name: 'shut-out', agent: 'absent', verdict: 'blocked' },
    { name: 'excluded-vpc', place: 'excluded', profile: 'logs-allowed', verdict: 'ready' },
    { name: 'cannot-see-encryption', place: 'excluded', verdict: 'blocked' },
  ],
  'ap-south-1': [],
};

const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/sessions`;

const preferences = (inputs: object): RegionInventory['SessionDocument'] =>
  known({
    Name: 'SSM-SessionManagerRunShell',
    DocumentFormat: 'JSON',
    Content: JSON.stringify({ schemaVersion: '1.0', sessionType: 'Standard_Stream', inputs }),
  });

const SETTINGS: Readonly<Record<(typeof REGIONS)[number], Partial<RegionInventory>>> = {
  'eu-west-1': {},
  'eu-central-1': {
    ServiceSetting: known({
      SettingId: '/ssm/managed-instance/default-ec2-instance-management-role',
      SettingValue: `service-role/${HOST_MANAGEMENT_ROLE}`,
      Status: 'Customized',
    }),
    SessionDocument: preferences({ kmsKeyId: KEY }),
    Keys: {
      [KEY]: known({
        KeyId: 'sessions',
        Arn: KEY,
        KeyState: 'Enabled',
        KeyUsage: 'ENCRYPT_DECRYPT',
        KeySpec: 'SYMMETRIC_DEFAULT',
      }),
    },
    KeyPolicies: {
      [KEY]: known(
        JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
              Action: 'kms:*',
              Resource: '*',
            },
          ],
        }),
      ),
    },
    KeyGrants: {
      [KEY]: known([
        {
          GrantId: 'other',
          GranteePrincipal: `arn:aws:iam::${ACCOUNT}:role/no-rights`,
          Operations: ['Decrypt'],
        },
        {
          GrantId: 'encrypting',
          GranteePrincipal: `arn:aws:iam::${ACCOUNT}:role/${HOST_MANAGEMENT_ROLE}`,
          Operations: ['Encrypt'],
        },
      ]),
    },
  },
  'us-east-1': {
    VpcBlockPublicAccessOptions: known({
      InternetGatewayBlockMode: 'block-bidirectional',
      State: 'update-complete',
    }),
    VpcBlockPublicAccessExclusions: known([
      {
        ExclusionId: 'vpcbpa-exclude-1',
        InternetGatewayExclusionMode: 'allow-bidirectional',
        ResourceArn: `arn:aws:ec2:us-east-1:${ACCOUNT}:vpc/vpc-excluded`,
        State: 'create-complete',
      },
      {
        ExclusionId: 'vpcbpa-exclude-2',
        InternetGatewayExclusionMode: 'allow-bidirectional',
        ResourceArn: `arn:aws:ec2:us-east-1:${ACCOUNT}:vpc/vpc-public`,
        State: 'delete-complete',
      },
    ]),
    SessionDocument: preferences({
      cloudWatchLogGroupName: 'sessions',
      cloudWatchEncryptionEnabled: true,
      s3BucketName: 'session-logs',
      s3EncryptionEnabled: true,
    }),
    LogGroups: {
      sessions: known({ logGroupName: 'sessions', kmsKeyId: KEY.replace('eu-central', 'us-east') }),
    },
    BucketEncryptions: {
      'session-logs': known({ Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }] }),
    },
    BucketPolicies: { 'session-logs': known(undefined) },
    BucketLocations: { 'session-logs': known('us-east-1') },
  },
  'ap-south-1': {},
};

/** The account as AWS holds it; every answer is known. */
export function buildAccount(): Inventory {
  return {
    source: { kind: 'aws', enabledRegions: known([...REGIONS]) },
    takenAt: TAKEN_AT,
    accounts: [
      {
        accountId: ACCOUNT,
        partition: 'aws',
        iam: buildIam(),
        regions: REGIONS.map((region, index) => ({
          ...emptyRegion(region),
          ...(SITUATIONS[region].length === 0 ? {} : buildNetwork(region)),
          ...(SITUATIONS[region].length === 0 ? {} : buildImages(region)),
          ...buildInstances(region, index, SITUATIONS[region]),
          ...SETTINGS[region],
        })),
      },
    ],
  };
}
