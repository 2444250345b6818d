import type { KeyMetadata, ServerSideEncryptionConfiguration } from '../model/aws-session-targets.ts';
import type { RegionInventory } from '../model/inventory.ts';
import { chainKnown, known, unknown, type Known } from '../model/known.ts';
import { isRecord } from '../model/session-document.ts';
import { readPreferences } from '../model/session-preferences.ts';
import { type Ask, cutMember, type Response } from './answers.ts';
import { actionOf, type Call, callOf } from './calls.ts';

type Answers = Pick<
  RegionInventory,
  | 'LogGroups'
  | 'BucketEncryptions'
  | 'BucketPolicies'
  | 'BucketLocations'
  | 'Keys'
  | 'KeyPolicies'
  | 'KeyGrants'
>;

/** Nothing was asked. */
export const NO_SESSION_TARGETS: Answers = {
  LogGroups: {},
  BucketEncryptions: {},
  BucketPolicies: {},
  BucketLocations: {},
  Keys: {},
  KeyPolicies: {},
  KeyGrants: {},
};

/**
 * Asks about the log group, the bucket and the key that the Region's session preferences name. A name that comes from a
 * parameter without a default can't be asked about.
 */
export async function askSessionTargets(
  ask: Ask,
  region: Pick<RegionInventory, 'region' | 'SessionDocument'>,
): Promise<Answers> {
  const preferences = readPreferences({ region });
  if (!preferences.known) return NO_SESSION_TARGETS;
  const { cloudWatchLogGroupName, s3BucketName, kmsKeyId } = preferences.value;
  const [LogGroups, bucket, key] = await Promise.all([
    forName(cloudWatchLogGroupName, async (name) => askLogGroup(ask, name)),
    Promise.all([
      forName(s3BucketName, async (name) => askBucketEncryption(ask, name)),
      forName(s3BucketName, async (name) => askPolicy(ask, callOf('GetBucketPolicy'), { Bucket: name })),
      forName(s3BucketName, async (name) => askBucketLocation(ask, name)),
    ]),
    askKey(ask, region.region, kmsKeyId),
  ]);
  const [BucketEncryptions, BucketPolicies, BucketLocations] = bucket;
  return { LogGroups, BucketEncryptions, BucketPolicies, BucketLocations, ...key };
}

/** One entry, or none: neither without a name nor where nobody made the call. */
async function forName<T>(
  name: Known<string | undefined>,
  askFor: (name: string) => Promise<Known<T>>,
): Promise<Readonly<Record<string, Known<T>>>> {
  if (!name.known || name.value === undefined) return {};
  const answer = await askFor(name.value);
  const isUnasked = !answer.known && answer.gap.kind === 'not-collected';
  return isUnasked ? {} : { [name.value]: answer };
}

/** Names come sorted, so that with the whole name as the prefix the first page holds it. */
async function askLogGroup(ask: Ask, name: string): Promise<Answers['LogGroups'][string]> {
  const call = callOf('DescribeLogGroups');
  const answer = await ask(call, { ...call.input, logGroupNamePrefix: name });
  return chainKnown(answer, (response) =>
    chainKnown(cutMember(call, 0, response), (groups) => {
      if (!Array.isArray(groups) || !groups.every(isRecord)) return unexpected(call);
      const group = groups.find(({ logGroupName }) => logGroupName === name);
      if (group === undefined && response?.['nextToken'] !== undefined) {
        const message = 'more log groups were announced';
        return unknown({ kind: 'api-error', action: actionOf(call), code: 'CutOff', message });
      }
      return known(group);
    }),
  );
}

/** What S3 says of a bucket that encrypts nothing by default. */
const NO_ENCRYPTION = 'ServerSideEncryptionConfigurationNotFoundError';

async function askBucketEncryption(ask: Ask, Bucket: string): Promise<Answers['BucketEncryptions'][string]> {
  const call = callOf('GetBucketEncryption');
  const answer = await ask(call, { Bucket });
  if (!answer.known && answer.gap.kind === 'api-error' && answer.gap.code === NO_ENCRYPTION)
    return known({ Rules: [] });
  return chainKnown(answer, (response) => cutOptional(call, response, isEncryption));
}

/** S3 says nothing of the oldest Region, and has an old name for another. */
async function askBucketLocation(ask: Ask, Bucket: string): Promise<Answers['BucketLocations'][string]> {
  const call = callOf('GetBucketLocation');
  return chainKnown(await ask(call, { Bucket }), (response) => {
    if (response === undefined) return known(undefined);
    const name = response['LocationConstraint'];
    if (name === undefined || name === null || name === '') return known('us-east-1');
    if (!isText(name)) return unexpected(call);
    return known(name === 'EU' ? 'eu-west-1' : name);
  });
}

async function askPolicy(
  ask: Ask,
  call: Call,
  input: Readonly<Record<string, string>>,
): Promise<Known<string | undefined>> {
  return chainKnown(await ask(call, input), (response) => cutOptional(call, response, isPolicy));
}

type KeyAnswers = Pick<Answers, 'Keys' | 'KeyPolicies' | 'KeyGrants'>;

/** Policy and grants are asked of the key itself: an alias names it, and does not do for them. */
async function askKey(ask: Ask, region: string, name: Known<string | undefined>): Promise<KeyAnswers> {
  const none: KeyAnswers = { Keys: {}, KeyPolicies: {}, KeyGrants: {} };
  // KMS of one Region does not know the keys of another.
  if (!name.known || name.value === undefined || isElsewhere(name.value, region)) return none;
  const KeyId = name.value;
  const call = callOf('DescribeKey');
  const Keys = await forName(name, async () =>
    chainKnown(await ask(call, { KeyId }), (response) => cutOptional(call, response, isKey)),
  );
  const key = Keys[KeyId];
  const id = key?.known === true ? key.value?.KeyId : undefined;
  if (id === undefined) return { ...none, Keys };
  const [KeyPolicies, KeyGrants] = await Promise.all([
    forName(name, async () => askKeyPolicy(ask, id)),
    forName(name, async () => askKeyGrants(ask, id)),
  ]);
  return { Keys, KeyPolicies, KeyGrants };
}

function isElsewhere(keyId: string, region: string): boolean {
  return keyId.startsWith('arn:') && keyId.split(':')[3] !== region;
}

async function askKeyPolicy(ask: Ask, KeyId: string): Promise<Known<string>> {
  const call = callOf('GetKeyPolicy');
  return chainKnown(await askPolicy(ask, call, { KeyId, PolicyName: 'default' }), (policy) =>
    policy === undefined ? unexpected(call) : known(policy),
  );
}

async function askKeyGrants(ask: Ask, KeyId: string): Promise<Answers['KeyGrants'][string]> {
  const call = callOf('ListGrants');
  return chainKnown(await ask(call, { KeyId }), (response) =>
    chainKnown(cutMember(call, 0, response), (grants) =>
      Array.isArray(grants) && grants.every(isRecord) ? known(grants) : unexpected(call),
    ),
  );
}

/** The member of an answer; `undefined` when AWS says that there is no such thing. */
function cutOptional<T>(
  call: Call,
  response: Response | undefined,
  isWanted: (value: unknown) => value is T,
): Known<T | undefined> {
  if (response === undefined) return known(undefined);
  return chainKnown(cutMember(call, 0, response), (value) =>
    isWanted(value) ? known(value) : unexpected(call),
  );
}

function unexpected(call: Call): Known<never> {
  const message = 'an item is not as AWS writes it';
  return unknown({ kind: 'api-error', action: actionOf(call), code: 'UnexpectedAnswer', message });
}

function isEncryption(value: unknown): value is ServerSideEncryptionConfiguration {
  return isRecord(value) && Array.isArray(value['Rules']) && value['Rules'].every(isRecord);
}

function isKey(value: unknown): value is KeyMetadata & { readonly KeyId: string } {
  return isRecord(value) && isText(value['KeyId']) && (value['Arn'] === undefined || isText(value['Arn']));
}

/** S3 answers with the policy alone, so that any page of a proxy would pass for one. */
function isPolicy(value: unknown): value is string {
  try {
    return isText(value) && isRecord(JSON.parse(value));
  } catch {
    return false;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
