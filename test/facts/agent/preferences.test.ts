import { describe, expect, it } from 'vitest';
import { listLoggingDemands, listSessionDemands } from '../../../src/facts/agent/preferences-demands.ts';
import { readPreferences, type SessionPreferences } from '../../../src/facts/agent/preferences.ts';
import type { RegionInventory } from '../../../src/model/inventory.ts';
import { known, unknown } from '../../../src/model/known.ts';
import { buildSubject } from '../../support/subject.ts';
import { preferences } from '../iam/role-fixtures.ts';

type Document = RegionInventory['SessionDocument'];

function readFrom(SessionDocument: Document): SessionPreferences {
  const answer = readPreferences(buildSubject({ region: { SessionDocument } }));
  if (!answer.known) throw new Error(JSON.stringify(answer.gap));
  return answer.value;
}

/** The value, or `?` when it is a gap. */
function show(
  document: Document,
  name: Exclude<keyof SessionPreferences, 'exists' | 'inputs' | 'parameters'>,
) {
  const value = readFrom(document)[name];
  return value.known ? value.value : '?';
}

const text = (Content: string): Document => known({ Name: 'SSM-SessionManagerRunShell', Content });

describe('readPreferences', () => {
  it.each<[string, Document, Parameters<typeof show>[1], string | boolean | undefined]>([
    ['no document', known(undefined), 'cloudWatchLogGroupName', undefined],
    ['no document', known(undefined), 's3EncryptionEnabled', false],
    ['a text', preferences({ s3BucketName: 'logs' }), 's3BucketName', 'logs'],
    ['an empty text', preferences({ s3BucketName: '' }), 's3BucketName', undefined],
    ['a text that is not set', preferences({}), 'kmsKeyId', undefined],
    ['a true', preferences({ cloudWatchEncryptionEnabled: true }), 'cloudWatchEncryptionEnabled', true],
    ['a "true"', preferences({ cloudWatchEncryptionEnabled: 'true' }), 'cloudWatchEncryptionEnabled', true],
    ['a "True"', preferences({ runAsEnabled: 'True' }), 'runAsEnabled', true],
    ['a "false"', preferences({ cloudWatchStreamingEnabled: 'false' }), 'cloudWatchStreamingEnabled', false],
    ['a false', preferences({ s3EncryptionEnabled: false }), 's3EncryptionEnabled', false],
    ['an empty switch', preferences({ s3EncryptionEnabled: '' }), 's3EncryptionEnabled', false],
    ['a word that is no switch', preferences({ s3EncryptionEnabled: 'maybe' }), 's3EncryptionEnabled', '?'],
    ['minutes as text', preferences({ idleSessionTimeout: '20' }), 'idleSessionTimeout', '20'],
    ['minutes as a number', preferences({ maxSessionDuration: 60 }), 'maxSessionDuration', '60'],
    ['a prefix', preferences({ s3KeyPrefix: 'sessions/' }), 's3KeyPrefix', 'sessions/'],
    ['a user', preferences({ runAsDefaultUser: 'ops' }), 'runAsDefaultUser', 'ops'],
    ['a list where a text belongs', preferences({ kmsKeyId: ['a'] }), 'kmsKeyId', '?'],
    [
      'a parameter with a default',
      preferences({ s3BucketName: '{{ bucket }}' }, { bucket: { type: 'String', default: 'logs' } }),
      's3BucketName',
      'logs',
    ],
    [
      'a parameter without spaces',
      preferences({ s3BucketName: '{{bucket}}' }, { bucket: { type: 'String', default: 'logs' } }),
      's3BucketName',
      'logs',
    ],
    [
      'a parameter without a default',
      preferences({ s3BucketName: '{{ bucket }}' }, { bucket: { type: 'String' } }),
      's3BucketName',
      '?',
    ],
    ['a parameter that is not declared', preferences({ s3BucketName: '{{ bucket }}' }), 's3BucketName', '?'],
    [
      'a parameter inside a text',
      preferences({ s3KeyPrefix: 'a/{{ team }}/b' }, { team: { type: 'String', default: 'ops' } }),
      's3KeyPrefix',
      'a/ops/b',
    ],
    [
      'a parameter without a default inside a text',
      preferences({ s3KeyPrefix: 'a/{{ team }}' }, { team: { type: 'String' } }),
      's3KeyPrefix',
      '?',
    ],
    [
      'a parameter that is a switch',
      preferences({ s3EncryptionEnabled: '{{ on }}' }, { on: { type: 'Boolean', default: true } }),
      's3EncryptionEnabled',
      true,
    ],
    [
      'a parameter whose default is empty',
      preferences({ kmsKeyId: '{{ key }}' }, { key: { type: 'String', default: '' } }),
      'kmsKeyId',
      undefined,
    ],
    [
      'YAML',
      text(
        "schemaVersion: '1.0'\ninputs:\n  cloudWatchLogGroupName: /ssm\n  cloudWatchEncryptionEnabled: false\n",
      ),
      'cloudWatchLogGroupName',
      '/ssm',
    ],
    ['JSON with tabs', text('{\n\t"inputs": {\n\t\t"s3BucketName": "logs"\n\t}\n}'), 's3BucketName', 'logs'],
    ['a document without inputs', text('{"schemaVersion": "1.0"}'), 's3BucketName', undefined],
  ])('reads %s: %#', (_, document, name, expected) => {
    expect(show(document, name)).toBe(expected);
  });

  it.each<[string, Document, string]>([
    ['was denied', unknown({ kind: 'denied', action: 'ssm:GetDocument' }), 'denied'],
    ['has no content', known({ Name: 'SSM-SessionManagerRunShell' }), 'not-collected'],
    ['is empty', text(''), 'not-visible'],
    ['is broken', text('{"inputs": '), 'not-visible'],
    ['is a list', text('[1, 2]'), 'not-visible'],
    ['has inputs that are no object', text('{"inputs": "none"}'), 'not-visible'],
  ])('is a gap when the document %s', (_, SessionDocument, kind) => {
    const answer = readPreferences(buildSubject({ region: { SessionDocument } }));
    expect(answer.known ? 'known' : answer.gap.kind).toBe(kind);
  });

  it('tells a missing document from an empty one', () => {
    expect([readFrom(known(undefined)).exists, readFrom(preferences({})).exists]).toEqual([false, true]);
  });
});

const needsOf = (inputs: Readonly<Record<string, unknown>>) =>
  listLoggingDemands(buildSubject(), readFrom(preferences(inputs)));

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
    expect(listSessionDemands(readFrom(preferences(inputs)))).toEqual(expected);
  });

  it.each([
    [{ kmsKeyId: '{{ key }}' }],
    [{ s3BucketName: '{{ b }}', s3EncryptionEnabled: true }],
    [{ s3BucketName: 'b', s3EncryptionEnabled: '{{ on }}' }],
    [{ cloudWatchLogGroupName: '{{ g }}', cloudWatchEncryptionEnabled: true }],
  ])('keeps the gap of %j', (inputs) => {
    const { isAny, gaps } = listSessionDemands(readFrom(preferences(inputs)));
    expect({ isAny, gaps: gaps.map(({ kind }) => kind) }).toEqual({ isAny: false, gaps: ['not-visible'] });
  });
});
