import { expect, test } from 'vitest';
import { decideOnResource } from '../../../src/facts/iam/resource-policy.ts';
import { BUCKET_ROWS } from './evaluation/bucket-policies.ts';
import { KEY_ROWS } from './evaluation/key-policies.ts';
import {
  PAGES,
  ROOT,
  ROLE,
  READ,
  DECRYPT,
  document,
  to,
  against,
  NOTHING,
  REFUSED,
  ORGANISATION,
  onBucket,
  onKey,
  type Fields,
  type Row,
} from './evaluation/resource-case.ts';

const titled = (rows: readonly Row[]) =>
  rows.map((row) => [`${PAGES[row[0]]}: ${row[1]} -> ${row[4]}`, row] as const);

test.each(titled(BUCKET_ROWS))('bucket, %s', (_, [, , own, policy, word]) => {
  expect(decideOnResource(READ, own, onBucket(policy)).word).toBe(word);
});

test.each(titled(KEY_ROWS))('key, %s', (_, [, , own, policy, word]) => {
  expect(decideOnResource(DECRYPT, own, onKey(policy)).word).toBe(word);
});

test('no case stands twice', () => {
  for (const rows of [BUCKET_ROWS, KEY_ROWS]) {
    const inputs = rows.map(([, , own, policy]) => JSON.stringify([own, policy]));
    expect(inputs.filter((input, index) => inputs.indexOf(input) !== index)).toEqual([]);
  }
});

test.each<[string, Fields, boolean]>([
  ['the account as a whole', document(to(ROOT)), true],
  ['the role alone', document(to(ROLE)), false],
  ['the account under a condition', document(to(ROOT, ORGANISATION)), false],
  ['everyone', document(to('*')), false],
])('a key that lets %s leaves it to identity policies: %s', (_, policy, isDelegated) => {
  expect(decideOnResource(DECRYPT, NOTHING, onKey(policy)).isDelegated).toBe(isDelegated);
});

test('the statements of both sides that deny are named', () => {
  const policy = document(to(ROOT), against([ROOT, ROLE], { Sid: 'Shut' }));
  expect(decideOnResource(DECRYPT, REFUSED, onKey(policy)).decidedBy).toEqual(
    expect.arrayContaining([
      { layer: 'identity', document: 0, statement: '#2' },
      { layer: 'resource', document: 0, statement: 'Shut' },
    ]),
  );
});
