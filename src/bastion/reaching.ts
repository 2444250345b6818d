import type { Admission } from '../model/bastion.ts';
import { describeGap } from '../model/known.ts';
import { type Admissions, findAdmissions } from './admissions.ts';
import type { Door } from './door.ts';
import { mayKnock } from './egress.ts';
import { type Answer, leadsTo, worstOf } from './reach.ts';
import type { Target } from './target.ts';

/** How a host gets to a port of a target. */
export interface Reaching {
  readonly admissions: readonly Admission[];
  /** Empty when it certainly does. */
  readonly doubts: readonly string[];
}

const NOWHERE: Reaching = { admissions: [], doubts: [] };

/** Whether the host reaches the port: the target's groups let it in, its own let it out, and routes lead there. */
export function reachPort(door: Door, target: Target, port: number): Reaching {
  if (target.groupIds.length === 0)
    return { admissions: [], doubts: ['Which security groups does it have?'] };
  return judgeReaching(door, target, port, findAdmissions(target.region, target.groupIds, door, port));
}

function judgeReaching(
  door: Door,
  target: Target,
  port: number,
  { admissions: all, gaps }: Admissions,
): Reaching {
  // By its public address it comes over the internet, where only a public address answers.
  const admissions = all.filter(({ by }) => by !== 'public-address' || target.hasPublicAddress);
  if (admissions.length + gaps.length === 0) return NOWHERE;
  const isPublicOnly = admissions.length > 0 && admissions.every(({ by }) => by === 'public-address');
  const answer: Answer = isPublicOnly
    ? { is: 'yes' }
    : worstOf([leadsTo(door, target), mayKnock(door, target, port)]);
  if (answer.is === 'no') return NOWHERE;
  const unread = admissions.length > 0 ? [] : gaps.map(describeGap);
  return { admissions, doubts: [...unread, ...(answer.is === 'maybe' ? [answer.doubt] : [])] };
}

export function isReached({ admissions, doubts }: Reaching): boolean {
  return admissions.length + doubts.length > 0;
}
