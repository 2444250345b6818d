import type { Instance, IpPermission } from '../model/aws.ts';
import type { Admission } from '../model/bastion.ts';
import type { RegionInventory } from '../model/inventory.ts';
import type { Door } from './door.ts';

/** What keeps a group of the bastion from being deleted when the bastion is gone. */
export interface Leftover {
  readonly groupId: string;
  /** Groups whose rules name it. */
  readonly rules: readonly string[];
  /** Interfaces and instances that wear it too. */
  readonly members: readonly string[];
}

export function listLeftovers(
  { subject, groupIds, interfaces }: Door,
  closed: readonly Admission[],
): Leftover[] {
  const { region, instance } = subject;
  const own = new Set(interfaces.map(({ NetworkInterfaceId }) => NetworkInterfaceId));
  return [...groupIds].sort().map((groupId) => ({
    groupId,
    rules: listReferring(region, groupId, closed),
    members: listMembers(region, groupId, instance, own),
  }));
}

/** Rules in both directions that the plan has not closed; one that a group has for itself goes with it. */
function listReferring(
  { SecurityGroups: list }: RegionInventory,
  named: string,
  closed: readonly Admission[],
): string[] {
  if (!list.known) return [];
  const names = ({ UserIdGroupPairs = [] }: IpPermission): boolean =>
    UserIdGroupPairs.some(({ GroupId }) => GroupId === named);
  return list.value
    .filter(({ GroupId = '', IpPermissions = [], IpPermissionsEgress = [] }) => {
      const isClosed = ({ IpProtocol, FromPort, ToPort }: IpPermission): boolean =>
        closed.some(
          ({ groupId, source, protocol, fromPort, toPort }) =>
            groupId === GroupId &&
            source === named &&
            protocol === IpProtocol &&
            fromPort === FromPort &&
            toPort === ToPort,
        );
      const open = [...IpPermissions.filter((rule) => !isClosed(rule)), ...IpPermissionsEgress];
      return GroupId !== named && open.some(names);
    })
    .map(({ GroupId = '' }) => GroupId)
    .sort();
}

function listMembers(
  { Reservations, AllNetworkInterfaces: list }: RegionInventory,
  groupId: string,
  bastion: Instance,
  own: ReadonlySet<string | undefined>,
): string[] {
  const wears = (groups: Instance['SecurityGroups'] = []): boolean =>
    groups.some(({ GroupId }) => GroupId === groupId);
  const reservations = Reservations.known ? Reservations.value : [];
  const instances = reservations
    .flatMap(({ Instances = [] }) => Instances)
    .filter(
      ({ InstanceId, State, SecurityGroups, NetworkInterfaces = [] }) =>
        InstanceId !== bastion.InstanceId &&
        State?.Name !== 'terminated' &&
        (wears(SecurityGroups) || NetworkInterfaces.some(({ Groups }) => wears(Groups))),
    )
    .map(({ InstanceId }) => InstanceId);
  const others = list.known
    ? list.value
        .filter(
          ({ NetworkInterfaceId, Groups, Attachment }) =>
            wears(Groups) && !own.has(NetworkInterfaceId) && Attachment?.InstanceId === undefined,
        )
        .map(({ NetworkInterfaceId = '' }) => NetworkInterfaceId)
    : [];
  return [...new Set([...instances, ...others])].sort();
}
