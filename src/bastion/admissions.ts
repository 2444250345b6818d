import { memoize } from '../facts/memo.ts';
import { findSecurityGroup } from '../facts/network/lookup.ts';
import type { IpPermission } from '../model/aws.ts';
import type { Admission } from '../model/bastion.ts';
import type { RegionInventory } from '../model/inventory.ts';
import { type Gap, read } from '../model/known.ts';
import { admitByGroup, admitByPrefixList, admitByRange, type Admitted } from './admit.ts';
import type { Door } from './door.ts';
import { matchPort } from './rule-ports.ts';

export interface Admissions {
  readonly admissions: readonly Admission[];
  /** Rules that could not be read; they may let anybody in. */
  readonly gaps: readonly Gap[];
}

const NOBODY: Admissions = { admissions: [], gaps: [] };

/** Which rules of the groups let the host in, by one TCP port or by any. */
export function findAdmissions(
  region: RegionInventory,
  groupIds: readonly string[],
  door: Door,
  port?: number,
): Admissions {
  return joinAdmissions(groupIds.map((groupId) => recallAdmissions(door, region, groupId, port)));
}

function joinAdmissions(all: readonly Admissions[]): Admissions {
  if (all.every((one) => one.admissions.length + one.gaps.length === 0)) return NOBODY;
  return {
    admissions: distinct(all.flatMap(({ admissions }) => admissions)),
    gaps: distinct(all.flatMap(({ gaps }) => gaps)),
  };
}

function distinct<T extends object>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

/** Groups say the same of each of their members. */
const recallAdmissions = memoize(
  (door: Door, region: RegionInventory, groupId: string, port: number | undefined): Admissions => {
    const group = findSecurityGroup(region, groupId);
    if (!group.known) return { admissions: [], gaps: [group.gap] };
    const permissions = read(group.value, 'IpPermissions');
    if (!permissions.known) return { admissions: [], gaps: [permissions.gap] };
    if (permissions.value === undefined) return { admissions: [], gaps: [askRules(groupId)] };
    const found = permissions.value.map((permission): Admissions => {
      const match = matchPort(permission, port);
      if (match === 'no') return NOBODY;
      if (match === 'unclear') return { admissions: [], gaps: [askRules(groupId)] };
      return admit(region, groupId, permission, door);
    });
    // Who comes with addresses that were not read may be let in by any rule.
    const isOpen = found.some(({ admissions }) => admissions.length > 0);
    const unread = permissions.value.length > 0 && !isOpen ? door.gaps : [];
    return joinAdmissions([...found, { admissions: [], gaps: unread }]);
  },
);

function admit(region: RegionInventory, groupId: string, permission: IpPermission, door: Door): Admissions {
  const { IpRanges = [], Ipv6Ranges = [], PrefixListIds = [], UserIdGroupPairs = [] } = permission;
  const cidrs = [...IpRanges.map(({ CidrIp }) => CidrIp), ...Ipv6Ranges.map(({ CidrIpv6 }) => CidrIpv6)];
  const answers = [
    ...UserIdGroupPairs.map((pair) => admitByGroup(pair, groupId, door)),
    ...cidrs.map((cidr) => admitByRange(cidr, groupId, door)),
    ...PrefixListIds.map(({ PrefixListId }) => admitByPrefixList(region, PrefixListId, groupId, door)),
  ];
  const { FromPort: fromPort, ToPort: toPort, IpProtocol: protocol = '-1' } = permission;
  const ports = {
    protocol,
    ...(fromPort === undefined ? {} : { fromPort }),
    ...(toPort === undefined ? {} : { toPort }),
  };
  const admitted = answers.filter(
    (answer): answer is Admitted => answer !== undefined && !('kind' in answer),
  );
  return {
    admissions: admitted.map((one) => ({ groupId, ...one, ...ports })),
    gaps: answers.filter((answer): answer is Gap => answer !== undefined && 'kind' in answer),
  };
}

function askRules(groupId: string): Gap {
  return {
    kind: 'not-visible',
    question: `Whom does each rule of ${groupId} let through, and by which port?`,
  };
}
