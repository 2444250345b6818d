import type { NetworkAcl } from '../../model/aws.ts';
import type { Problem } from '../../model/finding.ts';
import { judgeAcl, type Traffic } from './acl.ts';
import { causeOf, ec2Cli, terraformBlock } from './fixes.ts';
import { findSubnetAcl } from './lookup.ts';
import { ask, degraded, failed, type HopResult, passed, undecided } from './hop-result.ts';
import type { Situation } from './situation.ts';
import { findVpcBlock } from './vpc-blocks.ts';

/** What the other side of the traffic is, for the fix: the internet, the VPC, or nobody knows. */
export type Peer = 'public' | 'anywhere' | 'vpc';

/** Judges one direction of one subnet's ACL and puts the answer into words. */
export function judgeAclAt(situation: Situation, subnetId: string, traffic: Traffic, peer: Peer): HopResult {
  const found = findSubnetAcl(situation.region, subnetId);
  if (!found.known) return undecided(found.gap);
  const acl = found.value;
  const id = acl.NetworkAclId ?? 'network ACL';
  const answer = judgeAcl(acl, traffic);
  const what = `${describe(traffic)} of ${subnetId}`;
  switch (answer.allows) {
    case 'unknown':
      return undecided(answer.gap);
    case 'all':
      return passed({ resource: id, detail: `Lets ${what} through (rule ${answer.rules.join(', ')}).` });
    case 'some-ports':
      return {
        ...degraded({
          resource: id,
          detail: `Lets only part of ${what} through (rules ${answer.rules.join(', ')}), so some connections fail.`,
        }),
        window: { ...answer.window, problem: aclProblem(situation, acl, traffic, peer, what) },
      };
    case 'some-addresses':
      return undecided(ask(`Do the rules of ${id} let ${what} through for the addresses that matter here?`));
    case 'nothing':
      return failed(aclProblem(situation, acl, traffic, peer, what), {
        resource: id,
        detail: `Denies ${what}${answer.rules.length > 0 ? ` (rule ${answer.rules.join(', ')})` : ''}.`,
      });
  }
}

function describe({ direction, ports }: Traffic): string {
  const [from, to] = ports;
  const range = from === to ? `${from}` : `${from}-${to}`;
  return direction === 'out' ? `TCP ${range} out` : `TCP ${range} in`;
}

/** The fix opens what AWS recommends, not the least that this instance needs, so that one change mends all of them. */
function aclProblem(
  situation: Situation,
  acl: NetworkAcl,
  { direction, ports, addresses }: Traffic,
  peer: Peer,
  what: string,
): Problem {
  const id = acl.NetworkAclId ?? 'network ACL';
  const isHttps = ports[0] === 443 && ports[1] === 443;
  const [from, to] = isHttps ? ports : [1024, 65_535];
  const isIpv6 = addresses.family === 6;
  const block = peer === 'vpc' && !isIpv6 ? findVpcBlock(situation, addresses) : undefined;
  const cidr = block?.cidr ?? (isIpv6 ? '::/0' : '0.0.0.0/0');
  const side = block === undefined ? (isIpv6 ? 'any-ipv6' : 'any') : `vpc${block.suffix}`;
  const slug = `allow-${isHttps ? 'https' : 'ephemeral'}-${direction}-${side}`;
  const rule = findFreeRule(acl, direction);
  const place = direction === 'out' ? 'outbound' : 'inbound';
  return {
    at: `${id}:${slug}`,
    message: `Network ACL ${id} denies ${what}.`,
    cause: causeOf(situation, 'network-acl', id, slug, {
      summary: `Add an ${place} rule to ${id}, before its denials, that allows TCP ${from === to ? from : `${from}-${to}`} for ${cidr}.`,
      ...(rule === undefined
        ? {}
        : {
            cli: ec2Cli(
              situation,
              `create-network-acl-entry --network-acl-id ${id} --rule-number ${rule} --protocol tcp --port-range From=${from},To=${to} --${isIpv6 ? 'ipv6-cidr-block' : 'cidr-block'} ${cidr} --rule-action allow --${direction === 'out' ? 'egress' : 'ingress'}`,
            ),
            terraform: terraformBlock('aws_network_acl_rule', `${id}-${slug}`, {
              network_acl_id: id,
              rule_number: rule,
              egress: direction === 'out',
              protocol: 'tcp',
              rule_action: 'allow',
              [isIpv6 ? 'ipv6_cidr_block' : 'cidr_block']: cidr,
              from_port: from,
              to_port: to,
            }),
          }),
    }),
  };
}

/** The highest free number below the first denial, so that the new rule is met first. */
function findFreeRule(acl: NetworkAcl, direction: 'in' | 'out'): number | undefined {
  const entries = (acl.Entries ?? []).filter(({ Egress }) => Egress === (direction === 'out'));
  const taken = new Set(entries.map(({ RuleNumber }) => RuleNumber));
  const denials = entries
    .filter(({ RuleAction }) => RuleAction?.toLowerCase() === 'deny')
    .map(({ RuleNumber }) => RuleNumber ?? 32_767);
  for (let number = Math.min(32_767, ...denials) - 1; number > 0; number -= 1) {
    if (!taken.has(number)) return number;
  }
  return undefined;
}
