import type { Entity } from './known.ts';

export type * from './aws-iam.ts';

/*
 * The parts of AWS's own response shapes that facts read, under AWS's own names. Sources keep whole entities,
 * so that a custom rule can look at every attribute; what is not declared here is still there at run time.
 * Times are ISO 8601 strings.
 */

export interface Tag {
  readonly Key?: string;
  readonly Value?: string;
}

export interface GroupIdentifier {
  readonly GroupId?: string;
  readonly GroupName?: string;
}

export interface InstanceNetworkInterface {
  readonly NetworkInterfaceId?: string;
  readonly Attachment?: {
    readonly DeviceIndex?: number;
    readonly NetworkCardIndex?: number;
    readonly Status?: string;
  };
  readonly Association?: {
    readonly PublicIp?: string;
    readonly IpOwnerId?: string;
    readonly CarrierIp?: string;
  };
  readonly Groups?: readonly GroupIdentifier[];
  readonly PrivateIpAddress?: string;
  readonly PrivateIpAddresses?: readonly {
    readonly PrivateIpAddress?: string;
    readonly Primary?: boolean;
    readonly Association?: { readonly PublicIp?: string };
  }[];
  readonly Ipv6Addresses?: readonly { readonly Ipv6Address?: string }[];
  readonly SourceDestCheck?: boolean;
  readonly SubnetId?: string;
  readonly VpcId?: string;
  readonly OwnerId?: string;
}

/** ec2:DescribeInstances, one member of `Reservations[].Instances`. */
export interface Instance extends Entity {
  readonly InstanceId: string;
  readonly ImageId?: string;
  readonly InstanceType?: string;
  readonly State?: { readonly Name?: string };
  readonly LaunchTime?: string;
  readonly Platform?: string;
  readonly PlatformDetails?: string;
  /** A launch template may give the name alone. */
  readonly IamInstanceProfile?: { readonly Arn?: string; readonly Id?: string; readonly Name?: string };
  readonly MetadataOptions?: {
    readonly State?: string;
    readonly HttpEndpoint?: string;
    readonly HttpTokens?: string;
    readonly HttpPutResponseHopLimit?: number;
  };
  readonly NetworkInterfaces?: readonly InstanceNetworkInterface[];
  readonly SecurityGroups?: readonly GroupIdentifier[];
  readonly SourceDestCheck?: boolean;
  readonly PrivateIpAddress?: string;
  readonly PublicIpAddress?: string;
  readonly SubnetId?: string;
  readonly VpcId?: string;
  readonly Placement?: { readonly AvailabilityZone?: string };
  readonly Operator?: { readonly Managed?: boolean; readonly Principal?: string };
  readonly Tags?: readonly Tag[];
}

/** ec2:DescribeInstances. `OwnerId` is the account that the instance belongs to. */
export interface Reservation {
  readonly ReservationId?: string;
  readonly OwnerId?: string;
  readonly RequesterId?: string;
  readonly Instances?: readonly Instance[];
}

/** ec2:DescribeInstanceStatus. */
export interface InstanceStatus {
  readonly InstanceId?: string;
  readonly InstanceStatus?: { readonly Status?: string };
  readonly SystemStatus?: { readonly Status?: string };
  readonly AttachedEbsStatus?: { readonly Status?: string };
}

/** ec2:DescribeImages. */
export interface Image extends Entity {
  readonly ImageId?: string;
  readonly Name?: string;
  readonly Description?: string;
  readonly OwnerId?: string;
  readonly ImageOwnerAlias?: string;
  readonly CreationDate?: string;
  readonly DeprecationTime?: string;
  readonly Platform?: string;
  readonly PlatformDetails?: string;
  readonly SourceImageId?: string;
  readonly SourceImageRegion?: string;
  readonly SourceInstanceId?: string;
  readonly State?: string;
}

/** ec2:GetImageAncestry: one image of the line from an image up to its root; the first is the image itself. */
export interface ImageAncestryEntry {
  readonly ImageId?: string;
  readonly ImageOwnerAlias?: string;
  readonly SourceImageId?: string;
  readonly SourceImageRegion?: string;
  readonly CreationDate?: string;
}

/** ec2:DescribeInstanceImageMetadata: the image of each instance, even a deregistered or private one. */
export interface InstanceImageMetadata {
  readonly InstanceId?: string;
  readonly ImageMetadata?: {
    readonly ImageId?: string;
    readonly Name?: string;
    readonly OwnerId?: string;
    readonly ImageOwnerAlias?: string;
    readonly CreationDate?: string;
    readonly DeprecationTime?: string;
    readonly State?: string;
    readonly IsPublic?: boolean;
  };
}

export interface IpPermission {
  readonly IpProtocol?: string;
  readonly FromPort?: number;
  readonly ToPort?: number;
  readonly IpRanges?: readonly { readonly CidrIp?: string }[];
  readonly Ipv6Ranges?: readonly { readonly CidrIpv6?: string }[];
  readonly PrefixListIds?: readonly { readonly PrefixListId?: string }[];
  readonly UserIdGroupPairs?: readonly {
    readonly GroupId?: string;
    readonly UserId?: string;
    readonly VpcId?: string;
    readonly VpcPeeringConnectionId?: string;
    readonly PeeringStatus?: string;
  }[];
}

/** ec2:DescribeSecurityGroups. */
export interface SecurityGroup extends Entity {
  readonly GroupId?: string;
  readonly GroupName?: string;
  readonly OwnerId?: string;
  readonly VpcId?: string;
  readonly IpPermissions?: readonly IpPermission[];
  readonly IpPermissionsEgress?: readonly IpPermission[];
  readonly Tags?: readonly Tag[];
}

/** ec2:DescribeSubnets. */
export interface Subnet extends Entity {
  readonly SubnetId?: string;
  readonly VpcId?: string;
  readonly OwnerId?: string;
  readonly CidrBlock?: string;
  readonly AvailabilityZone?: string;
  readonly AvailabilityZoneId?: string;
  readonly MapPublicIpOnLaunch?: boolean;
  readonly AssignIpv6AddressOnCreation?: boolean;
  readonly DefaultForAz?: boolean;
  readonly Ipv6Native?: boolean;
  readonly EnableDns64?: boolean;
  readonly Ipv6CidrBlockAssociationSet?: readonly { readonly Ipv6CidrBlock?: string }[];
  readonly BlockPublicAccessStates?: { readonly InternetGatewayBlockMode?: string };
  readonly OutpostArn?: string;
}

/** ec2:DescribeVpcs. */
export interface Vpc extends Entity {
  readonly VpcId?: string;
  readonly OwnerId?: string;
  readonly CidrBlock?: string;
  readonly CidrBlockAssociationSet?: readonly {
    readonly CidrBlock?: string;
    readonly CidrBlockState?: { readonly State?: string };
  }[];
  readonly DhcpOptionsId?: string;
  readonly IsDefault?: boolean;
  readonly BlockPublicAccessStates?: { readonly InternetGatewayBlockMode?: string };
}

export interface Route {
  readonly DestinationCidrBlock?: string;
  readonly DestinationIpv6CidrBlock?: string;
  readonly DestinationPrefixListId?: string;
  readonly GatewayId?: string;
  readonly NatGatewayId?: string;
  readonly InstanceId?: string;
  readonly InstanceOwnerId?: string;
  readonly NetworkInterfaceId?: string;
  readonly TransitGatewayId?: string;
  readonly VpcPeeringConnectionId?: string;
  readonly EgressOnlyInternetGatewayId?: string;
  readonly LocalGatewayId?: string;
  readonly CarrierGatewayId?: string;
  readonly CoreNetworkArn?: string;
  readonly State?: string;
  readonly Origin?: string;
}

/** ec2:DescribeRouteTables. */
export interface RouteTable extends Entity {
  readonly RouteTableId?: string;
  readonly VpcId?: string;
  readonly OwnerId?: string;
  readonly Routes?: readonly Route[];
  readonly Associations?: readonly {
    readonly Main?: boolean;
    readonly SubnetId?: string;
    readonly GatewayId?: string;
    readonly AssociationState?: { readonly State?: string };
  }[];
}

export interface NetworkAclEntry {
  readonly CidrBlock?: string;
  readonly Ipv6CidrBlock?: string;
  readonly Egress?: boolean;
  readonly PortRange?: { readonly From?: number; readonly To?: number };
  readonly Protocol?: string;
  readonly RuleAction?: string;
  readonly RuleNumber?: number;
}

/** ec2:DescribeNetworkAcls. */
export interface NetworkAcl extends Entity {
  readonly NetworkAclId?: string;
  readonly VpcId?: string;
  readonly OwnerId?: string;
  readonly IsDefault?: boolean;
  readonly Associations?: readonly { readonly SubnetId?: string }[];
  readonly Entries?: readonly NetworkAclEntry[];
}

/** ec2:DescribeInternetGateways. */
export interface InternetGateway extends Entity {
  readonly InternetGatewayId?: string;
  readonly Attachments?: readonly { readonly State?: string; readonly VpcId?: string }[];
}

/** ec2:DescribeNatGateways. */
export interface NatGateway extends Entity {
  readonly NatGatewayId?: string;
  readonly State?: string;
  readonly ConnectivityType?: string;
  readonly AvailabilityMode?: string;
  readonly SubnetId?: string;
  readonly VpcId?: string;
  readonly RouteTableId?: string;
  readonly NatGatewayAddresses?: readonly {
    readonly PrivateIp?: string;
    readonly PublicIp?: string;
    readonly NetworkInterfaceId?: string;
  }[];
}

/** ec2:DescribeVpcEndpoints. `PolicyDocument` is JSON text, as AWS returns it. */
export interface VpcEndpoint extends Entity {
  readonly VpcEndpointId?: string;
  readonly VpcEndpointType?: string;
  readonly VpcId?: string;
  readonly OwnerId?: string;
  readonly ServiceName?: string;
  readonly State?: string;
  readonly PolicyDocument?: string;
  readonly PrivateDnsEnabled?: boolean;
  readonly SubnetIds?: readonly string[];
  readonly Groups?: readonly GroupIdentifier[];
  readonly NetworkInterfaceIds?: readonly string[];
  readonly RouteTableIds?: readonly string[];
  readonly IpAddressType?: string;
  readonly DnsOptions?: {
    readonly DnsRecordIpType?: string;
    readonly PrivateDnsOnlyForInboundResolverEndpoint?: boolean;
  };
}

/** ec2:DescribeNetworkInterfaces; sources read those of VPC endpoints, and all of them on demand. */
export interface NetworkInterface extends Entity {
  readonly NetworkInterfaceId?: string;
  readonly Description?: string;
  readonly RequesterId?: string;
  readonly OwnerId?: string;
  readonly InterfaceType?: string;
  readonly SubnetId?: string;
  readonly VpcId?: string;
  readonly AvailabilityZone?: string;
  readonly PrivateIpAddress?: string;
  readonly PrivateIpAddresses?: readonly { readonly PrivateIpAddress?: string }[];
  readonly Groups?: readonly GroupIdentifier[];
  readonly Attachment?: { readonly InstanceId?: string; readonly DeviceIndex?: number };
  readonly SourceDestCheck?: boolean;
  readonly Association?: { readonly PublicIp?: string };
  readonly Status?: string;
}

/** ec2:DescribeDhcpOptions. */
export interface DhcpOptions extends Entity {
  readonly DhcpOptionsId?: string;
  readonly DhcpConfigurations?: readonly {
    readonly Key?: string;
    readonly Values?: readonly { readonly Value?: string }[];
  }[];
}

/** ec2:DescribeVpcBlockPublicAccessOptions. */
export interface VpcBlockPublicAccessOptions {
  readonly InternetGatewayBlockMode?: string;
  readonly State?: string;
}

/** ec2:DescribeVpcBlockPublicAccessExclusions. */
export interface VpcBlockPublicAccessExclusion {
  readonly ExclusionId?: string;
  readonly InternetGatewayExclusionMode?: string;
  readonly ResourceArn?: string;
  readonly State?: string;
}

/** ec2:GetManagedPrefixListEntries. */
export interface PrefixListEntry {
  readonly Cidr?: string;
}

/** ec2:DescribeVpcAttribute, both attributes that decide name resolution; each is a call of its own. */
export interface VpcDnsAttributes {
  readonly EnableDnsSupport?: boolean;
  readonly EnableDnsHostnames?: boolean;
}

/** ssm:DescribeInstanceInformation. */
export interface InstanceInformation extends Entity {
  readonly InstanceId?: string;
  readonly PingStatus?: string;
  readonly LastPingDateTime?: string;
  readonly AgentVersion?: string;
  readonly PlatformType?: string;
  readonly PlatformName?: string;
  readonly PlatformVersion?: string;
  readonly ResourceType?: string;
  readonly IPAddress?: string;
  readonly ComputerName?: string;
  readonly IamRole?: string;
  readonly RegistrationDate?: string;
}

/** ssm:DescribeSessions: the last session of each instance, and nothing of who opened it. */
export interface Session {
  readonly Target: string;
  readonly StartDate: string;
}

/** ssm:GetServiceSetting. */
export interface ServiceSetting {
  readonly SettingId?: string;
  readonly SettingValue?: string;
  readonly Status?: string;
}

/** ssm:GetDocument. `Content` is the document's text. */
export interface SessionDocument {
  readonly Name?: string;
  readonly Content?: string;
  readonly DocumentFormat?: string;
}
