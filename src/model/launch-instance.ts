import type { LaunchTemplateData } from './aws-launch.ts';
import type { Instance, Subnet } from './aws.ts';
import type { RegionInventory } from './inventory.ts';
import { indexBy } from './index-by.ts';
import { chainKnown, known, mapKnown, type Gap, type Known } from './known.ts';
import { drawNetwork } from './launch-network.ts';
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
      const image = indexBy(images, 'ImageId').get(ImageId ?? '');
      return image === undefined
        ? ask(`Which operating system does ${ImageId ?? 'the image'} hold?`)
        : known(image.Platform);
    }),
  );
  return { Platform };
}
