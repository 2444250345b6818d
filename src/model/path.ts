import type { Evidence, FindingGap, Problem, Stage } from './finding.ts';

/** The two services that every session needs, each with a name of its own and so with a path of its own. */
export const SERVICES = ['ssm', 'ssmmessages'] as const;

/**
 * `kms`, `logs` and `s3` are asked for where the session preferences name a key, a log group or a bucket. Sessions
 * never need `ec2messages`; Run Command does, with old agents.
 */
export const PATH_SERVICES = [...SERVICES, 'kms', 'logs', 's3', 'ec2messages'] as const;
export type Service = (typeof PATH_SERVICES)[number];

/** What stops when a service is out of reach. */
export const STAGES_OF: Readonly<Record<Service, readonly Stage[]>> = {
  ssm: ['ssm'],
  ssmmessages: ['ssmmessages'],
  kms: ['session'],
  logs: ['session'],
  s3: ['session'],
  ec2messages: [],
};

export const PATH_KINDS = [
  'endpoint',
  'gateway-endpoint',
  'internet-gateway',
  'nat-gateway',
  'nat-instance',
  'beyond-vpc',
  'none',
  'undecided',
] as const;
export type PathKind = (typeof PATH_KINDS)[number];

/** In the order in which a packet meets them; `return-ports` are the answers on their way back. */
export const HOP_NAMES = [
  'name-resolution',
  'security-group-egress',
  'subnet-acl',
  'route',
  'gateway',
  'endpoint',
  'nat-acl',
  'endpoint-acl',
  'endpoint-security-group',
  'endpoint-policy',
  'return-ports',
] as const;
export type HopName = (typeof HOP_NAMES)[number];

/** `degraded`: some connections get through and some do not, or all hang on one part that may fail. */
export const HOP_STATUSES = ['pass', 'fail', 'unknown', 'degraded'] as const;
export type HopStatus = (typeof HOP_STATUSES)[number];

export interface Hop {
  readonly name: HopName;
  readonly status: HopStatus;
  readonly evidence: readonly Evidence[];
  /** Present when the hop fails; never empty then. */
  readonly problems: readonly Problem[];
  /** Present when the hop is unknown; never empty then. */
  readonly gaps: readonly FindingGap[];
}

/** How one instance reaches one service, hop by hop. */
export interface NetworkPath {
  readonly service: Service;
  readonly kind: PathKind;
  readonly hops: readonly Hop[];
}
