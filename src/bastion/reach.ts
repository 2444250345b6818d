import { findSubnetRouteTable } from '../facts/network/lookup.ts';
import { chooseRoutes, type Target as RouteTarget } from '../facts/network/routes.ts';
import type { AddressSet } from '../facts/network/cidr-set.ts';
import { describeGap } from '../model/known.ts';
import type { Door } from './door.ts';
import type { Target } from './target.ts';

/** Whether packets from one host come to another; `maybe` with the question that would decide. */
export type Answer = { readonly is: 'yes' | 'no' } | { readonly is: 'maybe'; readonly doubt: string };

const YES: Answer = { is: 'yes' };
const NO: Answer = { is: 'no' };

/** Whether the routes of the host's subnets lead to the private addresses of the target. ACLs are not looked at. */
export function leadsTo(door: Door, target: Target): Answer {
  const { interfaces, subject } = door;
  if (interfaces.length === 0) return maybe(`Where does ${subject.instance.InstanceId} stand?`);
  return bestOf(interfaces.map((eni) => leadsFrom(door, eni, target)));
}

function leadsFrom(door: Door, eni: Door['interfaces'][number], target: Target): Answer {
  const { region, instance } = door.subject;
  const { SubnetId, VpcId = instance.VpcId } = eni;
  if (VpcId === undefined || SubnetId === undefined || target.vpcId === undefined) {
    return maybe(`In which VPC and subnet is ${instance.InstanceId}, and what it reaches?`);
  }
  if (VpcId === target.vpcId) return YES;
  const table = findSubnetRouteTable(region, SubnetId, VpcId);
  if (!table.known) return maybe(describeGap(table.gap));
  if (target.addresses.length === 0) return maybe(`Which addresses does ${target.vpcId} give it?`);
  return bestOf(
    target.addresses.map((addresses: AddressSet) => {
      const choice = chooseRoutes(region, table.value, addresses);
      if (!choice.known) return maybe(describeGap(choice.gap));
      const { targets, gaps } = choice.value;
      const [gap] = gaps;
      const answers = targets.map((one) => leadsBy(door, one, target));
      return bestOf(gap === undefined ? answers : [...answers, maybe(describeGap(gap))]);
    }),
  );
}

function leadsBy({ subject }: Door, route: RouteTarget | undefined, { vpcId = '', region }: Target): Answer {
  if (route === undefined || route.isBlackhole) return NO;
  switch (route.kind) {
    case 'vpc-peering-connection':
      return leadsByPeering(subject.region, route.id, vpcId, region.region);
    case 'transit-gateway':
    case 'core-network':
    case 'vpn-gateway':
    case 'network-interface':
    case 'firewall-endpoint':
    case 'unrecognised':
      return maybe(`Does ${route.id} lead from ${subject.instance.VpcId ?? 'the bastion'} to ${vpcId}?`);
    default:
      // What is local has the same addresses in another VPC, and gateways lead to public addresses alone.
      return NO;
  }
}

function leadsByPeering(
  { VpcPeeringConnections: list }: Door['subject']['region'],
  id: string,
  vpcId: string,
  region: string,
): Answer {
  const doubt = maybe(`Does ${id} lead to ${vpcId}?`);
  if (!list.known) return doubt;
  const peering = list.value.find((one) => one.VpcPeeringConnectionId === id);
  if (peering === undefined) return doubt;
  const { Status, AccepterVpcInfo, RequesterVpcInfo } = peering;
  if (Status?.Code !== undefined && Status.Code !== 'active') return NO;
  const isEnd = [AccepterVpcInfo, RequesterVpcInfo].some(
    (end) => end?.VpcId === vpcId && (end.Region ?? region) === region,
  );
  return isEnd ? YES : NO;
}

export function maybe(doubt: string): Answer {
  return { is: 'maybe', doubt };
}

/** Any one way is enough. */
function bestOf(answers: readonly Answer[]): Answer {
  return answers.find(({ is }) => is === 'yes') ?? answers.find(({ is }) => is === 'maybe') ?? NO;
}

/** Each must hold. */
export function worstOf(answers: readonly Answer[]): Answer {
  return answers.find(({ is }) => is === 'no') ?? answers.find(({ is }) => is === 'maybe') ?? YES;
}
