import type { LaunchTemplateData, LaunchTemplateInterface } from './aws-launch.ts';
import type { GroupIdentifier, Instance, InstanceNetworkInterface, Subnet } from './aws.ts';
import type { RegionInventory } from './inventory.ts';
import { chainKnown, known, mapKnown, unknown, type Gap, type Known } from './known.ts';
import { ask } from './launch-settings.ts';

type Region = Pick<RegionInventory, 'Images' | 'InstanceMetadataDefaults' | 'SecurityGroups'>;

/** An attribute with its value, or among the gaps. */
type Attributes = { readonly [A in keyof Instance]?: Known<Instance[A]> };

/**
 * The instance that EC2 would make of these settings in this subnet: what the settings leave out comes from the
 * subnet, the VPC or the account's defaults. What is not known of them is a gap, never a default.
 */
export function drawInstance(
  region: Region,
  InstanceId: string,
  data: Known<LaunchTemplateData>,
  subnet: Known<Subnet>,
): Instance {
  return assemble(InstanceId, {
    ImageId: mapKnown(data, ({ ImageId }) => ImageId),
    InstanceType: mapKnown(data, ({ InstanceType }) => InstanceType),
    IamInstanceProfile: mapKnown(data, readProfile),
    MetadataOptions: chainKnown(data, (settings) => readMetadataOptions(region, settings)),
    Operator: mapKnown(data, ({ Operator }) => Operator),
    ...readImage(region, data),
    ...drawNetwork(region, data, subnet),
  });
}

function assemble(InstanceId: string, attributes: Attributes): Instance {
  const values: [string, unknown][] = [];
  const gaps: [string, Gap][] = [];
  for (const [name, answer] of Object.entries(attributes)) {
    if (!answer.known) gaps.push([name, answer.gap]);
    else if (answer.value !== undefined) values.push([name, answer.value]);
  }
  return {
    InstanceId,
    ...Object.fromEntries(values),
    ...(gaps.length === 0 ? {} : { Gaps: Object.fromEntries(gaps) }),
  };
}

/** A template may hold an empty object, which attaches nothing. */
function readProfile({ IamInstanceProfile: profile }: LaunchTemplateData): Instance['IamInstanceProfile'] {
  return profile?.Arn === undefined && profile?.Name === undefined ? undefined : profile;
}

/** The launch's own word, then the account's, then EC2's: on. */
function readMetadataOptions(
  { InstanceMetadataDefaults }: Region,
  { MetadataOptions: own }: LaunchTemplateData,
): Known<Instance['MetadataOptions']> {
  if (own?.HttpEndpoint !== undefined) return known(own);
  return mapKnown(InstanceMetadataDefaults, (defaults) => ({
    ...own,
    HttpEndpoint: defaults?.HttpEndpoint === 'disabled' ? 'disabled' : 'enabled',
  }));
}

/** EC2 tells Windows by the image; nothing at all stands for everything else, so an unseen image must not leave it out. */
function readImage({ Images }: Region, data: Known<LaunchTemplateData>): Pick<Attributes, 'Platform'> {
  const Platform = chainKnown(data, ({ ImageId }) =>
    chainKnown(Images, (images) => {
      const image = images.find((one) => one.ImageId === ImageId && ImageId !== undefined);
      return image === undefined
        ? ask(`Which operating system does ${ImageId ?? 'the image'} hold?`)
        : known(image.Platform);
    }),
  );
  return { Platform };
}

type Network = Pick<
  Attributes,
  'NetworkInterfaces' | 'SecurityGroups' | 'PublicIpAddress' | 'SubnetId' | 'VpcId'
>;

function drawNetwork(region: Region, data: Known<LaunchTemplateData>, subnet: Known<Subnet>): Network {
  if (!data.known) return { NetworkInterfaces: data, SecurityGroups: data, PublicIpAddress: data };
  if (!subnet.known) return { NetworkInterfaces: subnet, SecurityGroups: subnet, PublicIpAddress: subnet };
  const { SubnetId, VpcId } = subnet.value;
  const own = data.value.NetworkInterfaces ?? [{ DeviceIndex: 0 }];
  const foreign = own.find(({ NetworkInterfaceId }) => NetworkInterfaceId !== undefined);
  if (foreign !== undefined) {
    const gap = ask(
      `Which subnet and groups has ${foreign.NetworkInterfaceId ?? ''}, which the launch attaches?`,
    );
    return { NetworkInterfaces: gap, SecurityGroups: gap, PublicIpAddress: gap };
  }
  const primary = own.find(
    ({ DeviceIndex = 0, NetworkCardIndex = 0 }) => DeviceIndex + NetworkCardIndex === 0,
  );
  const shared = readGroups(region, data.value, primary?.Groups, VpcId);
  return {
    SubnetId: known(SubnetId),
    VpcId: known(VpcId),
    NetworkInterfaces: known(own.map((one) => drawInterface(one, subnet.value, shared))),
    SecurityGroups: shared,
    PublicIpAddress: readPublicAddress(own, primary, subnet.value),
  };
}

function drawInterface(
  one: LaunchTemplateInterface,
  subnet: Subnet,
  shared: Known<readonly GroupIdentifier[]>,
): InstanceNetworkInterface {
  const { DeviceIndex = 0, NetworkCardIndex = 0, SubnetId = subnet.SubnetId, Groups } = one;
  const groups = Groups?.map((GroupId) => ({ GroupId })) ?? (shared.known ? shared.value : undefined);
  return {
    Attachment: { DeviceIndex, NetworkCardIndex },
    ...(SubnetId === undefined ? {} : { SubnetId }),
    ...(SubnetId === subnet.SubnetId && subnet.VpcId !== undefined ? { VpcId: subnet.VpcId } : {}),
    ...(groups === undefined ? {} : { Groups: groups }),
    ...(getsIpv4Alone(one, subnet) ? { Ipv6Addresses: [] } : {}),
  };
}

function getsIpv4Alone(one: LaunchTemplateInterface, subnet: Subnet): boolean {
  const wanted = [
    one.Ipv6AddressCount,
    one.Ipv6PrefixCount,
    one.Ipv6Addresses?.length,
    one.Ipv6Prefixes?.length,
  ];
  return subnet.AssignIpv6AddressOnCreation === false && wanted.every((count) => (count ?? 0) === 0);
}

/** By the interface, by the template, by name; a launch that names none gets the VPC's `default` group. */
function readGroups(
  { SecurityGroups }: Region,
  { SecurityGroupIds = [], SecurityGroups: names = [] }: LaunchTemplateData,
  ofInterface: readonly string[] | undefined,
  vpcId: string | undefined,
): Known<readonly GroupIdentifier[]> {
  const ids = ofInterface !== undefined && ofInterface.length > 0 ? ofInterface : SecurityGroupIds;
  if (ids.length > 0) return known(ids.map((GroupId) => ({ GroupId })));
  const wanted = names.length > 0 ? names : ['default'];
  return chainKnown(SecurityGroups, (groups) => {
    const found = wanted.map((name) =>
      groups.find(({ GroupName, VpcId }) => GroupName === name && VpcId === vpcId && VpcId !== undefined),
    );
    const missing = wanted.find((_, index) => found[index] === undefined);
    return missing === undefined
      ? known(found.map((group) => ({ GroupId: group?.GroupId ?? '', GroupName: group?.GroupName ?? '' })))
      : ask(`Which security group is ${missing} in ${vpcId ?? 'the VPC'}? EC2 does not list it there.`);
  });
}

/** EC2 assigns one to a single new interface only: as it says, else as the subnet says. */
function readPublicAddress(
  own: readonly LaunchTemplateInterface[],
  primary: LaunchTemplateInterface | undefined,
  { MapPublicIpOnLaunch }: Subnet,
): Known<string | undefined> {
  const assigns = own.length > 1 ? false : (primary?.AssociatePublicIpAddress ?? MapPublicIpOnLaunch);
  if (assigns === undefined) return unknown({ kind: 'not-collected', action: 'ec2:DescribeSubnets' });
  return known(assigns ? 'assigned at launch' : undefined);
}
