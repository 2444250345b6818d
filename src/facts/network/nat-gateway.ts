import type { NatGateway, RouteTable } from '../../model/aws.ts';
import type { Problem } from '../../model/finding.ts';
import { type Known, known, read } from '../../model/known.ts';
import { PUBLIC_IPV4 } from './address-space.ts';
import { ec2Cli, terraformBlock, terraformName } from './fixes.ts';
import { judgeAttachment } from './internet-gateway.ts';
import { findNatGateway, findRouteTable, findSubnetRouteTable, missing, missingGap } from './lookup.ts';
import { ask, combineAll, combineAny, failed, type HopResult, passed, undecided } from './hop-result.ts';
import { gatewayProblem, noPathProblem } from './path-problems.ts';
import { judgePublicAccess } from './public-access.ts';
import { chooseRoutes, type Target } from './routes.ts';
import type { Situation } from './situation.ts';
import { nameWanted } from './wanted.ts';

/**
 * A public NAT gateway that is available and whose own routes lead to an attached internet gateway. A zonal one stands
 * in a subnet and uses that subnet's table; a regional one has no subnet but a table of its own:
 * https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
 */
export function judgeNatGateway(situation: Situation, id: string): HopResult {
  const found = findNatGateway(situation.region, id);
  if (!found.known) return undecided(found.gap);
  const gateway = found.value;
  return combineAll([judgeState(situation, gateway, id), judgeOnward(situation, gateway, id)]);
}

/** The subnet of a zonal NAT gateway; `undefined` for a regional one, which stands in none. */
export function readNatSubnet(situation: Situation, id: string): Known<string | undefined> {
  const found = findNatGateway(situation.region, id);
  if (!found.known) return found;
  const mode = read(found.value, 'AvailabilityMode');
  if (!mode.known && mode.gap.kind !== 'after-apply') return mode;
  if (mode.known && mode.value?.toLowerCase() === 'regional') return known(undefined);
  const subnet = read(found.value, 'SubnetId');
  if (!subnet.known) return subnet;
  return subnet.value === undefined ? missing('ec2:DescribeNatGateways') : subnet;
}

/** The route table that the gateway itself sends by. */
export function readNatRouteTable(situation: Situation, id: string): Known<RouteTable> {
  const { region, vpcId } = situation;
  const subnet = readNatSubnet(situation, id);
  if (!subnet.known) return subnet;
  if (subnet.value !== undefined) return findSubnetRouteTable(region, subnet.value, vpcId);
  const gateway = findNatGateway(region, id);
  if (!gateway.known) return gateway;
  const table = read(gateway.value, 'RouteTableId');
  if (!table.known) return table;
  return table.value === undefined ? missing('ec2:DescribeNatGateways') : findRouteTable(region, table.value);
}

/** Whether the gateway can pass packets on at all, wherever to. */
export function canTranslate(situation: Situation, id: string): boolean {
  const found = findNatGateway(situation.region, id);
  return !found.known || judgeState(situation, found.value, id).status !== 'fail';
}

function judgeState(situation: Situation, gateway: NatGateway, id: string): HopResult {
  const state = read(gateway, 'State');
  // Terraform waits until a NAT gateway is available.
  if (!state.known && state.gap.kind !== 'after-apply') return undecided(state.gap);
  const value = state.known ? state.value?.toLowerCase() : 'available';
  if (value === undefined) return undecided(missingGap('ec2:DescribeNatGateways'));
  if (value === 'available') return passed({ resource: id, detail: 'The NAT gateway is available.' });
  // A new one is not ready yet, and one that is being deleted may carry what is left.
  if (value === 'pending' || value === 'deleting') {
    return undecided(ask(`Does ${id} carry traffic while it is ${value}?`), {
      resource: id,
      detail: `The NAT gateway is ${value}.`,
    });
  }
  return failed(
    gatewayProblem(situation, {
      type: 'nat-gateway',
      id,
      what: 'replace',
      message: `${id} is ${value}, so it carries nothing.`,
      summary: `Replace ${id} by a new NAT gateway and point the routes at it.`,
      command: recreateCommand(situation, gateway),
      ...recreateTerraform(situation, gateway),
    }),
    { resource: id, detail: `The NAT gateway is ${value}.` },
  );
}

function recreateCommand(situation: Situation, gateway: NatGateway): string {
  // EC2 gives a regional gateway its addresses, in every zone that needs one.
  if (gateway.AvailabilityMode?.toLowerCase() === 'regional') {
    return `create-nat-gateway --availability-mode regional --vpc-id ${situation.vpcId}`;
  }
  const create = `create-nat-gateway --subnet-id ${gateway.SubnetId ?? situation.subnetId}`;
  if (gateway.ConnectivityType?.toLowerCase() === 'private') return `${create} --connectivity-type private`;
  const address = ec2Cli(situation, 'allocate-address --domain vpc --query AllocationId --output text');
  return `${create} --allocation-id "$(${address})"`;
}

/** A public gateway needs an address of its own, so that its block stands beside the gateway's. */
function recreateTerraform(situation: Situation, gateway: NatGateway): { readonly terraform?: string } {
  const { NatGatewayId: id = 'nat', SubnetId = situation.subnetId } = gateway;
  if (gateway.AvailabilityMode?.toLowerCase() === 'regional') return {};
  if (gateway.ConnectivityType?.toLowerCase() === 'private') {
    const attributes = { subnet_id: SubnetId, connectivity_type: 'private' };
    return { terraform: terraformBlock('aws_nat_gateway', id, attributes) };
  }
  const name = terraformName(id);
  return {
    terraform: [
      terraformBlock('aws_eip', id, { domain: 'vpc' }),
      '',
      `resource "aws_nat_gateway" "${name}" {`,
      `  subnet_id     = "${SubnetId}"`,
      `  allocation_id = aws_eip.${name}.id`,
      '}',
    ].join('\n'),
  };
}

function judgeOnward(situation: Situation, gateway: NatGateway, id: string): HopResult {
  const isPublic = readIsPublic(gateway);
  if (!isPublic.known) return undecided(isPublic.gap);
  const subnet = readNatSubnet(situation, id);
  if (!subnet.known) return undecided(subnet.gap);
  const table = readNatRouteTable(situation, id);
  if (!table.known) return undecided(table.gap);
  const choice = chooseRoutes(situation.region, table.value, PUBLIC_IPV4);
  if (!choice.known) return undecided(choice.gap);
  const { tableId, targets, gaps } = choice.value;
  const results = targets.map((target) =>
    isPublic.value
      ? judgePublicTarget(situation, id, subnet.value, tableId, target)
      : judgePrivateTarget(situation, id, tableId, target),
  );
  return combineAny(
    results,
    gaps[0] ?? ask(`Which route of ${tableId} carries the addresses of ${nameWanted(situation)}?`),
  );
}

/** Older answers have no connectivity type; a public gateway is the one with a public address. */
function readIsPublic(gateway: NatGateway): Known<boolean> {
  const type = read(gateway, 'ConnectivityType');
  if (!type.known) return type;
  if (type.value !== undefined) return known(type.value.toLowerCase() === 'public');
  const hasPublicAddress =
    gateway.NatGatewayAddresses?.some(({ PublicIp }) => PublicIp !== undefined) === true;
  return hasPublicAddress ? known(true) : missing('ec2:DescribeNatGateways');
}

function judgePublicTarget(
  situation: Situation,
  id: string,
  subnetId: string | undefined,
  tableId: string,
  target: Target | undefined,
): HopResult {
  if (target === undefined || target.isBlackhole || target.kind === 'nat-gateway') {
    return failed(noWayOut(situation, id, tableId, target !== undefined), {
      resource: tableId,
      detail: `Gives ${id} no route to an internet gateway.`,
    });
  }
  if (target.kind !== 'internet-gateway') return beyond(situation, id, target);
  return combineAll([
    passed({ resource: tableId, detail: `Leads ${id} to ${target.id}.` }),
    judgeAttachment(situation, target.id),
    combineAny(
      [
        judgePublicAccess(situation, subnetId, 'nat-gateway'),
        judgePublicAccess(situation, situation.subnetId, 'nat-gateway'),
      ],
      ask(`Which subnet does VPC Block Public Access go by for traffic through ${id}?`),
    ),
  ]);
}

/** A private NAT gateway never gets through an internet gateway, which drops its packets. */
function judgePrivateTarget(
  situation: Situation,
  id: string,
  tableId: string,
  target: Target | undefined,
): HopResult {
  const isDeadEnd =
    target === undefined ||
    target.isBlackhole ||
    target.kind === 'internet-gateway' ||
    target.kind === 'nat-gateway';
  if (!isDeadEnd) return beyond(situation, id, target);
  return failed(
    noPathProblem(situation, `${id}:private`, `${id} is a private NAT gateway without a way to the internet`),
    { resource: tableId, detail: `Leads the private ${id} nowhere but out of an internet gateway.` },
  );
}

function beyond(situation: Situation, id: string, target: Target): HopResult {
  return undecided(ask(`Does ${target.id} lead ${id} to the addresses of ${nameWanted(situation)}?`));
}

function noWayOut(situation: Situation, id: string, tableId: string, isReplaced: boolean): Problem {
  const { region, vpcId } = situation;
  const gateways = region.InternetGateways.known ? region.InternetGateways.value : [];
  const attached = gateways.find(({ Attachments }) => Attachments?.some(({ VpcId }) => VpcId === vpcId));
  return gatewayProblem(situation, {
    type: 'route-table',
    id: tableId,
    what: 'add-internet-route',
    message: `${id} has no route to an internet gateway, so it leads nowhere.`,
    summary: `Give ${tableId}, by which ${id} sends, a default route to an internet gateway.`,
    ...(attached?.InternetGatewayId === undefined
      ? {}
      : {
          command: `${isReplaced ? 'replace-route' : 'create-route'} --route-table-id ${tableId} --destination-cidr-block 0.0.0.0/0 --gateway-id ${attached.InternetGatewayId}`,
          terraform: terraformBlock('aws_route', tableId, {
            route_table_id: tableId,
            destination_cidr_block: '0.0.0.0/0',
            gateway_id: attached.InternetGatewayId,
          }),
        }),
  });
}
