import { solvePath } from '../network/solve-path.ts';
import type { Subject } from '../../model/inventory.ts';
import type { FindingGap } from '../../model/finding.ts';

/**
 * What stands between the agent and KMS, which it asks to decrypt the session's key at each handshake. The agent's own
 * connection proves nothing here: it may go by endpoints that lead to Systems Manager alone. A way that the
 * configuration does not show stays a question, since a proxy or a private hosted zone is not visible.
 */
export function findKeyPathGaps(subject: Subject): FindingGap[] {
  const { hops } = solvePath(subject, 'kms');
  const open = hops.flatMap(({ gaps }) => gaps);
  if (open.length > 0) return open;
  return hops.some(({ status }) => status === 'fail') ? [noWay(subject)] : [];
}

function noWay({ instance, region }: Subject): FindingGap {
  return {
    kind: 'not-visible',
    question: `How does the agent on ${instance.InstanceId} reach KMS in ${region.region}, which the session preferences make it ask? The configuration shows no working way.`,
  };
}
