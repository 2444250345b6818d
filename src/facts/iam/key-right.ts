import type { Subject } from '../../model/inventory.ts';
import { unknown, known, type Known } from '../../model/known.ts';
import { decideRight, type Principal, type Right } from './role-rights.ts';

/**
 * The ARN of the key that `kmsKeyId` names, where that is certain: a key ARN, or a key id, which is of the session's own
 * account and Region. An alias hides its key.
 */
function keyArn({ partition, region, accountId }: Subject, kmsKeyId: string): string | undefined {
  if (/^arn:[^:]+:kms:[^:]+:\d+:key\//.test(kmsKeyId)) return kmsKeyId;
  if (/alias\//.test(kmsKeyId) || kmsKeyId.startsWith('arn:')) return undefined;
  return `arn:${partition}:kms:${region.region}:${accountId}:key/${kmsKeyId}`;
}

/**
 * Whether the role is certainly refused kms:Decrypt with the session key. Nothing here can say that it is allowed: the
 * key's own policy and state are not read. That policy can allow the role by itself, so that a lack in the role's
 * policies proves nothing, and it can leave IAM policies without effect, so that a grant proves nothing either:
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export function decideKeyRight(
  subject: Subject,
  principal: Principal,
  kmsKeyId: string,
): Known<Extract<Right, { word: 'explicit-deny' }>> {
  const arn = keyArn(subject, kmsKeyId);
  const right = decideRight(subject, principal, { action: 'kms:Decrypt', resource: arn ?? '*' });
  const name = principal.role.RoleName ?? '';
  if (right.word === 'explicit-deny') return known(right);
  if (right.word === 'unknown') return unknown(right.gap);
  const isForeign = arn !== undefined && arn.split(':')[4] !== subject.accountId;
  const asks = `Does the policy of the key ${kmsKeyId}${isForeign ? ', which is of another account,' : ''} let the role ${name} do kms:Decrypt, and is the key enabled?`;
  const own =
    right.word === 'allow'
      ? "The role's own policies allow it."
      : "The role's own policies do not settle it.";
  return unknown({ kind: 'not-visible', question: `${asks} ${own}` });
}
