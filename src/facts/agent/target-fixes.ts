import type { Cause, Fix } from '../../model/finding.ts';
import type { Subject } from '../../model/inventory.ts';
import { quoteForTerraform } from '../../model/hcl.ts';
import { quoteForShell } from '../../model/shell.ts';
import { extendDocument } from '../iam/extend-document.ts';

const DELAY = 'It holds for sessions that are started afterwards.';

function causeOf({ accountId, region }: Subject, type: string, id: string, slug: string, fix: Fix): Cause {
  return {
    key: `${accountId}/${region.region}/${type}/${id}:${slug}`,
    resource: { type, id },
    fix: { ...fix, delay: DELAY },
  };
}

/** What stands for a key that only the reader can choose. */
const SOME_KEY = 'KMS_KEY_ARN';

export function createLogGroupCause(subject: Subject, name: string, isEncrypted: boolean): Cause {
  const { region } = subject.region;
  const make = `aws logs create-log-group --region ${region} --log-group-name ${quoteForShell(name)}`;
  return causeOf(subject, 'log-group', name, isEncrypted ? 'create-encrypted' : 'create', {
    summary: isEncrypted
      ? `Create the log group ${name} in ${region} with a KMS key (${SOME_KEY}).`
      : `Create the log group ${name} in ${region}.`,
    cli: isEncrypted ? `${make} --kms-key-id ${SOME_KEY}` : make,
    terraform: logGroup(name, isEncrypted),
  });
}

export function encryptLogGroupCause(subject: Subject, name: string): Cause {
  const { region } = subject.region;
  return causeOf(subject, 'log-group', name, 'encrypt', {
    summary: `Encrypt the log group ${name} with a KMS key (${SOME_KEY}) that CloudWatch Logs may use.`,
    cli: `aws logs associate-kms-key --region ${region} --log-group-name ${quoteForShell(name)} --kms-key-id ${SOME_KEY}`,
    terraform: logGroup(name, true),
  });
}

function logGroup(name: string, isEncrypted: boolean): string {
  return [
    'resource "aws_cloudwatch_log_group" "sessions" {',
    `  name = ${quoteForTerraform(name)}`,
    ...(isEncrypted ? ['  kms_key_id = aws_kms_key.sessions.arn'] : []),
    '}',
  ].join('\n');
}

export function createBucketCause(subject: Subject, bucket: string): Cause {
  const { region } = subject.region;
  const place = region === 'us-east-1' ? '' : ` --create-bucket-configuration LocationConstraint=${region}`;
  return causeOf(subject, 'bucket', bucket, 'create', {
    summary: `Create the bucket ${bucket}, or name one that exists in the session preferences of ${region}.`,
    cli: `aws s3api create-bucket --region ${region} --bucket ${quoteForShell(bucket)}${place}`,
    terraform: ['resource "aws_s3_bucket" "sessions" {', `  bucket = ${quoteForTerraform(bucket)}`, '}'].join(
      '\n',
    ),
  });
}

const AES256 = { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] };

export function encryptBucketCause(subject: Subject, bucket: string): Cause {
  return causeOf(subject, 'bucket', bucket, 'encrypt', {
    summary: `Turn on default encryption of the bucket ${bucket}.`,
    cli: `aws s3api put-bucket-encryption --bucket ${quoteForShell(bucket)} --server-side-encryption-configuration ${quoteForShell(JSON.stringify(AES256))}`,
    terraform: [
      'resource "aws_s3_bucket_server_side_encryption_configuration" "sessions" {',
      `  bucket = ${quoteForTerraform(bucket)}`,
      '  rule {',
      '    apply_server_side_encryption_by_default {',
      '      sse_algorithm = "AES256"',
      '    }',
      '  }',
      '}',
    ].join('\n'),
  });
}

/** The preferences name a key that cannot serve; which one should is for the reader to say. */
export function nameKeyCause(subject: Subject, kmsKeyId: string): Cause {
  const { region } = subject.region;
  return causeOf(subject, 'document', 'SSM-SessionManagerRunShell', `replace-key-${kmsKeyId}`, {
    summary: `Name an enabled symmetric KMS key of ${region} in the session preferences instead of ${kmsKeyId}.`,
    cli: `aws ssm get-document --region ${region} --name SSM-SessionManagerRunShell --query Content --output text`,
  });
}

/** What makes a key usable again, by its state. https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
const REPAIRS: Readonly<Record<string, { readonly summary: string; readonly commands: readonly string[] }>> =
  {
    PendingDeletion: {
      summary: 'Cancel the deletion of the KMS key and enable it',
      commands: ['cancel-key-deletion', 'enable-key'],
    },
    PendingReplicaDeletion: {
      summary: 'Cancel the deletion of the KMS key and enable it',
      commands: ['cancel-key-deletion', 'enable-key'],
    },
    PendingImport: { summary: 'Import the key material of the KMS key', commands: ['describe-key'] },
    Unavailable: {
      summary: 'Connect the custom key store of the KMS key again',
      commands: ['describe-key'],
    },
  };

export function repairKeyCause(subject: Subject, keyArn: string, state: string): Cause {
  const { region } = subject.region;
  const { summary, commands } = REPAIRS[state] ?? { summary: 'Enable the KMS key', commands: ['enable-key'] };
  return causeOf(subject, 'kms-key', keyArn, 'repair', {
    summary: `${summary}: ${keyArn}; or name another key in the session preferences.`,
    cli: commands
      .map((command) => `aws kms ${command} --region ${region} --key-id ${quoteForShell(keyArn)}`)
      .join('\n'),
  });
}

/** The key's policy neither names the role nor leaves the decision to the account's IAM policies. */
export function extendKeyPolicyCause(
  subject: Subject,
  keyArn: string,
  roleArn: string,
  action: string,
  document: string,
): Cause {
  const { region } = subject.region;
  const statement = { Effect: 'Allow', Principal: { AWS: roleArn }, Action: action, Resource: '*' };
  return causeOf(subject, 'kms-key', keyArn, `allow-${action}-${roleArn}`, {
    summary: `Let the role ${roleArn} do ${action} in the policy of the KMS key ${keyArn}.`,
    cli: `aws kms put-key-policy --region ${region} --key-id ${quoteForShell(keyArn)} --policy-name default --policy ${quoteForShell(JSON.stringify(extendDocument(JSON.parse(document), [statement])))}`,
  });
}
