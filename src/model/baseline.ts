import type { Severity } from './finding.ts';
import type { Report } from './report.ts';
import type { Scope } from './inventory.ts';
import type { VerdictName } from './verdict.ts';

/** What a later run has to know of this one: small, plain, and enough to tell a fix from a place nobody looked at. */
export interface Baseline {
  readonly baselineVersion: 1;
  readonly tool: Report['tool'];
  readonly generatedAt: string;
  readonly scopes: readonly BaselineScope[];
  readonly filters?: Readonly<Record<string, readonly string[]>>;
  /** Ids of the rules that were asked. */
  readonly rules: readonly string[];
  readonly instances: readonly BaselineInstance[];
  /** What failed, could not be judged, or is known to have failed before. What passed and always did is left out. */
  readonly findings: readonly BaselineFinding[];
  /** The changes to make. */
  readonly causes: readonly BaselineCause[];
}

export interface BaselineScope extends Pick<Scope, 'accountId' | 'region'> {
  /** Whether its instances were read. */
  readonly isRead: boolean;
  /** What would be launched next was listed too. */
  readonly areLaunchesRead?: true;
}

/** An instance by what people call it. */
export interface InstanceNames {
  readonly instanceId: string;
  readonly arn: string;
  readonly name?: string;
  readonly accountId: string;
  readonly region: string;
}

export interface BaselineInstance extends InstanceNames {
  readonly verdict: VerdictName;
  readonly predicted?: VerdictName | true;
  readonly reason: string;
}

/**
 * One finding as it stood, with what was known before. It failed when last seen if it has `since` and no `fixedAt`;
 * so what is `undecided` keeps what was known of it.
 */
export interface BaselineFinding extends InstanceNames {
  readonly fingerprint: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly status: 'fail' | 'undecided' | 'fixed';
  /** What was wrong when it last failed; empty for what never did. */
  readonly message: string;
  /** Since when it was seen to fail. */
  readonly since?: string;
  /** When it was first seen to fail no longer. */
  readonly fixedAt?: string;
  readonly isExcepted?: true;
  /** The observation makes the missing answer irrelevant. */
  readonly isSettled?: true;
  /** Keys of its causes when it last failed. */
  readonly causes: readonly string[];
}

export interface BaselineCause {
  readonly key: string;
  /** Id of the resource to change. */
  readonly resource: string;
  readonly summary: string;
}
