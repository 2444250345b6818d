import type { Entity } from './known.ts';

/** An IAM policy document, decoded. Evaluation takes `unknown`, since anybody can hand in anything. */
type PolicyDocument = unknown;

/** iam:ListInstanceProfiles. */
export interface InstanceProfile extends Entity {
  readonly InstanceProfileName?: string;
  readonly InstanceProfileId?: string;
  readonly Arn?: string;
  readonly Roles?: readonly { readonly RoleName?: string; readonly RoleId?: string; readonly Arn?: string }[];
}

/** One inline policy of a role; its document may be unread on its own. */
export interface InlinePolicy extends Entity {
  readonly PolicyName?: string;
  readonly PolicyDocument?: PolicyDocument;
}

/** iam:GetAccountAuthorizationDetails, `RoleDetailList`; documents decoded. */
export interface RoleDetail extends Entity {
  readonly RoleName?: string;
  readonly RoleId?: string;
  readonly Arn?: string;
  readonly AssumeRolePolicyDocument?: PolicyDocument;
  readonly RolePolicyList?: readonly InlinePolicy[];
  readonly AttachedManagedPolicies?: readonly { readonly PolicyName?: string; readonly PolicyArn?: string }[];
  readonly PermissionsBoundary?: {
    readonly PermissionsBoundaryType?: string;
    readonly PermissionsBoundaryArn?: string;
  };
}

/** iam:GetAccountAuthorizationDetails, `Policies`; only the default version is kept. */
export interface ManagedPolicyDetail extends Entity {
  readonly PolicyName?: string;
  readonly Arn?: string;
  readonly DefaultVersionId?: string;
  readonly PolicyVersionList?: readonly {
    readonly VersionId?: string;
    readonly IsDefaultVersion?: boolean;
    readonly Document?: PolicyDocument;
  }[];
}

/** iam:SimulatePrincipalPolicy. */
export interface EvaluationResult {
  readonly EvalActionName?: string;
  readonly EvalResourceName?: string;
  readonly EvalDecision?: string;
  readonly MissingContextValues?: readonly string[];
  readonly OrganizationsDecisionDetail?: { readonly AllowedByOrganizations?: boolean };
  readonly PermissionsBoundaryDecisionDetail?: { readonly AllowedByPermissionsBoundary?: boolean };
  readonly ResourceSpecificResults?: readonly {
    readonly EvalResourceName?: string;
    readonly EvalResourceDecision?: string;
    readonly MissingContextValues?: readonly string[];
  }[];
}
