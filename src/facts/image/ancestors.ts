import type { ImageAncestryEntry } from '../../model/aws.ts';
import type { Subject } from '../../model/inventory.ts';
import { answerFor, describeGap, known, type Known } from '../../model/known.ts';
import { matchFamily, type FamilyMatch } from './family.ts';
import { findImage, identityOf, type ImageIdentity } from './identity.ts';

/** The image that another one was made from, and whose name and owner a publisher stands for. */
export interface Ancestor {
  readonly image: ImageIdentity;
  readonly match: FamilyMatch;
}

/** The nearest ancestor that a publisher stands for, or why there is none to be seen. */
export type Descent = { readonly ancestor: Ancestor } | { readonly end: string };

/** AWS shows at most fifty ancestors; a chain that is longer, or a circle, decides nothing. */
const MAX_ANCESTORS = 50;

/**
 * Follows an image to where it comes from: by `SourceImageId`, and where that leads to an image that is not shown
 * (deregistered, of another account, in another Region) by what GetImageAncestry said of the image.
 */
export function traceDescent(subject: Subject, image: ImageIdentity): Known<Descent> {
  const bySource = followSources(subject, image.imageId);
  if (!bySource.known || 'ancestor' in bySource.value) return bySource;
  const line = answerFor(subject.region.ImageAncestryEntries, image.imageId);
  if (line === undefined) return bySource;
  if (!line.known) return known({ end: `${bySource.value.end}; ${describeGap(line.gap)}` });
  return followLine(subject, line.value);
}

function followSources(subject: Subject, start: string): Known<Descent> {
  const seen = new Set<string>();
  let imageId = start;
  while (!seen.has(imageId) && seen.size <= MAX_ANCESTORS) {
    seen.add(imageId);
    const current = findImage(subject, imageId);
    if (!current.known) return current;
    const ancestor = imageId === start ? undefined : publisherOf(current.value);
    if (ancestor !== undefined) return known({ ancestor });
    if (current.value === undefined) return known({ end: `AWS does not show ${imageId} here` });
    const source = current.value.SourceImageId;
    if (source === undefined) return known({ end: `AWS does not say what ${imageId} was made from` });
    imageId = source;
  }
  return known({ end: 'its line of images has no end' });
}

function publisherOf(image: Parameters<typeof identityOf>[0] | undefined): Ancestor | undefined {
  const identity = image === undefined ? undefined : identityOf(image);
  const match = identity === undefined ? undefined : matchFamily(identity);
  return identity !== undefined && match?.isPublishers === true ? { image: identity, match } : undefined;
}

function followLine(subject: Subject, line: readonly ImageAncestryEntry[]): Known<Descent> {
  for (const { ImageId } of line.slice(1)) {
    const image = ImageId === undefined ? known(undefined) : findImage(subject, ImageId);
    if (!image.known) return image;
    const ancestor = publisherOf(image.value);
    if (ancestor !== undefined) return known({ ancestor });
  }
  return known({ end: describeRoot(line) });
}

/** An entry has no name, so a root that is not shown by DescribeImages stays an image of somebody. */
function describeRoot(line: readonly ImageAncestryEntry[]): string {
  const root = line.at(-1);
  const before = line.at(-2);
  if (root?.ImageId === undefined || before === undefined)
    return 'AWS has no record of what it was made from';
  const owner = root.ImageOwnerAlias === undefined ? 'nobody that AWS names' : root.ImageOwnerAlias;
  const where = before.SourceImageRegion === undefined ? '' : ` in ${before.SourceImageRegion}`;
  return `it goes back to ${root.ImageId}${where}, of ${owner}, whose family is not to be seen from here`;
}
