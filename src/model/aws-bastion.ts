import type { ManagedPolicyDetail, InlinePolicy, RoleDetail } from './aws-iam.ts';
import type { Entity } from './known.ts';

/* What is read for `bastion` alone, under AWS's own names. */

/** ec2:DescribeInstanceConnectEndpoints. */
export interface InstanceConnectEndpoint extends Entity {
  readonly InstanceConnectEndpointId?: string;
  readonly State?: string;
  readonly VpcId?: string;
  readonly SubnetId?: string;
  readonly SecurityGroupIds?: readonly string[];
}

/** ec2:DescribeClientVpnEndpoints. */
export interface ClientVpnEndpoint extends Entity {
  readonly ClientVpnEndpointId?: string;
  readonly Description?: string;
  readonly Status?: { readonly Code?: string };
  readonly VpcId?: string;
  readonly SecurityGroupIds?: readonly string[];
}

interface PeeredVpc {
  readonly VpcId?: string;
  readonly OwnerId?: string;
  readonly Region?: string;
}

/** ec2:DescribeVpcPeeringConnections. */
export interface VpcPeeringConnection extends Entity {
  readonly VpcPeeringConnectionId?: string;
  readonly Status?: { readonly Code?: string };
  readonly AccepterVpcInfo?: PeeredVpc;
  readonly RequesterVpcInfo?: PeeredVpc;
}

type Attached = RoleDetail['AttachedManagedPolicies'];

export interface UserDetail extends Entity {
  readonly UserName?: string;
  readonly Arn?: string;
  readonly UserPolicyList?: readonly InlinePolicy[];
  readonly GroupList?: readonly string[];
  readonly AttachedManagedPolicies?: Attached;
  readonly PermissionsBoundary?: RoleDetail['PermissionsBoundary'];
}

export interface GroupDetail extends Entity {
  readonly GroupName?: string;
  readonly Arn?: string;
  readonly GroupPolicyList?: readonly InlinePolicy[];
  readonly AttachedManagedPolicies?: Attached;
}

/** iam:GetAccountAuthorizationDetails, whole but for roles that only AWS's services use; documents decoded. */
export interface AuthorizationDetails {
  readonly UserDetailList: readonly UserDetail[];
  readonly GroupDetailList: readonly GroupDetail[];
  readonly RoleDetailList: readonly RoleDetail[];
  readonly Policies: readonly ManagedPolicyDetail[];
}
