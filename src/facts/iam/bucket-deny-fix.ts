import type { Cause } from '../../model/finding.ts';
import type { Subject } from '../../model/inventory.ts';
import { quoteForShell } from '../../model/shell.ts';
import { bucketOf } from './bucket-right.ts';
import type { DecidingStatement, RightRequest } from './role-rights.ts';

/** The Deny stands in the bucket's policy, where no change to the role lifts it. */
export function liftBucketDenyCause(
  { accountId, region }: Subject,
  { action, resource }: RightRequest,
  by: readonly DecidingStatement[],
): Cause {
  const bucket = bucketOf(resource);
  const statements = by.map(({ statement }) => statement);
  return {
    key: `${accountId}/${region.region}/bucket/${bucket}:lift-deny-${statements.join('+')}-${action}`,
    resource: { type: 'bucket', id: bucket },
    fix: {
      summary: `Take ${action} out of the Deny in statement ${statements.join(' and ')} of the policy of the bucket ${bucket}.`,
      cli: `aws s3api get-bucket-policy --bucket ${quoteForShell(bucket)} --query Policy --output text`,
      delay: 'It holds for sessions that are started afterwards.',
    },
  };
}
