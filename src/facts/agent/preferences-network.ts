import type { FindingGap } from '../../model/finding.ts';
import type { Subject } from '../../model/inventory.ts';
import { answerFor } from '../../model/known.ts';
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

/**
 * The same for a bucket, which the agent asks in the bucket's own Region. Endpoints of a VPC lead to S3 of their Region
 * alone, so that a way by one is none to a bucket elsewhere:
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html
 */
export function findBucketPathGaps(subject: Subject, bucket: string): FindingGap[] {
  const gaps = findPathGaps(subject, 's3');
  if (gaps.length > 0) return gaps;
  const { kind } = solvePath(subject, 's3');
  const location = answerFor(subject.region.BucketLocations, bucket);
  if (kind !== 'endpoint' && kind !== 'gateway-endpoint') return [];
  if (location?.known === false) return [location.gap];
  const own = subject.region.region;
  // A bucket that is not there is refused for that.
  if (location !== undefined && (location.value === undefined || location.value === own)) return [];
  const where = location === undefined ? 'another Region' : location.value;
  const is = location === undefined ? 'may be' : 'is';
  return [
    {
      kind: 'not-visible',
      question: `The bucket ${bucket} ${is} in ${where}: how does the agent on ${subject.instance.InstanceId} reach it there? The S3 endpoint leads to ${own} alone.`,
    },
  ];
}

function noWay({ instance, region }: Subject, name: string): FindingGap {
  return {
    kind: 'not-visible',
    question: `How does the agent on ${instance.InstanceId} reach ${name} in ${region.region}, which the session preferences make it ask? The configuration shows no working way.`,
  };
}
