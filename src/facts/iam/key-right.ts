import type { RoleDetail } from '../../model/aws.ts';
import type { RegionInventory, Subject } from '../../model/inventory.ts';
import { unknown, known, type Known } from '../../model/known.ts';
import { memoize } from '../memo.ts';
import { collectRolePolicies } from './role-policies.ts';
import { decideRight, type Principal, type Right, type RightRequest } from './role-rights.ts';
import { isSamePlace } from './same-place.ts';

/**
 * The ARN of the key that `kmsKeyId` names, where that is certain: a key ARN, or a key id, which is of the session's own
 * account and Region. An alias hides its key.
 */
function keyArn(
  { partition, region, accountId }: Pick<Subject, 'partition' | 'region' | 'accountId'>,
  kmsKeyId: string,
): string | undefined {
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
export function decideKeyRight(subject: Subject, principal: Principal, kmsKeyId: string): KeyRight {
  const key = recallKey(subject, kmsKeyId);
  const right = decideRight(subject, principal, key.request);
  // A Deny of all keys but some may spare the one behind an alias.
  const mayBeSpared =
    right.word === 'explicit-deny' && key.request.resource === '*' && excludesSome(subject, principal);
  return judgeKeyRight(right, key, principal.role, mayBeSpared);
}

interface Key {
  readonly id: string;
  readonly request: RightRequest;
  readonly isForeign: boolean;
}

const lastKeys = new WeakMap<RegionInventory, { readonly subject: Subject; readonly key: Key }>();

function recallKey(subject: Subject, id: string): Key {
  const last = lastKeys.get(subject.region);
  if (last?.key.id === id && isSamePlace(last.subject, subject)) return last.key;
  const key = findKey(subject.region, subject.accountId, subject.partition, id);
  lastKeys.set(subject.region, { subject, key });
  return key;
}

const findKey = memoize((region: RegionInventory, accountId: string, partition: string, id: string): Key => {
  const arn = keyArn({ region, accountId, partition }, id);
  return {
    id,
    request: { action: 'kms:Decrypt', resource: arn ?? '*' },
    isForeign: arn !== undefined && arn.split(':')[4] !== accountId,
  };
});

type KeyRight = Known<Extract<Right, { word: 'explicit-deny' }>>;

const judged = new WeakMap<
  Right,
  { readonly key: Key; readonly mayBeSpared: boolean; readonly answer: KeyRight }
>();

/** One answer for the instances that share the right, which is that of one role. */
function judgeKeyRight(right: Right, key: Key, role: RoleDetail, mayBeSpared: boolean): KeyRight {
  const before = judged.get(right);
  if (before?.key === key && before.mayBeSpared === mayBeSpared) return before.answer;
  const answer = describeKeyRight(right, key, role, mayBeSpared);
  judged.set(right, { key, mayBeSpared, answer });
  return answer;
}

function describeKeyRight(
  right: Right,
  { id, isForeign }: Key,
  { RoleName: name = '' }: RoleDetail,
  mayBeSpared: boolean,
): KeyRight {
  if (right.word === 'explicit-deny' && !mayBeSpared) return known(right);
  if (right.word === 'unknown') return unknown(right.gap);
  const asks = `Does the policy of the key ${id}${isForeign ? ', which is of another account,' : ''} let the role ${name} do kms:Decrypt, and is the key enabled?`;
  const own =
    right.word === 'allow'
      ? "The role's own policies allow it."
      : "The role's own policies do not settle it.";
  return unknown({ kind: 'not-visible', question: `${asks} ${own}` });
}

function excludesSome(subject: Subject, { role }: Principal): boolean {
  const { identity, boundary } = collectRolePolicies(role, subject.iam);
  const documents = [...identity, ...(boundary.known ? [boundary.value] : [])];
  return documents.some((policy) => JSON.stringify(policy?.document)?.includes('NotResource'));
}
