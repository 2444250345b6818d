import { given } from '../clients.ts';
import { ANYWHERE, tcp } from '../groups.ts';
import { natInstanceIn } from '../instances.ts';
import { routed } from '../places.ts';
import { BLOCK_PUBLIC_ACCESS, type NetworkSituation, RIGHTS } from '../situation.ts';
import {
  createNatGateway,
  deletedNatGateway,
  internetGateway,
  natGateway,
  natGatewayIn,
  transitGateway,
} from '../targets.ts';
import { addRoutes, type RouteTarget, type SubnetOptions } from '../vpc.ts';
import type { Place } from '../world.ts';

const by = (target: RouteTarget): Place => routed([ANYWHERE, target]);
/** Its subnet leads to the internet. */
const OPEN: SubnetOptions = { routes: [[ANYWHERE, internetGateway]] };

/** The subnet that holds the NAT gateway sends to it, and so does the NAT gateway itself. */
const inOneSubnetWithNat: Place = async (world) => {
  const subnet = await routed()(world);
  const target = await createNatGateway(world, subnet);
  await addRoutes(world, subnet.vpc, given(subnet.tableId, 'a route table'), [
    [ANYWHERE, async () => target],
  ]);
  return subnet;
};

const NO_PATH = { expect: { 'endpoint-path-exists': 'fail' }, verdict: 'blocked' } as const;
const OPEN_QUESTION = { expect: { 'endpoint-path-exists': 'unknown' }, verdict: 'unknown' } as const;

/**
 * A NAT needs a way out of its own, and a public address there:
 * https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html
 * https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html
 */
export const NAT_SITUATIONS: readonly NetworkSituation[] = [
  {
    name: 'nat-gateway',
    place: by(natGateway),
    expect: {
      ...RIGHTS,
      'https-egress-allowed': 'pass',
      'endpoint-path-exists': 'unknown',
      'network-acl-allows-https': 'pass',
    },
    verdict: 'unknown',
    asks: BLOCK_PUBLIC_ACCESS,
  },
  { name: 'nat-gateway-deleted', place: by(deletedNatGateway), ...NO_PATH },
  { name: 'nat-gateway-in-private-subnet', place: by(natGatewayIn({})), ...NO_PATH },
  {
    name: 'nat-gateway-behind-itself',
    place: by(natGatewayIn({ routes: [[ANYWHERE, natGateway]] })),
    ...NO_PATH,
  },
  { name: 'nat-gateway-in-the-one-subnet', place: inOneSubnetWithNat, ...NO_PATH },
  {
    // An internet gateway drops what a private NAT gateway sends.
    name: 'nat-gateway-private',
    place: by(natGatewayIn(OPEN, { isPrivate: true })),
    ...NO_PATH,
  },
  {
    name: 'nat-gateway-private-to-transit-gateway',
    place: by(natGatewayIn({ routes: [[ANYWHERE, transitGateway]] }, { isPrivate: true })),
    ...OPEN_QUESTION,
    asks: 'tgw-',
  },
  {
    name: 'nat-gateway-to-transit-gateway',
    place: by(natGatewayIn({ routes: [[ANYWHERE, transitGateway]] })),
    ...OPEN_QUESTION,
    asks: 'tgw-',
  },
  {
    // Whether its operating system forwards is not visible.
    name: 'nat-instance',
    place: by(natInstanceIn(OPEN)),
    ...OPEN_QUESTION,
    asks: 'i-',
  },
  {
    name: 'nat-instance-with-source-destination-check',
    place: by(natInstanceIn(OPEN, { isChecked: true })),
    ...NO_PATH,
  },
  { name: 'nat-instance-stopped', place: by(natInstanceIn(OPEN, { isStopped: true })), ...NO_PATH },
  { name: 'nat-instance-in-private-subnet', place: by(natInstanceIn({})), ...NO_PATH },
  { name: 'nat-instance-without-address', place: by(natInstanceIn(OPEN, { hasAddress: false })), ...NO_PATH },
  {
    name: 'nat-instance-admits-port-80-alone',
    place: by(natInstanceIn(OPEN, { ingress: [tcp(80, ANYWHERE)] })),
    ...NO_PATH,
  },
];
