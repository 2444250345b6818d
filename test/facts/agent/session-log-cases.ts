import { known } from '../../../src/model/known.ts';
import { allow, FIVE, policy } from '../iam/role-fixtures.ts';
import type { RuleCases } from '../../support/rule-tester.ts';
import {
  KEY,
  ROLE,
  LIMIT,
  to,
  against,
  denied,
  key,
  logGroup,
  bucket,
  mayDecrypt,
  maySeeLogs,
  maySeeBucket,
  keyAnswers,
  bucketAnswers,
  logGroupAnswer,
  situation,
} from './session-targets.ts';

export const LOG_CASES: Required<Pick<RuleCases<object>, 'pass' | 'fail' | 'unknown'>> = {
  pass: [
    {
      name: 'an encrypted log group',
      given: situation(logGroup, maySeeLogs, logGroupAnswer(KEY)),
    },
    {
      name: 'a bucket with AES256, and no policy of its own',
      given: situation(bucket, maySeeBucket, bucketAnswers('AES256')),
    },
    {
      name: 'a bucket with a KMS key',
      given: situation(bucket, maySeeBucket, bucketAnswers('aws:kms')),
    },
    {
      name: 'a bucket whose policy lets the role look',
      given: situation(bucket, {}, bucketAnswers('AES256', [to({ AWS: ROLE }, 's3:*')])),
    },
    {
      name: 'a bucket that refuses what comes without TLS',
      given: situation(
        bucket,
        maySeeBucket,
        bucketAnswers('AES256', [
          against('*', 's3:*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      ),
    },
    {
      name: 'all demands met',
      given: situation(
        { ...key, ...logGroup, ...bucket },
        { inline: [...mayDecrypt.inline, ...maySeeLogs.inline, ...maySeeBucket.inline] },
        { ...keyAnswers(), ...logGroupAnswer(KEY), ...bucketAnswers('AES256') },
      ),
      irrelevant: [`KeyGrants.${KEY}`],
    },
    {
      name: 'a bucket that is called constructor',
      given: situation(
        { s3BucketName: 'constructor', s3EncryptionEnabled: true },
        maySeeBucket,
        bucketAnswers('AES256', undefined, 'constructor'),
      ),
    },
  ],
  fail: [
    {
      name: 'a log group that is not there',
      given: situation(logGroup, maySeeLogs, { LogGroups: { '/ssm/sessions': known(undefined) } }),
      at: ['cloudWatchLogGroupName'],
    },
    {
      name: 'a log group without a key',
      given: situation(logGroup, maySeeLogs, logGroupAnswer()),
      at: ['cloudWatchEncryptionEnabled'],
    },
    {
      name: 'a log group without a key, which the role may not see',
      given: situation(logGroup, {}, logGroupAnswer()),
      at: ['cloudWatchEncryptionEnabled', 'logs:DescribeLogGroups'],
    },
    {
      name: 'a bucket that is not there',
      given: situation(bucket, maySeeBucket, {
        BucketEncryptions: { 'session-logs': known(undefined) },
        BucketPolicies: { 'session-logs': denied('s3:GetBucketPolicy') },
      }),
      at: ['s3BucketName'],
    },
    {
      name: 'a bucket without encryption',
      given: situation(bucket, maySeeBucket, bucketAnswers(undefined)),
      at: ['s3EncryptionEnabled'],
    },
    {
      name: 'a bucket that neither side lets the role see',
      given: situation(bucket, {}, bucketAnswers('AES256', [to({ AWS: ROLE }, 's3:PutObject')])),
      at: ['s3:GetEncryptionConfiguration'],
    },
    {
      name: 'a bucket whose policy denies the role',
      given: situation(bucket, maySeeBucket, bucketAnswers('AES256', [against('*', 's3:*')])),
      at: ['s3:GetEncryptionConfiguration@bucket'],
    },
    {
      name: 'a bucket whose policy lets the role, under a boundary that does not',
      given: situation(bucket, { boundary: LIMIT }, bucketAnswers('AES256', [to({ AWS: ROLE }, 's3:*')]), {
        [LIMIT]: policy(allow(FIVE)),
      }),
      at: ['s3:GetEncryptionConfiguration'],
    },
  ],
  unknown: [
    {
      name: 'a bucket that the role may look at, and whose policy nobody asked for',
      given: situation(bucket, maySeeBucket, {
        BucketEncryptions: bucketAnswers('AES256').BucketEncryptions,
      }),
    },
    {
      name: 'a log group that was not read',
      given: situation(logGroup, maySeeLogs, {
        LogGroups: { '/ssm/sessions': denied('logs:DescribeLogGroups') },
      }),
    },
    {
      name: 'a log group that is called constructor, which nobody asked about',
      given: situation(
        { cloudWatchLogGroupName: 'constructor', cloudWatchEncryptionEnabled: true },
        maySeeLogs,
      ),
    },
    {
      name: 'a bucket whose encryption was not read',
      given: situation(bucket, maySeeBucket, {
        ...bucketAnswers('AES256'),
        BucketEncryptions: { 'session-logs': denied('s3:GetEncryptionConfiguration') },
      }),
    },
    {
      name: 'a bucket whose policy was not read',
      given: situation(bucket, maySeeBucket, {
        ...bucketAnswers('AES256'),
        BucketPolicies: { 'session-logs': denied('s3:GetBucketPolicy') },
      }),
    },
    {
      name: 'a bucket whose policy was not read and could let the role',
      given: situation(
        bucket,
        {},
        {
          ...bucketAnswers('AES256'),
          BucketPolicies: { 'session-logs': denied('s3:GetBucketPolicy') },
        },
      ),
    },
    {
      name: 'a bucket with an encryption that older agents do not know',
      given: situation(bucket, maySeeBucket, bucketAnswers('aws:kms:dsse')),
    },
    {
      name: 'a bucket whose rules the answer leaves out',
      given: situation(bucket, maySeeBucket, {
        ...bucketAnswers('AES256'),
        BucketEncryptions: { 'session-logs': known({}) },
      }),
    },
  ],
};
