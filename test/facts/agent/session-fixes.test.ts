import { describe, expect, it } from 'vitest';
import { known } from '../../../src/model/known.ts';
import rule from '../../../src/rules/session-preferences-satisfiable.ts';
import { buildSubject, type SubjectChanges } from '../../support/subject.ts';
import { allow, FIVE, policy } from '../iam/role-fixtures.ts';
import {
  KEY,
  ROLE,
  LIMIT,
  to,
  against,
  FOR_ROLE,
  key,
  logGroup,
  bucket,
  mayDecrypt,
  maySeeLogs,
  maySeeBucket,
  keyAnswers,
  bucketAnswers,
  situation,
} from './session-targets.ts';

describe('the fixes of session-preferences-satisfiable', () => {
  const fixesOf = (changes: SubjectChanges) => {
    const outcome = rule.check(buildSubject(changes), { options: {} });
    if (outcome.status !== 'fail') throw new Error(outcome.status);
    return outcome.problems.map(({ message, cause }) => ({ message, ...cause }));
  };

  it.each<[string, string[], string]>([
    ['Disabled', ['enable-key'], 'Enable the KMS key'],
    ['PendingDeletion', ['cancel-key-deletion', 'enable-key'], 'Cancel the deletion'],
    ['PendingReplicaDeletion', ['cancel-key-deletion', 'enable-key'], 'Cancel the deletion'],
    ['PendingImport', ['describe-key'], 'Import the key material'],
    ['Unavailable', ['describe-key'], 'Connect the custom key store'],
  ])('a key in the state %s: %j', (KeyState, commands, summary) => {
    const [found] = fixesOf(situation(key, mayDecrypt, keyAnswers({ key: { KeyState } })));
    expect(found?.fix.cli).toBe(
      commands.map((command) => `aws kms ${command} --region eu-west-1 --key-id ${KEY}`).join('\n'),
    );
    expect(found?.fix.summary).toContain(summary);
    expect(found?.resource).toEqual({ type: 'kms-key', id: KEY });
  });

  it('a key left to IAM: the smallest policy of the role', () => {
    const [found] = fixesOf(situation(key, {}, keyAnswers()));
    expect(found?.resource).toEqual({ type: 'iam-role', id: 'app' });
    expect(found?.fix.policy).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['kms:Decrypt'], Resource: KEY }],
    });
  });

  it('a key whose policy names nobody here: its policy, one statement longer', () => {
    const other = to({ AWS: "arn:aws:iam::444455556666:role/o'neill" }, 'kms:*');
    const [found] = fixesOf(situation(key, mayDecrypt, keyAnswers({ statements: [other] })));
    const grown = policy(other, {
      Effect: 'Allow',
      Principal: { AWS: ROLE },
      Action: 'kms:Decrypt',
      Resource: '*',
    });
    const word = JSON.stringify(grown).replaceAll("'", String.raw`'\''`);
    expect(found?.fix.cli).toBe(
      `aws kms put-key-policy --region eu-west-1 --key-id ${KEY} --policy-name default --policy '${word}'`,
    );
    expect(found?.resource).toEqual({ type: 'kms-key', id: KEY });
  });

  it('a Deny of the key or the bucket names that policy, and not the role', () => {
    const [ofKey] = fixesOf(
      situation(key, mayDecrypt, keyAnswers({ statements: [FOR_ROLE, against('*', 'kms:Decrypt')] })),
    );
    expect(ofKey?.resource).toEqual({ type: 'kms-key', id: KEY });
    expect(ofKey?.fix.summary).toBe(
      `Take kms:Decrypt out of the Deny that reaches the role app: the policy of the KMS key ${KEY}, statement Shut.`,
    );
    expect(ofKey?.fix.cli).toBe(
      `aws kms get-key-policy --region eu-west-1 --key-id ${KEY} --policy-name default --query Policy --output text`,
    );
    const [ofBucket] = fixesOf(
      situation(bucket, maySeeBucket, bucketAnswers('AES256', [against('*', 's3:*')])),
    );
    expect(ofBucket?.resource).toEqual({ type: 'bucket', id: 'session-logs' });
    expect(ofBucket?.fix.cli).toBe(
      'aws s3api get-bucket-policy --bucket session-logs --query Policy --output text',
    );
  });

  it('a boundary alone in the way: the boundary alone', () => {
    const found = fixesOf(
      situation(bucket, { boundary: LIMIT }, bucketAnswers('AES256', [to({ AWS: ROLE }, 's3:*')]), {
        [LIMIT]: policy(allow(FIVE)),
      }),
    );
    expect(found.map(({ resource }) => resource)).toEqual([{ type: 'iam-policy', id: 'limit' }]);
  });

  it('log group and bucket, with names that a shell and Terraform would take apart', () => {
    const name = "/ssm/${x}'s";
    const [ofGroup] = fixesOf(
      situation({ ...logGroup, cloudWatchLogGroupName: name }, maySeeLogs, {
        LogGroups: { [name]: known(undefined) },
      }),
    );
    expect(ofGroup?.fix.cli).toBe(
      String.raw`aws logs create-log-group --region eu-west-1 --log-group-name '/ssm/${'$'}{x}'\''s' --kms-key-id KMS_KEY_ARN`,
    );
    expect(ofGroup?.fix.terraform).toContain(`name = "/ssm/$${'$'}{x}'s"`);
    const [ofBucket] = fixesOf(situation(bucket, maySeeBucket, bucketAnswers(undefined)));
    expect(ofBucket?.fix.cli).toBe(
      `aws s3api put-bucket-encryption --bucket session-logs --server-side-encryption-configuration '{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"}}]}'`,
    );
    const [missing] = fixesOf(
      situation(bucket, maySeeBucket, { BucketEncryptions: { 'session-logs': known(undefined) } }),
    );
    expect(missing?.fix.cli).toBe(
      'aws s3api create-bucket --region eu-west-1 --bucket session-logs --create-bucket-configuration LocationConstraint=eu-west-1',
    );
  });

  it('says which sessions the demands do not reach', () => {
    const { evidence } = rule.check(buildSubject(situation(key, mayDecrypt, keyAnswers())), { options: {} });
    expect(evidence.map(({ detail }) => detail).join(' ')).toContain('SSH and port forwarding are neither');
  });
});
