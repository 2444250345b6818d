import type { RouteTable } from '../../model/aws.ts';
import type { Known } from '../../model/known.ts';
import { PUBLIC_IPV4 } from './address-space.ts';
import { findSubnetRouteTable } from './lookup.ts';
import { canTranslate, readNatRouteTable } from './nat-gateway.ts';
import { canForward, findForwarder, judgeNatInstance } from './nat-instance.ts';
import { chooseRoutes, type Target, type TargetKind } from './routes.ts';
import type { Situation } from './situation.ts';

const BEYOND: readonly TargetKind[] = [
  'transit-gateway',
  'vpc-peering-connection',
  'vpn-gateway',
  'core-network',
  'local-gateway',
  'firewall-endpoint',
  'unrecognised',
];

/**
 * The targets that lead out of the VPC by another way than the internet. Where there is one, a private hosted zone,
 * which EC2 does not show, may send the names of Systems Manager to endpoints beyond it:
 * https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html
 */
export function findPrivateWays(situation: Situation, active: readonly Target[]): readonly Target[] {
  return active.filter((target) => {
    if (BEYOND.includes(target.kind)) return true;
    if (target.kind === 'nat-gateway') {
      const { id } = target;
      return canTranslate(situation, id) && leadsBeyond(situation, readNatRouteTable(situation, id));
    }
    return target.kind === 'network-interface' && mayForwardBeyond(situation, target);
  });
}

function mayForwardBeyond(situation: Situation, target: Target): boolean {
  if (!canForward(situation, target)) return false;
  if (judgeNatInstance(situation, target).status !== 'fail') return true;
  const found = findForwarder(situation, target);
  const subnetId = found.known ? found.value.via.SubnetId : undefined;
  if (subnetId === undefined) return true;
  return leadsBeyond(situation, findSubnetRouteTable(situation.region, subnetId, situation.vpcId));
}

/** A table that was not read may lead anywhere. */
function leadsBeyond(situation: Situation, table: Known<RouteTable>): boolean {
  if (!table.known) return true;
  const choice = chooseRoutes(situation.region, table.value, PUBLIC_IPV4);
  return !choice.known || choice.value.active.some(({ kind }) => BEYOND.includes(kind));
}
