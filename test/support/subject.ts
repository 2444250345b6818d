import type {
  AccountInventory,
  IamInventory,
  Inventory,
  RegionInventory,
  Subject,
} from '../../src/model/inventory.ts';
import type { Instance } from '../../src/model/aws.ts';
import { known, unknown } from '../../src/model/known.ts';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';
export const TAKEN_AT = '2026-11-20T12:00:00.000Z';

const allTraffic = {
  IpProtocol: '-1',
  IpRanges: [{ CidrIp: '0.0.0.0/0' }],
  Ipv6Ranges: [],
  PrefixListIds: [],
  UserIdGroupPairs: [],
};

/** A public instance with everything right: internet gateway, instance profile with Core, agent Online. */
export const healthyInstance: Instance = {
  InstanceId: 'i-0aaaaaaaaaaaaaaaa',
  ImageId: 'ami-0aaaaaaaaaaaaaaaa',
  InstanceType: 't3.small',
  State: { Name: 'running' },
  LaunchTime: '2026-10-01T08:00:00.000Z',
  PlatformDetails: 'Linux/UNIX',
  IamInstanceProfile: { Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/app`, Id: 'AIPAAPP' },
  MetadataOptions: {
    State: 'applied',
    HttpEndpoint: 'enabled',
    HttpTokens: 'required',
    HttpPutResponseHopLimit: 1,
  },
  NetworkInterfaces: [
    {
      NetworkInterfaceId: 'eni-0aaaaaaaaaaaaaaaa',
      Attachment: { DeviceIndex: 0, NetworkCardIndex: 0, Status: 'attached' },
      Association: { PublicIp: '198.51.100.10' },
      Groups: [{ GroupId: 'sg-app', GroupName: 'app' }],
      PrivateIpAddress: '10.0.1.10',
      PrivateIpAddresses: [
        { PrivateIpAddress: '10.0.1.10', Primary: true, Association: { PublicIp: '198.51.100.10' } },
      ],
      Ipv6Addresses: [],
      SourceDestCheck: true,
      SubnetId: 'subnet-public',
      VpcId: 'vpc-main',
      OwnerId: ACCOUNT,
    },
  ],
  SecurityGroups: [{ GroupId: 'sg-app', GroupName: 'app' }],
  SourceDestCheck: true,
  PrivateIpAddress: '10.0.1.10',
  PublicIpAddress: '198.51.100.10',
  SubnetId: 'subnet-public',
  VpcId: 'vpc-main',
  Placement: { AvailabilityZone: 'eu-west-1a' },
  Tags: [{ Key: 'Name', Value: 'web-1' }],
};

const CORE_ARN = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';

/** What {@link healthyInstance} needs around it. Every list is known; nothing is missing. */
export const healthyRegion: RegionInventory = {
  region: REGION,
  Reservations: known([{ ReservationId: 'r-1', OwnerId: ACCOUNT, Instances: [healthyInstance] }]),
  InstanceStatuses: known([
    {
      InstanceId: healthyInstance.InstanceId,
      InstanceStatus: { Status: 'ok' },
      SystemStatus: { Status: 'ok' },
      AttachedEbsStatus: { Status: 'ok' },
    },
  ]),
  Images: known([
    {
      ImageId: 'ami-0aaaaaaaaaaaaaaaa',
      Name: 'al2023-ami-2023.9.20261101.0-kernel-6.1-x86_64',
      OwnerId: '137112412989',
      ImageOwnerAlias: 'amazon',
      CreationDate: '2026-11-01T00:00:00.000Z',
      PlatformDetails: 'Linux/UNIX',
      State: 'available',
    },
  ]),
  InstanceImageMetadata: known([
    {
      InstanceId: healthyInstance.InstanceId,
      ImageMetadata: {
        ImageId: 'ami-0aaaaaaaaaaaaaaaa',
        Name: 'al2023-ami-2023.9.20261101.0-kernel-6.1-x86_64',
        OwnerId: '137112412989',
        ImageOwnerAlias: 'amazon',
        CreationDate: '2026-11-01T00:00:00.000Z',
        IsPublic: true,
        State: 'available',
      },
    },
  ]),
  ImageAncestryEntries: {},
  SecurityGroups: known([
    {
      GroupId: 'sg-app',
      GroupName: 'app',
      VpcId: 'vpc-main',
      OwnerId: ACCOUNT,
      IpPermissions: [],
      IpPermissionsEgress: [allTraffic],
    },
  ]),
  Subnets: known([
    {
      SubnetId: 'subnet-public',
      VpcId: 'vpc-main',
      OwnerId: ACCOUNT,
      CidrBlock: '10.0.1.0/24',
      AvailabilityZone: 'eu-west-1a',
      EnableDns64: false,
      Ipv6Native: false,
      BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' },
    },
    {
      SubnetId: 'subnet-private',
      VpcId: 'vpc-main',
      OwnerId: ACCOUNT,
      CidrBlock: '10.0.2.0/24',
      AvailabilityZone: 'eu-west-1a',
      EnableDns64: false,
      Ipv6Native: false,
      BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' },
    },
  ]),
  Vpcs: known([
    {
      VpcId: 'vpc-main',
      OwnerId: ACCOUNT,
      CidrBlock: '10.0.0.0/16',
      CidrBlockAssociationSet: [{ CidrBlock: '10.0.0.0/16', CidrBlockState: { State: 'associated' } }],
      DhcpOptionsId: 'dopt-default',
      IsDefault: false,
    },
  ]),
  RouteTables: known([
    {
      RouteTableId: 'rtb-public',
      VpcId: 'vpc-main',
      OwnerId: ACCOUNT,
      Routes: [
        {
          DestinationCidrBlock: '10.0.0.0/16',
          GatewayId: 'local',
          State: 'active',
          Origin: 'CreateRouteTable',
        },
        { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-main', State: 'active', Origin: 'CreateRoute' },
      ],
      Associations: [{ Main: false, SubnetId: 'subnet-public', AssociationState: { State: 'associated' } }],
    },
    {
      RouteTableId: 'rtb-main',
      VpcId: 'vpc-main',
      OwnerId: ACCOUNT,
      Routes: [
        {
          DestinationCidrBlock: '10.0.0.0/16',
          GatewayId: 'local',
          State: 'active',
          Origin: 'CreateRouteTable',
        },
      ],
      Associations: [{ Main: true, AssociationState: { State: 'associated' } }],
    },
  ]),
  NetworkAcls: known([
    {
      NetworkAclId: 'acl-default',
      VpcId: 'vpc-main',
      OwnerId: ACCOUNT,
      IsDefault: true,
      Associations: [{ SubnetId: 'subnet-public' }, { SubnetId: 'subnet-private' }],
      Entries: [
        { RuleNumber: 100, Protocol: '-1', RuleAction: 'allow', Egress: true, CidrBlock: '0.0.0.0/0' },
        { RuleNumber: 32767, Protocol: '-1', RuleAction: 'deny', Egress: true, CidrBlock: '0.0.0.0/0' },
        { RuleNumber: 100, Protocol: '-1', RuleAction: 'allow', Egress: false, CidrBlock: '0.0.0.0/0' },
        { RuleNumber: 32767, Protocol: '-1', RuleAction: 'deny', Egress: false, CidrBlock: '0.0.0.0/0' },
      ],
    },
  ]),
  InternetGateways: known([
    { InternetGatewayId: 'igw-main', Attachments: [{ State: 'available', VpcId: 'vpc-main' }] },
  ]),
  NatGateways: known([]),
  VpcEndpoints: known([]),
  NetworkInterfaces: known([]),
  DhcpOptions: known([
    {
      DhcpOptionsId: 'dopt-default',
      DhcpConfigurations: [{ Key: 'domain-name-servers', Values: [{ Value: 'AmazonProvidedDNS' }] }],
    },
  ]),
  VpcBlockPublicAccessOptions: known({ InternetGatewayBlockMode: 'off', State: 'default-state' }),
  VpcBlockPublicAccessExclusions: known([]),
  VpcAttributes: { 'vpc-main': { EnableDnsSupport: known(true), EnableDnsHostnames: known(true) } },
  PrefixListEntries: {},
  HostedZoneSummaries: {},
  ResourceRecordSets: {},
  InstanceInformationList: known([
    {
      InstanceId: healthyInstance.InstanceId,
      PingStatus: 'Online',
      LastPingDateTime: '2026-11-20T11:58:00.000Z',
      AgentVersion: '3.3.4624.0',
      PlatformType: 'Linux',
      PlatformName: 'Amazon Linux',
      PlatformVersion: '2023',
      ResourceType: 'EC2Instance',
      IPAddress: '10.0.1.10',
    },
  ]),
  ServiceSetting: known({
    SettingId: '/ssm/managed-instance/default-ec2-instance-management-role',
    SettingValue: '$None',
    Status: 'Default',
  }),
  SessionDocument: known(undefined),
  Sessions: unknown({ kind: 'not-collected', action: 'ssm:DescribeSessions' }),
  AutoScalingGroups: unknown({ kind: 'not-collected', action: 'autoscaling:DescribeAutoScalingGroups' }),
  LaunchConfigurations: unknown({
    kind: 'not-collected',
    action: 'autoscaling:DescribeLaunchConfigurations',
  }),
  LaunchTemplates: unknown({ kind: 'not-collected', action: 'ec2:DescribeLaunchTemplates' }),
  LaunchTemplateVersions: unknown({ kind: 'not-collected', action: 'ec2:DescribeLaunchTemplateVersions' }),
  InstanceMetadataDefaults: unknown({ kind: 'not-collected', action: 'ec2:GetInstanceMetadataDefaults' }),
  AllNetworkInterfaces: unknown({ kind: 'not-collected', action: 'ec2:DescribeNetworkInterfaces' }),
  InstanceConnectEndpoints: unknown({
    kind: 'not-collected',
    action: 'ec2:DescribeInstanceConnectEndpoints',
  }),
  ClientVpnEndpoints: unknown({ kind: 'not-collected', action: 'ec2:DescribeClientVpnEndpoints' }),
  VpcPeeringConnections: unknown({ kind: 'not-collected', action: 'ec2:DescribeVpcPeeringConnections' }),
  ConnectionStatuses: { [healthyInstance.InstanceId]: known('connected') },
  LogGroups: {},
  BucketEncryptions: {},
  BucketPolicies: {},
  BucketLocations: {},
  Keys: {},
  KeyPolicies: {},
  KeyGrants: {},
};

const coreStatement = {
  Effect: 'Allow',
  Action: [
    'ssm:UpdateInstanceInformation',
    'ssmmessages:CreateControlChannel',
    'ssmmessages:CreateDataChannel',
    'ssmmessages:OpenControlChannel',
    'ssmmessages:OpenDataChannel',
  ],
  Resource: '*',
};

export const ec2Trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

export const healthyIam: IamInventory = {
  SimulationResults: {},
  AuthorizationDetails: unknown({ kind: 'not-collected', action: 'iam:GetAccountAuthorizationDetails' }),
  InstanceProfiles: known([
    {
      InstanceProfileName: 'app',
      InstanceProfileId: 'AIPAAPP',
      Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/app`,
      Roles: [{ RoleName: 'app', RoleId: 'AROAAPP', Arn: `arn:aws:iam::${ACCOUNT}:role/app` }],
    },
  ]),
  RoleDetailList: known([
    {
      RoleName: 'app',
      RoleId: 'AROAAPP',
      Arn: `arn:aws:iam::${ACCOUNT}:role/app`,
      AssumeRolePolicyDocument: ec2Trust,
      RolePolicyList: [],
      AttachedManagedPolicies: [{ PolicyName: 'AmazonSSMManagedInstanceCore', PolicyArn: CORE_ARN }],
    },
  ]),
  Policies: known([
    {
      PolicyName: 'AmazonSSMManagedInstanceCore',
      Arn: CORE_ARN,
      DefaultVersionId: 'v2',
      PolicyVersionList: [
        {
          VersionId: 'v2',
          IsDefaultVersion: true,
          Document: { Version: '2012-10-17', Statement: [coreStatement] },
        },
      ],
    },
  ]),
};

export interface SubjectChanges {
  readonly instance?: Partial<Instance>;
  readonly region?: Partial<RegionInventory>;
  readonly iam?: Partial<IamInventory>;
  readonly planned?: boolean;
  readonly takenAt?: string;
}

/** The healthy subject with whole answers replaced. */
export function buildSubject(changes: SubjectChanges = {}): Subject {
  const instance = { ...healthyInstance, ...changes.instance };
  return {
    instance,
    arn: `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/${instance.InstanceId}`,
    accountId: ACCOUNT,
    partition: 'aws',
    takenAt: changes.takenAt ?? TAKEN_AT,
    planned: changes.planned ?? false,
    region: { ...healthyRegion, ...changes.region },
    iam: { ...healthyIam, ...changes.iam },
  };
}

/** An inventory of one account and one region that holds the given instances (the healthy one by default). */
export function buildInventory(
  changes: SubjectChanges & { readonly instances?: readonly Instance[] } = {},
): Inventory {
  const subject = buildSubject(changes);
  const Instances = changes.instances ?? [subject.instance];
  const account: AccountInventory = {
    accountId: ACCOUNT,
    partition: 'aws',
    iam: subject.iam,
    regions: [
      {
        ...subject.region,
        Reservations:
          changes.region?.Reservations ?? known([{ ReservationId: 'r-1', OwnerId: ACCOUNT, Instances }]),
      },
    ],
  };
  return { source: { kind: 'aws' }, takenAt: subject.takenAt, accounts: [account] };
}
