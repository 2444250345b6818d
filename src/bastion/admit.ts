import { type AddressSet, intersects, parseCidr } from '../facts/network/cidr-set.ts';
import { findSubnet, findVpc, missingGap } from '../facts/network/lookup.ts';
import type { IpPermission } from '../model/aws.ts';
import type { Admission, AdmittedBy } from '../model/bastion.ts';
import type { RegionInventory } from '../model/inventory.ts';
import { answerFor, type Gap } from '../model/known.ts';
import type { Door } from './door.ts';

export type Admitted = Pick<Admission, 'by' | 'source' | 'isDirect'>;
type Answer = Admitted | Gap | undefined;

type GroupPair = NonNullable<IpPermission['UserIdGroupPairs']>[number];

/** A group of a peer VPC stays in the rule when the peering is gone, and lets nobody in any more. */
export function admitByGroup({ GroupId, PeeringStatus }: GroupPair, groupId: string, door: Door): Answer {
  if (GroupId === undefined) return ask(`Which group does each rule of ${groupId} name?`);
  if (!door.groupIds.has(GroupId) || (PeeringStatus ?? 'active') !== 'active') return undefined;
  return { by: 'group', source: GroupId, isDirect: true };
}

export function admitByRange(cidr: string | undefined, groupId: string, door: Door): Answer {
  const set = cidr === undefined ? undefined : parseCidr(cidr);
  if (cidr === undefined || set === undefined) {
    return ask(`Which addresses does the entry ${JSON.stringify(cidr ?? '')} of ${groupId} stand for?`);
  }
  const by = classify(cidr, set, door);
  return by === undefined ? undefined : { by, source: cidr, isDirect: isOne(set) };
}

export function admitByPrefixList(
  region: RegionInventory,
  id: string | undefined,
  groupId: string,
  door: Door,
): Answer {
  if (id === undefined) return ask(`Which prefix list does each rule of ${groupId} name?`);
  const entries = answerFor(region.PrefixListEntries, id);
  if (entries === undefined) return missingGap('ec2:GetManagedPrefixListEntries');
  if (!entries.known) return entries.gap;
  const sets = entries.value.map(({ Cidr }) => (Cidr === undefined ? undefined : parseCidr(Cidr)));
  const holding = sets.flatMap((set) => (set !== undefined && holds(set, allOf(door)) ? [set] : []));
  if (holding.length > 0) return { by: 'prefix-list', source: id, isDirect: holding.some(isOne) };
  return sets.includes(undefined) ? ask(`Which addresses does each entry of ${id} stand for?`) : undefined;
}

function classify(cidr: string, set: AddressSet, door: Door): AdmittedBy | undefined {
  if (!holds(set, door.privateAddresses))
    return holds(set, door.publicAddresses) ? 'public-address' : undefined;
  if (cidr === '0.0.0.0/0' || cidr === '::/0') return 'anywhere';
  if (isOne(set)) return 'address';
  const { region } = door.subject;
  const subnets = door.interfaces.flatMap(({ SubnetId }) =>
    SubnetId === undefined ? [] : [findSubnet(region, SubnetId)],
  );
  if (subnets.some((subnet) => subnet.known && subnet.value.CidrBlock === cidr)) return 'subnet';
  const vpcs = door.interfaces.flatMap(({ VpcId }) => (VpcId === undefined ? [] : [findVpc(region, VpcId)]));
  const isVpc = vpcs.some(
    (vpc) =>
      vpc.known &&
      [
        vpc.value.CidrBlock,
        ...(vpc.value.CidrBlockAssociationSet ?? []).map(({ CidrBlock }) => CidrBlock),
      ].includes(cidr),
  );
  return isVpc ? 'vpc' : 'range';
}

function allOf({ privateAddresses, publicAddresses }: Door): readonly AddressSet[] {
  return [...privateAddresses, ...publicAddresses];
}

function holds(set: AddressSet, addresses: readonly AddressSet[]): boolean {
  return addresses.some((address) => address.family === set.family && intersects(set, address));
}

function isOne({ ranges: [range, ...rest] }: AddressSet): boolean {
  return range !== undefined && rest.length === 0 && range[0] === range[1];
}

function ask(question: string): Gap {
  return { kind: 'not-visible', question };
}
