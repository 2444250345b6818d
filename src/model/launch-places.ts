import type { AutoScalingGroup, LaunchTemplateData } from './aws-launch.ts';
import type { Subnet } from './aws.ts';
import { indexBy } from './index-by.ts';
import type { RegionInventory } from './inventory.ts';
import { chainKnown, known, unknown, type Known } from './known.ts';
import { subnetIn } from './launch-network.ts';
import { ask } from './launch-settings.ts';

export interface LaunchPlace {
  readonly id?: string;
  readonly subnet: Known<Subnet>;
}

/** The subnets that the group names; without any, the template's, else the default subnets of its zones. */
export function listPlaces(
  region: RegionInventory,
  group: AutoScalingGroup,
  data: Known<LaunchTemplateData>,
): LaunchPlace[] {
  const { VPCZoneIdentifier = '', AutoScalingGroupName: name = '' } = group;
  const ids = VPCZoneIdentifier.split(',').map((id) => id.trim());
  const named = [...new Set(ids.filter((id) => id !== ''))].sort();
  const own = data.known ? subnetIn(data.value) : undefined;
  if (named.length === 0) {
    return own === undefined ? listDefaults(region, group) : [{ id: own, subnet: findSubnet(region, own) }];
  }
  return named.map((id) => ({
    id,
    // Nothing that AWS publishes says which of the two counts.
    subnet:
      own === undefined || own === id
        ? findSubnet(region, id)
        : ask(
            `Does the Auto Scaling group ${name} launch in its own subnet ${id}, or in its template's ${own}?`,
          ),
  }));
}

function listDefaults(
  { Subnets }: RegionInventory,
  { AvailabilityZones = [], AutoScalingGroupName: name = '' }: AutoScalingGroup,
): LaunchPlace[] {
  if (!Subnets.known) return [{ subnet: Subnets }];
  const defaults = Subnets.value.filter(
    ({ DefaultForAz, AvailabilityZone = '' }) =>
      DefaultForAz === true && AvailabilityZones.includes(AvailabilityZone),
  );
  if (defaults.length === 0) {
    return [{ subnet: ask(`In which subnets does the Auto Scaling group ${name} launch its instances?`) }];
  }
  return defaults.map((subnet) => ({
    ...(subnet.SubnetId === undefined ? {} : { id: subnet.SubnetId }),
    subnet: known(subnet),
  }));
}

export function findSubnet({ Subnets }: RegionInventory, id: string): Known<Subnet> {
  return chainKnown(Subnets, (subnets) => {
    const found = indexBy(subnets, 'SubnetId').get(id);
    return found === undefined
      ? unknown({ kind: 'not-collected', action: 'ec2:DescribeSubnets' })
      : known(found);
  });
}
