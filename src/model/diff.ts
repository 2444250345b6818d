import type { BaselineCause, BaselineFinding, BaselineInstance, InstanceNames } from './baseline.ts';
import type { FindingChange, PreviousChange } from './report.ts';
import type { VerdictName } from './verdict.ts';

/** What changed between two runs. Everything in it is a change: a run against itself gives empty lists. */
export interface Diff {
  readonly diffVersion: 1;
  readonly from: DiffSide;
  readonly to: DiffSide;
  /** Worst first. */
  readonly instances: readonly InstanceChange[];
  readonly findings: readonly DiffFinding[];
  readonly causes: {
    readonly come: readonly BaselineCause[];
    readonly gone: readonly BaselineCause[];
  };
  /** Regions that were read before and could not be read now. */
  readonly unread: readonly { readonly accountId: string; readonly region: string }[];
}

export interface DiffSide {
  readonly generatedAt: string;
  readonly tool: { readonly name: string; readonly version: string };
}

type Judged = Pick<BaselineInstance, 'verdict' | 'predicted'>;

export interface InstanceChange extends InstanceNames {
  /** `unseen`: the earlier run did not look there; `unverified`: the later one did not. */
  readonly change: 'changed' | 'new' | 'unseen' | 'gone' | 'unverified';
  readonly from?: Judged;
  readonly to?: Judged;
  /** Why the verdict is what it is now; empty for what is not there. */
  readonly reason: string;
}

/** `undecided`: it did not fail before, and can't be judged now. */
export interface DiffFinding extends Omit<BaselineFinding, 'causes' | 'status' | 'fixedAt' | 'isSettled'> {
  readonly change: Exclude<FindingChange, 'unchanged'> | PreviousChange | 'undecided';
  /** The verdict of its instance now. */
  readonly verdict?: VerdictName;
}
