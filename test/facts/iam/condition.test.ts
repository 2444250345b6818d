import { expect, test } from 'vitest';
import { decide, evaluate } from '../../../src/facts/iam/evaluate.ts';
import type { Word } from '../../../src/facts/iam/evaluate.ts';
import { allow, deny, document, INSTANCE, PAGES, UPDATE } from './evaluation/case.ts';
import { LIST_CONDITIONS, SET_CONDITIONS } from './evaluation/condition-sets.ts';
import { TEXT_CONDITIONS } from './evaluation/condition-text.ts';
import { TYPED_CONDITIONS } from './evaluation/condition-types.ts';
import { UNKNOWN_TOGETHER } from './evaluation/condition-unknown.ts';

const WORDS: Readonly<Record<'yes' | 'no' | 'open', Word>> = {
  yes: 'allow',
  no: 'implicit-deny',
  open: 'conditional',
};
const TABLES = [
  ['operators', TEXT_CONDITIONS],
  ['operators', TYPED_CONDITIONS],
  ['sets', SET_CONDITIONS],
  ['multiple', LIST_CONDITIONS],
] as const;

const ROWS = TABLES.flatMap(([page, rows]) =>
  rows.map(([says, condition, context, answer]) => ({
    title: `${PAGES[page]}: ${says} -> ${answer}`,
    condition,
    context,
    answer,
  })),
);

test.each(ROWS.map((row) => [row.title, row] as const))('%s', (_, { condition, context, answer }) => {
  const identity = [document(allow({ Condition: condition }))];
  expect(evaluate({ action: UPDATE, resource: INSTANCE, context }, { identity })).toBe(WORDS[answer]);
});

test('no condition stands twice', () => {
  const inputs = ROWS.map(({ condition, context }) => JSON.stringify([condition, context]));
  expect(inputs.filter((input, index) => inputs.indexOf(input) !== index)).toEqual([]);
});

const DENIED: Readonly<Record<'yes' | 'no' | 'open', Word>> = {
  yes: 'explicit-deny',
  no: 'allow',
  open: 'conditional',
};

test.each(ROWS.map((row) => [row.title, row] as const))(
  'as a Deny: %s',
  (_, { condition, context, answer }) => {
    const identity = [document(allow(), deny({ Condition: condition }))];
    expect(evaluate({ action: UPDATE, resource: INSTANCE, context }, { identity })).toBe(DENIED[answer]);
  },
);

test.each(UNKNOWN_TOGETHER)('every way of filling: %s -> %s', (_, word, statements) => {
  expect(evaluate({ action: UPDATE, resource: INSTANCE }, { identity: [document(...statements)] })).toBe(
    word,
  );
});

test.each([
  [
    'StringMatches',
    { StringMatches: { k: 'a' } },
    'Condition operator StringMatches is not one that IAM documents',
  ],
  [
    'NullIfExists',
    { NullIfExists: { k: 'true' } },
    'Condition operator NullIfExists is not one that IAM documents',
  ],
  [
    'a number that is none',
    { NumericEquals: { k: 'ten' } },
    'Condition NumericEquals can\'t compare k with "ten"',
  ],
  [
    'Null with something else',
    { Null: { k: 'yes' } },
    'Condition Null compares with something else than true and false',
  ],
  ['no value', { StringEquals: { k: [] } }, 'Condition StringEquals compares k with no value'],
])('an error value: %s', (_, condition, error) => {
  const identity = [document(allow({ Condition: condition }))];
  const decision = decide({ action: UPDATE, resource: INSTANCE, context: { k: 'a' } }, { identity });
  expect(decision).toMatchObject({ word: 'conditional', errors: [error] });
});
