import { describe, expect, it } from 'vitest';
import { known, unknown } from '../../src/model/known.ts';
import rule from '../../src/rules/logging-policies-attached.ts';
import {
  account,
  allow,
  aws,
  deny,
  FIVE,
  HOST_MANAGEMENT_OFF,
  HOST_MANAGEMENT_ON,
  hostRole,
  policy,
  preferences,
  role,
  type RoleForm,
} from '../facts/iam/role-fixtures.ts';
import { against, bucketAnswers, denied, LIMIT, ROLE, to } from '../facts/agent/session-targets.ts';
import { testRule } from '../support/rule-tester.ts';
import { buildSubject, type SubjectChanges } from '../support/subject.ts';

const logGroup = preferences({ cloudWatchLogGroupName: '/ssm/sessions' });
const bucket = preferences({ s3BucketName: 'session-logs', s3KeyPrefix: 'prod' });
const encryptedBucket = preferences({ s3BucketName: 'session-logs', s3EncryptionEnabled: true });
const core = aws('AmazonSSMManagedInstanceCore');
const LOGS = [
  'logs:DescribeLogGroups',
  'logs:DescribeLogStreams',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
] as const;
const GROUP = 'arn:aws:logs:eu-west-1:111122223333:log-group:/ssm/sessions:*';
const byName = { match: 'by-name' } as const;

const given = (SessionDocument: typeof logGroup, form: RoleForm): SubjectChanges => ({
  region: { SessionDocument },
  iam: account([role({ ...form, attached: [core, ...(form.attached ?? [])] })]),
});

const OBJECTS = 'arn:aws:s3:::session-logs/*';
const mayPut = { inline: [allow('s3:PutObject', OBJECTS)] };
/** Sessions are logged to the bucket, about which this much was read. */
const toBucket = (
  form: RoleForm,
  answers: Partial<ReturnType<typeof bucketAnswers>>,
  policies: Readonly<Record<string, object>> = {},
): SubjectChanges => ({
  region: { SessionDocument: bucket, ...answers },
  iam: account([role({ ...form, attached: [core] })], policies),
});
const withKey = (KMSMasterKeyID?: string): ReturnType<typeof bucketAnswers> => ({
  ...bucketAnswers('aws:kms'),
  BucketEncryptions: {
    'session-logs': known({
      Rules: [
        {
          ApplyServerSideEncryptionByDefault: {
            SSEAlgorithm: 'aws:kms',
            ...(KMSMasterKeyID !== undefined && { KMSMasterKeyID }),
          },
        },
      ],
    }),
  },
});
const unsigned = { Condition: { Null: { 's3:x-amz-server-side-encryption': 'true' } } };

testRule(rule, {
  pass: [
    { name: 'a bucket without a policy', given: toBucket(mayPut, bucketAnswers('AES256')) },
    {
      name: 'a bucket whose policy lets the role write',
      given: toBucket({}, bucketAnswers('AES256', [to({ AWS: ROLE }, 's3:PutObject')])),
    },
    {
      name: 'a bucket whose policy speaks of others',
      given: toBucket(
        mayPut,
        bucketAnswers('AES256', [against({ AWS: 'arn:aws:iam::111122223333:role/other' }, 's3:*')]),
      ),
    },
    { name: 'a bucket with the key that S3 has of AWS', given: toBucket(mayPut, withKey()) },
    {
      name: 'a bucket with the key that S3 has of AWS, by its alias',
      given: toBucket(mayPut, withKey('arn:aws:kms:eu-west-1:111122223333:alias/aws/s3')),
    },
    {
      name: 'a bucket that is not there: no key of it is asked for',
      given: toBucket(mayPut, { BucketEncryptions: { 'session-logs': known(undefined) } }),
    },
    {
      name: 'CloudWatchLogsFullAccess',
      given: given(logGroup, { attached: [aws('CloudWatchLogsFullAccess')] }),
    },
    {
      name: 'CloudWatchAgentServerPolicy',
      given: given(logGroup, { attached: [aws('CloudWatchAgentServerPolicy')] }),
    },
    { name: 'AmazonEC2RoleforSSM', given: given(logGroup, { attached: [aws('AmazonEC2RoleforSSM')] }) },
    { name: 'the four actions on everything', given: given(logGroup, { inline: [allow(LOGS)] }) },
    {
      name: 'writing to the log group, DescribeLogGroups on everything',
      given: given(logGroup, { inline: [allow(LOGS, GROUP), allow(LOGS[0])] }),
    },
    {
      name: 'all log groups of the account',
      given: given(logGroup, { inline: [allow(LOGS, 'arn:aws:logs:*:111122223333:log-group:*')] }),
    },
    {
      name: 'writing to the folder of the bucket',
      given: given(bucket, { inline: [allow('s3:PutObject', 'arn:aws:s3:::session-logs/prod/*')] }),
    },
    {
      name: 'writing to the bucket and seeing its encryption',
      given: given(encryptedBucket, {
        inline: [
          allow('s3:PutObject', 'arn:aws:s3:::session-logs/*'),
          allow('s3:GetEncryptionConfiguration'),
        ],
      }),
    },
    {
      name: 'always: CloudWatchLogsFullAccess without preferences',
      options: { always: true },
      given: { iam: account([role({ attached: [core, aws('CloudWatchLogsFullAccess')] })]) },
    },
    {
      name: 'by name: CloudWatchLogsFullAccess',
      options: byName,
      given: given(logGroup, { attached: [aws('CloudWatchLogsFullAccess')] }),
    },
    {
      name: 'by name and always: nothing is asked of the preferences',
      options: { ...byName, always: true },
      given: {
        iam: account([role({ attached: [aws('CloudWatchLogsFullAccess')] })]),
        region: { SessionDocument: unknown({ kind: 'denied', action: 'ssm:GetDocument' }) },
      },
    },
  ],
  fail: [
    { name: 'Core alone', given: given(logGroup, {}), at: [...LOGS] },
    {
      name: 'rights on the log group alone',
      given: given(logGroup, { inline: [allow(LOGS, GROUP)] }),
      at: ['logs:DescribeLogGroups'],
    },
    {
      name: 'rights on another log group',
      given: given(logGroup, {
        inline: [allow(LOGS, 'arn:aws:logs:*:*:log-group:/other:*'), allow(LOGS[0])],
      }),
      at: ['logs:DescribeLogStreams', 'logs:CreateLogStream', 'logs:PutLogEvents'],
    },
    {
      name: 'writing denied',
      given: given(logGroup, { inline: [allow('logs:*'), deny('logs:PutLogEvents')] }),
      at: ['logs:PutLogEvents'],
    },
    { name: 'no right on the bucket', given: given(bucket, {}), at: ['s3:PutObject'] },
    {
      name: 'rights on another folder',
      given: given(bucket, { inline: [allow('s3:PutObject', 'arn:aws:s3:::session-logs/test/*')] }),
      at: ['s3:PutObject'],
    },
    {
      name: 'the encryption cannot be seen',
      given: given(encryptedBucket, { inline: [allow('s3:PutObject')] }),
      at: ['s3:GetEncryptionConfiguration'],
    },
    {
      name: 'Default Host Management has no logging rights',
      given: {
        instance: { IamInstanceProfile: {} },
        iam: account([hostRole()]),
        region: { SessionDocument: logGroup, ServiceSetting: HOST_MANAGEMENT_ON },
      },
      at: [...LOGS],
    },
    {
      name: 'always: Core alone without preferences',
      options: { always: true },
      given: { iam: account([role({ inline: [allow(FIVE)] })]) },
      at: [...LOGS],
    },
    {
      name: 'by name: a narrower policy',
      options: byName,
      given: given(logGroup, { attached: [aws('CloudWatchAgentServerPolicy')] }),
      at: ['AttachedManagedPolicies/CloudWatchLogsFullAccess'],
    },
    {
      name: 'by name: no profile',
      options: byName,
      given: { instance: { IamInstanceProfile: {} }, region: { SessionDocument: logGroup } },
      at: ['IamInstanceProfile'],
    },
    {
      name: 'a bucket that neither side lets the role write to',
      given: toBucket({}, bucketAnswers('AES256', [to({ AWS: ROLE }, 's3:GetObject')])),
      at: ['s3:PutObject'],
    },
    {
      name: 'a bucket whose policy denies writing',
      given: toBucket(mayPut, bucketAnswers('AES256', [against('*', 's3:PutObject')])),
      at: ['s3:PutObject@bucket'],
    },
    {
      name: 'a bucket that both sides deny',
      given: toBucket(
        { inline: [deny('s3:PutObject')] },
        bucketAnswers('AES256', [against('*', 's3:PutObject')]),
      ),
      at: ['s3:PutObject', 's3:PutObject@bucket'],
    },
    {
      name: 'a bucket policy that was not read, while the role is denied',
      given: toBucket(
        { inline: [deny('s3:*')] },
        { BucketPolicies: { 'session-logs': denied('s3:GetBucketPolicy') } },
      ),
      at: ['s3:PutObject'],
    },
    {
      name: 'a bucket policy that lets the role, under a boundary that does not',
      given: toBucket({ boundary: LIMIT }, bucketAnswers('AES256', [to({ AWS: ROLE }, 's3:*')]), {
        [LIMIT]: policy(allow(FIVE)),
      }),
      at: ['s3:PutObject'],
    },
  ],
  unknown: [
    {
      name: 'a bucket policy that was not read',
      given: toBucket(mayPut, { BucketPolicies: { 'session-logs': denied('s3:GetBucketPolicy') } }),
    },
    {
      name: 'a bucket policy that was not read and could let the role',
      given: toBucket({}, { BucketPolicies: { 'session-logs': denied('s3:GetBucketPolicy') } }),
    },
    {
      name: 'a bucket policy that asks for a header',
      given: toBucket(mayPut, bucketAnswers('AES256', [against('*', 's3:PutObject', unsigned)])),
    },
    {
      name: 'a bucket policy that cannot be understood',
      given: toBucket(mayPut, { BucketPolicies: { 'session-logs': known('{') } }),
    },
    {
      name: 'a bucket with a key of the customer',
      given: toBucket(mayPut, withKey('arn:aws:kms:eu-west-1:111122223333:key/1111aaaa')),
    },
    {
      name: 'a bucket whose encryption was not read',
      given: toBucket(mayPut, {
        BucketEncryptions: { 'session-logs': denied('s3:GetEncryptionConfiguration') },
      }),
    },
    {
      name: 'a bucket whose encryption the answer leaves out',
      given: toBucket(mayPut, { BucketEncryptions: { 'session-logs': known({}) } }),
    },
    {
      name: 'preferences that were not read',
      given: { region: { SessionDocument: unknown({ kind: 'denied', action: 'ssm:GetDocument' }) } },
    },
    {
      name: 'a log group from a parameter without a default',
      given: { region: { SessionDocument: preferences({ cloudWatchLogGroupName: '{{ g }}' }) } },
    },
    {
      name: 'a condition that nobody can see',
      given: given(logGroup, {
        inline: [{ ...allow(LOGS), Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-main' } } }],
      }),
    },
    {
      name: 'a policy that is not listed',
      given: given(logGroup, { attached: ['arn:aws:iam::111122223333:policy/own'] }),
    },
  ],
  notApplicable: [
    { name: 'nothing is logged' },
    { name: 'by name, and nothing is logged', options: byName },
    {
      name: 'no credentials',
      given: {
        instance: { IamInstanceProfile: {} },
        region: { SessionDocument: logGroup, ServiceSetting: HOST_MANAGEMENT_OFF },
      },
    },
  ],
});

describe('what the evidence of logging-policies-attached says', () => {
  const details = (changes: SubjectChanges) => {
    const outcome = rule.check(buildSubject(changes), { options: rule.defaults });
    return { status: outcome.status, text: outcome.evidence.map(({ detail }) => detail).join('\n') };
  };
  const deleting = 'could delete its own audit trail';
  const exact = 'arn:aws:logs:eu-west-1:111122223333:log-group:/ssm/sessions';
  const deletes = allow([...LOGS, 'logs:DeleteLogGroup']);

  it.each<[string, SubjectChanges, string, boolean]>([
    [
      'CloudWatchLogsFullAccess',
      given(logGroup, { attached: [aws('CloudWatchLogsFullAccess')] }),
      'pass',
      true,
    ],
    ['all actions', given(logGroup, { inline: [allow('*')] }), 'pass', true],
    [
      'deleting this log group',
      given(logGroup, { inline: [allow(LOGS), allow('logs:Delete*', GROUP)] }),
      'pass',
      true,
    ],
    [
      'deleting, while a right is missing',
      given(logGroup, { inline: [allow('logs:Delete*')] }),
      'fail',
      true,
    ],
    [
      'CloudWatchAgentServerPolicy',
      given(logGroup, { attached: [aws('CloudWatchAgentServerPolicy')] }),
      'pass',
      false,
    ],
    [
      'deleting another log group',
      given(logGroup, { inline: [allow(LOGS), allow('logs:*', `${exact}-2:*`)] }),
      'pass',
      false,
    ],
    [
      'CloudWatchLogsFullAccess under a Deny',
      given(logGroup, { attached: [aws('CloudWatchLogsFullAccess')], inline: [deny('logs:Delete*')] }),
      'pass',
      false,
    ],
    [
      'a Deny of the log group without the colon and star, which may or may not count',
      given(logGroup, { inline: [deletes, deny('logs:DeleteLogGroup', exact)] }),
      'pass',
      false,
    ],
    [
      'deleting under a condition that nobody can see',
      given(logGroup, {
        inline: [
          allow(LOGS),
          { ...allow('logs:*'), Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-main' } } },
        ],
      }),
      'pass',
      false,
    ],
    ['a bucket alone', given(bucket, { inline: [allow('*')] }), 'pass', false],
  ])('of %s', (_, changes, status, isNoted) => {
    const found = details(changes);
    expect(found.status).toBe(status);
    expect(found.text.includes(deleting)).toBe(isNoted);
  });

  it('names what grants it, and what is enough', () => {
    expect(details(given(logGroup, { attached: [aws('CloudWatchLogsFullAccess')] })).text).toContain(
      `The instance could delete its own audit trail: the role may do logs:DeleteLogGroup on /ssm/sessions (CloudWatchLogsFullAccess, statement CloudWatchLogsFullAccess). For the log CloudWatchAgentServerPolicy is enough, or logs:DescribeLogGroups on * and logs:DescribeLogStreams, logs:CreateLogStream, logs:PutLogEvents on ${GROUP}.`,
    );
  });

  it('names what the logs need of a deprecated policy', () => {
    expect(details(given(bucket, { attached: [aws('service-role/AmazonEC2RoleforSSM')] })).text).toContain(
      'AmazonSSMManagedInstanceCore replaces it; the session logs need s3:PutObject on arn:aws:s3:::session-logs/prod/*.',
    );
  });
});

describe('the fix of logging-policies-attached', () => {
  const bucketPolicy = (...Statement: readonly object[]) =>
    known(JSON.stringify({ Version: '2012-10-17', Statement }));
  const everyone = { Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::session-logs/*' };

  it.each([
    [
      "in the role's policies for a Deny of theirs",
      { inline: [allow('s3:*'), deny('s3:Put*')] },
      undefined,
      /^\d+\/global\/iam-role\/.+:lift-deny-.+-s3:PutObject$/,
    ],
    [
      "in the bucket's policy for a Deny of that",
      { inline: [allow('s3:*')] },
      bucketPolicy({ Sid: 'Own', Effect: 'Deny', ...everyone }),
      /^\d+\/eu-west-1\/bucket\/session-logs:lift-deny-Own-s3:PutObject$/,
    ],
    [
      "in the role's policies where the bucket's does not grant",
      {},
      bucketPolicy({ Effect: 'Allow', ...everyone, Action: 's3:GetObject' }),
      /^\d+\/global\/iam-role\/.+:grant-s3:PutObject@/,
    ],
  ])('stands %s', (_, form, policyOfBucket, key) => {
    const { iam, region } = given(bucket, form);
    const BucketPolicies = policyOfBucket === undefined ? {} : { 'session-logs': policyOfBucket };
    const subject = buildSubject({ ...(iam && { iam }), region: { ...region, BucketPolicies } });
    const outcome = rule.check(subject, { options: rule.defaults });
    const causes = outcome.status === 'fail' ? outcome.problems.map(({ cause }) => cause.key) : [];
    expect(causes).toEqual([expect.stringMatching(key)]);
  });
});
