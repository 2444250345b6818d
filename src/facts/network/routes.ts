import type { Route, RouteTable } from '../../model/aws.ts';
import type { RegionInventory } from '../../model/inventory.ts';
import { type Gap, type Known, known, read } from '../../model/known.ts';
import { indexBy } from '../../model/index-by.ts';
import {
  type AddressRange,
  type AddressSet,
  type Family,
  intersects,
  isEmpty,
  parseCidr,
  subtract,
} from './cidr-set.ts';
import { missing } from './lookup.ts';
import { memoize } from '../memo.ts';
import { ask } from './hop-result.ts';

export type TargetKind =
  | 'local'
  | 'internet-gateway'
  | 'egress-only-internet-gateway'
  | 'gateway-endpoint'
  | 'nat-gateway'
  | 'network-interface'
  | 'transit-gateway'
  | 'vpc-peering-connection'
  | 'vpn-gateway'
  | 'core-network'
  | 'local-gateway'
  | 'carrier-gateway'
  | 'firewall-endpoint'
  | 'unrecognised';

/** Where a route leads. */
export interface Target {
  readonly kind: TargetKind;
  readonly id: string;
  readonly isBlackhole: boolean;
  readonly route: Route;
}

/** Where packets to some addresses may go: each entry is a route that carries a part of them. */
export interface RouteChoice {
  readonly tableId: string;
  /** Distinct targets; `undefined` when some of the addresses have no route. */
  readonly targets: readonly (Target | undefined)[];
  readonly gaps: readonly Gap[];
  /** Targets of every active route of the family, whatever its destination. */
  readonly active: readonly Target[];
}

interface Candidate {
  readonly length: number;
  readonly addresses: AddressSet;
  readonly target: Target;
}

/**
 * The routes that packets to `addresses` take, longest prefix first. A prefix list that was not read may hold any
 * address: its route is then one of the choices and takes nothing away from the others. Between equal prefixes a
 * static route beats a propagated one; other ties leave both.
 */
export const chooseRoutes = memoize(deriveChoice);

function deriveChoice(region: RegionInventory, table: RouteTable, addresses: AddressSet): Known<RouteChoice> {
  const routes = read(table, 'Routes');
  if (!routes.known) return routes;
  if (routes.value === undefined) return missing('ec2:DescribeRouteTables');

  const gaps: Gap[] = [];
  const chosen = new Map<string, Target | undefined>();
  const candidates: Candidate[] = [];
  const active = new Map<string, Target>();
  for (const route of routes.value) {
    const target = readTarget(region, route);
    if (target.kind === 'gateway-endpoint') continue;
    if (target.kind === 'egress-only-internet-gateway' && addresses.family === 4) continue;
    const destinations = listDestinations(region, route, addresses.family);
    if (destinations === undefined) continue;
    if (!target.isBlackhole) active.set(keyOf(target), target);
    if (!destinations.known) {
      chosen.set(keyOf(target), target);
      gaps.push(destinations.gap);
    } else {
      for (const set of destinations.value) candidates.push({ ...set, target });
    }
  }

  let left = addresses;
  for (const group of byPrefixLength(candidates)) {
    const matching = group.filter((candidate) => intersects(candidate.addresses, left));
    for (const candidate of matching) {
      const isBeaten =
        isPropagated(candidate) &&
        matching.some((other) => !isPropagated(other) && sameRange(other.addresses, candidate.addresses));
      if (!isBeaten) chosen.set(keyOf(candidate.target), candidate.target);
    }
    for (const candidate of matching) left = subtract(left, candidate.addresses);
  }
  if (!isEmpty(left)) chosen.set('', undefined);
  return known({
    tableId: table.RouteTableId ?? 'route table',
    targets: [...chosen.values()],
    gaps,
    active: [...active.values()],
  });
}

function byPrefixLength(candidates: readonly Candidate[]): Candidate[][] {
  const groups = new Map<number, Candidate[]>();
  for (const candidate of candidates.toSorted((a, b) => b.length - a.length)) {
    const group = groups.get(candidate.length);
    if (group === undefined) groups.set(candidate.length, [candidate]);
    else group.push(candidate);
  }
  return [...groups.values()];
}

/** The destinations of a route; `undefined` for one of the other family, a gap for what cannot be read. */
function listDestinations(
  region: RegionInventory,
  route: Route,
  family: Family,
): Known<readonly Omit<Candidate, 'target'>[]> | undefined {
  const { DestinationCidrBlock, DestinationPrefixListId, DestinationIpv6CidrBlock } = route;
  const [own, other] =
    family === 4
      ? [DestinationCidrBlock, DestinationIpv6CidrBlock]
      : [DestinationIpv6CidrBlock, DestinationCidrBlock];
  if (own !== undefined) return parseDestinations([own], family);
  if (DestinationPrefixListId !== undefined) {
    const entries =
      region.PrefixListEntries[DestinationPrefixListId] ?? missing('ec2:GetManagedPrefixListEntries');
    if (!entries.known) return entries;
    return parseDestinations(
      entries.value.map(({ Cidr }) => Cidr),
      family,
    );
  }
  if (other !== undefined) return undefined;
  return { known: false, gap: ask('Which destination does each route of the table have?') };
}

function parseDestinations(
  texts: readonly (string | undefined)[],
  family: Family,
): Known<readonly Omit<Candidate, 'target'>[]> {
  const found: Omit<Candidate, 'target'>[] = [];
  for (const text of texts) {
    const addresses = text === undefined ? undefined : parseCidr(text);
    if (text === undefined || addresses === undefined) {
      return {
        known: false,
        gap: ask(`Which addresses does the route destination ${JSON.stringify(text ?? '')} stand for?`),
      };
    }
    if (addresses.family === family) found.push({ length: Number(text.split('/')[1]), addresses });
  }
  return known(found);
}

/** AWS puts each kind of target into an attribute of its own, and gateways into one that their prefix tells apart. */
function readTarget(region: RegionInventory, route: Route): Target {
  const at = (kind: TargetKind, id: string): Target => ({
    kind,
    id,
    isBlackhole: route.State?.toLowerCase() === 'blackhole',
    route,
  });
  if (route.NatGatewayId !== undefined) return at('nat-gateway', route.NatGatewayId);
  if (route.TransitGatewayId !== undefined) return at('transit-gateway', route.TransitGatewayId);
  if (route.VpcPeeringConnectionId !== undefined) {
    return at('vpc-peering-connection', route.VpcPeeringConnectionId);
  }
  if (route.CoreNetworkArn !== undefined) return at('core-network', route.CoreNetworkArn);
  if (route.LocalGatewayId !== undefined) return at('local-gateway', route.LocalGatewayId);
  if (route.CarrierGatewayId !== undefined) return at('carrier-gateway', route.CarrierGatewayId);
  if (route.EgressOnlyInternetGatewayId !== undefined) {
    return at('egress-only-internet-gateway', route.EgressOnlyInternetGatewayId);
  }
  const own = route.NetworkInterfaceId ?? route.InstanceId;
  if (own !== undefined) return at('network-interface', own);
  const gateway = route.GatewayId;
  if (gateway === undefined) return at('unrecognised', 'unrecognised target');
  if (gateway === 'local') return at('local', gateway);
  if (gateway.startsWith('igw-')) return at('internet-gateway', gateway);
  if (gateway.startsWith('vgw-')) return at('vpn-gateway', gateway);
  if (gateway.startsWith('vpce-')) {
    return at(isGatewayEndpoint(region, route, gateway) ? 'gateway-endpoint' : 'firewall-endpoint', gateway);
  }
  // A planned gateway has no id of AWS's making yet.
  const isListed =
    region.InternetGateways.known && indexBy(region.InternetGateways.value, 'InternetGatewayId').has(gateway);
  return at(isListed ? 'internet-gateway' : 'unrecognised', gateway);
}

/**
 * Gateway endpoints (Amazon S3, DynamoDB) put a route for their own prefix list into the table; it never carries
 * Systems Manager traffic. Every other `vpce-` target is a Gateway Load Balancer endpoint, for any destination.
 */
function isGatewayEndpoint(region: RegionInventory, route: Route, id: string): boolean {
  if (route.DestinationPrefixListId === undefined || !region.VpcEndpoints.known) return false;
  const endpoint = region.VpcEndpoints.value.find(({ VpcEndpointId }) => VpcEndpointId === id);
  return endpoint?.VpcEndpointType?.toLowerCase() === 'gateway';
}

function isPropagated({ target }: Candidate): boolean {
  return target.route.Origin === 'EnableVgwRoutePropagation';
}

function sameRange(a: AddressSet, b: AddressSet): boolean {
  const [x]: readonly (AddressRange | undefined)[] = a.ranges;
  const [y]: readonly (AddressRange | undefined)[] = b.ranges;
  return x !== undefined && y !== undefined && x[0] === y[0] && x[1] === y[1];
}

function keyOf({ kind, id, isBlackhole }: Target): string {
  return `${kind} ${id} ${isBlackhole}`;
}
