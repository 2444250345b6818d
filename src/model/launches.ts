import type { AutoScalingGroup, LaunchTemplate, LaunchTemplateData } from './aws-launch.ts';
import type { Instance, Subnet, Tag } from './aws.ts';
import type { LaunchOrigin, RegionInventory } from './inventory.ts';
import { chainKnown, known, unknown, type Known } from './known.ts';
import { drawInstance } from './launch-instance.ts';
import {
  ask,
  findVersionNumber,
  listSettings,
  readTemplate,
  type LaunchSettings,
} from './launch-settings.ts';

/** An instance that would be launched next, drawn from the account's own settings. */
export interface Launch {
  readonly instance: Instance;
  /** An ARN; its last part for a template, since EC2 gives it none. */
  readonly resource: string;
  readonly origin: LaunchOrigin;
}

/**
 * The next instance of every Auto Scaling group in each of its subnets, and of every launch template that no group is
 * seen to use, by its default version. Empty where nobody asked for them, or where they could not be listed.
 */
export function listLaunches(region: RegionInventory): readonly Launch[] {
  const groups = region.AutoScalingGroups.known ? region.AutoScalingGroups.value : [];
  const templates = region.LaunchTemplates.known ? region.LaunchTemplates.value : [];
  const used = new Set(groups.flatMap((group) => listTemplateIds(region, group)));
  return [
    ...groups.flatMap((group) => launchGroup(region, group)),
    ...templates
      .filter(({ LaunchTemplateId }) => LaunchTemplateId !== undefined && !used.has(LaunchTemplateId))
      .map((template) => launchTemplate(region, template)),
  ];
}

function listTemplateIds(
  region: RegionInventory,
  { LaunchTemplate, MixedInstancesPolicy }: AutoScalingGroup,
): string[] {
  const mixed = MixedInstancesPolicy?.LaunchTemplate;
  const wanted = [
    LaunchTemplate,
    mixed?.LaunchTemplateSpecification,
    ...(mixed?.Overrides?.map(({ LaunchTemplateSpecification }) => LaunchTemplateSpecification) ?? []),
  ];
  return wanted.flatMap((one) => {
    if (one === undefined) return [];
    if (one.LaunchTemplateId !== undefined) return [one.LaunchTemplateId];
    const found = findVersionNumber(region, one);
    return found.known && found.value.template.LaunchTemplateId !== undefined
      ? [found.value.template.LaunchTemplateId]
      : [];
  });
}

function launchGroup(region: RegionInventory, group: AutoScalingGroup): Launch[] {
  // A group that may hold nothing launches nothing.
  if (group.MaxSize === 0) return [];
  const name = group.AutoScalingGroupName ?? '';
  const settings = listSettings(region, group);
  return settings.flatMap((one) => {
    const way = settings.length === 1 || one.way === undefined ? '' : `/${one.way}`;
    return listSubnets(region, group, one.data).map(({ id, subnet }) => {
      const place = `${id === undefined ? '' : `/${id}`}${way}`;
      const instance = drawInstance(region, `asg/${name}${place}`, one.data, subnet);
      return {
        instance: {
          ...instance,
          Tags: mergeTags(
            one.data,
            group.Tags?.filter(({ PropagateAtLaunch }) => PropagateAtLaunch === true),
          ),
        },
        resource: `${group.AutoScalingGroupARN ?? `autoScalingGroup/${name}`}${place}`,
        origin: { by: 'auto-scaling-group', name, ...one.source },
      };
    });
  });
}

interface Place {
  readonly id?: string;
  readonly subnet: Known<Subnet>;
}

/** The subnets that the group names; without any, the template's, else the default subnets of its zones. */
function listSubnets(
  region: RegionInventory,
  { VPCZoneIdentifier = '', AvailabilityZones = [], AutoScalingGroupName: name = '' }: AutoScalingGroup,
  data: LaunchSettings['data'],
): Place[] {
  const ids = VPCZoneIdentifier.split(',').map((id) => id.trim());
  const named = ids.filter((id) => id !== '');
  if (named.length > 0) return named.sort().map((id) => ({ id, subnet: findSubnet(region, id) }));
  const own = data.known ? subnetIn(data.value) : undefined;
  if (own !== undefined) return [{ id: own, subnet: findSubnet(region, own) }];
  if (!region.Subnets.known) return [{ subnet: region.Subnets }];
  const defaults = region.Subnets.value.filter(
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

function subnetIn({ NetworkInterfaces = [] }: LaunchTemplateData): string | undefined {
  return NetworkInterfaces.find(({ DeviceIndex = 0 }) => DeviceIndex === 0)?.SubnetId;
}

function findSubnet({ Subnets }: RegionInventory, id: string): Known<Subnet> {
  return chainKnown(Subnets, (subnets) => {
    const found = subnets.find(({ SubnetId }) => SubnetId === id);
    return found === undefined
      ? unknown({ kind: 'not-collected', action: 'ec2:DescribeSubnets' })
      : known(found);
  });
}

function launchTemplate(region: RegionInventory, template: LaunchTemplate): Launch {
  const { LaunchTemplateId: id = '', LaunchTemplateName: name = id } = template;
  const { data, source } = readTemplate(region, { LaunchTemplateId: id });
  const subnetId = data.known ? subnetIn(data.value) : undefined;
  const subnet = subnetId === undefined ? openSubnet(id) : findSubnet(region, subnetId);
  return {
    instance: { ...drawInstance(region, id, data, subnet), Tags: mergeTags(data) },
    resource: `launch-template/${id}`,
    origin: { by: 'launch-template', name, ...source },
  };
}

function openSubnet(id: string): Known<never> {
  return ask(`In which subnet is ${id} launched? The template names none, so that each launch decides.`);
}

/** A group's tags win over the template's. */
function mergeTags(data: LaunchSettings['data'], ofGroup: readonly Tag[] = []): readonly Tag[] {
  const specified = data.known ? (data.value.TagSpecifications ?? []) : [];
  const ofTemplate = specified.flatMap(({ ResourceType, Tags }) =>
    ResourceType === 'instance' ? (Tags ?? []) : [],
  );
  const byKey = new Map([...ofTemplate, ...ofGroup].map(({ Key, Value }) => [Key ?? '', Value ?? '']));
  return [...byKey].map(([Key, Value]) => ({ Key, Value }));
}
