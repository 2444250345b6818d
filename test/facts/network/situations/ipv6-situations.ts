import type { ResourceRecordSet } from '../../../../src/model/aws-route53.ts';
import { known, unknown } from '../../../../src/model/known.ts';
import type { NetworkAclEntry, Route } from '../../../../src/model/aws.ts';
import { HOP_NAMES } from '../../../../src/model/path.ts';
import type { RegionInventory } from '../../../../src/model/inventory.ts';
import {
  defaultRoute,
  DENIED,
  denied,
  dns,
  dnsServers,
  endpoint,
  endpoints,
  groups,
  https,
  instanceIn,
  natGateway,
  routes,
  subnets,
  TO_NAT,
} from '../network.ts';
import { type Situations, UNKNOWN_ADDRESS } from './situation.ts';

const IPV6_BLOCK = '2001:db8:0:2::/64';
const IPV6_ADDRESS = { Ipv6Addresses: [{ Ipv6Address: '2001:db8:0:2::10' }] };
const onlyIpv6 = instanceIn('subnet-private', { ...IPV6_ADDRESS, PrivateIpAddress: undefined as never });
const dualStack = instanceIn('subnet-private', IPV6_ADDRESS);

/** EC2 writes an empty list where there are none; this one was not read. */
const unlisted = instanceIn('subnet-private', { Ipv6Addresses: undefined as never });
const OPEN_ROUTE = {
  kind: 'undecided',
  route: 'unknown',
  'security-group-egress': 'unknown',
  'endpoint-acl': 'unknown',
} as const;

const TO_NAT64: Route = { DestinationIpv6CidrBlock: '64:ff9b::/96', NatGatewayId: 'nat-1', State: 'active' };
const TO_EGRESS_ONLY: Route = {
  DestinationIpv6CidrBlock: '::/0',
  EgressOnlyInternetGatewayId: 'eigw-1',
  State: 'active',
};

const ENTRIES: readonly NetworkAclEntry[] = [true, false].flatMap((Egress) => [
  { RuleNumber: 100, Egress, Protocol: '-1', RuleAction: 'allow', CidrBlock: '0.0.0.0/0' },
  { RuleNumber: 101, Egress, Protocol: '-1', RuleAction: 'allow', Ipv6CidrBlock: '::/0' },
]);
/** One ACL for both subnets, open for both families but for what `allows` takes away. */
const acls = (allows: (entry: NetworkAclEntry) => boolean = () => true) => ({
  NetworkAcls: known([
    {
      NetworkAclId: 'acl-both',
      VpcId: 'vpc-main',
      Associations: [{ SubnetId: 'subnet-public' }, { SubnetId: 'subnet-private' }],
      Entries: ENTRIES.filter(allows),
    },
  ]),
});

const dns64 = (on: boolean, changes: object = {}) =>
  subnets({
    'subnet-private': {
      EnableDns64: on,
      Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: IPV6_BLOCK }],
      ...changes,
    },
  });

/** The same in a subnet of IPv6 alone, the only kind where interfaces have no IPv4 address. */
function alone(region: Partial<RegionInventory>): Partial<RegionInventory> {
  const list = region.Subnets;
  if (list?.known !== true) throw new Error('needs subnets');
  const native = list.value.map((subnet) =>
    subnet.SubnetId === 'subnet-private' ? { ...subnet, Ipv6Native: true } : subnet,
  );
  return { ...region, Subnets: known(native) };
}

/** An IPv6 subnet with DNS64, NAT64 by a public NAT gateway, and open groups and ACLs. */
const translated = {
  ...natGateway(),
  ...routes({ private: [TO_NAT64, TO_EGRESS_ONLY] }),
  ...dns64(true),
  ...acls(),
  ...groups({ 'sg-app': { out: [https('::/0')] } }),
};

const ZONE_NAME = 'ssm.eu-west-1.amazonaws.com.';
/** A private hosted zone of the very name of ssm, with these records. */
const zone = (records: readonly ResourceRecordSet[] | undefined): Partial<RegionInventory> => ({
  HostedZoneSummaries: { 'vpc-main': known([{ HostedZoneId: 'Z1', Name: ZONE_NAME }]) },
  ResourceRecordSets: {
    'Z1 ssm.eu-west-1.amazonaws.com': records === undefined ? unknown(DENIED) : known(records),
  },
});
const NO_SENDER = {
  kind: 'undecided',
  ...Object.fromEntries(HOP_NAMES.map((name) => [name, 'unknown' as const])),
} as const;
const DUAL_ENDPOINT = { IpAddressType: 'dualstack', DnsOptions: { DnsRecordIpType: 'dualstack' } };

/** https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html */
export const IPV6_SITUATIONS: Situations = [
  {
    name: 'IPv6 alone, DNS64 and NAT64: the names get addresses that the NAT gateway translates',
    fact: 'nat64-translates-to-ipv4',
    given: { instance: onlyIpv6, region: alone(translated) },
    expected: { kind: 'nat-gateway' },
  },
  {
    name: 'the same for ssmmessages over IPv6',
    fact: 'nat64-translates-to-ipv4',
    given: { instance: onlyIpv6, region: alone(translated) },
    service: 'ssmmessages',
    expected: { kind: 'nat-gateway' },
  },
  {
    name: 'IPv6 alone, NAT64 without DNS64: the names keep IPv4 addresses',
    fact: 'dns64-makes-ipv6-addresses',
    given: { instance: onlyIpv6, region: alone({ ...translated, ...dns64(false) }) },
    expected: UNKNOWN_ADDRESS,
  },
  {
    name: 'IPv6 alone, DNS64 without a route to a NAT gateway',
    fact: 'nat64-needs-its-route',
    given: {
      instance: onlyIpv6,
      region: alone({ ...translated, ...routes({ private: [TO_EGRESS_ONLY] }) }),
    },
    expected: UNKNOWN_ADDRESS,
  },
  {
    name: 'IPv6 alone, the NAT gateway failed',
    fact: 'nat64-needs-its-route',
    given: { instance: onlyIpv6, region: alone({ ...translated, ...natGateway({ State: 'failed' }) }) },
    expected: UNKNOWN_ADDRESS,
  },
  {
    name: "IPv6 alone, own DNS servers: DNS64 is the VPC resolver's",
    fact: 'dns64-makes-ipv6-addresses',
    given: { instance: onlyIpv6, region: alone({ ...translated, ...dnsServers('10.0.0.53') }) },
    expected: { kind: 'nat-gateway', 'name-resolution': 'unknown' },
  },
  {
    name: 'IPv6 alone, DNS support off',
    fact: 'vpc-resolver-needs-dns-support',
    given: { instance: onlyIpv6, region: alone({ ...translated, ...dns(known(false), known(true)) }) },
    expected: { ...UNKNOWN_ADDRESS, 'name-resolution': 'fail' },
  },
  {
    name: 'IPv6 alone, egress rules for IPv4 alone: nothing leaves',
    fact: 'rule-is-for-one-family',
    given: {
      instance: onlyIpv6,
      region: alone({ ...translated, ...groups({ 'sg-app': { out: [https('0.0.0.0/0')] } }) }),
    },
    expected: { ...UNKNOWN_ADDRESS, 'security-group-egress': 'fail' },
  },
  {
    name: 'IPv6 alone, egress to 64:ff9b::/96 alone: that is where the services are',
    fact: 'nat64-translates-to-ipv4',
    given: {
      instance: onlyIpv6,
      region: alone({ ...translated, ...groups({ 'sg-app': { out: [https('64:ff9b::/96')] } }) }),
    },
    expected: { kind: 'nat-gateway' },
  },
  {
    name: 'IPv6 alone, ACL without IPv6 entries',
    fact: 'acl-entry-is-for-one-family',
    given: {
      instance: onlyIpv6,
      region: alone({ ...translated, ...acls(({ Ipv6CidrBlock }) => Ipv6CidrBlock === undefined) }),
    },
    expected: { ...UNKNOWN_ADDRESS, 'subnet-acl': 'unknown', 'return-ports': 'unknown' },
  },
  {
    name: 'IPv6 alone, an interface endpoint in the VPC: whether it is reached by translation nobody confirmed',
    fact: 'unread-is-unknown',
    given: {
      instance: onlyIpv6,
      region: alone({ ...translated, VpcEndpoints: known([endpoint('ssm')]) }),
    },
    expected: UNKNOWN_ADDRESS,
  },
  {
    name: 'IPv6 alone, NAT gateways were not read',
    fact: 'unread-is-unknown',
    given: { instance: onlyIpv6, region: alone({ ...translated, ...denied('NatGateways') }) },
    expected: UNKNOWN_ADDRESS,
  },
  {
    name: 'dual stack without an IPv4 route, DNS64 and NAT64: the agent tries both families',
    fact: 'nat64-translates-to-ipv4',
    given: { instance: dualStack, region: translated },
    expected: { kind: 'nat-gateway' },
  },
  {
    name: 'dual stack, IPv6 egress alone: an agent may be told to use names with IPv6 addresses',
    fact: 'dual-stack-by-agent-configuration',
    given: { instance: dualStack, region: { ...translated, ...dns64(false) } },
    expected: {
      kind: 'undecided',
      'endpoint-acl': 'unknown',
      route: 'unknown',
      'security-group-egress': 'unknown',
    },
  },
  {
    name: 'dual stack with NAT for IPv4: the IPv4 way is judged, IPv6 egress does not matter',
    fact: 'rule-is-for-one-family',
    given: {
      instance: dualStack,
      region: {
        ...translated,
        ...routes({ private: [TO_NAT, TO_EGRESS_ONLY] }),
        ...groups({ 'sg-app': { out: [https('0.0.0.0/0')] } }),
      },
    },
    expected: { kind: 'nat-gateway' },
  },
  {
    name: 'dual stack with NAT for IPv4 but egress for IPv6 alone: ::/0 never counts for IPv4',
    fact: 'rule-is-for-one-family',
    given: {
      instance: dualStack,
      region: { ...translated, ...routes({ private: [TO_NAT, TO_EGRESS_ONLY] }) },
    },
    expected: { kind: 'nat-gateway', 'security-group-egress': 'fail' },
  },
  {
    name: 'dual stack, egress for IPv6 alone, NAT64 beside the IPv4 route: translation carries it',
    fact: 'nat64-translates-to-ipv4',
    given: {
      instance: dualStack,
      region: { ...translated, ...routes({ private: [TO_NAT, TO_NAT64] }) },
    },
    expected: { kind: 'nat-gateway' },
  },
  {
    name: 'dual stack, IPv6 default route to a transit gateway: nothing for IPv4',
    fact: 'egress-only-gateway-is-for-ipv6',
    given: {
      instance: dualStack,
      region: {
        ...translated,
        ...dns64(false),
        ...routes({
          private: [{ DestinationIpv6CidrBlock: '::/0', TransitGatewayId: 'tgw-1', State: 'active' }],
        }),
        ...groups({ 'sg-app': { out: [https('0.0.0.0/0')] } }),
      },
    },
    expected: { kind: 'none', route: 'fail' },
  },
  {
    name: 'dual stack with a default route to a transit gateway for IPv4: central egress',
    fact: 'beyond-the-vpc-is-not-visible',
    given: {
      instance: dualStack,
      region: {
        ...translated,
        ...routes({ private: [defaultRoute({ TransitGatewayId: 'tgw-1' })] }),
        ...groups({ 'sg-app': { out: [https('0.0.0.0/0')] } }),
      },
    },
    expected: { kind: 'beyond-vpc', 'nat-acl': 'unknown', route: 'unknown', 'endpoint-acl': 'unknown' },
  },
  {
    name: 'dual stack, IPv6 egress alone, but no group lets IPv6 out',
    fact: 'rule-is-for-one-family',
    given: {
      instance: dualStack,
      region: {
        ...translated,
        ...dns64(false),
        ...groups({ 'sg-app': { out: [https('0.0.0.0/0')] } }),
      },
    },
    expected: { kind: 'none', route: 'fail' },
  },
  {
    name: 'dual stack, DNS64 and NAT64, endpoints were not read: one may answer for the name',
    fact: 'unread-is-unknown',
    given: { instance: dualStack, region: { ...translated, ...denied('VpcEndpoints') } },
    expected: {
      kind: 'undecided',
      'name-resolution': 'unknown',
      route: 'unknown',
      endpoint: 'unknown',
      'endpoint-acl': 'unknown',
      'security-group-egress': 'unknown',
    },
  },
  {
    name: 'dual stack, DNS64 and NAT64, a hosted zone whose records were not read',
    fact: 'unread-is-unknown',
    given: { instance: dualStack, region: { ...translated, ...zone(undefined) } },
    expected: {
      kind: 'undecided',
      'name-resolution': 'unknown',
      route: 'unknown',
      endpoint: 'unknown',
      'endpoint-acl': 'unknown',
      'security-group-egress': 'unknown',
    },
  },
  {
    name: 'dual stack, DNS64 and NAT64, a failed endpoint: nothing keeps the public name from being translated',
    fact: 'nat64-translates-to-ipv4',
    given: {
      instance: dualStack,
      region: { ...translated, VpcEndpoints: known([endpoint('ssm', { State: 'failed' })]) },
    },
    expected: { kind: 'nat-gateway' },
  },
  {
    name: 'dual stack, DNS64 and NAT64, DNS hostnames off: the endpoint does not get the name',
    fact: 'private-dns-needs-both-attributes',
    given: {
      instance: dualStack,
      region: {
        ...translated,
        VpcEndpoints: known([endpoint('ssm')]),
        ...dns(known(true), known(false)),
      },
    },
    expected: { kind: 'nat-gateway' },
  },
  {
    name: 'dual stack, NAT and NAT64, an ACL for IPv6 alone: translation carries it',
    fact: 'acl-entry-is-for-one-family',
    given: {
      instance: dualStack,
      region: {
        ...translated,
        ...routes({ private: [TO_NAT, TO_NAT64] }),
        ...groups({ 'sg-app': { out: [https('0.0.0.0/0', '::/0')] } }),
        NetworkAcls: known([
          {
            NetworkAclId: 'acl-public',
            VpcId: 'vpc-main',
            Associations: [{ SubnetId: 'subnet-public' }],
            Entries: ENTRIES,
          },
          {
            NetworkAclId: 'acl-private',
            VpcId: 'vpc-main',
            Associations: [{ SubnetId: 'subnet-private' }],
            Entries: ENTRIES.filter(({ Ipv6CidrBlock }) => Ipv6CidrBlock !== undefined),
          },
        ]),
      },
    },
    expected: { kind: 'nat-gateway' },
  },
  {
    name: 'IPv6 alone, DNS64 and NAT64, a hosted zone of the very name without a record: it does not resolve',
    fact: 'hosted-zone-hides-public-names',
    given: { instance: onlyIpv6, region: alone({ ...translated, ...zone([]) }) },
    expected: { ...UNKNOWN_ADDRESS, 'name-resolution': 'fail' },
  },
  {
    name: 'IPv6 alone, DNS64 and NAT64, a hosted zone to a hub',
    fact: 'hosted-zone-answers-in-its-vpcs',
    given: {
      instance: onlyIpv6,
      region: alone({
        ...translated,
        ...zone([
          {
            Name: ZONE_NAME,
            Type: 'A',
            AliasTarget: { DNSName: 'vpce-0123-a.ssm.eu-west-1.vpce.amazonaws.com.' },
          },
        ]),
      }),
    },
    expected: UNKNOWN_ADDRESS,
  },
  {
    name: 'an interface of an IPv4 subnet whose IPv4 address is missing',
    fact: 'unread-is-unknown',
    given: { instance: onlyIpv6, region: translated },
    expected: NO_SENDER,
  },
  {
    name: 'dual stack, a dual-stack endpoint, egress for IPv6 alone: its names have IPv6 addresses too',
    fact: 'endpoint-record-type',
    given: { instance: dualStack, region: endpoints(DUAL_ENDPOINT, { egress: [https('::/0')] }) },
    expected: { kind: 'endpoint', 'security-group-egress': 'unknown' },
  },
  {
    name: 'dual stack, a dual-stack endpoint whose group admits IPv6 alone',
    fact: 'endpoint-record-type',
    given: { instance: dualStack, region: endpoints(DUAL_ENDPOINT, { sg: [https('2001:db8::/32')] }) },
    expected: { kind: 'endpoint', 'endpoint-security-group': 'unknown' },
  },
  {
    name: 'IPv4 alone, a dual-stack endpoint whose group admits IPv6 alone',
    fact: 'rule-is-for-one-family',
    given: {
      instance: instanceIn('subnet-private'),
      region: endpoints(DUAL_ENDPOINT, { sg: [https('2001:db8::/32')] }),
    },
    expected: { kind: 'endpoint', 'endpoint-security-group': 'fail' },
  },
  {
    name: 'IPv6 addresses were not read, no IPv4 route, DNS64 and NAT64: translation may carry it',
    fact: 'unread-is-unknown',
    given: { instance: unlisted, region: translated },
    expected: OPEN_ROUTE,
  },
  {
    name: 'IPv6 addresses were not read, no IPv4 route, IPv6 egress',
    fact: 'unread-is-unknown',
    given: { instance: unlisted, region: { ...translated, ...dns64(false) } },
    expected: OPEN_ROUTE,
  },
  {
    name: 'IPv6 addresses were not read, and no route is for IPv6: nothing leads anywhere',
    fact: 'no-route-no-packet',
    given: { instance: unlisted, region: { ...translated, ...routes({ private: [] }) } },
    expected: { kind: 'none', route: 'fail', 'security-group-egress': 'fail' },
  },
  {
    name: 'IPv6 addresses were not read, NAT for IPv4: the IPv4 way works all the same',
    fact: 'rule-is-for-one-family',
    given: {
      instance: unlisted,
      region: {
        ...translated,
        ...routes({ private: [TO_NAT, TO_EGRESS_ONLY] }),
        ...groups({ 'sg-app': { out: [https('0.0.0.0/0')] } }),
      },
    },
    expected: { kind: 'nat-gateway' },
  },
];
