import type { Group, GroupRule } from './groups.ts';
import type { ImageName } from './instances.ts';
import type { ProfileName } from './profiles.ts';
import type { Place } from './world.ts';

type Expected = 'pass' | 'fail' | 'unknown' | 'not-applicable';

export interface Situation {
  /** Also the instance's Name tag. */
  readonly name: string;
  /** A public subnet unless told otherwise. */
  readonly place?: Place;
  /** `null`: no instance profile. */
  readonly profile?: ProfileName | null;
  readonly image?: ImageName;
  readonly metadataEndpoint?: 'disabled';
  readonly end?: 'stopped' | 'terminated';
  /** Outbound rules of its group, instead of the open one that a group is born with. */
  readonly egress?: readonly GroupRule[];
  readonly ingress?: readonly GroupRule[];
  /** Outbound rules of a second group. */
  readonly egressOfSecondGroup?: readonly GroupRule[];
  /** Outbound rules of the group of a second interface. */
  readonly egressOfSecondInterface?: readonly GroupRule[];
  /** Groups of the VPC instead of its own. */
  readonly groups?: readonly Group[];
  /** It gets an Elastic IP address. */
  readonly hasElasticAddress?: boolean;
  /** Last part of its address, where that decides. */
  readonly host?: number;
  /** What the rules that decide say, by id; other rules may say anything. */
  readonly expect: Readonly<Record<string, Expected>>;
  readonly verdict: string;
}

/** A situation about the network: the network rules that it does not name must not fail. */
export interface NetworkSituation extends Situation {
  /** What a gap of each unknown network rule holds: the action without an answer, the beginning of an id, or a kind. */
  readonly asks?: string;
}

export const NETWORK_RULES = [
  'https-egress-allowed',
  'endpoint-path-exists',
  'vpc-endpoint-usable',
  'network-acl-allows-https',
  'name-resolution-works',
] as const;

/*
 * moto answers neither for Default Host Management, nor for VPC Block Public Access, nor for the agent. So what a
 * missing or refused role means is unknown, a path through an internet gateway is unknown, and no instance is ready.
 */
export const UNREAD = { 'agent-online': 'unknown', 'agent-version-supported': 'unknown' } as const;
export const BLOCK_PUBLIC_ACCESS = 'ec2:DescribeVpcBlockPublicAccessOptions';

export const RIGHTS = {
  'instance-profile-attached': 'pass',
  'role-trusts-ec2': 'pass',
  'agent-policies-attached': 'pass',
} as const;
export const BY_ENDPOINTS = { 'endpoint-path-exists': 'pass', 'vpc-endpoint-usable': 'pass' } as const;
