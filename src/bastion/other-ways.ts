import { PUBLIC_IPV4, PUBLIC_IPV6 } from '../facts/network/address-space.ts';
import { covers } from '../facts/network/cidr-set.ts';
import { findReach } from '../facts/network/security-groups.ts';
import type { InstanceConnectEndpoint } from '../model/aws-bastion.ts';
import type { WayIn } from '../model/bastion.ts';
import type { RegionInventory, Subject } from '../model/inventory.ts';
import type { Door } from './door.ts';
import { isReached, reachPort } from './reaching.ts';
import { ADMIN_PORTS } from './rule-ports.ts';
import { type Target, targetsOf } from './target.ts';

/** What lets people in besides the bastions that are asked about. */
export interface Entrances {
  /** Other hosts that look like bastions. */
  readonly hosts: readonly Door[];
}

/** Ways into an instance that stay when the bastion is gone. They are told, and excuse nothing. */
export function listOtherWays(subject: Subject, { hosts }: Entrances): string[] {
  const targets = targetsOf(subject);
  const isOpen = targets.some((target) => target.hasPublicAddress && isWorldOpen(target));
  const others = hosts
    .filter((door) => door.subject.arn !== subject.arn)
    .filter((door) =>
      targets.some((target) =>
        ADMIN_PORTS.some((port) => {
          const reaching = reachPort(door, target, port);
          return isReached(reaching) && reaching.doubts.length === 0;
        }),
      ),
    );
  const endpoints = listEndpoints(subject.region).filter((endpoint) =>
    targets.some((target) => admitsGroups(target, endpoint.SecurityGroupIds ?? [])),
  );
  return [
    ...(isOpen ? ['the internet: its own address admits anybody'] : []),
    ...others.map((door) => `the host ${door.subject.instance.InstanceId}`),
    ...endpoints.map(
      ({ InstanceConnectEndpointId = '' }) =>
        `the EC2 Instance Connect endpoint ${InstanceConnectEndpointId}`,
    ),
  ];
}

function isWorldOpen({ region, groupIds }: Target): boolean {
  return ADMIN_PORTS.some(
    (port) =>
      covers(findReach(region, groupIds, 'in', port).addresses, PUBLIC_IPV4) ||
      covers(findReach(region, groupIds, 'in', port, { family: 6 }).addresses, PUBLIC_IPV6),
  );
}

function admitsGroups({ region, groupIds }: Target, from: readonly string[]): boolean {
  return ADMIN_PORTS.some((port) => {
    const { groupIds: admitted } = findReach(region, groupIds, 'in', port);
    return from.some((id) => admitted.has(id));
  });
}

function listEndpoints({
  InstanceConnectEndpoints: list,
}: RegionInventory): readonly InstanceConnectEndpoint[] {
  return list.known ? list.value.filter(({ State }) => State === 'create-complete') : [];
}

/** The services of AWS that let people into VPCs of these hosts, as far as they could be read. */
export function listWaysIn(doors: readonly Door[]): WayIn[] {
  const regions = new Map(doors.map(({ subject }) => [subject.region.region, subject.region]));
  return [...regions].flatMap(([region, inventory]): WayIn[] => [
    ...listEndpoints(inventory).map(({ InstanceConnectEndpointId = '', VpcId }) => ({
      kind: 'instance-connect-endpoint' as const,
      id: InstanceConnectEndpointId,
      region,
      ...(VpcId === undefined ? {} : { vpcId: VpcId }),
    })),
    ...(inventory.ClientVpnEndpoints.known ? inventory.ClientVpnEndpoints.value : [])
      .filter(({ Status }) => Status?.Code === 'available')
      .map(({ ClientVpnEndpointId = '', VpcId }) => ({
        kind: 'client-vpn' as const,
        id: ClientVpnEndpointId,
        region,
        ...(VpcId === undefined ? {} : { vpcId: VpcId }),
      })),
  ]);
}
