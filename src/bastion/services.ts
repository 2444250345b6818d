import { parseAddress } from '../facts/network/cidr-set.ts';
import type { NetworkInterface } from '../model/aws.ts';
import type { Admission } from '../model/bastion.ts';
import type { RegionInventory, Subject } from '../model/inventory.ts';
import { findAdmissions } from './admissions.ts';
import type { Door } from './door.ts';
import { isReached, reachPort, type Reaching } from './reaching.ts';
import { type FoundService, judgeService } from './service-judgement.ts';
import { isService, listPorts, nameService, type ServiceName } from './service-kind.ts';
import type { Target } from './target.ts';

/** Databases and other services of one region that the bastions reach at any port. */
export function findServices(
  bastions: readonly Door[],
  region: RegionInventory,
  relays: readonly Subject[],
): FoundService[] {
  const list = region.AllNetworkInterfaces;
  const [first] = bastions;
  if (!list.known || first === undefined) return [];
  const { accountId } = first.subject;
  const groups = new Map<string, NetworkInterface[]>();
  for (const eni of list.value.filter(isService)) {
    const { kind, name } = nameService(eni);
    const key = JSON.stringify([kind, name, eni.VpcId, groupsOf(eni)]);
    groups.set(key, [...(groups.get(key) ?? []), eni]);
  }
  return [...groups.values()].flatMap((interfaces): FoundService[] => {
    const [eni] = interfaces;
    const knocking = eni === undefined ? undefined : knockAt(bastions, region, eni);
    if (eni === undefined || knocking === undefined) return [];
    const { named, target, port, found } = knocking;
    const facts = {
      ...named,
      accountId,
      region: region.region,
      ...(eni.VpcId === undefined ? {} : { vpcId: eni.VpcId }),
      interfaces: interfaces.map(({ NetworkInterfaceId = '' }) => NetworkInterfaceId).sort(),
      groups: groupsOf(eni),
      port: String(port),
      through: found.map(({ door, admissions }) => ({
        bastion: door.subject.instance.InstanceId,
        admissions,
      })),
      isDirect: found.some(({ admissions }) => admissions.some(({ isDirect }) => isDirect)),
      doubts: found.some(({ doubts }) => doubts.length === 0)
        ? []
        : [...new Set(found.flatMap(({ doubts }) => doubts))].sort(),
    };
    return [judgeService(facts, target, port, relays)];
  });
}

interface KnockedAt {
  readonly named: ServiceName;
  readonly target: Target;
  readonly port: number;
  readonly found: readonly (Reaching & { readonly door: Door })[];
}

function knockAt(
  bastions: readonly Door[],
  region: RegionInventory,
  eni: NetworkInterface,
): KnockedAt | undefined {
  const named = nameService(eni);
  // A load balancer without groups lets in whomever what is behind it lets in.
  if (named.kind === 'load-balancer' && groupsOf(eni).length === 0) return undefined;
  const target = toTarget(region, eni);
  const admissions = bastions.flatMap(
    (door): readonly Admission[] => findAdmissions(region, target.groupIds, door).admissions,
  );
  // What anybody on the internet may call needs no bastion.
  const isPublic = target.hasPublicAddress && admissions.length > 0;
  if (isPublic && admissions.every(({ by }) => by === 'anywhere')) return undefined;
  // Where no rule could be read, each port may be open.
  const rules = admissions.length > 0 ? admissions.toSorted(directFirst) : [{}];
  const ports = new Set(
    rules.flatMap(({ fromPort, toPort }: Pick<Admission, 'fromPort' | 'toPort'>) =>
      listPorts(named.kind, fromPort, toPort),
    ),
  );
  for (const port of ports) {
    const found = bastions
      .map((door) => ({ door, ...reachPort(door, target, port) }))
      .filter((one) => isReached(one));
    if (found.length > 0) return { named, target, port, found };
  }
  return undefined;
}

function directFirst(a: Admission, b: Admission): number {
  return Number(b.isDirect) - Number(a.isDirect);
}

function toTarget(region: RegionInventory, eni: NetworkInterface): Target {
  const { VpcId, PrivateIpAddress, Association } = eni;
  const address = PrivateIpAddress === undefined ? undefined : parseAddress(PrivateIpAddress);
  return {
    region,
    vpcId: VpcId,
    groupIds: groupsOf(eni),
    addresses: address === undefined ? [] : [address],
    hasPublicAddress: Association?.PublicIp !== undefined,
  };
}

function groupsOf({ Groups = [] }: NetworkInterface): string[] {
  return Groups.flatMap(({ GroupId }) => GroupId ?? []).sort();
}
