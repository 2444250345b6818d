import { type AddressSet, covers, parseCidr } from './cidr-set.ts';
import { findVpc } from './lookup.ts';
import type { Situation } from './situation.ts';

/** A block of the VPC, for fixes alone; `suffix` tells its cause from that of the VPC's first block. */
export interface VpcBlock {
  readonly cidr: string;
  readonly suffix: string;
}

/** The IPv4 blocks of the VPC, the first one first; empty when the VPC was not read. */
export function listVpcBlocks({ region, vpcId }: Situation): readonly string[] {
  const vpc = findVpc(region, vpcId);
  if (!vpc.known) return [];
  const { CidrBlock, CidrBlockAssociationSet = [] } = vpc.value;
  const associated = CidrBlockAssociationSet.filter(
    ({ CidrBlockState }) => (CidrBlockState?.State ?? 'associated') === 'associated',
  ).map((association) => association.CidrBlock);
  return [...new Set([CidrBlock, ...associated].filter((cidr) => cidr !== undefined))];
}

/** The block that holds the addresses: what security groups and ACLs are best opened for. */
export function findVpcBlock(situation: Situation, addresses: AddressSet | undefined): VpcBlock | undefined {
  const blocks = listVpcBlocks(situation);
  const holding = blocks.findIndex((cidr) => {
    const block = parseCidr(cidr);
    return block !== undefined && addresses?.family === block.family && covers(block, addresses);
  });
  const cidr = blocks[Math.max(0, holding)];
  if (cidr === undefined) return undefined;
  return { cidr, suffix: holding > 0 ? `-${cidr.replaceAll(/[./]/g, '-')}` : '' };
}
