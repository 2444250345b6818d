import { endpointsThat } from '../endpoints.ts';
import { inOwnVpc, PUBLIC } from '../places.ts';
import { BY_ENDPOINTS, type NetworkSituation } from '../situation.ts';

const RESOLVED = { expect: { 'name-resolution-works': 'pass' }, verdict: 'unknown' } as const;
const OWN_SERVERS = ['192.168.0.10', '192.168.0.11'];

/**
 * The VPC's resolver answers while DNS support is on, private names of endpoints need DNS hostnames too, and other
 * servers answer what they like: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
 */
export const NAME_SITUATIONS: readonly NetworkSituation[] = [
  { name: 'dns-by-amazon', place: inOwnVpc(PUBLIC, { nameServers: ['AmazonProvidedDNS'] }), ...RESOLVED },
  {
    name: 'dns-by-address-of-amazon',
    place: inOwnVpc(PUBLIC, { nameServers: ['169.254.169.253'] }),
    ...RESOLVED,
  },
  {
    name: 'dns-by-second-address-of-vpc',
    place: inOwnVpc(PUBLIC, { nameServers: ['VPC.0.2'] }),
    ...RESOLVED,
  },
  {
    name: 'dns-by-an-own-server-too',
    place: inOwnVpc(PUBLIC, { nameServers: ['169.254.169.253', '192.168.0.10'] }),
    expect: { 'name-resolution-works': 'unknown' },
    verdict: 'unknown',
    asks: 'dopt-',
  },
  {
    name: 'dns-by-own-servers',
    place: inOwnVpc(PUBLIC, { nameServers: OWN_SERVERS }),
    expect: { 'name-resolution-works': 'unknown' },
    verdict: 'unknown',
    asks: 'dopt-',
  },
  {
    // Servers that forward to the VPC's resolver make this a good way, and one that the endpoints do not spoil.
    name: 'dns-by-own-servers-with-endpoints',
    place: endpointsThat({ vpc: { nameServers: OWN_SERVERS } }),
    expect: { ...BY_ENDPOINTS, 'name-resolution-works': 'unknown' },
    verdict: 'unknown',
    asks: 'dopt-',
  },
  {
    // Whatever they answer, nothing that it leads to lets the instance in.
    name: 'dns-by-own-servers-with-closed-endpoints',
    place: endpointsThat({ admits: [], vpc: { nameServers: OWN_SERVERS } }),
    expect: { 'vpc-endpoint-usable': 'fail' },
    verdict: 'blocked',
  },
  {
    name: 'dns-by-own-servers-with-closed-endpoints-and-internet',
    place: endpointsThat({ admits: [], vpc: { nameServers: OWN_SERVERS }, apart: PUBLIC }),
    expect: { 'vpc-endpoint-usable': 'unknown' },
    verdict: 'unknown',
    asks: 'dopt-',
  },
  {
    // Whatever they answer, no route leads there.
    name: 'dns-by-own-servers-without-route',
    place: inOwnVpc({}, { nameServers: OWN_SERVERS }),
    expect: { 'name-resolution-works': 'unknown', 'endpoint-path-exists': 'fail' },
    verdict: 'blocked',
    asks: 'dopt-',
  },
  {
    name: 'dns-support-off',
    place: inOwnVpc(PUBLIC, { support: false, hostnames: false }),
    expect: { 'name-resolution-works': 'fail' },
    verdict: 'blocked',
  },
  {
    // The attribute binds the VPC's resolver alone.
    name: 'dns-support-off-with-own-servers',
    place: inOwnVpc(PUBLIC, { support: false, hostnames: false, nameServers: OWN_SERVERS }),
    expect: { 'name-resolution-works': 'unknown' },
    verdict: 'unknown',
    asks: 'dopt-',
  },
  { name: 'dns-hostnames-off-without-endpoints', place: inOwnVpc(PUBLIC, { hostnames: false }), ...RESOLVED },
  {
    name: 'dns-hostnames-off-with-endpoints',
    place: endpointsThat({ vpc: { hostnames: false } }),
    expect: {
      'name-resolution-works': 'fail',
      'endpoint-path-exists': 'fail',
      'vpc-endpoint-usable': 'fail',
    },
    verdict: 'blocked',
  },
  {
    name: 'dns-support-off-with-endpoints',
    place: endpointsThat({ vpc: { support: false, hostnames: false } }),
    expect: {
      'name-resolution-works': 'fail',
      'endpoint-path-exists': 'fail',
      'vpc-endpoint-usable': 'fail',
    },
    verdict: 'blocked',
  },
];
