import { expect, it } from 'vitest';
import { IDENTITY_RULES, WHEN_GOOD } from './identity/role-situation.ts';
import { ROLE_SITUATIONS } from './role-situations.ts';

it('has at least 45 situations, each with a name of its own that IAM takes for a role', () => {
  const names = ROLE_SITUATIONS.map(({ name }) => name);
  expect(names.length).toBeGreaterThanOrEqual(45);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !/^[\w+=,.@-]{1,64}$/.test(name))).toEqual([]);
});

it.each(IDENTITY_RULES)('%s passes, fails and is unknown in some situation', (rule) => {
  const outcomes = ROLE_SITUATIONS.map(({ expect: expected }) => expected[rule] ?? WHEN_GOOD[rule]);
  const kinds = outcomes.map((outcome) =>
    typeof outcome === 'string' ? outcome : 'fail' in outcome ? 'fail' : 'unknown',
  );
  expect(kinds).toEqual(expect.arrayContaining(['pass', 'fail', 'unknown']));
});

it.each(ROLE_SITUATIONS)('$name: gives reasons for what it expects', ({ says, source, expect: expected }) => {
  expect(says).not.toBe('');
  expect(source).toMatch(/^https:\/\/(?:docs\.aws\.amazon\.com|github\.com\/aws)\//);
  // What fails without a cause, or is unknown without a question, could do so for any reason.
  const reasons = Object.values(expected).flatMap((outcome): object[] =>
    typeof outcome === 'string' ? [] : Object.values<object>({ ...outcome }),
  );
  expect(reasons.filter((reason) => Object.keys(reason).length === 0)).toEqual([]);
});
