import type { HostedZoneSummary, ResourceRecordSet } from './aws-route53.ts';
import type * as Bastion from './aws-bastion.ts';
import type * as Launch from './aws-launch.ts';
import type * as Targets from './aws-session-targets.ts';
import type * as Aws from './aws.ts';
import type { Gap, Known } from './known.ts';

/** Everything that one source read, by account and region, with a gap where an answer is missing. Plain data. */
export interface Inventory {
  readonly source: SourceInfo;
  /** When reading began, ISO 8601. Ages (launch grace, last ping) are counted from here, never from the clock. */
  readonly takenAt: string;
  readonly accounts: readonly AccountInventory[];
}

/** Where the facts came from. A snapshot keeps what its collector wrote, so both give the same report. */
export interface SourceInfo {
  readonly kind: 'aws' | 'cli-json' | 'demo' | 'terraform-plan' | 'template';
  /** Enabled regions of the account, when the source asked; the report says `3 of 17 enabled regions`. */
  readonly enabledRegions?: Known<readonly string[]>;
}

export interface AccountInventory {
  readonly accountId: string;
  readonly partition: string;
  readonly iam: IamInventory;
  readonly regions: readonly RegionInventory[];
}

/** Account-wide answers of IAM; sources keep the roles that instance profiles and Default Host Management use. */
export interface IamInventory {
  readonly InstanceProfiles: Known<readonly Aws.InstanceProfile[]>;
  readonly RoleDetailList: Known<readonly Aws.RoleDetail[]>;
  readonly Policies: Known<readonly Aws.ManagedPolicyDetail[]>;
  /** By role ARN: what IAM's policy simulator says of the session actions, for the roles that it was asked about. */
  readonly SimulationResults: Readonly<Record<string, Known<readonly Aws.EvaluationResult[]>>>;
  /** Everybody who may do anything, to find who may start sessions; asked for on demand. */
  readonly AuthorizationDetails: Known<Bastion.AuthorizationDetails>;
}

/**
 * One region's answers, each under the name of the list that AWS returns. Records hold the calls that are made
 * per item: an id that is missing from a record was not asked for.
 */
export interface RegionInventory {
  readonly region: string;
  /** Set when the user left the region out, or when it could not be read at all. */
  readonly skipped?: string;

  readonly Reservations: Known<readonly Aws.Reservation[]>;
  readonly InstanceStatuses: Known<readonly Aws.InstanceStatus[]>;
  readonly Images: Known<readonly Aws.Image[]>;
  readonly InstanceImageMetadata: Known<readonly Aws.InstanceImageMetadata[]>;
  /** By image id: the line of images that it was made from, where `Images` alone does not lead to its root. */
  readonly ImageAncestryEntries: Readonly<Record<string, Known<readonly Aws.ImageAncestryEntry[]>>>;
  readonly SecurityGroups: Known<readonly Aws.SecurityGroup[]>;
  readonly Subnets: Known<readonly Aws.Subnet[]>;
  readonly Vpcs: Known<readonly Aws.Vpc[]>;
  readonly RouteTables: Known<readonly Aws.RouteTable[]>;
  readonly NetworkAcls: Known<readonly Aws.NetworkAcl[]>;
  readonly InternetGateways: Known<readonly Aws.InternetGateway[]>;
  readonly NatGateways: Known<readonly Aws.NatGateway[]>;
  readonly VpcEndpoints: Known<readonly Aws.VpcEndpoint[]>;
  readonly NetworkInterfaces: Known<readonly Aws.NetworkInterface[]>;
  readonly DhcpOptions: Known<readonly Aws.DhcpOptions[]>;
  readonly VpcBlockPublicAccessOptions: Known<Aws.VpcBlockPublicAccessOptions>;
  readonly VpcBlockPublicAccessExclusions: Known<readonly Aws.VpcBlockPublicAccessExclusion[]>;
  readonly VpcAttributes: Readonly<
    Record<string, { readonly [A in keyof Aws.VpcDnsAttributes]-?: Known<boolean> }>
  >;
  readonly PrefixListEntries: Readonly<Record<string, Known<readonly Aws.PrefixListEntry[]>>>;
  /** By VPC id: the private hosted zones whose names its instances are given. */
  readonly HostedZoneSummaries: Readonly<Record<string, Known<readonly HostedZoneSummary[]>>>;
  /** By hosted zone id and record name with a space between: the records of that name, of every type. */
  readonly ResourceRecordSets: Readonly<Record<string, Known<readonly ResourceRecordSet[]>>>;

  readonly InstanceInformationList: Known<readonly Aws.InstanceInformation[]>;
  /** `/ssm/managed-instance/default-ec2-instance-management-role`: Default Host Management Configuration. */
  readonly ServiceSetting: Known<Aws.ServiceSetting>;
  /** `SSM-SessionManagerRunShell`; `undefined` when AWS says that there is no such document. */
  readonly SessionDocument: Known<Aws.SessionDocument | undefined>;
  readonly ConnectionStatuses: Readonly<Record<string, Known<string>>>;
  /** The last session of each instance that had one in the last 30 days; asked for on demand. */
  readonly Sessions: Known<readonly Aws.Session[]>;

  /** What the next instances are launched from; asked for on demand. */
  readonly AutoScalingGroups: Known<readonly Launch.AutoScalingGroup[]>;
  readonly LaunchConfigurations: Known<readonly Launch.LaunchConfiguration[]>;
  readonly LaunchTemplates: Known<readonly Launch.LaunchTemplate[]>;
  readonly LaunchTemplateVersions: Known<readonly Launch.LaunchTemplateVersion[]>;
  /** `undefined` when the account has set none. */
  readonly InstanceMetadataDefaults: Known<Launch.InstanceMetadataDefaults | undefined>;

  /** Every interface, where `NetworkInterfaces` holds those of VPC endpoints; asked for on demand, like the next three. */
  readonly AllNetworkInterfaces: Known<readonly Aws.NetworkInterface[]>;
  readonly InstanceConnectEndpoints: Known<readonly Bastion.InstanceConnectEndpoint[]>;
  readonly ClientVpnEndpoints: Known<readonly Bastion.ClientVpnEndpoint[]>;
  readonly VpcPeeringConnections: Known<readonly Bastion.VpcPeeringConnection[]>;

  /** By the name that the session preferences give; `undefined` when AWS says that there is no such thing. */
  readonly LogGroups: Readonly<Record<string, Known<Targets.LogGroup | undefined>>>;
  readonly BucketEncryptions: Readonly<
    Record<string, Known<Targets.ServerSideEncryptionConfiguration | undefined>>
  >;
  /** The policy's text; `undefined` for a bucket without one. */
  readonly BucketPolicies: Readonly<Record<string, Known<string | undefined>>>;
  /** The Region; `undefined` when there is no such bucket. */
  readonly BucketLocations: Readonly<Record<string, Known<string | undefined>>>;
  readonly Keys: Readonly<Record<string, Known<Targets.KeyMetadata | undefined>>>;
  readonly KeyPolicies: Readonly<Record<string, Known<string>>>;
  readonly KeyGrants: Readonly<Record<string, Known<readonly Targets.GrantListEntry[]>>>;
}

/** Names of the answers that a rule may declare in `reads`. */
export type RegionField = Exclude<keyof RegionInventory, 'region' | 'skipped'>;
export type IamField = keyof IamInventory;
export type InventoryField = RegionField | IamField;

/**
 * Answers that a scan does without: a region whose other answers are there counts as read. What would rest on a missing
 * one stays the question that it is without; the findings say what they take for granted.
 */
export const OPTIONAL_ANSWERS = [
  'ImageAncestryEntries',
  'HostedZoneSummaries',
  'ResourceRecordSets',
  'Sessions',
  'LogGroups',
  'BucketEncryptions',
  'BucketPolicies',
  'BucketLocations',
  'Keys',
  'KeyPolicies',
  'KeyGrants',
] as const satisfies readonly RegionField[];

/** Answers that are asked for on demand, about instances that do not exist yet. */
export const LAUNCH_ANSWERS = [
  'AutoScalingGroups',
  'LaunchConfigurations',
  'LaunchTemplates',
  'LaunchTemplateVersions',
  'InstanceMetadataDefaults',
] as const satisfies readonly RegionField[];

/** Answers that are asked for on demand, about what a bastion reaches and who else is let in. */
export const BASTION_ANSWERS = [
  'AllNetworkInterfaces',
  'InstanceConnectEndpoints',
  'ClientVpnEndpoints',
  'VpcPeeringConnections',
] as const satisfies readonly RegionField[];

/** Where an instance that does not exist yet would come from. */
export interface LaunchOrigin {
  readonly by: 'auto-scaling-group' | 'launch-template';
  /** Of the group, or of the template. */
  readonly name: string;
  /** What holds the settings, and is to be changed; left out where it was not found out. */
  readonly template?: {
    readonly id: string;
    readonly name?: string;
    readonly version: number;
    /** Left out where the group names the version by its number. */
    readonly follows?: '$Latest' | '$Default';
  };
  readonly configuration?: string;
  /** The group's override names the image, whatever the template says. */
  readonly imageOverride?: true;
}

/** One instance with everything that may decide about it; what a rule is asked about. */
export interface Subject {
  readonly instance: Aws.Instance;
  readonly arn: string;
  readonly accountId: string;
  readonly partition: string;
  readonly takenAt: string;
  /** True for an instance that does not exist: of a plan or a template, or the next one of a group. */
  readonly planned: boolean;
  /** For the next instance of an Auto Scaling group or launch template of the account. */
  readonly launch?: LaunchOrigin;
  /** For a planned instance: the configuration says that Default Host Management will be on. */
  readonly assumesHostManagement?: boolean;
  readonly region: RegionInventory;
  readonly iam: IamInventory;
}

/** What was read of one account's region, for the report. */
export interface Scope {
  readonly accountId: string;
  readonly partition: string;
  readonly region: string;
  readonly status: 'read' | 'partial' | 'skipped' | 'unreadable';
  readonly gaps: readonly Gap[];
  /** Whether what would be launched next could be listed; absent where nobody asked. */
  readonly launches?: 'read' | 'unread';
}
