import type { Route, VpcEndpoint } from '../../model/aws.ts';
import { chainKnown, type Gap, type Known, known } from '../../model/known.ts';
import { type AddressSet, parseCidr, setOf } from './cidr-set.ts';
import { judgeEndpointPolicy } from './endpoint-policy.ts';
import { endpointStateProblem } from './endpoint-problems.ts';
import { readEndpointState } from './endpoints.ts';
import { ask, combineAll, failed, type HopResult, passed, undecided } from './hop-result.ts';
import { findSubnetRouteTable, missing, missingGap } from './lookup.ts';
import { memoize } from '../memo.ts';
import type { Situation } from './situation.ts';
import type { Way } from './way.ts';

/**
 * The way to Amazon S3 by a gateway endpoint: a route for the prefix list of the service, which is longer than any
 * default route. `undefined` where the subnet's table has none. No other service that sessions use has such endpoints.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
 */
export const findGatewayEndpointWay = memoize((situation: Situation): Way | undefined => {
  const { region, subnetId, vpcId } = situation;
  const table = findSubnetRouteTable(region, subnetId, vpcId);
  if (!table.known) return undefined;
  for (const route of table.value.Routes ?? []) {
    const endpoint = findS3Endpoint(situation, route);
    const prefixListId = route.DestinationPrefixListId;
    if (endpoint === undefined || prefixListId === undefined) continue;
    const id = endpoint.VpcEndpointId ?? 'endpoint';
    const resource = table.value.RouteTableId ?? 'route table';
    return {
      kind: 'gateway-endpoint',
      reach: { prefixListId, addresses: readPrefixList(situation, prefixListId) },
      route: passed({ resource, detail: `Leads ${prefixListId} of ${subnetId} to ${id}.` }),
      gateway: combineAll([
        judgeState(situation, endpoint),
        endpoint.ServiceName === undefined ? undecided(missingGap('ec2:DescribeVpcEndpoints')) : passed(),
        judgeEndpointPolicy(situation, 's3', endpoint),
      ]),
    };
  }
  return undefined;
});

function findS3Endpoint({ region }: Situation, { GatewayId, State }: Route): VpcEndpoint | undefined {
  if (GatewayId?.startsWith('vpce-') !== true || State?.toLowerCase() === 'blackhole') return undefined;
  if (!region.VpcEndpoints.known) return undefined;
  return region.VpcEndpoints.value.find(
    ({ VpcEndpointId, VpcEndpointType, ServiceName }) =>
      VpcEndpointId === GatewayId &&
      VpcEndpointType?.toLowerCase() === 'gateway' &&
      ServiceName?.endsWith(`.${region.region}.s3`) !== false,
  );
}

function judgeState(situation: Situation, endpoint: VpcEndpoint): HopResult {
  const id = endpoint.VpcEndpointId ?? 'endpoint';
  const state = readEndpointState(endpoint);
  if (!state.known) return undecided(state.gap);
  if (state.value === 'available')
    return passed({ resource: id, detail: 'The gateway endpoint is available.' });
  const detail = `The gateway endpoint is ${endpoint.State ?? 'not available'}.`;
  return state.value === 'settling'
    ? undecided(ask(`Does ${id} carry traffic yet?`), { resource: id, detail })
    : failed(endpointStateProblem(situation, endpoint), { resource: id, detail });
}

function readPrefixList({ region }: Situation, id: string): Known<AddressSet> {
  const entries = region.PrefixListEntries[id] ?? missing('ec2:GetManagedPrefixListEntries');
  return chainKnown(entries, (list): Known<AddressSet> => {
    const sets = list.map(({ Cidr }) => (Cidr === undefined ? undefined : parseCidr(Cidr)));
    const unread: Gap = ask(`Which addresses does ${id} hold?`);
    if (sets.some((set) => set === undefined)) return { known: false, gap: unread };
    const v4 = sets.flatMap((set) => (set?.family === 4 ? set.ranges : []));
    return v4.length === 0 ? { known: false, gap: unread } : known(setOf(4, v4));
  });
}
