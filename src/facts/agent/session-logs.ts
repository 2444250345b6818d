import type { Subject } from '../../model/inventory.ts';
import { answerFor, type Gap } from '../../model/known.ts';
import { isDenied } from '../iam/denials.ts';
import { decideBucketRight } from '../iam/bucket-right.ts';
import { describeRights } from '../iam/rights-evidence.ts';
import { decideRight, type Principal, type Right } from '../iam/role-rights.ts';
import { describeLogGroups, readBucketEncryption } from './preferences-demands.ts';
import { joinRefusals, lack, leaveOpen, NOTHING_FOUND, refuse, type Refusals } from './refusals.ts';
import {
  createBucketCause,
  createLogGroupCause,
  encryptBucketCause,
  encryptLogGroupCause,
} from './target-fixes.ts';

/** The log group has to be there, encrypted with a key, and open to the agent's look. */
export function judgeEncryptedLogGroup(subject: Subject, principal: Principal, name: string): Refusals {
  const right = decideRight(subject, principal, describeLogGroups(subject));
  return joinRefusals([judgeLook(subject, principal, right), judgeLogGroup(subject, name)]);
}

function judgeLogGroup(subject: Subject, name: string): Refusals {
  const { region } = subject.region;
  const answer = answerFor(subject.region.LogGroups, name);
  if (answer === undefined) {
    const question = `Does the log group ${name} exist in ${region}, and is it encrypted with a KMS key?`;
    return leaveOpen({ kind: 'not-visible', question });
  }
  if (!answer.known) return leaveOpen(answer.gap);
  if (answer.value === undefined) {
    const message = `The log group ${name} does not exist in ${region}, and the preferences demand that it is encrypted: the agent refuses every session.`;
    return refuse('cloudWatchLogGroupName', message, createLogGroupCause(subject, name, true));
  }
  const { kmsKeyId } = answer.value;
  if (kmsKeyId === undefined || kmsKeyId === '') {
    const message = `The log group ${name} is not encrypted with a KMS key, as the preferences demand: the agent refuses every session.`;
    return refuse('cloudWatchEncryptionEnabled', message, encryptLogGroupCause(subject, name));
  }
  return noted(name, `The log group is encrypted with ${kmsKeyId}.`);
}

/** The bucket has to be there, encrypted in a way that the agent knows, and open to its look. */
export function judgeEncryptedBucket(subject: Subject, principal: Principal, bucket: string): Refusals {
  const right = decideBucketRight(subject, principal, readBucketEncryption(subject, bucket));
  const isPolicyUnasked = answerFor(subject.region.BucketPolicies, bucket) === undefined;
  return joinRefusals([
    judgeLook(subject, principal, right),
    // Without the bucket's policy the role's decide, but nothing shows that it does not keep the role out.
    isPolicyUnasked && right.word === 'allow' ? leaveOpen(askPolicy(bucket)) : NOTHING_FOUND,
    judgeBucket(subject, bucket),
  ]);
}

function askPolicy(bucket: string): Gap {
  const question = `Does the policy of the bucket ${bucket} deny the role s3:GetEncryptionConfiguration?`;
  return { kind: 'not-visible', question };
}

/**
 * What the agent's own check takes for encryption.
 * Source: agent/s3util in https://github.com/aws/amazon-ssm-agent.
 */
const ENCRYPTIONS = new Set(['AES256', 'aws:kms']);

function judgeBucket(subject: Subject, bucket: string): Refusals {
  const answer = answerFor(subject.region.BucketEncryptions, bucket);
  const question = `Does the bucket ${bucket} exist, and does it encrypt with AES256 or aws:kms? The agent does not take aws:kms:dsse for encryption.`;
  if (answer === undefined) return leaveOpen({ kind: 'not-visible', question });
  if (!answer.known) return leaveOpen(answer.gap);
  if (answer.value === undefined) {
    const message = `The bucket ${bucket} does not exist, and the preferences demand that it is encrypted: the agent refuses every session.`;
    return refuse('s3BucketName', message, createBucketCause(subject, bucket));
  }
  const { Rules } = answer.value;
  if (Rules === undefined) return leaveOpen({ kind: 'not-visible', question });
  const algorithms = Rules.map((rule) => rule.ApplyServerSideEncryptionByDefault?.SSEAlgorithm);
  const [first] = algorithms;
  if (Rules.length === 0) {
    const message = `The bucket ${bucket} has no default encryption, as the preferences demand: the agent refuses every session.`;
    return refuse('s3EncryptionEnabled', message, encryptBucketCause(subject, bucket));
  }
  if (algorithms.every((algorithm) => algorithm !== undefined && ENCRYPTIONS.has(algorithm))) {
    return noted(bucket, `The bucket encrypts with ${first ?? ''}.`);
  }
  const doubt = `The bucket ${bucket} encrypts with ${first ?? 'an algorithm that the answer leaves out'}: does the agent's version take that for encryption?`;
  return leaveOpen({ kind: 'not-visible', question: doubt });
}

function noted(resource: string, detail: string): Refusals {
  return { ...NOTHING_FOUND, evidence: [{ resource, detail }] };
}

function judgeLook(subject: Subject, principal: Principal, right: Right): Refusals {
  const evidence = describeRights(subject, principal, [right]);
  if (right.word === 'unknown') return { ...leaveOpen(right.gap), evidence };
  return isDenied(right) ? { ...lack(right), evidence } : { ...NOTHING_FOUND, evidence };
}
