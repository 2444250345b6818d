import fc from 'fast-check';
import type {
  IpPermission,
  NetworkAcl,
  NetworkAclEntry,
  Route,
  VpcEndpoint,
} from '../../../../src/model/aws.ts';
import { known } from '../../../../src/model/known.ts';
import type { SubjectChanges } from '../../../support/subject.ts';
import { defaultRoute, endpoint, endpointInterface, groups, instanceIn, LOCAL } from '../network.ts';
import { type Acl, ENDPOINTS, GROUPS, type SubnetName, type World } from './packet.ts';

const CIDRS = [
  '0.0.0.0/0',
  '0.0.0.0/1',
  '128.0.0.0/1',
  '52.0.0.0/6',
  '10.0.0.0/8',
  '10.0.0.0/16',
  '10.0.2.0/24',
  '10.0.2.10/32',
  '10.0.2.128/25',
  '10.0.3.50/32',
];
const PORTS: readonly (readonly [number, number])[] = [
  [443, 443],
  [0, 65_535],
  [400, 500],
  [1024, 65_535],
  [32_768, 60_999],
  [40_000, 50_000],
  [40_000, 50_000],
  [80, 80],
];

const ports = fc.constantFrom(...PORTS);
const cidr = fc.constantFrom(...CIDRS);

const permission = (group: string) =>
  fc
    .record({ IpProtocol: fc.constantFrom('tcp', '6', '-1', 'udp'), ports, cidr, isGroup: fc.boolean() })
    .map(({ IpProtocol, ports: [FromPort, ToPort], cidr: CidrIp, isGroup }): IpPermission => ({
      IpProtocol,
      ...(IpProtocol === '-1' ? {} : { FromPort, ToPort }),
      ...(isGroup && CidrIp === '10.0.2.0/24'
        ? { UserIdGroupPairs: [{ GroupId: group }] }
        : { IpRanges: [{ CidrIp }] }),
    }));

/** Mostly a rule for everything among them. */
function mostlyOpen(rule: fc.Arbitrary<IpPermission>): fc.Arbitrary<readonly IpPermission[]> {
  const all: IpPermission = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
  return fc
    .tuple(fc.array(rule, { maxLength: 3 }), fc.constantFrom(true, true, false))
    .map(([rules, isOpen]) => (isOpen ? [...rules, all] : rules));
}

/** Mostly open, so that a path gets far enough to meet what is not. */
const entries = fc
  .uniqueArray(
    fc.record({
      RuleNumber: fc.integer({ min: 1, max: 199 }),
      RuleAction: fc.constantFrom('allow', 'deny'),
      ports,
      CidrBlock: cidr,
      all: fc.boolean(),
    }),
    { maxLength: 2, selector: ({ RuleNumber }) => RuleNumber },
  )
  .map((list) =>
    list.map(({ ports: [from, to], all, ...entry }): NetworkAclEntry => ({
      ...entry,
      ...(all ? { Protocol: '-1' } : tcp(from, to)),
    })),
  );

/** What the closing rule 200 lets through: mostly everything, sometimes HTTPS and a part of the ports, or nothing. */
const CLOSINGS: Readonly<Record<'open' | 'part' | 'closed', readonly NetworkAclEntry[]>> = {
  open: [{ RuleNumber: 200, RuleAction: 'allow', CidrBlock: '0.0.0.0/0', Protocol: '-1' }],
  part: [
    { RuleNumber: 200, RuleAction: 'allow', CidrBlock: '0.0.0.0/0', ...tcp(443, 443) },
    { RuleNumber: 201, RuleAction: 'allow', CidrBlock: '0.0.0.0/0', ...tcp(40_000, 50_000) },
  ],
  closed: [],
};
const closing = fc.constantFrom('open', 'open', 'open', 'open', 'part', 'part', 'closed' as const);
const side = fc.tuple(entries, closing).map(([list, kind]) => [...list, ...CLOSINGS[kind]]);

function tcp(From: number, To: number): NetworkAclEntry {
  return { Protocol: '6', PortRange: { From, To } };
}

const acl: fc.Arbitrary<Acl> = fc.record({ out: side, in: side });

const IGW = { GatewayId: 'igw-main' };
const NAT = { NatGatewayId: 'nat-1' };
const OTHERS: readonly Partial<Route>[] = [
  { ...NAT, State: 'blackhole' },
  { TransitGatewayId: 'tgw-1' },
  { VpcPeeringConnectionId: 'pcx-1' },
  { GatewayId: 'vpce-firewall' },
];
const LONGER = ['0.0.0.0/1', '128.0.0.0/1', '52.0.0.0/6', '10.0.0.0/8'];

/** Mostly a default route, and sometimes longer ones. */
const routeTo = (usual: readonly Partial<Route>[], others: readonly Partial<Route>[]) =>
  fc
    .tuple(
      fc.constantFrom(...usual, ...usual, ...usual, ...usual, ...others, undefined),
      fc.uniqueArray(fc.tuple(fc.constantFrom(...LONGER), fc.constantFrom(...usual, ...others)), {
        maxLength: 2,
        selector: ([destination]) => destination,
      }),
      fc.constantFrom(true, false, false),
    )
    .map(([target, longer, isMixed]) => [
      ...(target === undefined ? [] : [defaultRoute(target)]),
      ...(isMixed ? longer : []).map(([DestinationCidrBlock, to]) =>
        defaultRoute({ ...to, DestinationCidrBlock }),
      ),
    ]);

export const world: fc.Arbitrary<World> = fc
  .record({
    hasPublicAddress: fc.boolean(),
    egress: mostlyOpen(permission(GROUPS.endpoint)),
    acls: fc.record<Record<SubnetName, Acl>>({ app: acl, nat: acl, far: acl }),
    appRoutes: routeTo([IGW, NAT], OTHERS),
    natRoutes: routeTo([IGW], [{ TransitGatewayId: 'tgw-1' }]),
    natState: fc.constantFrom('available', 'available', 'available', 'failed'),
    endpoint: fc.option(
      fc.record({
        subnet: fc.constantFrom('app' as const, 'far' as const),
        ingress: mostlyOpen(permission(GROUPS.app)),
      }),
      { nil: undefined },
    ),
  })
  .map(({ endpoint: found, ...rest }) => (found === undefined ? rest : { ...rest, endpoint: found }));

/** The same network as AWS's answers describe it. */
export function describeWorld(given: World): SubjectChanges {
  const { acls, appRoutes, natRoutes, natState, egress, hasPublicAddress } = given;
  const subnet = (name: SubnetName, third: number) => ({
    SubnetId: `subnet-${name}`,
    VpcId: 'vpc-main',
    OwnerId: '111122223333',
    CidrBlock: `10.0.${third}.0/24`,
    AvailabilityZone: 'eu-west-1a',
    BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' },
  });
  const table = (name: SubnetName, Routes: readonly Route[]) => ({
    RouteTableId: `rtb-${name}`,
    VpcId: 'vpc-main',
    Routes: [LOCAL, ...Routes],
    Associations: [{ SubnetId: `subnet-${name}`, Main: false }],
  });
  return {
    instance: {
      ...instanceIn('subnet-app', hasPublicAddress ? { Association: { PublicIp: '198.51.100.10' } } : {}),
      ...(hasPublicAddress ? { PublicIpAddress: '198.51.100.10' } : {}),
    },
    region: {
      ...groups({
        [GROUPS.app]: { out: egress },
        [GROUPS.endpoint]: { in: given.endpoint?.ingress ?? [] },
      }),
      Subnets: known([subnet('nat', 1), subnet('app', 2), subnet('far', 3)]),
      RouteTables: known([table('app', appRoutes), table('nat', natRoutes), table('far', [])]),
      NetworkAcls: known((['app', 'nat', 'far'] as const).map((name) => toAcl(name, acls[name]))),
      NatGateways: known([
        {
          NatGatewayId: 'nat-1',
          State: natState,
          ConnectivityType: 'public',
          AvailabilityMode: 'zonal',
          SubnetId: 'subnet-nat',
          VpcId: 'vpc-main',
        },
      ]),
      ...describeEndpoint(given),
    },
  };
}

function toAcl(name: SubnetName, { out, in: inbound }: Acl): NetworkAcl {
  return {
    NetworkAclId: `acl-${name}`,
    VpcId: 'vpc-main',
    Associations: [{ SubnetId: `subnet-${name}` }],
    Entries: [
      ...out.map((entry) => ({ ...entry, Egress: true })),
      ...inbound.map((entry) => ({ ...entry, Egress: false })),
    ],
  };
}

function describeEndpoint({ endpoint: found }: World) {
  if (found === undefined) return { VpcEndpoints: known([] as readonly VpcEndpoint[]) };
  const SubnetId = `subnet-${found.subnet}`;
  return {
    VpcEndpoints: known([endpoint('ssm', { SubnetIds: [SubnetId] })]),
    NetworkInterfaces: known([
      endpointInterface('ssm', { SubnetId, PrivateIpAddress: ENDPOINTS[found.subnet] }),
    ]),
  };
}
