import type {
  NatGateway,
  NetworkInterface,
  RouteTable,
  SecurityGroup,
  Subnet,
  VpcEndpoint,
} from '../../src/model/aws.ts';

/** How private subnets of a VPC reach AWS; VPCs take turns. */
const VPC_KINDS = ['nat', 'endpoints', 'isolated', 'transit'] as const;
export type VpcKind = (typeof VPC_KINDS)[number];

export interface FleetVpc {
  readonly id: string;
  readonly kind: VpcKind;
  readonly cidr: string;
  readonly dhcpOptionsId: string;
  /** Six: two public ones first, then four private ones. */
  readonly subnets: readonly (Subnet & { readonly SubnetId: string })[];
  readonly routeTables: readonly RouteTable[];
  readonly internetGatewayId: string | undefined;
  readonly natGateways: readonly NatGateway[];
  readonly endpoints: readonly VpcEndpoint[];
  readonly networkInterfaces: readonly NetworkInterface[];
}

export function hexId(prefix: string, number: number): string {
  return `${prefix}-0${number.toString(16).padStart(16, '0')}`;
}

export function isPublic(kind: VpcKind, subnet: number): boolean {
  return (kind === 'nat' || kind === 'isolated') && subnet < 2;
}

/** One VPC of 10.N.0.0/16 with six subnets over three availability zones. */
export function buildVpc(accountId: string, region: string, seed: number, index: number): FleetVpc {
  const number = seed + index;
  const kind = VPC_KINDS[index % VPC_KINDS.length] ?? 'nat';
  const id = hexId('vpc', number);
  const owned = { VpcId: id, OwnerId: accountId };
  const octet = index % 256;
  const subnets = [0, 1, 2, 3, 4, 5].map((subnet) => ({
    ...owned,
    SubnetId: hexId('subnet', number * 8 + subnet),
    CidrBlock: `10.${octet}.${subnet * 16}.0/20`,
    AvailabilityZone: `${region}${'abc'[subnet % 3] ?? 'a'}`,
    EnableDns64: false,
    Ipv6Native: false,
    MapPublicIpOnLaunch: isPublic(kind, subnet),
    BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' },
  }));
  const internetGatewayId = kind === 'nat' || kind === 'isolated' ? hexId('igw', number) : undefined;
  const nat = hexId('nat', number);
  const local = {
    DestinationCidrBlock: `10.${octet}.0.0/16`,
    GatewayId: 'local',
    State: 'active',
    Origin: 'CreateRouteTable',
  };
  const anywhere = { DestinationCidrBlock: '0.0.0.0/0', State: 'active', Origin: 'CreateRoute' };
  const privateRoutes = {
    nat: [{ ...anywhere, NatGatewayId: nat }],
    endpoints: [],
    isolated: [],
    transit: [{ ...anywhere, TransitGatewayId: hexId('tgw', seed) }],
  }[kind];
  const publicSubnets = subnets.filter((_, subnet) => isPublic(kind, subnet));
  const routeTables: RouteTable[] = [
    {
      ...owned,
      RouteTableId: hexId('rtb', number * 2),
      Routes: [local, ...privateRoutes],
      Associations: [{ Main: true, AssociationState: { State: 'associated' } }],
    },
  ];
  if (internetGatewayId !== undefined) {
    routeTables.push({
      ...owned,
      RouteTableId: hexId('rtb', number * 2 + 1),
      Routes: [local, { ...anywhere, GatewayId: internetGatewayId }],
      Associations: publicSubnets.map(({ SubnetId }) => ({
        Main: false,
        SubnetId,
        AssociationState: { State: 'associated' },
      })),
    });
  }
  const endpoints = kind === 'endpoints' ? buildEndpoints(region, owned, number, subnets) : [];
  const natAddress = {
    PrivateIp: `10.${octet}.0.10`,
    PublicIp: `203.0.113.${index % 256}`,
    NetworkInterfaceId: hexId('eni', number * 64 + 63),
  };
  const natSubnet = publicSubnets[0]?.SubnetId ?? '';
  const natGateways =
    kind === 'nat'
      ? [
          {
            NatGatewayId: nat,
            VpcId: id,
            SubnetId: natSubnet,
            State: 'available',
            ConnectivityType: 'public',
            NatGatewayAddresses: [natAddress],
          },
        ]
      : [];
  return {
    id,
    kind,
    cidr: `10.${octet}.0.0/16`,
    dhcpOptionsId: hexId('dopt', seed),
    subnets,
    routeTables,
    internetGatewayId,
    natGateways,
    endpoints: endpoints.map(({ endpoint }) => endpoint),
    networkInterfaces: [
      ...endpoints.flatMap(({ interfaces }) => interfaces),
      ...natGateways.map(() => ({
        NetworkInterfaceId: natAddress.NetworkInterfaceId,
        InterfaceType: 'nat_gateway',
        VpcId: id,
        SubnetId: natSubnet,
        PrivateIpAddress: natAddress.PrivateIp,
        PrivateIpAddresses: [{ PrivateIpAddress: natAddress.PrivateIp }],
        SourceDestCheck: false,
        Status: 'in-use',
        Groups: [],
      })),
    ],
  };
}

function endpointGroupId(vpc: number): string {
  return hexId('sg', vpc + 0x10_0000_0000);
}

function buildEndpoints(
  region: string,
  owned: { readonly VpcId: string; readonly OwnerId: string },
  number: number,
  subnets: FleetVpc['subnets'],
) {
  const Groups = [{ GroupId: endpointGroupId(number), GroupName: 'endpoints' }];
  return ['ssm', 'ssmmessages', 'ec2messages'].map((service, which) => {
    const interfaces = subnets.slice(0, 3).map((subnet, zone) => {
      const PrivateIpAddress = (subnet.CidrBlock ?? '').replace(/\.0\/20$/, `.${20 + which}`);
      return {
        NetworkInterfaceId: hexId('eni', number * 64 + which * 8 + zone),
        InterfaceType: 'vpc_endpoint',
        VpcId: owned.VpcId,
        SubnetId: subnet.SubnetId,
        AvailabilityZone: `${subnet.AvailabilityZone}`,
        PrivateIpAddress,
        PrivateIpAddresses: [{ PrivateIpAddress }],
        SourceDestCheck: true,
        Status: 'in-use',
        Groups,
      };
    });
    const endpoint: VpcEndpoint = {
      ...owned,
      VpcEndpointId: hexId('vpce', number * 4 + which),
      VpcEndpointType: 'Interface',
      ServiceName: `com.amazonaws.${region}.${service}`,
      State: 'available',
      PolicyDocument: '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}',
      PrivateDnsEnabled: true,
      SubnetIds: interfaces.map(({ SubnetId }) => SubnetId),
      NetworkInterfaceIds: interfaces.map(({ NetworkInterfaceId }) => NetworkInterfaceId),
      Groups,
      IpAddressType: 'ipv4',
      DnsOptions: { DnsRecordIpType: 'ipv4' },
    };
    return { endpoint, interfaces };
  });
}

const none = { IpRanges: [], Ipv6Ranges: [], PrefixListIds: [], UserIdGroupPairs: [] };
const everywhere = { ...none, IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };

/** Of ten groups eight let everything out, one 443 inside the VPC only, one nothing. */
export function groupReaches(kind: VpcKind, group: number): boolean {
  return group % 10 < 8 || (group % 10 === 8 && kind === 'endpoints');
}

export function buildGroup(accountId: string, vpc: FleetVpc, number: number, group: number): SecurityGroup {
  const https = { ...none, IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: vpc.cidr }] };
  const ssh = { ...none, IpProtocol: 'tcp', FromPort: 22, ToPort: 22 };
  return {
    GroupId: hexId('sg', number),
    GroupName: `app-${group}`,
    VpcId: vpc.id,
    OwnerId: accountId,
    IpPermissions: [{ ...ssh, IpRanges: [{ CidrIp: group % 5 === 0 ? '0.0.0.0/0' : '10.0.0.0/8' }] }],
    IpPermissionsEgress: group % 10 < 8 ? [everywhere] : group % 10 === 8 ? [https] : [],
  };
}

export function buildEndpointGroup(accountId: string, vpc: FleetVpc, number: number): SecurityGroup {
  const https = { ...none, IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: vpc.cidr }] };
  return {
    GroupId: endpointGroupId(number),
    GroupName: 'endpoints',
    VpcId: vpc.id,
    OwnerId: accountId,
    IpPermissions: [https],
    IpPermissionsEgress: [everywhere],
  };
}
