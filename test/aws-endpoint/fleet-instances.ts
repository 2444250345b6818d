import type { Image, Instance, InstanceInformation } from '../../src/model/aws.ts';
import { hasSessionRights, profileArn } from './fleet-iam.ts';
import { type FleetVpc, groupReaches, hexId, isPublic } from './fleet-network.ts';

export interface FleetPlace {
  readonly accountId: string;
  readonly region: string;
  readonly takenAt: string;
  readonly vpcs: readonly FleetVpc[];
  /** Ids of the security groups of each VPC, with the number that tells their rules. */
  readonly groups: ReadonlyMap<string, readonly { readonly id: string; readonly number: number }[]>;
  readonly roles: number;
  readonly images: readonly FleetImage[];
  readonly allRegistered: boolean;
}

export interface FleetImage {
  readonly image: Image & { readonly ImageId: string };
  /** What the agent of an instance from this image reports. */
  readonly platform: Pick<InstanceInformation, 'PlatformType' | 'PlatformName' | 'PlatformVersion'>;
}

interface FleetInstance {
  readonly instance: Instance;
  readonly image: FleetImage['image'];
  /** What the agent reports, for a node that ever got through. */
  readonly node: InstanceInformation | undefined;
}

const WINDOWS = { PlatformType: 'Windows', PlatformName: 'Microsoft Windows Server 2022 Datacenter' };
const PUBLISHED = [
  {
    Name: 'al2023-ami-2023.9.20261101.0-kernel-6.1-x86_64',
    OwnerId: '137112412989',
    ImageOwnerAlias: 'amazon',
    platform: { PlatformType: 'Linux', PlatformName: 'Amazon Linux', PlatformVersion: '2023' },
  },
  {
    Name: 'ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20260901',
    OwnerId: '099720109477',
    ImageOwnerAlias: 'amazon',
    platform: { PlatformType: 'Linux', PlatformName: 'Ubuntu', PlatformVersion: '22.04' },
  },
  {
    Name: 'Windows_Server-2022-English-Full-Base-2026.10.15',
    OwnerId: '801119661308',
    ImageOwnerAlias: 'amazon',
    Platform: 'windows',
    platform: { ...WINDOWS, PlatformVersion: '10.0.20348' },
  },
  {
    Name: 'amzn2-ami-kernel-5.10-hvm-2.0.20260901.0-x86_64-gp2',
    OwnerId: '137112412989',
    ImageOwnerAlias: 'amazon',
    platform: { PlatformType: 'Linux', PlatformName: 'Amazon Linux', PlatformVersion: '2' },
  },
];

/** Every fifth image is the account's own. */
export function buildImage(accountId: string, number: number, index: number): FleetImage {
  const own = {
    Name: `golden-linux-${index}`,
    OwnerId: accountId,
    platform: { PlatformType: 'Linux', PlatformName: 'Amazon Linux', PlatformVersion: '2023' },
  };
  const { platform, ...published } = PUBLISHED[index % 5] ?? own;
  const image = {
    ...published,
    ImageId: hexId('ami', number),
    CreationDate: '2026-09-01T00:00:00.000Z',
    PlatformDetails: platform.PlatformType === 'Windows' ? 'Windows' : 'Linux/UNIX',
    State: 'available',
  };
  return { image, platform };
}

// Attributes that no rule reads, so that an instance is about as long on the wire as a real one.
const BALLAST: object = {
  AmiLaunchIndex: 0,
  Architecture: 'x86_64',
  BlockDeviceMappings: [
    {
      DeviceName: '/dev/xvda',
      Ebs: {
        AttachTime: '2026-10-01T08:00:01.000Z',
        DeleteOnTermination: true,
        Status: 'attached',
        VolumeId: 'vol-00000000000000001',
      },
    },
  ],
  CapacityReservationSpecification: { CapacityReservationPreference: 'open' },
  CpuOptions: { CoreCount: 1, ThreadsPerCore: 2 },
  CurrentInstanceBootMode: 'uefi',
  EbsOptimized: true,
  EnaSupport: true,
  EnclaveOptions: { Enabled: false },
  HibernationOptions: { Configured: false },
  Hypervisor: 'xen',
  KeyName: 'operations',
  MaintenanceOptions: { AutoRecovery: 'default' },
  Monitoring: { State: 'disabled' },
  PrivateDnsNameOptions: {
    EnableResourceNameDnsAAAARecord: false,
    EnableResourceNameDnsARecord: false,
    HostnameType: 'ip-name',
  },
  RootDeviceName: '/dev/xvda',
  RootDeviceType: 'ebs',
  UsageOperation: 'RunInstances',
  VirtualizationType: 'hvm',
};

/** The instance with this number; the same number gives the same instance. */
export function buildInstance(place: FleetPlace, seed: number, index: number): FleetInstance {
  const number = seed + index;
  const vpc = at(place.vpcs, index);
  const slot = Math.floor(index / place.vpcs.length);
  const subnetNumber = slot % vpc.subnets.length;
  const subnet = at(vpc.subnets, subnetNumber);
  const group = at(place.groups.get(vpc.id) ?? [], slot);
  const { image, platform } = at(place.images, slot);
  // Percentages walk through the fleet with steps that have no factor in common with the other choices.
  const percent = (index * 37) % 100;
  const role = (index * 7) % place.roles;
  const state = place.allRegistered
    ? 'running'
    : percent < 8
      ? 'stopped'
      : percent < 9
        ? 'terminated'
        : 'running';
  const hasProfile = percent < 90 && state !== 'terminated';
  const publicIp =
    isPublic(vpc.kind, subnetNumber) && state === 'running'
      ? `198.51.${(index >> 8) % 256}.${index % 256}`
      : undefined;
  const PrivateIpAddress = addressIn(subnet.CidrBlock ?? '', slot);
  const Groups = [{ GroupId: group.id, GroupName: `app-${group.number}` }];
  const association =
    publicIp === undefined ? {} : { Association: { PublicIp: publicIp, IpOwnerId: 'amazon' } };
  const networking = {
    NetworkInterfaces: [
      {
        ...association,
        NetworkInterfaceId: hexId('eni', number + 0x100_0000_0000),
        Attachment: { DeviceIndex: 0, NetworkCardIndex: 0, Status: 'attached' },
        Groups,
        Ipv6Addresses: [],
        OwnerId: place.accountId,
        PrivateIpAddress,
        PrivateIpAddresses: [{ ...association, PrivateIpAddress, Primary: true }],
        SourceDestCheck: true,
        SubnetId: subnet.SubnetId,
        VpcId: vpc.id,
      },
    ],
    SecurityGroups: Groups,
    SourceDestCheck: true,
    PrivateIpAddress,
    SubnetId: subnet.SubnetId,
    VpcId: vpc.id,
    ...(publicIp === undefined ? {} : { PublicIpAddress: publicIp }),
  };
  const instance: Instance = {
    ...BALLAST,
    InstanceId: hexId('i', number),
    ImageId: image.ImageId,
    InstanceType: 't3.small',
    LaunchTime: '2026-10-01T08:00:00.000Z',
    ...(image.Platform === undefined ? {} : { Platform: image.Platform }),
    PlatformDetails: image.PlatformDetails ?? 'Linux/UNIX',
    ...(hasProfile
      ? { IamInstanceProfile: { Arn: profileArn(place.accountId, role), Id: `AIPAFLEET${role}` } }
      : {}),
    MetadataOptions: {
      State: 'applied',
      HttpEndpoint: percent === 50 ? 'disabled' : 'enabled',
      HttpTokens: 'required',
      HttpPutResponseHopLimit: 2,
    },
    Placement: { AvailabilityZone: subnet.AvailabilityZone ?? `${place.region}a` },
    State: { Name: state },
    Tags: [
      { Key: 'Name', Value: `app-${number}` },
      { Key: 'team', Value: `team-${index % 12}` },
      { Key: 'environment', Value: index % 3 === 0 ? 'production' : 'staging' },
    ],
    // A terminated instance keeps its id and tags for an hour, and has no network any more.
    ...(state === 'terminated' ? { NetworkInterfaces: [], SecurityGroups: [] } : networking),
  };
  const getsThrough =
    state === 'running' &&
    hasProfile &&
    percent !== 50 &&
    hasSessionRights(role) &&
    groupReaches(vpc.kind, group.number) &&
    (vpc.kind !== 'isolated' || publicIp !== undefined) &&
    // Two of a hundred have no agent, whatever else is right.
    percent < 88;
  const node = {
    ...platform,
    InstanceId: instance.InstanceId,
    PingStatus: percent < 12 ? 'ConnectionLost' : 'Online',
    LastPingDateTime: place.takenAt,
    AgentVersion: index % 9 === 0 ? '3.1.1732.0' : '3.3.4624.0',
    ResourceType: 'EC2Instance',
    IPAddress: PrivateIpAddress,
    ComputerName: `app-${number}`,
  };
  return { instance, image, node: getsThrough || place.allRegistered ? node : undefined };
}

/** Addresses of a /20, from .64 on; a subnet of more than 4,000 instances starts over. */
function addressIn(cidr: string, slot: number): string {
  const [a, b, c] = cidr.split('.').map(Number);
  const host = 64 + (slot % 4000);
  return `${a}.${b}.${(c ?? 0) + (host >> 8)}.${host % 256}`;
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index % list.length];
  if (item === undefined) throw new RangeError('a fleet needs at least one of everything');
  return item;
}
