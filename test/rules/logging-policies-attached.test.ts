import { unknown } from '../../src/model/known.ts';
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
  preferences,
  role,
  type RoleForm,
} from '../facts/iam/role-fixtures.ts';
import { testRule } from '../support/rule-tester.ts';
import type { SubjectChanges } from '../support/subject.ts';

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

testRule(rule, {
  pass: [
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
  ],
  unknown: [
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
