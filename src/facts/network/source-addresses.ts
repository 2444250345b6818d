import type { Known } from '../../model/known.ts';
import { type AddressSet, parseAddress, parseCidr } from './cidr-set.ts';
import { findSubnet, missing } from './lookup.ts';
import type { HopResult } from './path.ts';
import type { Situation } from './situation.ts';

/**
 * The addresses that the instance may send from: its own where the situation is one instance's, else every address of
 * its subnet. What holds for the whole subnet holds for each instance in it.
 */
export function readSourceAddresses({ region, subnetId, individual }: Situation): Known<AddressSet> {
  const own = individual?.address === undefined ? undefined : parseAddress(individual.address);
  if (own !== undefined) return { known: true, value: own };
  const subnet = findSubnet(region, subnetId);
  if (!subnet.known) return subnet;
  const block = subnet.value.CidrBlock === undefined ? undefined : parseCidr(subnet.value.CidrBlock);
  return block === undefined || block.family !== 4
    ? missing('ec2:DescribeSubnets')
    : { known: true, value: block };
}

/** Marks a result that would be certain for one instance and is not for its whole subnet. */
export function forIndividual(situation: Situation, result: HopResult): HopResult {
  return situation.individual === undefined ? { ...result, needsIndividual: true } : result;
}
