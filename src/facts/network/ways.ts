import type { VpcEndpoint } from '../../model/aws.ts';
import type { Gap } from '../../model/known.ts';
import { PUBLIC_IPV4 } from './address-space.ts';
import { type EndpointDestination, findDestinations } from './destinations.ts';
import { judgeEndpoint, judgeLocalRoute } from './endpoint-way.ts';
import { hasFipsEndpoint } from './endpoints.ts';
import { judgeInternetGateway } from './internet-gateway.ts';
import { findSubnetRouteTable } from './lookup.ts';
import { memoize } from './memo.ts';
import { judgeNatGateway } from './nat-gateway.ts';
import { judgeNatInstance } from './nat-instance.ts';
import {
  ask,
  combineAll,
  combineAny,
  failed,
  type HopResult,
  passed,
  type PathKind,
  type Service,
  undecided,
} from './path.ts';
import { noPathProblem } from './path-problems.ts';
import { findPrivateWays } from './private-ways.ts';
import { chooseRoutes, type Target } from './routes.ts';
import type { Situation } from './situation.ts';

/** One way that packets to a service may take. */
export interface Way {
  readonly kind: PathKind;
  /** `public`: the service's public addresses; `anywhere`: addresses that nobody can name. */
  readonly reach: 'public' | 'anywhere' | { readonly endpoint: VpcEndpoint };
  readonly route: HopResult;
  /** The internet gateway or NAT that the route leads to. */
  readonly gateway?: HopResult;
  readonly endpoint?: HopResult;
  readonly target?: Target;
}

export interface Ways {
  /** Exactly one of them is taken. */
  readonly ways: readonly Way[];
  /** The question that would say which. */
  readonly doubt: Gap;
}

interface PublicWays {
  readonly ways: readonly Way[];
  readonly exists: HopResult;
  readonly privateWays: readonly Target[];
}

/**
 * Every way that packets to the service may take. An endpoint that captures the name is the only one, however good the
 * internet path; otherwise the public addresses count, with what may lie behind names that EC2 does not show.
 */
export const findWays: (situation: Situation, service: Service) => Ways = memoize(
  'ways',
  (situation: Situation, service: Service): Ways => {
    const { endpoints, isPublic, elsewhere, isElsewhereByName } = findDestinations(situation, service);
    const doubt = elsewhere ?? ask(`Where does the name of ${service} lead from ${situation.vpcId}?`);
    if (!isPublic) {
      const captured = endpoints.map((destination) => endpointWay(situation, service, destination, false));
      return captured.length > 0
        ? { ways: captured, doubt }
        : { ways: [elsewhereWay(doubt, 'undecided', true)], doubt };
    }

    const open = findPublicWays(situation);
    const possible = endpoints.filter(({ capture }) => capture.answer === 'undecided');
    const isCut = open.exists.status === 'fail';
    const beyond = isCut ? findBeyond(situation, service, open) : undefined;
    const isUnread = elsewhere !== undefined && isElsewhereByName !== true;
    const other = isUnread || !isCut ? elsewhere : beyond;
    if (!isCut || other !== undefined) {
      // Should the internet path turn out not to work, an endpoint that the name does not lead to is what is wrong.
      const shown = open.exists.status === 'unknown' ? endpoints : possible;
      const ways = [...open.ways, ...shown.map((item) => endpointWay(situation, service, item, false))];
      if (other !== undefined)
        ways.push(elsewhereWay(other, isCut && !isUnread ? 'beyond-vpc' : 'undecided', isUnread));
      const first = possible[0]?.capture;
      const gap = first?.answer === 'undecided' ? first.gap : open.exists.gaps[0];
      return { ways, doubt: other ?? gap ?? doubt };
    }
    const hope = possible.length > 0 ? possible : endpoints;
    return {
      ways: hope.length > 0 ? hope.map((item) => endpointWay(situation, service, item, true)) : open.ways,
      doubt,
    };
  },
);

/** Whether the public addresses can be reached, and by what: the routes of the situation's subnet to the internet. */
export const findPublicWays: (situation: Situation) => PublicWays = memoize(
  'public ways',
  (situation: Situation): PublicWays => {
    const { region, subnetId, vpcId } = situation;
    const table = findSubnetRouteTable(region, subnetId, vpcId);
    const choice = table.known ? chooseRoutes(region, table.value, PUBLIC_IPV4) : table;
    if (!choice.known) {
      const route = undecided(choice.gap);
      return { ways: [{ kind: 'undecided', reach: 'public', route }], exists: route, privateWays: [] };
    }
    const { tableId, targets, gaps, active } = choice.value;
    const ways = targets.map((target) => publicWay(situation, tableId, target));
    const doubt = gaps[0] ?? ask(`Which route of ${tableId} carries the addresses of Systems Manager?`);
    const exists = combineAny(ways.map(judgeExistence), doubt);
    return { ways, exists, privateWays: findPrivateWays(situation, active) };
  },
);

export function judgeExistence({ route, gateway, endpoint }: Way): HopResult {
  return combineAll([route, gateway, endpoint].filter((hop) => hop !== undefined));
}

function publicWay(situation: Situation, tableId: string, target: Target | undefined): Way {
  const { subnetId, hasPublicAddress } = situation;
  if (target === undefined || target.isBlackhole) {
    const what = target === undefined ? 'no-route' : 'blackhole';
    const reason =
      target === undefined
        ? `${tableId} has no route to the internet`
        : `The route of ${tableId} to the internet is a blackhole (${target.id})`;
    const route = failed(noPathProblem(situation, `${tableId}:${what}`, reason), {
      resource: tableId,
      detail:
        target === undefined
          ? 'No route leads to the internet.'
          : `The route to ${target.id} is a blackhole.`,
    });
    return { kind: 'none', reach: 'public', route };
  }

  const { id } = target;
  const route = passed({ resource: tableId, detail: `Leads ${subnetId} to ${id}.` });
  switch (target.kind) {
    case 'internet-gateway': {
      const gateway = judgeInternetGateway(situation, id, { subnetId, hasPublicAddress });
      return { kind: 'internet-gateway', reach: 'public', route, gateway, target };
    }
    case 'nat-gateway':
      return { kind: 'nat-gateway', reach: 'public', route, gateway: judgeNatGateway(situation, id), target };
    case 'network-interface': {
      const gateway = judgeNatInstance(situation, target);
      return { kind: 'nat-instance', reach: 'public', route, gateway, target };
    }
    default: {
      const question = ask(`Does ${id} lead ${subnetId} to the addresses of Systems Manager?`);
      const evidence = { resource: tableId, detail: `Leads ${subnetId} out of the VPC by ${id}.` };
      return { kind: 'beyond-vpc', reach: 'public', route: undecided(question, evidence), target };
    }
  }
}

/** Where an endpoint may answer although no way leads to the public addresses. */
function findBeyond(situation: Situation, service: Service, { privateWays }: PublicWays): Gap | undefined {
  const { vpcId } = situation;
  if (privateWays.length > 0) {
    const ids = [...new Set(privateWays.map(({ id }) => id))].join(', ');
    return ask(
      `Does a private hosted zone lead ${vpcId} to Systems Manager endpoints that are reached by ${ids}?`,
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

/** `isUnread`: what was not read may hold an endpoint of this VPC. */
function elsewhereWay(gap: Gap, kind: PathKind, isUnread: boolean): Way {
  const hop = undecided(gap);
  return { kind, reach: 'anywhere', route: hop, ...(isUnread ? { endpoint: hop } : {}) };
}
