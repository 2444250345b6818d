import { describe, expect, it } from 'vitest';
import type { Diff, DiffFinding, InstanceChange } from '../../src/model/diff.ts';
import { renderDiff } from '../../src/reporters/diff-text.ts';
import { displayWidth } from '../../src/reporters/terminal-text.ts';
import { HOSTILE, RAW_HOSTILE } from '../support/hostile.ts';

const tool = { name: 'ssm-preflight', version: '0.1.0' };
const EMPTY: Diff = {
  diffVersion: 1,
  from: { generatedAt: '2026-11-19T03:00:00.000Z', tool },
  to: { generatedAt: '2026-11-20T03:00:00.000Z', tool },
  instances: [],
  findings: [],
  causes: { come: [], gone: [] },
  unread: [],
};
const names = (
  id: string,
  name?: string,
): Pick<DiffFinding, 'instanceId' | 'arn' | 'accountId' | 'region'> => ({
  instanceId: id,
  arn: `arn:${id}`,
  ...(name === undefined ? {} : { name }),
  accountId: '111122223333',
  region: 'eu-west-1',
});
const findingOf = (change: DiffFinding['change'], more: Partial<DiffFinding> = {}): DiffFinding => ({
  ...names('i-1', 'web-1'),
  fingerprint: 'f',
  ruleId: 'agent-online',
  severity: 'high',
  message: 'No agent.',
  change,
  ...more,
});
const FULL: Diff = {
  ...EMPTY,
  instances: [
    {
      ...names('i-1', 'web-1'),
      change: 'changed',
      from: { verdict: 'ready' },
      to: { verdict: 'blocked' },
      reason: 'No agent.',
    },
    {
      ...names('i-2'),
      change: 'changed',
      from: { verdict: 'dormant', predicted: 'ready' },
      to: { verdict: 'dormant', predicted: 'at-risk' },
      reason: '',
    },
    { ...names('i-3'), change: 'new', to: { verdict: 'at-risk' }, reason: '' },
    { ...names('i-4'), change: 'unseen', to: { verdict: 'ready', predicted: true }, reason: '' },
    { ...names('i-5'), change: 'unverified', from: { verdict: 'ready' }, reason: '' },
    { ...names('i-6'), change: 'gone', from: { verdict: 'unknown' }, reason: '' },
  ] satisfies InstanceChange[],
  findings: [
    findingOf('new', { isExcepted: true }),
    findingOf('flapping'),
    findingOf('fixed', { since: '2026-11-01T00:00:00.000Z' }),
    findingOf('gone', { since: '2026-11-01T00:00:00.000Z' }),
    findingOf('unverified', { since: '2026-11-01T00:00:00.000Z' }),
    ...['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) =>
      findingOf('undecided', { ...names(id), name: id.toUpperCase(), message: '' }),
    ),
  ],
  causes: {
    come: [
      { key: 'k1', resource: 'i-1', summary: 'Attach a profile.' },
      { key: 'k2', resource: 'i-2', summary: 'Attach a profile.' },
    ],
    gone: [{ key: 'k3', resource: 'sg-1', summary: 'Open sg-1.' }],
  },
  unread: [{ accountId: '111122223333', region: 'us-east-1' }],
};

describe('renderDiff', () => {
  it('says everything once', () => {
    expect(renderDiff(FULL, { color: false, width: 100 }).split('\n')).toEqual([
      'From 2026-11-19 03:00 UTC (ssm-preflight 0.1.0) to 2026-11-20 03:00 UTC (ssm-preflight 0.1.0).',
      'Findings: 1 new, 1 flapping, 1 unverified, 7 undecided, 1 fixed, 1 gone. Instances that changed: 6.',
      'Read before and not now: 111122223333/us-east-1.',
      '',
      'INSTANCES (6 changes)',
      '  ready → blocked: web-1 i-1, 111122223333/eu-west-1',
      '    No agent.',
      '  dormant (would be ready) → dormant (would be at risk): i-2, 111122223333/eu-west-1',
      '  not there → at risk: i-3, 111122223333/eu-west-1',
      '  not looked at → ready: i-4, 111122223333/eu-west-1',
      '  ready → not looked at: i-5, 111122223333/eu-west-1',
      '  unknown → gone: i-6, 111122223333/eu-west-1',
      '',
      'NEW FAILURES (1 finding)',
      '  high agent-online on web-1 i-1, 111122223333/eu-west-1, excepted',
      '    No agent.',
      '',
      'FAILING AGAIN AFTER A FIX (1 finding)',
      '  high agent-online on web-1 i-1, 111122223333/eu-west-1',
      '    No agent.',
      '',
      'FAILED BEFORE, NOT LOOKED AT NOW (1 finding)',
      '  high agent-online on web-1 i-1, 111122223333/eu-west-1, failed since 2026-11-01',
      '    No agent.',
      '',
      'CAN NO LONGER BE JUDGED (7 findings)',
      '  high agent-online on 7 instances: A a, B b, C c, D d, E e and 2 more',
      '',
      'FIXED (1 finding)',
      '  high agent-online on web-1 i-1, 111122223333/eu-west-1, failed since 2026-11-01',
      '    No agent.',
      '',
      'GONE WITH THEIR INSTANCE (1 finding)',
      '  high agent-online on web-1 i-1, 111122223333/eu-west-1, failed since 2026-11-01',
      '    No agent.',
      '',
      'CHANGES TO MAKE, NEW ON THE LIST',
      '  - Attach a profile (i-1, i-2).',
      '',
      'CHANGES NO LONGER NEEDED',
      '  - Open sg-1.',
      '',
    ]);
  });

  it('says of an empty one that nothing changed', () => {
    expect(renderDiff(EMPTY, { color: false, width: 120 }).split('\n').slice(1)).toEqual([
      'Nothing changed.',
      '',
    ]);
  });

  it.each([40, 61, 80])('keeps to %i columns', (width) => {
    const lines = renderDiff(FULL, { color: false, width }).split('\n');
    expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
  });

  it('prints nothing that a tag could steer a terminal with', () => {
    const hostile: Diff = {
      ...FULL,
      instances: FULL.instances.map((one) => ({
        ...one,
        name: HOSTILE,
        reason: HOSTILE,
        accountId: HOSTILE,
      })),
      findings: FULL.findings.map((one) => ({ ...one, name: HOSTILE, message: HOSTILE, ruleId: HOSTILE })),
      causes: { come: [{ key: HOSTILE, resource: HOSTILE, summary: HOSTILE }], gone: [] },
      unread: [{ accountId: HOSTILE, region: HOSTILE }],
      from: { generatedAt: HOSTILE, tool: { name: HOSTILE, version: HOSTILE } },
    };
    expect(renderDiff(hostile, { color: false, width: 80 })).not.toMatch(RAW_HOSTILE);
  });
});
