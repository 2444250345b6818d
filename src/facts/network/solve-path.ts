import type { Evidence } from '../../model/finding.ts';
import type { Subject } from '../../model/inventory.ts';
import {
  type Hop,
  HOP_NAMES,
  type HopName,
  type NetworkPath,
  type Service,
  STAGES_OF,
} from '../../model/path.ts';
import type { Gap } from '../../model/known.ts';
import { instanceArn } from '../iam/instance-arn.ts';
import { findCaller } from './caller.ts';
import { type HopResult, joinNeeds, type Needs, undecided } from './hop-result.ts';
import { memoize } from '../memo.ts';
import { type OsFamily, readOsFamily } from './os-family.ts';
import { findSender, type Sender, shareSituation, type Situation } from './situation.ts';
import { type SharedHop, solveHopOf, solveSituation } from './solve-situation.ts';
import { situationFor } from './wanted.ts';

/**
 * How an instance reaches a service, hop by hop: IPv4, TCP 443, from its sending interface. Everything is derived from
 * configuration; a hop that rests on an answer that was not read is unknown. A hop that no possible way has is left
 * out, and so `endpoint` hops mean that an endpoint is, or may be, on the way.
 */
export function solvePath(subject: Subject, service: Service): NetworkPath {
  const sender = findSender(subject);
  if (!sender.known) {
    const hop = unseen(sender.gap, service);
    return { service, kind: 'undecided', hops: HOP_NAMES.map((name) => ({ name, ...hop })) };
  }
  const os = readOsFamily(subject);
  const situation = situationFor(sender.value.situation, service);
  const { path, needsIndividual } = askCaller(subject, situation, (asked) =>
    solveSituation(asked, service, os),
  );
  if (needsIndividual !== true && sender.value.interfaceCount === 1) return path;
  return { ...path, hops: HOP_NAMES.flatMap((name) => solveHop(subject, service, name) ?? []) };
}

/** The paths to several services, in their order; one list for all instances that share it. */
export function solvePaths(subject: Subject, services: readonly Service[]): readonly NetworkPath[] {
  const sender = findSender(subject);
  if (sender.known && sender.value.interfaceCount === 1) {
    const os = readOsFamily(subject);
    const { situation } = sender.value;
    const shared = askCaller(subject, situation, (asked) => solveShared(asked, services, os));
    if (shared.needsIndividual !== true) return shared.paths;
  }
  return services.map((service) => solvePath(subject, service));
}

const solveShared = memoize((situation: Situation, services: readonly Service[], os: OsFamily) => {
  const solved = services.map((service) => solveSituation(situationFor(situation, service), service, os));
  return { paths: solved.map(({ path }) => path), ...joinNeeds(solved) };
});

/** Solves the situation, and again for the agent's own role where the policy of an endpoint tells roles apart. */
export function askCaller<T extends Needs | undefined>(
  subject: Subject,
  situation: Situation,
  solve: (situation: Situation) => T,
): T {
  const answer = solve(situation);
  if (answer?.needsCaller !== true) return answer;
  return solve(shareSituation({ ...situation, caller: findCaller(subject) }));
}

/** One hop of the path, at the cost of that hop and of finding the way; `undefined` when no way has it. */
export function solveHop(subject: Subject, service: Service, name: HopName): Hop | undefined {
  const sender = findSender(subject);
  if (!sender.known) return { name, ...unseen(sender.gap, service) };
  const { interfaceCount } = sender.value;
  const situation = situationFor(sender.value.situation, service);
  const readOs = (): OsFamily => readOsFamily(subject);
  const solve = (asked: Situation): SharedHop | undefined => solveHopOf(asked, service, name, readOs);
  let hop = askCaller(subject, situation, solve);
  if (hop?.needsIndividual === true) {
    hop = askCaller(subject, narrow(situation, sender.value, instanceArn(subject)), solve);
  }
  if (name !== 'route' || interfaceCount === 1 || hop === undefined) return hop;
  return { ...hop, evidence: [...hop.evidence, severalInterfaces(sender.value)] };
}

/** Of an instance whose interface is not known, nothing is known that the service's traffic meets. */
function unseen(gap: Gap, service: Service): HopResult {
  return undecided({ ...gap, stages: STAGES_OF[service] });
}

/** The situation of one instance alone. */
function narrow(situation: Situation, { address, ipv6Address }: Sender, arn: string): Situation {
  const individual = {
    arn,
    ...(address === undefined ? {} : { address }),
    ...(ipv6Address === undefined ? {} : { ipv6Address }),
  };
  return shareSituation({ ...situation, individual });
}

function severalInterfaces({ interfaceId, interfaceCount }: Sender): Evidence {
  return {
    resource: interfaceId,
    detail: `Taken as the sending one of ${interfaceCount} interfaces: device index 0.`,
  };
}
