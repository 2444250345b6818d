import type { Gap } from '../../model/known.ts';
import { PUBLIC_IPV4 } from './address-space.ts';
import { judgeInternetGateway } from './internet-gateway.ts';
import { findSubnetRouteTable } from './lookup.ts';
import { memoize } from '../memo.ts';
import { judgeNatGateway } from './nat-gateway.ts';
import { judgeNatInstance } from './nat-instance.ts';
import { ask, combineAll, combineAny, failed, type HopResult, passed, undecided } from './hop-result.ts';
import { noPathProblem } from './path-problems.ts';
import { findPrivateWays } from './private-ways.ts';
import { chooseRoutes, type Target } from './routes.ts';
import type { Situation } from './situation.ts';
import type { Way } from './way.ts';
import { nameWanted } from './wanted.ts';

export interface PublicWays {
  readonly ways: readonly Way[];
  readonly exists: HopResult;
  /** What may lead to endpoints beyond the VPC. */
  readonly privateWays: readonly Target[];
  /** Set when the routes were not read, so that anything may lead there. */
  readonly unread?: Gap;
}

/** Whether the public addresses can be reached, and by what: the routes of the situation's subnet to the internet. */
export const findPublicWays = memoize((situation: Situation): PublicWays => {
  const { region, subnetId, vpcId } = situation;
  const table = findSubnetRouteTable(region, subnetId, vpcId);
  const choice = table.known ? chooseRoutes(region, table.value, PUBLIC_IPV4) : table;
  if (!choice.known) {
    const route = undecided(choice.gap);
    const way: Way = { kind: 'undecided', reach: 'public', route };
    return { ways: [way], exists: route, privateWays: [], unread: choice.gap };
  }
  const { tableId, targets, gaps, active } = choice.value;
  const ways = targets.map((target) => publicWay(situation, tableId, target));
  const doubt =
    gaps[0] ?? ask(`Which route of ${tableId} carries the addresses of ${nameWanted(situation)}?`);
  const exists = combineAny(ways.map(judgeExistence), doubt);
  return { ways, exists, privateWays: findPrivateWays(situation, active) };
});

function judgeExistence({ route, gateway }: Way): HopResult {
  return combineAll(gateway === undefined ? [route] : [route, gateway]);
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
      const question = ask(`Does ${id} lead ${subnetId} to the addresses of ${nameWanted(situation)}?`);
      const evidence = { resource: tableId, detail: `Leads ${subnetId} out of the VPC by ${id}.` };
      return { kind: 'beyond-vpc', reach: 'public', route: undecided(question, evidence), target };
    }
  }
}
