import type { Hop, HopName, NetworkPath, PathKind, Service } from '../../model/path.ts';
import { HOP_NAMES, STAGES_OF } from '../../model/path.ts';
import { judgeEgressAnywhere } from './egress-hop.ts';
import { combineAny, type HopResult, joinNeeds, type Needs, passed } from './hop-result.ts';
import { findStop, isOpen, judgeOnWay, type WayHopName } from './judge-way.ts';
import { memoize } from '../memo.ts';
import { judgeNames } from './name-hop.ts';
import { readForeignResolver } from './names.ts';
import type { OsFamily } from './os-family.ts';
import { shareSituation, type Situation } from './situation.ts';
import { findWays, type Ways } from './ways.ts';

/** A hop as all instances of a situation share it, and what it would take to say more. */
export interface SharedHop extends Hop, Needs {}

/** What some hop needs to know of the instance to say more, if anything. */
export interface SharedPath extends Needs {
  /** One object for all instances that share it, so that a report can hold it once. */
  readonly path: NetworkPath;
}

/** The path of every instance of the situation, but for hops that depend on one instance's own address or ARN. */
export const solveSituation = memoize((situation: Situation, service: Service, os: OsFamily): SharedPath => {
  const hops = HOP_NAMES.flatMap((name) => solveHopOf(situation, service, name, () => os) ?? []);
  return {
    path: { service, kind: findKind(situation, service), hops },
    ...joinNeeds(hops),
  };
});

/** One hop; the operating system is looked at only where it decides. `undefined` when no possible way has it. */
export function solveHopOf(
  situation: Situation,
  service: Service,
  name: HopName,
  readOs: () => OsFamily,
): SharedHop | undefined {
  return solveFor(WITH_POLICY.has(name) ? situation : withoutCaller(situation), service, name, readOs);
}

/** Hops that the policy of an endpoint may decide. The others are the same for all callers. */
const WITH_POLICY: ReadonlySet<HopName> = new Set(['gateway', 'endpoint-policy']);

function withoutCaller(situation: Situation): Situation {
  if (situation.caller === undefined) return situation;
  const { caller: _, ...others } = situation;
  return shareSituation(others);
}

function solveFor(
  situation: Situation,
  service: Service,
  name: HopName,
  readOs: () => OsFamily,
): SharedHop | undefined {
  const hop = name === 'return-ports' ? undefined : solveSharedHop(situation, service, name);
  if (name !== 'return-ports' && hop?.needsOs !== true) return hop;
  return solveSharedHop(shareSituation({ ...situation, os: readOs() }), service, name);
}

const solveSharedHop = memoize(
  (situation: Situation, service: Service, name: HopName): SharedHop | undefined => {
    const result = judgeHop(situation, service, name);
    if (result === undefined) return undefined;
    const stages = STAGES_OF[service];
    const { status, evidence, problems, gaps } = result;
    return {
      name,
      status,
      evidence,
      problems: problems.map((problem) => ({ ...problem, stages: problem.stages ?? stages })),
      gaps: gaps.map((gap) => ({ ...gap, stages: gap.stages ?? stages })),
      ...joinNeeds([result]),
    };
  },
);

function findKind(situation: Situation, service: Service): PathKind {
  const { ways } = findWays(withVpcResolver(situation), service);
  const kinds = new Set(ways.filter(({ isAside }) => isAside !== true).map(({ kind }) => kind));
  const [only] = kinds;
  return kinds.size === 1 && only !== undefined ? only : 'undecided';
}

function judgeHop(situation: Situation, service: Service, name: HopName): HopResult | undefined {
  if (name === 'name-resolution') return judgeNames(situation, service);
  if (name === 'security-group-egress') {
    const everywhere = judgeEgressAnywhere(situation);
    if (everywhere !== undefined) return everywhere;
  }
  // Whether other name servers answer the same is the question of the name-resolution hop alone: a hop that passes
  // the way that the VPC's resolver gives passes. One that fails there may still not be on the real way.
  const usual = judgeOnWays(situation, withVpcResolver(situation), service, name);
  if (usual === undefined || usual.status === 'pass' || usual.status === 'degraded') return usual;
  const foreign = readForeignResolver(situation);
  if (foreign.known && foreign.value === undefined) return usual;
  return judgeOnWays(situation, situation, service, name);
}

const withVpcResolver = memoize((situation: Situation) =>
  shareSituation({ ...situation, usesVpcResolver: true }),
);

/** What instances share that differ in nothing but themselves. */
const withoutInstance = memoize((situation: Situation) => {
  const { individual: _, os: __, ...common } = situation;
  return shareSituation(common);
});

function judgeOnWays(
  situation: Situation,
  resolving: Situation,
  service: Service,
  name: WayHopName,
): HopResult | undefined {
  const { ways, doubt, needs = {} } = findWaysOf(resolving, service);
  const results = ways.map((way) => judgeOnWay(situation, service, name, way));
  if (results.every((result) => result === undefined)) return undefined;
  const failing = results.filter((result) => result?.status === 'fail');
  const isPartial = failing.length > 0 && failing.length < ways.length;
  // Ways of which each fails somewhere are no way, whichever is taken; what fails here is then part of why.
  const isEachStopped = isPartial && ways.every((way) => findStop(situation, service, way).isStopped);
  const counted = isEachStopped ? failing : results;
  // A way that has no such hop is not stopped by it.
  const combined = combineAny(
    counted.map((result) => result ?? passed()),
    doubt,
  );
  return combined.status === 'unknown' ? { ...combined, ...joinNeeds([combined, needs]) } : combined;
}

/** Instances of one situation have the same ways, but where those depend on what the instance is. */
function findWaysOf(situation: Situation, service: Service): Ways {
  const shared = findWays(withoutInstance(situation), service);
  return isOpen(shared.needs ?? {}) ? findWays(situation, service) : shared;
}
