import type { Instance } from '../model/aws.ts';
import type { InventoryField, RegionInventory } from '../model/inventory.ts';
import { chainKnown, known, unknown, type Known } from '../model/known.ts';
import { actionOf, callOf, DESCRIBE_INSTANCES, regionCalls, regionFieldCalls, type Call } from './calls.ts';
import { type Ask, cutMember, notCollected } from './answers.ts';
import { listLaunches } from '../model/launches.ts';
import { askBastionAnswers } from './bastion-answers.ts';
import { askHostedZones } from './hosted-zones.ts';
import { askAncestry } from './image-ancestry.ts';
import { askImages } from './images.ts';
import { askLaunches } from './launches.ts';
import { askNodes } from './nodes.ts';
import { askSessions } from './sessions.ts';
import { askSessionTargets, NO_SESSION_TARGETS } from './session-targets.ts';
import {
  connectionCandidates,
  instancesAndLaunches,
  instancesOf,
  openVpcIds,
  usedPrefixListIds,
  usedVpcIds,
} from './items.ts';

export interface CollectOptions {
  readonly partition: string;
  /** Which of the nodes that may be online to ask for their connection status. */
  readonly chooseConnectionTargets: (candidates: readonly string[]) => readonly string[];
  /** Also when a session to each instance was last opened. */
  readonly asksSessions: boolean;
  /** Also what would be launched next. */
  readonly asksLaunches: boolean;
  /** Also what a bastion may reach, and who else is let in. */
  readonly asksBastion: boolean;
  readonly onInstances?: (count: number) => void;
}

type FieldAnswers = Partial<Record<InventoryField, Known<unknown>>>;

/** Reads one region: the instances first, and nothing more where there are none. */
export async function collectRegion(
  region: string,
  ask: Ask,
  options: CollectOptions,
): Promise<RegionInventory> {
  const first = await askFields(ask, DESCRIBE_INSTANCES);
  const Reservations = first.Reservations as RegionInventory['Reservations'];
  const nothing = { ...notCollectedRegion(region), Reservations };
  const instances = Reservations.known ? instancesOf(Reservations.value) : [];
  options.onInstances?.(instances.length);
  const start = options.asksLaunches ? { ...nothing, ...(await askLaunches(ask)) } : nothing;
  if (instances.length === 0 && listLaunches(start).length === 0) return start;

  const lists = mergeAnswers(
    start,
    regionCalls().map((call) => askFields(ask, call)),
  );
  // Where a group's next instances would stand is known by its subnets.
  const all = options.asksLaunches ? lists.then(instancesAndLaunches) : Promise.resolve(instances);
  const once = await mergeAnswers(await lists, [
    askNodes(ask, instances),
    options.asksSessions ? askSessions(ask, instances) : {},
    options.asksBastion ? askBastionAnswers(ask) : {},
    all.then(async (used) => askImages(ask, region, used)),
    all.then(async (used) => askVpcAttributes(ask, used)),
  ]);
  const used = await all;
  const [PrefixListEntries, images, zones, targets, ConnectionStatuses] = await Promise.all([
    askPrefixLists(ask, used, once),
    askAncestry(ask, once),
    askHostedZones(ask, { partition: options.partition, region }, openVpcIds(used, once)),
    askSessionTargets(ask, once),
    askConnections(
      ask,
      options.chooseConnectionTargets(connectionCandidates(once, instances)),
      once.InstanceInformationList.known,
    ),
  ]);
  return { ...once, PrefixListEntries, ...images, ...zones, ...targets, ConnectionStatuses };
}

async function mergeAnswers(
  before: RegionInventory,
  answers: readonly (Promise<object> | object)[],
): Promise<RegionInventory> {
  return Object.assign({}, before, ...(await Promise.all(answers))) as RegionInventory;
}

/** A region of which nothing was asked. */
export function notCollectedRegion(region: string): RegionInventory {
  const lists = regionFieldCalls().flatMap((call) =>
    call.feeds.map((field) => [field, unknown({ kind: 'not-collected', action: actionOf(call) })] as const),
  );
  const fields = Object.fromEntries(lists) as unknown as Omit<RegionInventory, 'region'>;
  return {
    ...fields,
    region,
    ImageAncestryEntries: {},
    VpcAttributes: {},
    PrefixListEntries: {},
    HostedZoneSummaries: {},
    ResourceRecordSets: {},
    ConnectionStatuses: {},
    ...NO_SESSION_TARGETS,
  };
}

/** One call's answer, cut into the fields that it feeds. */
async function askFields(ask: Ask, call: Call): Promise<FieldAnswers> {
  const answer = await ask(call, call.input ?? {});
  return Object.fromEntries(
    call.feeds.map((field, index) => [
      field,
      chainKnown(answer, (response) => cutMember(call, index, response)),
    ]),
  );
}

const DNS_ATTRIBUTES = {
  EnableDnsSupport: 'enableDnsSupport',
  EnableDnsHostnames: 'enableDnsHostnames',
} as const;

async function askVpcAttributes(
  ask: Ask,
  instances: readonly Instance[],
): Promise<{ VpcAttributes: object }> {
  const call = callOf('DescribeVpcAttribute');
  const askOne = async (VpcId: string, member: keyof typeof DNS_ATTRIBUTES): Promise<Known<boolean>> => {
    const answer = await ask(call, { VpcId, Attribute: DNS_ATTRIBUTES[member] });
    return chainKnown(answer, (response) => {
      const value = (response?.[member] as { readonly Value?: unknown } | undefined)?.Value;
      const isAboutThisVpc = response?.VpcId === undefined || response.VpcId === VpcId;
      return typeof value === 'boolean' && isAboutThisVpc ? known(value) : unknown(notCollected(call));
    });
  };
  const entries = usedVpcIds(instances).map(async (vpcId) => {
    const [EnableDnsSupport, EnableDnsHostnames] = await Promise.all([
      askOne(vpcId, 'EnableDnsSupport'),
      askOne(vpcId, 'EnableDnsHostnames'),
    ]);
    return [vpcId, { EnableDnsSupport, EnableDnsHostnames }] as const;
  });
  return { VpcAttributes: Object.fromEntries(await Promise.all(entries)) };
}

async function askPrefixLists(
  ask: Ask,
  instances: readonly Instance[],
  region: Parameters<typeof usedPrefixListIds>[1],
): Promise<RegionInventory['PrefixListEntries']> {
  const call = callOf('GetManagedPrefixListEntries');
  const entries = usedPrefixListIds(instances, region).map(async (PrefixListId) => {
    const answer = await ask(call, { PrefixListId });
    return [PrefixListId, chainKnown(answer, (response) => cutMember(call, 0, response))] as const;
  });
  return Object.fromEntries(await Promise.all(entries)) as RegionInventory['PrefixListEntries'];
}

async function askConnections(
  ask: Ask,
  targets: readonly string[],
  isRegistrationRead: boolean,
): Promise<RegionInventory['ConnectionStatuses']> {
  const [first] = targets;
  if (first === undefined) return {};
  const probe = await askConnection(ask, first);
  // A service that answers neither who is registered nor this is not asked for every instance in turn.
  if (!isRegistrationRead && !probe.known && probe.gap.kind !== 'not-collected') return {};
  const others = targets.slice(1).map(async (target) => [target, await askConnection(ask, target)] as const);
  return Object.fromEntries([[first, probe] as const, ...(await Promise.all(others))]);
}

async function askConnection(ask: Ask, Target: string): Promise<Known<string>> {
  const call = callOf('GetConnectionStatus');
  return chainKnown(await ask(call, { Target }), (response) => {
    const isAboutThisNode = response?.Target === undefined || response.Target === Target;
    return isAboutThisNode ? (cutMember(call, 0, response) as Known<string>) : unknown(notCollected(call));
  });
}
