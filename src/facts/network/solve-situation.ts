import type { Hop, HopName, NetworkPath, PathKind, Service } from '../../model/path.ts';
import { HOP_NAMES, STAGES_OF } from '../../model/path.ts';
import { judgeEndpointAcl, judgeNatAcl, judgeReturnPorts, judgeSubnetAcl } from './acl-hops.ts';
import { judgeEgress, judgeEgressAnywhere } from './egress-hop.ts';
import { judgeEndpointGroups } from './endpoint-group-hop.ts';
import { judgeEndpointPolicy } from './endpoint-policy.ts';
import { combineAny, type HopResult, passed } from './hop-result.ts';
import { memoize } from './memo.ts';
import { judgeNames } from './name-hop.ts';
import type { OsFamily } from './os-family.ts';
import { shareSituation, type Situation } from './situation.ts';
import { endpointOf, type Way } from './way.ts';
import { findWays } from './ways.ts';

/** A hop as all instances of a situation share it. */
export interface SharedHop extends Hop {
  /** This instance's own address or ARN decides. */
  readonly needsIndividual?: boolean;
}

export interface SharedPath {
  /** One object for all instances that share it, so that a report can hold it once. */
  readonly path: NetworkPath;
  /** Some hop depends on an instance's own address or ARN. */
  readonly needsIndividual: boolean;
}

/** The path of every instance of the situation, but for hops that depend on one instance's own address or ARN. */
export const solveSituation = memoize((situation: Situation, service: Service, os: OsFamily): SharedPath => {
  const hops = HOP_NAMES.flatMap((name) => {
    const hop = solveSharedHop(situation, service, name, name === 'return-ports' ? os : 'either');
    return hop === undefined ? [] : [hop];
  });
  return {
    path: { service, kind: findKind(situation, service), hops },
    needsIndividual: hops.some(({ needsIndividual }) => needsIndividual === true),
  };
});

/** One hop; `undefined` when no possible way has it. */
export const solveSharedHop = memoize(
  (situation: Situation, service: Service, name: HopName, os: OsFamily): SharedHop | undefined => {
    const result = judgeHop(situation, service, name, os);
    if (result === undefined) return undefined;
    const stages = STAGES_OF[service];
    return {
      ...result,
      name,
      problems: result.problems.map((problem) => ({ ...problem, stages: problem.stages ?? stages })),
      gaps: result.gaps.map((gap) => ({ ...gap, stages: gap.stages ?? stages })),
    };
  },
);

function findKind(situation: Situation, service: Service): PathKind {
  const { ways } = findWays(shareSituation({ ...situation, usesVpcResolver: true }), service);
  const kinds = new Set(ways.filter(({ isAside }) => isAside !== true).map(({ kind }) => kind));
  const [only] = kinds;
  return kinds.size === 1 && only !== undefined ? only : 'undecided';
}

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
  const failing = results.filter((result) => result?.status === 'fail');
  const isPartial = failing.length > 0 && failing.length < ways.length;
  // Ways of which each fails somewhere are no way, whichever is taken; what fails here is then part of why.
  const isEachStopped = isPartial && ways.every((way) => failsSomewhere(situation, service, os, way));
  const counted = isEachStopped ? failing : results;
  // A way that has no such hop is not stopped by it.
  return combineAny(
    counted.map((result) => result ?? passed()),
    doubt,
  );
}

function failsSomewhere(situation: Situation, service: Service, os: OsFamily, way: Way): boolean {
  return HOP_NAMES.some(
    (name) => name !== 'name-resolution' && judgeOnWay(situation, service, name, os, way)?.status === 'fail',
  );
}

function judgeOnWay(
  situation: Situation,
  service: Service,
  name: Exclude<HopName, 'name-resolution'>,
  os: OsFamily,
  way: Way,
): HopResult | undefined {
  const endpoint = endpointOf(way);
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
