import type { Gap } from '../../model/known.ts';
import { type Destinations, type EndpointDestination, findDestinations } from './destinations.ts';
import { mayLeaveByIpv6 } from './egress-hop.ts';
import { PUBLIC_IPV6 } from './address-space.ts';
import { judgeEndpoint, judgeLocalRoute } from './endpoint-way.ts';
import { hasFipsEndpoint } from './endpoints.ts';
import { findGatewayEndpointWay } from './gateway-endpoint.ts';
import { memoize } from '../memo.ts';
import { findTranslation, type Translation } from './nat64.ts';
import type { PathKind, Service } from '../../model/path.ts';
import { nameUnseen, readZoneAnswer, unroutedProblem } from './hosted-zones.ts';
import { ask, failed, joinNeeds, type Needs, passed, undecided } from './hop-result.ts';
import { findPublicWays, type PublicWays } from './public-ways.ts';
import { findStop, isOpen, type WayHopName } from './judge-way.ts';
import { findSubnetRouteTable, missingGap } from './lookup.ts';
import { chooseRoutes } from './routes.ts';
import { mayBeDualStack, type Situation } from './situation.ts';
import type { Way } from './way.ts';
import { nameWanted } from './wanted.ts';

export interface Ways {
  /** Exactly one of them is taken. */
  readonly ways: readonly Way[];
  /** The question that would say which. */
  readonly doubt: Gap;
  /** What of the instance decides which ways there are. */
  readonly needs?: Needs;
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
  const translation =
    destinations.mayBeTranslated === true ? findTranslation(situation, service) : NO_TRANSLATION;
  if (translation.answer === 'yes') return { ways: [translation.way], doubt };
  if (isPublic) return findUncaptured(situation, service, destinations, doubt);
  if (destinations.remote !== undefined) {
    return { ways: [remoteWay(situation, destinations.remote, doubt)], doubt };
  }
  const captured = endpoints.map((item) => endpointWay(situation, service, item, false));
  if (captured.length > 0) return { ways: captured, doubt };
  return { ways: [elsewhereWay(doubt, 'undecided', true)], doubt, needs: needsOf(translation) };
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
  const leadsBeyond = findBeyond(situation, service, open);
  const { works, isStopped, translation, needs } = judgeOpenWays(situation, service, open, {
    // While the internet path works, what only might lead a name elsewhere is not assumed.
    canMatter: leadsBeyond !== undefined || endpoints.length > 0,
  });
  const isUnlikely = works && readZoneAnswer(situation, service).kind === 'none';
  const possible = endpoints.filter(
    ({ capture }) => capture.answer === 'undecided' && !(isUnlikely && capture.needsZone === true),
  );
  const isPublicName = elsewhere === undefined && possible.length === 0;
  if (translation.answer === 'yes' && isStopped && isPublicName) return { ways: [translation.way], doubt };

  const isUnread = elsewhere !== undefined && isElsewhereByName !== true;
  // A name that leads elsewhere helps only where something leads there.
  const beyond = works ? undefined : leadsBeyond;
  const other = isUnread || status !== 'fail' ? (elsewhere ?? beyond) : beyond;

  if (status === 'fail' && other === undefined && translation.answer === 'no') {
    const hope = possible.length > 0 ? possible : endpoints;
    const ways = hope.map((item) => endpointWay(situation, service, item, true));
    return { ways: ways.length > 0 ? ways : open.ways, doubt };
  }
  // Should the internet path turn out not to work, an endpoint that the name does not lead to is what is wrong.
  const shown = status === 'unknown' ? endpoints : possible;
  const ways = [
    ...open.ways,
    ...shown.map((item) => endpointWay(situation, service, item, false)),
    ...(other === undefined ? [] : [otherWay(open, other, { isBeyond: other === beyond, isUnread })]),
    ...listTranslated(translation),
  ];
  const first = possible[0]?.capture;
  const gap = first?.answer === 'undecided' ? first.gap : open.exists.gaps[0];
  return { ways, doubt: other ?? gap ?? doubt, needs };
}

/** Hops by which groups and ACLs stop a way whose route and gateway work. */
const REFUSING: readonly WayHopName[] = ['security-group-egress', 'subnet-acl', 'nat-acl', 'return-ports'];

/** Whether the ways to the public addresses work, or are certainly stopped, and whether translation may help. */
function judgeOpenWays(
  situation: Situation,
  service: Service,
  { ways, exists: { status } }: PublicWays,
  { canMatter }: { readonly canMatter: boolean },
): { works: boolean; isStopped: boolean; translation: Translation; needs: Needs } {
  const isDual = mayBeDualStack(situation);
  const stops = canMatter || isDual ? ways.map((way) => findStop(situation, service, way, REFUSING)) : [];
  const mayBeStopped = status === 'fail' || stops.some(({ isStopped, needs }) => isStopped || isOpen(needs));
  // Agents try both families, so what IPv4 does not reach may be reached by translated IPv6.
  const translation = isDual && mayBeStopped ? findTranslation(situation, service) : NO_TRANSLATION;
  return {
    works: status === 'pass' && !mayBeStopped,
    isStopped: status === 'fail' || (stops.length > 0 && stops.every(({ isStopped }) => isStopped)),
    translation,
    needs: joinNeeds([...stops.map((stop) => stop.needs), needsOf(translation)]),
  };
}

/** The way to where the name may lead beside the public addresses and the endpoints of the VPC. */
function otherWay(
  { privateWays, exists }: PublicWays,
  gap: Gap,
  { isBeyond, isUnread }: { readonly isBeyond: boolean; readonly isUnread: boolean },
): Way {
  const leadsOut = isBeyond && privateWays.length > 0;
  const [target, ...others] = leadsOut ? privateWays : [];
  // What leads out by one NAT alone meets the ACLs of its subnet, wherever it goes.
  const only = target === undefined || others.length > 0 ? {} : { target };
  const way = { ...elsewhereWay(gap, leadsOut ? 'beyond-vpc' : 'undecided', isUnread), ...only };
  const isAside = isBeyond && exists.status !== 'fail';
  return isAside ? { ...way, route: passed(), isAside } : way;
}

const NO_TRANSLATION: Translation = { answer: 'no' };

function needsOf(translation: Translation): Needs {
  return translation.answer === 'undecided' ? (translation.needs ?? {}) : {};
}

function listTranslated(translation: Translation): Way[] {
  switch (translation.answer) {
    case 'no':
      return [];
    case 'yes':
      return [translation.way];
    case 'undecided': {
      const { gap } = translation;
      return [{ kind: 'undecided', reach: 'nat64', route: undecided(gap), gap }];
    }
  }
}

/** The question whether an endpoint answers that no way to the public addresses leads to. */
function findBeyond(
  situation: Situation,
  service: Service,
  { privateWays, unread, exists }: PublicWays,
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
  if (hasFipsEndpoint(situation, service)) {
    return ask(`Is the agent told to use the FIPS names that endpoints of ${vpcId} answer for?`);
  }
  return exists.status === 'fail' ? findDualStack(situation) : undefined;
}

/**
 * Services have names with IPv6 addresses too, for agents since 3.3.3270.0 that are told to use them
 * (`UseDualStackEndpoint`): https://github.com/aws/amazon-ssm-agent/releases/tag/3.3.3270.0
 */
function findDualStack(situation: Situation): Gap | undefined {
  const { region, subnetId, vpcId } = situation;
  if (!mayBeDualStack(situation)) return undefined;
  const table = findSubnetRouteTable(region, subnetId, vpcId);
  const choice = table.known ? chooseRoutes(region, table.value, PUBLIC_IPV6) : table;
  if (!choice.known) return choice.gap;
  const target = choice.value.targets.find((item) => item !== undefined && !item.isBlackhole);
  if (!mayLeaveByIpv6(situation)) return undefined;
  if (target === undefined) return choice.value.gaps[0];
  if (situation.families === 'perhaps-dual-stack') return missingGap('ec2:DescribeInstances');
  return ask(
    `Is the agent told to use names with IPv6 addresses (UseDualStackEndpoint)? IPv4 leads nowhere, IPv6 to ${target.id}.`,
  );
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
    isCertain: capture.answer === 'yes',
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
