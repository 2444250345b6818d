import type { Subject } from '../../model/inventory.ts';
import { unknown, known, type Known } from '../../model/known.ts';
import { isRecord } from '../agent/preferences-document.ts';
import { collectRolePolicies } from './role-policies.ts';
import { decideRight, type Principal, type Right } from './role-rights.ts';
import { decide } from './evaluate.ts';

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
 * Whether the role may do kms:Decrypt with the session key. The key's own policy is not read: it can allow the role by
 * itself, so that a lack in the role's policies proves nothing, while a Deny does; and a key of another account
 * must allow the role in that policy.
 */
export function decideKeyRight(
  subject: Subject,
  principal: Principal,
  kmsKeyId: string,
): Known<Extract<Right, { word: 'allow' | 'explicit-deny' }>> {
  const arn = keyArn(subject, kmsKeyId);
  const right = decideRight(subject, principal, { action: 'kms:Decrypt', resource: arn ?? '*' });
  const name = principal.role.RoleName ?? '';
  if (right.word === 'explicit-deny') return known(right);
  if (right.word === 'unknown') return unknown(right.gap);
  const isForeign = arn !== undefined && arn.split(':')[4] !== subject.accountId;
  if (right.word === 'allow' && !isForeign && (arn !== undefined || !mayMeetKeyDeny(subject, principal))) {
    return known(right);
  }
  return unknown({
    kind: 'not-visible',
    question: isForeign
      ? `Does the policy of the key ${kmsKeyId}, which is of another account, let the role ${name} do kms:Decrypt?`
      : `Does the policy of the key ${kmsKeyId} let the role ${name} do kms:Decrypt? The role's own policies do not settle it.`,
  });
}

/** Whether a statement that tells keys apart could refuse the key behind an alias. */
function mayMeetKeyDeny(subject: Subject, { role }: Principal): boolean {
  const { identity, boundary } = collectRolePolicies(role, subject.iam);
  const widened = identity.map(({ document }) => worstCase(document));
  const limit = boundary.known && boundary.value ? { boundary: worstCase(boundary.value.document) } : {};
  return decide({ action: 'kms:Decrypt', resource: '*' }, { identity: widened, ...limit }).word !== 'allow';
}

/** The document as it meets the worst key: each Deny on all keys, and no Allow that spares some. */
function worstCase(document: unknown): unknown {
  const content: unknown = typeof document === 'string' ? JSON.parse(document) : document;
  if (!isRecord(content)) return document;
  const Statement = [content['Statement']].flat().flatMap((statement: unknown) => {
    if (!isRecord(statement)) return [statement];
    const { NotResource, ...rest } = statement;
    if (statement['Effect'] === 'Deny') return [{ ...rest, Resource: '*' }];
    return NotResource === undefined ? [statement] : [];
  });
  return { ...content, Statement };
}
