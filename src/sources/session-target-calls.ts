import type { Call, Paging } from './calls.ts';
import type { RegionField } from '../model/inventory.ts';

function target(
  service: Call['service'],
  operation: string,
  field: RegionField,
  member: string,
  rest: Pick<Call, 'why'> & Partial<Call>,
): Call {
  return {
    service,
    operation,
    scope: 'session-target',
    feeds: [field],
    members: [member],
    paging: 'no-pages',
    ...rest,
    why: `${rest.why}; optional`,
  };
}

const grantPages: Paging = { size: 'Limit', max: 100, tokenIn: 'Marker', tokenOut: 'NextMarker' };

/** What session preferences name: whether it is there, encrypted, and open to the role. */
export const SESSION_TARGET_CALLS: readonly Call[] = [
  target('logs', 'DescribeLogGroups', 'LogGroups', 'logGroups', {
    input: { limit: 50 },
    why: 'whether the log group of the session preferences is there, and encrypted',
  }),
  target('s3', 'GetBucketEncryption', 'BucketEncryptions', 'ServerSideEncryptionConfiguration', {
    identifiedBy: 'Bucket',
    action: 'GetEncryptionConfiguration',
    absentWhen: ['NoSuchBucket'],
    why: 'whether the bucket of the session preferences is there, and how it encrypts',
  }),
  target('s3', 'GetBucketPolicy', 'BucketPolicies', 'Policy', {
    identifiedBy: 'Bucket',
    // That the bucket is missing its encryption says.
    absentWhen: ['NoSuchBucketPolicy', 'NoSuchBucket'],
    why: 'what the bucket lets the role do',
  }),
  target('s3', 'GetBucketLocation', 'BucketLocations', 'LocationConstraint', {
    identifiedBy: 'Bucket',
    absentWhen: ['NoSuchBucket'],
    why: 'the Region of the bucket: S3 endpoints of a VPC lead to their own alone',
  }),
  target('kms', 'DescribeKey', 'Keys', 'KeyMetadata', {
    identifiedBy: 'KeyId',
    absentWhen: ['NotFoundException'],
    why: 'whether the key of the session preferences is there, and enabled',
  }),
  target('kms', 'GetKeyPolicy', 'KeyPolicies', 'Policy', {
    identifiedBy: 'KeyId',
    why: 'what the key lets the role do',
  }),
  target('kms', 'ListGrants', 'KeyGrants', 'Grants', {
    identifiedBy: 'KeyId',
    paging: grantPages,
    why: 'what a grant of the key lets the role do',
  }),
];
