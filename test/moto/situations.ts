import type { IpPermission } from '@aws-sdk/client-ec2';
import type { Place, PlaceName } from './places.ts';
import type { ProfileName } from './profiles.ts';

export type ImageName = 'amazon-linux' | 'amazon-linux-minimal' | 'windows' | 'custom';
type Expected = 'pass' | 'fail' | 'unknown' | 'not-applicable';

export interface Situation {
  /** Also the instance's Name tag. */
  readonly name: string;
  readonly place?: PlaceName;
  /** `null`: no instance profile. */
  readonly profile?: ProfileName | null;
  readonly image?: ImageName;
  readonly metadataEndpoint?: 'disabled';
  readonly end?: 'stopped' | 'terminated';
  /** Outbound rules instead of the open one that a group is born with. */
  readonly egress?: (place: Place) => readonly IpPermission[];
  readonly ingress?: readonly IpPermission[];
  /** The rules that decide, by id. */
  readonly expect: Readonly<Record<string, Expected>>;
  readonly verdict: string;
}

const tcp = (port: number, ...cidrs: string[]): IpPermission => ({
  IpProtocol: 'tcp',
  FromPort: port,
  ToPort: port,
  IpRanges: cidrs.map((CidrIp) => ({ CidrIp })),
});

/*
 * moto answers neither for Default Host Management, nor for VPC Block Public Access, nor for the agent. So what a
 * missing or refused role means is unknown, a path through an internet gateway is unknown, and no instance is ready.
 */
const UNREAD = { 'agent-online': 'unknown', 'agent-version-supported': 'unknown' } as const;
const RIGHTS = {
  'instance-profile-attached': 'pass',
  'role-trusts-ec2': 'pass',
  'agent-policies-attached': 'pass',
} as const;
const BY_ENDPOINTS = { 'endpoint-path-exists': 'pass', 'vpc-endpoint-usable': 'pass' } as const;

export const SITUATIONS: readonly Situation[] = [
  {
    name: 'public-with-everything',
    expect: {
      ...UNREAD,
      ...RIGHTS,
      'https-egress-allowed': 'pass',
      'endpoint-path-exists': 'unknown',
      'network-acl-allows-https': 'pass',
      'name-resolution-works': 'pass',
      'metadata-service-enabled': 'pass',
      'ami-has-agent': 'pass',
      'status-checks-passed': 'pass',
      'admin-ports-closed': 'pass',
    },
    verdict: 'unknown',
  },

  // Who the agent is, and what it may do.
  {
    name: 'no-instance-profile',
    profile: null,
    expect: { 'instance-profile-attached': 'unknown', 'role-trusts-ec2': 'not-applicable' },
    verdict: 'unknown',
  },
  {
    name: 'instance-profile-without-role',
    profile: 'no-role',
    expect: { 'instance-profile-attached': 'unknown', 'role-trusts-ec2': 'not-applicable' },
    verdict: 'unknown',
  },
  {
    name: 'role-trusts-lambda-only',
    profile: 'trusts-lambda',
    expect: { 'instance-profile-attached': 'pass', 'role-trusts-ec2': 'unknown' },
    verdict: 'unknown',
  },
  {
    name: 'data-channel-right-missing',
    profile: 'control-channel-only',
    expect: { 'role-trusts-ec2': 'pass', 'agent-policies-attached': 'fail' },
    verdict: 'blocked',
  },
  {
    name: 'channels-denied-explicitly',
    profile: 'explicit-deny',
    expect: { 'agent-policies-attached': 'fail' },
    verdict: 'blocked',
  },
  {
    // The agent would turn to Default Host Management, of which nothing is known here.
    name: 'boundary-without-ssm',
    profile: 'boundary-without-ssm',
    expect: { 'agent-policies-attached': 'unknown' },
    verdict: 'unknown',
  },
  {
    name: 'boundary-without-channels',
    profile: 'boundary-without-channels',
    expect: { 'agent-policies-attached': 'fail' },
    verdict: 'blocked',
  },
  { name: 'inline-policy', profile: 'inline', expect: RIGHTS, verdict: 'unknown' },
  { name: 'customer-managed-policy', profile: 'customer-managed', expect: RIGHTS, verdict: 'unknown' },
  { name: 'rights-by-not-action', profile: 'by-not-action', expect: RIGHTS, verdict: 'unknown' },
  {
    name: 'rights-under-a-condition',
    profile: 'conditional',
    expect: { 'agent-policies-attached': 'unknown' },
    verdict: 'unknown',
  },

  // Outbound rules.
  {
    name: 'egress-closed',
    egress: () => [],
    expect: { 'https-egress-allowed': 'fail' },
    verdict: 'blocked',
  },
  {
    name: 'egress-other-port',
    egress: () => [tcp(80, '0.0.0.0/0')],
    expect: { 'https-egress-allowed': 'fail' },
    verdict: 'blocked',
  },
  {
    name: 'egress-in-two-halves',
    egress: () => [tcp(443, '0.0.0.0/1', '128.0.0.0/1')],
    expect: { 'https-egress-allowed': 'pass' },
    verdict: 'unknown',
  },
  {
    name: 'egress-to-vpc-with-endpoints',
    place: 'endpoints',
    egress: ({ vpc }) => [tcp(443, vpc.cidr)],
    expect: {
      ...UNREAD,
      ...RIGHTS,
      ...BY_ENDPOINTS,
      'https-egress-allowed': 'pass',
      'name-resolution-works': 'pass',
    },
    verdict: 'unknown',
  },
  {
    name: 'egress-to-endpoint-group',
    place: 'endpoints',
    egress: ({ endpointGroupId }) => [
      {
        IpProtocol: 'tcp',
        FromPort: 443,
        ToPort: 443,
        UserIdGroupPairs: endpointGroupId === undefined ? [] : [{ GroupId: endpointGroupId }],
      },
    ],
    expect: { ...BY_ENDPOINTS, 'https-egress-allowed': 'pass' },
    verdict: 'unknown',
  },

  // The path.
  {
    name: 'internet-gateway-without-public-address',
    place: 'public-without-address',
    expect: { 'endpoint-path-exists': 'fail' },
    verdict: 'blocked',
  },
  {
    name: 'nat-gateway',
    place: 'nat',
    expect: { ...RIGHTS, 'https-egress-allowed': 'pass', 'endpoint-path-exists': 'unknown' },
    verdict: 'unknown',
  },
  {
    name: 'nat-gateway-in-private-subnet',
    place: 'nat-in-private-subnet',
    expect: { 'endpoint-path-exists': 'fail' },
    verdict: 'blocked',
  },
  {
    name: 'nat-gateway-deleted',
    place: 'nat-deleted',
    expect: { 'endpoint-path-exists': 'fail' },
    verdict: 'blocked',
  },
  { name: 'no-route', place: 'no-route', expect: { 'endpoint-path-exists': 'fail' }, verdict: 'blocked' },
  {
    name: 'transit-gateway',
    place: 'transit-gateway',
    expect: { 'endpoint-path-exists': 'unknown' },
    verdict: 'unknown',
  },
  {
    name: 'endpoints-admit-nobody',
    place: 'endpoints-admit-nobody',
    expect: { 'vpc-endpoint-usable': 'fail' },
    verdict: 'blocked',
  },
  {
    name: 'endpoint-for-ssm-only',
    place: 'endpoint-for-ssm-only',
    expect: { 'endpoint-path-exists': 'fail' },
    verdict: 'blocked',
  },
  {
    // A private hosted zone may lead the name to the endpoint all the same.
    name: 'endpoints-private-dns-off',
    place: 'endpoints-private-dns-off',
    expect: { 'vpc-endpoint-usable': 'unknown' },
    verdict: 'unknown',
  },
  {
    name: 'endpoints-dns-hostnames-off',
    place: 'endpoints-dns-hostnames-off',
    expect: { 'name-resolution-works': 'fail' },
    verdict: 'blocked',
  },
  {
    name: 'endpoints-policy-denies-channels',
    place: 'endpoints-policy-denies-channels',
    expect: { 'vpc-endpoint-usable': 'fail' },
    verdict: 'blocked',
  },
  {
    name: 'network-acl-denies-https',
    place: 'endpoints-acl-denies-https',
    expect: { 'network-acl-allows-https': 'fail' },
    verdict: 'blocked',
  },
  {
    name: 'network-acl-denies-return-ports',
    place: 'endpoints-acl-denies-return',
    expect: { 'network-acl-allows-https': 'fail' },
    verdict: 'blocked',
  },
  {
    name: 'dns-support-off',
    place: 'public-without-dns',
    expect: { 'name-resolution-works': 'fail' },
    verdict: 'blocked',
  },

  // The instance itself.
  {
    name: 'metadata-endpoint-disabled',
    metadataEndpoint: 'disabled',
    expect: { 'metadata-service-enabled': 'fail' },
    verdict: 'blocked',
  },
  { name: 'stopped', end: 'stopped', expect: RIGHTS, verdict: 'dormant' },
  { name: 'terminated', end: 'terminated', expect: {}, verdict: 'dormant' },
  {
    name: 'windows',
    image: 'windows',
    expect: { ...RIGHTS, 'ami-has-agent': 'pass' },
    verdict: 'unknown',
  },
  {
    // Somebody may have installed the agent since; only the agent itself could say.
    name: 'image-minimal',
    image: 'amazon-linux-minimal',
    expect: { 'ami-has-agent': 'unknown' },
    verdict: 'unknown',
  },
  { name: 'image-custom', image: 'custom', expect: { 'ami-has-agent': 'unknown' }, verdict: 'unknown' },
  {
    name: 'ssh-open-to-the-world',
    ingress: [tcp(22, '0.0.0.0/0')],
    expect: { ...RIGHTS, 'admin-ports-closed': 'fail' },
    verdict: 'unknown',
  },
];
