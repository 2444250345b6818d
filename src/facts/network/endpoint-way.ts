import type { VpcEndpoint } from '../../model/aws.ts';
import { read } from '../../model/known.ts';
import { parseCidr } from './cidr-set.ts';
import type { Capture } from './destinations.ts';
import { endpointStateProblem } from './endpoint-problems.ts';
import { listEndpointSubnets, readEndpointState } from './endpoints.ts';
import { findSubnet, findSubnetRouteTable, missingGap } from './lookup.ts';
import type { Service } from '../../model/path.ts';
import { ask, combineAll, degraded, failed, type HopResult, passed, undecided } from './hop-result.ts';
import { chooseRoutes } from './routes.ts';
import type { Situation } from './situation.ts';

/** Whether the endpoint itself stands and answers for the service's name. */
export function judgeEndpoint(
  situation: Situation,
  service: Service,
  endpoint: VpcEndpoint,
  capture: Capture,
  isOnlyHope: boolean,
): HopResult {
  const id = endpoint.VpcEndpointId ?? 'endpoint';
  const results = [judgeState(situation, endpoint), judgeFamily(endpoint), judgeZones(situation, endpoint)];
  if (capture.answer === 'yes') {
    const detail = `Answers for ${service} in all of ${situation.vpcId} by private DNS.`;
    results.push(passed(capture.by ?? { resource: id, detail }));
  }
  // A dead endpoint's problem is its state, which is judged above.
  if (capture.answer === 'no' && results[0]?.status !== 'fail') {
    results.push(failed(capture.problem, { resource: id, detail: 'Its private DNS names do not resolve.' }));
  }
  if (capture.answer === 'undecided' && isOnlyHope) results.push(undecided(capture.gap));
  return combineAll(results);
}

function judgeState(situation: Situation, endpoint: VpcEndpoint): HopResult {
  const id = endpoint.VpcEndpointId ?? 'endpoint';
  const state = readEndpointState(endpoint);
  if (!state.known) return undecided(state.gap);
  const detail = `The endpoint is ${endpoint.State ?? 'available once planned changes are made'}.`;
  switch (state.value) {
    case 'available':
      return passed({ resource: id, detail });
    case 'settling':
      // A new endpoint is pending before it works, and an old one while it is modified.
      return undecided(ask(`Does ${id} carry traffic while it is ${endpoint.State ?? 'changing'}?`), {
        resource: id,
        detail,
      });
    case 'dead':
      return failed(endpointStateProblem(situation, endpoint), { resource: id, detail });
  }
}

/** The agent asks for IPv4 addresses; an endpoint may be told to have, or to publish, IPv6 addresses alone. */
function judgeFamily(endpoint: VpcEndpoint): HopResult {
  const id = endpoint.VpcEndpointId ?? 'endpoint';
  const type = read(endpoint, 'IpAddressType');
  const options = read(endpoint, 'DnsOptions');
  const isIpv6 =
    (type.known && type.value?.toLowerCase() === 'ipv6') ||
    (options.known && options.value?.DnsRecordIpType?.toLowerCase() === 'ipv6');
  return isIpv6 ? undecided(ask(`Does the agent use ${id}, which has IPv6 addresses alone?`)) : passed();
}

/**
 * An interface in one zone serves the whole VPC, until that zone fails; AWS advises to have one in each:
 * https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html
 */
function judgeZones(situation: Situation, endpoint: VpcEndpoint): HopResult {
  const own = readZone(situation, situation.subnetId);
  const subnets = listEndpointSubnets(situation, endpoint);
  if (own === undefined || !subnets.known) return passed();
  const zones = new Set(subnets.value.map(({ subnetId }) => readZone(situation, subnetId)));
  if (zones.has(undefined) || zones.has(own)) return passed();
  const id = endpoint.VpcEndpointId ?? 'endpoint';
  const detail = `Has no interface in ${own}, the zone of the instance; should ${[...zones].join(' and ')} fail, so does the path.`;
  return degraded({ resource: id, detail });
}

/** Whether a zone is another one is a note, so an unread one needs no question. */
function readZone({ region }: Situation, subnetId: string): string | undefined {
  const subnet = findSubnet(region, subnetId);
  return subnet.known ? subnet.value.AvailabilityZone : undefined;
}

/**
 * Packets between two subnets of a VPC take the local route, unless a more specific route sends them through an
 * appliance; that is judged both ways. Within one subnet nothing is routed:
 * https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html
 */
export function judgeLocalRoute(situation: Situation, endpoint: VpcEndpoint): HopResult {
  const { region, subnetId } = situation;
  const subnets = listEndpointSubnets(situation, endpoint);
  if (!subnets.known) return undecided(subnets.gap);
  const outside = subnets.value.filter((item) => item.subnetId !== subnetId);
  if (outside.length === 0) {
    return passed({ resource: subnetId, detail: 'The endpoint has its interface in the same subnet.' });
  }
  const subnet = findSubnet(region, subnetId);
  if (!subnet.known) return undecided(subnet.gap);
  const source = subnet.value.CidrBlock === undefined ? undefined : parseCidr(subnet.value.CidrBlock);
  if (source === undefined || source.family !== 4) return undecided(missingGap('ec2:DescribeSubnets'));
  return combineAll([
    ...outside.map(({ addresses }) => judgeLocal(situation, subnetId, addresses)),
    ...outside.map((item) => judgeLocal(situation, item.subnetId, source)),
  ]);
}

function judgeLocal(
  { region, vpcId }: Situation,
  subnetId: string,
  addresses: Parameters<typeof chooseRoutes>[2],
): HopResult {
  const table = findSubnetRouteTable(region, subnetId, vpcId);
  if (!table.known) return undecided(table.gap);
  const choice = chooseRoutes(region, table.value, addresses);
  if (!choice.known) return undecided(choice.gap);
  const { tableId, targets, gaps } = choice.value;
  const detour = targets.find((target) => target?.kind !== 'local');
  if (targets.every((target) => target?.kind === 'local')) {
    return passed({ resource: tableId, detail: `Keeps traffic of ${subnetId} inside ${vpcId}.` });
  }
  const question =
    detour === undefined
      ? missingGap('ec2:DescribeRouteTables')
      : ask(`Does ${detour.id} carry traffic between the subnets of ${vpcId}?`);
  return undecided(gaps[0] ?? question);
}
