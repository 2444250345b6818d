import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide, evaluate } from '../../../src/facts/iam/evaluate.ts';
import type { Context, PolicySet } from '../../../src/facts/iam/evaluate.ts';
import { INSTANCE, UPDATE } from './evaluation/case.ts';

const { assert } = fc;

type Fields = Readonly<Record<string, unknown>>;

/** Values that a key may really have; each operator below is used with the key of its type alone. */
const VALUES = {
  'aws:SourceVpc': ['vpc-1', 'vpc-2', 'vpc-'],
  'aws:SecureTransport': ['true', 'false'],
  's3:max-keys': ['1', '5', '9'],
  'aws:SourceIp': ['10.0.0.1', '192.0.2.1'],
} as const;
const SET_KEY = 'aws:TagKeys';
const TAG_KEYS = ['team', 'owner', 'cost'];

const conditionOn = (
  operators: readonly string[],
  key: string,
  values: readonly string[],
): fc.Arbitrary<Fields> =>
  fc
    .record({
      operator: fc.constantFrom(...operators.flatMap((name) => [name, `${name}IfExists`])),
      values: fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }),
    })
    .map(({ operator, values: listed }) => ({ [operator]: { [key]: listed } }));

const condition = fc.oneof(
  conditionOn(['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'], 'aws:SourceVpc', [
    'vpc-1',
    'vpc-2',
    'vpc-*',
    '*',
    '${v}',
  ]),
  conditionOn(['Bool'], 'aws:SecureTransport', ['true', 'false']),
  conditionOn(
    ['NumericLessThan', 'NumericGreaterThanEquals', 'NumericEquals', 'NumericNotEquals'],
    's3:max-keys',
    ['3', '5'],
  ),
  conditionOn(['IpAddress', 'NotIpAddress'], 'aws:SourceIp', ['10.0.0.0/8', '0.0.0.0/0']),
  conditionOn(
    [
      'ForAllValues:StringEquals',
      'ForAnyValue:StringEquals',
      'ForAllValues:StringNotLike',
      'ForAnyValue:StringNotEquals',
    ],
    SET_KEY,
    ['team', 'owner', 'o*'],
  ),
  fc.constantFrom('true', 'false').map((value) => ({ Null: { 'aws:SourceVpc': value } })),
);

const selection = fc.oneof(
  fc.constantFrom('*', 'ssm:*', UPDATE, 's3:*').map((Action) => ({ Action })),
  fc.constantFrom('s3:*', 'ssm:Get*', UPDATE).map((NotAction) => ({ NotAction })),
);
const target = fc.oneof(
  fc
    .constantFrom('*', INSTANCE, 'arn:aws:ec2:*:*:instance/*', 'arn:aws:s3:::b')
    .map((Resource) => ({ Resource })),
  fc.constantFrom(INSTANCE, 'arn:aws:s3:::b').map((NotResource) => ({ NotResource })),
);

const statementOf = (effect: fc.Arbitrary<string>): fc.Arbitrary<Fields> =>
  fc
    .record({ Effect: effect, selection, target, conditions: fc.array(condition, { maxLength: 2 }) })
    .map(({ Effect, selection: actions, target: resources, conditions }) => ({
      Effect,
      ...actions,
      ...resources,
      Condition: Object.assign({}, ...conditions) as Fields,
    }));

const statement = statementOf(fc.constantFrom('Allow', 'Allow', 'Deny'));
const documentOf = (Statement: readonly Fields[]): Fields => ({ Version: '2012-10-17', Statement });
const document = fc.oneof(
  { weight: 12, arbitrary: fc.array(statement, { minLength: 1, maxLength: 3 }).map(documentOf) },
  { weight: 1, arbitrary: fc.constantFrom<Fields>({}, { Statement: [{ Effect: 'Allow' }] }) },
);

interface Policies {
  readonly identity: readonly Fields[];
  readonly boundary: Fields | undefined;
  readonly serviceControl: readonly Fields[];
}

const policies: fc.Arbitrary<Policies> = fc.record({
  identity: fc.array(document, { maxLength: 3 }),
  boundary: fc.option(document, { nil: undefined }),
  serviceControl: fc.array(document, { maxLength: 2 }),
});

const context: fc.Arbitrary<Context> = fc.record(
  {
    'aws:SourceVpc': fc.constantFrom<string | string[]>(...VALUES['aws:SourceVpc'], []),
    'aws:SecureTransport': fc.constantFrom<string | string[]>(...VALUES['aws:SecureTransport'], []),
    's3:max-keys': fc.constantFrom<string | string[]>(...VALUES['s3:max-keys'], []),
    'aws:SourceIp': fc.constantFrom<string | string[]>(...VALUES['aws:SourceIp'], []),
    [SET_KEY]: fc.uniqueArray(fc.constantFrom(...TAG_KEYS, ''), { maxLength: 3 }),
    v: fc.constantFrom('vpc-1', '*'),
  },
  { requiredKeys: [] },
);

const RUNS = { numRuns: 1500, seed: 20_240_501 };
const request = { action: UPDATE, resource: INSTANCE };
const isSubset = (inner: ReadonlySet<string>, outer: ReadonlySet<string>): boolean =>
  [...inner].every((word) => outer.has(word));

test('adding a Deny never allows, and a certain Deny stays', () => {
  assert(
    fc.property(policies, context, statementOf(fc.constant('Deny')), (set, known, extra) => {
      const before = decide({ ...request, context: known }, set);
      const after = decide(
        { ...request, context: known },
        { ...set, identity: [...set.identity, documentOf([extra])] },
      );
      if (!before.possible.has('allow')) expect(after.possible.has('allow')).toBe(false);
      if (before.word === 'explicit-deny') expect(after.word).toBe('explicit-deny');
      if (after.word === 'allow') expect(before.word).toBe('allow');
    }),
    RUNS,
  );
});

test('adding an Allow never denies', () => {
  assert(
    fc.property(policies, context, statementOf(fc.constant('Allow')), (set, known, extra) => {
      const before = decide({ ...request, context: known }, set);
      const after = decide(
        { ...request, context: known },
        { ...set, identity: [...set.identity, documentOf([extra])] },
      );
      if (before.word === 'allow') expect(after.word).toBe('allow');
      if (!before.possible.has('explicit-deny')) expect(after.possible.has('explicit-deny')).toBe(false);
      if (!before.possible.has('implicit-deny')) expect(after.possible.has('implicit-deny')).toBe(false);
    }),
    RUNS,
  );
});

/** Turns every list around: documents, statements, condition values, and the order of keys. */
function turnAround(value: unknown): unknown {
  if (Array.isArray(value)) return value.toReversed().map(turnAround);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, child]) => [key, turnAround(child)]),
  );
}

test('order does not matter', () => {
  assert(
    fc.property(policies, context, (set, known) => {
      const turned = turnAround(set) as PolicySet;
      const plain = decide({ ...request, context: known }, set);
      const other = decide({ ...request, context: turnAround(known) as Context }, turned);
      expect([other.word, ...[...other.possible].toSorted()]).toEqual([
        plain.word,
        ...[...plain.possible].toSorted(),
      ]);
    }),
    RUNS,
  );
});

test('knowing more never turns a certain word into another', () => {
  assert(
    fc.property(
      policies,
      context,
      fc.array(fc.constantFrom(...Object.keys(VALUES), SET_KEY, 'v')),
      (set, known, hidden) => {
        const fewer = Object.fromEntries(Object.entries(known).filter(([key]) => !hidden.includes(key)));
        const less = decide({ ...request, context: fewer }, set);
        const more = decide({ ...request, context: known }, set);
        expect(isSubset(more.possible, less.possible)).toBe(true);
        if (less.word !== 'conditional') expect(more.word).toBe(less.word);
      },
    ),
    RUNS,
  );
});

const PATTERNS = ['vpc-1', 'vpc-*', '*-1', 'VPC-?', '?', '*', ''];
const TEXTS = [
  [],
  '',
  '1',
  'vpc-1',
  'vpc-2',
  'VPC-1',
  'VPC-2',
  'Vpc-1',
  'Vpc-2',
  'VPC-?',
  'a-1',
  'b',
  'vpc-*',
  '*-1',
  '?',
  '*',
];
const SETS = [[], [''], ['a'], ['b'], ['c'], ['a', 'b'], ['a', 'c'], ['b', 'c'], ['a', 'b', 'c'], ['', 'a']];

test('what may happen does happen: each possible word has a filling, while the documents are readable', () => {
  const tellable = fc.oneof(
    conditionOn(
      ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'],
      'aws:SourceVpc',
      PATTERNS,
    ),
    conditionOn(['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'], 'aws:SourceVpc', ['vpc-1', 'VPC-2']),
    conditionOn(['Bool'], 'aws:SecureTransport', ['true', 'false']),
    conditionOn(['NumericLessThan', 'NumericGreaterThanEquals'], 's3:max-keys', ['3', '5']),
    conditionOn(['ForAllValues:StringEquals', 'ForAnyValue:StringEquals'], SET_KEY, ['a', 'b']),
    conditionOn(['ForAllValues:StringNotLike', 'ForAnyValue:StringNotLike'], SET_KEY, ['a', '*']),
    fc
      .record({ key: fc.constantFrom('aws:SourceVpc', SET_KEY), value: fc.constantFrom('true', 'false') })
      .map(({ key, value }) => ({ Null: { [key]: value } })),
  );
  const conditional = fc
    .record({
      Effect: fc.constantFrom('Allow', 'Deny'),
      conditions: fc.array(tellable, { minLength: 1, maxLength: 2 }),
    })
    .map(({ Effect, conditions }) => ({
      Effect,
      Action: UPDATE,
      Resource: '*',
      Condition: Object.assign({}, ...conditions) as Fields,
    }));
  const fillings: Context[] = TEXTS.flatMap((vpc) =>
    [[], 'true', 'false'].flatMap((secure) =>
      [[], '2', '3', '4', '5', '6'].flatMap((keys) =>
        SETS.map((tags) => ({
          'aws:SourceVpc': vpc,
          'aws:SecureTransport': secure,
          's3:max-keys': keys,
          [SET_KEY]: tags,
        })),
      ),
    ),
  );
  assert(
    fc.property(fc.array(conditional, { minLength: 1, maxLength: 4 }), (statements) => {
      const set = { identity: [documentOf(statements)] };
      const named = new Set(JSON.stringify(statements).match(/aws:\w+|s3:[\w-]+/g));
      const told = new Map(
        fillings.map((filling) => {
          const needed = Object.fromEntries(Object.entries(filling).filter(([key]) => named.has(key)));
          return [JSON.stringify(needed), needed];
        }),
      );
      const found = new Set(
        [...told.values()].map((filling) => evaluate({ ...request, context: filling }, set)),
      );
      expect([...decide(request, set).possible].toSorted()).toEqual([...found].toSorted());
    }),
    { ...RUNS, numRuns: 300 },
  );
});

test('any input has an answer', () => {
  assert(
    fc.property(
      fc.anything({ withBigInt: true, withNullPrototype: true }),
      fc.string(),
      fc.string(),
      (input, action, resource) => {
        const { word, errors } = decide({ action, resource }, { identity: [input] });
        expect(word).toBe('conditional');
        expect(errors).toHaveLength(1);
      },
    ),
    RUNS,
  );
});
