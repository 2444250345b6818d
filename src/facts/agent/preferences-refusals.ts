import type { Evidence, FindingGap, Problem } from '../../model/finding.ts';
import type { Subject } from '../../model/inventory.ts';
import { explainDenials, isDenied, type Denied } from '../iam/denials.ts';
import { decideKeyRight } from '../iam/key-right.ts';
import { describeRights } from '../iam/rights-evidence.ts';
import { decideRight, type Principal, type RightRequest } from '../iam/role-rights.ts';
import { findPathGaps } from './preferences-network.ts';
import { describeLogGroups, readBucketEncryption, type SessionDemands } from './preferences-demands.ts';

interface Refusals {
  readonly problems: readonly Problem[];
  readonly gaps: readonly FindingGap[];
  readonly evidence: readonly Evidence[];
}

const CONSEQUENCES: Readonly<Record<string, string>> = {
  'kms:Decrypt': 'the agent refuses every session that is encrypted with the key',
  'logs:DescribeLogGroups':
    'the agent cannot see that the log group is encrypted and refuses every session, as the preferences demand',
  's3:GetEncryptionConfiguration':
    'the agent cannot see that the bucket is encrypted and refuses every session, as the preferences demand',
};

/**
 * What makes the agent refuse a session, as its `validate` and its handshake do: a key that the role may not use, and a
 * log target that must be encrypted and cannot be looked at. Whether the target exists and is encrypted is not read.
 * The handshake also needs a way to KMS, and the look at a log's encryption one to its service.
 * Source: agent/session/plugins/shell in https://github.com/aws/amazon-ssm-agent.
 */
export function findSessionRefusals(
  subject: Subject,
  principal: Principal,
  { kmsKeyId, encryptedLogGroup, encryptedBucket }: SessionDemands,
): Refusals {
  const denied: Denied[] = [];
  const gaps: FindingGap[] = [];
  const evidence: Evidence[] = [];

  if (kmsKeyId !== undefined) {
    const right = decideKeyRight(subject, principal, kmsKeyId);
    if (!right.known) gaps.push(right.gap);
    else {
      if (right.value.word === 'explicit-deny') denied.push(right.value);
      else evidence.push({ resource: kmsKeyId, detail: KEY_POLICY_UNREAD });
      evidence.push(...describeRights(subject, principal, [right.value]));
    }
    gaps.push(...findPathGaps(subject, 'kms'));
  }

  const look = (request: RightRequest, question: string): void => {
    const right = decideRight(subject, principal, request);
    evidence.push(...describeRights(subject, principal, [right]));
    if (isDenied(right)) denied.push(right);
    else gaps.push(right.word === 'unknown' ? right.gap : { kind: 'not-visible', question });
  };
  if (encryptedLogGroup !== undefined) {
    look(
      describeLogGroups(subject),
      `Does the log group ${encryptedLogGroup} exist in ${subject.region.region}, and is it encrypted with a KMS key?`,
    );
    gaps.push(...findPathGaps(subject, 'logs'));
  }
  if (encryptedBucket !== undefined) {
    look(
      readBucketEncryption(subject, encryptedBucket),
      `Does the bucket ${encryptedBucket} exist, and does it encrypt with AES256 or aws:kms? The agent does not take aws:kms:dsse for encryption.`,
    );
    gaps.push(...findPathGaps(subject, 's3'));
  }

  const problems = explainDenials(
    {
      subject,
      role: principal.role,
      policyName: 'session-manager-preferences',
      consequence: ({ action }) => CONSEQUENCES[action] ?? 'the agent refuses the session',
    },
    denied.map((right) => ({ ...right, stage: 'session' })),
  );
  return { problems, gaps, evidence };
}

const KEY_POLICY_UNREAD =
  "The role's policies allow the key; the key's own policy was not read, and by default it lets them.";
