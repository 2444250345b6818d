import { ANY_IPV4 } from '../facts/network/address-space.ts';
import { findSubnetRouteTable } from '../facts/network/lookup.ts';
import { chooseRoutes, type TargetKind } from '../facts/network/routes.ts';
import type { Door } from './door.ts';

const LEAVING: readonly TargetKind[] = [
  'vpc-peering-connection',
  'transit-gateway',
  'core-network',
  'vpn-gateway',
];

/** By which gateways the host comes to other networks, of this account or not. */
export function listLeavingRoutes({ subject, interfaces }: Door): string[] {
  const { region, instance } = subject;
  const ids = interfaces.flatMap(({ SubnetId, VpcId = instance.VpcId }) => {
    if (SubnetId === undefined || VpcId === undefined) return [];
    const table = findSubnetRouteTable(region, SubnetId, VpcId);
    const choice = table.known ? chooseRoutes(region, table.value, ANY_IPV4) : table;
    if (!choice.known) return [];
    return choice.value.active.filter(({ kind }) => LEAVING.includes(kind)).map(({ id }) => id);
  });
  return [...new Set(ids)].sort();
}
