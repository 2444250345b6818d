import type { Subnet } from '../../model/aws.ts';
import type { RegionInventory } from '../../model/inventory.ts';
import { type Known, known } from '../../model/known.ts';
import { type AddressSet, type Family, parseAddress, parseCidr, setOf } from './cidr-set.ts';
import type { HopResult } from './hop-result.ts';
import { findSubnet, missing } from './lookup.ts';
import { memoize } from '../memo.ts';
import type { Situation } from './situation.ts';

/**
 * The addresses that the instance may send from: its own where the situation is one instance's, else every address of
 * its subnet. What holds for the whole subnet holds for each instance in it.
 */
export function readSourceAddresses(
  { region, subnetId, individual }: Situation,
  family: Family = 4,
): Known<AddressSet> {
  const text = family === 4 ? individual?.address : individual?.ipv6Address;
  const own = text === undefined ? undefined : parseAddress(text);
  if (own?.family === family) return known(own);
  return readBlocks(region, subnetId, family);
}

const readBlocks = memoize((region: RegionInventory, subnetId: string, family: Family): Known<AddressSet> => {
  const subnet = findSubnet(region, subnetId);
  if (!subnet.known) return subnet;
  const blocks = listBlocks(subnet.value, family);
  return blocks === undefined || blocks.ranges.length === 0 ? missing('ec2:DescribeSubnets') : known(blocks);
});

function listBlocks(subnet: Subnet, family: Family): AddressSet | undefined {
  const texts =
    family === 4
      ? [subnet.CidrBlock]
      : subnet.Ipv6CidrBlockAssociationSet?.map(({ Ipv6CidrBlock }) => Ipv6CidrBlock);
  const sets = texts?.map((text) => (text === undefined ? undefined : parseCidr(text)));
  if (sets === undefined || sets.some((set) => set?.family !== family)) return undefined;
  return setOf(
    family,
    sets.flatMap((set) => set?.ranges ?? []),
  );
}

/** Marks a result that would be certain for one instance and is not for its whole subnet. */
export function forIndividual(situation: Situation, result: HopResult): HopResult {
  return situation.individual === undefined ? { ...result, needsIndividual: true } : result;
}
