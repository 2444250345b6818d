import type { Instance } from '../../src/model/aws.ts';
import type { RegionInventory } from '../../src/model/inventory.ts';
import { known } from '../../src/model/known.ts';
import { ACCOUNT } from '../support/subject.ts';
import { type ProfileName, profileArn, profileId } from './account-iam.ts';
import {
  addressIn,
  type GroupName,
  groupId,
  isPublic,
  type PlaceName,
  subnetId,
  vpcId,
} from './account-network.ts';

export interface Machine {
  /** Also the instance's Name tag. */
  readonly name: string;
  readonly place?: PlaceName;
  readonly group?: GroupName;
  /** `null`: none. */
  readonly profile?: ProfileName | null;
  readonly image?: 'golden' | 'rebuilt' | 'deregistered';
  readonly state?: 'stopped';
  readonly agent?: 'ConnectionLost' | 'absent';
  readonly connection?: 'notconnected';
  readonly health?: 'impaired';
  /** The AWS service that runs the instance. */
  readonly operator?: string;
}

const AMAZON_LINUX = {
  ImageId: 'ami-0000000000000al23',
  Name: 'al2023-ami-2023.9.20261101.0-kernel-6.1-x86_64',
  OwnerId: '137112412989',
  ImageOwnerAlias: 'amazon',
  CreationDate: '2026-11-01T00:00:00.000Z',
  State: 'available',
};
const DEREGISTERED = { ...AMAZON_LINUX, ImageId: 'ami-000000000000gone', State: 'deregistered' };
const GOLDEN = {
  ImageId: 'ami-00000000000golden',
  Name: 'golden-linux-7',
  OwnerId: ACCOUNT,
  CreationDate: '2026-11-02T00:00:00.000Z',
  State: 'available',
};

const REBUILT = { ...GOLDEN, ImageId: 'ami-0000000000rebuilt', Name: 'golden-linux-8' };
/** What the second golden image was made from, until it was deregistered. */
const FORMER = 'ami-00000000000former';

function imageOf({ image }: Machine): typeof AMAZON_LINUX | typeof GOLDEN {
  if (image === undefined) return AMAZON_LINUX;
  return { golden: GOLDEN, rebuilt: REBUILT, deregistered: DEREGISTERED }[image];
}

/**
 * The account's own images were made from Amazon's, one of them by way of an image that is deregistered since. What is
 * deregistered is not listed any more.
 */
export function buildImages(region: string): Partial<RegionInventory> {
  const source = (SourceImageId: string) => ({ SourceImageId, SourceImageRegion: region });
  return {
    Images: known([
      AMAZON_LINUX,
      { ...GOLDEN, ...source(AMAZON_LINUX.ImageId) },
      { ...REBUILT, ...source(FORMER) },
    ]),
    ImageAncestryEntries: {
      [REBUILT.ImageId]: known([
        { ImageId: REBUILT.ImageId, ...source(FORMER) },
        { ImageId: FORMER, ...source(AMAZON_LINUX.ImageId) },
        { ImageId: AMAZON_LINUX.ImageId, ImageOwnerAlias: 'amazon' },
      ]),
    },
  };
}

export function buildInstances(
  region: string,
  regionIndex: number,
  machines: readonly Machine[],
): Partial<RegionInventory> {
  const made = machines.map((machine, index) => ({
    machine,
    instance: buildInstance(region, machine, regionIndex * 100 + index),
  }));
  const registered = made.filter(({ machine }) => machine.agent !== 'absent');
  return {
    Reservations: known(
      made.map(({ instance }, index) => ({
        ReservationId: `r-${regionIndex}-${index}`,
        OwnerId: ACCOUNT,
        Instances: [instance],
      })),
    ),
    InstanceStatuses: known(
      made
        .filter(({ machine }) => machine.state === undefined)
        .map(({ machine, instance: { InstanceId } }) => ({
          InstanceId,
          InstanceStatus: { Status: machine.health ?? 'ok' },
          SystemStatus: { Status: 'ok' },
          AttachedEbsStatus: { Status: 'ok' },
        })),
    ),
    InstanceImageMetadata: known(
      made.map(({ machine, instance: { InstanceId } }) => ({
        InstanceId,
        ImageMetadata: { ...imageOf(machine), IsPublic: false },
      })),
    ),
    InstanceInformationList: known(
      registered.map(({ machine, instance: { InstanceId, PrivateIpAddress = '' } }) => ({
        InstanceId,
        PingStatus: machine.agent ?? 'Online',
        LastPingDateTime: '2026-11-20T11:58:00.000Z',
        AgentVersion: '3.3.4624.0',
        PlatformType: 'Linux',
        PlatformName: 'Amazon Linux',
        PlatformVersion: '2023',
        ResourceType: 'EC2Instance',
        IPAddress: PrivateIpAddress,
      })),
    ),
    ConnectionStatuses: Object.fromEntries(
      registered.map(({ machine, instance }) => [
        instance.InstanceId,
        known(machine.connection ?? (machine.agent === undefined ? 'connected' : 'notconnected')),
      ]),
    ),
  };
}

function buildInstance(region: string, machine: Machine, number: number): Instance {
  const { name, place = 'public', group = 'open', profile = 'app', state = 'running' } = machine;
  const Groups = [{ GroupId: groupId(place, group), GroupName: group }];
  const address = addressIn(place, number);
  const association =
    isPublic(place) && state === 'running' ? { Association: { PublicIp: `198.51.100.${number % 200}` } } : {};
  return {
    InstanceId: `i-${String(number).padStart(17, '0')}`,
    ImageId: imageOf(machine).ImageId,
    InstanceType: 't3.small',
    State: { Name: state },
    LaunchTime: '2024-10-01T08:00:00.000Z',
    PlatformDetails: 'Linux/UNIX',
    ...(profile === null ? {} : { IamInstanceProfile: { Arn: profileArn(profile), Id: profileId(profile) } }),
    MetadataOptions: {
      State: 'applied',
      HttpEndpoint: 'enabled',
      HttpTokens: 'required',
      HttpPutResponseHopLimit: 1,
    },
    NetworkInterfaces: [
      {
        ...association,
        NetworkInterfaceId: `eni-${String(number).padStart(17, '0')}`,
        Attachment: { DeviceIndex: 0, NetworkCardIndex: 0, Status: 'attached' },
        Groups,
        PrivateIpAddress: address,
        PrivateIpAddresses: [{ ...association, PrivateIpAddress: address, Primary: true }],
        Ipv6Addresses: [],
        SourceDestCheck: true,
        SubnetId: subnetId(place),
        VpcId: vpcId(place),
        OwnerId: ACCOUNT,
      },
    ],
    SecurityGroups: Groups,
    PrivateIpAddress: address,
    SubnetId: subnetId(place),
    VpcId: vpcId(place),
    Placement: { AvailabilityZone: `${region}a` },
    ...(machine.operator === undefined ? {} : { Operator: { Managed: true, Principal: machine.operator } }),
    Tags: [{ Key: 'Name', Value: name }],
  };
}
