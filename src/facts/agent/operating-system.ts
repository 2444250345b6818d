import {
  LIST_READ,
  OPERATING_SYSTEMS,
  type ReleaseRange,
  type SystemId,
} from '../../data/operating-systems.ts';

export { LIST_READ };

export interface SystemRelease {
  readonly id: SystemId;
  /** Integers with dots between them, as many as are known. */
  readonly release: string;
}

/**
 * - `listed`, `not-listed`: AWS's list of supported systems decides.
 * - `newer`: newer than all that the list named when it was read, so it may have been added since.
 * - `unclear`: the release is not known precisely enough, or the list names it for one architecture only.
 */
export type Listing = 'listed' | 'not-listed' | 'newer' | 'unclear';

/** The system that the agent reports (ssm:DescribeInstanceInformation); `undefined` for one that is not known here. */
export function identifySystem(platformName: string, platformVersion: string): SystemRelease | undefined {
  for (const { system, platformName: pattern } of OPERATING_SYSTEMS) {
    const match = pattern.exec(platformName.trim());
    if (match === null) continue;
    const release = match.groups?.['release'] ?? /^\d+(?:\.\d+)*/.exec(platformVersion.trim())?.[0];
    return release === undefined ? undefined : { id: system, release };
  }
  return undefined;
}

export function titleOf({ id, release }: SystemRelease): string {
  const system = OPERATING_SYSTEMS.find((entry) => entry.system === id);
  return `${system?.title ?? id} ${release}`;
}

/** Whether a release is on AWS's list; `architecture` in EC2's word, where it is known. */
export function judgeSystem({ id, release }: SystemRelease, architecture?: string): Listing {
  const listed = OPERATING_SYSTEMS.find(({ system }) => system === id)?.listed;
  const number = parse(release);
  if (listed === undefined || number === undefined) return 'unclear';
  const places = listed.map((range) => ({ range, place: placeIn(number, range) }));
  const inside = new Set(
    places
      .filter(({ place }) => place === 'inside')
      .map(({ range }) => admitsArchitecture(range, architecture)),
  );
  if (inside.has('listed')) return 'listed';
  if (inside.has('unclear') || places.some(({ place }) => place === 'unclear')) return 'unclear';
  const isAfterAll = places.length > 0 && places.every(({ place }) => place === 'after');
  return isAfterAll ? 'newer' : 'not-listed';
}

function admitsArchitecture(range: ReleaseRange, architecture: string | undefined): Listing {
  if (range.architecture === undefined) return 'listed';
  if (architecture === undefined) return 'unclear';
  return architecture === range.architecture ? 'listed' : 'not-listed';
}

function placeIn(release: readonly number[], range: ReleaseRange): 'before' | 'inside' | 'after' | 'unclear' {
  const from = parse(range.from);
  // Without an end the range goes on: nothing is after it.
  const to = range.to === undefined ? [] : parse(range.to);
  if (from === undefined || to === undefined) return 'unclear';
  if (compareHead(release, to) > 0) return 'after';
  if (compareHead(release, from) < 0) return 'before';
  // `8` may be 8.2 or 8.4: where the range begins inside of what the release leaves open, it does not decide.
  return from.slice(release.length).some((part) => part > 0) && compareHead(release, from) === 0
    ? 'unclear'
    : 'inside';
}

/** Compares as many parts as both have: 9.4 is within 9, and 8 is within 8.10. */
function compareHead(a: readonly number[], b: readonly number[]): number {
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 0;
    if (part !== other) return part - other;
  }
  return 0;
}

function parse(release: string): readonly number[] | undefined {
  return /^\d+(?:\.\d+)*$/.test(release) ? release.split('.').map(Number) : undefined;
}
