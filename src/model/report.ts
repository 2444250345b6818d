import type {
  Cause,
  Evidence,
  Decision,
  Fix,
  FindingGap,
  FindingStatus,
  Severity,
  Stage,
} from './finding.ts';
import type { Grouping } from './grouping.ts';
import type { LaunchOrigin, Scope, SourceInfo } from './inventory.ts';
import type { HopName, HopStatus, PathKind, Service } from './path.ts';
import type { RuleMeta } from './rule.ts';
import type { SubjectNames } from './subjects.ts';
import type { Observation, Verdict, VerdictName } from './verdict.ts';

/** The whole result as plain data. Reporters and exit codes read nothing else. */
export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly generatedAt: string;
  readonly source: SourceInfo & {
    readonly takenAt: string;
    readonly filters?: Readonly<Record<string, readonly string[]>>;
  };
  readonly scopes: readonly Scope[];
  readonly rules: readonly (RuleMeta & { readonly options: object })[];
  readonly summary: ReportSummary;
  readonly instances: readonly ReportInstance[];
  /** The network paths of the instances, each once however many instances share it. */
  readonly paths: readonly ReportPath[];
  readonly causes: readonly ReportCause[];
  readonly leastChanges: LeastChanges;
  readonly notices: readonly string[];
  /** What changed since the baseline; absent without one. */
  readonly baseline?: ReportBaseline;
}

export interface ReportBaseline {
  /** When the run that made the baseline was. */
  readonly generatedAt: string;
  readonly counts: Readonly<Record<FindingChange | PreviousChange, number>>;
  /** What failed there and does not fail here, in the order of the report. */
  readonly previous: readonly PreviousFinding[];
}

/** Of what fails. `flapping`: it failed, was fixed, and fails again. */
export type FindingChange = 'new' | 'unchanged' | 'flapping';

/**
 * Of what failed there. `fixed`: it was looked at and fails no longer; `gone`: its instance is no longer there;
 * `unverified`: it could not be looked at, or was left out.
 */
export type PreviousChange = 'fixed' | 'gone' | 'unverified';

export interface PreviousFinding {
  readonly fingerprint: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly instanceId: string;
  readonly arn: string;
  readonly name?: string;
  readonly accountId: string;
  readonly region: string;
  readonly message: string;
  readonly since: string;
  readonly change: PreviousChange;
}

export interface ReportSummary extends Counts {
  /** Those that would be launched next, which the other numbers leave out; absent where there are none. */
  readonly launches?: Counts;
}

export interface Counts {
  readonly instances: number;
  readonly verdicts: Readonly<Record<VerdictName, number>>;
  readonly findings: Readonly<Record<FindingStatus, number>>;
}

export interface ReportInstance extends Verdict, SubjectNames {
  /** EC2's own word; `planned` for an instance that does not exist yet. */
  readonly state: string;
  /** What would launch it, for one that would be launched next. */
  readonly launch?: LaunchOrigin;
  readonly observed: Observation['details'];
  /** Ids of its network paths, in the order of the services. */
  readonly paths: readonly string[];
  readonly findings: readonly ReportFinding[];
}

/** How instances reach one service, hop by hop. */
export interface ReportPath {
  /** Made of what the path says: equal paths have equal ids, in any report. */
  readonly id: string;
  readonly service: Service;
  readonly kind: PathKind;
  readonly hops: readonly ReportHop[];
}

export interface ReportHop {
  readonly name: HopName;
  readonly status: HopStatus;
  readonly problems: readonly {
    readonly at: string;
    readonly message: string;
    readonly cause: string;
    readonly fix: Fix;
  }[];
  readonly gaps: readonly FindingGap[];
  readonly evidence: readonly Evidence[];
}

export interface ReportFinding {
  readonly ruleId: string;
  readonly status: FindingStatus;
  readonly severity: Severity;
  readonly problems: readonly {
    readonly at: string;
    readonly message: string;
    /** Key of one of the report's causes. */
    readonly cause: string;
    readonly stages?: readonly Stage[];
  }[];
  readonly gaps: readonly FindingGap[];
  readonly evidence: readonly Evidence[];
  readonly reason?: string;
  readonly contradictedBy?: string;
  readonly settledBy?: string;
  readonly decision: Decision;
  readonly fingerprint: string;
  /** Against the baseline, of what fails; absent without one. */
  readonly change?: FindingChange;
}

export interface ReportCause extends Cause {
  readonly ruleIds: readonly string[];
  /** ARNs of the instances that have the problem. */
  readonly instances: readonly string[];
  /** How many blocked instances this change unblocks without any other. */
  readonly unblocks: number;
}

/** The fewest changes that unblock every instance that changes can unblock. */
export interface LeastChanges {
  /** Instances that are blocked, or would be when started. */
  readonly blocked: number;
  /** How many of them nothing keeps blocked after all the steps. */
  readonly unblocks: number;
  /** Changes to make together, best first: most instances for each change. */
  readonly steps: readonly {
    /** Keys of causes. */
    readonly causes: readonly string[];
    readonly unblocks: number;
  }[];
}

/** Turns a report into text. Pure: no stream, no file, no environment. */
export interface Reporter {
  readonly name: string;
  readonly description: string;
  render(report: Report, options: RenderOptions): string;
  /** The text as several files, where its readers take no single one as large; the first bears the name alone. */
  readonly parts?: (report: Report, options: RenderOptions) => readonly ReportPart[];
  /** What the text leaves out and a person should know; the command says it on standard error. */
  readonly notices?: (report: Report, options: RenderOptions) => readonly string[];
}

interface ReportPart {
  /** What the name of the part's file has more than that of the first; empty for the first. */
  readonly suffix: string;
  readonly text: string;
}

export interface RenderOptions {
  readonly color: boolean;
  readonly width: number;
  readonly verbose: boolean;
  readonly sarifProfile: 'full' | 'github';
  /** The table alone: groups of instances, letters for every rule, nothing outside ASCII. */
  readonly groupBy?: Grouping;
  readonly matrix?: boolean;
  readonly ascii?: boolean;
}
