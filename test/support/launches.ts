import type {
  AutoScalingGroup,
  LaunchConfiguration,
  LaunchTemplateData,
  LaunchTemplateSpecification,
} from '../../src/model/aws-launch.ts';
import type { Inventory, RegionInventory } from '../../src/model/inventory.ts';
import { known } from '../../src/model/known.ts';
import type { VerdictName } from '../../src/model/verdict.ts';
import { ACCOUNT, buildInventory, healthyRegion, REGION } from './subject.ts';

const PROFILE = { Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/app` };

/** Everything right, but for the subnet, which the group decides. */
const GOOD: LaunchTemplateData = {
  ImageId: 'ami-0aaaaaaaaaaaaaaaa',
  InstanceType: 't3.small',
  IamInstanceProfile: PROFILE,
  SecurityGroupIds: ['sg-app'],
};
const { IamInstanceProfile: _, ...NO_PROFILE } = GOOD;
const { SecurityGroupIds: __, ...NO_GROUPS } = GOOD;
const { SecurityGroupIds: ___, ...NO_PROFILE_OR_GROUPS } = NO_PROFILE;

const ZONES_ONLY = { VPCZoneIdentifier: '', AvailabilityZones: ['eu-west-1b'] };

interface Situation {
  /** Versions of the group's own template, from 1. Several: the last one is the latest, the first the default. */
  readonly versions?: readonly LaunchTemplateData[];
  readonly use?: Pick<LaunchTemplateSpecification, 'Version'>;
  readonly group?: Partial<AutoScalingGroup>;
  readonly configuration?: Omit<LaunchConfiguration, 'LaunchConfigurationName'>;
  /** Verdicts in the order of the subnets. */
  readonly verdicts: readonly VerdictName[];
  /** The rule that decides, for those that are not ready. */
  readonly rule?: string;
  /** A question that the first of them asks. */
  readonly asks?: RegExp;
}

/** A group for each way in which its next instance may be drawn. Subnets are public unless the group says otherwise. */
export const GROUPS: Readonly<Record<string, Situation>> = {
  plain: { verdicts: ['ready'] },
  'two-subnets': {
    group: { VPCZoneIdentifier: 'subnet-public,subnet-private' },
    verdicts: ['blocked', 'ready'],
  },
  'zones-only': { group: ZONES_ONLY, verdicts: ['ready'] },
  'zones-without-default': {
    group: { VPCZoneIdentifier: '', AvailabilityZones: ['eu-west-1c'] },
    verdicts: ['unknown'],
  },
  'subnet-of-template': {
    versions: [
      {
        ...NO_GROUPS,
        NetworkInterfaces: [{ DeviceIndex: 0, SubnetId: 'subnet-public', Groups: ['sg-app'] }],
      },
    ],
    group: { VPCZoneIdentifier: '' },
    verdicts: ['ready'],
  },
  'other-subnet-of-template': {
    versions: [
      {
        ...NO_GROUPS,
        NetworkInterfaces: [{ DeviceIndex: 0, SubnetId: 'subnet-private', Groups: ['sg-app'] }],
      },
    ],
    verdicts: ['unknown'],
    asks: /in its own subnet subnet-public, or in its template's subnet-private/,
  },
  'profile-by-name': { versions: [{ ...GOOD, IamInstanceProfile: { Name: 'app' } }], verdicts: ['ready'] },
  'no-profile': { versions: [NO_PROFILE], verdicts: ['blocked'], rule: 'instance-profile-attached' },
  'empty-profile': {
    versions: [{ ...GOOD, IamInstanceProfile: {} }],
    verdicts: ['blocked'],
    rule: 'instance-profile-attached',
  },
  'lost-profile': {
    versions: [{ ...GOOD, IamInstanceProfile: { Name: 'gone' } }],
    verdicts: ['unknown'],
    rule: 'instance-profile-attached',
  },
  'default-version': { versions: [GOOD, NO_PROFILE], use: {}, verdicts: ['ready'] },
  'latest-version': { versions: [NO_PROFILE, GOOD], use: { Version: '$Latest' }, verdicts: ['ready'] },
  'older-version': { versions: [NO_PROFILE, GOOD, NO_PROFILE], use: { Version: '2' }, verdicts: ['ready'] },
  'no-version': { use: { Version: '' }, verdicts: ['unknown'], asks: /Which version of the launch template/ },
  'version-in-hex': { use: { Version: '0x1' }, verdicts: ['unknown'], asks: /is 0x1/ },
  'public-by-launch': {
    versions: [
      {
        ...NO_GROUPS,
        NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: true, Groups: ['sg-app'] }],
      },
    ],
    group: { VPCZoneIdentifier: 'subnet-unmapped' },
    verdicts: ['ready'],
  },
  'not-public-by-subnet': {
    group: { VPCZoneIdentifier: 'subnet-unmapped' },
    verdicts: ['blocked'],
    rule: 'endpoint-path-exists',
  },
  'not-public-by-launch': {
    versions: [
      {
        ...NO_GROUPS,
        NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: false, Groups: ['sg-app'] }],
      },
    ],
    verdicts: ['blocked'],
    rule: 'endpoint-path-exists',
  },
  // EC2 assigns no public address to a launch with two interfaces.
  'two-interfaces': {
    versions: [
      {
        ...NO_GROUPS,
        NetworkInterfaces: [
          { DeviceIndex: 0, Groups: ['sg-app'] },
          { DeviceIndex: 1, Groups: ['sg-app'] },
        ],
      },
    ],
    verdicts: ['blocked'],
    rule: 'endpoint-path-exists',
  },
  'own-interface': {
    versions: [{ ...NO_GROUPS, NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId: 'eni-1' }] }],
    verdicts: ['unknown'],
  },
  // Without a group, the VPC's `default` one, which lets nothing out here.
  'no-groups': { versions: [NO_GROUPS], verdicts: ['blocked'], rule: 'https-egress-allowed' },
  'no-groups-of-interface': {
    versions: [{ ...NO_GROUPS, NetworkInterfaces: [{ DeviceIndex: 0, Groups: [] }] }],
    verdicts: ['blocked'],
    rule: 'https-egress-allowed',
  },
  'empty-interfaces': { versions: [{ ...GOOD, NetworkInterfaces: [] }], verdicts: ['ready'] },
  'groups-by-name': {
    versions: [{ ...NO_GROUPS, SecurityGroups: ['app'] }],
    group: ZONES_ONLY,
    verdicts: ['ready'],
  },
  'groups-by-lost-name': {
    versions: [{ ...NO_GROUPS, SecurityGroups: ['gone'] }],
    group: ZONES_ONLY,
    verdicts: ['unknown'],
  },
  // The first lets nothing out, the second everything.
  'groups-by-id-and-name': {
    versions: [{ ...NO_GROUPS, SecurityGroupIds: ['sg-default'], SecurityGroups: ['app'] }],
    group: ZONES_ONLY,
    verdicts: ['ready'],
  },
  // EC2 refuses these two, so that they launch nothing.
  'groups-by-name-in-subnet': {
    versions: [{ ...NO_GROUPS, SecurityGroups: ['app'] }],
    verdicts: ['unknown'],
    asks: /EC2 refuses .* app by name, and a subnet/,
  },
  'groups-beside-interface': {
    versions: [{ ...GOOD, NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: true }] }],
    verdicts: ['unknown'],
    asks: /EC2 refuses .* sg-app beside its network interface/,
  },
  'metadata-off': {
    versions: [
      {
        ...GOOD,
        MetadataOptions: { State: 'applied', HttpEndpoint: 'disabled', HttpPutResponseHopLimit: 2 },
      },
    ],
    verdicts: ['blocked'],
    rule: 'metadata-service-enabled',
  },
  'minimal-image': {
    versions: [{ ...GOOD, ImageId: 'ami-minimal' }],
    verdicts: ['at-risk'],
    rule: 'ami-has-agent',
  },
  'unseen-image': {
    versions: [{ ...GOOD, ImageId: 'ami-private' }],
    verdicts: ['unknown'],
    rule: 'ami-has-agent',
  },
  'public-parameter': {
    versions: [
      {
        ...GOOD,
        ImageId: 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
      },
    ],
    verdicts: ['ready'],
  },
  'minimal-parameter': {
    versions: [
      {
        ...GOOD,
        ImageId: 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-minimal-kernel-default-x86_64',
      },
    ],
    verdicts: ['at-risk'],
    rule: 'ami-has-agent',
  },
  'own-parameter': {
    versions: [{ ...GOOD, ImageId: 'resolve:ssm:/golden/image:3' }],
    verdicts: ['unknown'],
    rule: 'ami-has-agent',
  },
  configuration: {
    configuration: {
      ImageId: 'ami-0aaaaaaaaaaaaaaaa',
      IamInstanceProfile: 'app',
      SecurityGroups: ['sg-app'],
    },
    verdicts: ['ready'],
  },
  'configuration-not-public': {
    configuration: {
      ImageId: 'ami-0aaaaaaaaaaaaaaaa',
      IamInstanceProfile: PROFILE.Arn,
      SecurityGroups: ['sg-app'],
      AssociatePublicIpAddress: false,
    },
    verdicts: ['blocked'],
    rule: 'endpoint-path-exists',
  },
  'lost-configuration': { group: { LaunchConfigurationName: 'gone' }, verdicts: ['unknown'] },
  'lost-template': { group: { LaunchTemplate: { LaunchTemplateId: 'lt-gone' } }, verdicts: ['unknown'] },
  'managed-by-aws': {
    versions: [{ ...GOOD, Operator: { Managed: true, Principal: 'eks.amazonaws.com' } }],
    verdicts: ['excluded'],
  },
  // EC2 gives no IPv4 address there, whatever the routes would carry.
  'ipv6-alone': {
    versions: [
      {
        ...NO_GROUPS,
        NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: true, Groups: ['sg-app'] }],
      },
    ],
    group: { VPCZoneIdentifier: 'subnet-native' },
    verdicts: ['unknown'],
  },
  'no-instances': { group: { MaxSize: 0 }, verdicts: [] },
  'being-deleted': { group: { Status: 'Delete in progress' }, verdicts: [] },
  'lost-overrides': {
    group: {
      MixedInstancesPolicy: {
        LaunchTemplate: {
          LaunchTemplateSpecification: { LaunchTemplateId: 'lt-plain' },
          Overrides: [
            { LaunchTemplateSpecification: { LaunchTemplateId: 'lt-lost-1' } },
            { LaunchTemplateSpecification: { LaunchTemplateId: 'lt-lost-2' } },
          ],
        },
      },
    },
    verdicts: ['unknown', 'unknown'],
    asks: /lt-lost-1/,
  },
  mixed: {
    group: {
      MixedInstancesPolicy: {
        LaunchTemplate: {
          LaunchTemplateSpecification: { LaunchTemplateId: 'lt-plain' },
          Overrides: [
            { InstanceType: 't3.small' },
            { InstanceType: 't3.large' },
            { InstanceType: 'm7g.large', LaunchTemplateSpecification: { LaunchTemplateName: 'no-profile' } },
            { ImageId: 'ami-minimal' },
          ],
        },
      },
    },
    // In the order of the templates' ids, or names.
    verdicts: ['ready', 'at-risk', 'blocked'],
  },
};

/** Templates that no group uses. */
export const TEMPLATES: Readonly<
  Record<string, { readonly data: LaunchTemplateData; readonly verdict: VerdictName }>
> = {
  'alone-placed': {
    data: {
      ...NO_GROUPS,
      NetworkInterfaces: [{ DeviceIndex: 0, SubnetId: 'subnet-public', Groups: ['sg-app'] }],
    },
    verdict: 'ready',
  },
  'alone-anywhere': { data: GOOD, verdict: 'unknown' },
  // Whatever launches from it may give it one, as node groups of EKS do.
  'alone-no-profile': {
    data: {
      ...NO_PROFILE_OR_GROUPS,
      NetworkInterfaces: [{ DeviceIndex: 0, SubnetId: 'subnet-public', Groups: ['sg-app'] }],
    },
    verdict: 'unknown',
  },
  'alone-no-image': {
    data: {
      IamInstanceProfile: PROFILE,
      NetworkInterfaces: [{ DeviceIndex: 0, SubnetId: 'subnet-public', Groups: ['sg-app'] }],
    },
    verdict: 'unknown',
  },
  'alone-metadata-off': {
    data: { ...GOOD, MetadataOptions: { HttpEndpoint: 'disabled' } },
    verdict: 'blocked',
  },
};

function buildGroup(name: string, { use, group = {}, configuration }: Situation): AutoScalingGroup {
  const source =
    configuration !== undefined
      ? { LaunchConfigurationName: name }
      : group.MixedInstancesPolicy !== undefined || group.LaunchConfigurationName !== undefined
        ? {}
        : { LaunchTemplate: { LaunchTemplateId: `lt-${name}`, LaunchTemplateName: name, ...use } };
  return {
    AutoScalingGroupName: name,
    AutoScalingGroupARN: `arn:aws:autoscaling:${REGION}:${ACCOUNT}:autoScalingGroup:0:autoScalingGroupName/${name}`,
    MaxSize: 4,
    AvailabilityZones: ['eu-west-1a'],
    VPCZoneIdentifier: 'subnet-public',
    Tags: [
      { Key: 'Name', Value: name, PropagateAtLaunch: true },
      { Key: 'secret-plan', Value: 'x', PropagateAtLaunch: false },
    ],
    ...source,
    ...group,
  };
}

const groups = Object.entries(GROUPS);
const templates = [
  ...groups
    .filter(
      ([, { configuration, group = {} }]) =>
        configuration === undefined &&
        group.LaunchTemplate === undefined &&
        group.LaunchConfigurationName === undefined &&
        group.MixedInstancesPolicy === undefined,
    )
    .map(([name, { versions = [GOOD] }]) => ({ name, versions })),
  ...Object.entries(TEMPLATES).map(([name, { data }]) => ({ name, versions: [data] })),
];
const { SecurityGroups, Subnets, Images } = healthyRegion;

/** Each answer about launches, and what they need beside the healthy region. */
const launchRegion: Partial<RegionInventory> = {
  AutoScalingGroups: known(groups.map(([name, situation]) => buildGroup(name, situation))),
  LaunchConfigurations: known(
    groups.flatMap(([LaunchConfigurationName, { configuration }]) =>
      configuration === undefined
        ? []
        : [{ LaunchConfigurationName, ...configuration, UserData: 'c2VjcmV0' }],
    ),
  ),
  LaunchTemplates: known(
    templates.map(({ name, versions }) => ({
      LaunchTemplateId: `lt-${name}`,
      LaunchTemplateName: name,
      DefaultVersionNumber: 1,
      LatestVersionNumber: versions.length,
    })),
  ),
  LaunchTemplateVersions: known(
    templates.flatMap(({ name, versions }) =>
      versions.map((data, index) => ({
        LaunchTemplateId: `lt-${name}`,
        LaunchTemplateName: name,
        VersionNumber: index + 1,
        LaunchTemplateData: { ...data, UserData: 'c2VjcmV0' },
      })),
    ),
  ),
  InstanceMetadataDefaults: known(undefined),
  Images: known([
    ...(Images.known ? Images.value : []),
    {
      ImageId: 'ami-minimal',
      Name: 'al2023-ami-minimal-2023.9.20261101.0-kernel-6.1-x86_64',
      OwnerId: '137112412989',
      ImageOwnerAlias: 'amazon',
      CreationDate: '2026-11-01T00:00:00.000Z',
    },
  ]),
  SecurityGroups: known([
    ...(SecurityGroups.known ? SecurityGroups.value : []),
    {
      GroupId: 'sg-default',
      GroupName: 'default',
      VpcId: 'vpc-main',
      OwnerId: ACCOUNT,
      IpPermissions: [],
      IpPermissionsEgress: [],
    },
    {
      GroupId: 'sg-other',
      GroupName: 'default',
      VpcId: 'vpc-other',
      OwnerId: ACCOUNT,
      IpPermissions: [],
      IpPermissionsEgress: [],
    },
  ]),
  Subnets: known([
    ...(Subnets.known ? Subnets.value : []).map((subnet) => ({
      ...subnet,
      MapPublicIpOnLaunch: subnet.SubnetId === 'subnet-public',
      AssignIpv6AddressOnCreation: false,
      DefaultForAz: false,
    })),
    ...(Subnets.known ? Subnets.value : []).slice(0, 1).flatMap((subnet) => [
      {
        ...subnet,
        SubnetId: 'subnet-unmapped',
        CidrBlock: '10.0.3.0/24',
        MapPublicIpOnLaunch: false,
        AssignIpv6AddressOnCreation: false,
      },
      {
        ...subnet,
        SubnetId: 'subnet-default',
        CidrBlock: '10.0.4.0/24',
        AvailabilityZone: 'eu-west-1b',
        MapPublicIpOnLaunch: true,
        AssignIpv6AddressOnCreation: false,
        DefaultForAz: true,
      },
      {
        ...subnet,
        SubnetId: 'subnet-native',
        MapPublicIpOnLaunch: false,
        AssignIpv6AddressOnCreation: true,
        Ipv6Native: true,
      },
    ]),
  ]),
  ...withSubnets(['subnet-unmapped', 'subnet-default', 'subnet-native']),
};

/** The same routes and ACL as the public subnet's. */
function withSubnets(ids: readonly string[]): Pick<RegionInventory, 'NetworkAcls' | 'RouteTables'> {
  const { NetworkAcls, RouteTables } = healthyRegion;
  const associations = ids.map((SubnetId) => ({
    SubnetId,
    Main: false,
    AssociationState: { State: 'associated' },
  }));
  return {
    NetworkAcls: known(
      (NetworkAcls.known ? NetworkAcls.value : []).map((acl) => ({
        ...acl,
        Associations: [...(acl.Associations ?? []), ...ids.map((SubnetId) => ({ SubnetId }))],
      })),
    ),
    RouteTables: known(
      (RouteTables.known ? RouteTables.value : []).map((table) =>
        table.RouteTableId === 'rtb-public'
          ? { ...table, Associations: [...(table.Associations ?? []), ...associations] }
          : table,
      ),
    ),
  };
}

export function buildLaunches(changes: Partial<RegionInventory> = {}): Inventory {
  return buildInventory({ region: { ...launchRegion, ...changes } });
}
