/** logs:DescribeLogGroups. */
export interface LogGroup {
  readonly logGroupName?: string;
  readonly kmsKeyId?: string;
}

/** s3:GetBucketEncryption. A bucket without any has no rule. */
export interface ServerSideEncryptionConfiguration {
  readonly Rules?: readonly {
    readonly ApplyServerSideEncryptionByDefault?: {
      readonly SSEAlgorithm?: string;
      readonly KMSMasterKeyID?: string;
    };
  }[];
}

/** kms:DescribeKey. */
export interface KeyMetadata {
  readonly KeyId?: string;
  readonly Arn?: string;
  readonly KeyState?: string;
  readonly KeyUsage?: string;
  readonly KeySpec?: string;
}

/** kms:ListGrants. */
export interface GrantListEntry {
  readonly GrantId?: string;
  readonly GranteePrincipal?: string;
  readonly Operations?: readonly string[];
  readonly Constraints?: Readonly<Record<string, unknown>>;
}
