import type { BastionRoute } from '../model/bastion.ts';
import type { Cause } from '../model/finding.ts';
import { type Known, mapKnown } from '../model/known.ts';
import type { Door } from './door.ts';

/** Routes that send the traffic of others to the host: it is a NAT instance, a VPN's end, or a router. */
export function findRoutesThrough({ subject, interfaces }: Door): Known<readonly BastionRoute[]> {
  const own = new Set(interfaces.map(({ NetworkInterfaceId }) => NetworkInterfaceId));
  own.delete(undefined);
  return mapKnown(subject.region.RouteTables, (tables) =>
    tables.flatMap(({ RouteTableId = 'route table', Routes = [], Associations = [] }) =>
      Routes.filter(
        ({ InstanceId, NetworkInterfaceId, State }) =>
          State !== 'blackhole' &&
          (InstanceId === subject.instance.InstanceId ||
            (NetworkInterfaceId !== undefined && own.has(NetworkInterfaceId))),
      ).map(({ DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId }) => ({
        routeTableId: RouteTableId,
        destination:
          DestinationCidrBlock ?? DestinationIpv6CidrBlock ?? DestinationPrefixListId ?? 'unread addresses',
        subnets: Associations.flatMap(({ SubnetId, Main }) =>
          SubnetId === undefined ? (Main === true ? ['main table'] : []) : [SubnetId],
        ),
      })),
    ),
  );
}

export function isEverything(destination: string): boolean {
  return destination === '0.0.0.0/0' || destination === '::/0';
}

/** Whoever sends by the host has to send by something else first. */
export function routeCause({ subject }: Door, { routeTableId, destination }: BastionRoute): Cause {
  const { accountId, region, instance } = subject;
  const [what, target] = isEverything(destination)
    ? ['a NAT gateway', '--nat-gateway-id NAT_GATEWAY_ID']
    : ['what is to carry it from now on', '--transit-gateway-id GATEWAY_ID'];
  const option = destination.startsWith('pl-')
    ? `--destination-prefix-list-id ${destination}`
    : destination.includes(':')
      ? `--destination-ipv6-cidr-block ${destination}`
      : `--destination-cidr-block ${destination}`;
  return {
    key: `${accountId}/${region.region}/route-table/${routeTableId}:replace-${destination.replaceAll(/[^\w-]/g, '-')}`,
    resource: { type: 'route-table', id: routeTableId },
    fix: {
      summary: `Lead ${destination} of ${routeTableId} to ${what} instead of ${instance.InstanceId}.`,
      cli: `aws ec2 replace-route --route-table-id ${routeTableId} ${option} ${target} --region ${region.region}`,
    },
  };
}
