import type { Evidence } from '../../model/finding.ts';
import type { Subject } from '../../model/inventory.ts';
import { read } from '../../model/known.ts';
import {
  judgeEndpointAcl,
  judgeNatAcl,
  judgeReturnPorts,
  judgeSubnetAcl,
  type OsFamily,
} from './acl-hops.ts';
import { judgeEgress, judgeEgressAnywhere } from './egress-hop.ts';
import { judgeEndpointGroups } from './endpoint-group-hop.ts';
import { judgeEndpointPolicy } from './endpoint-policy.ts';
import { memoize } from './memo.ts';
import { judgeNames } from './name-hop.ts';
import {
  combineAny,
  type Hop,
  HOP_NAMES,
  type HopName,
  type HopResult,
  type NetworkPath,
  passed,
  type PathKind,
  type Service,
  stageOf,
  undecided,
} from './path.ts';
import { findSender, type Sender, shareSituation, type Situation } from './situation.ts';
import type { Way } from './way.ts';
import { findWays } from './ways.ts';

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
  const { situation, interfaceCount } = sender.value;
  const { path, isShared } = solveShared(situation, service, readOsFamily(subject));
  if (isShared && interfaceCount === 1) return path;
  return { ...path, hops: HOP_NAMES.flatMap((name) => solveHop(subject, service, name) ?? []) };
}

/** One hop of the path, at the cost of that hop and of finding the way; `undefined` when no way has it. */
export function solveHop(subject: Subject, service: Service, name: HopName): Hop | undefined {
  const sender = findSender(subject);
  if (!sender.known) return { name, ...undecided(sender.gap) };
  const { situation, address, interfaceCount } = sender.value;
  const os = name === 'return-ports' ? readOsFamily(subject) : 'either';
  let hop = solveSharedHop(situation, service, name, os);
  if (hop?.needsIndividual === true) {
    const individual = { arn: subject.arn, ...(address === undefined ? {} : { address }) };
    hop = solveSharedHop(shareSituation({ ...situation, individual }), service, name, os);
  }
  if (name !== 'route' || interfaceCount === 1 || hop === undefined) return hop;
  return { ...hop, evidence: [...hop.evidence, severalInterfaces(sender.value)] };
}

interface SharedPath {
  readonly path: NetworkPath;
  /** False where a hop depends on the instance's own address or ARN. */
  readonly isShared: boolean;
}

const solveShared = memoize((situation: Situation, service: Service, os: OsFamily): SharedPath => {
  const hops = HOP_NAMES.flatMap((name) => {
    const hop = solveSharedHop(situation, service, name, name === 'return-ports' ? os : 'either');
    return hop === undefined ? [] : [hop];
  });
  return {
    path: { service, kind: findKind(situation, service), hops },
    isShared: !hops.some(({ needsIndividual }) => needsIndividual === true),
  };
});

/** What all instances of a situation share; `needsIndividual` says that this one's own address or ARN decides. */
export const solveSharedHop = memoize(
  (situation: Situation, service: Service, name: HopName, os: OsFamily): Hop | undefined => {
    const result = judgeHop(situation, service, name, os);
    if (result === undefined) return undefined;
    return {
      ...result,
      name,
      problems: result.problems.map((problem) => ({
        ...problem,
        stages: problem.stages ?? [stageOf(service)],
      })),
      gaps: result.gaps.map((gap) => ({ ...gap, stages: gap.stages ?? [stageOf(service)] })),
    };
  },
);

const findKind = memoize((situation: Situation, service: Service): PathKind => {
  const { ways } = findWays(shareSituation({ ...situation, usesVpcResolver: true }), service);
  const kinds = new Set(ways.filter(({ isAside }) => isAside !== true).map(({ kind }) => kind));
  const [only] = kinds;
  return kinds.size === 1 && only !== undefined ? only : 'undecided';
});

function judgeHop(
  situation: Situation,
  service: Service,
  name: HopName,
  os: OsFamily,
): HopResult | undefined {
  if (name === 'name-resolution') return judgeNames(situation, service);
  if (name === 'security-group-egress') {
    const everywhere = judgeEgressAnywhere(situation);
    if (everywhere !== undefined) return everywhere;
  }
  // Whether other name servers answer the same is the question of the name-resolution hop alone: a hop that passes
  // the way that the VPC's resolver gives passes. One that fails there may still not be on the real way.
  const usual = judgeOnWays(situation, { ...situation, usesVpcResolver: true }, service, name, os);
  if (usual === undefined || usual.status === 'pass' || usual.status === 'degraded') return usual;
  return judgeOnWays(situation, situation, service, name, os);
}

function judgeOnWays(
  situation: Situation,
  resolving: Situation,
  service: Service,
  name: Exclude<HopName, 'name-resolution'>,
  os: OsFamily,
): HopResult | undefined {
  const { individual: _, ...common } = resolving;
  const { ways, doubt } = findWays(shareSituation(common), service);
  const results = ways.map((way) => judgeOnWay(situation, service, name, os, way));
  if (results.every((result) => result === undefined)) return undefined;
  // A way that has no such hop is not stopped by it.
  return combineAny(
    results.map((result) => result ?? passed()),
    doubt,
  );
}

function judgeOnWay(
  situation: Situation,
  service: Service,
  name: Exclude<HopName, 'name-resolution'>,
  os: OsFamily,
  way: Way,
): HopResult | undefined {
  const endpoint = typeof way.reach === 'string' ? undefined : way.reach.endpoint;
  switch (name) {
    case 'security-group-egress':
      return judgeEgress(situation, way);
    case 'subnet-acl':
      return judgeSubnetAcl(situation, way);
    case 'route':
      return way.route;
    case 'gateway':
      return way.gateway;
    case 'endpoint':
      return way.endpoint;
    case 'nat-acl':
      return judgeNatAcl(situation, way);
    case 'endpoint-acl':
      return judgeEndpointAcl(situation, way);
    case 'endpoint-security-group':
      return endpoint && judgeEndpointGroups(situation, endpoint);
    case 'endpoint-policy':
      return endpoint && judgeEndpointPolicy(situation, service, endpoint);
    case 'return-ports':
      return judgeReturnPorts(situation, way, os);
  }
}

/** EC2 says `windows` or nothing at all. */
export function readOsFamily({ instance }: Subject): OsFamily {
  const platform = read(instance, 'Platform');
  if (!platform.known) return 'either';
  return platform.value?.toLowerCase() === 'windows' ? 'windows' : 'linux';
}

function severalInterfaces({ interfaceId, interfaceCount }: Sender): Evidence {
  return {
    resource: interfaceId,
    detail: `Taken as the sending one of ${interfaceCount} interfaces: device index 0.`,
  };
}
