import { describe, expect, it } from 'vitest';
import { listLoggingDemands, listSessionDemands } from '../../../src/facts/agent/preferences-demands.ts';
import { readPreferences, type SessionPreferences } from '../../../src/model/session-preferences.ts';
import { buildSubject } from '../../support/subject.ts';
import { preferences } from '../iam/role-fixtures.ts';

function read(inputs: Readonly<Record<string, unknown>>): SessionPreferences {
  const answer = readPreferences(buildSubject({ region: { SessionDocument: preferences(inputs) } }));
  if (!answer.known) throw new Error(JSON.stringify(answer.gap));
  return answer.value;
}

const needsOf = (inputs: Readonly<Record<string, unknown>>) =>
  listLoggingDemands(buildSubject(), read(inputs));

describe('listLoggingDemands', () => {
  it('asks for nothing without a target', () => {
    expect(needsOf({ cloudWatchEncryptionEnabled: true, s3EncryptionEnabled: true })).toEqual({
      rights: [],
      gaps: [],
    });
  });

  it('asks for four actions for a log group, DescribeLogGroups on the list of all of them', () => {
    expect(needsOf({ cloudWatchLogGroupName: '/ssm' }).rights).toEqual([
      {
        action: 'logs:DescribeLogGroups',
        resource: 'arn:aws:logs:eu-west-1:111122223333:log-group::log-stream:',
      },
      {
        action: 'logs:DescribeLogStreams',
        resource: 'arn:aws:logs:eu-west-1:111122223333:log-group:/ssm:log-stream:',
      },
      {
        action: 'logs:CreateLogStream',
        resource: 'arn:aws:logs:eu-west-1:111122223333:log-group:/ssm:log-stream:session-id',
      },
      {
        action: 'logs:PutLogEvents',
        resource: 'arn:aws:logs:eu-west-1:111122223333:log-group:/ssm:log-stream:session-id',
      },
    ]);
  });

  it.each([
    [{ s3BucketName: 'b' }, ['s3:PutObject arn:aws:s3:::b/session-id.log']],
    [{ s3BucketName: 'b', s3KeyPrefix: 'p' }, ['s3:PutObject arn:aws:s3:::b/p/session-id.log']],
    [{ s3BucketName: 'b', s3KeyPrefix: 'p/q/' }, ['s3:PutObject arn:aws:s3:::b/p/q/session-id.log']],
    [
      { s3BucketName: 'b', s3EncryptionEnabled: true },
      ['s3:PutObject arn:aws:s3:::b/session-id.log', 's3:GetEncryptionConfiguration arn:aws:s3:::b'],
    ],
  ])('asks for a bucket %j', (inputs, expected) => {
    expect(needsOf(inputs).rights.map(({ action, resource }) => `${action} ${resource}`)).toEqual(expected);
  });
});

describe('listSessionDemands', () => {
  it.each<[string, Readonly<Record<string, unknown>>, object]>([
    ['nothing set', {}, { isAny: false, gaps: [] }],
    ['a key', { kmsKeyId: 'alias/session' }, { isAny: true, kmsKeyId: 'alias/session', gaps: [] }],
    ['a log group that may be plain', { cloudWatchLogGroupName: '/ssm' }, { isAny: false, gaps: [] }],
    [
      'a log group that must be encrypted',
      { cloudWatchLogGroupName: '/ssm', cloudWatchEncryptionEnabled: true },
      { isAny: true, encryptedLogGroup: '/ssm', gaps: [] },
    ],
    ['encryption without a log group', { cloudWatchEncryptionEnabled: true }, { isAny: false, gaps: [] }],
    ['encryption without a bucket', { s3EncryptionEnabled: true }, { isAny: false, gaps: [] }],
    [
      'a bucket that must be encrypted',
      { s3BucketName: 'b', s3EncryptionEnabled: 'true' },
      { isAny: true, encryptedBucket: 'b', gaps: [] },
    ],
    [
      'an open name that need not be encrypted',
      { s3BucketName: '{{ b }}', s3EncryptionEnabled: false },
      { isAny: false, gaps: [] },
    ],
  ])('%s', (_, inputs, expected) => {
    expect(listSessionDemands(read(inputs))).toEqual(expected);
  });

  it.each([
    [{ kmsKeyId: '{{ key }}' }],
    [{ s3BucketName: '{{ b }}', s3EncryptionEnabled: true }],
    [{ s3BucketName: 'b', s3EncryptionEnabled: '{{ on }}' }],
    [{ cloudWatchLogGroupName: '{{ g }}', cloudWatchEncryptionEnabled: true }],
  ])('keeps the gap of %j', (inputs) => {
    const { isAny, gaps } = listSessionDemands(read(inputs));
    expect({ isAny, gaps: gaps.map(({ kind }) => kind) }).toEqual({ isAny: false, gaps: ['not-visible'] });
  });
});
