import { describe, expect, it } from 'vitest';
import type { RegionInventory } from '../../src/model/inventory.ts';
import { known, unknown } from '../../src/model/known.ts';
import rule from '../../src/rules/session-logging-configured.ts';
import { preferences } from '../facts/iam/role-fixtures.ts';
import { testRule } from '../support/rule-tester.ts';
import { buildSubject } from '../support/subject.ts';

const given = (...inputs: Parameters<typeof preferences>) => ({
  region: { SessionDocument: preferences(...inputs) },
});
const at = ['SSM-SessionManagerRunShell'] as const;
const logGroup = { cloudWatchLogGroupName: '/ssm/sessions' };
const bucket = { s3BucketName: 'session-logs' };
type Answers = Pick<RegionInventory, 'LogGroups' | 'BucketEncryptions'>;
const found = (inputs: Parameters<typeof preferences>[0], answers: Partial<Answers>) => ({
  region: { SessionDocument: preferences(inputs), ...answers },
});
const refused = unknown({ kind: 'denied', action: 'test:Denied' });
const groupIs = (answer: Answers['LogGroups'][string]) => ({ LogGroups: { '/ssm/sessions': answer } });
const bucketIs = (answer: Answers['BucketEncryptions'][string]) => ({
  BucketEncryptions: { 'session-logs': answer },
});

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
    { name: 'a log group that is there', given: found(logGroup, groupIs(known({}))) },
    { name: 'a bucket that is there', given: found(bucket, bucketIs(known({ Rules: [] }))) },
    {
      name: 'a bucket that is there, and a log group that is not',
      given: found({ ...logGroup, ...bucket }, { ...groupIs(known(undefined)), ...bucketIs(known({})) }),
      irrelevant: ['LogGroups./ssm/sessions'],
    },
    {
      name: 'a bucket that is there, and a log group that was not read',
      given: found({ ...logGroup, ...bucket }, { ...groupIs(refused), ...bucketIs(known({})) }),
      irrelevant: ['LogGroups./ssm/sessions'],
    },
    {
      name: 'a log group that is called constructor, which nobody asked about',
      given: given({ cloudWatchLogGroupName: 'constructor' }),
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
    {
      name: 'a log group that is not there',
      given: found(logGroup, groupIs(known(undefined))),
      at: ['cloudWatchLogGroupName'],
    },
    {
      name: 'a bucket that is not there',
      given: found(bucket, bucketIs(known(undefined))),
      at: ['s3BucketName'],
    },
    {
      name: 'neither is there',
      given: found(
        { ...logGroup, ...bucket },
        { ...groupIs(known(undefined)), ...bucketIs(known(undefined)) },
      ),
      at: ['cloudWatchLogGroupName', 's3BucketName'],
    },
  ],
  unknown: [
    { name: 'a log group that was not read', given: found(logGroup, groupIs(refused)) },
    { name: 'a bucket that was not read', given: found(bucket, bucketIs(refused)) },
    {
      name: 'a log group that is not there, and a bucket that was not read',
      given: found({ ...logGroup, ...bucket }, { ...groupIs(known(undefined)), ...bucketIs(refused) }),
    },
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

  it('makes what is not there, with a name as one word', () => {
    const name = "/ssm/it's";
    expect(cliOf(found({ cloudWatchLogGroupName: name }, { LogGroups: { [name]: known(undefined) } }))).toBe(
      String.raw`aws logs create-log-group --region eu-west-1 --log-group-name '/ssm/it'\''s'`,
    );
    expect(cliOf(found(bucket, bucketIs(known(undefined))))).toBe(
      'aws s3api create-bucket --region eu-west-1 --bucket session-logs --create-bucket-configuration LocationConstraint=eu-west-1',
    );
  });

  it('lets Terraform fill in nothing of the other preferences', () => {
    const outcome = rule.check(buildSubject(given({ shellProfile: { linux: 'cd ${HOME}; echo %{x}' } })), {
      options: {},
    });
    if (outcome.status !== 'fail') throw new Error(outcome.status);
    expect(outcome.problems[0].cause.fix.terraform).toContain('cd $${HOME}; echo %%{x}');
    expect(outcome.problems[0].cause.fix.cli).toContain('cd ${HOME}; echo %{x}');
  });
});
