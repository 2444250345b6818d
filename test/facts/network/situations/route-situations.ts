import { known } from '../../../../src/model/known.ts';
import { healthyRegion } from '../../../support/subject.ts';
import {
  LOCAL,
  privateInstance,
  unaddressed,
  routes,
  TO_IGW,
  defaultRoute,
  TO_NAT,
  natGateway,
  denied,
  valueOf,
} from '../network.ts';
import type { Situations } from './situation.ts';

const TGW = { TransitGatewayId: 'tgw-1' };
const CORE_NETWORK = 'arn:aws:networkmanager::111122223333:core-network/core-network-1';
const behindNat = { instance: privateInstance };
const natRoute = routes({ private: [TO_NAT] });

/** https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html */
export const ROUTE_SITUATIONS: Situations = [
  {
    name: 'no default route: the main table has the local route alone',
    fact: 'no-route-no-packet',
    given: { instance: privateInstance },
    expected: { kind: 'none', route: 'fail' },
  },
  {
    name: 'the default route is a blackhole',
    fact: 'blackhole-has-no-target',
    given: { region: routes({ public: [defaultRoute({ GatewayId: 'igw-main' }, { State: 'blackhole' })] }) },
    expected: { kind: 'none', route: 'fail' },
  },
  {
    name: 'route tables were not read',
    fact: 'unread-is-unknown',
    given: { region: denied('RouteTables') },
    expected: { kind: 'undecided', 'nat-acl': 'unknown', route: 'unknown', 'endpoint-acl': 'unknown' },
  },
  ...[undefined, [{ Main: false }]].map((Associations) => ({
    name: `a table with the associations ${JSON.stringify(Associations)} may be the one of the subnet`,
    fact: 'unread-is-unknown' as const,
    given: {
      region: {
        RouteTables: known([
          ...valueOf(healthyRegion.RouteTables).filter(({ RouteTableId }) => RouteTableId === 'rtb-main'),
          {
            RouteTableId: 'rtb-public',
            VpcId: 'vpc-main',
            Routes: [LOCAL, TO_IGW],
            ...(Associations && { Associations }),
          },
        ]),
      },
    },
    expected: {
      kind: 'undecided',
      route: 'unknown',
      'nat-acl': 'unknown',
      'endpoint-acl': 'unknown',
    } as const,
  })),
  {
    name: 'an explicit association beats the main table',
    fact: 'own-table-beats-main',
    given: { ...behindNat, region: { ...natGateway(), ...natRoute } },
    expected: { kind: 'nat-gateway' },
  },
  {
    name: 'the main table serves subnets without an association',
    fact: 'own-table-beats-main',
    given: { ...behindNat, region: { ...natGateway(), ...routes({ main: [TO_NAT] }) } },
    expected: { kind: 'nat-gateway' },
  },
  {
    name: 'IPv6 default route to an egress-only gateway: nothing for IPv4',
    fact: 'egress-only-gateway-is-for-ipv6',
    given: {
      ...behindNat,
      region: routes({
        main: [{ DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-1', State: 'active' }],
      }),
    },
    expected: { kind: 'none', route: 'fail' },
  },
  {
    name: 'IPv6 default route to the internet gateway: nothing for IPv4',
    fact: 'route-is-for-one-family',
    given: {
      region: routes({
        public: [{ DestinationIpv6CidrBlock: '::/0', GatewayId: 'igw-main', State: 'active' }],
      }),
    },
    expected: { kind: 'none', route: 'fail' },
  },
  {
    name: 'two halves to the internet gateway are a default route',
    fact: 'longest-prefix-wins',
    given: {
      region: routes({
        public: [
          { ...TO_IGW, DestinationCidrBlock: '0.0.0.0/1' },
          { ...TO_IGW, DestinationCidrBlock: '128.0.0.0/1' },
        ],
      }),
    },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'only half of the addresses has a route: AWS does not say in which half the service is',
    fact: 'no-range-for-systems-manager',
    given: { region: routes({ public: [{ ...TO_IGW, DestinationCidrBlock: '0.0.0.0/1' }] }) },
    expected: { kind: 'undecided', route: 'unknown' },
  },
  {
    name: 'a longer public prefix leads beyond the VPC: it may hold the service',
    fact: 'no-range-for-systems-manager',
    given: {
      region: routes({ public: [TO_IGW, { ...TGW, DestinationCidrBlock: '52.0.0.0/6', State: 'active' }] }),
    },
    expected: { kind: 'undecided', 'nat-acl': 'unknown', route: 'unknown', 'endpoint-acl': 'unknown' },
  },
  {
    name: 'a longer private prefix leads beyond the VPC: the service is not in it',
    fact: 'service-names-are-public',
    given: {
      region: routes({ public: [TO_IGW, { ...TGW, DestinationCidrBlock: '10.0.0.0/8', State: 'active' }] }),
    },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'a longer prefix to the same gateway changes nothing',
    fact: 'longest-prefix-wins',
    given: { region: routes({ public: [TO_IGW, { ...TO_IGW, DestinationCidrBlock: '52.0.0.0/6' }] }) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'both prefixes lead nowhere, each for its own reason: all ways fail',
    fact: 'blackhole-has-no-target',
    given: {
      instance: unaddressed,
      region: routes({
        public: [TO_IGW, { DestinationCidrBlock: '52.0.0.0/6', NatGatewayId: 'nat-1', State: 'blackhole' }],
      }),
    },
    expected: { kind: 'undecided', route: 'fail', gateway: 'fail' },
  },
  {
    name: 'a static route beats a propagated one of the same prefix',
    fact: 'static-beats-propagated',
    given: {
      region: routes({
        public: [defaultRoute({ GatewayId: 'vgw-1' }, { Origin: 'EnableVgwRoutePropagation' }), TO_IGW],
      }),
    },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'prefix list route that was not read: any address may be in it',
    fact: 'unread-is-unknown',
    given: {
      region: routes({
        public: [TO_IGW, { DestinationPrefixListId: 'pl-1', TransitGatewayId: 'tgw-1', State: 'active' }],
      }),
    },
    expected: { kind: 'undecided', 'nat-acl': 'unknown', route: 'unknown', 'endpoint-acl': 'unknown' },
  },
  {
    name: 'prefix list route with private addresses alone',
    fact: 'prefix-list-in-route',
    given: {
      region: {
        ...routes({
          public: [TO_IGW, { DestinationPrefixListId: 'pl-1', TransitGatewayId: 'tgw-1', State: 'active' }],
        }),
        PrefixListEntries: { 'pl-1': known([{ Cidr: '10.9.0.0/16' }]) },
      },
    },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'prefix list route whose entry cannot be parsed: a gap, not nothing',
    fact: 'unreadable-is-unknown',
    given: {
      region: {
        ...routes({
          public: [TO_IGW, { DestinationPrefixListId: 'pl-1', TransitGatewayId: 'tgw-1', State: 'active' }],
        }),
        PrefixListEntries: { 'pl-1': known([{ Cidr: '10.9/16' }]) },
      },
    },
    expected: { kind: 'undecided', 'nat-acl': 'unknown', route: 'unknown', 'endpoint-acl': 'unknown' },
  },
  {
    name: 'default route by prefix list: 0.0.0.0/0 in the list',
    fact: 'prefix-list-in-route',
    given: {
      region: {
        ...routes({ public: [{ DestinationPrefixListId: 'pl-1', GatewayId: 'igw-main', State: 'active' }] }),
        PrefixListEntries: { 'pl-1': known([{ Cidr: '0.0.0.0/0' }]) },
      },
    },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'gateway endpoint route for Amazon S3: it never carries Systems Manager',
    fact: 'gateway-endpoint-for-s3-and-dynamodb',
    given: {
      ...behindNat,
      region: {
        ...routes({ main: [{ DestinationPrefixListId: 'pl-s3', GatewayId: 'vpce-s3', State: 'active' }] }),
        VpcEndpoints: known([
          {
            VpcEndpointId: 'vpce-s3',
            VpcEndpointType: 'Gateway',
            VpcId: 'vpc-main',
            ServiceName: 'com.amazonaws.eu-west-1.s3',
          },
        ]),
      },
    },
    expected: { kind: 'none', route: 'fail' },
  },
  {
    name: 'the VPC itself has public addresses: the service may be among them',
    fact: 'local-route-for-every-block',
    given: {
      region: routes({
        public: [TO_IGW, { DestinationCidrBlock: '52.10.0.0/16', GatewayId: 'local', State: 'active' }],
      }),
    },
    expected: { kind: 'undecided', 'nat-acl': 'unknown', route: 'unknown' },
  },
  ...(
    [
      ['transit gateway', { TransitGatewayId: 'tgw-1' }, 'beyond-the-vpc-is-not-visible'],
      ['VPC peering', { VpcPeeringConnectionId: 'pcx-1' }, 'peering-is-no-way-to-the-internet'],
      ['VPN gateway', { GatewayId: 'vgw-1' }, 'beyond-the-vpc-is-not-visible'],
      ['Cloud WAN', { CoreNetworkArn: CORE_NETWORK }, 'beyond-the-vpc-is-not-visible'],
      ['local gateway', { LocalGatewayId: 'lgw-1' }, 'beyond-the-vpc-is-not-visible'],
      ['firewall endpoint', { GatewayId: 'vpce-firewall' }, 'firewall-endpoint-as-target'],
    ] as const
  ).map(([what, target, fact]) => ({
    name: `default route to a ${what}: what is beyond is not visible`,
    fact,
    given: { ...behindNat, region: routes({ main: [defaultRoute(target)] }) },
    expected: {
      kind: 'beyond-vpc',
      'nat-acl': 'unknown',
      route: 'unknown',
      'endpoint-acl': 'unknown',
    } as const,
  })),
  {
    name: 'default route to a carrier gateway: whether that network reaches AWS is not visible',
    fact: 'carrier-gateway-reaches-the-internet',
    given: { ...behindNat, region: routes({ main: [defaultRoute({ CarrierGatewayId: 'cagw-1' })] }) },
    expected: { kind: 'beyond-vpc', route: 'unknown', 'nat-acl': 'unknown' },
  },
  {
    name: 'only a private route to a transit gateway: a private hosted zone may use it',
    fact: 'endpoints-beyond-the-vpc',
    given: {
      ...behindNat,
      region: routes({ main: [{ ...TGW, DestinationCidrBlock: '10.20.0.0/16', State: 'active' }] }),
    },
    expected: { kind: 'undecided', 'endpoint-acl': 'unknown', route: 'unknown' },
  },
  {
    name: 'only a blackholed route to a transit gateway: nothing is beyond',
    fact: 'blackhole-has-no-target',
    given: {
      ...behindNat,
      region: routes({ main: [{ ...TGW, DestinationCidrBlock: '10.20.0.0/16', State: 'blackhole' }] }),
    },
    expected: { kind: 'none', route: 'fail' },
  },
  {
    name: 'public subnet without address, but peered: a private hosted zone may use the peering',
    fact: 'endpoints-beyond-the-vpc',
    given: {
      instance: unaddressed,
      region: routes({
        public: [
          TO_IGW,
          { VpcPeeringConnectionId: 'pcx-1', DestinationCidrBlock: '10.30.0.0/16', State: 'active' },
        ],
      }),
    },
    expected: { kind: 'undecided', 'endpoint-acl': 'unknown', route: 'unknown', gateway: 'unknown' },
  },
];
