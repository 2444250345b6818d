import { describe, expect, it } from 'vitest';
import { readPreferences, type SessionPreferences } from '../../src/model/session-preferences.ts';
import type { RegionInventory } from '../../src/model/inventory.ts';
import { known, unknown } from '../../src/model/known.ts';
import { buildSubject } from '../support/subject.ts';
import { preferences } from '../facts/iam/role-fixtures.ts';

type Document = RegionInventory['SessionDocument'];

function readFrom(SessionDocument: Document): SessionPreferences {
  const answer = readPreferences(buildSubject({ region: { SessionDocument } }));
  if (!answer.known) throw new Error(JSON.stringify(answer.gap));
  return answer.value;
}

/** The value, or `?` when it is a gap. */
function show(
  document: Document,
  name: Exclude<keyof SessionPreferences, 'exists' | 'inputs' | 'parameters' | 'shellProfile'>,
) {
  const value = readFrom(document)[name];
  return value.known ? value.value : '?';
}

const text = (Content: string): Document => known({ Name: 'SSM-SessionManagerRunShell', Content });

it.each<[string, Readonly<Record<string, unknown>>, string | undefined, string | undefined]>([
  ['none', {}, undefined, undefined],
  ['one for each platform', { shellProfile: { linux: 'bash', windows: 'date' } }, 'bash', 'date'],
  ['an empty one', { shellProfile: { linux: '', windows: 'date' } }, undefined, 'date'],
  ['one from a parameter', { shellProfile: { linux: '{{ first }}' } }, 'cd', undefined],
  ['text where two belong', { shellProfile: 'bash' }, '?', '?'],
])('reads the shell profile: %s', (_, inputs, linux, windows) => {
  const { shellProfile } = readFrom(preferences(inputs, { first: { type: 'String', default: 'cd' } }));
  const shown = Object.values(shellProfile).map((value) => (value.known ? value.value : '?'));
  expect(shown).toEqual([linux, windows]);
});

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
