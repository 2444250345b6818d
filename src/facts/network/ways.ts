import type { Gap } from '../../model/known.ts';
import { type Destinations, type EndpointDestination, findDestinations } from './destinations.ts';
import { judgeEgress } from './egress-hop.ts';
import { judgeEndpoint, judgeLocalRoute } from './endpoint-way.ts';
import { hasFipsEndpoint } from './endpoints.ts';
import { findGatewayEndpointWay } from './gateway-endpoint.ts';
import { memoize } from './memo.ts';
import { findTranslation, type Translation } from './nat64.ts';
import type { HopStatus, PathKind, Service } from '../../model/path.ts';
import { nameUnseen, readZoneAnswer, unroutedProblem } from './hosted-zones.ts';
import { ask, failed, passed, undecided } from './hop-result.ts';
import { findPublicWays, type PublicWays } from './public-ways.ts';
import { mayBeStopped } from './stopped-way.ts';
import type { Situation } from './situation.ts';
import type { Way } from './way.ts';
import { nameWanted } from './wanted.ts';

export interface Ways {
  /** Exactly one of them is taken. */
  readonly ways: readonly Way[];
  /** The question that would say which. */
  readonly doubt: Gap;
}

/**
 * Every way that packets to the service may take. An endpoint that captures the name is the only one, however good the
 * internet path; otherwise the public addresses count, with what may lie behind names that EC2 does not show.
 */
export const findWays = memoize((situation: Situation, service: Service): Ways => {
  const destinations = findDestinations(situation, service);
  const { endpoints, isPublic, elsewhere } = destinations;
  const doubt = elsewhere ?? ask(`Where does the name of ${service} lead from ${situation.vpcId}?`);
  const gateway = isPublic && service === 's3' ? findGatewayEndpointWay(situation) : undefined;
  if (gateway !== undefined && endpoints.length === 0) return { ways: [gateway], doubt };
  // Without a translation that works the agent may still be told to use dual-stack names; nothing shows that.
  const translation = destinations.mayBeTranslated === true ? findTranslation(situation) : undefined;
  if (translation?.answer === 'yes') return { ways: [translation.way], doubt };
  if (isPublic) return findUncaptured(situation, service, destinations, doubt);
  if (destinations.remote !== undefined) {
    return { ways: [remoteWay(situation, destinations.remote, doubt)], doubt };
  }
  const captured = endpoints.map((item) => endpointWay(situation, service, item, false));
  return { ways: captured.length > 0 ? captured : [elsewhereWay(doubt, 'undecided', true)], doubt };
});

/** The ways while no endpoint certainly captures the name. */
function findUncaptured(
  situation: Situation,
  service: Service,
  { endpoints, elsewhere, isElsewhereByName }: Destinations,
  doubt: Gap,
): Ways {
  const open = findPublicWays(situation);
  const { status } = open.exists;
  const translation = findTranslated(situation, endpoints, status);
  if (translation?.answer === 'yes') return { ways: [translation.way], doubt };
  // While the internet path works, what only might lead a name elsewhere is not assumed.
  const leadsBeyond = findBeyond(situation, service, open);
  const canMatter = leadsBeyond !== undefined || endpoints.length > 0;
  const isStopped = canMatter && open.ways.some((way) => mayBeStopped(situation, way));
  const works = status === 'pass' && !isStopped;
  const isUnlikely = works && readZoneAnswer(situation, service).kind === 'none';
  const possible = endpoints.filter(
    ({ capture }) => capture.answer === 'undecided' && !(isUnlikely && capture.needsZone === true),
  );
  const isUnread = elsewhere !== undefined && isElsewhereByName !== true;
  // A name that leads elsewhere helps only where something leads there.
  const beyond = works ? undefined : leadsBeyond;
  const other = isUnread || status !== 'fail' ? (elsewhere ?? beyond) : beyond;

  if (status === 'fail' && other === undefined && translation?.answer !== 'undecided') {
    const hope = possible.length > 0 ? possible : endpoints;
    const ways = hope.map((item) => endpointWay(situation, service, item, true));
    return { ways: ways.length > 0 ? ways : open.ways, doubt };
  }
  // Should the internet path turn out not to work, an endpoint that the name does not lead to is what is wrong.
  const shown = status === 'unknown' ? endpoints : possible;
  const ways = [...open.ways, ...shown.map((item) => endpointWay(situation, service, item, false))];
  if (other !== undefined) {
    const isBeyond = other === beyond && open.privateWays.length > 0;
    const [target, ...others] = isBeyond ? open.privateWays : [];
    // What leads out by one NAT alone meets the ACLs of its subnet, wherever it goes.
    const only = target === undefined || others.length > 0 ? {} : { target };
    const way = { ...elsewhereWay(other, isBeyond ? 'beyond-vpc' : 'undecided', isUnread), ...only };
    const isAside = other === beyond && status !== 'fail';
    ways.push(isAside ? { ...way, route: passed(), isAside } : way);
  }
  if (translation?.answer === 'undecided') {
    const route = undecided(translation.gap);
    ways.push({ kind: 'undecided', reach: 'nat64', route, gap: translation.gap });
  }
  const first = possible[0]?.capture;
  const gap = first?.answer === 'undecided' ? first.gap : open.exists.gaps[0];
  return { ways, doubt: other ?? gap ?? doubt };
}

/** Agents try both families, so what IPv4 certainly does not reach may be reached by translated IPv6. */
function findTranslated(
  situation: Situation,
  endpoints: Destinations['endpoints'],
  status: HopStatus,
): Translation | undefined {
  if (situation.families !== 'dual-stack' || endpoints.length > 0) return undefined;
  const isStopped = status === 'fail' || judgeEgress(situation, { reach: 'public' }).status === 'fail';
  return isStopped ? findTranslation(situation) : undefined;
}

/** The question whether an endpoint answers that no way to the public addresses leads to. */
function findBeyond(
  situation: Situation,
  service: Service,
  { privateWays, unread }: PublicWays,
): Gap | undefined {
  const { vpcId } = situation;
  if (unread !== undefined) return unread;
  if (privateWays.length > 0) {
    const ids = [...new Set(privateWays.map(({ id }) => id))].join(', ');
    const { what, hint } = nameUnseen(situation, service);
    return ask(
      `Does ${what} lead ${vpcId} to endpoints for ${nameWanted(situation)} that are reached by ${ids}?${hint}`,
    );
  }
  if (!hasFipsEndpoint(situation, service)) return undefined;
  return ask(`Is the agent told to use the FIPS names that endpoints of ${vpcId} answer for?`);
}

/**
 * The way through an endpoint of the VPC. `isOnlyHope`: no other way leads anywhere, so that whether the name leads
 * to it decides.
 */
function endpointWay(
  situation: Situation,
  service: Service,
  { endpoint, capture }: EndpointDestination,
  isOnlyHope: boolean,
): Way {
  return {
    kind: capture.answer === 'no' ? 'none' : 'endpoint',
    reach: { endpoint },
    route: judgeLocalRoute(situation, endpoint),
    endpoint: judgeEndpoint(situation, service, endpoint, capture, isOnlyHope),
  };
}

/** The way to an endpoint of another VPC, which needs a route out of this one. What is beyond it is not visible. */
function remoteWay(
  situation: Situation,
  { endpointId, zoneId }: NonNullable<Destinations['remote']>,
  gap: Gap,
): Way {
  const { privateWays, unread } = findPublicWays(situation);
  if (privateWays.length > 0 || unread !== undefined) return elsewhereWay(gap, 'beyond-vpc', false);
  const detail = `No route leads out of ${situation.vpcId} to ${endpointId}.`;
  const problem = unroutedProblem(situation, zoneId, endpointId);
  const route = failed(problem, { resource: situation.subnetId, detail });
  return { kind: 'none', reach: 'anywhere', route };
}

/** A way to addresses that nobody can name. `isUnread`: what was not read may hold an endpoint of this VPC. */
function elsewhereWay(gap: Gap, kind: PathKind, isUnread: boolean): Way {
  const route = undecided(gap);
  return { kind, reach: 'anywhere', route, gap, ...(isUnread ? { endpoint: route } : {}) };
}
