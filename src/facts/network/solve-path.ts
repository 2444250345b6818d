import type { Evidence } from '../../model/finding.ts';
import type { Subject } from '../../model/inventory.ts';
import { type Hop, HOP_NAMES, type HopName, type NetworkPath, type Service } from '../../model/path.ts';
import { undecided } from './hop-result.ts';
import { memoize } from '../memo.ts';
import { type OsFamily, readOsFamily } from './os-family.ts';
import { findSender, type Sender, shareSituation, type Situation } from './situation.ts';
import { solveHopOf, solveSituation } from './solve-situation.ts';
import { situationFor } from './wanted.ts';

/**
 * How an instance reaches a service, hop by hop: IPv4, TCP 443, from its sending interface. Everything is derived from
 * configuration; a hop that rests on an answer that was not read is unknown. A hop that no possible way has is left
 * out, and so `endpoint` hops mean that an endpoint is, or may be, on the way.
 */
export function solvePath(subject: Subject, service: Service): NetworkPath {
  const sender = findSender(subject);
  if (!sender.known) {
    return {
      service,
      kind: 'undecided',
      hops: HOP_NAMES.map((name) => ({ name, ...undecided(sender.gap) })),
    };
  }
  const situation = situationFor(sender.value.situation, service);
  const { path, needsIndividual } = solveSituation(situation, service, readOsFamily(subject));
  if (!needsIndividual && sender.value.interfaceCount === 1) return path;
  return { ...path, hops: HOP_NAMES.flatMap((name) => solveHop(subject, service, name) ?? []) };
}

/** The paths to several services, in their order; one list for all instances that share it. */
export function solvePaths(subject: Subject, services: readonly Service[]): readonly NetworkPath[] {
  const sender = findSender(subject);
  if (sender.known && sender.value.interfaceCount === 1) {
    const shared = solveShared(sender.value.situation, services, readOsFamily(subject));
    if (shared !== undefined) return shared;
  }
  return services.map((service) => solvePath(subject, service));
}

/** `undefined` where the instances of the situation differ. */
const solveShared = memoize((situation: Situation, services: readonly Service[], os: OsFamily) => {
  const solved = services.map((service) => solveSituation(situationFor(situation, service), service, os));
  return solved.some(({ needsIndividual }) => needsIndividual) ? undefined : solved.map(({ path }) => path);
});

/** One hop of the path, at the cost of that hop and of finding the way; `undefined` when no way has it. */
export function solveHop(subject: Subject, service: Service, name: HopName): Hop | undefined {
  const sender = findSender(subject);
  if (!sender.known) return { name, ...undecided(sender.gap) };
  const { interfaceCount } = sender.value;
  const situation = situationFor(sender.value.situation, service);
  const readOs = (): OsFamily => readOsFamily(subject);
  let hop = solveHopOf(situation, service, name, readOs);
  if (hop?.needsIndividual === true) {
    hop = solveHopOf(narrow(situation, sender.value, subject.arn), service, name, readOs);
  }
  if (name !== 'route' || interfaceCount === 1 || hop === undefined) return hop;
  return { ...hop, evidence: [...hop.evidence, severalInterfaces(sender.value)] };
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
