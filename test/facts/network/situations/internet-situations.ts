import { known, unknown } from '../../../../src/model/known.ts';
import { ACCOUNT } from '../../../support/subject.ts';
import {
  blockPublicAccess,
  DENIED,
  defaultRoute,
  denied,
  groups,
  https,
  instanceIn,
  natGateway,
  natInstance,
  privateInstance,
  routes,
  subnets,
  TO_IGW,
  TO_NAT,
  unaddressed,
} from '../network.ts';
import type { Situations } from './situation.ts';

const stopped = { ...unaddressed, State: { Name: 'stopped' } };
const TGW = { TransitGatewayId: 'tgw-1' };
const behindNat = { instance: privateInstance };
const natRoute = routes({ private: [TO_NAT] });

/** https://docs.aws.amazon.com/vpc/latest/userguide/ VPC_Internet_Gateway, route-tables, vpc-nat-gateway, security-vpc-bpa */
export const INTERNET_SITUATIONS: Situations = [
  {
    name: 'public subnet, public address: an internet gateway translates it',
    given: {},
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'the same for ssmmessages: no endpoint, so the same path',
    given: {},
    service: 'ssmmessages',
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'public subnet, no public address: the gateway needs one on the sending interface',
    given: { instance: unaddressed },
    expected: { kind: 'internet-gateway', gateway: 'fail' },
  },
  {
    name: 'stopped, no Elastic IP: a public address may be assigned at start',
    given: { instance: stopped },
    expected: { kind: 'internet-gateway', gateway: 'unknown' },
  },
  {
    name: 'stopped, Elastic IP: it stays on the interface',
    given: { instance: { State: { Name: 'stopped' } } },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'Elastic IP on the second interface only: it does not serve the first',
    given: {
      instance: {
        ...unaddressed,
        NetworkInterfaces: [
          ...(unaddressed.NetworkInterfaces ?? []),
          {
            NetworkInterfaceId: 'eni-2',
            Attachment: { DeviceIndex: 1 },
            Association: { PublicIp: '198.51.100.11' },
            SubnetId: 'subnet-public',
            VpcId: 'vpc-main',
            Groups: [{ GroupId: 'sg-app' }],
          },
        ],
      },
    },
    expected: { kind: 'internet-gateway', gateway: 'fail' },
  },
  {
    name: 'device index 0 on network card 1 is not the sending interface: nobody can say which is',
    given: {
      instance: {
        NetworkInterfaces: [
          { NetworkInterfaceId: 'eni-a', Attachment: { DeviceIndex: 0, NetworkCardIndex: 1 } },
          { NetworkInterfaceId: 'eni-b', Attachment: { DeviceIndex: 1, NetworkCardIndex: 0 } },
        ],
      },
    },
    expected: {
      kind: 'undecided',
      'name-resolution': 'unknown',
      'security-group-egress': 'unknown',
      'subnet-acl': 'unknown',
      route: 'unknown',
      gateway: 'unknown',
      endpoint: 'unknown',
      'nat-acl': 'unknown',
      'endpoint-acl': 'unknown',
      'endpoint-security-group': 'unknown',
      'endpoint-policy': 'unknown',
      'return-ports': 'unknown',
    },
  },
  {
    name: 'planned, no address asked for, subnet gives none',
    given: {
      planned: true,
      instance: { ...unaddressed, State: { Name: 'planned' } },
      region: subnets({ 'subnet-public': { MapPublicIpOnLaunch: false } }),
    },
    expected: { kind: 'internet-gateway', gateway: 'fail' },
  },
  {
    name: 'planned, no address asked for, subnet gives one: nobody can say',
    given: {
      planned: true,
      instance: { ...unaddressed, State: { Name: 'planned' } },
      region: subnets({ 'subnet-public': { MapPublicIpOnLaunch: true } }),
    },
    expected: { kind: 'internet-gateway', gateway: 'unknown' },
  },
  {
    name: 'the gateway belongs to another VPC',
    given: {
      region: {
        InternetGateways: known([
          { InternetGatewayId: 'igw-main', Attachments: [{ State: 'available', VpcId: 'vpc-other' }] },
        ]),
      },
    },
    expected: { kind: 'internet-gateway', gateway: 'fail' },
  },
  {
    name: 'the gateway is being detached',
    given: {
      region: {
        InternetGateways: known([
          { InternetGatewayId: 'igw-main', Attachments: [{ State: 'detaching', VpcId: 'vpc-main' }] },
        ]),
      },
    },
    expected: { kind: 'internet-gateway', gateway: 'fail' },
  },
  {
    name: 'internet gateways were not read',
    given: { region: denied('InternetGateways') },
    expected: { kind: 'internet-gateway', gateway: 'unknown' },
  },
  {
    name: 'no default route: the main table has the local route alone',
    given: { instance: privateInstance },
    expected: { kind: 'none', route: 'fail' },
  },
  {
    name: 'the default route is a blackhole',
    given: { region: routes({ public: [defaultRoute({ GatewayId: 'igw-main' }, { State: 'blackhole' })] }) },
    expected: { kind: 'none', route: 'fail' },
  },
  {
    name: 'route tables were not read',
    given: { region: denied('RouteTables') },
    expected: { kind: 'undecided', 'nat-acl': 'unknown', route: 'unknown' },
  },
  {
    name: 'an explicit association beats the main table',
    given: { ...behindNat, region: { ...natGateway(), ...natRoute } },
    expected: { kind: 'nat-gateway' },
  },
  {
    name: 'the main table serves subnets without an association',
    given: { ...behindNat, region: { ...natGateway(), ...routes({ main: [TO_NAT] }) } },
    expected: { kind: 'nat-gateway' },
  },
  {
    name: 'IPv6 default route to an egress-only gateway: nothing for IPv4',
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
    given: {
      region: routes({ public: [{ DestinationIpv6CidrBlock: '::/0', GatewayId: 'igw-main', State: 'active' }] }),
    },
    expected: { kind: 'none', route: 'fail' },
  },
  {
    name: 'two halves to the internet gateway are a default route',
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
    given: { region: routes({ public: [{ ...TO_IGW, DestinationCidrBlock: '0.0.0.0/1' }] }) },
    expected: { kind: 'undecided', route: 'unknown' },
  },
  {
    name: 'a longer public prefix leads beyond the VPC: it may hold the service',
    given: {
      region: routes({ public: [TO_IGW, { ...TGW, DestinationCidrBlock: '52.0.0.0/6', State: 'active' }] }),
    },
    expected: { kind: 'undecided', 'nat-acl': 'unknown', route: 'unknown' },
  },
  {
    name: 'a longer private prefix leads beyond the VPC: the service is not in it',
    given: {
      region: routes({ public: [TO_IGW, { ...TGW, DestinationCidrBlock: '10.0.0.0/8', State: 'active' }] }),
    },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'a longer prefix to the same gateway changes nothing',
    given: { region: routes({ public: [TO_IGW, { ...TO_IGW, DestinationCidrBlock: '52.0.0.0/6' }] }) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'both prefixes lead nowhere: all ways fail',
    given: {
      instance: unaddressed,
      region: routes({
        public: [TO_IGW, { DestinationCidrBlock: '52.0.0.0/6', NatGatewayId: 'nat-1', State: 'blackhole' }],
      }),
    },
    expected: { kind: 'undecided', route: 'unknown', gateway: 'unknown' },
  },
  {
    name: 'a static route beats a propagated one of the same prefix',
    given: {
      region: routes({
        public: [
          defaultRoute({ GatewayId: 'vgw-1' }, { Origin: 'EnableVgwRoutePropagation' }),
          TO_IGW,
        ],
      }),
    },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'prefix list route that was not read: any address may be in it',
    given: {
      region: routes({
        public: [TO_IGW, { DestinationPrefixListId: 'pl-1', TransitGatewayId: 'tgw-1', State: 'active' }],
      }),
    },
    expected: { kind: 'undecided', 'nat-acl': 'unknown', route: 'unknown' },
  },
  {
    name: 'prefix list route with private addresses alone',
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
    given: {
      region: {
        ...routes({
          public: [TO_IGW, { DestinationPrefixListId: 'pl-1', TransitGatewayId: 'tgw-1', State: 'active' }],
        }),
        PrefixListEntries: { 'pl-1': known([{ Cidr: '10.9/16' }]) },
      },
    },
    expected: { kind: 'undecided', 'nat-acl': 'unknown', route: 'unknown' },
  },
  {
    name: 'default route by prefix list: 0.0.0.0/0 in the list',
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
    given: {
      ...behindNat,
      region: {
        ...routes({ main: [{ DestinationPrefixListId: 'pl-s3', GatewayId: 'vpce-s3', State: 'active' }] }),
        VpcEndpoints: known([
          { VpcEndpointId: 'vpce-s3', VpcEndpointType: 'Gateway', VpcId: 'vpc-main', ServiceName: 'com.amazonaws.eu-west-1.s3' },
        ]),
      },
    },
    expected: { kind: 'none', route: 'fail' },
  },
  {
    name: 'the VPC itself has public addresses: the service may be among them',
    given: {
      region: routes({
        public: [TO_IGW, { DestinationCidrBlock: '52.10.0.0/16', GatewayId: 'local', State: 'active' }],
      }),
    },
    expected: { kind: 'undecided', 'nat-acl': 'unknown', route: 'unknown' },
  },
  ...(
    [
      ['transit gateway', { TransitGatewayId: 'tgw-1' }],
      ['VPC peering', { VpcPeeringConnectionId: 'pcx-1' }],
      ['VPN gateway', { GatewayId: 'vgw-1' }],
      ['Cloud WAN', { CoreNetworkArn: 'arn:aws:networkmanager::111122223333:core-network/core-network-1' }],
      ['local gateway', { LocalGatewayId: 'lgw-1' }],
      ['carrier gateway', { CarrierGatewayId: 'cagw-1' }],
      ['firewall endpoint', { GatewayId: 'vpce-firewall' }],
    ] as const
  ).map(([what, target]) => ({
    name: `default route to a ${what}: what is beyond is not visible`,
    given: { ...behindNat, region: routes({ main: [defaultRoute(target)] }) },
    expected: { kind: 'beyond-vpc', 'nat-acl': 'unknown', route: 'unknown' } as const,
  })),
  {
    name: 'only a private route to a transit gateway: a private hosted zone may use it',
    given: {
      ...behindNat,
      region: routes({ main: [{ ...TGW, DestinationCidrBlock: '10.20.0.0/16', State: 'active' }] }),
    },
    expected: { kind: 'undecided', 'endpoint-acl': 'unknown', route: 'unknown' },
  },
  {
    name: 'only a blackholed route to a transit gateway: nothing is beyond',
    given: {
      ...behindNat,
      region: routes({ main: [{ ...TGW, DestinationCidrBlock: '10.20.0.0/16', State: 'blackhole' }] }),
    },
    expected: { kind: 'none', route: 'fail' },
  },
  {
    name: 'public subnet without address, but peered: a private hosted zone may use the peering',
    given: {
      instance: unaddressed,
      region: routes({
        public: [TO_IGW, { VpcPeeringConnectionId: 'pcx-1', DestinationCidrBlock: '10.30.0.0/16', State: 'active' }],
      }),
    },
    expected: { kind: 'undecided', 'endpoint-acl': 'unknown', route: 'unknown', gateway: 'unknown' },
  },
  {
    name: 'NAT gateway that failed',
    given: { ...behindNat, region: { ...natGateway({ State: 'failed' }), ...natRoute } },
    expected: { kind: 'nat-gateway', gateway: 'fail' },
  },
  {
    name: 'NAT gateway in a subnet without a way out',
    given: {
      ...behindNat,
      region: { ...natGateway(), ...natRoute, ...routes({ public: [], private: [TO_NAT] }) },
    },
    expected: { kind: 'nat-gateway', gateway: 'fail' },
  },
  {
    name: 'NAT gateway in a subnet whose default route leads to a firewall endpoint',
    given: {
      ...behindNat,
      region: {
        ...natGateway(),
        ...routes({ public: [defaultRoute({ GatewayId: 'vpce-firewall' })], private: [TO_NAT] }),
      },
    },
    expected: { kind: 'nat-gateway', gateway: 'unknown' },
  },
  {
    name: 'NAT gateways were not read',
    given: { ...behindNat, region: { ...denied('NatGateways'), ...natRoute } },
    expected: { kind: 'nat-gateway', gateway: 'unknown', 'nat-acl': 'unknown', 'return-ports': 'unknown' },
  },
  {
    name: 'private NAT gateway in a public subnet: the internet gateway drops its packets',
    given: { ...behindNat, region: { ...natGateway({ ConnectivityType: 'private' }), ...natRoute } },
    expected: { kind: 'nat-gateway', gateway: 'fail' },
  },
  {
    name: 'private NAT gateway towards a transit gateway',
    given: {
      ...behindNat,
      region: {
        ...natGateway({ ConnectivityType: 'private' }),
        ...routes({ public: [defaultRoute(TGW)], private: [TO_NAT] }),
      },
    },
    expected: { kind: 'nat-gateway', gateway: 'unknown' },
  },
  {
    name: 'regional NAT gateway: no subnet, a route table of its own',
    given: {
      ...behindNat,
      region: {
        ...natGateway({
          AvailabilityMode: 'regional',
          SubnetId: undefined as never,
          RouteTableId: 'rtb-public',
        }),
        ...natRoute,
      },
    },
    expected: { kind: 'nat-gateway' },
  },
  {
    name: 'regional NAT gateway whose route table is not visible',
    given: {
      ...behindNat,
      region: {
        ...natGateway({ AvailabilityMode: 'regional', SubnetId: undefined as never, RouteTableId: 'rtb-hidden' }),
        ...natRoute,
      },
    },
    expected: { kind: 'nat-gateway', gateway: 'unknown' },
  },
  {
    name: 'old NAT answer without connectivity type: its public address tells',
    given: {
      ...behindNat,
      region: {
        ...natGateway({ ConnectivityType: undefined as never, AvailabilityMode: undefined as never }),
        ...natRoute,
      },
    },
    expected: { kind: 'nat-gateway' },
  },
  {
    name: 'NAT instance with everything right: forwarding in its operating system is not visible',
    given: {
      ...behindNat,
      region: { ...natInstance(), ...routes({ main: [defaultRoute({ NetworkInterfaceId: 'eni-natbox' })] }) },
    },
    expected: { kind: 'nat-instance', gateway: 'unknown' },
  },
  {
    name: 'NAT instance with the source/destination check on',
    given: {
      ...behindNat,
      region: {
        ...natInstance({ SourceDestCheck: true }),
        ...routes({ main: [defaultRoute({ NetworkInterfaceId: 'eni-natbox' })] }),
      },
    },
    expected: { kind: 'nat-instance', gateway: 'fail' },
  },
  {
    name: 'NAT instance that is stopped',
    given: {
      ...behindNat,
      region: {
        ...natInstance({}, { State: { Name: 'stopped' } }),
        ...routes({ main: [defaultRoute({ InstanceId: 'i-natbox', NetworkInterfaceId: 'eni-natbox' })] }),
      },
    },
    expected: { kind: 'nat-instance', gateway: 'fail' },
  },
  {
    name: 'NAT instance whose security group lets no client in',
    given: {
      ...behindNat,
      region: {
        ...natInstance({ Groups: [{ GroupId: 'sg-closed' }] }),
        ...routes({ main: [defaultRoute({ NetworkInterfaceId: 'eni-natbox' })] }),
      },
    },
    expected: { kind: 'nat-instance', gateway: 'fail' },
  },
  {
    name: 'NAT instance without a public address of its own',
    given: {
      ...behindNat,
      region: {
        ...natInstance({ Association: undefined as never }),
        ...routes({ main: [defaultRoute({ NetworkInterfaceId: 'eni-natbox' })] }),
      },
    },
    expected: { kind: 'nat-instance', gateway: 'fail' },
  },
  {
    name: 'default route to an interface that no listed instance has',
    given: {
      ...behindNat,
      region: routes({ main: [defaultRoute({ NetworkInterfaceId: 'eni-appliance' })] }),
    },
    expected: { kind: 'nat-instance', gateway: 'unknown', 'nat-acl': 'unknown', 'return-ports': 'unknown' },
  },
  {
    name: 'default route to an instance of another account',
    given: {
      ...behindNat,
      region: {
        ...natInstance(),
        ...routes({
          main: [defaultRoute({ NetworkInterfaceId: 'eni-natbox', InstanceOwnerId: '999988887777' })],
        }),
      },
    },
    expected: { kind: 'nat-instance', gateway: 'unknown', 'nat-acl': 'unknown', 'return-ports': 'unknown' },
  },
  {
    name: 'Block Public Access was not read, and the subnet does not say',
    given: { region: { ...blockPublicAccess('off'), VpcBlockPublicAccessOptions: unknown(DENIED) } },
    expected: { kind: 'internet-gateway', gateway: 'unknown' },
  },
  {
    name: 'Block Public Access off in the account',
    given: { region: blockPublicAccess('off') },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'Block Public Access bidirectional: nothing passes an internet gateway',
    given: { region: blockPublicAccess('block-bidirectional') },
    expected: { kind: 'internet-gateway', gateway: 'fail' },
  },
  {
    name: 'Block Public Access ingress: a public address is cut off too',
    given: { region: blockPublicAccess('block-ingress') },
    expected: { kind: 'internet-gateway', gateway: 'fail' },
  },
  {
    name: 'Block Public Access ingress: NAT gateways keep working',
    given: { ...behindNat, region: { ...natGateway(), ...natRoute, ...blockPublicAccess('block-ingress') } },
    expected: { kind: 'nat-gateway' },
  },
  {
    name: 'Block Public Access bidirectional stops NAT gateways',
    given: {
      ...behindNat,
      region: { ...natGateway(), ...natRoute, ...blockPublicAccess('block-bidirectional') },
    },
    expected: { kind: 'nat-gateway', gateway: 'fail' },
  },
  {
    name: 'Block Public Access with the VPC excluded both ways',
    given: { region: blockPublicAccess('block-bidirectional', { 'vpc/vpc-main': 'allow-bidirectional' }) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'Block Public Access with the subnet excluded both ways',
    given: { region: blockPublicAccess('block-ingress', { 'subnet/subnet-public': 'allow-bidirectional' }) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'Block Public Access with another subnet excluded',
    given: {
      region: blockPublicAccess('block-ingress', { 'subnet/subnet-private': 'allow-bidirectional' }),
    },
    expected: { kind: 'internet-gateway', gateway: 'fail' },
  },
  {
    name: 'Block Public Access with egress allowed: NAT gateways send out only',
    given: {
      ...behindNat,
      region: {
        ...natGateway(),
        ...natRoute,
        ...blockPublicAccess('block-bidirectional', { 'vpc/vpc-main': 'allow-egress' }),
      },
    },
    expected: { kind: 'nat-gateway' },
  },
  {
    name: 'Block Public Access with egress allowed: for a public address nobody confirmed it',
    given: { region: blockPublicAccess('block-bidirectional', { 'vpc/vpc-main': 'allow-egress' }) },
    expected: { kind: 'internet-gateway', gateway: 'unknown' },
  },
  {
    name: 'the subnet says that Block Public Access is in force',
    given: {
      region: subnets({
        'subnet-public': { BlockPublicAccessStates: { InternetGatewayBlockMode: 'block-bidirectional' } },
      }),
    },
    expected: { kind: 'internet-gateway', gateway: 'fail' },
  },
  {
    name: 'two NATs by prefix, both failed: all ways fail',
    given: {
      ...behindNat,
      region: {
        NatGateways: known(
          ['nat-1', 'nat-2'].map((NatGatewayId) => ({
            NatGatewayId,
            State: 'failed',
            ConnectivityType: 'public',
            SubnetId: 'subnet-public',
          })),
        ),
        ...routes({ main: [TO_NAT, { ...TO_NAT, NatGatewayId: 'nat-2', DestinationCidrBlock: '52.0.0.0/6' }] }),
      },
    },
    expected: { kind: 'nat-gateway', gateway: 'fail' },
  },
  {
    name: 'two NATs by prefix, one failed: AWS does not say which carries the service',
    given: {
      ...behindNat,
      region: {
        NatGateways: known([
          { NatGatewayId: 'nat-1', State: 'available', ConnectivityType: 'public', SubnetId: 'subnet-public' },
          { NatGatewayId: 'nat-2', State: 'failed', ConnectivityType: 'public', SubnetId: 'subnet-public' },
        ]),
        ...routes({ main: [TO_NAT, { ...TO_NAT, NatGatewayId: 'nat-2', DestinationCidrBlock: '52.0.0.0/6' }] }),
      },
    },
    expected: { kind: 'nat-gateway', gateway: 'unknown' },
  },
  {
    name: 'a security group of another VPC part is missing from the answer',
    given: {
      instance: instanceIn('subnet-public', { Groups: [{ GroupId: 'sg-shared' }] }),
      region: groups({ 'sg-app': { out: [https('0.0.0.0/0')] } }),
    },
    expected: { kind: 'internet-gateway', 'security-group-egress': 'unknown' },
  },
  {
    name: 'owner ids are absent in old answers: the VPC is one of the account',
    given: { region: { ...subnets({ 'subnet-public': { OwnerId: undefined as never } }) } },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'owner ids equal the account: nothing is shared',
    given: { region: { ...subnets({ 'subnet-public': { OwnerId: ACCOUNT } }) } },
    expected: { kind: 'internet-gateway' },
  },
];
