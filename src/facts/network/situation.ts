import type { GroupIdentifier, Instance, InstanceNetworkInterface } from '../../model/aws.ts';
import type { RegionInventory, Subject } from '../../model/inventory.ts';
import { chainKnown, type Gap, type Known, known, read, unknown } from '../../model/known.ts';
import type { SERVICES, Service } from '../../model/path.ts';
import { findSubnet, missing } from './lookup.ts';
import { ask } from './hop-result.ts';
import { PartsMap } from '../memo.ts';
import type { Caller } from './caller.ts';
import type { OsFamily } from './os-family.ts';

/**
 * All that decides an instance's network path and that other instances may share. Instances in one situation have
 * one solution, so nothing here names an instance; `individual` is filled in only where the subnet, the groups and
 * the public address do not decide.
 */
export interface Situation {
  readonly accountId: string;
  readonly partition: string;
  readonly region: RegionInventory;
  readonly vpcId: string;
  readonly subnetId: string;
  /** Sorted. */
  readonly groupIds: readonly string[];
  /** Whether the sending interface has a public IPv4 address. */
  readonly hasPublicAddress: Known<boolean>;
  /** The address families that the sending interface has addresses of; perhaps IPv6 too where those were not read. */
  readonly families: 'ipv4' | 'perhaps-dual-stack' | 'dual-stack' | 'ipv6';
  /** Decides the ports that answers come back to; left out where nothing else hangs on it. */
  readonly os?: OsFamily;
  readonly individual?: { readonly address?: string; readonly ipv6Address?: string; readonly arn: string };
  /** Who asks, filled in only where the policy of an endpoint tells roles apart; instances with one role share it. */
  readonly caller?: Caller;
  /** The service beside the two of a session that the path is asked for; its questions and fixes name it. */
  readonly wanted?: Exclude<Service, (typeof SERVICES)[number]>;
  /** Names resolve as the VPC's own resolver answers, whatever servers the DHCP options name. */
  readonly usesVpcResolver?: boolean;
}

export interface Sender {
  readonly situation: Situation;
  readonly interfaceId: string;
  readonly interfaceCount: number;
  readonly address: string | undefined;
  readonly ipv6Address: string | undefined;
}

/**
 * The interface that the agent's traffic leaves by: the operating system's default route is normally on device
 * index 0 of network card 0. EC2 lists an instance's interfaces even when it is stopped; a list that is missing
 * or empty is an instance whose network nobody can see (terminated, or planned without one).
 */
export function findSender(subject: Subject): Known<Sender> {
  const { instance, accountId, planned } = subject;
  const memory = recall(subject.region);
  const { last } = memory;
  if (last?.instance === instance && last.accountId === accountId && last.planned === planned) {
    return last.sender;
  }
  const sender = deriveSender(subject);
  memory.last = { instance, accountId, planned, sender };
  return sender;
}

/** What was derived of a region, for as long as its inventory lives. */
interface RegionMemory {
  readonly situations: PartsMap<Situation[]>;
  /** Several rules ask about one instance in turn. */
  last?: Pick<Subject, 'instance' | 'accountId' | 'planned'> & { readonly sender: Known<Sender> };
}

const memories = new WeakMap<RegionInventory, RegionMemory>();

function recall(region: RegionInventory): RegionMemory {
  let memory = memories.get(region);
  if (memory === undefined) {
    memory = { situations: new PartsMap() };
    memories.set(region, memory);
  }
  return memory;
}

function deriveSender(subject: Subject): Known<Sender> {
  const { instance } = subject;
  const interfaces = read(instance, 'NetworkInterfaces');
  if (!interfaces.known) return interfaces;
  const list = interfaces.value;
  if (list === undefined || list.length === 0) return noSender(instance);
  const sending = findPrimary(list) ?? (list.length === 1 ? list[0] : undefined);
  if (sending === undefined) return noSender(instance);

  const subnetId = sending.SubnetId === undefined ? read(instance, 'SubnetId') : known(sending.SubnetId);
  if (!subnetId.known) return subnetId;
  const vpcId = sending.VpcId === undefined ? read(instance, 'VpcId') : known(sending.VpcId);
  if (!vpcId.known) return vpcId;
  const groups = sending.Groups === undefined ? read(instance, 'SecurityGroups') : known(sending.Groups);
  if (!groups.known) return groups;
  if (subnetId.value === undefined || vpcId.value === undefined) return noSender(instance);
  const groupIds = groups.value && listIds(groups.value);
  // Every interface has a group, so a list without one was not read: endpoints may admit a group that is not seen.
  if (groupIds === undefined || groupIds.length === 0) return missing('ec2:DescribeInstances');
  const families = readFamilies(subject, sending, subnetId.value);
  if (!families.known) return families;
  return known({
    interfaceId: sending.NetworkInterfaceId ?? instance.InstanceId,
    interfaceCount: list.length,
    address: sending.PrivateIpAddress,
    ipv6Address: firstIpv6(sending),
    situation: shareSituation({
      accountId: subject.accountId,
      partition: subject.partition,
      region: subject.region,
      vpcId: vpcId.value,
      subnetId: subnetId.value,
      groupIds,
      hasPublicAddress: readPublicAddress(subject, sending),
      families: families.value,
    }),
  });
}

/** Every interface has an IPv4 address, but for those in subnets of IPv6 alone. */
function readFamilies(
  { region }: Subject,
  sending: InstanceNetworkInterface,
  subnetId: string,
): Known<Situation['families']> {
  const { PrivateIpAddress, Ipv6Addresses } = sending;
  // EC2 lists IPv6 addresses even when there are none.
  if (Ipv6Addresses?.length === 0) return known('ipv4');
  if (firstIpv6(sending) === undefined) return known('perhaps-dual-stack');
  if (PrivateIpAddress !== undefined) return known('dual-stack');
  const subnet = findSubnet(region, subnetId);
  // Without the subnet nothing else is known either, which every later step says.
  if (!subnet.known) return known('ipv6');
  return chainKnown(read(subnet.value, 'Ipv6Native'), (isNative) =>
    isNative === false ? missing('ec2:DescribeInstances') : known('ipv6'),
  );
}

/** Whether the interface has, or may have, addresses of both families. */
export function mayBeDualStack({ families }: Situation): boolean {
  return families === 'dual-stack' || families === 'perhaps-dual-stack';
}

function firstIpv6({ Ipv6Addresses }: InstanceNetworkInterface): string | undefined {
  return Ipv6Addresses?.[0]?.Ipv6Address;
}

/** What DNS names and endpoint service names depend on. */
export function placeOf({ partition, region }: Situation): { partition: string; region: string } {
  return { partition, region: region.region };
}

/** One object for all equal situations of a region, so that what is solved for one is solved for all. */
export function shareSituation(situation: Situation): Situation {
  const { subnetId, groupIds, individual, caller } = situation;
  const memory = recall(situation.region);
  const groups = groupIds.length === 1 ? groupIds[0] : JSON.stringify(groupIds);
  const parts = [subnetId, groups, individual?.arn ?? caller?.roleArn];
  // Few situations differ in the rest alone, and comparing them is quicker than more look-ups.
  const similar = memory.situations.getOrCreate(parts, () => []);
  const before = similar.find((other) => isSame(other, situation));
  if (before === undefined) similar.push(situation);
  return before ?? situation;
}

function isSame(a: Situation, b: Situation): boolean {
  return (
    a.families === b.families &&
    a.wanted === b.wanted &&
    a.os === b.os &&
    a.usesVpcResolver === b.usesVpcResolver &&
    a.vpcId === b.vpcId &&
    a.accountId === b.accountId &&
    a.partition === b.partition &&
    isSameAnswer(a.hasPublicAddress, b.hasPublicAddress) &&
    a.caller === b.caller &&
    a.individual?.address === b.individual?.address &&
    a.individual?.ipv6Address === b.individual?.ipv6Address
  );
}

function isSameAnswer(a: Known<boolean>, b: Known<boolean>): boolean {
  if (a.known) return b.known && a.value === b.value;
  return !b.known && (a.gap === b.gap || JSON.stringify(a.gap) === JSON.stringify(b.gap));
}

/** Sorted; `undefined` when a group does not say which it is. */
function listIds(groups: readonly GroupIdentifier[]): readonly string[] | undefined {
  const ids: string[] = [];
  for (const { GroupId } of groups) {
    if (GroupId === undefined) return undefined;
    ids.push(GroupId);
  }
  return ids.length > 1 ? ids.sort() : ids;
}

function findPrimary(list: readonly InstanceNetworkInterface[]): InstanceNetworkInterface | undefined {
  for (const item of list) {
    const { Attachment } = item;
    if (Attachment?.DeviceIndex === 0 && (Attachment.NetworkCardIndex ?? 0) === 0) return item;
  }
  return undefined;
}

function noSender(instance: Instance): Known<never> {
  return unknown(ask(`Which network interface does ${instance.InstanceId} send from?`));
}

/**
 * An address that is there is there. That none is there proves something only for a running instance: a stopped
 * one shows Elastic IPs alone, and may get a public address when it starts.
 */
function readPublicAddress(subject: Subject, sending: InstanceNetworkInterface): Known<boolean> {
  if (sending.Association?.PublicIp !== undefined) return known(true);
  const address = read(subject.instance, 'PublicIpAddress');
  if (!address.known) return address;
  if (address.value !== undefined && sending.Association === undefined) {
    // The instance's address is its sending interface's; where EC2 shows both, they agree.
    return subject.planned ? known(true) : unknown(ask(`Which interface has ${address.value}?`));
  }
  // What settings and subnet leave out is not assigned.
  if (subject.launch !== undefined) return known(false);
  const state = read(subject.instance, 'State');
  if (!state.known) return state;
  if (state.value?.Name === 'running') return known(false);
  return subject.planned ? readPlannedAddress(subject, sending) : unknown(QUESTION);
}

/** A planned interface that asks for no public address gets one when its subnet gives one to everybody. */
function readPlannedAddress(subject: Subject, sending: InstanceNetworkInterface): Known<boolean> {
  const subnetId = sending.SubnetId ?? subject.instance.SubnetId;
  if (subnetId === undefined) return unknown(QUESTION);
  return chainKnown(findSubnet(subject.region, subnetId), (subnet) =>
    chainKnown(read(subnet, 'MapPublicIpOnLaunch'), (isMapped) =>
      isMapped === false ? known(false) : unknown(QUESTION),
    ),
  );
}

const QUESTION: Gap = ask('Is a public IPv4 address assigned when the instance starts?');
