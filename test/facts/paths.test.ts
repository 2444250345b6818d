import { describe, expect, it } from 'vitest';
import { listPaths } from '../../src/facts/paths.ts';
import { known, unknown } from '../../src/model/known.ts';
import { buildSubject, healthyInstance, type SubjectChanges } from '../support/subject.ts';

const BOTH = ['ssm', 'ssmmessages'];

function servicesOf(changes: SubjectChanges): string[] {
  return listPaths(buildSubject(changes)).map(({ service }) => service);
}

function withPreferences(inputs: object): SubjectChanges {
  const Content = JSON.stringify({ schemaVersion: '1.0', sessionType: 'Standard_Stream', inputs });
  return { region: { SessionDocument: known({ Name: 'SSM-SessionManagerRunShell', Content }) } };
}

function withAgent(AgentVersion: string, more: object = {}): SubjectChanges {
  const InstanceId = healthyInstance.InstanceId;
  return { region: { InstanceInformationList: known([{ InstanceId, AgentVersion, ...more }]) } };
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-preferences-cli.html */
describe('listPaths, by session preferences', () => {
  it.each([
    ['none', {}, BOTH],
    ['a key', { kmsKeyId: 'alias/sessions' }, [...BOTH, 'kms']],
    ['a log group', { cloudWatchLogGroupName: 'sessions' }, [...BOTH, 'logs']],
    ['a bucket', { s3BucketName: 'sessions' }, [...BOTH, 's3']],
    ['empty fields', { kmsKeyId: '', cloudWatchLogGroupName: '', s3BucketName: '' }, BOTH],
    [
      'all three',
      { kmsKeyId: 'alias/sessions', cloudWatchLogGroupName: 'sessions', s3BucketName: 'sessions' },
      [...BOTH, 'kms', 'logs', 's3'],
    ],
  ])('%s', (_name, inputs, services) => {
    expect(servicesOf(withPreferences(inputs))).toEqual(services);
  });

  it('are not guessed where they were not read', () => {
    const denied = unknown({ kind: 'denied', action: 'ssm:GetDocument' } as const);
    expect(servicesOf({ region: { SessionDocument: denied } })).toEqual(BOTH);
  });
});

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html */
describe('listPaths, ec2messages', () => {
  const OLD = [...BOTH, 'ec2messages'];
  it.each([
    ['an agent of before 3.3.40.0', withAgent('3.3.39.0'), OLD],
    ['an agent of 3.3.40.0', withAgent('3.3.40.0'), BOTH],
    ['a new agent', withAgent('3.3.3598.0'), BOTH],
    ['an agent without a version', withAgent(''), BOTH],
    [
      'Windows Server 2012 R2, whatever the agent',
      withAgent('3.3.3598.0', { PlatformName: 'Microsoft Windows Server 2012 R2 Standard' }),
      OLD,
    ],
    [
      'Windows Server 2019',
      withAgent('3.3.3598.0', { PlatformName: 'Microsoft Windows Server 2019 Datacenter' }),
      BOTH,
    ],
    ['no agent', { region: { InstanceInformationList: known([]) } }, BOTH],
    [
      'an old agent in a region of 2024 or later, which lacks the service',
      { region: { ...withAgent('3.3.39.0').region, region: 'ap-southeast-5' } },
      BOTH,
    ],
  ])('%s', (_name, changes, services) => {
    expect(servicesOf(changes)).toEqual(services);
  });
});
