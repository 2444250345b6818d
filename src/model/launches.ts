import type { AutoScalingGroup, LaunchTemplate, LaunchTemplateSpecification } from './aws-launch.ts';
import type { Instance, Tag } from './aws.ts';
import type { LaunchOrigin, RegionInventory } from './inventory.ts';
import type { Gap } from './known.ts';
import { drawInstance } from './launch-instance.ts';
import { subnetIn } from './launch-network.ts';
import { findSubnet, listPlaces } from './launch-places.ts';
import { ask, listSettings, readTemplate, type LaunchSettings } from './launch-settings.ts';
import { findTemplate } from './launch-versions.ts';

/** An instance that would be launched next, drawn from the account's own settings. */
export interface Launch {
  readonly instance: Instance;
  /** An ARN; its last part for a template, since EC2 gives it none. */
  readonly resource: string;
  readonly origin: LaunchOrigin;
}

const drawn = new WeakMap<RegionInventory, readonly Launch[]>();

/**
 * The next instance of every Auto Scaling group in each of its subnets, and of every launch template that no group is
 * seen to use, by its default version. Empty where nobody asked for them, or where they could not be listed.
 */
export function listLaunches(region: RegionInventory): readonly Launch[] {
  let launches = drawn.get(region);
  if (launches === undefined) drawn.set(region, (launches = drawLaunches(region)));
  return launches;
}

function drawLaunches(region: RegionInventory): readonly Launch[] {
  const groups = region.AutoScalingGroups.known ? region.AutoScalingGroups.value : [];
  const templates = region.LaunchTemplates.known ? region.LaunchTemplates.value : [];
  const used = new Set(
    groups.flatMap(listSpecifications).map((one) => findTemplate(templates, one)?.LaunchTemplateId),
  );
  return [
    ...groups.filter(mayLaunch).flatMap((group) => launchGroup(region, group)),
    ...templates
      .filter(({ LaunchTemplateId }) => LaunchTemplateId !== undefined && !used.has(LaunchTemplateId))
      .map((template) => launchTemplate(region, template)),
  ];
}

/** Every template that the group names, in whichever version. */
export function listSpecifications(group: AutoScalingGroup): LaunchTemplateSpecification[] {
  const { LaunchTemplateSpecification, Overrides = [] } = group.MixedInstancesPolicy?.LaunchTemplate ?? {};
  const overrides = Overrides.map((override) => override.LaunchTemplateSpecification);
  return [group.LaunchTemplate, LaunchTemplateSpecification, ...overrides].filter((one) => one !== undefined);
}

/** One that may hold nothing launches nothing; and EC2 gives a status only to a group that is being deleted. */
function mayLaunch({ MaxSize, Status }: AutoScalingGroup): boolean {
  return MaxSize !== 0 && Status === undefined;
}

function launchGroup(region: RegionInventory, group: AutoScalingGroup): Launch[] {
  const { AutoScalingGroupName: name = '', Tags } = group;
  const handedOn = Tags?.filter(({ PropagateAtLaunch }) => PropagateAtLaunch === true);
  const settings = listSettings(region, group);
  return settings.flatMap(({ data, source, way }) => {
    const suffix = settings.length === 1 || way === undefined ? '' : `/${way}`;
    return listPlaces(region, group, data).map(({ id, subnet }) => {
      const place = `${id === undefined ? '' : `/${id}`}${suffix}`;
      return {
        instance: {
          ...drawInstance(region, `asg/${name}${place}`, data, subnet),
          Tags: mergeTags(data, handedOn),
        },
        resource: `${group.AutoScalingGroupARN ?? `autoScalingGroup/${name}`}${place}`,
        origin: { by: 'auto-scaling-group', name, ...source },
      };
    });
  });
}

function launchTemplate(region: RegionInventory, template: LaunchTemplate): Launch {
  const { LaunchTemplateId: id = '', LaunchTemplateName: name = id } = template;
  const { data, source } = readTemplate(region, { LaunchTemplateId: id });
  const subnetId = data.known ? subnetIn(data.value) : undefined;
  const subnet =
    subnetId === undefined
      ? ask(`In which subnet is ${id} launched? The template names none, so that each launch decides.`)
      : findSubnet(region, subnetId);
  const instance = { ...drawInstance(region, id, data, subnet), Tags: mergeTags(data) };
  return {
    instance: leaveOpen(instance, id),
    resource: `launch-template/${id}`,
    origin: { by: 'launch-template', name, ...source },
  };
}

/** Whatever launches from a template may give what it leaves out; node groups of EKS always give the profile. */
function leaveOpen(instance: Instance, id: string): Instance {
  const { Gaps = {}, IamInstanceProfile, ImageId } = instance;
  const open = (what: string): Gap => ({
    kind: 'not-visible',
    question: `With which ${what} is ${id} launched? The template names none, so that each launch decides.`,
  });
  return {
    ...instance,
    Gaps: {
      ...(IamInstanceProfile === undefined ? { IamInstanceProfile: open('instance profile') } : {}),
      ...(ImageId === undefined ? { ImageId: open('image') } : {}),
      ...Gaps,
    },
  };
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
