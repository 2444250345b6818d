import type { Gap, Known } from './known.ts';

export const VERDICTS = ['blocked', 'unknown', 'at-risk', 'ready', 'dormant', 'excluded'] as const;
export type VerdictName = (typeof VERDICTS)[number];

/**
 * A stopped instance's findings are predictions and an excluded one's are nobody's business: neither is a failure of
 * now.
 */
export function isSetAside(verdict: VerdictName | undefined): boolean {
  return verdict === 'dormant' || verdict === 'excluded';
}

/** What AWS itself says about the agent; it proves, configuration explains. */
export interface Observation {
  /** `unread`: the answer does not say whether the instance runs. */
  readonly state: 'running' | 'not-running' | 'planned' | 'unread';
  /** EC2's own word for the state. */
  readonly stateName: string;
  /** Why the instance is none of Session Manager's business (service-managed, replication server). */
  readonly excluded?: string;
  /** Set when that could not be told, because an attribute that says so was not read. */
  readonly exclusionGap?: Gap;
  /** True for an instance that can never start again. */
  readonly gone: boolean;
  readonly ping: Known<'Online' | 'ConnectionLost' | 'absent'>;
  /** Absent: nobody asked. */
  readonly connection?: Known<'connected' | 'notconnected'>;
  /** Launched less than five minutes before the reading: the agent may still be starting. */
  readonly justLaunched: Known<boolean>;
  /** AWS's own words, for the report. */
  readonly details: {
    readonly pingStatus?: string;
    readonly connectionStatus?: string;
    readonly lastPingDateTime?: string;
    readonly agentVersion?: string;
    readonly platformName?: string;
    readonly platformVersion?: string;
    readonly launchTime?: string;
    /** When a session was last opened; `null`: not in the 30 days before. Absent where nobody asked. */
    readonly lastSession?: string | null;
  };
}

/** Would a session open now, and why (not). */
export interface Verdict {
  readonly verdict: VerdictName;
  /** For a dormant instance: the verdict it would have when started. For a planned one: true. */
  readonly predicted?: VerdictName | true;
  /** The rules that decided. */
  readonly because: readonly string[];
  /** One sentence for people. */
  readonly reason: string;
  /** What a person must find out, or allow, to settle the verdict; for `ready`, to know that nothing puts it at risk. */
  readonly questions: readonly string[];
}
