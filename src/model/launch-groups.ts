import type { LaunchTemplateData } from './aws-launch.ts';
import type { GroupIdentifier, SecurityGroup, Subnet } from './aws.ts';
import type { RegionInventory } from './inventory.ts';
import { chainKnown, known, type Known } from './known.ts';
import { ask } from './launch-settings.ts';

export type GroupsOfRegion = Pick<RegionInventory, 'SecurityGroups'>;

/**
 * The security groups of an interface: its own, else those that the launch names, else the VPC's `default` one. A
 * launch that EC2 refuses launches nothing, which is neither good nor bad.
 */
export function readGroups(
  { SecurityGroups }: GroupsOfRegion,
  data: LaunchTemplateData,
  subnet: Subnet,
  own: readonly string[] = [],
): Known<readonly GroupIdentifier[]> {
  const { SecurityGroupIds: ids = [], SecurityGroups: names = [] } = data;
  const isBeside = (data.NetworkInterfaces ?? []).length > 0 && ids.length + names.length > 0;
  if (isBeside) return ask(`${REFUSED} ${[...ids, ...names].join(', ')} beside its network interface?`);
  if (own.length > 0) return known(own.map((GroupId) => ({ GroupId })));
  // Names stand for groups of the default VPC, where the launch names no subnet.
  if (names.length > 0 && subnet.DefaultForAz !== true) {
    return ask(`${REFUSED} ${names.join(', ')} by name, and a subnet?`);
  }
  const byId = ids.map((GroupId) => ({ GroupId }));
  const wanted = ids.length + names.length > 0 ? names : ['default'];
  if (wanted.length === 0) return known(byId);
  return chainKnown(SecurityGroups, (groups) => {
    const found = wanted.map((name) => findByName(groups, name, subnet));
    const missing = wanted.find((_, index) => found[index] === undefined);
    return missing === undefined
      ? known([...byId, ...found.filter((group) => group !== undefined)])
      : ask(
          `Which security group is ${missing} in ${subnet.VpcId ?? 'the VPC'}? EC2 does not list it there.`,
        );
  });
}

const REFUSED = 'Does anything launch, although EC2 refuses a launch with the security groups';

function findByName(
  groups: readonly SecurityGroup[],
  name: string,
  subnet: Subnet,
): GroupIdentifier | undefined {
  const { VpcId } = subnet;
  const group = groups.find((one) => one.GroupName === name && one.VpcId === VpcId && VpcId !== undefined);
  return group?.GroupId === undefined ? undefined : { GroupId: group.GroupId, GroupName: name };
}
