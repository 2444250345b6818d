import type {
  Instance,
  InstanceNetworkInterface,
  IpPermission,
  NetworkAclEntry,
  NetworkInterface,
  Route,
  SecurityGroup,
  Subnet,
  VpcEndpoint,
} from '../../../src/model/aws.ts';
import type { RegionInventory } from '../../../src/model/inventory.ts';
import { type Gap, type Known, known, unknown } from '../../../src/model/known.ts';
import { ACCOUNT, healthyInstance, healthyRegion, REGION } from '../../support/subject.ts';

/*
 * Parts of the healthy network to build situations from. `vpc-main` is 10.0.0.0/16; `subnet-public` (10.0.1.0/24) has
 * a default route to `igw-main`, `subnet-private` (10.0.2.0/24) uses the main table, which has the local route alone.
 */

export const DENIED: Gap = { kind: 'denied', action: 'test:Denied' };
export const LOCAL: Route = { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' };

export function valueOf<T>(answer: Known<T>): T {
  if (!answer.known) throw new Error('the healthy network has no gaps');
  return answer.value;
}

const [healthyInterface] = healthyInstance.NetworkInterfaces ?? [];

/** The healthy instance in another subnet, with other groups, or without its public address. */
export function instanceIn(
  subnetId: string,
  changes: Partial<InstanceNetworkInterface> = {},
): Partial<Instance> {
  const { Association, ...rest } = healthyInterface ?? {};
  const isPublic = subnetId === 'subnet-public';
  return {
    SubnetId: subnetId,
    NetworkInterfaces: [
      {
        ...rest,
        ...(isPublic && Association !== undefined ? { Association } : {}),
        SubnetId: subnetId,
        PrivateIpAddress: isPublic ? '10.0.1.10' : '10.0.2.10',
        ...changes,
      },
    ],
    ...(isPublic ? {} : { PublicIpAddress: undefined as never }),
  };
}

/** The private instance, without any public address. */
export const privateInstance: Partial<Instance> = instanceIn('subnet-private');

export const unaddressed: Partial<Instance> = {
  ...instanceIn('subnet-public', { Association: undefined as never }),
  PublicIpAddress: undefined as never,
};

/** Route tables of both subnets; the routes are added to the local one. */
export function routes(tables: {
  readonly public?: readonly Route[];
  readonly main?: readonly Route[];
  readonly private?: readonly Route[];
}): Partial<RegionInventory> {
  const [publicTable, mainTable] = valueOf(healthyRegion.RouteTables);
  return {
    RouteTables: known([
      { ...publicTable, ...(tables.public === undefined ? {} : { Routes: [LOCAL, ...tables.public] }) },
      { ...mainTable, ...(tables.main === undefined ? {} : { Routes: [LOCAL, ...tables.main] }) },
      ...(tables.private === undefined
        ? []
        : [
            {
              RouteTableId: 'rtb-private',
              VpcId: 'vpc-main',
              OwnerId: ACCOUNT,
              Routes: [LOCAL, ...tables.private],
              Associations: [
                { Main: false, SubnetId: 'subnet-private', AssociationState: { State: 'associated' } },
              ],
            },
          ]),
    ]),
  };
}

export const TO_IGW: Route = {
  DestinationCidrBlock: '0.0.0.0/0',
  GatewayId: 'igw-main',
  State: 'active',
  Origin: 'CreateRoute',
};

export function defaultRoute(target: Partial<Route>, changes: Partial<Route> = {}): Route {
  return { DestinationCidrBlock: '0.0.0.0/0', State: 'active', Origin: 'CreateRoute', ...target, ...changes };
}

export const TO_NAT = defaultRoute({ NatGatewayId: 'nat-1' });

export function natGateway(changes: Partial<ReturnType<typeof baseNat>> = {}): Partial<RegionInventory> {
  return { NatGateways: known([{ ...baseNat(), ...changes }]) };
}

function baseNat() {
  return {
    NatGatewayId: 'nat-1',
    State: 'available' as string,
    ConnectivityType: 'public' as string | undefined as string,
    AvailabilityMode: 'zonal' as string,
    SubnetId: 'subnet-public' as string | undefined as string,
    RouteTableId: undefined as unknown as string,
    VpcId: 'vpc-main',
    NatGatewayAddresses: [
      { PublicIp: '198.51.100.20', PrivateIp: '10.0.1.20', NetworkInterfaceId: 'eni-nat' },
    ],
  };
}

const FULL_ACCESS = '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}';

/** An interface endpoint in `subnet-private` at 10.0.2.50 (ssm) or 10.0.2.51 (ssmmessages), group `sg-endpoint`. */
export function endpoint(service: string, changes: Partial<VpcEndpoint> = {}): VpcEndpoint {
  return {
    VpcEndpointId: `vpce-${service}`,
    VpcEndpointType: 'Interface',
    VpcId: 'vpc-main',
    OwnerId: ACCOUNT,
    ServiceName: `com.amazonaws.${REGION}.${service}`,
    State: 'available',
    PolicyDocument: FULL_ACCESS,
    PrivateDnsEnabled: true,
    SubnetIds: ['subnet-private'],
    Groups: [{ GroupId: 'sg-endpoint' }],
    NetworkInterfaceIds: [`eni-${service}`],
    ...changes,
  };
}

export function endpointInterface(
  service: string,
  changes: Partial<NetworkInterface> = {},
): NetworkInterface {
  return {
    NetworkInterfaceId: `eni-${service}`,
    InterfaceType: 'vpc_endpoint',
    SubnetId: 'subnet-private',
    VpcId: 'vpc-main',
    PrivateIpAddress: service === 'ssm' ? '10.0.2.50' : '10.0.2.51',
    Groups: [{ GroupId: 'sg-endpoint' }],
    ...changes,
  };
}

/** Endpoints for both services, their interfaces, and a group that admits the VPC. */
export function endpoints(
  changes: Partial<VpcEndpoint> = {},
  parts: { readonly sg?: readonly IpPermission[]; readonly egress?: readonly IpPermission[] } = {},
): Partial<RegionInventory> {
  return {
    VpcEndpoints: known([endpoint('ssm', changes), endpoint('ssmmessages', changes)]),
    NetworkInterfaces: known([endpointInterface('ssm'), endpointInterface('ssmmessages')]),
    ...groups({
      'sg-app': { out: parts.egress ?? [https('0.0.0.0/0')] },
      'sg-endpoint': { in: parts.sg ?? [https('10.0.0.0/16')] },
    }),
  };
}

/** A rule for TCP 443 and some CIDRs. */
export function https(...cidrs: readonly string[]): IpPermission {
  return tcp(443, 443, ...cidrs);
}

export function tcp(from: number, to: number, ...cidrs: readonly string[]): IpPermission {
  const v6 = cidrs.filter((cidr) => cidr.includes(':'));
  const v4 = cidrs.filter((cidr) => !cidr.includes(':'));
  return {
    IpProtocol: 'tcp',
    FromPort: from,
    ToPort: to,
    IpRanges: v4.map((CidrIp) => ({ CidrIp })),
    Ipv6Ranges: v6.map((CidrIpv6) => ({ CidrIpv6 })),
    PrefixListIds: [],
    UserIdGroupPairs: [],
  };
}

export function httpsGroup(GroupId: string): IpPermission {
  return { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, UserIdGroupPairs: [{ GroupId }] };
}

export function httpsList(PrefixListId: string): IpPermission {
  return { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, PrefixListIds: [{ PrefixListId }] };
}

export function groups(
  rules: Readonly<
    Record<string, { readonly in?: readonly IpPermission[]; readonly out?: readonly IpPermission[] }>
  >,
): Partial<RegionInventory> {
  return {
    SecurityGroups: known(
      Object.entries(rules).map(([GroupId, { in: inbound = [], out = [] }]): SecurityGroup => ({
        GroupId,
        VpcId: 'vpc-main',
        OwnerId: ACCOUNT,
        IpPermissions: inbound,
        IpPermissionsEgress: out,
      })),
    ),
  };
}

type AclRule = readonly [
  number: number,
  action: 'allow' | 'deny',
  cidr: string,
  ports?: readonly [number, number],
  protocol?: string,
];

/** Both subnets on one open ACL, except that `subnetId` gets one of its own with these rules. */
export function acl(
  subnetId: string,
  rules: { readonly in?: readonly AclRule[]; readonly out?: readonly AclRule[] },
): Partial<RegionInventory> {
  const [open] = valueOf(healthyRegion.NetworkAcls);
  const others = ['subnet-public', 'subnet-private', 'subnet-extra'].filter((id) => id !== subnetId);
  const toEntry =
    (Egress: boolean) =>
    ([RuleNumber, RuleAction, CidrBlock, ports, protocol]: AclRule): NetworkAclEntry => ({
      RuleNumber,
      RuleAction,
      Egress,
      ...(CidrBlock.includes(':') ? { Ipv6CidrBlock: CidrBlock } : { CidrBlock }),
      Protocol: protocol ?? (ports === undefined ? '-1' : '6'),
      ...(ports === undefined ? {} : { PortRange: { From: ports[0], To: ports[1] } }),
    });
  const all: readonly AclRule[] = [[100, 'allow', '0.0.0.0/0']];
  const last: AclRule = [32_767, 'deny', '0.0.0.0/0'];
  return {
    NetworkAcls: known([
      { ...open, Associations: others.map((SubnetId) => ({ SubnetId })) },
      {
        NetworkAclId: 'acl-own',
        VpcId: 'vpc-main',
        OwnerId: ACCOUNT,
        Associations: [{ SubnetId: subnetId }],
        Entries: [
          ...[...(rules.out ?? all), last].map(toEntry(true)),
          ...[...(rules.in ?? all), last].map(toEntry(false)),
        ],
      },
    ]),
  };
}

export function subnets(changes: Readonly<Record<string, Partial<Subnet>>>): Partial<RegionInventory> {
  return {
    Subnets: known(
      valueOf(healthyRegion.Subnets).map((subnet) => ({ ...subnet, ...changes[subnet.SubnetId ?? ''] })),
    ),
  };
}

export function vpc(changes: Readonly<Record<string, unknown>>): Partial<RegionInventory> {
  return { Vpcs: known(valueOf(healthyRegion.Vpcs).map((item) => ({ ...item, ...changes }))) };
}

export function dns(support: Known<boolean>, hostnames: Known<boolean>): Partial<RegionInventory> {
  return { VpcAttributes: { 'vpc-main': { EnableDnsSupport: support, EnableDnsHostnames: hostnames } } };
}

export function dnsServers(...servers: readonly string[]): Partial<RegionInventory> {
  const Values = servers.map((Value) => ({ Value }));
  return {
    DhcpOptions: known([
      {
        DhcpOptionsId: 'dopt-default',
        DhcpConfigurations: servers.length === 0 ? [] : [{ Key: 'domain-name-servers', Values }],
      },
    ]),
  };
}

/** VPC Block Public Access as the account's options say it; the subnets' own states are left out. */
export function blockPublicAccess(
  mode: string,
  exclusions: Readonly<Record<string, string>> = {},
): Partial<RegionInventory> {
  const silent = { BlockPublicAccessStates: undefined as never };
  return {
    ...subnets({ 'subnet-public': silent, 'subnet-private': silent }),
    VpcBlockPublicAccessOptions: known({ InternetGatewayBlockMode: mode, State: 'update-complete' }),
    VpcBlockPublicAccessExclusions: known(
      Object.entries(exclusions).map(([resource, kind]) => ({
        ExclusionId: `vpcbpa-${resource.replace('/', '-')}`,
        InternetGatewayExclusionMode: kind,
        ResourceArn: `arn:aws:ec2:${REGION}:${ACCOUNT}:${resource}`,
        State: 'create-complete',
      })),
    ),
  };
}

/** A NAT instance in `subnet-public` that `eni-natbox` belongs to. */
export function natInstance(
  changes: Partial<InstanceNetworkInterface> = {},
  instance: Partial<Instance> = {},
): Partial<RegionInventory> {
  const box: Instance = {
    ...healthyInstance,
    ...instance,
    InstanceId: 'i-natbox',
    NetworkInterfaces: [
      {
        ...healthyInterface,
        NetworkInterfaceId: 'eni-natbox',
        SourceDestCheck: false,
        Groups: [{ GroupId: 'sg-natbox' }],
        ...changes,
      },
    ],
  };
  return {
    Reservations: known([{ ReservationId: 'r-2', OwnerId: ACCOUNT, Instances: [box] }]),
    ...groups({
      'sg-app': { out: [https('0.0.0.0/0')] },
      'sg-natbox': { in: [https('10.0.0.0/16')], out: [https('0.0.0.0/0')] },
      'sg-closed': {},
    }),
  };
}

export function denied<K extends keyof RegionInventory>(...fields: readonly K[]): Partial<RegionInventory> {
  return Object.fromEntries(fields.map((field) => [field, unknown(DENIED)]));
}
