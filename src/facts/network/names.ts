import { chainKnown, type Gap, type Known, known, read } from '../../model/known.ts';
import { parseCidr } from './cidr-set.ts';
import { memoize } from '../memo.ts';
import { findDhcpOptions, findVpc, missing } from './lookup.ts';
import { ask } from './hop-result.ts';
import type { Situation } from './situation.ts';
import { nameWanted } from './wanted.ts';

const LINK_LOCAL_RESOLVER = '169.254.169.253';

export type DnsAttribute = 'EnableDnsSupport' | 'EnableDnsHostnames';

export function readDnsAttribute({ region, vpcId }: Situation, attribute: DnsAttribute): Known<boolean> {
  return region.VpcAttributes[vpcId]?.[attribute] ?? missing('ec2:DescribeVpcAttribute');
}

/**
 * `undefined` when the instance asks the VPC's own resolver (AmazonProvidedDNS, or that resolver's address by number);
 * otherwise the question that decides what its servers answer. The VPC's resolver is at 169.254.169.253 and at the
 * VPC's first address plus two:
 * https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
 */
export const readForeignResolver = memoize((situation: Situation): Known<Gap | undefined> => {
  const { region, vpcId } = situation;
  if (situation.usesVpcResolver === true) return known(undefined);
  return chainKnown(findVpc(region, vpcId), (vpc) =>
    chainKnown(read(vpc, 'DhcpOptionsId'), (id): Known<Gap | undefined> => {
      if (id === undefined) return missing('ec2:DescribeVpcs');
      if (id === 'default')
        return known(
          ask(`Which DNS servers do the instances of ${vpcId} use? No DHCP option set is attached.`),
        );
      return chainKnown(findDhcpOptions(region, id), (options) =>
        chainKnown(read(options, 'DhcpConfigurations'), (configurations) => {
          if (configurations === undefined) return missing('ec2:DescribeDhcpOptions');
          const servers = configurations
            .filter(({ Key }) => Key === 'domain-name-servers')
            .flatMap(({ Values }) => (Values ?? []).map(({ Value }) => Value ?? ''));
          const own = ['AmazonProvidedDNS', LINK_LOCAL_RESOLVER, ...resolverOf(vpc.CidrBlock)];
          if (servers.length > 0 && servers.every((server) => own.includes(server))) return known(undefined);
          const named = servers.length === 0 ? 'no DNS server' : servers.join(', ');
          return known(
            ask(
              `${id} names ${named}: do the instances' DNS servers answer for ${nameWanted(situation)} as the VPC resolver does?`,
            ),
          );
        }),
      );
    }),
  );
});

function resolverOf(cidr: string | undefined): string[] {
  const first = cidr === undefined ? undefined : parseCidr(cidr)?.ranges[0]?.[0];
  if (first === undefined) return [];
  const address = Number(first + 2n);
  return [[24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.')];
}
