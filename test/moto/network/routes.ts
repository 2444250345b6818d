import { CreateVpcEndpointCommand } from '@aws-sdk/client-ec2';
import { given } from '../clients.ts';
import { ANYWHERE } from '../groups.ts';
import { inCommonVpc, inOwnVpc, routed, routedWithAddress } from '../places.ts';
import { BLOCK_PUBLIC_ACCESS, type NetworkSituation } from '../situation.ts';
import {
  carrierGateway,
  deletedNatGateway,
  detachedInternetGateway,
  egressOnlyGateway,
  firewallEndpoint,
  internetGateway,
  natGateway,
  peering,
  transitGateway,
  vpnGateway,
} from '../targets.ts';
import { addMainRoutes, createSubnet, createVpc } from '../vpc.ts';
import type { Place, World } from '../world.ts';

const HALVES = ['0.0.0.0/1', '128.0.0.0/1'] as const;

const NO_PATH = { expect: { 'endpoint-path-exists': 'fail' }, verdict: 'blocked' } as const;
const OPEN_QUESTION = { expect: { 'endpoint-path-exists': 'unknown' }, verdict: 'unknown' } as const;
const INTERNET = { ...OPEN_QUESTION, asks: BLOCK_PUBLIC_ACCESS } as const;

/** A VPC whose main table leads to the internet. */
async function openMainVpc(world: World) {
  const vpc = await createVpc(world);
  await addMainRoutes(world, vpc, [[ANYWHERE, internetGateway]]);
  return vpc;
}

const inOpenMainVpc =
  (usesMainTable: boolean): Place =>
  async (world) =>
    createSubnet(world, await world.once(world, openMainVpc), { usesMainTable, givesPublicAddresses: true });

/** Puts the route to Amazon S3 into the table. */
const gatewayEndpoint: Place = async (world) => {
  const subnet = await routed()(world);
  await world.ec2.send(
    new CreateVpcEndpointCommand({
      VpcId: subnet.vpc.id,
      VpcEndpointType: 'Gateway',
      ServiceName: `com.amazonaws.${world.region}.s3`,
      RouteTableIds: [given(subnet.tableId, 'a route table')],
    }),
  );
  return subnet;
};

/**
 * The most specific route of the subnet's table decides, and IPv4 routes alone carry IPv4:
 * https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
 */
export const ROUTE_SITUATIONS: readonly NetworkSituation[] = [
  { name: 'no-route', place: routed(), ...NO_PATH },
  {
    name: 'internet-gateway-without-public-address',
    place: routed([ANYWHERE, internetGateway]),
    ...NO_PATH,
  },
  {
    name: 'internet-gateway-and-elastic-address',
    place: routed([ANYWHERE, internetGateway]),
    hasElasticAddress: true,
    ...INTERNET,
  },
  {
    // It may get a public address when it starts.
    name: 'internet-gateway-and-stopped-instance',
    end: 'stopped',
    expect: { 'endpoint-path-exists': 'unknown' },
    verdict: 'dormant',
    asks: 'not-visible',
  },
  {
    name: 'internet-gateway-detached',
    place: inOwnVpc({ routes: [[ANYWHERE, detachedInternetGateway]], givesPublicAddresses: true }),
    ...NO_PATH,
  },
  { name: 's3-gateway-endpoint-alone', place: gatewayEndpoint, ...NO_PATH },
  { name: 'egress-only-gateway-for-ipv6-alone', place: routed(['::/0', egressOnlyGateway]), ...NO_PATH },
  { name: 'nat-gateway-for-private-range-alone', place: routed(['10.0.0.0/8', natGateway]), ...NO_PATH },

  // Which table.
  { name: 'main-table-leads-to-internet', place: inOpenMainVpc(true), ...INTERNET },
  { name: 'own-table-beats-main-table', place: inOpenMainVpc(false), ...NO_PATH },
  { name: 'main-table-without-routes', place: inCommonVpc({ usesMainTable: true }), ...NO_PATH },

  // Which route.
  {
    name: 'default-route-in-two-halves',
    place: routedWithAddress([HALVES[0], internetGateway], [HALVES[1], internetGateway]),
    ...INTERNET,
  },
  {
    name: 'route-to-half-of-all-addresses',
    place: routedWithAddress([HALVES[0], internetGateway]),
    ...INTERNET,
  },
  {
    name: 'halves-to-deleted-nat-beat-default-route',
    place: routedWithAddress(
      [ANYWHERE, internetGateway],
      [HALVES[0], deletedNatGateway],
      [HALVES[1], deletedNatGateway],
    ),
    ...NO_PATH,
  },
  {
    // Nobody publishes whether Systems Manager has addresses in it.
    name: 'public-block-to-transit-gateway',
    place: routed([ANYWHERE, internetGateway], ['52.0.0.0/8', transitGateway]),
    ...OPEN_QUESTION,
    asks: 'tgw-',
  },
  {
    name: 'default-route-by-prefix-list',
    place: routedWithAddress([HALVES, internetGateway]),
    ...INTERNET,
  },
  {
    name: 'prefix-list-to-deleted-nat-beats-default-route',
    place: routedWithAddress([ANYWHERE, internetGateway], [HALVES, deletedNatGateway]),
    ...NO_PATH,
  },
  {
    name: 'prefix-list-of-private-ranges-alone',
    place: routedWithAddress([['172.16.0.0/12', '192.168.0.0/16'], internetGateway]),
    ...NO_PATH,
  },

  // Out of the VPC by another way: what is there, and whether the names lead there, EC2 does not show.
  { name: 'transit-gateway', place: routed([ANYWHERE, transitGateway]), ...OPEN_QUESTION, asks: 'tgw-' },
  {
    name: 'transit-gateway-for-private-range-alone',
    place: routed(['10.0.0.0/8', transitGateway]),
    ...OPEN_QUESTION,
    asks: 'tgw-',
  },
  {
    name: 'transit-gateway-and-no-public-address',
    place: routed([ANYWHERE, internetGateway], ['10.0.0.0/8', transitGateway]),
    ...OPEN_QUESTION,
    asks: 'tgw-',
  },
  { name: 'peering', place: routed([ANYWHERE, peering]), ...OPEN_QUESTION, asks: 'pcx-' },
  {
    name: 'peering-for-private-range-alone',
    place: routed(['10.0.0.0/8', peering]),
    ...OPEN_QUESTION,
    asks: 'pcx-',
  },
  { name: 'vpn-gateway', place: routed([ANYWHERE, vpnGateway]), ...OPEN_QUESTION, asks: 'vgw-' },
  {
    name: 'vpn-gateway-for-private-range-alone',
    place: routed(['192.168.0.0/16', vpnGateway]),
    ...OPEN_QUESTION,
    asks: 'vgw-',
  },
  { name: 'carrier-gateway', place: routed([ANYWHERE, carrierGateway]), ...OPEN_QUESTION, asks: 'cagw-' },
  { name: 'firewall-endpoint', place: routed([ANYWHERE, firewallEndpoint]), ...OPEN_QUESTION, asks: 'vpce-' },
];
