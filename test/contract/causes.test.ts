import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseSnapshot, scan } from '../../src/index.ts';
import type { ReportCause } from '../../src/model/report.ts';
import { buildAccount } from '../live/account.ts';
import { buildLaunches } from '../support/launches.ts';

const DEMO = new URL('../../src/data/demo-snapshot.json', import.meta.url);
const causes = [parseSnapshot('demo', readFileSync(DEMO, 'utf8')), buildAccount(), buildLaunches()].flatMap(
  (inventory) => scan(inventory, { generatedAt: inventory.takenAt }).causes,
);

/** By the end of their keys: changes that no command makes, and why. */
const NO_COMMAND: Readonly<Record<string, string>> = {
  ':operating-system': 'moving to another system is a project',
  ':image': 'which image to take is a choice',
};
/** Changes of what Terraform does not hold, or of a text that only its owner can write. */
const NO_TERRAFORM: Readonly<Record<string, string>> = {
  ...NO_COMMAND,
  ':agent-suspected': 'the agent on a host',
  ':instance-status': 'a reboot',
  ':lift-deny-': 'the policy stands in a text of its own',
  ':close-': 'the rules to take out stand in a text of their own',
};

const isListed = ({ key }: ReportCause, list: Readonly<Record<string, string>>): boolean =>
  Object.keys(list).some((part) => key.includes(part));

describe('every change to make', () => {
  it('is a sentence', () => {
    expect(causes.length).toBeGreaterThan(50);
    for (const { fix } of causes) expect(fix.summary).toMatch(/^[A-Z].+\.$/s);
  });

  it('has a command, but for what no command does', () => {
    const without = causes.filter((cause) => cause.fix.cli === undefined && !isListed(cause, NO_COMMAND));
    expect(without.map(({ key }) => key)).toEqual([]);
  });

  it('has its Terraform text, but for what Terraform does not hold', () => {
    const without = causes.filter(
      (cause) => cause.fix.terraform === undefined && !isListed(cause, NO_TERRAFORM),
    );
    expect(without.map(({ key }) => key)).toEqual([]);
  });

  it('says how long until it shows, but for audits, which no agent waits for', () => {
    const without = causes.filter(
      (cause) =>
        cause.fix.delay === undefined && !isListed(cause, { ':operating-system': '', ':close-': '' }),
    );
    expect(without.map(({ key }) => key)).toEqual([]);
  });

  it.each(Object.keys({ ...NO_COMMAND, ...NO_TERRAFORM }))('the exemption %s is in use', (part) => {
    expect(causes.some(({ key }) => key.includes(part))).toBe(true);
  });
});
