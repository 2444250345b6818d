import type { LaunchTemplateData, LaunchTemplateInterface } from './aws-launch.ts';
import type { GroupIdentifier, Instance, InstanceNetworkInterface, Subnet } from './aws.ts';
import { known, unknown, type Known } from './known.ts';
import { readGroups, type GroupsOfRegion } from './launch-groups.ts';
import { ask } from './launch-settings.ts';

type Network = {
  readonly [A in 'NetworkInterfaces' | 'SecurityGroups' | 'PublicIpAddress' | 'SubnetId' | 'VpcId']?: Known<
    Instance[A]
  >;
};

/** The interfaces, groups and public address that the launch gets in this subnet. */
export function drawNetwork(
  region: GroupsOfRegion,
  data: Known<LaunchTemplateData>,
  subnet: Known<Subnet>,
): Network {
  if (!data.known) return unseen(data);
  if (!subnet.known) return unseen(subnet);
  const { SubnetId, VpcId } = subnet.value;
  const own = listInterfaces(data.value);
  const foreign = own.find(({ NetworkInterfaceId }) => NetworkInterfaceId !== undefined)?.NetworkInterfaceId;
  if (foreign !== undefined) {
    return unseen(ask(`Which subnet and groups has ${foreign}, which the launch attaches?`));
  }
  const primary = findPrimary(own);
  const readOwn = (one?: LaunchTemplateInterface): Known<readonly GroupIdentifier[]> =>
    readGroups(region, data.value, subnet.value, one?.Groups);
  return {
    SubnetId: known(SubnetId),
    VpcId: known(VpcId),
    NetworkInterfaces: known(own.map((one) => drawInterface(one, subnet.value, readOwn(one)))),
    SecurityGroups: readOwn(primary),
    PublicIpAddress: readPublicAddress(own, primary, subnet.value),
  };
}

function unseen(gap: Known<never>): Network {
  return { NetworkInterfaces: gap, SecurityGroups: gap, PublicIpAddress: gap };
}

/** Settings that name no interface, or hold an empty list, leave one to EC2. */
function listInterfaces({ NetworkInterfaces = [] }: LaunchTemplateData): readonly LaunchTemplateInterface[] {
  return NetworkInterfaces.length > 0 ? NetworkInterfaces : [{ DeviceIndex: 0 }];
}

/** The subnet that the settings themselves put the instance in. */
export function subnetIn(data: LaunchTemplateData): string | undefined {
  return findPrimary(listInterfaces(data))?.SubnetId;
}

function findPrimary(own: readonly LaunchTemplateInterface[]): LaunchTemplateInterface | undefined {
  return own.find(({ DeviceIndex = 0, NetworkCardIndex = 0 }) => DeviceIndex + NetworkCardIndex === 0);
}

function drawInterface(
  one: LaunchTemplateInterface,
  subnet: Subnet,
  groups: Known<readonly GroupIdentifier[]>,
): InstanceNetworkInterface {
  const { DeviceIndex = 0, NetworkCardIndex = 0, SubnetId = subnet.SubnetId } = one;
  return {
    Attachment: { DeviceIndex, NetworkCardIndex },
    ...(SubnetId === undefined ? {} : { SubnetId }),
    ...(SubnetId === subnet.SubnetId && subnet.VpcId !== undefined ? { VpcId: subnet.VpcId } : {}),
    ...(groups.known ? { Groups: groups.value } : {}),
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
