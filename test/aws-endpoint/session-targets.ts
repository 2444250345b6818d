import type { RegionInventory } from '../../src/model/inventory.ts';
import type { Known } from '../../src/model/known.ts';
import { type Call, type Handler, require, textOf } from './call.ts';
import { ServiceError } from './errors.ts';
import { paginate } from './paging.ts';
import { escapeXml } from './render.ts';

/** Groups whose name begins with the prefix, sorted; only those that the inventory was asked about. */
const describeLogGroups: Handler = (call) => {
  const prefix = textOf(call.input, 'logGroupNamePrefix') ?? '';
  const groups = Object.entries(call.region.LogGroups)
    .filter(([name]) => name.startsWith(prefix))
    .flatMap(([, answer]) => require(call, answer) ?? []);
  return { logGroups: [...groups, { logGroupName: `${prefix}-of-another` }] };
};

export const LOGS_HANDLERS: Readonly<Record<string, Handler>> = { DescribeLogGroups: describeLogGroups };

/** The bucket's answer in whichever Region it was recorded: buckets are the account's. */
function ofBucket<T>(call: Call, pick: (region: RegionInventory) => Readonly<Record<string, Known<T>>>): T {
  const bucket = textOf(call.input, 'Bucket') ?? '';
  const answers = call.account.regions.map((region) => pick(region)[bucket]);
  const answer = answers.find((one) => one !== undefined);
  if (answer === undefined) throw new ServiceError('AccessDenied', 'Access Denied', 403);
  return require(call, answer);
}

/** S3 speaks REST and has no common wrapper: the body is written here. */
export const S3_HANDLERS: Readonly<Record<string, (call: Call) => string>> = {
  GetBucketEncryption: (call) => {
    const encryption = ofBucket(call, ({ BucketEncryptions }) => BucketEncryptions);
    if (encryption === undefined)
      throw new ServiceError('NoSuchBucket', 'The specified bucket does not exist', 404);
    const { Rules = [] } = encryption;
    if (Rules.length === 0) {
      const code = 'ServerSideEncryptionConfigurationNotFoundError';
      throw new ServiceError(code, 'The server side encryption configuration was not found', 404);
    }
    const rules = Rules.map(({ ApplyServerSideEncryptionByDefault: by }) => {
      const members = Object.entries(by ?? {}).map(
        ([name, value]) => `<${name}>${escapeXml(value)}</${name}>`,
      );
      return `<Rule><ApplyServerSideEncryptionByDefault>${members.join('')}</ApplyServerSideEncryptionByDefault></Rule>`;
    });
    return `<ServerSideEncryptionConfiguration>${rules.join('')}</ServerSideEncryptionConfiguration>`;
  },
  GetBucketPolicy: (call) => {
    const policy = ofBucket(call, ({ BucketPolicies }) => BucketPolicies);
    if (policy === undefined)
      throw new ServiceError('NoSuchBucketPolicy', 'The bucket policy does not exist', 404);
    return policy;
  },
  GetBucketLocation: (call) => {
    const location = ofBucket(call, ({ BucketLocations }) => BucketLocations);
    if (location === undefined)
      throw new ServiceError('NoSuchBucket', 'The specified bucket does not exist', 404);
    const text = location === 'us-east-1' ? '' : escapeXml(location);
    return `<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${text}</LocationConstraint>`;
  },
};

/** The path names the bucket, the query the part of it that is asked for. */
export function readS3(url: string): { readonly operation: string; readonly Bucket: string } {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const Bucket = decodeURIComponent(pathname.replace(/^\/|\/$/g, ''));
  if (searchParams.has('encryption')) return { operation: 'GetBucketEncryption', Bucket };
  if (searchParams.has('location')) return { operation: 'GetBucketLocation', Bucket };
  if (searchParams.has('policy')) return { operation: 'GetBucketPolicy', Bucket };
  throw new ServiceError('NotImplemented', `${url} is not served here.`, 501);
}

/** The recorded name of the key that is asked for: as the preferences give it, or the key's own id or ARN. */
function nameOfKey(call: Call): string {
  const id = textOf(call.input, 'KeyId') ?? '';
  const found = Object.entries(call.region.Keys).find(
    ([name, answer]) =>
      name === id || (answer.known && [answer.value?.KeyId, answer.value?.Arn].includes(id)),
  );
  if (found === undefined) throw new ServiceError('NotFoundException', `Key ${id} does not exist`);
  return found[0];
}

function ofKey<T>(call: Call, answers: Readonly<Record<string, T>>): T {
  const answer = answers[nameOfKey(call)];
  if (answer === undefined) throw new ServiceError('NotFoundException', 'There is no such thing');
  return answer;
}

export const KMS_HANDLERS: Readonly<Record<string, Handler>> = {
  DescribeKey: (call) => {
    const key = require(call, ofKey(call, call.region.Keys));
    if (key === undefined) throw new ServiceError('NotFoundException', 'The key does not exist');
    return { KeyMetadata: key };
  },
  GetKeyPolicy: (call) => ({ Policy: require(call, ofKey(call, call.region.KeyPolicies)) }),
  ListGrants: (call) => {
    const grants = require(call, ofKey(call, call.region.KeyGrants));
    const { Limit: size, Marker: token } = call.input;
    const { page, next } = paginate(call, grants, { size, token }, { min: 1, max: 100, fallback: 50 });
    return { Grants: page, Truncated: next !== undefined, NextMarker: next };
  },
};
