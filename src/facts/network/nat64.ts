import type { Gap } from '../../model/known.ts';
import { read } from '../../model/known.ts';
import type { Service } from '../../model/path.ts';
import { NAT64_IPV6 } from './address-space.ts';
import { ask, joinNeeds, type Needs, passed } from './hop-result.ts';
import { judgeOnWay, WAY_HOP_NAMES } from './judge-way.ts';
import { findSubnet, findSubnetRouteTable, missingGap } from './lookup.ts';
import { memoize } from '../memo.ts';
import { readDnsAttribute, readForeignResolver } from './names.ts';
import { judgeNatGateway } from './nat-gateway.ts';
import { chooseRoutes, type Target } from './routes.ts';
import type { Situation } from './situation.ts';
import type { Way } from './way.ts';

/** Whether IPv6 leads to IPv4 services: by a way that works from end to end, perhaps, or not at all. */
export type Translation =
  | { readonly answer: 'yes'; readonly way: Way }
  | {
      readonly answer: 'undecided';
      readonly gap: Gap;
      readonly needs?: Needs;
    }
  | { readonly answer: 'no' };

const NO: Translation = { answer: 'no' };

/**
 * The way of an interface with IPv6 addresses to IPv4 services: the VPC's resolver gives it addresses in 64:ff9b::/96
 * (DNS64), and a NAT gateway translates them (NAT64):
 * https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html
 */
export const findTranslation = memoize((situation: Situation, service: Service): Translation => {
  const { region, subnetId, vpcId } = situation;
  if (situation.families === 'ipv4') return NO;
  const table = findSubnetRouteTable(region, subnetId, vpcId);
  const choice = table.known ? chooseRoutes(region, table.value, NAT64_IPV6) : table;
  if (!choice.known) return { answer: 'undecided', gap: choice.gap };
  const { tableId, targets, gaps } = choice.value;
  if (!targets.some(mayTranslate)) return NO;
  const [target] = targets;
  const isOne = targets.length === 1 && target?.kind === 'nat-gateway';
  const gap =
    gaps[0] ?? (isOne ? undefined : ask(`Does what ${tableId} leads 64:ff9b::/96 to translate it?`));
  const obstacle = findObstacle(situation);
  if (obstacle !== undefined) return obstacle;
  if (gap !== undefined || target === undefined) {
    return { answer: 'undecided', gap: gap ?? ask(`Where does ${tableId} lead 64:ff9b::/96?`) };
  }

  const way: Way = {
    kind: 'nat-gateway',
    reach: 'nat64',
    route: passed({
      resource: tableId,
      detail: `Leads 64:ff9b::/96 of ${subnetId} to ${target.id} (NAT64).`,
    }),
    gateway: judgeNatGateway(situation, target.id),
    target,
  };
  return judgeWay(situation, service, way);
});

/** A NAT gateway does; what a network interface or what is beyond the VPC does is not visible. */
function mayTranslate(target: Target | undefined): boolean {
  const never = ['internet-gateway', 'egress-only-internet-gateway', 'local', 'gateway-endpoint'];
  return target !== undefined && !target.isBlackhole && !never.includes(target.kind);
}

/** What keeps the VPC's resolver from being asked and from making IPv6 addresses for names that have none. */
function findObstacle(situation: Situation): Translation | undefined {
  const foreign = readForeignResolver(situation);
  if (!foreign.known) return { answer: 'undecided', gap: foreign.gap };
  if (foreign.value !== undefined) return { answer: 'undecided', gap: foreign.value };
  const subnet = findSubnet(situation.region, situation.subnetId);
  const dns64 = subnet.known ? read(subnet.value, 'EnableDns64') : subnet;
  if (!dns64.known) return { answer: 'undecided', gap: dns64.gap };
  // Answers from before there was DNS64 do not have the attribute.
  if (dns64.value !== true) return NO;
  const support = readDnsAttribute(situation, 'EnableDnsSupport');
  if (!support.known) return { answer: 'undecided', gap: support.gap };
  return support.value ? undefined : NO;
}

function judgeWay(situation: Situation, service: Service, way: Way): Translation {
  const hops = WAY_HOP_NAMES.flatMap((name) => judgeOnWay(situation, service, name, way) ?? []);
  if (hops.some(({ status }) => status === 'fail')) return NO;
  const isUnlisted = situation.families === 'perhaps-dual-stack';
  const unread = isUnlisted ? [missingGap('ec2:DescribeInstances')] : [];
  const [gap] = [...hops.flatMap(({ gaps }) => gaps), ...unread];
  if (gap === undefined) return { answer: 'yes', way };
  return { answer: 'undecided', gap, needs: joinNeeds(hops) };
}
