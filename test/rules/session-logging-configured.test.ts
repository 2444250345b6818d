import { describe, expect, it } from 'vitest';
import { known, unknown } from '../../src/model/known.ts';
import rule from '../../src/rules/session-logging-configured.ts';
import { preferences } from '../facts/iam/role-fixtures.ts';
import { testRule } from '../support/rule-tester.ts';
import { buildSubject } from '../support/subject.ts';

const given = (...inputs: Parameters<typeof preferences>) => ({
  region: { SessionDocument: preferences(...inputs) },
});
const at = ['SSM-SessionManagerRunShell'] as const;

testRule(rule, {
  pass: [
    { name: 'a log group', given: given({ cloudWatchLogGroupName: '/ssm/sessions' }) },
    { name: 'a bucket', given: given({ s3BucketName: 'session-logs' }) },
    { name: 'both', given: given({ cloudWatchLogGroupName: '/ssm/sessions', s3BucketName: 'session-logs' }) },
    {
      name: 'a log group by default of a parameter',
      given: given({ cloudWatchLogGroupName: '{{ g }}' }, { g: { type: 'String', default: '/ssm' } }),
    },
    {
      name: 'a bucket, and an open log group',
      given: given({ cloudWatchLogGroupName: '{{ g }}', s3BucketName: 'session-logs' }),
    },
  ],
  fail: [
    { name: 'no preferences', at },
    {
      name: 'preferences without a target',
      given: given({ kmsKeyId: 'alias/session', s3EncryptionEnabled: true }),
      at,
    },
    { name: 'empty targets', given: given({ cloudWatchLogGroupName: '', s3BucketName: '' }), at },
  ],
  unknown: [
    {
      name: 'preferences that were not read',
      given: { region: { SessionDocument: unknown({ kind: 'denied', action: 'ssm:GetDocument' }) } },
    },
    { name: 'a bucket from a parameter without a default', given: given({ s3BucketName: '{{ b }}' }) },
    {
      name: 'preferences that cannot be understood',
      given: { region: { SessionDocument: known({ Content: '{' }) } },
    },
  ],
});

describe('the fix of session-logging-configured', () => {
  const cliOf = (changes: Parameters<typeof buildSubject>[0]) => {
    const outcome = rule.check(buildSubject(changes), { options: {} });
    return outcome.status === 'fail' ? outcome.problems[0].cause.fix.cli : undefined;
  };

  it('makes the document where there is none', () => {
    expect(cliOf({})).toContain(
      'aws ssm create-document --region eu-west-1 --name SSM-SessionManagerRunShell --document-type Session',
    );
  });

  it.each([
    ['makes a log group that is missing', {}, undefined],
    ['makes it with a key where that is demanded', { cloudWatchEncryptionEnabled: true }, 'KMS_KEY_ARN'],
  ])('%s', (_, inputs, key) => {
    const { region } = given({ cloudWatchLogGroupName: '/ssm/sessions', ...inputs });
    const make = 'aws logs create-log-group --region eu-west-1 --log-group-name /ssm/sessions';
    expect(cliOf({ region: { ...region, LogGroups: { '/ssm/sessions': known(undefined) } } })).toBe(
      key === undefined ? make : `${make} --kms-key-id ${key}`,
    );
  });

  it('keeps the other preferences', () => {
    expect(cliOf(given({ kmsKeyId: 'alias/session' }))).toContain(
      '"inputs":{"kmsKeyId":"alias/session","cloudWatchLogGroupName":"/aws/ssm/sessions"}',
    );
  });
});
