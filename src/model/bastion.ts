import type { Evidence, Fix } from './finding.ts';
import type { LeastChanges, Report } from './report.ts';
import type { VerdictName } from './verdict.ts';

export const BASTION_VERDICTS = ['not-yet', 'cannot-tell', 'safe-to-remove'] as const;
export type BastionVerdict = (typeof BASTION_VERDICTS)[number];

/** `certain`: named by the user. */
export const CONFIDENCES = ['certain', 'likely', 'possible'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** Whether the bastions may go, as plain data; what the reporters of `bastion` read, and nothing else. */
export interface BastionReport {
  readonly schemaVersion: 1;
  readonly tool: Report['tool'];
  readonly generatedAt: string;
  readonly source: { readonly kind: Report['source']['kind']; readonly takenAt: string };
  readonly verdict: BastionVerdict;
  /** One sentence for people. */
  readonly reason: string;
  readonly bastions: readonly Bastion[];
  /** Hosts of which less speaks for a bastion; they are not judged unless named. */
  readonly candidates: readonly BastionHost[];
  readonly dependants: readonly Dependant[];
  readonly services: readonly ServiceDependant[];
  /** What must change before: the first reason to keep a bastion comes first. */
  readonly blockers: readonly Blocker[];
  readonly questions: readonly BastionQuestion[];
  /** Every change that a blocker names, by its key. */
  readonly changes: readonly BastionChange[];
  /** The fewest changes for the instances among the blockers. */
  readonly leastChanges: LeastChanges;
  /** Worth knowing, and no reason to keep a bastion. */
  readonly cautions: readonly string[];
  readonly otherWays: readonly WayIn[];
  readonly starters: Starters;
  /** In this order; commands are printed and never run. */
  readonly steps: readonly RemovalStep[];
  /** What no AWS API shows. */
  readonly limits: readonly string[];
}

export interface BastionHost {
  readonly instanceId: string;
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly vpcId?: string;
  readonly state: string;
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
}

export interface Bastion extends BastionHost {
  readonly verdict: BastionVerdict;
  readonly groups: readonly string[];
  readonly addresses: readonly string[];
  /** Routes that send other hosts' traffic to it. */
  readonly routes: readonly BastionRoute[];
}

export interface BastionRoute {
  readonly routeTableId: string;
  readonly destination: string;
  readonly subnets: readonly string[];
}

/** How a rule lets a bastion in. */
export const ADMITTED_BY = [
  'group',
  'address',
  'public-address',
  'prefix-list',
  'subnet',
  'vpc',
  'range',
  'anywhere',
] as const;
export type AdmittedBy = (typeof ADMITTED_BY)[number];

/** One source of one inbound rule that lets a bastion in. */
export interface Admission {
  readonly groupId: string;
  readonly by: AdmittedBy;
  /** The group, CIDR block or prefix list, as the rule names it. */
  readonly source: string;
  /** The rule names the bastion itself, not a range that it happens to be in. */
  readonly isDirect: boolean;
  /** As EC2 writes them; no ports for every one. */
  readonly protocol: string;
  readonly fromPort?: number;
  readonly toPort?: number;
}

/** What one bastion may use to reach something. */
export interface Through {
  /** Instance id of the bastion. */
  readonly bastion: string;
  readonly admissions: readonly Admission[];
}

/** `reached`: needs no bastion. `exempt`: nobody opens sessions to it by design. */
export const JUDGEMENTS = ['blocked', 'open', 'reached', 'exempt'] as const;
export type Judgement = (typeof JUDGEMENTS)[number];

/** An instance that a bastion reaches by SSH or RDP. */
export interface Dependant {
  readonly instanceId: string;
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly vpcId?: string;
  readonly state: string;
  /** 22 and 3389, as far as they are open to a bastion. */
  readonly ports: readonly number[];
  readonly through: readonly Through[];
  readonly isDirect: boolean;
  /** Why it may lie out of reach of the bastion all the same; empty where it certainly does not. */
  readonly doubts: readonly string[];
  /** Ways in besides, which stay. */
  readonly otherWays: readonly string[];
  /** What the scan says of Session Manager. */
  readonly verdict: VerdictName;
  readonly predicted?: VerdictName | true;
  readonly reason: string;
  readonly judgement: Judgement;
  /** Keys of the changes that it waits for. */
  readonly causes: readonly string[];
  readonly questions: readonly string[];
  /** `null`: none in the 30 days before; absent where nobody asked. */
  readonly lastSession?: string | null;
}

export const SERVICE_KINDS = [
  'rds',
  'elasticache',
  'redshift',
  'eks',
  'efs',
  'load-balancer',
  'other',
] as const;
export type ServiceKind = (typeof SERVICE_KINDS)[number];

/** Something that is no instance and that a bastion reaches: a database, a cache, a cluster. */
export interface ServiceDependant {
  readonly kind: ServiceKind;
  /** What AWS calls it in the description of its interfaces, as far as that says it. */
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly vpcId?: string;
  readonly interfaces: readonly string[];
  readonly groups: readonly string[];
  readonly port: string;
  readonly through: readonly Through[];
  readonly isDirect: boolean;
  readonly doubts: readonly string[];
  /** Instances that are ready and let in too, and could forward a port to it. */
  readonly relays: readonly Relay[];
  readonly judgement: Judgement;
  readonly causes: readonly string[];
  readonly questions: readonly string[];
}

export interface Relay {
  readonly instanceId: string;
  readonly name: string;
}

export interface Blocker {
  readonly kind: 'instance' | 'service' | 'route' | 'start-session';
  /** An ARN of an instance; the first interface of a service; the bastion of a route. */
  readonly about: string;
  readonly message: string;
  /** Keys of changes; empty where nobody knows the cause. */
  readonly causes: readonly string[];
}

export interface BastionQuestion {
  readonly question: string;
  /** What it is asked about, by id. */
  readonly about: readonly string[];
}

export interface BastionChange {
  readonly key: string;
  readonly resource: { readonly type: string; readonly id: string; readonly name?: string };
  readonly fix: Fix;
  /** How many of the blockers wait for it. */
  readonly blockers: number;
}

export interface WayIn {
  readonly kind: 'instance-connect-endpoint' | 'client-vpn';
  readonly id: string;
  readonly region: string;
  readonly vpcId?: string;
}

/** Who may start sessions to the dependants, as far as IAM shows it. */
export interface Starters {
  readonly isRead: boolean;
  /** ARNs of users and roles that certainly may. */
  readonly certain: readonly string[];
  /** Those for whom a condition decides. */
  readonly conditional: readonly string[];
  /** Those of the first that may start one to any instance, whatever its tags. */
  readonly broad: readonly string[];
}

export interface RemovalStep {
  readonly title: string;
  readonly details: readonly string[];
  readonly commands: readonly string[];
}
