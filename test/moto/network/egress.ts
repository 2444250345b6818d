import { endpointsThat } from '../endpoints.ts';
import {
  ANYWHERE,
  awsListOf,
  emptyGroup,
  endpointGroup,
  listOf,
  membersOf,
  tcp,
  tcpRange,
  vpcRange,
} from '../groups.ts';
import { endpointPlace, publicPlace, routed } from '../places.ts';
import { BLOCK_PUBLIC_ACCESS, BY_ENDPOINTS, type NetworkSituation, RIGHTS, UNREAD } from '../situation.ts';
import { natGateway, transitGateway } from '../targets.ts';
import type { Subnet } from '../world.ts';

const LOWER_HALF = '0.0.0.0/1';
const UPPER_HALF = '128.0.0.0/1';
const PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/** The subnets of these endpoints are the first ones of their VPC. */
const twoSubnets = endpointsThat({ subnet: { zone: 'a' }, alsoIn: { zone: 'b' }, apart: {} });
const subnetNumber = (number: number) => (subnet: Subnet) => `10.${subnet.vpc.number}.${number}.0/24`;

const OPEN = { expect: { 'https-egress-allowed': 'pass' }, verdict: 'unknown' } as const;
const CLOSED = { expect: { 'https-egress-allowed': 'fail' }, verdict: 'blocked' } as const;

/**
 * The rules of all groups of an interface add up, and each allows one family:
 * https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
export const EGRESS_SITUATIONS: readonly NetworkSituation[] = [
  // Over the internet, to addresses of which AWS publishes no list.
  {
    name: 'public-address-and-open-egress',
    place: publicPlace,
    expect: {
      'https-egress-allowed': 'pass',
      'endpoint-path-exists': 'unknown',
      'vpc-endpoint-usable': 'not-applicable',
      'network-acl-allows-https': 'pass',
      'name-resolution-works': 'pass',
    },
    verdict: 'unknown',
    asks: BLOCK_PUBLIC_ACCESS,
  },
  { name: 'egress-closed', egress: [], ...CLOSED },
  { name: 'egress-other-port', egress: [tcp(80, ANYWHERE)], ...CLOSED },
  { name: 'egress-ports-end-at-442', egress: [tcpRange(1, 442, ANYWHERE)], ...CLOSED },
  { name: 'egress-ports-hold-443', egress: [tcpRange(400, 500, ANYWHERE)], ...OPEN },
  { name: 'egress-tcp-by-number', egress: [{ ...tcp(443, ANYWHERE), protocol: '6' }], ...OPEN },
  { name: 'egress-udp-only', egress: [{ ...tcp(443, ANYWHERE), protocol: 'udp' }], ...CLOSED },
  { name: 'egress-all-protocols', egress: [{ protocol: '-1', peers: [ANYWHERE] }], ...OPEN },
  { name: 'egress-ipv6-only', egress: [{ protocol: '-1', peers: ['::/0'] }], ...CLOSED },
  { name: 'egress-in-two-halves', egress: [tcp(443, LOWER_HALF, UPPER_HALF)], ...OPEN },
  {
    name: 'egress-halves-in-two-groups',
    egress: [tcp(443, LOWER_HALF)],
    egressOfSecondGroup: [tcp(443, UPPER_HALF)],
    ...OPEN,
  },
  {
    name: 'egress-to-some-public-addresses',
    egress: [tcp(443, LOWER_HALF)],
    expect: { 'https-egress-allowed': 'unknown' },
    verdict: 'unknown',
    asks: 'sg-',
  },
  { name: 'egress-to-private-ranges', egress: [tcp(443, ...PRIVATE_RANGES)], ...CLOSED },
  { name: 'egress-to-vpc-without-endpoints', egress: [tcp(443, vpcRange)], ...CLOSED },
  {
    // The packet has a public destination until the NAT gateway sends it on.
    name: 'egress-to-vpc-with-nat',
    place: routed([ANYWHERE, natGateway]),
    egress: [tcp(443, vpcRange)],
    ...CLOSED,
  },
  { name: 'egress-to-own-group', egress: [tcp(443, membersOf('itself'))], ...CLOSED },
  { name: 'egress-to-list-of-everything', egress: [tcp(443, listOf(ANYWHERE))], ...OPEN },
  { name: 'egress-to-list-of-private-ranges', egress: [tcp(443, listOf(...PRIVATE_RANGES))], ...CLOSED },
  {
    name: 'egress-to-list-of-s3',
    egress: [tcp(443, awsListOf('s3'))],
    expect: { 'https-egress-allowed': 'unknown' },
    verdict: 'unknown',
    asks: 'sg-',
  },
  { name: 'egress-to-empty-list', egress: [tcp(443, listOf())], ...CLOSED },

  // Traffic leaves by the interface with device index 0, whatever the other one may do.
  { name: 'first-interface-closed', egress: [], egressOfSecondInterface: [tcp(443, ANYWHERE)], ...CLOSED },
  { name: 'second-interface-closed', egress: [tcp(443, ANYWHERE)], egressOfSecondInterface: [], ...OPEN },

  // To interface endpoints, whose addresses lie in the VPC.
  {
    name: 'egress-to-vpc-with-endpoints',
    place: endpointPlace,
    egress: [tcp(443, vpcRange)],
    expect: {
      ...UNREAD,
      ...RIGHTS,
      ...BY_ENDPOINTS,
      'https-egress-allowed': 'pass',
      'network-acl-allows-https': 'pass',
      'name-resolution-works': 'pass',
    },
    verdict: 'unknown',
  },
  {
    name: 'egress-to-private-ranges-with-endpoints',
    place: endpointPlace,
    egress: [tcp(443, ...PRIVATE_RANGES)],
    ...OPEN,
  },
  {
    name: 'egress-to-public-addresses-with-endpoints',
    place: endpointPlace,
    egress: [tcp(443, UPPER_HALF)],
    ...CLOSED,
  },
  {
    name: 'egress-to-list-of-vpc',
    place: endpointPlace,
    egress: [tcp(443, listOf('192.168.0.0/16', vpcRange))],
    ...OPEN,
  },
  {
    name: 'egress-to-list-of-s3-with-endpoints',
    place: endpointPlace,
    egress: [tcp(443, awsListOf('s3'))],
    ...CLOSED,
  },
  {
    name: 'egress-to-endpoint-group',
    place: endpointPlace,
    egress: [tcp(443, membersOf(endpointGroup))],
    expect: { ...BY_ENDPOINTS, 'https-egress-allowed': 'pass' },
    verdict: 'unknown',
  },
  {
    name: 'egress-to-own-group-with-endpoints',
    place: endpointPlace,
    egress: [tcp(443, membersOf('itself'))],
    ...CLOSED,
  },
  {
    name: 'egress-to-group-without-members',
    place: endpointPlace,
    egress: [tcp(443, membersOf(emptyGroup))],
    ...CLOSED,
  },
  {
    name: 'egress-to-both-subnets-of-endpoints',
    place: twoSubnets,
    egress: [tcp(443, subnetNumber(1), subnetNumber(2))],
    ...OPEN,
  },
  {
    // The name may give the agent the address in the other one.
    name: 'egress-to-one-of-two-subnets-of-endpoints',
    place: twoSubnets,
    egress: [tcp(443, subnetNumber(1))],
    expect: { 'https-egress-allowed': 'unknown' },
    verdict: 'unknown',
    asks: 'vpce-',
  },
  {
    name: 'egress-to-primary-block-and-endpoints-in-the-other',
    place: endpointsThat({
      vpc: { hasSecondaryBlock: true },
      subnet: { isInSecondaryBlock: true },
      apart: {},
    }),
    egress: [tcp(443, vpcRange)],
    ...CLOSED,
  },

  // Through a transit gateway, behind which the names may lead to endpoints of any address.
  {
    name: 'egress-to-private-ranges-with-transit-gateway',
    place: routed([ANYWHERE, transitGateway]),
    egress: [tcp(443, ...PRIVATE_RANGES)],
    expect: { 'https-egress-allowed': 'unknown' },
    verdict: 'unknown',
    asks: 'sg-',
  },
  {
    name: 'egress-closed-with-transit-gateway',
    place: routed([ANYWHERE, transitGateway]),
    egress: [],
    ...CLOSED,
  },
];
