import type { KeyMetadata } from '../../model/aws-session-targets.ts';
import type { Subject } from '../../model/inventory.ts';
import { answerFor } from '../../model/known.ts';
import { decideKeyRight } from '../iam/key-right.ts';
import { decideGrants } from '../iam/key-grants.ts';
import { decideRightOn } from '../iam/resource-rights.ts';
import { describeRights } from '../iam/rights-evidence.ts';
import type { Principal, RightRequest } from '../iam/role-rights.ts';
import { joinRefusals, lack, leaveOpen, NOTHING_FOUND, refuse, type Refusals } from './refusals.ts';
import { extendKeyPolicyCause, nameKeyCause, repairKeyCause } from './target-fixes.ts';

const CONSEQUENCE = 'the agent refuses every session that is encrypted with the key';

/**
 * Whether the agent can decrypt with the key of the session preferences: the key is there, enabled and symmetric, and
 * its policy, the role's policies or a grant let the role do kms:Decrypt.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/session-preferences-enable-encryption.html
 */
export function judgeKey(subject: Subject, principal: Principal, kmsKeyId: string): Refusals {
  const answer = answerFor(subject.region.Keys, kmsKeyId);
  if (answer === undefined) return judgeByRole(subject, principal, kmsKeyId);
  if (!answer.known) {
    // A Deny of the role holds whatever the key is.
    const byRole = judgeByRole(subject, principal, kmsKeyId);
    return byRole.denied.length > 0 ? byRole : leaveOpen(answer.gap);
  }
  const key = answer.value;
  if (key === undefined) {
    const message = `KMS has no key ${kmsKeyId} in ${subject.region.region}; ${CONSEQUENCE}.`;
    return refuse('kmsKeyId', message, nameKeyCause(subject, kmsKeyId));
  }
  const { Arn } = key;
  // The policy of another account's key can't be read from here.
  if (Arn === undefined || Arn.split(':')[4] !== subject.accountId) {
    return judgeByRole(subject, principal, Arn ?? kmsKeyId);
  }
  return judgeState(subject, Arn, key, kmsKeyId) ?? judgePolicies(subject, principal, Arn, kmsKeyId);
}

/** All that can be said without the key: whether the role's own policies deny it. */
function judgeByRole(subject: Subject, principal: Principal, keyId: string): Refusals {
  const right = decideKeyRight(subject, principal, keyId);
  if (!right.known) return leaveOpen(right.gap);
  return { ...lack(right.value), evidence: describeRights(subject, principal, [right.value]) };
}

/** States that come to an end by themselves are left open. */
const UNUSABLE: ReadonlySet<string> = new Set([
  'Disabled',
  'PendingDeletion',
  'PendingImport',
  'PendingReplicaDeletion',
  'Unavailable',
]);

function judgeState(
  subject: Subject,
  arn: string,
  { KeyState, KeyUsage, KeySpec }: KeyMetadata,
  kmsKeyId: string,
): Refusals | undefined {
  const isOther =
    (KeyUsage !== undefined && KeyUsage !== 'ENCRYPT_DECRYPT') ||
    (KeySpec !== undefined && KeySpec !== 'SYMMETRIC_DEFAULT');
  if (isOther) {
    const message = `The KMS key ${arn} is no symmetric key for encryption; no session can be encrypted with it.`;
    return refuse('kmsKeyId', message, nameKeyCause(subject, kmsKeyId));
  }
  if (KeyState !== undefined && UNUSABLE.has(KeyState)) {
    const message = `The KMS key ${arn} is in the state ${KeyState}; ${CONSEQUENCE}.`;
    return refuse('KeyState', message, repairKeyCause(subject, arn, KeyState));
  }
  if (KeySpec === undefined) {
    return ask(`Is the KMS key ${arn} a symmetric key for encryption?`);
  }
  if (KeyState === 'Enabled') return undefined;
  return ask(
    `The KMS key ${arn} is in the state ${KeyState ?? 'that the answer leaves out'}: can it be used?`,
  );
}

function ask(question: string): Refusals {
  return leaveOpen({ kind: 'not-visible', question });
}

function judgePolicies(subject: Subject, principal: Principal, arn: string, kmsKeyId: string): Refusals {
  const policy = answerFor(subject.region.KeyPolicies, kmsKeyId);
  if (policy?.known !== true) {
    const byRole = judgeByRole(subject, principal, arn);
    return policy === undefined || byRole.denied.length > 0 ? byRole : leaveOpen(policy.gap);
  }
  const request: RightRequest = { action: 'kms:Decrypt', resource: arn };
  const { right, isDelegated, mayBeDenied } = decideRightOn(subject, principal, request, {
    on: { type: 'kms-key', id: arn },
    document: policy.value,
    counts: 'delegated',
  });
  const evidence = describeRights(subject, principal, [right]);
  switch (right.word) {
    case 'allow':
      return { ...NOTHING_FOUND, evidence };
    case 'unknown':
      return { ...leaveOpen(right.gap), evidence };
    case 'explicit-deny':
      return { ...lack(right), evidence };
    case 'implicit-deny':
      break;
  }
  const grant = decideGrants(answerFor(subject.region.KeyGrants, kmsKeyId), principal.role, arn);
  if (!grant.known) return { ...leaveOpen(grant.gap), evidence };
  const { boundary } = right;
  if (grant.value !== undefined) {
    if (boundary !== undefined) {
      return ask(`${grant.value} Does it reach beyond the permissions boundary ${boundary}?`);
    }
    return mayBeDenied
      ? ask(`${grant.value} Does a policy of the key or of the role take it back?`)
      : { ...NOTHING_FOUND, evidence: [{ resource: arn, detail: grant.value }] };
  }
  if (isDelegated || !right.isUngranted) return { ...lack(right), evidence };
  const { Arn } = principal.role;
  if (Arn === undefined) return ask(`Which role does ${right.action} with the KMS key ${arn}?`);
  const message = `The policy of the KMS key ${arn} does not let the role ${Arn} do kms:Decrypt, nor does it hand that to IAM policies that would; ${CONSEQUENCE}.`;
  const cause = extendKeyPolicyCause(subject, arn, Arn, right.action, policy.value);
  const refusal = refuse('kms:Decrypt@kms-key', message, cause);
  // The boundary has to let what the key's policy will give.
  const limited = boundary === undefined ? NOTHING_FOUND : lack({ ...right, isUngranted: false });
  return { ...joinRefusals([refusal, limited]), evidence };
}
