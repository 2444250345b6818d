import type { Problem } from '../../model/finding.ts';
import { ANY_IPV4, PUBLIC_IPV4 } from './address-space.ts';
import { covers, intersects, isEmpty } from './cidr-set.ts';
import { readVpcCidr } from './endpoint-problems.ts';
import { listEndpointInterfaces, readEndpointGroups } from './endpoints.ts';
import { causeOf, ec2Cli } from './fixes.ts';
import { memoize } from './memo.ts';
import { ask, combineAny, failed, type HopResult, passed, undecided } from './path.ts';
import { findReach } from './security-groups.ts';
import type { Situation } from './situation.ts';
import type { Way } from './way.ts';

const findEgress = memoize(({ region, groupIds }: Situation) => findReach(region, groupIds, 'out', 443));

/** An answer that holds wherever the path leads: everything is allowed. `undefined`: the path decides. */
export function judgeEgressAnywhere(situation: Situation): HopResult | undefined {
  const { addresses, evidence } = findEgress(situation);
  return !situation.isIpv6Only && covers(addresses, ANY_IPV4) ? passed(...evidence) : undefined;
}

/** Whether the instance's security groups let TCP 443 out to where the way leads. */
export function judgeEgress(situation: Situation, { reach }: Way): HopResult {
  if (reach === 'public') return judgePublic(situation);
  if (reach === 'anywhere') return judgeUnnamed(situation);
  return judgeEndpointEgress(situation, reach.endpoint);
}

/** AWS publishes no list for Systems Manager, so narrower rules may or may not hold its addresses. */
function judgePublic(situation: Situation): HopResult {
  const { addresses, gaps, evidence } = findEgress(situation);
  if (covers(addresses, PUBLIC_IPV4)) return passed(...evidence);
  const [gap] = gaps;
  if (gap !== undefined) return undecided(gap, ...evidence);
  if (!intersects(addresses, PUBLIC_IPV4)) {
    return failed(
      egressProblem(situation, '0.0.0.0/0', 'out to public addresses'),
      ...explain(situation, evidence),
    );
  }
  const names = situation.groupIds.join(', ');
  return undecided(
    ask(`Do the egress rules of ${names} hold the addresses of Systems Manager?`),
    ...evidence,
  );
}

function judgeUnnamed(situation: Situation): HopResult {
  const { addresses, gaps, groupIds, evidence } = findEgress(situation);
  if (covers(addresses, ANY_IPV4)) return passed(...evidence);
  const [gap] = gaps;
  if (gap !== undefined) return undecided(gap, ...evidence);
  if (isEmpty(addresses) && groupIds.size === 0) {
    return failed(egressProblem(situation, '0.0.0.0/0', 'out'), ...explain(situation, evidence));
  }
  const names = situation.groupIds.join(', ');
  return undecided(
    ask(`Do the egress rules of ${names} hold the addresses of Systems Manager?`),
    ...evidence,
  );
}

/** Each of the endpoint's addresses may be the one that the agent is given. */
function judgeEndpointEgress(
  situation: Situation,
  endpoint: Parameters<typeof listEndpointInterfaces>[1],
): HopResult {
  const { addresses, gaps, groupIds, evidence } = findEgress(situation);
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
    const cidr = readVpcCidr(situation) ?? '0.0.0.0/0';
    return failed(egressProblem(situation, cidr, `out to ${id}`), ...explain(situation, evidence));
  });
  return combineAny(results, doubt);
}

function explain(situation: Situation, evidence: HopResult['evidence']): HopResult['evidence'] {
  if (evidence.length > 0) return evidence;
  return situation.groupIds.map((resource) => ({ resource, detail: 'Allows no TCP 443 out.' }));
}

export function egressProblem(situation: Situation, cidr: string, where: string): Problem {
  const { groupIds } = situation;
  const group = groupIds[0] ?? 'security group';
  const slug = cidr === '0.0.0.0/0' ? 'allow-https-out' : 'allow-https-out-to-vpc';
  return {
    at: `${groupIds.join('+')}:${slug}`,
    message: `The security groups of the sending interface (${groupIds.join(', ')}) allow no TCP 443 ${where}.`,
    cause: causeOf(situation, 'security-group', group, slug, {
      summary: `Allow TCP 443 out to ${cidr} in ${group}.`,
      cli: ec2Cli(
        situation,
        `authorize-security-group-egress --group-id ${group} --protocol tcp --port 443 --cidr ${cidr}`,
      ),
      terraform: `resource "aws_vpc_security_group_egress_rule" "https_out" {
  security_group_id = "${group}"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "${cidr}"
}`,
    }),
  };
}
