import type { RoleDetail } from '../../model/aws.ts';
import type { Subject } from '../../model/inventory.ts';
import { answerFor, type Gap } from '../../model/known.ts';

/**
 * What stays open about uploads to a bucket that encrypts with a key of the customer's: they need kms:GenerateDataKey
 * on it, and its policy is not read. The key aws/s3 lets everyone in who may write to the bucket.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export function findBucketKeyGaps({ region }: Subject, { RoleName = '' }: RoleDetail, bucket: string): Gap[] {
  const answer = answerFor(region.BucketEncryptions, bucket);
  if (answer === undefined) return [];
  if (!answer.known) return [answer.gap];
  // Without a bucket there is no key.
  if (answer.value === undefined) return [];
  const { Rules } = answer.value;
  if (Rules === undefined) return [ask(`With which key does the bucket ${bucket} encrypt?`)];
  return Rules.flatMap(({ ApplyServerSideEncryptionByDefault: { KMSMasterKeyID } = {} }) =>
    KMSMasterKeyID === undefined || KMSMasterKeyID.endsWith('alias/aws/s3')
      ? []
      : [
          ask(
            `May the role ${RoleName} do kms:GenerateDataKey with the KMS key ${KMSMasterKeyID}, with which the bucket ${bucket} encrypts?`,
          ),
        ],
  );
}

function ask(question: string): Gap {
  return { kind: 'not-visible', question };
}
