import type { Through } from '../model/bastion.ts';
import { describeGap } from '../model/known.ts';
import type { Subject } from '../model/inventory.ts';
import { type Door, doorOf } from './door.ts';
import { isReached, reachPort } from './reaching.ts';
import { ADMIN_PORTS } from './rule-ports.ts';
import { targetsOf } from './target.ts';

/** How the bastions get into one instance by SSH or RDP; `undefined` when none of them certainly or maybe does. */
export interface Knocking {
  readonly ports: readonly number[];
  readonly through: readonly Through[];
  readonly isDirect: boolean;
  readonly doubts: readonly string[];
}

export function findKnocking(bastions: readonly Door[], subject: Subject): Knocking | undefined {
  const { gaps } = doorOf(subject);
  const found = bastions.map((door) => ({ door, ...knock(door, subject) }));
  const open = found.filter(({ through }) => through.admissions.length > 0);
  const doubts = [...new Set([...gaps.map(describeGap), ...found.flatMap((one) => one.doubts)])].sort();
  if (open.length === 0) {
    return doubts.length === 0 ? undefined : { ports: [], through: [], isDirect: false, doubts };
  }
  const isCertain = open.some((one) => one.doubts.length === 0);
  return {
    ports: [...new Set(open.flatMap(({ ports }) => ports))].sort((a, b) => a - b),
    through: open.map(({ through }) => through),
    isDirect: open.some(({ through }) => through.admissions.some(({ isDirect }) => isDirect)),
    doubts: isCertain ? [] : doubts,
  };
}

function knock(door: Door, subject: Subject) {
  const tried = targetsOf(subject).flatMap((target) =>
    ADMIN_PORTS.map((port) => ({ port, ...reachPort(door, target, port) })),
  );
  const reached = tried.filter(isReached);
  // What is certain by one way needs no other.
  const certain = reached.filter(({ doubts }) => doubts.length === 0);
  const counted = certain.length > 0 ? certain : reached;
  const admissions = counted.flatMap((one) => one.admissions);
  return {
    ports: counted.filter((one) => one.admissions.length > 0).map(({ port }) => port),
    through: {
      bastion: door.subject.instance.InstanceId,
      admissions: [...new Map(admissions.map((one) => [JSON.stringify(one), one])).values()],
    },
    doubts: certain.length > 0 ? [] : counted.flatMap(({ doubts }) => doubts),
  };
}
