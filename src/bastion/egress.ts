import { intersects } from '../facts/network/cidr-set.ts';
import { findReach } from '../facts/network/security-groups.ts';
import { describeGap } from '../model/known.ts';
import type { Door } from './door.ts';
import { type Answer, maybe } from './reach.ts';
import type { Target } from './target.ts';

/** Whether the host's own groups let it knock at the port of the target. */
export function mayKnock({ subject, groupIds }: Door, target: Target, port: number): Answer {
  const ids = [...groupIds].sort();
  const reach4 = findReach(subject.region, ids, 'out', port);
  const reach6 = findReach(subject.region, ids, 'out', port, { family: 6 });
  const isOut =
    target.groupIds.some((id) => reach4.groupIds.has(id)) ||
    target.addresses.some((set) => intersects((set.family === 4 ? reach4 : reach6).addresses, set));
  if (isOut) return { is: 'yes' };
  const [gap] = [...reach4.gaps, ...reach6.gaps];
  if (gap !== undefined) return maybe(describeGap(gap));
  return target.addresses.length === 0 ? maybe('Which addresses does the target have?') : { is: 'no' };
}
