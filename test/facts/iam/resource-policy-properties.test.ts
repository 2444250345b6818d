import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../../src/facts/iam/evaluate.ts';
import { decideOnResource } from '../../../src/facts/iam/resource-policy.ts';
import {
  OWN,
  ROOT,
  ROLE,
  OTHER_ROLE,
  FOREIGN_ROOT,
  SESSION,
  BUCKET,
  KEY,
  context,
  READ,
  DECRYPT,
  document,
  to,
  when,
  ORGANISATION,
  INSECURE,
  VIA_S3,
  onBucket,
  onKey,
  type Fields,
} from './evaluation/resource-case.ts';

const { assert } = fc;

const conditions = fc.constantFrom<Fields>(
  {},
  {},
  ORGANISATION,
  INSECURE,
  VIA_S3,
  when('StringEquals', 'kms:CallerAccount', OWN),
  when('ArnEquals', 'aws:PrincipalArn', ROLE),
  when('ArnNotEquals', 'aws:PrincipalArn', ROLE),
  when('Null', 'aws:PrincipalOrgID', 'true'),
);
const actions = fc.constantFrom(
  '*',
  'kms:*',
  's3:*',
  'kms:Decrypt',
  's3:GetEncryptionConfiguration',
  's3:PutObject',
);
const resources = fc.constantFrom('*', '*', BUCKET, KEY, `${BUCKET}/*`);
const principals = fc.constantFrom<Fields>(
  ...[ROOT, OWN, ROLE, OTHER_ROLE, FOREIGN_ROOT, SESSION, '*', 'AROA1'].map((AWS) => ({
    Principal: { AWS },
  })),
  { Principal: '*' },
  { Principal: { Service: 'ec2.amazonaws.com' } },
  { NotPrincipal: { AWS: ROLE } },
);
const statementOf = (effect: fc.Arbitrary<string>, who: fc.Arbitrary<Fields>): fc.Arbitrary<Fields> =>
  fc
    .tuple(effect, actions, resources, conditions, who)
    .map(([Effect, Action, Resource, condition, principal]) => ({
      Effect,
      Action,
      Resource,
      ...condition,
      ...principal,
    }));
const nobody = fc.constant<Fields>({});
const either = fc.constantFrom('Allow', 'Allow', 'Deny');
const documentOf = (who: fc.Arbitrary<Fields>): fc.Arbitrary<Fields> =>
  fc.array(statementOf(either, who), { minLength: 1, maxLength: 3 }).map((list) => document(...list));

const situation = fc.record({
  identity: fc.array(documentOf(nobody), { maxLength: 2 }),
  boundary: fc.option(documentOf(nobody), { nil: undefined }),
  policy: fc.array(statementOf(either, principals), { maxLength: 3 }),
  kind: fc.constantFrom('bucket', 'key'),
});
type Situation = typeof situation extends fc.Arbitrary<infer T> ? T : never;

const decideFor = ({ identity, boundary, policy, kind }: Situation) => {
  const own = { identity, ...(boundary !== undefined && { boundary }) };
  const whole = policy.length > 0 ? document(...policy) : undefined;
  return kind === 'bucket'
    ? decideOnResource(READ, own, onBucket(whole))
    : decideOnResource(DECRYPT, own, onKey(whole));
};
/** The situation with one statement more on either side. */
const added = (before: Situation, extra: Fields, who: Fields, isOwn: boolean): Situation =>
  isOwn
    ? { ...before, identity: [...before.identity, document(extra)] }
    : { ...before, policy: [...before.policy, { ...extra, ...who }] };

const RUNS = { numRuns: 2000, seed: 20_240_501 };

test('adding a Deny to either side never allows, and a certain Deny stays', () => {
  const extra = statementOf(fc.constant('Deny'), nobody);
  assert(
    fc.property(situation, extra, principals, fc.boolean(), (before, statement, who, isOwn) => {
      const without = decideFor(before);
      const after = decideFor(added(before, statement, who, isOwn));
      if (!without.possible.has('allow')) expect(after.possible.has('allow')).toBe(false);
      if (without.word === 'explicit-deny') expect(after.word).toBe('explicit-deny');
    }),
    RUNS,
  );
});

test('adding an Allow to either side never refuses', () => {
  const extra = statementOf(fc.constant('Allow'), nobody);
  assert(
    fc.property(situation, extra, principals, fc.boolean(), (before, statement, who, isOwn) => {
      const without = decideFor(before);
      const after = decideFor(added(before, statement, who, isOwn));
      if (without.word === 'allow') expect(after.word).toBe('allow');
      expect(after.possible.has('explicit-deny')).toBe(without.possible.has('explicit-deny'));
    }),
    RUNS,
  );
});

test('without a policy of its own a bucket is decided by the role alone', () => {
  assert(
    fc.property(situation, ({ identity, boundary }) => {
      const own = { identity, ...(boundary !== undefined && { boundary }) };
      expect(decideOnResource(READ, own, onBucket(undefined)).word).toBe(evaluate(READ, own));
    }),
    RUNS,
  );
});

test('a key that lets the account everything and nobody else is decided by the role alone', () => {
  assert(
    fc.property(situation, ({ identity, boundary }) => {
      const own = { identity, ...(boundary !== undefined && { boundary }) };
      expect(decideOnResource(DECRYPT, own, onKey(document(to(ROOT)))).word).toBe(evaluate(DECRYPT, own));
    }),
    RUNS,
  );
});

test('knowing more about the request never turns a certain word into another', () => {
  assert(
    fc.property(situation, fc.constantFrom<string | string[]>('o-1', 'o-2', []), (before, organisation) => {
      const { word, possible } = decideFor(before);
      const more = { ...context, 'aws:PrincipalOrgID': organisation };
      const request = before.kind === 'bucket' ? READ : DECRYPT;
      const { identity, boundary, policy, kind } = before;
      const own = { identity, ...(boundary !== undefined && { boundary }) };
      const whole = policy.length > 0 ? document(...policy) : undefined;
      const after = decideOnResource(
        { ...request, context: more },
        own,
        kind === 'bucket' ? onBucket(whole) : onKey(whole),
      );
      if (word !== 'conditional') expect(after.word).toBe(word);
      for (const one of after.possible) expect(possible.has(one)).toBe(true);
    }),
    RUNS,
  );
});
