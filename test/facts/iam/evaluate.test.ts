import { expect, test } from 'vitest';
import { decide, evaluate } from '../../../src/facts/iam/evaluate.ts';
import { ACTION_CASES } from './evaluation/actions.ts';
import { allow, ALLOW_ALL, deny, document, INSTANCE, PAGES, UPDATE } from './evaluation/case.ts';
import type { EvaluationCase } from './evaluation/case.ts';
import { DOCUMENT_CASES } from './evaluation/documents.ts';
import { LAYER_CASES } from './evaluation/layers.ts';
import { RESOURCE_CASES } from './evaluation/resources.ts';
import { VARIABLE_CASES } from './evaluation/variables.ts';

const CASES: readonly EvaluationCase[] = [
  ...ACTION_CASES,
  ...RESOURCE_CASES,
  ...LAYER_CASES,
  ...DOCUMENT_CASES,
  ...VARIABLE_CASES,
];

const title = ({ page, says, word }: EvaluationCase): string => `${PAGES[page]}: ${says} -> ${word}`;

test.each(CASES.map((row) => [title(row), row] as const))('%s', (_, { request, policies, word }) => {
  expect(evaluate(request, policies)).toBe(word);
});

test('no case stands twice', () => {
  const inputs = CASES.map(({ request, policies }) => JSON.stringify({ request, policies }));
  expect(inputs.filter((input, index) => inputs.indexOf(input) !== index)).toEqual([]);
});

const request = { action: UPDATE, resource: INSTANCE };
const fromVpc = { StringEquals: { 'aws:SourceVpc': 'vpc-1' } };

test('a Deny and an Allow under one unknown condition: refused in every case', () => {
  const identity = [document(allow({ Condition: fromVpc }), deny({ Condition: fromVpc }))];
  const { word, possible } = decide(request, { identity });
  expect(word).toBe('conditional');
  expect([...possible].toSorted()).toEqual(['explicit-deny', 'implicit-deny']);
});

test('the deciding statements are named by Sid or place', () => {
  const identity = [
    document(allow({ Sid: 'Other', Action: 's3:*' }), allow()),
    document(allow({ Sid: 'Agent', Action: 'ssm:*' })),
  ];
  const allowed = decide(request, { identity, boundary: ALLOW_ALL });
  expect(allowed.decidedBy).toEqual([
    { layer: 'identity', document: 0, statement: '#2' },
    { layer: 'identity', document: 1, statement: 'Agent' },
    { layer: 'boundary', document: 0, statement: '#1' },
  ]);
  const denied = decide(request, {
    identity,
    serviceControl: [ALLOW_ALL, document(deny({ Sid: 'NoAgent' }))],
  });
  expect(denied.decidedBy).toEqual([{ layer: 'serviceControl', document: 1, statement: 'NoAgent' }]);
  const open = decide(request, {
    identity: [...identity, document(deny({ Sid: 'Vpc', Condition: fromVpc }))],
  });
  expect(open.decidedBy).toEqual([{ layer: 'identity', document: 2, statement: 'Vpc' }]);
});

test('the layers without an Allow are named', () => {
  const policies = {
    identity: [ALLOW_ALL],
    serviceControl: [ALLOW_ALL, document(allow({ Action: 's3:*' }))],
  };
  expect(decide(request, policies)).toMatchObject({
    word: 'implicit-deny',
    decidedBy: [],
    withoutAllow: [{ layer: 'serviceControl', document: 1 }],
  });
});

test('an unreadable document is an error with its place', () => {
  const { errors, possible, decidedBy } = decide(request, {
    identity: [ALLOW_ALL, { Version: '2012-10-17' }],
  });
  expect(errors).toEqual(['identity document 1: Statement is missing']);
  expect([...possible].toSorted()).toEqual(['allow', 'explicit-deny']);
  expect(decidedBy).toEqual([{ layer: 'identity', document: 1, statement: 'the whole document' }]);
});

test('huge, deep and cyclic documents are errors, quickly', () => {
  const deep = JSON.parse(`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`);
  const cyclic: Record<string, unknown> = {};
  cyclic['Statement'] = cyclic;
  for (const input of [
    ' '.repeat(300_000),
    '['.repeat(150_000),
    deep,
    cyclic,
    document(...Array.from({ length: 9000 }, allow)),
  ]) {
    expect(decide(request, { identity: [input] })).toMatchObject({
      word: 'conditional',
      errors: [expect.any(String)],
    });
  }
});

test('patterns that blow up a regular expression are matched in a moment', () => {
  const resource = `arn:aws:s3:::${'a'.repeat(2000)}`;
  const started = performance.now();
  const statement = allow({
    Action: `ssm:${'*a'.repeat(200)}b`,
    Resource: `arn:aws:s3:::${'*a'.repeat(200)}b`,
  });
  expect(evaluate({ action: `ssm:${'a'.repeat(2000)}`, resource }, { identity: [document(statement)] })).toBe(
    'implicit-deny',
  );
  expect(performance.now() - started).toBeLessThan(1000);
});

test('many independent unknowns stay open instead of taking for ever', () => {
  const statements = Array.from({ length: 300 }, (_, index) =>
    allow({
      Condition: { StringEquals: { [`aws:PrincipalTag/a${index}`]: 'x' }, Bool: { [`k${index}`]: 'true' } },
    }),
  );
  const started = performance.now();
  expect(evaluate(request, { identity: [document(...statements)] })).toBe('conditional');
  expect(performance.now() - started).toBeLessThan(2000);
});
