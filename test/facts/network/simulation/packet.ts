import type { IpPermission, NetworkAclEntry, Route } from '../../../../src/model/aws.ts';

/*
 * A network as EC2 carries it, one packet at a time, written without any of the solver: no address sets, no combining
 * of ways, no unknowns. What the solver says of all packets has to hold for each of these.
 */

export interface Acl {
  readonly out: readonly NetworkAclEntry[];
  readonly in: readonly NetworkAclEntry[];
}

export type SubnetName = 'app' | 'nat' | 'far';

export interface World {
  readonly hasPublicAddress: boolean;
  readonly egress: readonly IpPermission[];
  readonly acls: Readonly<Record<SubnetName, Acl>>;
  readonly appRoutes: readonly Route[];
  readonly natRoutes: readonly Route[];
  readonly natState: string;
  /** An endpoint with private DNS for the service, in the instance's subnet or in another one. */
  readonly endpoint?: { readonly subnet: 'app' | 'far'; readonly ingress: readonly IpPermission[] };
}

const INSTANCE = '10.0.2.10';
export const ENDPOINTS = { app: '10.0.2.50', far: '10.0.3.50' } as const;
export const GROUPS = { app: 'sg-app', endpoint: 'sg-endpoint' } as const;

export interface Packet {
  /** Where the service is; for an endpoint its own address. */
  readonly to: string;
  /** The port that the instance sends from, and the one that a NAT gives it. */
  readonly port: number;
  readonly natPort: number;
}

/** `beyond`: handed to something outside of the VPC, of which nothing is known. */
export type Outcome = 'delivered' | 'dropped' | 'beyond';

/** Sends one TCP packet to port 443 and its answer back. */
export function send(world: World, { to, port, natPort }: Packet): Outcome {
  const { acls } = world;
  if (!admits(world.egress, 443, to, GROUPS.endpoint)) return 'dropped';
  if (world.endpoint !== undefined) {
    const { subnet, ingress } = world.endpoint;
    if (!admits(ingress, 443, INSTANCE, GROUPS.app)) return 'dropped';
    if (subnet === 'app') return 'delivered';
    return passes(acls.app.out, to, 443) &&
      passes(acls.far.in, INSTANCE, 443) &&
      passes(acls.far.out, INSTANCE, port) &&
      passes(acls.app.in, to, port)
      ? 'delivered'
      : 'dropped';
  }
  if (!passes(acls.app.out, to, 443)) return 'dropped';
  const route = lookUp(world.appRoutes, to);
  if (route === undefined || route.State === 'blackhole') return 'dropped';
  if (isBeyond(route)) return passes(acls.app.in, to, port) ? 'beyond' : 'dropped';
  if (!passes(acls.app.in, to, port)) return 'dropped';
  if (isPrivate(to)) return 'dropped';
  if (route.GatewayId?.startsWith('igw-') === true) return world.hasPublicAddress ? 'delivered' : 'dropped';
  return route.NatGatewayId === undefined ? 'dropped' : sendByNat(world, { to, port, natPort });
}

function sendByNat({ acls, natRoutes, natState }: World, { to, port, natPort }: Packet): Outcome {
  if (natState !== 'available') return 'dropped';
  const isOpen =
    passes(acls.nat.in, INSTANCE, 443) &&
    passes(acls.nat.out, to, 443) &&
    passes(acls.nat.in, to, natPort) &&
    passes(acls.nat.out, INSTANCE, port);
  if (!isOpen) return 'dropped';
  const onward = lookUp(natRoutes, to);
  if (onward === undefined || onward.State === 'blackhole') return 'dropped';
  if (isBeyond(onward)) return 'beyond';
  return onward.GatewayId?.startsWith('igw-') === true ? 'delivered' : 'dropped';
}

/** Neither an internet gateway nor what is behind one knows such addresses. */
function isPrivate(address: string): boolean {
  return address.startsWith('10.');
}

function isBeyond({ TransitGatewayId, VpcPeeringConnectionId, GatewayId }: Route): boolean {
  return (
    TransitGatewayId !== undefined ||
    VpcPeeringConnectionId !== undefined ||
    GatewayId?.startsWith('vpce-') === true
  );
}

function lookUp(routes: readonly Route[], address: string): Route | undefined {
  return routes
    .filter(({ DestinationCidrBlock = '' }) => isIn(DestinationCidrBlock, address))
    .toSorted((a, b) => lengthOf(b) - lengthOf(a))[0];
}

function lengthOf({ DestinationCidrBlock = '' }: Route): number {
  return Number(DestinationCidrBlock.split('/')[1]);
}

/** Any rule that matches is enough. */
function admits(rules: readonly IpPermission[], port: number, address: string, ofGroup: string): boolean {
  return rules.some(({ IpProtocol, FromPort, ToPort, IpRanges, UserIdGroupPairs }) => {
    const isProtocol = IpProtocol === '-1' || IpProtocol === 'tcp' || IpProtocol === '6';
    const isPort = IpProtocol === '-1' || ((FromPort ?? 0) <= port && port <= (ToPort ?? 0));
    const isTarget =
      IpRanges?.some(({ CidrIp = '' }) => isIn(CidrIp, address)) === true ||
      (isEndpointSide(address) && UserIdGroupPairs?.some(({ GroupId }) => GroupId === ofGroup) === true);
    return isProtocol && isPort && isTarget;
  });
}

/** Groups stand for private addresses of their members, and both groups here have one. */
function isEndpointSide(address: string): boolean {
  return address === INSTANCE || address === ENDPOINTS.app || address === ENDPOINTS.far;
}

/** Ascending numbers, the first match decides, the rest is denied. */
function passes(entries: readonly NetworkAclEntry[], address: string, port: number): boolean {
  const match = entries
    .toSorted((a, b) => (a.RuleNumber ?? 0) - (b.RuleNumber ?? 0))
    .find(
      ({ CidrBlock = '', Protocol, PortRange }) =>
        isIn(CidrBlock, address) &&
        (Protocol === '-1' ||
          (Protocol === '6' && (PortRange?.From ?? 0) <= port && port <= (PortRange?.To ?? 0))),
    );
  return match?.RuleAction === 'allow';
}

function isIn(cidr: string, address: string): boolean {
  const [base = '', length = '0'] = cidr.split('/');
  const size = 2 ** (32 - Number(length));
  return Math.floor(numberOf(base) / size) === Math.floor(numberOf(address) / size);
}

function numberOf(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
