import { expect, it } from 'vitest';
import { SITUATIONS } from './situations.ts';

it('has at least twenty situations, each with a name of its own', () => {
  const names = SITUATIONS.map(({ name }) => name);
  expect(names.length).toBeGreaterThanOrEqual(20);
  expect(new Set(names).size).toBe(names.length);
});

it.each(SITUATIONS)('$name: a verdict that fits what its rules say', ({ expect: expected, end, verdict }) => {
  // The audit rule changes no verdict.
  const { 'admin-ports-closed': _, ...deciding } = expected;
  const fails = Object.values(deciding).includes('fail');
  expect(verdict).toBe(end === undefined ? (fails ? 'blocked' : 'unknown') : 'dormant');
});
