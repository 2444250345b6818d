import { expect, it } from 'vitest';
import { NETWORK_SITUATIONS } from './network-situations.ts';
import { NETWORK_RULES } from './situation.ts';
import { SITUATIONS } from './situations.ts';

it('has at least 45 situations about the network and 15 others, each with a name of its own', () => {
  const names = SITUATIONS.map(({ name }) => name);
  expect(NETWORK_SITUATIONS.length).toBeGreaterThanOrEqual(45);
  expect(names.length - NETWORK_SITUATIONS.length).toBeGreaterThanOrEqual(15);
  expect(new Set(names).size).toBe(names.length);
});

it.each(NETWORK_RULES)('%s passes, fails and is unknown in some situation', (rule) => {
  const statuses = NETWORK_SITUATIONS.map(({ expect: expected }) => expected[rule]);
  expect(statuses).toEqual(expect.arrayContaining(['pass', 'fail', 'unknown']));
});

it.each(SITUATIONS)('$name: a verdict that fits what its rules say', ({ expect: expected, end, verdict }) => {
  // The audit rule changes no verdict.
  const { 'admin-ports-closed': _, ...deciding } = expected;
  const fails = Object.values(deciding).includes('fail');
  expect(verdict).toBe(end === undefined ? (fails ? 'blocked' : 'unknown') : 'dormant');
});

it.each(NETWORK_SITUATIONS)('$name: a network rule that decides', ({ expect: expected, asks }) => {
  const statuses = NETWORK_RULES.flatMap((rule) => expected[rule] ?? []);
  expect(statuses).not.toEqual([]);
  // What is unknown for no stated reason could be unknown for any.
  expect(statuses.includes('unknown')).toBe(asks !== undefined);
});
