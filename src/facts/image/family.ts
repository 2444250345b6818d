import { AMI_FAMILIES, PUBLISHERS } from '../../data/ami/families.ts';
import type { AgentInImage, AmiFamily } from '../../data/ami/family.ts';
import type { SystemId } from '../../data/operating-systems.ts';
import type { ImageIdentity } from './identity.ts';

export interface FamilyMatch {
  readonly row: AmiFamily;
  /** The publisher's own image; false for one that merely has the name (a copy, a spoof). */
  readonly isPublishers: boolean;
  readonly agent: AgentInImage;
  /** Month of publication where it decided, and where it stands. */
  readonly published?: { readonly month: string; readonly from: 'name' | 'CreationDate' };
  readonly system?: { readonly id: SystemId; readonly release: string };
}

/**
 * The family that an image's name belongs to, by the first row that fits. A name proves nothing without its owner:
 * then the match says so and its agent is `unknown`.
 */
export function matchFamily(image: ImageIdentity): FamilyMatch | undefined {
  for (const row of AMI_FAMILIES) {
    const groups = row.name.exec(image.name);
    if (groups !== null) return toMatch(row, image, groups.groups ?? {});
  }
  return undefined;
}

type Groups = Readonly<Record<string, string | undefined>>;

function toMatch(row: AmiFamily, image: ImageIdentity, groups: Groups): FamilyMatch {
  if (!isOwnedByPublisher(row, image)) return { row, isPublishers: false, agent: 'unknown' };
  const system = systemOf(row, groups);
  const match = { row, isPublishers: true, ...(system === undefined ? {} : { system }) };
  if (row.since === undefined) return { ...match, agent: row.agent };
  const published = publicationOf(image, groups);
  if (published === undefined) return { ...match, agent: 'unknown' };
  return { ...match, published, agent: published.month >= row.since.month ? row.agent : row.since.before };
}

/**
 * AWS alone gives the alias `amazon`: to its own accounts and to verified publishers, so that one of these does not
 * stand for another one's images. Any other alias means that somebody else offers the image.
 */
function isOwnedByPublisher(row: AmiFamily, { ownerAlias, ownerId }: ImageIdentity): boolean {
  if (ownerAlias !== undefined && ownerAlias !== 'amazon') return false;
  if (ownerId === undefined) return ownerAlias === 'amazon';
  if (row.owners.includes(ownerId)) return true;
  return ownerAlias === 'amazon' && !PUBLISHERS.has(ownerId);
}

/** The date in the name comes first: the CreationDate of a copy is the day on which it was copied. */
function publicationOf(image: ImageIdentity, { year, month }: Groups): FamilyMatch['published'] {
  if (year !== undefined && month !== undefined) return { month: `${year}-${month}`, from: 'name' };
  const created = /^\d{4}-\d{2}(?=-\d{2}T)/.exec(image.creationDate ?? '')?.[0];
  return created === undefined ? undefined : { month: created, from: 'CreationDate' };
}

function systemOf(row: AmiFamily, groups: Groups): FamilyMatch['system'] {
  const release = row.release ?? groups['release'];
  if (row.system === undefined || release === undefined) return undefined;
  const { servicePack } = groups;
  return { id: row.system, release: servicePack === undefined ? release : `${release}.${servicePack}` };
}
