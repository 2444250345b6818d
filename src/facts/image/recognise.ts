import type { AgentInImage, AmiFamily } from '../../data/ami-families.ts';
import type { SystemId } from '../../data/operating-systems.ts';
import type { Subject } from '../../model/inventory.ts';
import { known, mapKnown, type Known } from '../../model/known.ts';
import { rememberLast } from '../remember-last.ts';
import { matchFamily, type FamilyMatch } from './family.ts';
import { findImage, identifyImage, identityOf, type ImageIdentity } from './identity.ts';

/** Whether the instance's image ships the agent: evidence, never proof. */
export interface ImageJudgement {
  readonly agent: AgentInImage;
  /** One sentence for people: what decided. */
  readonly why: string;
  readonly imageId?: string;
  readonly family?: string;
  /** The row of the data that decided. */
  readonly row?: AmiFamily;
  /** The image that this one was made from, where that one decided. */
  readonly inheritedFrom?: string;
  /** The operating system that a publisher's own image holds at launch. */
  readonly system?: { readonly id: SystemId; readonly release: string };
}

/** AWS shows at most fifty ancestors; a chain that is longer, or a circle, decides nothing. */
const MAX_ANCESTORS = 50;

/**
 * Recognises the image that an instance was launched from by owner and name, and an own image by the one that it
 * was made from. A gap: an answer is missing that could recognise it.
 */
export const recogniseImage = rememberLast((subject): Known<ImageJudgement> => {
  const identity = identifyImage(subject);
  if (!identity.known) return identity;
  const image = identity.value;
  if (image === undefined) {
    const imageId = subject.instance.ImageId ?? 'the image';
    return known({
      agent: 'unknown',
      why: `AWS shows no name and owner of ${imageId}; it may be deregistered.`,
    });
  }
  const match = matchFamily(image);
  if (match?.isPublishers === true) return known(judgePublished(image, match));
  return mapKnown(findAncestor(subject, image), (ancestor) =>
    ancestor === undefined ? judgeStranger(image, match) : judgeDerived(image, ancestor),
  );
});

function judgePublished(image: ImageIdentity, match: FamilyMatch): ImageJudgement {
  const { row, agent, published, system } = match;
  const dated =
    row.since === undefined
      ? ''
      : published === undefined
        ? ', whose date of publication is not known'
        : `, published ${published.month} by its ${published.from}`;
  const says = {
    likely: 'which ships the agent',
    unlikely: 'which does not ship the agent',
    unknown: 'of which nobody says whether it ships the agent',
  };
  return {
    agent,
    imageId: image.imageId,
    family: row.family,
    row,
    why: `${image.imageId} is ${image.name}${dated}: ${row.family}, ${says[agent]}.`,
    ...(system === undefined ? {} : { system }),
  };
}

interface Ancestor {
  readonly image: ImageIdentity;
  readonly match: FamilyMatch;
}

/** The nearest ancestor that a publisher stands for, by `SourceImageId`; `undefined` where the trail ends. */
function findAncestor(subject: Subject, image: ImageIdentity): Known<Ancestor | undefined> {
  const seen = new Set<string>();
  let imageId = image.imageId;
  while (!seen.has(imageId) && seen.size <= MAX_ANCESTORS) {
    seen.add(imageId);
    const current = findImage(subject, imageId);
    if (!current.known) return current;
    const identity = current.value === undefined ? undefined : identityOf(current.value);
    const match = identity === undefined ? undefined : matchFamily(identity);
    if (identity !== undefined && match?.isPublishers === true) return known({ image: identity, match });
    const source = current.value?.SourceImageId;
    if (source === undefined) return known(undefined);
    imageId = source;
  }
  return known(undefined);
}

/** Whoever made the image may have added the agent, or removed it: only its presence is handed down as likely. */
function judgeDerived(image: ImageIdentity, { image: root, match }: Ancestor): ImageJudgement {
  const from = `${image.imageId} was made from ${root.imageId} (${root.name}, ${match.row.family})`;
  const shared = {
    imageId: image.imageId,
    family: match.row.family,
    row: match.row,
    inheritedFrom: root.imageId,
  };
  return match.agent === 'likely'
    ? { ...shared, agent: 'likely', why: `${from}, which ships the agent.` }
    : { ...shared, agent: 'unknown', why: `${from}, and the agent may have been added to it.` };
}

function judgeStranger(image: ImageIdentity, match: FamilyMatch | undefined): ImageJudgement {
  const owner = image.ownerAlias ?? image.ownerId ?? 'nobody';
  const shared = { imageId: image.imageId, agent: 'unknown' as const };
  return match === undefined
    ? { ...shared, why: `${image.imageId} (${image.name}, of ${owner}) is of no known family.` }
    : {
        ...shared,
        why: `${image.imageId} is named like ${match.row.family}, but ${owner} owns it: a copy or another image.`,
      };
}
