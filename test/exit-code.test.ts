import { describe, expect, it } from 'vitest';
import { exitCodeOf, type Gate } from '../src/exit-code.ts';
import type { Decision, FindingStatus, Severity } from '../src/model/finding.ts';
import type { Scope } from '../src/model/inventory.ts';
import type { Report } from '../src/model/report.ts';
import type { VerdictName } from '../src/model/verdict.ts';

interface Case {
  readonly verdict: VerdictName;
  readonly status: FindingStatus;
  readonly severity?: Severity;
  readonly settledBy?: string;
  readonly decision?: Decision;
  readonly scope?: Scope['status'];
}

/** The parts of a report that decide; the type is that of the whole. */
function reportWith({
  verdict,
  status,
  severity = 'high',
  settledBy,
  decision = { kind: 'open' },
  scope = 'read',
}: Case): Report {
  const finding = {
    ruleId: 'r',
    status,
    severity,
    decision,
    ...(settledBy === undefined ? {} : { settledBy }),
  };
  return {
    source: {},
    scopes: [{ status: scope }],
    instances: [{ verdict, findings: [finding] }],
  } as unknown as Report;
}

const gate: Gate = { failOn: 'high', allowUnknown: false };
const excepted: Decision = { kind: 'excepted', reason: 'known', expires: '2027-01-01' };

describe('exitCodeOf', () => {
  it.each<[string, Case, Partial<Gate>, number]>([
    ['all right', { verdict: 'ready', status: 'pass' }, {}, 0],
    ['an open failure at the gate', { verdict: 'blocked', status: 'fail' }, {}, 1],
    ['an open failure above the gate', { verdict: 'blocked', status: 'fail', severity: 'critical' }, {}, 1],
    ['an open failure below the gate', { verdict: 'at-risk', status: 'fail', severity: 'medium' }, {}, 0],
    [
      'the same with a lower gate',
      { verdict: 'at-risk', status: 'fail', severity: 'medium' },
      { failOn: 'medium' },
      1,
    ],
    ['a failure with the gate off', { verdict: 'blocked', status: 'fail' }, { failOn: 'never' }, 0],
    ['an excepted failure', { verdict: 'blocked', status: 'fail', decision: excepted }, {}, 0],
    ['an unknown finding', { verdict: 'ready', status: 'unknown', severity: 'low' }, {}, 3],
    ['an unknown finding, allowed', { verdict: 'ready', status: 'unknown' }, { allowUnknown: true }, 0],
    [
      'an unknown finding that was settled',
      { verdict: 'ready', status: 'unknown', settledBy: 'PingStatus Online' },
      {},
      0,
    ],
    ['a rule that threw', { verdict: 'ready', status: 'error' }, {}, 3],
    ['an unknown verdict', { verdict: 'unknown', status: 'pass' }, {}, 3],
    ['an unknown verdict, allowed', { verdict: 'unknown', status: 'pass' }, { allowUnknown: true }, 0],
    ['a region that could not be read', { verdict: 'ready', status: 'pass', scope: 'unreadable' }, {}, 3],
    [
      'the same, allowed',
      { verdict: 'ready', status: 'pass', scope: 'unreadable' },
      { allowUnknown: true },
      0,
    ],
    ['a failure beats what is unknown', { verdict: 'unknown', status: 'fail', scope: 'unreadable' }, {}, 1],
    ['a failure is not allowed away', { verdict: 'blocked', status: 'fail' }, { allowUnknown: true }, 1],
    ['a stopped instance never fails', { verdict: 'dormant', status: 'fail' }, {}, 0],
    ['a stopped instance is not undecided', { verdict: 'dormant', status: 'unknown' }, {}, 0],
    ['an excluded instance never fails', { verdict: 'excluded', status: 'fail' }, {}, 0],
  ])('%s', (_name, given, changes, code) => {
    expect(exitCodeOf(reportWith(given), { ...gate, ...changes })).toBe(code);
  });

  it('is 0 for an account without instances', () => {
    expect(exitCodeOf({ source: {}, scopes: [], instances: [] } as unknown as Report, gate)).toBe(0);
  });

  it.each([
    ['finds nothing', { vpcs: ['vpc-1'] }, [], 3],
    ['finds what it names', { instances: ['i-1'] }, ['i-1'], 0],
    ['finds half of what it names', { instances: ['i-1', 'i-2'] }, ['i-1'], 3],
  ])('a filter that %s', (_name, filters, ids, code) => {
    const instances = ids.map((instanceId) => ({ instanceId, verdict: 'ready', findings: [] }));
    const report = { source: { filters }, scopes: [], instances } as unknown as Report;
    expect(exitCodeOf(report, gate)).toBe(code);
  });
});
