import { known, unknown } from '../../../../src/model/known.ts';
import {
  DENIED,
  dns,
  dnsServers,
  endpoints,
  groups,
  https,
  instanceIn,
  privateInstance,
  routes,
  subnets,
  vpc,
} from '../network.ts';
import type { Situations } from './situation.ts';

const ON = known(true);
const OFF = known(false);
const UNREAD = unknown(DENIED);

/** https://docs.aws.amazon.com/vpc/latest/userguide/ vpc-dns, AmazonDNS-concepts, vpc-sharing */
export const NAME_SITUATIONS: Situations = [
  {
    name: 'DNS support off: the resolver of the VPC does not answer',
    given: { region: dns(OFF, ON) },
    expected: { kind: 'internet-gateway', 'name-resolution': 'fail' },
  },
  {
    name: 'DNS hostnames off without endpoints: nothing needs them',
    given: { region: dns(ON, OFF) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'DNS support was not read',
    given: { region: dns(UNREAD, ON) },
    expected: { kind: 'internet-gateway', 'name-resolution': 'unknown' },
  },
  {
    name: 'the attributes of the VPC were not asked for',
    given: { region: { VpcAttributes: {} } },
    expected: { kind: 'internet-gateway', 'name-resolution': 'unknown' },
  },
  {
    name: 'DNS hostnames off, endpoints, no other path: private DNS needs both',
    given: { instance: privateInstance, region: { ...endpoints(), ...dns(ON, OFF) } },
    expected: { kind: 'none', 'name-resolution': 'fail', endpoint: 'fail' },
  },
  {
    name: 'DNS hostnames off, endpoints, good internet path: the name stays public',
    given: { region: { ...endpoints(), ...dns(ON, OFF) } },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'DNS hostnames unread, endpoints, good internet path: both ways work',
    given: { region: { ...endpoints(), ...dns(ON, UNREAD) } },
    expected: { kind: 'undecided' },
  },
  {
    name: 'DNS hostnames unread, endpoints, no other path',
    given: { instance: privateInstance, region: { ...endpoints(), ...dns(ON, UNREAD) } },
    expected: { kind: 'endpoint', 'name-resolution': 'unknown', endpoint: 'unknown' },
  },
  {
    name: 'DNS support off, endpoints, no other path',
    given: { instance: privateInstance, region: { ...endpoints(), ...dns(OFF, OFF) } },
    expected: { kind: 'none', 'name-resolution': 'fail', endpoint: 'fail' },
  },
  {
    name: 'own DNS servers: what they answer is not visible',
    given: { region: dnsServers('10.0.0.53') },
    expected: {
      kind: 'internet-gateway',
      'name-resolution': 'unknown',
    },
  },
  {
    name: 'own DNS servers, narrow egress: public or private addresses, nobody can say',
    given: {
      region: { ...dnsServers('10.0.0.53'), ...groups({ 'sg-app': { out: [https('10.0.0.0/8')] } }) },
    },
    expected: {
      kind: 'internet-gateway',
      'name-resolution': 'unknown',
      'security-group-egress': 'unknown',
    },
  },
  {
    name: 'own DNS servers, no egress at all: blocked wherever the name leads',
    given: { region: { ...dnsServers('10.0.0.53'), ...groups({ 'sg-app': {} }) } },
    expected: {
      kind: 'internet-gateway',
      'name-resolution': 'unknown',
      'security-group-egress': 'fail',
    },
  },
  {
    name: 'own DNS servers and no way out of the subnet: no name helps',
    given: { instance: privateInstance, region: dnsServers('10.0.0.53') },
    expected: { kind: 'none', 'name-resolution': 'unknown', route: 'fail' },
  },
  {
    name: 'own DNS servers and endpoints: whether they forward is not visible',
    given: { instance: privateInstance, region: { ...endpoints(), ...dnsServers('10.0.0.53') } },
    expected: { kind: 'endpoint', 'name-resolution': 'unknown' },
  },
  {
    name: 'own DNS servers, endpoints and DNS hostnames off: they may still lead to the endpoints',
    given: {
      instance: privateInstance,
      region: { ...endpoints(), ...dnsServers('10.0.0.53'), ...dns(ON, OFF) },
    },
    expected: { kind: 'none', 'name-resolution': 'unknown', endpoint: 'unknown' },
  },
  {
    name: 'own DNS servers and DNS support off: they may still answer',
    given: { region: { ...dnsServers('10.0.0.53'), ...dns(OFF, ON) } },
    expected: {
      kind: 'internet-gateway',
      'name-resolution': 'unknown',
    },
  },
  {
    name: 'the resolver of the VPC by its number',
    given: { region: dnsServers('10.0.0.2') },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'the link-local resolver by its number',
    given: { region: dnsServers('169.254.169.253') },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'Amazon and own DNS servers mixed: any may be asked',
    given: { region: dnsServers('AmazonProvidedDNS', '10.0.0.53') },
    expected: {
      kind: 'internet-gateway',
      'name-resolution': 'unknown',
    },
  },
  {
    name: 'a DHCP option set without DNS servers',
    given: { region: dnsServers() },
    expected: {
      kind: 'internet-gateway',
      'name-resolution': 'unknown',
    },
  },
  {
    name: 'no DHCP option set at all',
    given: { region: vpc({ DhcpOptionsId: 'default' }) },
    expected: {
      kind: 'internet-gateway',
      'name-resolution': 'unknown',
    },
  },
  {
    name: 'DHCP options were not read',
    given: { region: { DhcpOptions: unknown(DENIED) } },
    expected: {
      kind: 'internet-gateway',
      'name-resolution': 'unknown',
    },
  },
  {
    name: 'VPC shared by another account: its endpoints and routes are not visible',
    given: { region: vpc({ OwnerId: '999988887777' }) },
    expected: {
      kind: 'undecided',
      'name-resolution': 'unknown',
      'endpoint-acl': 'unknown',
      route: 'unknown',
      endpoint: 'unknown',
    },
  },
  {
    name: 'subnet shared by another account, no route to see: unknown, not blocked',
    given: {
      instance: privateInstance,
      region: subnets({ 'subnet-private': { OwnerId: '999988887777' } }),
    },
    expected: {
      kind: 'undecided',
      'name-resolution': 'unknown',
      'endpoint-acl': 'unknown',
      route: 'unknown',
      endpoint: 'unknown',
    },
  },
  {
    name: 'VPCs were not read: it may be a shared one',
    given: { region: { Vpcs: unknown(DENIED) } },
    expected: {
      kind: 'undecided',
      'name-resolution': 'unknown',
      'endpoint-acl': 'unknown',
      route: 'unknown',
      endpoint: 'unknown',
    },
  },
  {
    name: 'a planned VPC belongs to whoever applies the plan',
    given: {
      region: vpc({ OwnerId: undefined, Gaps: { OwnerId: { kind: 'after-apply', attribute: 'owner_id' } } }),
    },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'IPv6-only subnet: whether the agent uses IPv6 is not visible',
    given: { region: subnets({ 'subnet-public': { Ipv6Native: true } }) },
    expected: {
      kind: 'undecided',
      'name-resolution': 'unknown',
      'endpoint-acl': 'unknown',
      route: 'unknown',
      endpoint: 'unknown',
    },
  },
  {
    name: 'an interface with IPv6 addresses alone: IPv4 rules say nothing',
    given: {
      instance: instanceIn('subnet-public', {
        PrivateIpAddress: undefined as never,
        Ipv6Addresses: [{ Ipv6Address: '2001:db8::1' }],
      }),
    },
    expected: {
      kind: 'undecided',
      'name-resolution': 'unknown',
      'endpoint-acl': 'unknown',
      route: 'unknown',
      endpoint: 'unknown',
    },
  },
  {
    name: 'dual stack: the IPv4 path counts',
    given: { instance: instanceIn('subnet-public', { Ipv6Addresses: [{ Ipv6Address: '2001:db8::1' }] }) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'dual stack without an IPv4 way: an egress-only gateway is for IPv6',
    given: {
      instance: instanceIn('subnet-private', { Ipv6Addresses: [{ Ipv6Address: '2001:db8::1' }] }),
      region: routes({
        main: [{ DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-1', State: 'active' }],
      }),
    },
    expected: { kind: 'none', route: 'fail' },
  },
];
