import type { Cause, Evidence, FindingGap, Problem } from '../../model/finding.ts';
import type { Denied } from '../iam/denials.ts';

/** What was found about one thing that the session preferences make the agent do before it opens a session. */
export interface Refusals {
  readonly problems: readonly Problem[];
  /** Rights that the role lacks for certain: what one grant can mend becomes one change. */
  readonly denied: readonly Denied[];
  readonly gaps: readonly FindingGap[];
  readonly evidence: readonly Evidence[];
}

export const NOTHING_FOUND: Refusals = { problems: [], denied: [], gaps: [], evidence: [] };

export function joinRefusals(all: readonly Refusals[]): Refusals {
  return {
    problems: all.flatMap(({ problems }) => problems),
    denied: all.flatMap(({ denied }) => denied),
    gaps: all.flatMap(({ gaps }) => gaps),
    evidence: all.flatMap(({ evidence }) => evidence),
  };
}

/** The agent refuses every session, since what the preferences name cannot be used. */
export function refuse(at: string, message: string, cause: Cause): Refusals {
  return { ...NOTHING_FOUND, problems: [{ at, message, cause, stages: ['session'] }] };
}

export function leaveOpen(...gaps: FindingGap[]): Refusals {
  return { ...NOTHING_FOUND, gaps };
}

export function lack(right: Denied): Refusals {
  return { ...NOTHING_FOUND, denied: [{ ...right, stage: 'session' }] };
}
