import type { Problem } from '../../model/finding.ts';
import { ANY_IPV4, ANY_IPV6, NAT64_IPV6, PUBLIC_IPV4, PUBLIC_IPV6 } from './address-space.ts';
import { type AddressSet, covers, intersects, isEmpty } from './cidr-set.ts';
import { listEndpointInterfaces, readEndpointGroups } from './endpoints.ts';
import { causeOf, ec2Cli } from './fixes.ts';
import { memoize } from '../memo.ts';
import { ask, combineAny, failed, type HopResult, passed, undecided } from './hop-result.ts';
import { findReach } from './security-groups.ts';
import { mayBeDualStack, type Situation } from './situation.ts';
import { findVpcBlock } from './vpc-blocks.ts';
import type { Way } from './way.ts';

const findEgress = memoize(({ region, groupIds }: Situation, family: '4' | '6') =>
  findReach(region, groupIds, 'out', 443, { family: family === '4' ? 4 : 6 }),
);

/** An answer that holds wherever the path leads: everything is allowed. `undefined`: the path decides. */
export function judgeEgressAnywhere(situation: Situation): HopResult | undefined {
  if (situation.families === 'ipv6') return undefined;
  const { addresses, evidence } = findEgress(situation, '4');
  return covers(addresses, ANY_IPV4) ? passed(...evidence) : undefined;
}

/** Whether the instance's security groups let TCP 443 out to where the way leads. */
export function judgeEgress(situation: Situation, { reach }: Pick<Way, 'reach'>): HopResult {
  if (reach === 'public') return judgeTo(situation, PUBLIC_IPV4, PUBLIC);
  if (reach === 'nat64') return judgeTo(situation, NAT64_IPV6, { ...PUBLIC, cidr: '64:ff9b::/96' });
  if (reach === 'anywhere') return judgeUnnamed(situation);
  if ('endpoint' in reach) return judgeEndpointEgress(situation, reach.endpoint);
  const { addresses, prefixListId } = reach;
  if (!addresses.known) return undecided(addresses.gap, ...findEgress(situation, '4').evidence);
  return judgeTo(situation, addresses.value, { cidr: '0.0.0.0/0', where: `out to ${prefixListId}` });
}

/** Whether the groups may let TCP 443 out to the internet's IPv6 addresses. */
export function mayLeaveByIpv6(situation: Situation): boolean {
  const { addresses, gaps } = findEgress(situation, '6');
  return gaps.length > 0 || intersects(addresses, PUBLIC_IPV6);
}

const PUBLIC = { cidr: '0.0.0.0/0', where: 'out to public addresses' };

/** AWS publishes no list for Systems Manager, so narrower rules may or may not hold its addresses. */
function judgeTo(
  situation: Situation,
  wanted: AddressSet,
  fix: { readonly cidr: string; readonly where: string },
): HopResult {
  const { addresses, gaps, evidence } = findEgress(situation, wanted.family === 4 ? '4' : '6');
  if (covers(addresses, wanted)) return passed(...evidence);
  const [gap] = gaps;
  if (gap !== undefined) return undecided(gap, ...evidence);
  if (!intersects(addresses, wanted)) {
    return failed(egressProblem(situation, fix.cidr, fix.where), ...explain(situation, evidence));
  }
  const names = situation.groupIds.join(', ');
  return undecided(ask(`Do the egress rules of ${names} hold the addresses of the service?`), ...evidence);
}

/** Where nobody can name the other side, only rules that allow everything or nothing decide. */
function judgeUnnamed(situation: Situation): HopResult {
  const { families, groupIds } = situation;
  const own = findEgress(situation, families === 'ipv6' ? '6' : '4');
  if (covers(own.addresses, families === 'ipv6' ? ANY_IPV6 : ANY_IPV4)) return passed(...own.evidence);
  const reaches = mayBeDualStack(situation) ? [own, findEgress(situation, '6')] : [own];
  const evidence = reaches.flatMap((reach) => reach.evidence);
  const [gap] = reaches.flatMap(({ gaps }) => gaps);
  if (gap !== undefined) return undecided(gap, ...evidence);
  if (reaches.every((reach) => isEmpty(reach.addresses) && reach.groupIds.size === 0)) {
    const everywhere = families === 'ipv6' ? '::/0' : '0.0.0.0/0';
    return failed(egressProblem(situation, everywhere, 'out'), ...explain(situation, evidence));
  }
  const names = groupIds.join(', ');
  return undecided(ask(`Do the egress rules of ${names} hold the addresses of the service?`), ...evidence);
}

/** Each of the endpoint's addresses may be the one that the agent is given. */
function judgeEndpointEgress(
  situation: Situation,
  endpoint: Parameters<typeof listEndpointInterfaces>[1],
): HopResult {
  const { addresses, gaps, groupIds, evidence } = findEgress(situation, '4');
  const id = endpoint.VpcEndpointId ?? 'the endpoint';
  const groups = readEndpointGroups(endpoint);
  if (groups.known && groups.value.some((group) => groupIds.has(group))) return passed(...evidence);
  const interfaces = listEndpointInterfaces(situation, endpoint);
  if (!interfaces.known) return undecided(interfaces.gap, ...evidence);

  const doubt = ask(`Do the egress rules of ${situation.groupIds.join(', ')} hold every address of ${id}?`);
  const results = interfaces.value.map((item) => {
    if (covers(addresses, item.addresses)) return passed(...evidence);
    const gap = gaps[0] ?? (groupIds.size > 0 && !groups.known ? groups.gap : undefined);
    if (gap !== undefined) return undecided(gap, ...evidence);
    if (intersects(addresses, item.addresses)) return undecided(doubt, ...evidence);
    const block = findVpcBlock(situation, item.addresses);
    const problem = egressProblem(situation, block?.cidr ?? '0.0.0.0/0', `out to ${id}`, block?.suffix);
    return failed(problem, ...explain(situation, evidence));
  });
  return combineAny(results, doubt);
}

function explain(situation: Situation, evidence: HopResult['evidence']): HopResult['evidence'] {
  if (evidence.length > 0) return evidence;
  return situation.groupIds.map((resource) => ({ resource, detail: 'Allows no TCP 443 out.' }));
}

/** `suffix` tells the cause from that of another block of the VPC. */
export function egressProblem(situation: Situation, cidr: string, where: string, suffix = ''): Problem {
  const { groupIds } = situation;
  const group = groupIds[0] ?? 'security group';
  const isIpv6 = cidr.includes(':');
  const slug = isIpv6
    ? 'allow-https-out-ipv6'
    : cidr === '0.0.0.0/0'
      ? 'allow-https-out'
      : `allow-https-out-to-vpc${suffix}`;
  const rule = isIpv6
    ? `--ip-permissions IpProtocol=tcp,FromPort=443,ToPort=443,Ipv6Ranges='[{CidrIpv6=${cidr}}]'`
    : `--protocol tcp --port 443 --cidr ${cidr}`;
  return {
    at: `${groupIds.join('+')}:${slug}`,
    message: `The security groups of the sending interface (${groupIds.join(', ')}) allow no TCP 443 ${where}.`,
    cause: causeOf(situation, 'security-group', group, slug, {
      summary: `Allow TCP 443 out to ${cidr} in ${group}.`,
      cli: ec2Cli(situation, `authorize-security-group-egress --group-id ${group} ${rule}`),
      terraform: `resource "aws_vpc_security_group_egress_rule" "https_out" {
  security_group_id = "${group}"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv${isIpv6 ? 6 : 4}         = "${cidr}"
}`,
    }),
  };
}
