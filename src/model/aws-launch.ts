import type { Instance, Tag } from './aws.ts';
import type { Entity } from './known.ts';

/*
 * What decides about instances that do not exist yet, under AWS's own names. Sources keep these members alone: user
 * data stands beside them, and it may hold secrets.
 */

/** One member of an Auto Scaling group's or override's `LaunchTemplate`. */
export interface LaunchTemplateSpecification {
  readonly LaunchTemplateId?: string;
  readonly LaunchTemplateName?: string;
  /** A number, `$Latest` or `$Default`; the default version without it. */
  readonly Version?: string;
}

/** autoscaling:DescribeAutoScalingGroups. */
export interface AutoScalingGroup extends Entity {
  readonly AutoScalingGroupName?: string;
  readonly AutoScalingGroupARN?: string;
  readonly LaunchConfigurationName?: string;
  readonly LaunchTemplate?: LaunchTemplateSpecification;
  readonly MixedInstancesPolicy?: {
    readonly LaunchTemplate?: {
      readonly LaunchTemplateSpecification?: LaunchTemplateSpecification;
      readonly Overrides?: readonly {
        readonly InstanceType?: string;
        readonly ImageId?: string;
        readonly LaunchTemplateSpecification?: LaunchTemplateSpecification;
      }[];
    };
  };
  readonly MaxSize?: number;
  /** Set while the group is being deleted. */
  readonly Status?: string;
  readonly AvailabilityZones?: readonly string[];
  /** Subnet ids, separated by commas. */
  readonly VPCZoneIdentifier?: string;
  readonly Tags?: readonly (Tag & { readonly PropagateAtLaunch?: boolean })[];
}

interface InstanceMetadataOptions {
  readonly State?: string;
  readonly HttpEndpoint?: string;
  readonly HttpTokens?: string;
  readonly HttpPutResponseHopLimit?: number;
}

/** autoscaling:DescribeLaunchConfigurations. */
export interface LaunchConfiguration extends Entity {
  readonly LaunchConfigurationName?: string;
  readonly ImageId?: string;
  readonly InstanceType?: string;
  /** A name or an ARN. */
  readonly IamInstanceProfile?: string;
  /** Ids of groups; names only where there was no VPC. */
  readonly SecurityGroups?: readonly string[];
  readonly AssociatePublicIpAddress?: boolean;
  readonly MetadataOptions?: InstanceMetadataOptions;
}

/** ec2:DescribeLaunchTemplates. */
export interface LaunchTemplate extends Entity {
  readonly LaunchTemplateId?: string;
  readonly LaunchTemplateName?: string;
  readonly DefaultVersionNumber?: number;
  readonly LatestVersionNumber?: number;
  readonly Tags?: readonly Tag[];
}

export interface LaunchTemplateInterface {
  readonly DeviceIndex?: number;
  readonly NetworkCardIndex?: number;
  readonly NetworkInterfaceId?: string;
  readonly SubnetId?: string;
  /** Ids, where other interfaces hold objects. */
  readonly Groups?: readonly string[];
  readonly AssociatePublicIpAddress?: boolean;
  readonly Ipv6AddressCount?: number;
  readonly Ipv6Addresses?: readonly unknown[];
  readonly Ipv6PrefixCount?: number;
  readonly Ipv6Prefixes?: readonly unknown[];
}

export interface LaunchTemplateData {
  readonly ImageId?: string;
  readonly InstanceType?: string;
  readonly IamInstanceProfile?: { readonly Arn?: string; readonly Name?: string };
  readonly NetworkInterfaces?: readonly LaunchTemplateInterface[];
  readonly SecurityGroupIds?: readonly string[];
  readonly SecurityGroups?: readonly string[];
  readonly MetadataOptions?: InstanceMetadataOptions;
  readonly Operator?: Instance['Operator'];
  readonly TagSpecifications?: readonly { readonly ResourceType?: string; readonly Tags?: readonly Tag[] }[];
}

/** ec2:DescribeLaunchTemplateVersions. */
export interface LaunchTemplateVersion extends Entity {
  readonly LaunchTemplateId?: string;
  readonly LaunchTemplateName?: string;
  readonly VersionNumber?: number;
  readonly LaunchTemplateData?: LaunchTemplateData;
}

/** ec2:GetInstanceMetadataDefaults, `AccountLevel`: what an instance gets whose launch does not say it. */
export interface InstanceMetadataDefaults {
  readonly HttpEndpoint?: string;
  readonly HttpTokens?: string;
}
