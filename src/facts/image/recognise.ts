import type { AgentInImage, AmiFamily } from '../../data/ami/family.ts';
import type { SystemId } from '../../data/operating-systems.ts';
import { known, mapKnown, type Known } from '../../model/known.ts';
import { recogniseParameter } from './parameter.ts';
import { rememberLast } from '../remember-last.ts';
import { traceDescent, type Ancestor } from './ancestors.ts';
import { matchFamily, type FamilyMatch } from './family.ts';
import { identifyImage, type ImageIdentity } from './identity.ts';

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

/**
 * Recognises the image that an instance was launched from by owner and name, and an own image by the one that it
 * was made from. A gap: an answer is missing that could recognise it.
 */
export const recogniseImage = rememberLast((subject): Known<ImageJudgement> => {
  const parameter = recogniseParameter(subject);
  if (parameter !== undefined) return parameter;
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
  return mapKnown(traceDescent(subject, image), (descent) =>
    'ancestor' in descent ? judgeDerived(image, descent.ancestor) : judgeStranger(image, match, descent.end),
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
    ? {
        ...shared,
        agent: 'likely',
        why: `${from}, which ships the agent; it inherits it, unless somebody took it out.`,
      }
    : { ...shared, agent: 'unknown', why: `${from}, and the agent may have been added to it.` };
}

function judgeStranger(image: ImageIdentity, match: FamilyMatch | undefined, end: string): ImageJudgement {
  const owner = image.ownerAlias ?? image.ownerId ?? 'nobody';
  const shared = { imageId: image.imageId, agent: 'unknown' as const };
  return match === undefined
    ? { ...shared, why: `${image.imageId} (${image.name}, of ${owner}) is of no known family, and ${end}.` }
    : {
        ...shared,
        why: `${image.imageId} is named like ${match.row.family}, but ${owner} owns it: a copy or another image. ${capitalize(end)}.`,
      };
}

function capitalize(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
