import { type AddressSet, parseAddress, parseCidr } from '../facts/network/cidr-set.ts';
import { findSubnet } from '../facts/network/lookup.ts';
import type { InstanceNetworkInterface } from '../model/aws.ts';
import type { RegionInventory, Subject } from '../model/inventory.ts';
import { doorOf } from './door.ts';

/** One interface that a bastion may reach, with what decides whether it does. */
export interface Target {
  readonly region: RegionInventory;
  readonly vpcId: string | undefined;
  readonly groupIds: readonly string[];
  /** Of a host that has no address yet, those of its subnet. */
  readonly addresses: readonly AddressSet[];
  readonly hasPublicAddress: boolean;
}

/** The interfaces of an instance. */
export function targetsOf(subject: Subject): readonly Target[] {
  return doorOf(subject).interfaces.map((eni) => toTarget(subject, eni));
}

function toTarget({ region, instance }: Subject, eni: InstanceNetworkInterface): Target {
  const { VpcId = instance.VpcId, Groups = [], Association, PrivateIpAddress, Ipv6Addresses = [] } = eni;
  const texts = [PrivateIpAddress, ...Ipv6Addresses.map(({ Ipv6Address }) => Ipv6Address)];
  const addresses = texts.flatMap((text) => (text === undefined ? [] : (parseAddress(text) ?? [])));
  return {
    region,
    vpcId: VpcId,
    groupIds: Groups.flatMap(({ GroupId }) => GroupId ?? []),
    addresses: addresses.length > 0 ? addresses : addressesOfSubnet(region, eni.SubnetId),
    hasPublicAddress: Association?.PublicIp !== undefined,
  };
}

function addressesOfSubnet(region: RegionInventory, id: string | undefined): AddressSet[] {
  const subnet = id === undefined ? undefined : findSubnet(region, id);
  const block = subnet?.known === true ? subnet.value.CidrBlock : undefined;
  const set = block === undefined ? undefined : parseCidr(block);
  return set === undefined ? [] : [set];
}
