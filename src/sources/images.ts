import type { Image, Instance } from '../model/aws.ts';
import { chainKnown, known, type Known } from '../model/known.ts';
import { type Ask, cutMember } from './answers.ts';
import { callOf, MAX_FILTER_VALUES } from './calls.ts';
import { usedImageIds } from './items.ts';

type Images = Known<readonly Image[]>;

/** The images of the instances, and the images that these were made from, as far as this Region shows them. */
export async function askImages(
  ask: Ask,
  region: string,
  instances: readonly Instance[],
): Promise<{ readonly Images: Images }> {
  const used = usedImageIds(instances);
  const asked = new Set(used);
  let images = await describeImages(ask, used);
  while (images.known) {
    const sources = missingSources(images.value, region).filter((id) => !asked.has(id));
    if (sources.length === 0) break;
    sources.forEach((id) => asked.add(id));
    images = await addImages(ask, images.value, sources);
  }
  return { Images: images };
}

/** A folder's one file answers every question, so what is there already comes again. */
export async function addImages(ask: Ask, images: readonly Image[], ids: readonly string[]): Promise<Images> {
  const wanted = new Set<string | undefined>(ids);
  const more = await describeImages(ask, ids);
  return chainKnown(more, (found) =>
    known([...images, ...found.filter(({ ImageId }) => wanted.has(ImageId))]),
  );
}

/** Of the images without a publisher's alias: what they were made from here, and is not in the list. */
function missingSources(images: readonly Image[], region: string): string[] {
  const shown = new Set(images.map(({ ImageId }) => ImageId));
  const sources = images
    .filter(
      ({ ImageOwnerAlias, SourceImageRegion }) =>
        ImageOwnerAlias === undefined && (SourceImageRegion ?? region) === region,
    )
    .map(({ SourceImageId }) => SourceImageId)
    .filter((id) => id !== undefined && !shown.has(id));
  return [...new Set(sources)].filter((id) => id !== undefined).sort();
}

async function describeImages(ask: Ask, ids: readonly string[]): Promise<Images> {
  const call = callOf('DescribeImages');
  const batches = Array.from({ length: Math.ceil(ids.length / MAX_FILTER_VALUES) }, (_, index) =>
    ids.slice(index * MAX_FILTER_VALUES, (index + 1) * MAX_FILTER_VALUES),
  );
  const answers = await Promise.all(
    batches.map((Values) => ask(call, { ...call.input, Filters: [{ Name: 'image-id', Values }] })),
  );
  let images: Images = known([]);
  for (const answer of answers) {
    images = chainKnown(images, (all) =>
      chainKnown(answer, (response) =>
        chainKnown(cutMember(call, 0, response), (value) => known([...all, ...(value as Image[])])),
      ),
    );
  }
  return images;
}
