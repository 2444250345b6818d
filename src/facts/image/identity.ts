import type { Image, InstanceImageMetadata } from '../../model/aws.ts';
import type { Subject } from '../../model/inventory.ts';
import { chainKnown, known, read, unknown, type Known } from '../../model/known.ts';
import { indexBy } from '../../model/index-by.ts';

/** What says which image this is. */
export interface ImageIdentity {
  readonly imageId: string;
  readonly name: string;
  readonly ownerId?: string | undefined;
  readonly ownerAlias?: string | undefined;
  readonly creationDate?: string | undefined;
}

/** Whichever answer shows the instance's image. `undefined`: both were read, and neither knows name and owner. */
export function identifyImage(subject: Subject): Known<ImageIdentity | undefined> {
  return chainKnown(read(subject.instance, 'ImageId'), (imageId) => {
    if (imageId === undefined) return known(undefined);
    const image = findImage(subject, imageId);
    if (image.known && image.value !== undefined) {
      const identity = identityOf({ ...image.value, ImageId: imageId });
      if (identity !== undefined) return known(identity);
    }
    // Only DescribeInstanceImageMetadata still knows an image that was deregistered, made private or deprecated.
    const metadata = findMetadata(subject);
    if (metadata.known && metadata.value !== undefined) {
      const identity = identityOf({ ...metadata.value, ImageId: imageId });
      if (identity !== undefined) return known(identity);
    }
    // Either answer would do, so ask for the one that also shows images which are gone.
    if (!metadata.known && !subject.planned) return unknown(metadata.gap);
    return image.known ? known(undefined) : unknown(image.gap);
  });
}

/** An image of DescribeImages by id. AWS leaves deregistered images, and others' private ones, out of the answer. */
export function findImage(subject: Subject, imageId: string): Known<Image | undefined> {
  const { Images } = subject.region;
  return Images.known ? known(indexBy(Images.value, 'ImageId').get(imageId)) : Images;
}

export function identityOf(image: Image): ImageIdentity | undefined {
  const { ImageId, Name, OwnerId, ImageOwnerAlias, CreationDate } = image;
  if (ImageId === undefined || Name === undefined) return undefined;
  if (OwnerId === undefined && ImageOwnerAlias === undefined) return undefined;
  return {
    imageId: ImageId,
    name: Name,
    ownerId: OwnerId,
    ownerAlias: ImageOwnerAlias,
    creationDate: CreationDate,
  };
}

function findMetadata(subject: Subject): Known<InstanceImageMetadata['ImageMetadata']> {
  const list = subject.region.InstanceImageMetadata;
  if (!list.known) return list;
  const entry = indexBy(list.value, 'InstanceId').get(subject.instance.InstanceId);
  return known(entry?.ImageMetadata);
}
