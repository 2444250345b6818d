import type {
  AutoScalingGroup,
  LaunchConfiguration,
  LaunchTemplate,
  LaunchTemplateData,
  LaunchTemplateSpecification,
  LaunchTemplateVersion,
} from './aws-launch.ts';
import type { LaunchOrigin, RegionInventory } from './inventory.ts';
import { chainKnown, known, mapKnown, read, unknown, type Known } from './known.ts';

/** What an instance would be launched with, and what holds that. */
export interface LaunchSettings {
  readonly data: Known<LaunchTemplateData>;
  readonly source: Pick<LaunchOrigin, 'template' | 'configuration'>;
  /** Tells it from the group's other ways, whatever their order. */
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
    const base = readTemplate(region, override.LaunchTemplateSpecification ?? LaunchTemplateSpecification);
    const template = base.source.template;
    const version = template === undefined ? 'template' : `${template.id}:${String(template.version)}`;
    return ImageId === undefined
      ? { ...base, way: version }
      : {
          ...base,
          data: mapKnown(base.data, (data) => ({ ...data, ImageId })),
          way: `${version}:${ImageId}`,
        };
  });
  // Overrides mostly tell instance types apart, which decide nothing here.
  const distinct = new Map(settings.map((one) => [one.way, one]));
  return [...distinct.values()];
}

export function readTemplate(region: Region, wanted: LaunchTemplateSpecification): LaunchSettings {
  const number = findVersionNumber(region, wanted);
  if (!number.known) return { data: number, source: {} };
  const { template, version } = number.value;
  const id = template.LaunchTemplateId ?? '';
  const name = template.LaunchTemplateName;
  const data = chainKnown(region.LaunchTemplateVersions, (versions) => {
    const found = versions.find(
      ({ LaunchTemplateId, VersionNumber }) => LaunchTemplateId === id && VersionNumber === version,
    );
    return found === undefined ? NO_VERSION : readData(found);
  });
  return { data, source: { template: { id, ...(name === undefined ? {} : { name }), version } } };
}

const NO_VERSION = unknown({ kind: 'not-collected', action: 'ec2:DescribeLaunchTemplateVersions' });

function readData(version: LaunchTemplateVersion): Known<LaunchTemplateData> {
  return chainKnown(read(version, 'LaunchTemplateData'), (data) =>
    data === undefined ? NO_VERSION : known(data),
  );
}

/** The version that a launch would take now: `$Latest` and `$Default` move. */
export function findVersionNumber(
  { LaunchTemplates }: Pick<Region, 'LaunchTemplates'>,
  { LaunchTemplateId, LaunchTemplateName, Version = '$Default' }: LaunchTemplateSpecification,
): Known<{ readonly template: LaunchTemplate; readonly version: number }> {
  return chainKnown(LaunchTemplates, (templates) => {
    const template = templates.find((one) =>
      LaunchTemplateId === undefined
        ? one.LaunchTemplateName === LaunchTemplateName
        : one.LaunchTemplateId === LaunchTemplateId,
    );
    const wanted = LaunchTemplateId ?? LaunchTemplateName ?? '';
    if (template === undefined) {
      return ask(
        `EC2 does not list the launch template ${wanted}: was it deleted? Then nothing is launched.`,
      );
    }
    const version =
      Version === '$Latest'
        ? template.LatestVersionNumber
        : Version === '$Default'
          ? template.DefaultVersionNumber
          : Number(Version);
    return version === undefined || !Number.isInteger(version)
      ? ask(`Which version of the launch template ${wanted} is ${Version}?`)
      : known({ template, version });
  });
}

function readConfiguration({ LaunchConfigurations }: Region, name: string): LaunchSettings {
  const data = chainKnown(LaunchConfigurations, (list) => {
    const found = list.find(({ LaunchConfigurationName }) => LaunchConfigurationName === name);
    return found === undefined
      ? ask(`Auto Scaling does not list the launch configuration ${name}: was it deleted?`)
      : known(toTemplateData(found));
  });
  return { data, source: { configuration: name } };
}

/** A launch configuration says the same in other words. */
function toTemplateData(configuration: LaunchConfiguration): LaunchTemplateData {
  const { ImageId, InstanceType, IamInstanceProfile, MetadataOptions } = configuration;
  const { SecurityGroups, AssociatePublicIpAddress } = configuration;
  const isArn = IamInstanceProfile?.startsWith('arn:') === true;
  return {
    ...(ImageId === undefined ? {} : { ImageId }),
    ...(InstanceType === undefined ? {} : { InstanceType }),
    ...(MetadataOptions === undefined ? {} : { MetadataOptions }),
    ...(IamInstanceProfile === undefined || IamInstanceProfile === ''
      ? {}
      : { IamInstanceProfile: isArn ? { Arn: IamInstanceProfile } : { Name: IamInstanceProfile } }),
    ...(SecurityGroups === undefined ? {} : { SecurityGroupIds: SecurityGroups }),
    ...(AssociatePublicIpAddress === undefined
      ? {}
      : { NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress }] }),
  };
}

export function ask(question: string): Known<never> {
  return unknown({ kind: 'not-visible', question });
}
