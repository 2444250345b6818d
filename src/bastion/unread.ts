import type { BastionQuestion } from '../model/bastion.ts';
import { describeGap } from '../model/known.ts';
import type { Report } from '../model/report.ts';
import { listLeavingRoutes } from './beyond.ts';
import type { Door } from './door.ts';
import { tellGap } from './tell-gap.ts';

/** What was not read and may hide somebody who needs the bastion. */
export function listUnread(doors: readonly Door[], scopes: Report['scopes']): BastionQuestion[] {
  return [
    ...doors.flatMap((door) => [
      ...door.gaps.map((gap) => ask(describeGap(gap), door)),
      ...askServices(door),
    ]),
    ...doors.flatMap((door) => askRoutes(door)),
    ...askRegions(doors, scopes),
  ];
}

function askServices(door: Door): BastionQuestion[] {
  const { AllNetworkInterfaces: list } = door.subject.region;
  if (!list.known)
    return [ask(`Which databases and other services does it reach? ${tellGap(list.gap)}`, door)];
  const listed = new Set(list.value.map(({ NetworkInterfaceId }) => NetworkInterfaceId));
  // An answer that was filtered is no list of everything.
  const isWhole = door.interfaces.every(({ NetworkInterfaceId }) => listed.has(NetworkInterfaceId));
  return isWhole
    ? []
    : [
        ask(
          'Which databases and other services does it reach? The list of network interfaces lacks its own, so that it is not whole.',
          door,
        ),
      ];
}

function askRoutes(door: Door): BastionQuestion[] {
  const { RouteTables } = door.subject.region;
  return RouteTables.known
    ? []
    : [ask(`Do others send by it, as by a NAT? ${tellGap(RouteTables.gap)}`, door)];
}

/** In a region that was not read there may be hosts that it reaches, where anything leads out of its VPC. */
function askRegions(doors: readonly Door[], scopes: Report['scopes']): BastionQuestion[] {
  const leaving = doors.filter((door) => listLeavingRoutes(door).length > 0);
  const unread = scopes.filter(({ status }) => status === 'unreadable' || status === 'skipped');
  const regions = [...new Set(unread.map(({ region }) => region))].join(', ');
  return unread.length === 0
    ? []
    : leaving.map((door) =>
        ask(
          `What does it reach in ${regions}, which could not be read, by ${listLeavingRoutes(door).join(', ')}?`,
          door,
        ),
      );
}

function ask(question: string, { subject }: Door): BastionQuestion {
  return { question, about: [subject.instance.InstanceId] };
}
