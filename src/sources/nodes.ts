import type { Instance, InstanceInformation } from '../model/aws.ts';
import type { RegionInventory } from '../model/inventory.ts';
import { chainKnown, known, type Known, mapKnown } from '../model/known.ts';
import { type Ask, cutMember } from './answers.ts';
import { callOf } from './calls.ts';
import { toIsoTime } from './iso-time.ts';

type Nodes = Known<readonly InstanceInformation[]>;

/**
 * The nodes that Systems Manager lists: a thousand a page from DescribeInstanceProperties, which AWS documents as made
 * for its console. Where that is refused, not there, or answers with anything but nodes, fifty a page from
 * DescribeInstanceInformation. No node at all is believed only when both say so.
 */
export async function askNodes(
  ask: Ask,
  instances: readonly Instance[],
): Promise<Pick<RegionInventory, 'InstanceInformationList'>> {
  const properties = await askList(ask, 'DescribeInstanceProperties');
  const InstanceInformationList =
    properties.known && isListOfNodes(properties.value)
      ? known(await completeHybrids(ask, properties.value, instances))
      : mapKnown(await askList(ask, 'DescribeInstanceInformation'), (nodes) => nodes.map(withAddress));
  return { InstanceInformationList };
}

async function askList(
  ask: Ask,
  operation: 'DescribeInstanceProperties' | 'DescribeInstanceInformation',
  input: object = {},
): Promise<Nodes> {
  const call = callOf(operation);
  return chainKnown(await ask(call, { ...input }), (response) => cutMember(call, 0, response)) as Nodes;
}

function isListOfNodes(nodes: readonly InstanceInformation[]): boolean {
  const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
  return nodes.length > 0 && nodes.every((node) => isText(node.InstanceId) && isText(node.PingStatus));
}

const HYBRID_NODES = { Filters: [{ Key: 'ResourceType', Values: ['ManagedInstance'] }] };

/**
 * Of DescribeInstanceProperties, `IPAddress` is the public address. The private one tells whether a hybrid node may be
 * an instance that is not registered under its own id, and is asked for only where there are both.
 */
async function completeHybrids(
  ask: Ask,
  nodes: readonly InstanceInformation[],
  instances: readonly Instance[],
): Promise<readonly InstanceInformation[]> {
  const registered = new Set(nodes.map(({ InstanceId }) => InstanceId));
  const hybrids = nodes.filter(isHybrid);
  if (hybrids.length === 0 || instances.every(({ InstanceId }) => registered.has(InstanceId))) {
    return nodes.map(report);
  }
  const others = nodes.filter((node) => !isHybrid(node)).map(report);
  const answer = await askList(ask, 'DescribeInstanceInformation', HYBRID_NODES);
  return answer.known
    ? [...others, ...answer.value.filter(isHybrid).map(withAddress)]
    : [...others, ...hybrids.map((node) => ({ ...report(node), Gaps: { IPAddress: answer.gap } }))];
}

function isHybrid({ InstanceId }: InstanceInformation): boolean {
  return InstanceId?.startsWith('mi-') === true;
}

const REPORTED = [
  'InstanceId',
  'PingStatus',
  'LastPingDateTime',
  'AgentVersion',
  'PlatformType',
  'PlatformName',
  'PlatformVersion',
  'ResourceType',
] as const satisfies readonly (keyof InstanceInformation)[];

/** What the agent reports, as far as anything rests on it; snapshots travel, so the rest of the answer stays behind. */
function report(node: InstanceInformation): InstanceInformation {
  const told = REPORTED.filter((name) => node[name] !== undefined).map((name) => [name, node[name]]);
  const { LastPingDateTime: time, ...rest } = Object.fromEntries(told) as InstanceInformation;
  return time === undefined ? rest : { ...rest, LastPingDateTime: toIsoTime(time) };
}

function withAddress(node: InstanceInformation): InstanceInformation {
  const { IPAddress } = node;
  return { ...report(node), ...(isHybrid(node) && IPAddress !== undefined ? { IPAddress } : {}) };
}
