import type { Gap } from './known.ts';

export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What a rule's failure means: no session at all; a session, but a fragile one; a requirement of yours. */
export const IMPACTS = ['blocks', 'degrades', 'audit'] as const;
export type Impact = (typeof IMPACTS)[number];

/**
 * The parts of a session, in the order in which they come up: registration and heartbeat through `ssm`, the
 * control channel through `ssmmessages`, and the `session` itself (data channel, encryption, logging demands).
 * An observation proves some of them: PingStatus Online proves `ssm`, GetConnectionStatus `connected` proves
 * `ssm` and `ssmmessages`; nothing short of opening one proves the `session`.
 */
export const STAGES = ['ssm', 'ssmmessages', 'session'] as const;
export type Stage = (typeof STAGES)[number];

/** The resource to change and the change that removes the problem. Equal keys are one change. */
export interface Cause {
  /** Account, region, resource and change: stable between runs. */
  readonly key: string;
  readonly resource: { readonly type: string; readonly id: string; readonly name?: string };
  readonly fix: Fix;
}

export interface Fix {
  /** One imperative sentence. */
  readonly summary: string;
  /** Where the change is found by looking: what to look at, in this order. */
  readonly steps?: readonly string[];
  readonly cli?: string;
  readonly terraform?: string;
  /**
   * The smallest policy that grants what is missing, where rights are: to add to the role, or its statements to the
   * permissions boundary. Where the commands attach a policy of AWS, it is the narrower one that would do instead.
   */
  readonly policy?: PolicyDocument;
  /** How long until it shows, when that is not at once. */
  readonly delay?: string;
}

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: string;
  }[];
}

export interface Problem {
  /** Stable place inside the instance's configuration; never wording. */
  readonly at: string;
  readonly message: string;
  readonly cause: Cause;
  /** What the problem stops. Absent: `ssm` and `ssmmessages` alike. */
  readonly stages?: readonly Stage[];
}

/** A gap as a rule met it. `stages`: what would be stopped if the missing answer were a bad one; absent: all. */
export type FindingGap = Gap & { readonly stages?: readonly Stage[] };

/** One thing that the rule looked at, by the id that AWS gives it. */
export interface Evidence {
  readonly resource: string;
  readonly detail: string;
}

/** What a rule says about one instance. */
export type Outcome =
  | { readonly status: 'pass'; readonly evidence: readonly Evidence[] }
  | {
      readonly status: 'fail';
      readonly problems: readonly [Problem, ...Problem[]];
      readonly gaps: readonly FindingGap[];
      readonly evidence: readonly Evidence[];
    }
  | {
      readonly status: 'unknown';
      readonly gaps: readonly [FindingGap, ...FindingGap[]];
      readonly evidence: readonly Evidence[];
    }
  | { readonly status: 'not-applicable'; readonly reason: string; readonly evidence: readonly Evidence[] };

export type FindingStatus = Outcome['status'] | 'error';

/** What triage made of a finding. Findings are marked, never dropped. */
export type Decision =
  | { readonly kind: 'open' }
  | { readonly kind: 'excepted'; readonly reason: string; readonly owner?: string; readonly expires: string }
  | { readonly kind: 'baselined'; readonly since: string };

/** One rule's answer for one instance; there are always rules × instances of them. */
export interface Finding {
  readonly ruleId: string;
  readonly impact: Impact;
  readonly severity: Severity;
  readonly status: FindingStatus;
  readonly problems: readonly Problem[];
  readonly gaps: readonly FindingGap[];
  readonly evidence: readonly Evidence[];
  /** Why a rule does not apply, or what a rule that threw said. */
  readonly reason?: string;
  /** The observation that speaks against a failure: something carries the traffic that configuration does not show. */
  readonly contradictedBy?: string;
  /** The observation that makes an unread answer irrelevant. */
  readonly settledBy?: string;
  readonly decision: Decision;
  readonly fingerprint: string;
}
