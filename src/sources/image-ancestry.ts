import type { Image, ImageAncestryEntry } from '../model/aws.ts';
import type { RegionInventory } from '../model/inventory.ts';
import { chainKnown, known, type Known } from '../model/known.ts';
import { type Ask, cutMember } from './answers.ts';
import { callOf } from './calls.ts';
import { addImages } from './images.ts';
import { instancesAndLaunches, usedImageIds } from './items.ts';
import { unexpected } from './one-by-one.ts';

type Answers = Pick<RegionInventory, 'Images' | 'ImageAncestryEntries'>;
type Line = readonly ImageAncestryEntry[];

/**
 * Asks AWS for the line of images behind each one that `Images` does not lead to a publisher: the one between may be
 * deregistered, or private to another account. An entry has no name, so the images of the line are looked up as well.
 */
export async function askAncestry(ask: Ask, region: RegionInventory): Promise<Answers> {
  const { Images } = region;
  if (!Images.known) return { Images, ImageAncestryEntries: {} };
  const lost = findLost(region, Images.value);
  const lines = await Promise.all(lost.map(async (id) => [id, await askLine(ask, id)] as const));
  const asked = lines.filter(([, line]) => line.known || line.gap.kind !== 'not-collected');
  const shown = new Set(Images.value.map(({ ImageId }) => ImageId));
  const ids = asked
    .flatMap(([, line]) => (line.known ? listOwnRegion(line.value, region.region) : []))
    .filter((id) => !shown.has(id));
  const unseen = [...new Set(ids)].sort();
  const images = unseen.length === 0 ? Images : await addImages(ask, Images.value, unseen);
  return { Images: images, ImageAncestryEntries: Object.fromEntries(asked) };
}

/** In use, known by name, without a publisher's alias, and not led to one by `SourceImageId`. */
function findLost(region: RegionInventory, images: readonly Image[]): string[] {
  const { Reservations, InstanceImageMetadata } = region;
  if (!Reservations.known) return [];
  const byId = new Map(images.map((image) => [image.ImageId, image]));
  const metadata = InstanceImageMetadata.known ? InstanceImageMetadata.value : [];
  const launched = new Map(metadata.map(({ ImageMetadata }) => [ImageMetadata?.ImageId, ImageMetadata]));
  const owners = new Set(Reservations.value.map(({ OwnerId }) => OwnerId));
  const isLost = (id: string): boolean => {
    const passed = new Set<string>();
    let image = byId.get(id);
    if (image === undefined) {
      const identity = launched.get(id);
      return identity !== undefined && identity.ImageOwnerAlias === undefined;
    }
    while (image.ImageOwnerAlias === undefined) {
      // Of the account's own images, DescribeImages tells whatever is recorded.
      if (image.SourceImageId === undefined) return !owners.has(image.OwnerId);
      if (passed.has(image.SourceImageId)) return false;
      passed.add(image.SourceImageId);
      const source = byId.get(image.SourceImageId);
      if (source === undefined) return true;
      image = source;
    }
    return false;
  };
  return usedImageIds(instancesAndLaunches(region)).filter(isLost);
}

async function askLine(ask: Ask, ImageId: string): Promise<Known<Line>> {
  const call = callOf('GetImageAncestry');
  return chainKnown(await ask(call, { ImageId }), (response) =>
    chainKnown(cutMember(call, 0, response), (entries): Known<Line> => {
      const isLine = Array.isArray(entries) && entries.every(isEntry) && entries[0]?.ImageId === ImageId;
      return isLine ? known(entries) : unexpected(call);
    }),
  );
}

function isEntry(value: unknown): value is ImageAncestryEntry & { readonly ImageId: string } {
  return typeof (value as ImageAncestryEntry | null | undefined)?.ImageId === 'string';
}

/** Each entry says in which Region the next one is. */
function listOwnRegion(line: Line, region: string): string[] {
  return line
    .filter((_, index) => index === 0 || line[index - 1]?.SourceImageRegion === region)
    .flatMap(({ ImageId }) => ImageId ?? []);
}
