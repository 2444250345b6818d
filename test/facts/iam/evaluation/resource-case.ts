import type { PolicySet, Word } from '../../../../src/facts/iam/evaluate.ts';
import type { ResourcePolicy } from '../../../../src/facts/iam/resource-policy.ts';

/** docs.aws.amazon.com/<page>.html */
export const PAGES = {
  boundary: 'IAM/latest/UserGuide/access_policies_boundaries',
  caller: 'kms/latest/developerguide/conditions-kms',
  grammar: 'IAM/latest/UserGuide/reference_policies_grammar',
  keyPolicy: 'kms/latest/developerguide/key-policy-overview',
  keyDefault: 'kms/latest/developerguide/key-policy-default',
  logic: 'IAM/latest/UserGuide/reference_policies_evaluation-logic',
  notPrincipal: 'IAM/latest/UserGuide/reference_policies_elements_notprincipal',
  principal: 'IAM/latest/UserGuide/reference_policies_elements_principal',
  s3: 'AmazonS3/latest/userguide/how-s3-evaluates-access-control',
  s3Examples: 'AmazonS3/latest/userguide/example-bucket-policies',
} as const;

export type Fields = Readonly<Record<string, unknown>>;

export const OWN = '111122223333';
export const ROOT = `arn:aws:iam::${OWN}:root`;
export const ROLE = `arn:aws:iam::${OWN}:role/app`;
export const OTHER_ROLE = `arn:aws:iam::${OWN}:role/batch`;
export const FOREIGN_ROOT = 'arn:aws:iam::444455556666:root';
export const SESSION = `arn:aws:sts::${OWN}:assumed-role/app/i-0abc`;
export const BUCKET = 'arn:aws:s3:::session-logs';
export const KEY = `arn:aws:kms:eu-west-1:${OWN}:key/1111aaaa`;

export const context = {
  'aws:PrincipalAccount': OWN,
  'aws:PrincipalArn': ROLE,
  'aws:PrincipalType': 'AssumedRole',
  'aws:SecureTransport': 'true',
  'kms:CallerAccount': OWN,
  'kms:ViaService': [],
};
export const READ = { action: 's3:GetEncryptionConfiguration', resource: BUCKET, context };
export const DECRYPT = { action: 'kms:Decrypt', resource: KEY, context };

export const document = (...Statement: readonly Fields[]): Fields => ({ Version: '2012-10-17', Statement });
export const allow = (fields: Fields = {}): Fields => ({
  Effect: 'Allow',
  Action: '*',
  Resource: '*',
  ...fields,
});
export const deny = (fields: Fields = {}): Fields => ({ ...allow(fields), Effect: 'Deny' });
export const to = (AWS: string | readonly string[], fields: Fields = {}): Fields =>
  allow({ Principal: { AWS }, ...fields });
export const against = (AWS: string | readonly string[], fields: Fields = {}): Fields =>
  deny({ Principal: { AWS }, ...fields });
export const when = (operator: string, key: string, value: string): Fields => ({
  Condition: { [operator]: { [key]: value } },
});

export const NOTHING: PolicySet = { identity: [] };
export const GRANTED: PolicySet = { identity: [document(allow())] };
export const REFUSED: PolicySet = { identity: [document(allow(), deny())] };
/** Identity policies that allow, under a boundary that does not. */
export const CAPPED: PolicySet = {
  identity: [document(allow())],
  boundary: document(allow({ Action: 'ssm:*' })),
};
/** No identity policy allows, nor does the boundary. */
export const BARE: PolicySet = { identity: [], boundary: document(allow({ Action: 'ssm:*' })) };
/** No identity policy allows; the boundary would. */
export const ROOMY: PolicySet = { identity: [], boundary: document(allow()) };

export type Row = readonly [
  page: keyof typeof PAGES,
  says: string,
  own: PolicySet,
  policy: Fields | string | undefined,
  word: Word,
];

export const ORGANISATION = when('StringEquals', 'aws:PrincipalOrgID', 'o-1');
export const INSECURE = when('Bool', 'aws:SecureTransport', 'false');
export const VIA_S3 = when('StringEquals', 'kms:ViaService', 's3.eu-west-1.amazonaws.com');

export const onBucket = (policy: unknown): ResourcePolicy => ({
  document: policy,
  counts: 'account',
  accountId: OWN,
});
export const onKey = (policy: unknown): ResourcePolicy => ({
  document: policy,
  counts: 'delegated',
  accountId: OWN,
});
