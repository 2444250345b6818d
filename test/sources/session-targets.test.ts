import { describe, expect, it } from 'vitest';
import { known, unknown, type Gap, type Known } from '../../src/model/known.ts';
import type { Ask, Response } from '../../src/sources/answers.ts';
import { readPages } from '../../src/sources/aws/ask.ts';
import { actionOf, callOf } from '../../src/sources/calls.ts';
import { askSessionTargets, NO_SESSION_TARGETS } from '../../src/sources/session-targets.ts';
import { ACCOUNT } from '../support/subject.ts';

const GROUP = '/ssm/sessions';
const BUCKET = 'session-logs';
const KEY_ID = '1a2b3c4d-0000-4000-8000-000000000000';
const KEY_ARN = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${KEY_ID}`;
const POLICY = '{"Version":"2012-10-17","Statement":[]}';
const RULES = { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] };
const KEY = { KeyId: KEY_ID, Arn: KEY_ARN, KeyState: 'Enabled' };
const INPUTS = { cloudWatchLogGroupName: GROUP, s3BucketName: BUCKET, kmsKeyId: KEY_ID };

type Reply = Response | { readonly error: string };

const USUAL: Readonly<Record<string, Reply>> = {
  DescribeLogGroups: { logGroups: [{ logGroupName: GROUP, kmsKeyId: KEY_ARN }] },
  GetBucketEncryption: { ServerSideEncryptionConfiguration: RULES },
  GetBucketPolicy: { Policy: POLICY },
  DescribeKey: { KeyMetadata: KEY },
  GetKeyPolicy: { Policy: POLICY },
  ListGrants: { Grants: [{ GrantId: 'g' }], Truncated: false },
};

/** Asks for the targets of these preferences, of a service that answers as scripted. */
async function read(
  inputs: object,
  replies: Readonly<Record<string, Reply | readonly Reply[]>> = {},
  parameters: object = {},
) {
  const asked: string[] = [];
  const ask: Ask = async (call, input) =>
    readPages(call, input, async (page) => {
      const times = asked.filter((line) => line.startsWith(`${call.operation} `)).length;
      asked.push(`${call.operation} ${Object.values(page).join(' ')}`);
      const reply = [replies[call.operation] ?? USUAL[call.operation] ?? {}].flat()[times] as Reply;
      if ('error' in reply) throw Object.assign(new Error('no'), { name: reply.error });
      return reply as Response;
    });
  const Content = JSON.stringify({ schemaVersion: '1.0', inputs, parameters });
  const document = { Name: 'SSM-SessionManagerRunShell', Content, DocumentFormat: 'JSON' };
  const answers = await askSessionTargets(ask, { region: 'eu-west-1', SessionDocument: known(document) });
  return { answers, asked };
}

function failed(operation: string, code: string): Known<never> {
  const gap: Gap = {
    kind: 'api-error',
    action: actionOf(callOf(operation)),
    code,
    message: expect.any(String) as string,
  };
  return unknown(gap);
}

const denied = (operation: string): Known<never> =>
  unknown({ kind: 'denied', action: actionOf(callOf(operation)) });

describe('what the preferences name is asked for', () => {
  it('all three, seven calls', async () => {
    const { answers, asked } = await read(INPUTS);
    expect([...asked].sort()).toEqual([
      `DescribeKey ${KEY_ID}`,
      `DescribeLogGroups 50 ${GROUP}`,
      `GetBucketEncryption ${BUCKET}`,
      `GetBucketLocation ${BUCKET}`,
      `GetBucketPolicy ${BUCKET}`,
      `GetKeyPolicy ${KEY_ID} default`,
      `ListGrants ${KEY_ID} 100`,
    ]);
    expect(answers).toEqual({
      LogGroups: { [GROUP]: known({ logGroupName: GROUP, kmsKeyId: KEY_ARN }) },
      BucketEncryptions: { [BUCKET]: known(RULES) },
      BucketPolicies: { [BUCKET]: known(POLICY) },
      BucketLocations: { [BUCKET]: known('us-east-1') },
      Keys: { [KEY_ID]: known(KEY) },
      KeyPolicies: { [KEY_ID]: known(POLICY) },
      KeyGrants: { [KEY_ID]: known([{ GrantId: 'g' }]) },
    });
  });

  it.each<[string, object, object, string[]]>([
    ['nothing', {}, {}, []],
    ['empty names', { cloudWatchLogGroupName: '', s3BucketName: '', kmsKeyId: '' }, {}, []],
    [
      "a parameter's default",
      { s3BucketName: '{{ bucket }}' },
      { bucket: { type: 'String', default: 'from-default' } },
      ['GetBucketEncryption', 'GetBucketLocation', 'GetBucketPolicy'].map((name) => `${name} from-default`),
    ],
    [
      'a part of it',
      { cloudWatchLogGroupName: '/ssm/{{stage}}' },
      { stage: { type: 'String', default: 'prod' } },
      ['DescribeLogGroups 50 /ssm/prod'],
    ],
    ['a parameter without a default', { kmsKeyId: '{{ key }}' }, { key: { type: 'String' } }, []],
    ['a parameter that is not there', { s3BucketName: '{{ bucket }}' }, {}, []],
    ['a value of another type', { s3BucketName: ['a'] }, {}, []],
  ])('%s', async (_name, inputs, parameters, expected) => {
    const { answers, asked } = await read(inputs, {}, parameters);
    expect([...asked].sort()).toEqual(expected);
    if (expected.length === 0) expect(answers).toEqual(NO_SESSION_TARGETS);
  });

  it.each<[string, Parameters<typeof askSessionTargets>[1]['SessionDocument']]>([
    ['no document', known(undefined)],
    ['a document that was not read', denied('GetDocument')],
    ['a document that is none', known({ Name: 'x', Content: '{' })],
  ])('%s: nothing', async (_name, SessionDocument) => {
    const ask: Ask = async () => {
      throw new Error('nothing is to be asked');
    };
    expect(await askSessionTargets(ask, { region: 'eu-west-1', SessionDocument })).toEqual(
      NO_SESSION_TARGETS,
    );
  });
});

describe('the key', () => {
  it.each<[string, boolean]>([
    [KEY_ARN, true],
    ['alias/sessions', true],
    [`arn:aws:kms:eu-west-1:${ACCOUNT}:alias/sessions`, true],
    [KEY_ARN.replace('eu-west-1', 'us-east-1'), false],
    [`arn:aws:kms:us-east-1:${ACCOUNT}:alias/sessions`, false],
  ])('%s: asked here is %s', async (kmsKeyId, isAsked) => {
    const { answers, asked } = await read({ kmsKeyId });
    const expected = isAsked
      ? // An alias names the key; its policy and grants are asked of the key itself.
        [`DescribeKey ${kmsKeyId}`, `GetKeyPolicy ${KEY_ID} default`, `ListGrants ${KEY_ID} 100`]
      : [];
    expect(asked).toEqual(expected);
    expect(Object.keys(answers.KeyGrants)).toEqual(isAsked ? [kmsKeyId] : []);
  });

  it('grants come in pages', async () => {
    const { answers, asked } = await read(
      { kmsKeyId: KEY_ID },
      {
        ListGrants: [
          { Grants: [{ GrantId: 'a' }], Truncated: true, NextMarker: 'm' },
          { Grants: [], Truncated: true, NextMarker: 'n' },
          { Grants: [{ GrantId: 'b' }], Truncated: false },
        ],
      },
    );
    expect(answers.KeyGrants[KEY_ID]).toEqual(known([{ GrantId: 'a' }, { GrantId: 'b' }]));
    expect(asked.slice(2)).toEqual(['', ' m', ' n'].map((marker) => `ListGrants ${KEY_ID} 100${marker}`));
  });

  it('without the key nothing is asked of it', async () => {
    for (const reply of [{ error: 'NotFoundException' }, { error: 'AccessDeniedException' }, {}]) {
      const { answers, asked } = await read({ kmsKeyId: 'alias/gone' }, { DescribeKey: reply });
      expect(asked).toEqual(['DescribeKey alias/gone']);
      expect(answers).toMatchObject({ KeyPolicies: {}, KeyGrants: {} });
    }
  });
});

/** Field, the operation that fills it, and its entry. */
const FIELDS = [
  ['LogGroups', 'DescribeLogGroups', GROUP],
  ['BucketEncryptions', 'GetBucketEncryption', BUCKET],
  ['BucketPolicies', 'GetBucketPolicy', BUCKET],
  ['BucketLocations', 'GetBucketLocation', BUCKET],
  ['Keys', 'DescribeKey', KEY_ID],
  ['KeyPolicies', 'GetKeyPolicy', KEY_ID],
  ['KeyGrants', 'ListGrants', KEY_ID],
] as const;

describe.each(FIELDS)('%s', (field, operation, name) => {
  const entry = async (reply: Reply | readonly Reply[]) =>
    (await read(INPUTS, { [operation]: reply })).answers[field][name];

  it.each(['AccessDenied', 'AccessDeniedException'])('%s: a gap with its action', async (error) => {
    expect(await entry({ error })).toEqual(denied(operation));
  });

  it.each(['SlowDown', 'ThrottlingException', 'PermanentRedirect', 'InvalidBucketName', 'TimeoutError'])(
    '%s: a gap',
    async (error) => {
      expect(await entry({ error })).toEqual(failed(operation, error));
    },
  );

  it('and the others are read all the same', async () => {
    const { answers } = await read(INPUTS, { [operation]: { error: 'AccessDenied' } });
    const lost = field === 'Keys' ? ['Keys', 'KeyPolicies', 'KeyGrants'] : [field];
    const rest = FIELDS.filter(([other]) => !lost.includes(other));
    expect(rest.map(([other, , key]) => answers[other][key]?.known)).toEqual(rest.map(() => true));
  });
});

describe('AWS says that there is no such thing', () => {
  it.each<[(typeof FIELDS)[number][0], string, string, unknown]>([
    ['BucketEncryptions', 'GetBucketEncryption', 'NoSuchBucket', undefined],
    [
      'BucketEncryptions',
      'GetBucketEncryption',
      'ServerSideEncryptionConfigurationNotFoundError',
      { Rules: [] },
    ],
    ['BucketPolicies', 'GetBucketPolicy', 'NoSuchBucketPolicy', undefined],
    ['BucketPolicies', 'GetBucketPolicy', 'NoSuchBucket', undefined],
    ['BucketLocations', 'GetBucketLocation', 'NoSuchBucket', undefined],
    ['Keys', 'DescribeKey', 'NotFoundException', undefined],
  ])('%s: %s says %s', async (field, operation, error, value) => {
    const { answers } = await read(INPUTS, { [operation]: { error } });
    expect(Object.values(answers[field])).toEqual([known(value)]);
  });

  it.each(['GetKeyPolicy', 'ListGrants', 'DescribeLogGroups'])(
    '%s: NotFoundException is no answer to it',
    async (operation) => {
      const { answers } = await read(INPUTS, { [operation]: { error: 'NotFoundException' } });
      const [field = 'Keys'] = FIELDS.find(([, one]) => one === operation) ?? [];
      expect(Object.values(answers[field])).toEqual([failed(operation, 'NotFoundException')]);
    },
  );
});

describe('the Region of the bucket', () => {
  it.each([
    ['eu-central-1', 'eu-central-1'],
    // S3's own names for Europe (Ireland) and for its first Region.
    ['EU', 'eu-west-1'],
    ['', 'us-east-1'],
    [undefined, 'us-east-1'],
  ])('LocationConstraint %s', async (LocationConstraint, expected) => {
    const { answers } = await read(INPUTS, { GetBucketLocation: { LocationConstraint } });
    expect(answers.BucketLocations[BUCKET]).toEqual(known(expected));
  });
});

describe('the list of log groups', () => {
  const longer = [{ logGroupName: `${GROUP}-old` }, { logGroupName: `${GROUP}/prod` }];
  const group = { logGroupName: GROUP };

  it.each<[string, Response, Known<unknown>]>([
    ['empty', { logGroups: [] }, known(undefined)],
    ['longer names alone', { logGroups: longer }, known(undefined)],
    ['among longer names', { logGroups: [...longer, group] }, known(group)],
    ['other capitals', { logGroups: [{ logGroupName: GROUP.toUpperCase() }] }, known(undefined)],
    ['cut, and it is there', { logGroups: [group, ...longer], nextToken: 't' }, known(group)],
    [
      'cut, and it is not there',
      { logGroups: longer, nextToken: 't' },
      failed('DescribeLogGroups', 'CutOff'),
    ],
    ['cut at once', { logGroups: [], nextToken: 't' }, failed('DescribeLogGroups', 'CutOff')],
    ['missing', {}, failed('DescribeLogGroups', 'UnexpectedAnswer')],
    ['no list', { logGroups: 'x' }, failed('DescribeLogGroups', 'UnexpectedAnswer')],
    ['a list of names', { logGroups: [GROUP] }, failed('DescribeLogGroups', 'UnexpectedAnswer')],
  ])('%s', async (_name, reply, expected) => {
    const { answers } = await read(INPUTS, { DescribeLogGroups: reply });
    expect(answers.LogGroups[GROUP]).toEqual(expected);
  });
});

describe('an answer that AWS does not give is a gap', () => {
  it.each<[(typeof FIELDS)[number][0], string, Response]>([
    ['BucketEncryptions', 'GetBucketEncryption', {}],
    // What the SDK makes of a login page.
    ['BucketEncryptions', 'GetBucketEncryption', { ServerSideEncryptionConfiguration: {} }],
    ['BucketEncryptions', 'GetBucketEncryption', { ServerSideEncryptionConfiguration: { Rules: 'x' } }],
    ['BucketEncryptions', 'GetBucketEncryption', { ServerSideEncryptionConfiguration: { Rules: [null] } }],
    ['BucketPolicies', 'GetBucketPolicy', {}],
    ['BucketPolicies', 'GetBucketPolicy', { Policy: '<html>log in</html>' }],
    ['BucketPolicies', 'GetBucketPolicy', { Policy: '' }],
    ['BucketPolicies', 'GetBucketPolicy', { Policy: { Statement: [] } }],
    ['BucketLocations', 'GetBucketLocation', { LocationConstraint: 5 }],
    ['Keys', 'DescribeKey', {}],
    ['Keys', 'DescribeKey', { KeyMetadata: null }],
    ['Keys', 'DescribeKey', { KeyMetadata: { Arn: KEY_ARN } }],
    ['Keys', 'DescribeKey', { KeyMetadata: { KeyId: KEY_ID, Arn: 5 } }],
    ['KeyPolicies', 'GetKeyPolicy', {}],
    ['KeyPolicies', 'GetKeyPolicy', { Policy: 'null' }],
    ['KeyGrants', 'ListGrants', { Grants: ['x'] }],
  ])('%s: %s answers %j', async (field, operation, reply) => {
    const { answers } = await read(INPUTS, { [operation]: reply });
    expect(Object.values(answers[field])).toEqual([failed(operation, 'UnexpectedAnswer')]);
  });

  it('more grants are announced, without a marker', async () => {
    const { answers } = await read(INPUTS, { ListGrants: { Grants: [], Truncated: true } });
    expect(answers.KeyGrants[KEY_ID]).toEqual(failed('ListGrants', 'BrokenPaging'));
  });
});
