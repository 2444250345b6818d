import type { Cause, Finding, FindingGap, Impact, Problem, Stage } from '../../src/model/finding.ts';
import { known } from '../../src/model/known.ts';
import type { Observation } from '../../src/model/verdict.ts';

/** A change to one resource; equal ids are the same cause. */
function causeOf(id: string): Cause {
  return {
    key: `a/r/thing/${id}:change`,
    resource: { type: 'thing', id },
    fix: { summary: `Change ${id}.` },
  };
}

export function problemOf(cause: string, stages?: readonly Stage[]): Problem {
  const problem = { at: cause, message: `${cause} is wrong.`, cause: causeOf(cause) };
  return stages === undefined ? problem : { ...problem, stages };
}

export function gapOf(question: string, stages?: readonly Stage[]): FindingGap {
  const gap = { kind: 'not-visible', question } as const;
  return stages === undefined ? gap : { ...gap, stages };
}

const base = {
  impact: 'blocks' as Impact,
  severity: 'high',
  problems: [],
  gaps: [],
  evidence: [],
  decision: { kind: 'open' },
} as const;

export function passes(ruleId: string, impact: Impact = 'blocks'): Finding {
  return { ...base, ruleId, impact, status: 'pass', fingerprint: ruleId };
}

export function fails(ruleId: string, problems: readonly Problem[], impact: Impact = 'blocks'): Finding {
  return { ...base, ruleId, impact, status: 'fail', problems, fingerprint: ruleId };
}

export function isUnread(ruleId: string, gaps: readonly FindingGap[], impact: Impact = 'blocks'): Finding {
  return { ...base, ruleId, impact, status: 'unknown', gaps, fingerprint: ruleId };
}

export function throws(ruleId: string, impact: Impact = 'blocks'): Finding {
  return { ...base, ruleId, impact, status: 'error', reason: 'boom', fingerprint: ruleId };
}

/** A running instance of which nothing but the given was observed. */
export function observed(changes: Partial<Observation> = {}): Observation {
  return {
    state: 'running',
    stateName: 'running',
    gone: false,
    ping: known('absent'),
    justLaunched: known(false),
    details: {},
    ...changes,
  };
}
