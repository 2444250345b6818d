import type { Instance, InstanceNetworkInterface, Reservation } from '../../model/aws.ts';
import { chainKnown, type Known, known, read } from '../../model/known.ts';
import { PUBLIC_IPV4 } from './address-space.ts';
import { intersects, parseCidr } from './cidr-set.ts';
import { judgeInternetGateway } from './internet-gateway.ts';
import { findSubnet, findSubnetRouteTable } from './lookup.ts';
import { ask, combineAll, combineAny, failed, type HopResult, passed, undecided } from './hop-result.ts';
import { terraformBlock } from './fixes.ts';
import { gatewayProblem, noPathProblem } from './path-problems.ts';
import { chooseRoutes, type Target } from './routes.ts';
import { findReach } from './security-groups.ts';
import type { Situation } from './situation.ts';
import { nameWanted } from './wanted.ts';

interface Forwarder {
  readonly instance: Instance;
  readonly via: InstanceNetworkInterface;
}

const NOT_RUNNING = ['stopping', 'stopped', 'shutting-down', 'terminated'];

/**
 * An instance that others send through. What EC2 shows can prove that it does not work (stopped, source/destination
 * check on, closed security group, no way out of its own); that its operating system forwards and translates is not
 * visible, so it is unknown at best: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_NAT_Instance.html
 */
export function judgeNatInstance(situation: Situation, target: Target): HopResult {
  const found = findForwarder(situation, target);
  if (!found.known) return undecided(found.gap);
  return combineAll([
    judgeForwarding(situation, found.value),
    judgeEntry(situation, found.value),
    judgeWayOut(situation, found.value),
    undecided(ask(`Does ${found.value.instance.InstanceId} forward and translate traffic to the internet?`)),
  ]);
}

/** Whether the target can pass packets on at all, wherever to. */
export function canForward(situation: Situation, target: Target): boolean {
  const found = findForwarder(situation, target);
  return !found.known || judgeForwarding(situation, found.value).status !== 'fail';
}

export function findForwarder(situation: Situation, target: Target): Known<Forwarder> {
  const { region, accountId } = situation;
  const { InstanceOwnerId, NetworkInterfaceId, InstanceId } = target.route;
  const question: Known<never> = {
    known: false,
    gap: ask(`Does ${target.id} lead to the addresses of ${nameWanted(situation)}?`),
  };
  if (InstanceOwnerId !== undefined && InstanceOwnerId !== accountId) return question;
  return chainKnown(region.Reservations, (reservations) => {
    const { byInterface, byInstance } = indexForwarders(reservations);
    const found =
      NetworkInterfaceId === undefined
        ? byInstance.get(InstanceId ?? '')
        : byInterface.get(NetworkInterfaceId);
    return found === undefined ? question : known(found);
  });
}

interface ForwarderIndex {
  readonly byInterface: ReadonlyMap<string, Forwarder>;
  /** By the interface that a route to an instance means. */
  readonly byInstance: ReadonlyMap<string, Forwarder>;
}

const indexes = new WeakMap<readonly Reservation[], ForwarderIndex>();

/** Every interface of the region, found once: each subnet behind a NAT instance asks several times. */
function indexForwarders(reservations: readonly Reservation[]): ForwarderIndex {
  const before = indexes.get(reservations);
  if (before !== undefined) return before;
  const byInterface = new Map<string, Forwarder>();
  const byInstance = new Map<string, Forwarder>();
  for (const instance of reservations.flatMap(({ Instances = [] }) => Instances)) {
    for (const via of instance.NetworkInterfaces ?? []) {
      const { NetworkInterfaceId } = via;
      if (NetworkInterfaceId !== undefined) byInterface.set(NetworkInterfaceId, { instance, via });
      if (via.Attachment?.DeviceIndex === 0) byInstance.set(instance.InstanceId, { instance, via });
    }
  }
  const index = { byInterface, byInstance };
  indexes.set(reservations, index);
  return index;
}

function judgeForwarding(situation: Situation, { instance, via }: Forwarder): HopResult {
  const id = instance.InstanceId;
  const state = read(instance, 'State');
  if (!state.known) return undecided(state.gap);
  const name = state.value?.Name ?? 'in no known state';
  if (NOT_RUNNING.includes(name)) {
    return failed(
      gatewayProblem(situation, {
        type: 'instance',
        id,
        what: 'start',
        message: `The NAT instance ${id} is ${name}.`,
        summary: `Start ${id}, or replace it by a NAT gateway.`,
        command: `start-instances --instance-ids ${id}`,
      }),
      { resource: id, detail: `The NAT instance is ${name}.` },
    );
  }
  const check = via.SourceDestCheck ?? instance.SourceDestCheck;
  if (check === undefined) return undecided(ask(`Is the source/destination check of ${id} off?`));
  if (!check) return passed({ resource: id, detail: 'Source/destination check is off.' });
  const interfaceId = via.NetworkInterfaceId ?? id;
  return failed(
    gatewayProblem(situation, {
      type: 'instance',
      id,
      what: 'disable-source-dest-check',
      message: `The NAT instance ${id} has its source/destination check on, so EC2 drops what it should forward.`,
      summary: `Turn off the source/destination check of ${interfaceId}.`,
      command: `modify-network-interface-attribute --network-interface-id ${interfaceId} --no-source-dest-check`,
      terraform: '# on the aws_instance or aws_network_interface\nsource_dest_check = false',
    }),
    { resource: id, detail: 'Source/destination check is on.' },
  );
}

/** Its groups must let the client in; only a certain refusal counts, since the rest is unknown anyway. */
function judgeEntry(situation: Situation, { instance, via }: Forwarder): HopResult {
  const { region, subnetId, groupIds } = situation;
  const given = via.Groups ?? [];
  const admitting = given.flatMap(({ GroupId }) => (GroupId === undefined ? [] : [GroupId])).sort();
  const reach = findReach(region, admitting, 'in', 443);
  const subnet = findSubnet(region, subnetId);
  const clients =
    subnet.known && subnet.value.CidrBlock !== undefined ? parseCidr(subnet.value.CidrBlock) : undefined;
  const isAdmitted =
    // A group that does not say which it is may admit anybody.
    admitting.length < given.length ||
    reach.gaps.length > 0 ||
    clients === undefined ||
    clients.family !== 4 ||
    intersects(reach.addresses, clients) ||
    groupIds.some((id) => reach.groupIds.has(id));
  if (isAdmitted) return passed(...reach.evidence);
  const group = admitting[0] ?? 'security group';
  return failed(
    gatewayProblem(situation, {
      type: 'security-group',
      id: group,
      what: `allow-https-in-from-${subnetId}`,
      message: `The security groups of the NAT instance ${instance.InstanceId} admit no TCP 443 from ${subnetId}.`,
      summary: `Admit TCP 443 from ${subnetId} in ${group}.`,
      ...(subnet.known && subnet.value.CidrBlock !== undefined
        ? {
            command: `authorize-security-group-ingress --group-id ${group} --protocol tcp --port 443 --cidr ${subnet.value.CidrBlock}`,
            terraform: terraformBlock('aws_vpc_security_group_ingress_rule', `${group}-https-${subnetId}`, {
              security_group_id: group,
              ip_protocol: 'tcp',
              from_port: 443,
              to_port: 443,
              cidr_ipv4: subnet.value.CidrBlock,
            }),
          }
        : {}),
    }),
  );
}

/** An instance with one interface sends on by it; with several nobody can say which. */
function judgeWayOut(situation: Situation, { instance, via }: Forwarder): HopResult {
  const { region, vpcId } = situation;
  const id = instance.InstanceId;
  const subnetId = via.SubnetId;
  if (subnetId === undefined || (instance.NetworkInterfaces?.length ?? 0) !== 1) {
    return undecided(ask(`By which interface does ${id} send traffic on?`));
  }
  const table = findSubnetRouteTable(region, subnetId, vpcId);
  if (!table.known) return undecided(table.gap);
  const choice = chooseRoutes(region, table.value, PUBLIC_IPV4);
  if (!choice.known) return undecided(choice.gap);
  const { tableId, targets, gaps } = choice.value;
  const hasPublicAddress = known(via.Association?.PublicIp !== undefined);
  const results = targets.map((target) => {
    if (target === undefined || target.isBlackhole) {
      return failed(
        noPathProblem(
          situation,
          `${id}:no-way-out`,
          `The NAT instance ${id} itself has no route to the internet`,
        ),
        { resource: tableId, detail: `Gives ${id} no route to the internet.` },
      );
    }
    if (target.kind === 'internet-gateway') {
      return judgeInternetGateway(situation, target.id, { subnetId, hasPublicAddress });
    }
    return undecided(ask(`Does ${target.id} lead ${id} to the addresses of ${nameWanted(situation)}?`));
  });
  return combineAny(
    results,
    gaps[0] ?? ask(`Which route of ${tableId} carries the addresses of ${nameWanted(situation)}?`),
  );
}
