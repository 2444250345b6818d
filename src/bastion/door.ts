import type { Instance, InstanceNetworkInterface } from '../model/aws.ts';
import { type AddressSet, parseAddress } from '../facts/network/cidr-set.ts';
import { type Gap, read } from '../model/known.ts';
import type { Subject } from '../model/inventory.ts';

/** What rules know a host by, when it knocks. */
export interface Door {
  readonly subject: Subject;
  readonly interfaces: readonly InstanceNetworkInterface[];
  readonly groupIds: ReadonlySet<string>;
  readonly privateAddresses: readonly AddressSet[];
  readonly publicAddresses: readonly AddressSet[];
  /** What of it was not read: a rule may let that in. */
  readonly gaps: readonly Gap[];
}

const doors = new WeakMap<Instance, Door>();

/** The groups and addresses of all interfaces. */
export function doorOf(subject: Subject): Door {
  let door = doors.get(subject.instance);
  if (door === undefined) doors.set(subject.instance, (door = makeDoor(subject)));
  return door;
}

function makeDoor(subject: Subject): Door {
  const list = read(subject.instance, 'NetworkInterfaces');
  const interfaces = list.known ? (list.value ?? []) : [];
  const groupIds = interfaces.flatMap(({ Groups }) => Groups ?? []).flatMap(({ GroupId }) => GroupId ?? []);
  const isWhole = interfaces.length > 0 && interfaces.every(({ Groups }) => (Groups ?? []).length > 0);
  return {
    subject,
    interfaces,
    groupIds: new Set(groupIds),
    privateAddresses: toSets(interfaces.flatMap(listPrivateAddresses)),
    publicAddresses: toSets(interfaces.flatMap(listPublicAddresses)),
    gaps: !list.known ? [list.gap] : isWhole ? [] : [askGroups(subject.instance.InstanceId)],
  };
}

function askGroups(id: string): Gap {
  return { kind: 'not-visible', question: `Which security groups and addresses does ${id} have?` };
}

function toSets(addresses: readonly (string | undefined)[]): AddressSet[] {
  const texts = [...new Set(addresses.filter((address) => address !== undefined))].sort();
  return texts.map(parseAddress).filter((set) => set !== undefined);
}

function listPrivateAddresses(eni: InstanceNetworkInterface): (string | undefined)[] {
  const { PrivateIpAddress, PrivateIpAddresses = [], Ipv6Addresses = [] } = eni;
  return [
    PrivateIpAddress,
    ...PrivateIpAddresses.map((address) => address.PrivateIpAddress),
    ...Ipv6Addresses.map(({ Ipv6Address }) => Ipv6Address),
  ];
}

function listPublicAddresses({
  Association,
  PrivateIpAddresses = [],
}: InstanceNetworkInterface): (string | undefined)[] {
  return [Association?.PublicIp, ...PrivateIpAddresses.map((address) => address.Association?.PublicIp)];
}
