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
    fact: 'vpc-resolver-needs-dns-support',
    given: { region: dns(OFF, ON) },
    expected: { kind: 'internet-gateway', 'name-resolution': 'fail' },
  },
  {
    name: 'DNS hostnames off without endpoints: nothing needs them',
    fact: 'private-dns-needs-both-attributes',
    given: { region: dns(ON, OFF) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'DNS support was not read',
    fact: 'unread-is-unknown',
    given: { region: dns(UNREAD, ON) },
    expected: { kind: 'internet-gateway', 'name-resolution': 'unknown' },
  },
  {
    name: 'the attributes of the VPC were not asked for',
    fact: 'unread-is-unknown',
    given: { region: { VpcAttributes: {} } },
    expected: { kind: 'internet-gateway', 'name-resolution': 'unknown' },
  },
  {
    name: 'DNS hostnames off, endpoints, no other path: private DNS needs both',
    fact: 'private-dns-needs-both-attributes',
    given: { instance: privateInstance, region: { ...endpoints(), ...dns(ON, OFF) } },
    expected: { kind: 'none', 'name-resolution': 'fail', endpoint: 'fail' },
  },
  {
    name: 'DNS hostnames off, endpoints, good internet path: the name stays public',
    fact: 'private-dns-needs-both-attributes',
    given: { region: { ...endpoints(), ...dns(ON, OFF) } },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'DNS hostnames unread, endpoints, good internet path: both ways work',
    fact: 'unread-is-unknown',
    given: { region: { ...endpoints(), ...dns(ON, UNREAD) } },
    expected: { kind: 'undecided' },
  },
  {
    name: 'DNS hostnames unread, endpoints, no other path',
    fact: 'unread-is-unknown',
    given: { instance: privateInstance, region: { ...endpoints(), ...dns(ON, UNREAD) } },
    expected: { kind: 'endpoint', 'name-resolution': 'unknown', endpoint: 'unknown' },
  },
  {
    name: 'DNS support off, endpoints, no other path',
    fact: 'vpc-resolver-needs-dns-support',
    given: { instance: privateInstance, region: { ...endpoints(), ...dns(OFF, OFF) } },
    expected: { kind: 'none', 'name-resolution': 'fail', endpoint: 'fail' },
  },
  {
    name: 'own DNS servers: what they answer is not visible',
    fact: 'custom-dns-must-forward',
    given: { region: dnsServers('10.0.0.53') },
    expected: {
      kind: 'internet-gateway',
      'name-resolution': 'unknown',
    },
  },
  {
    name: 'own DNS servers, narrow egress: public or private addresses, nobody can say',
    fact: 'custom-dns-must-forward',
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
    fact: 'groups-only-allow',
    given: { region: { ...dnsServers('10.0.0.53'), ...groups({ 'sg-app': {} }) } },
    expected: {
      kind: 'internet-gateway',
      'name-resolution': 'unknown',
      'security-group-egress': 'fail',
    },
  },
  {
    name: 'own DNS servers and no way out of the subnet: no name helps',
    fact: 'no-route-no-packet',
    given: { instance: privateInstance, region: dnsServers('10.0.0.53') },
    expected: { kind: 'none', 'name-resolution': 'unknown', route: 'fail' },
  },
  {
    name: 'own DNS servers and endpoints: whether they forward is not visible',
    fact: 'custom-dns-must-forward',
    given: { instance: privateInstance, region: { ...endpoints(), ...dnsServers('10.0.0.53') } },
    expected: { kind: 'endpoint', 'name-resolution': 'unknown' },
  },
  {
    name: 'own DNS servers, endpoints and DNS hostnames off: they may still lead to the endpoints',
    fact: 'custom-dns-must-forward',
    given: {
      instance: privateInstance,
      region: { ...endpoints(), ...dnsServers('10.0.0.53'), ...dns(ON, OFF) },
    },
    expected: { kind: 'none', 'name-resolution': 'unknown', endpoint: 'unknown' },
  },
  {
    name: 'own DNS servers and DNS support off: they may still answer',
    fact: 'custom-dns-must-forward',
    given: { region: { ...dnsServers('10.0.0.53'), ...dns(OFF, ON) } },
    expected: {
      kind: 'internet-gateway',
      'name-resolution': 'unknown',
    },
  },
  {
    name: 'the resolver of the VPC by its number',
    fact: 'vpc-resolver-addresses',
    given: { region: dnsServers('10.0.0.2') },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'the link-local resolver by its number',
    fact: 'vpc-resolver-addresses',
    given: { region: dnsServers('169.254.169.253') },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'Amazon and own DNS servers mixed: any may be asked',
    fact: 'mixed-dns-servers',
    given: { region: dnsServers('AmazonProvidedDNS', '10.0.0.53') },
    expected: {
      kind: 'internet-gateway',
      'name-resolution': 'unknown',
    },
  },
  {
    name: 'a DHCP option set without DNS servers',
    fact: 'option-set-without-dns',
    given: { region: dnsServers() },
    expected: {
      kind: 'internet-gateway',
      'name-resolution': 'unknown',
    },
  },
  {
    name: 'no DHCP option set at all',
    fact: 'no-option-set',
    given: { region: vpc({ DhcpOptionsId: 'default' }) },
    expected: {
      kind: 'internet-gateway',
      'name-resolution': 'unknown',
    },
  },
  {
    name: 'DHCP options were not read',
    fact: 'unread-is-unknown',
    given: { region: { DhcpOptions: unknown(DENIED) } },
    expected: {
      kind: 'internet-gateway',
      'name-resolution': 'unknown',
    },
  },
  {
    name: 'VPC shared by another account: its endpoints and routes are not visible',
    fact: 'shared-endpoints-not-visible',
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
    fact: 'shared-endpoints-not-visible',
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
    fact: 'unread-is-unknown',
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
    fact: 'shared-subnet-names-its-owner',
    given: {
      region: vpc({ OwnerId: undefined, Gaps: { OwnerId: { kind: 'after-apply', attribute: 'owner_id' } } }),
    },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'IPv6-only subnet: whether the agent uses IPv6 is not visible',
    fact: 'ipv6-only-has-its-own-names',
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
    name: 'an interface with IPv6 addresses alone: IPv4 routes say nothing',
    fact: 'ipv6-only-has-its-own-names',
    given: {
      instance: instanceIn('subnet-public', {
        PrivateIpAddress: undefined as never,
        Ipv6Addresses: [{ Ipv6Address: '2001:db8::1' }],
      }),
      region: {
        ...groups({ 'sg-app': { out: [https('::/0')] } }),
        ...subnets({ 'subnet-public': { Ipv6Native: true } }),
      },
    },
    expected: {
      kind: 'undecided',
      'name-resolution': 'unknown',
      'endpoint-acl': 'unknown',
      // The ACL has entries for IPv4 alone, and what stands in the same subnet would not meet it.
      'subnet-acl': 'unknown',
      'return-ports': 'unknown',
      route: 'unknown',
      endpoint: 'unknown',
    },
  },
  {
    name: 'dual stack: the IPv4 path counts',
    fact: 'igw-needs-public-ipv4',
    given: { instance: instanceIn('subnet-public', { Ipv6Addresses: [{ Ipv6Address: '2001:db8::1' }] }) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'dual stack without an IPv4 way: an egress-only gateway is for IPv6',
    fact: 'egress-only-gateway-is-for-ipv6',
    given: {
      instance: instanceIn('subnet-private', { Ipv6Addresses: [{ Ipv6Address: '2001:db8::1' }] }),
      region: routes({
        main: [{ DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-1', State: 'active' }],
      }),
    },
    expected: { kind: 'none', route: 'fail' },
  },
];
