import type { FindingGap } from '../../model/finding.ts';
import type { Subject } from '../../model/inventory.ts';
import { solvePath } from '../network/solve-path.ts';

const NAMES = { kms: 'KMS', logs: 'CloudWatch Logs', s3: 'Amazon S3' } as const;

/**
 * What stands between the agent and a service that it has to ask before it opens a session: KMS for the session's key,
 * the log's service for its encryption. The agent's own connection proves nothing here: it may go by endpoints that
 * lead to Systems Manager alone. A way that the configuration does not show stays a question, since a proxy or a
 * private hosted zone is not visible.
 */
export function findPathGaps(subject: Subject, service: keyof typeof NAMES): FindingGap[] {
  const { hops } = solvePath(subject, service);
  const open = hops.flatMap(({ gaps }) => gaps);
  if (open.length > 0) return open;
  return hops.some(({ status }) => status === 'fail') ? [noWay(subject, NAMES[service])] : [];
}

function noWay({ instance, region }: Subject, name: string): FindingGap {
  return {
    kind: 'not-visible',
    question: `How does the agent on ${instance.InstanceId} reach ${name} in ${region.region}, which the session preferences make it ask? The configuration shows no working way.`,
  };
}
