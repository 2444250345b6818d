import type {
  Instance,
  IpPermission,
  NetworkInterface,
  Reservation,
  RouteTable,
  SecurityGroup,
  VpcEndpoint,
} from '../model/aws.ts';
import type { RegionInventory } from '../model/inventory.ts';
import type { Known } from '../model/known.ts';
import { listLaunches } from '../model/launches.ts';
import { SERVICES } from '../model/path.ts';

/** An answer that was not read names no items to ask for; its own gap already says so. */
function valuesOf<T>(answer: Known<readonly T[]>): readonly T[] {
  return answer.known ? answer.value : [];
}

export function instancesOf(reservations: readonly Reservation[]): readonly Instance[] {
  return reservations.flatMap(({ Instances }) => Instances ?? []);
}

/** Also those that would be launched next. */
export function instancesAndLaunches(region: RegionInventory): readonly Instance[] {
  return [
    ...valuesOf(region.Reservations).flatMap(({ Instances }) => Instances ?? []),
    ...listLaunches(region).map(({ instance }) => instance),
  ];
}

function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== undefined))].sort();
}

export function usedVpcIds(instances: readonly Instance[]): string[] {
  return distinct(
    instances.flatMap(({ VpcId, NetworkInterfaces }) => [
      VpcId,
      ...(NetworkInterfaces ?? []).map((eni) => eni.VpcId),
    ]),
  );
}

/**
 * VPCs in which a private hosted zone may lead the names of both services anywhere: those in which no endpoint with
 * private DNS has them already. A VPC can't have both a zone and such an endpoint for one name.
 */
export function openVpcIds(
  instances: readonly Instance[],
  { region, VpcEndpoints }: Pick<RegionInventory, 'region' | 'VpcEndpoints'>,
): string[] {
  const captured = (vpcId: string): boolean =>
    SERVICES.every((service) =>
      valuesOf<VpcEndpoint>(VpcEndpoints).some(
        ({ VpcId, ServiceName, State, PrivateDnsEnabled }) =>
          VpcId === vpcId &&
          State?.toLowerCase() === 'available' &&
          PrivateDnsEnabled === true &&
          ServiceName?.endsWith(`.${region}.${service}`) === true,
      ),
    );
  return usedVpcIds(instances).filter((vpcId) => !captured(vpcId));
}

export function usedImageIds(instances: readonly Instance[]): string[] {
  // A launch template may name a parameter that holds the image; EC2 knows no image by it.
  return distinct(instances.map(({ ImageId }) => ImageId)).filter((id) => !id.startsWith('resolve:'));
}

/** Prefix lists in the rules of groups in use (instances', endpoints', of all interfaces where those were read) and in the routes of VPCs in use. */
export function usedPrefixListIds(
  instances: readonly Instance[],
  region: Pick<RegionInventory, 'SecurityGroups' | 'VpcEndpoints' | 'RouteTables' | 'AllNetworkInterfaces'>,
): string[] {
  const vpcs = new Set(usedVpcIds(instances));
  const groups = new Set(
    [
      ...instances.flatMap((instance) => [
        ...(instance.SecurityGroups ?? []),
        ...(instance.NetworkInterfaces ?? []).flatMap(({ Groups }) => Groups ?? []),
      ]),
      ...valuesOf<VpcEndpoint>(region.VpcEndpoints)
        .filter(({ VpcId }) => VpcId !== undefined && vpcs.has(VpcId))
        .flatMap(({ Groups }) => Groups ?? []),
      ...valuesOf<NetworkInterface>(region.AllNetworkInterfaces).flatMap(({ Groups }) => Groups ?? []),
    ].map(({ GroupId }) => GroupId),
  );
  const permissions = valuesOf<SecurityGroup>(region.SecurityGroups)
    .filter(({ GroupId }) => groups.has(GroupId))
    .flatMap((group): readonly IpPermission[] => [
      ...(group.IpPermissions ?? []),
      ...(group.IpPermissionsEgress ?? []),
    ]);
  const routes = valuesOf<RouteTable>(region.RouteTables)
    .filter(({ VpcId }) => VpcId !== undefined && vpcs.has(VpcId))
    .flatMap(({ Routes }) => Routes ?? []);
  return distinct([
    ...permissions.flatMap(({ PrefixListIds }) =>
      (PrefixListIds ?? []).map(({ PrefixListId }) => PrefixListId),
    ),
    ...routes.map(({ DestinationPrefixListId }) => DestinationPrefixListId),
  ]);
}

/**
 * Nodes whose control channel is worth asking about: those whose agent says that it is online; every running instance
 * where that was not read, since a connected channel proves more than a ping.
 */
export function connectionCandidates(
  region: Pick<RegionInventory, 'InstanceInformationList'>,
  instances: readonly Instance[],
): string[] {
  const running = instances
    .filter(({ State }) => State?.Name === 'running')
    .map(({ InstanceId }) => InstanceId);
  if (!region.InstanceInformationList.known) return distinct(running);
  const here = new Set(running);
  return distinct(
    region.InstanceInformationList.value
      .filter(({ PingStatus }) => PingStatus === 'Online')
      .map(({ InstanceId }) => InstanceId)
      .filter((id) => id !== undefined && here.has(id)),
  );
}
