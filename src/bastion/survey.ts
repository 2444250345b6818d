import type { Bastion, BastionQuestion, Blocker, Dependant, ServiceDependant } from '../model/bastion.ts';
import type { Cause } from '../model/finding.ts';
import type { IamInventory, Subject } from '../model/inventory.ts';
import type { Report, ReportInstance } from '../model/report.ts';
import { weighClosed, weighDependant, weighRoutes, weighService } from './blockers.ts';
import { conclude } from './conclude.ts';
import { findDependants } from './dependants.ts';
import type { Entrances } from './other-ways.ts';
import type { FoundHost } from './hosts.ts';
import { listRelays } from './relays.ts';
import { findRoutesThrough, routeCause } from './routes-through.ts';
import { findServices } from './services.ts';
import { startCause } from './start-cause.ts';
import { findStarters, type StartAnswer } from './starters.ts';
import { listUnread } from './unread.ts';

export interface Survey {
  readonly bastions: readonly Bastion[];
  readonly dependants: readonly Dependant[];
  readonly services: readonly ServiceDependant[];
  readonly blockers: readonly Blocker[];
  readonly questions: readonly BastionQuestion[];
  readonly causes: readonly Cause[];
  readonly starters: StartAnswer['starters'];
}

export interface Account {
  readonly subjects: readonly Subject[];
  readonly judged: ReadonlyMap<string, ReportInstance>;
  readonly scopes: Report['scopes'];
  readonly iam: IamInventory;
}

/** Everything that the bastions of one account reach, and whether it can be reached without them. */
export function survey(hosts: readonly FoundHost[], entrances: Entrances, account: Account): Survey {
  const { subjects, judged, scopes, iam } = account;
  const doors = hosts.map(({ door }) => door);
  const found = findDependants(doors, subjects, judged, entrances);
  const relays = listRelays(subjects, judged, doors);
  const regions = new Set(doors.map(({ subject }) => subject.region));
  const served = [...regions].flatMap((region) => findServices(doors, region, relays));
  const dependants = found.map(({ dependant }) => dependant);
  const services = served.map(({ service }) => service);
  const own = subjects.filter((subject) => subject.iam === iam);
  const start = findStarters(iam, listStartTargets(dependants, services, own));
  const closing = start.closed.slice(0, 1).map((subject) => startCause(subject));

  const weighed = [
    ...dependants.map((one) => ({ from: one.through, ...weighDependant(one) })),
    ...services.map((one) => ({ from: one.through, ...weighService(one) })),
  ];
  const routed = doors.map((door) => {
    const routes = findRoutesThrough(door);
    return { door, routes: routes.known ? routes.value : [] };
  });
  const ofAll = {
    blockers: weighClosed(start.closed, closing[0]?.key ?? ''),
    questions: [...listUnread(doors, scopes), ...askStart(start)],
  };
  const bastions = hosts.map(({ host, door }): Bastion => {
    const { instanceId } = host;
    // What only may be reached has no way of its own: it speaks of each.
    const mine = weighed.filter(
      ({ from }) => from.length === 0 || from.some(({ bastion }) => bastion === instanceId),
    );
    const routes = routed.find((one) => one.door === door)?.routes ?? [];
    const verdict = conclude({
      blockers: [...ofAll.blockers, ...mine.flatMap((one) => one.blockers), ...weighRoutes(door, routes)],
      questions: [
        ...ofAll.questions.filter(
          ({ about }) =>
            !doors.some((other) => other !== door && about[0] === other.subject.instance.InstanceId),
        ),
        ...mine.flatMap((one) => one.questions),
      ],
    });
    const addresses = door.interfaces.flatMap(({ PrivateIpAddress, Association }) => [
      PrivateIpAddress,
      Association?.PublicIp,
    ]);
    return {
      ...host,
      verdict,
      groups: [...door.groupIds].sort(),
      addresses: addresses.filter((one) => one !== undefined),
      routes,
    };
  });
  return {
    bastions,
    dependants,
    services,
    blockers: [
      ...weighed.flatMap((one) => one.blockers),
      ...routed.flatMap(({ door, routes }) => weighRoutes(door, routes)),
      ...ofAll.blockers,
    ],
    questions: joinQuestions([...weighed.flatMap((one) => one.questions), ...ofAll.questions]),
    causes: [
      ...found.flatMap(({ causes }) => causes),
      ...served.flatMap(({ causes }) => causes),
      ...routed.flatMap(({ door, routes }) => routes.map((route) => routeCause(door, route))),
      ...closing,
    ],
    starters: start.starters,
  };
}

/** Hosts to which somebody will open a session instead: those behind the bastion, and those that forward ports. */
function listStartTargets(
  dependants: readonly Dependant[],
  services: readonly ServiceDependant[],
  subjects: readonly Subject[],
): Subject[] {
  const arns = new Set(dependants.filter(({ judgement }) => judgement !== 'exempt').map(({ arn }) => arn));
  const relays = new Set(services.flatMap((one) => one.relays.map(({ instanceId }) => instanceId)));
  return subjects.filter(({ arn, instance }) => arns.has(arn) || relays.has(instance.InstanceId));
}

function askStart({ question, unclear }: StartAnswer): BastionQuestion[] {
  const [first] = unclear;
  return [
    ...(question === undefined ? [] : [{ question, about: [] }]),
    ...(first === undefined
      ? []
      : [
          {
            question:
              'Who may start sessions to them? For everybody who may, a condition decides that AWS does not show here.',
            about: unclear.map(({ instance }) => instance.InstanceId),
          },
        ]),
  ];
}

/** One question about many hosts is one question. */
function joinQuestions(questions: readonly BastionQuestion[]): BastionQuestion[] {
  const byText = new Map<string, Set<string>>();
  for (const { question, about } of questions) {
    const ids = byText.get(question) ?? new Set();
    about.forEach((id) => ids.add(id));
    byText.set(question, ids);
  }
  return [...byText].map(([question, ids]) => ({ question, about: [...ids].sort() }));
}
