import type { Subject } from '../../model/inventory.ts';
import { explainDenials } from '../iam/denials.ts';
import type { Principal } from '../iam/role-rights.ts';
import type { SessionDemands } from './preferences-demands.ts';
import { findBucketPathGaps, findPathGaps } from './preferences-network.ts';
import { joinRefusals, leaveOpen, type Refusals } from './refusals.ts';
import { judgeKey } from './session-key.ts';
import { judgeEncryptedBucket, judgeEncryptedLogGroup } from './session-logs.ts';

const CONSEQUENCES: Readonly<Record<string, string>> = {
  'kms:Decrypt': 'the agent refuses every session that is encrypted with the key',
  'logs:DescribeLogGroups':
    'the agent cannot see that the log group is encrypted and refuses every session, as the preferences demand',
  's3:GetEncryptionConfiguration':
    'the agent cannot see that the bucket is encrypted and refuses every session, as the preferences demand',
};

/**
 * What makes the agent refuse a session, as its `validate` and its handshake do: a key that it cannot use, and a log
 * target that must be encrypted and is not, is missing, or cannot be looked at. The handshake also needs a way to KMS,
 * and the look at a log's encryption one to its service.
 * Source: agent/session/plugins/shell in https://github.com/aws/amazon-ssm-agent.
 */
export function findSessionRefusals(
  subject: Subject,
  principal: Principal,
  { kmsKeyId, encryptedLogGroup, encryptedBucket }: SessionDemands,
): Omit<Refusals, 'denied'> {
  const found: Refusals[] = [];
  const add = (service: 'kms' | 'logs', refusals: Refusals): void => {
    found.push(refusals, leaveOpen(...findPathGaps(subject, service)));
  };
  if (kmsKeyId !== undefined) add('kms', judgeKey(subject, principal, kmsKeyId));
  if (encryptedLogGroup !== undefined) {
    add('logs', judgeEncryptedLogGroup(subject, principal, encryptedLogGroup));
  }
  if (encryptedBucket !== undefined) {
    const bucket = judgeEncryptedBucket(subject, principal, encryptedBucket);
    found.push(bucket, leaveOpen(...findBucketPathGaps(subject, encryptedBucket)));
  }
  const { problems, denied, gaps, evidence } = joinRefusals(found);
  const context = {
    subject,
    role: principal.role,
    policyName: 'session-manager-preferences',
    consequence: ({ action }: { readonly action: string }) =>
      CONSEQUENCES[action] ?? 'the agent refuses the session',
  };
  return { problems: [...problems, ...explainDenials(context, denied)], gaps, evidence };
}
