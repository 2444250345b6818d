import type {
  GrantListEntry,
  KeyMetadata,
  ServerSideEncryptionConfiguration,
} from '../../../src/model/aws-session-targets.ts';
import type { RegionInventory } from '../../../src/model/inventory.ts';
import { known, unknown, type Known } from '../../../src/model/known.ts';
import { ACCOUNT, type SubjectChanges } from '../../support/subject.ts';
import { account, allow, FIVE, policy, preferences, role, type RoleForm } from '../iam/role-fixtures.ts';

export const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1111aaaa-22bb-33cc-44dd-5555eeee6666`;
export const FOREIGN_KEY = 'arn:aws:kms:eu-west-1:444455556666:key/1111aaaa-22bb-33cc-44dd-5555eeee6666';
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/app`;
export const LIMIT = `arn:aws:iam::${ACCOUNT}:policy/limit`;

type Fields = Readonly<Record<string, unknown>>;

export const to = (
  principal: Fields | '*',
  Action: string | readonly string[],
  rest: Fields = {},
): Fields => ({
  Effect: 'Allow',
  Principal: principal,
  Action,
  Resource: '*',
  ...rest,
});
export const against = (principal: Fields | '*', Action: string, rest: Fields = {}): Fields => ({
  ...to(principal, Action, rest),
  Sid: 'Shut',
  Effect: 'Deny',
});

/** KMS's default key policy: the account's IAM policies decide. */
const DEFAULT_POLICY = to({ AWS: `arn:aws:iam::${ACCOUNT}:root` }, 'kms:*');
export const FOR_ROLE = to({ AWS: ROLE }, 'kms:Decrypt');

export const denied = (action: string): Known<never> => unknown({ kind: 'denied', action });

/** Preferences that demand something, and the inline policy of a role that may do what it takes. */
export const key = { kmsKeyId: KEY };
export const logGroup = { cloudWatchLogGroupName: '/ssm/sessions', cloudWatchEncryptionEnabled: true };
export const bucket = { s3BucketName: 'session-logs', s3EncryptionEnabled: 'true' };
export const mayDecrypt = { inline: [allow('kms:Decrypt', KEY)] };
export const maySeeLogs = { inline: [allow('logs:DescribeLogGroups')] };
export const maySeeBucket = { inline: [allow('s3:GetEncryptionConfiguration')] };

interface KeyForm {
  readonly id?: string;
  readonly key?: Partial<KeyMetadata>;
  readonly statements?: readonly Fields[];
  readonly grants?: readonly GrantListEntry[];
}

/** A key of the account, its policy and its grants, all read. */
export function keyAnswers({
  id = KEY,
  key: changes,
  statements = [DEFAULT_POLICY],
  grants = [],
}: KeyForm = {}): Pick<RegionInventory, 'Keys' | 'KeyPolicies' | 'KeyGrants'> {
  return {
    Keys: {
      [id]: known({
        KeyId: KEY.split('/')[1] ?? '',
        Arn: KEY,
        KeyState: 'Enabled',
        KeyUsage: 'ENCRYPT_DECRYPT',
        KeySpec: 'SYMMETRIC_DEFAULT',
        ...changes,
      }),
    },
    KeyPolicies: { [id]: known(JSON.stringify(policy(...statements))) },
    KeyGrants: { [id]: known(grants) },
  };
}

export function bucketAnswers(
  SSEAlgorithm: string | undefined,
  statements?: readonly Fields[],
  name = 'session-logs',
): Pick<RegionInventory, 'BucketEncryptions' | 'BucketPolicies'> {
  const encryption: ServerSideEncryptionConfiguration = {
    Rules: SSEAlgorithm === undefined ? [] : [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm } }],
  };
  return {
    BucketEncryptions: { [name]: known(encryption) },
    BucketPolicies: {
      [name]: known(statements === undefined ? undefined : JSON.stringify(policy(...statements))),
    },
  };
}

export function logGroupAnswer(
  kmsKeyId?: string,
  name = '/ssm/sessions',
): Pick<RegionInventory, 'LogGroups'> {
  return {
    LogGroups: { [name]: known({ logGroupName: name, ...(kmsKeyId !== undefined && { kmsKeyId }) }) },
  };
}

/** A role with the five session actions, the preferences, and what was read of their targets. */
export function situation(
  inputs: Fields,
  form: RoleForm = {},
  answers: Partial<RegionInventory> = {},
  policies: Readonly<Record<string, object>> = {},
): SubjectChanges {
  return {
    region: { SessionDocument: preferences(inputs), ...answers },
    iam: account([role({ ...form, inline: [allow(FIVE), ...(form.inline ?? [])] })], policies),
  };
}
