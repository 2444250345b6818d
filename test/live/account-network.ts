import type { IpPermission, Route } from '../../src/model/aws.ts';
import type { RegionInventory } from '../../src/model/inventory.ts';
import { known } from '../../src/model/known.ts';
import { ACCOUNT } from '../support/subject.ts';

interface Place {
  /** Target of the default route; the local route is always there. */
  readonly out?: Partial<Route>;
  /** Endpoints for both services, whose group admits the VPC or nobody. */
  readonly endpoints?: 'open' | 'closed';
  /** What leads the names to the endpoints: their own private DNS, or private hosted zones. */
  readonly names?: 'hosted-zones';
  readonly dnsSupport?: false;
  readonly nameServer?: string;
  readonly acl?: 'denies-https';
  readonly gateway?: 'detached';
}

/** Each place is a VPC of its own with one subnet; NAT gateways stand in a second one. */
const PLACES = {
  public: { out: { GatewayId: 'igw-public' } },
  excluded: { out: { GatewayId: 'igw-excluded' } },
  nat: { out: { NatGatewayId: 'nat-nat' } },
  'nat-deleted': { out: { NatGatewayId: 'nat-nat-deleted' } },
  endpoints: { endpoints: 'open' },
  'refusing-endpoints': { endpoints: 'closed' },
  zoned: { endpoints: 'open', names: 'hosted-zones' },
  closed: {},
  detached: { out: { GatewayId: 'igw-detached' }, gateway: 'detached' },
  acl: { out: { GatewayId: 'igw-acl' }, acl: 'denies-https' },
  'no-dns': { out: { GatewayId: 'igw-no-dns' }, dnsSupport: false },
  'own-name-servers': { out: { GatewayId: 'igw-own-name-servers' }, nameServer: '10.9.0.53' },
} as const satisfies Readonly<Record<string, Place>>;

export type PlaceName = keyof typeof PLACES;

const PLACE_LIST = Object.entries<Place>(PLACES);

export function vpcId(place: string): string {
  return `vpc-${place}`;
}

export function subnetId(place: string): string {
  return `subnet-${place}`;
}

export function isPublic(place: PlaceName): boolean {
  const { out }: Place = PLACES[place];
  return out?.GatewayId !== undefined;
}

function prefixOf(place: string): string {
  return `10.${PLACE_LIST.findIndex(([name]) => name === place) + 1}`;
}

export function addressIn(place: PlaceName, number: number): string {
  return `${prefixOf(place)}.1.${10 + (number % 200)}`;
}

const https = (rest: Partial<IpPermission>): IpPermission => ({
  IpProtocol: 'tcp',
  FromPort: 443,
  ToPort: 443,
  ...rest,
});
const everywhere: IpPermission = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };

/** Outbound rules by the name of the group; every VPC has them all. */
const GROUPS = {
  open: [everywhere],
  closed: [],
  'https-to-list': [https({ PrefixListIds: [{ PrefixListId: 'pl-everything' }] })],
  'https-to-short-list': [https({ PrefixListIds: [{ PrefixListId: 'pl-office' }] })],
  'https-to-endpoints': [https({ IpRanges: [{ CidrIp: `${prefixOf('endpoints')}.1.4/30` }] })],
} as const satisfies Readonly<Record<string, readonly IpPermission[]>>;

export type GroupName = keyof typeof GROUPS;

export function groupId(place: string, group: string): string {
  return `sg-${place}-${group}`;
}

/** What all instances of a region share. Subnets say nothing of Block Public Access: the account's own mode counts. */
export function buildNetwork(region: string): Partial<RegionInventory> {
  return {
    Vpcs: known(
      PLACE_LIST.map(([place, { nameServer }]) => ({
        VpcId: vpcId(place),
        OwnerId: ACCOUNT,
        CidrBlock: `${prefixOf(place)}.0.0/16`,
        CidrBlockAssociationSet: [
          { CidrBlock: `${prefixOf(place)}.0.0/16`, CidrBlockState: { State: 'associated' } },
        ],
        DhcpOptionsId: nameServer === undefined ? 'dopt-aws' : `dopt-${place}`,
        IsDefault: false,
      })),
    ),
    DhcpOptions: known([
      buildDhcpOptions('dopt-aws', 'AmazonProvidedDNS'),
      ...PLACE_LIST.flatMap(([place, { nameServer }]) =>
        nameServer === undefined ? [] : [buildDhcpOptions(`dopt-${place}`, nameServer)],
      ),
    ]),
    VpcAttributes: Object.fromEntries(
      PLACE_LIST.map(([place, { dnsSupport = true }]) => [
        vpcId(place),
        { EnableDnsSupport: known(dnsSupport), EnableDnsHostnames: known(dnsSupport) },
      ]),
    ),
    Subnets: known(
      PLACE_LIST.flatMap(([place, { out }]) => [
        buildSubnet(region, place, place, 1),
        ...(out?.NatGatewayId === undefined ? [] : [buildSubnet(region, place, `${place}-outside`, 2)]),
      ]),
    ),
    RouteTables: known(
      PLACE_LIST.flatMap(([place, { out }]) => [
        buildRouteTable(place, place, out),
        ...(out?.NatGatewayId === undefined
          ? []
          : [buildRouteTable(place, `${place}-outside`, { GatewayId: `igw-${place}` })]),
      ]),
    ),
    NetworkAcls: known(PLACE_LIST.map(([place, { acl }]) => buildAcl(place, acl === 'denies-https'))),
    InternetGateways: known(
      PLACE_LIST.filter(([, { out }]) => out !== undefined).map(([place, { gateway }]) => ({
        InternetGatewayId: `igw-${place}`,
        Attachments: gateway === 'detached' ? [] : [{ State: 'available', VpcId: vpcId(place) }],
      })),
    ),
    NatGateways: known(
      PLACE_LIST.flatMap(([place, { out }]) =>
        out?.NatGatewayId === undefined
          ? []
          : [
              {
                NatGatewayId: out.NatGatewayId,
                State: place === 'nat-deleted' ? 'deleted' : 'available',
                ConnectivityType: 'public',
                AvailabilityMode: 'zonal',
                VpcId: vpcId(place),
                SubnetId: subnetId(`${place}-outside`),
                NatGatewayAddresses: [
                  {
                    PublicIp: '198.51.100.250',
                    PrivateIp: `${prefixOf(place)}.2.20`,
                    NetworkInterfaceId: 'eni-nat',
                  },
                ],
              },
            ],
      ),
    ),
    SecurityGroups: known(
      PLACE_LIST.flatMap(([place, { endpoints }]) => [
        ...Object.entries<readonly IpPermission[]>(GROUPS).map(([name, IpPermissionsEgress]) => ({
          GroupId: groupId(place, name),
          GroupName: name,
          VpcId: vpcId(place),
          OwnerId: ACCOUNT,
          IpPermissions: [],
          IpPermissionsEgress,
        })),
        ...(endpoints === undefined
          ? []
          : [
              {
                GroupId: groupId(place, 'endpoints'),
                GroupName: 'endpoints',
                VpcId: vpcId(place),
                OwnerId: ACCOUNT,
                IpPermissions:
                  endpoints === 'open'
                    ? [https({ IpRanges: [{ CidrIp: `${prefixOf(place)}.0.0/16` }] })]
                    : [],
                IpPermissionsEgress: [everywhere],
              },
            ]),
      ]),
    ),
    VpcEndpoints: known(SERVICES_AT.map(([place, service]) => buildEndpoint(region, place, service))),
    NetworkInterfaces: known(
      SERVICES_AT.map(([place, service]) => ({
        NetworkInterfaceId: `eni-${place}-${service}`,
        InterfaceType: 'vpc_endpoint',
        VpcId: vpcId(place),
        SubnetId: subnetId(place),
        AvailabilityZone: `${region}a`,
        PrivateIpAddress: `${prefixOf(place)}.1.${service === 'ssm' ? 5 : 6}`,
        Groups: [{ GroupId: groupId(place, 'endpoints') }],
      })),
    ),
    ...buildHostedZones(region),
    PrefixListEntries: {
      'pl-everything': known([{ Cidr: '0.0.0.0/1' }, { Cidr: '128.0.0.0/1' }]),
      'pl-office': known([{ Cidr: '203.0.113.0/24' }, { Cidr: '192.0.2.0/24' }]),
    },
  };
}

/** A zone for each name, with an alias of the endpoint. */
function buildHostedZones(
  region: string,
): Pick<RegionInventory, 'HostedZoneSummaries' | 'ResourceRecordSets'> {
  const zones = SERVICES_AT.filter(([place]) => isZoned(place)).map(([place, service]) => ({
    place,
    id: `Z${place}${service}`.toUpperCase(),
    name: `${service}.${region}.amazonaws.com`,
    target: `vpce-${place}-${service}-1a2b3c4d.${service}.${region}.vpce.amazonaws.com.`,
  }));
  const byVpc = new Map(
    zones.map(({ place }) => [vpcId(place), zones.filter((zone) => zone.place === place)]),
  );
  return {
    HostedZoneSummaries: Object.fromEntries(
      [...byVpc].map(([id, own]) => [
        id,
        known(
          own.map((zone) => ({
            HostedZoneId: zone.id,
            Name: `${zone.name}.`,
            Owner: { OwningAccount: ACCOUNT },
          })),
        ),
      ]),
    ),
    ResourceRecordSets: Object.fromEntries(
      zones.map(({ id, name, target }) => [
        `${id} ${name}`,
        known([
          {
            Name: `${name}.`,
            Type: 'A',
            AliasTarget: { HostedZoneId: 'ZVPCE', DNSName: target, EvaluateTargetHealth: true },
          },
        ]),
      ]),
    ),
  };
}

function isZoned(place: string): boolean {
  return PLACE_LIST.some(([name, { names }]) => name === place && names === 'hosted-zones');
}

const SERVICES_AT = PLACE_LIST.filter(([, { endpoints }]) => endpoints !== undefined).flatMap(([place]) => [
  [place, 'ssm'] as const,
  [place, 'ssmmessages'] as const,
]);

function buildDhcpOptions(DhcpOptionsId: string, server: string) {
  return {
    DhcpOptionsId,
    DhcpConfigurations: [{ Key: 'domain-name-servers', Values: [{ Value: server }] }],
  };
}

function buildSubnet(region: string, place: string, name: string, third: number) {
  return {
    SubnetId: subnetId(name),
    VpcId: vpcId(place),
    OwnerId: ACCOUNT,
    CidrBlock: `${prefixOf(place)}.${third}.0/24`,
    AvailabilityZone: `${region}a`,
    EnableDns64: false,
    Ipv6Native: false,
  };
}

function buildRouteTable(place: string, name: string, out: Partial<Route> | undefined) {
  return {
    RouteTableId: `rtb-${name}`,
    VpcId: vpcId(place),
    OwnerId: ACCOUNT,
    Routes: [
      { DestinationCidrBlock: `${prefixOf(place)}.0.0/16`, GatewayId: 'local', State: 'active' },
      ...(out === undefined ? [] : [{ DestinationCidrBlock: '0.0.0.0/0', State: 'active', ...out }]),
    ],
    Associations: [{ Main: false, SubnetId: subnetId(name), AssociationState: { State: 'associated' } }],
  };
}

function buildAcl(place: string, deniesHttps: boolean) {
  const all = { CidrBlock: '0.0.0.0/0', Protocol: '-1' };
  return {
    NetworkAclId: `acl-${place}`,
    VpcId: vpcId(place),
    OwnerId: ACCOUNT,
    IsDefault: true,
    Associations: [{ SubnetId: subnetId(place) }, { SubnetId: subnetId(`${place}-outside`) }],
    Entries: [
      ...(deniesHttps
        ? [
            {
              ...all,
              Protocol: '6',
              PortRange: { From: 443, To: 443 },
              Egress: true,
              RuleNumber: 50,
              RuleAction: 'deny',
            },
          ]
        : []),
      ...[true, false].flatMap((Egress) => [
        { ...all, Egress, RuleNumber: 100, RuleAction: 'allow' },
        { ...all, Egress, RuleNumber: 32767, RuleAction: 'deny' },
      ]),
    ],
  };
}

function buildEndpoint(region: string, place: string, service: string) {
  return {
    VpcEndpointId: `vpce-${place}-${service}`,
    VpcEndpointType: 'Interface',
    VpcId: vpcId(place),
    OwnerId: ACCOUNT,
    ServiceName: `com.amazonaws.${region}.${service}`,
    State: 'available',
    PolicyDocument: '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}',
    PrivateDnsEnabled: !isZoned(place),
    SubnetIds: [subnetId(place)],
    NetworkInterfaceIds: [`eni-${place}-${service}`],
    Groups: [{ GroupId: groupId(place, 'endpoints'), GroupName: 'endpoints' }],
    IpAddressType: 'ipv4',
    DnsOptions: { DnsRecordIpType: 'ipv4' },
  };
}
