import type { Subject } from '../../model/inventory.ts';
import { answerFor } from '../../model/known.ts';
import { decideRightOn } from './resource-rights.ts';
import { decideRight, type Principal, type Right, type RightRequest } from './role-rights.ts';

/**
 * A right on a bucket or its objects, by the role's policies and the bucket's. Where nobody asked for the bucket's
 * policy, the role's decide alone; one that was asked for and not read leaves everything but a Deny of the role open.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-s3-evaluates-access-control.html
 */
export function decideBucketRight(subject: Subject, principal: Principal, request: RightRequest): Right {
  const bucket = bucketOf(request.resource);
  const policy = answerFor(subject.region.BucketPolicies, bucket);
  if (policy?.known !== true) {
    const byRole = decideRight(subject, principal, request);
    if (policy === undefined || byRole.word === 'explicit-deny') return byRole;
    return { ...request, word: 'unknown', gap: policy.gap };
  }
  const on = { type: 'bucket', id: bucket } as const;
  return decideRightOn(subject, principal, request, { on, document: policy.value, counts: 'account' }).right;
}

/** The name in the ARN of a bucket, or of an object in it: arn:aws:s3:::bucket/key. */
function bucketOf(arn: string): string {
  return arn.split(':').slice(5).join(':').split('/')[0] ?? '';
}
