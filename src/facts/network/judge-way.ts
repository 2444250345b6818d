import { HOP_NAMES, type HopName, type Service, STAGES_OF } from '../../model/path.ts';
import { judgeEndpointAcl, judgeNatAcl, judgeReturnPorts, judgeSubnetAcl } from './acl-hops.ts';
import { judgeEgress } from './egress-hop.ts';
import { judgeEndpointGroups } from './endpoint-group-hop.ts';
import { judgeEndpointPolicy } from './endpoint-policy.ts';
import { mayHaveIpv6 } from './endpoints.ts';
import { ask, type HopResult, joinNeeds, type Needs, undecided } from './hop-result.ts';
import type { Situation } from './situation.ts';
import { endpointOf, type Way } from './way.ts';

/** Hops that stand on a way; which names resolve is decided before there are ways. */
export type WayHopName = Exclude<HopName, 'name-resolution'>;

export const WAY_HOP_NAMES = HOP_NAMES.filter((name) => name !== 'name-resolution');

/** One hop of one way; `undefined` where the way has no such hop. */
export function judgeOnWay(
  situation: Situation,
  service: Service,
  name: WayHopName,
  way: Way,
): HopResult | undefined {
  const result = judgeHop(situation, service, name, way);
  if (result?.status !== 'fail') return result;
  const endpoint = endpointOf(way);
  if (endpoint === undefined) return result;
  // IPv4 decides about an endpoint that has no other addresses. Names of others have IPv6 addresses too.
  const isIpv4 = situation.families === 'ipv4' || !mayHaveIpv6(endpoint);
  const isFamilyBound = name !== 'endpoint' && name !== 'endpoint-policy';
  if (isFamilyBound && !isIpv4) {
    const id = endpoint.VpcEndpointId ?? 'the endpoint';
    return undecided(ask(`Does the agent reach ${id} over IPv6? Over IPv4 it does not.`), ...result.evidence);
  }
  if (way.isCertain === true) return result;
  // Who is connected does not use this endpoint, whatever it refuses.
  const problems = result.problems.map((problem) => ({
    ...problem,
    stages: [...new Set([...STAGES_OF[service], ...(problem.stages ?? [])])],
  }));
  return { ...result, problems };
}

/** Whether a hop of the way stops it for certain, and what it takes where that is open for the situation. */
export function findStop(
  situation: Situation,
  service: Service,
  way: Way,
  names: readonly WayHopName[] = WAY_HOP_NAMES,
): { readonly isStopped: boolean; readonly needs: Needs } {
  const hops = names.map((name) => judgeOnWay(situation, service, name, way));
  const isStopped = hops.some((hop) => hop?.status === 'fail');
  return { isStopped, needs: isStopped ? {} : joinNeeds(hops) };
}

export function isOpen({ needsIndividual, needsOs }: Needs): boolean {
  return needsIndividual === true || needsOs === true;
}

function judgeHop(situation: Situation, service: Service, name: WayHopName, way: Way): HopResult | undefined {
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
      return judgeReturnPorts(situation, way);
  }
}
