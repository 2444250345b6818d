import type {
  AutoScalingGroup,
  LaunchTemplateData,
  LaunchTemplateSpecification,
  LaunchTemplateVersion,
} from './aws-launch.ts';
import { indexBy } from './index-by.ts';
import type { LaunchOrigin, RegionInventory } from './inventory.ts';
import { chainKnown, known, mapKnown, read, unknown, type Known } from './known.ts';
import { toTemplateData } from './launch-configuration.ts';
import { findVersion, findVersionNumber } from './launch-versions.ts';

/** What an instance would be launched with, and what holds that. */
export interface LaunchSettings {
  readonly data: Known<LaunchTemplateData>;
  readonly source: Pick<LaunchOrigin, 'template' | 'configuration' | 'imageOverride'>;
  /** Tells it from the group's other ways, whatever their order, and whichever version is the latest. */
  readonly way?: string;
}

type Region = Pick<RegionInventory, 'LaunchConfigurations' | 'LaunchTemplates' | 'LaunchTemplateVersions'>;

/** Each way in which the group may launch: one, or several where its overrides name templates or images of their own. */
export function listSettings(region: Region, group: AutoScalingGroup): readonly LaunchSettings[] {
  const { LaunchConfigurationName, LaunchTemplate, MixedInstancesPolicy } = group;
  if (LaunchConfigurationName !== undefined) return [readConfiguration(region, LaunchConfigurationName)];
  if (LaunchTemplate !== undefined) return [readTemplate(region, LaunchTemplate)];
  const { LaunchTemplateSpecification, Overrides = [] } = MixedInstancesPolicy?.LaunchTemplate ?? {};
  if (LaunchTemplateSpecification === undefined) {
    const name = group.AutoScalingGroupName ?? '';
    return [{ data: ask(`What does the Auto Scaling group ${name} launch its instances from?`), source: {} }];
  }
  const ways = Overrides.length === 0 ? [{}] : Overrides;
  const settings = ways.map(({ ImageId, ...override }): LaunchSettings => {
    const wanted = override.LaunchTemplateSpecification ?? LaunchTemplateSpecification;
    const { data, source } = readTemplate(region, wanted);
    const way = nameWay(wanted);
    if (ImageId === undefined) return { data, source, way };
    return {
      data: mapKnown(data, (settingsOfTemplate) => ({ ...settingsOfTemplate, ImageId })),
      source: { ...source, imageOverride: true },
      way: `${way}:${ImageId}`,
    };
  });
  // Overrides mostly tell instance types apart, which decide nothing here.
  const distinct = new Map(settings.map((one) => [one.way, one]));
  return [...distinct.values()];
}

/** A shell would take `$Latest` for a variable of its own. */
function nameWay({ LaunchTemplateId, LaunchTemplateName = '', Version = '$Default' }: Specification): string {
  return `${LaunchTemplateId ?? LaunchTemplateName}:${Version.replaceAll('$', '')}`;
}

type Specification = LaunchTemplateSpecification;

export function readTemplate(region: Region, wanted: Specification): LaunchSettings {
  const number = findVersionNumber(region, wanted);
  if (!number.known) return { data: number, source: {} };
  const { template, version } = number.value;
  const { LaunchTemplateId: id = '', LaunchTemplateName: name } = template;
  const { Version: follows = '$Default' } = wanted;
  const data = chainKnown(region.LaunchTemplateVersions, (versions) => {
    const found = findVersion(versions, id, version);
    return found === undefined ? NO_VERSION : readData(found);
  });
  return {
    data,
    source: {
      template: {
        id,
        ...(name === undefined ? {} : { name }),
        version,
        ...(follows === '$Latest' || follows === '$Default' ? { follows } : {}),
      },
    },
  };
}

const NO_VERSION = unknown({ kind: 'not-collected', action: 'ec2:DescribeLaunchTemplateVersions' });

function readData(version: LaunchTemplateVersion): Known<LaunchTemplateData> {
  return chainKnown(read(version, 'LaunchTemplateData'), (data) =>
    data === undefined ? NO_VERSION : known(data),
  );
}

function readConfiguration({ LaunchConfigurations }: Region, name: string): LaunchSettings {
  const data = chainKnown(LaunchConfigurations, (list) => {
    const found = indexBy(list, 'LaunchConfigurationName').get(name);
    return found === undefined
      ? ask(`Auto Scaling does not list the launch configuration ${name}: was it deleted?`)
      : known(toTemplateData(found));
  });
  return { data, source: { configuration: name } };
}

export function ask(question: string): Known<never> {
  return unknown({ kind: 'not-visible', question });
}
