import type { Subject } from '../../model/inventory.ts';
import { ANY_IPV4 } from './address-space.ts';
import { covers } from './cidr-set.ts';
import { egressProblem } from './egress-hop.ts';
import { failed, type HopResult, passed, undecided } from './hop-result.ts';
import { findReach } from './security-groups.ts';
import { findSender } from './situation.ts';

/**
 * Whether the CIDR rules of the sending interface's groups allow TCP 443 to 0.0.0.0/0, whatever the path needs. Prefix
 * lists and group references do not count.
 */
export function judgeLiteralEgress(subject: Subject): HopResult {
  const sender = findSender(subject);
  if (!sender.known) return undecided(sender.gap);
  const { situation } = sender.value;
  const { addresses, gaps, evidence } = findReach(situation.region, situation.groupIds, 'out', 443, {
    prefixLists: 'ignore',
  });
  if (covers(addresses, ANY_IPV4)) return passed(...evidence);
  const [gap] = gaps;
  if (gap !== undefined) return undecided(gap, ...evidence);
  const groups = situation.groupIds.map((resource) => ({
    resource,
    detail: 'Its CIDR rules do not allow TCP 443 to 0.0.0.0/0.',
  }));
  return failed(egressProblem(situation, '0.0.0.0/0', 'to 0.0.0.0/0'), ...groups);
}
