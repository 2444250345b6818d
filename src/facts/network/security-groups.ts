import type { IpPermission } from '../../model/aws.ts';
import type { Evidence } from '../../model/finding.ts';
import type { RegionInventory } from '../../model/inventory.ts';
import { type Gap, type Known, read } from '../../model/known.ts';
import { type AddressRange, type AddressSet, type Family, parseCidr, setOf } from './cidr-set.ts';
import { findSecurityGroup, missing } from './lookup.ts';
import { memoize } from '../memo.ts';

/** What some security groups together let through for one TCP port, in one direction and one family. */
export interface Reach {
  readonly addresses: AddressSet;
  /** Ids of the groups that rules refer to: their members' private addresses. */
  readonly groupIds: ReadonlySet<string>;
  /** Rules that could not be read; they may allow anything. */
  readonly gaps: readonly Gap[];
  /** The rules that let something through. */
  readonly evidence: readonly Evidence[];
}

export type Direction = 'in' | 'out';

/**
 * Adds up every rule of every group: security groups only allow, so any one allowance is enough. IPv4 and IPv6
 * rules stand apart.
 */
export function findReach(
  region: RegionInventory,
  groupIds: readonly string[],
  direction: Direction,
  port: number,
  options: { readonly family?: Family; readonly prefixLists?: 'read' | 'ignore' } = {},
): Reach {
  const { family = 4, prefixLists = 'read' } = options;
  return recallReach(region, direction, port, family, prefixLists, ...groupIds);
}

/** Endpoints' groups are asked about by every instance, and a prefix list may hold a thousand blocks. */
const recallReach = memoize(deriveReach);

function deriveReach(
  region: RegionInventory,
  direction: Direction,
  port: number,
  family: Family,
  prefixLists: 'read' | 'ignore',
  ...groupIds: readonly string[]
): Reach {
  const ranges: AddressRange[] = [];
  const referred = new Set<string>();
  const gaps: Gap[] = [];
  const evidence: Evidence[] = [];
  const addCidr = (text: string | undefined, groupId: string): void => {
    const set = text === undefined ? undefined : parseCidr(text);
    if (set === undefined) gaps.push(unreadableCidr(text, groupId));
    else if (set.family === family) ranges.push(...set.ranges);
  };

  if (groupIds.length === 0) gaps.push({ kind: 'not-collected', action: 'ec2:DescribeSecurityGroups' });
  for (const groupId of groupIds) {
    const permissions = readPermissions(region, groupId, direction);
    if (!permissions.known) {
      gaps.push(permissions.gap);
      continue;
    }
    for (const permission of permissions.value) {
      const match = matchesPort(permission, port);
      if (match === 'no') continue;
      if (match === 'unclear') {
        gaps.push(unclearPorts(groupId));
        continue;
      }
      const targets = listTargets(permission, family);
      for (const cidr of targets.cidrs) addCidr(cidr, groupId);
      for (const id of targets.groups) referred.add(id);
      for (const id of prefixLists === 'read' ? targets.prefixLists : []) {
        const entries = region.PrefixListEntries[id] ?? missing('ec2:GetManagedPrefixListEntries');
        if (!entries.known) gaps.push(entries.gap);
        else for (const { Cidr } of entries.value) addCidr(Cidr, groupId);
      }
      if (!hasTarget(permission)) gaps.push(unclearTargets(groupId));
      const named = [...targets.cidrs, ...targets.groups, ...targets.prefixLists].filter(Boolean);
      if (named.length > 0) evidence.push(describe(groupId, direction, port, named.map(String).sort()));
    }
  }
  return { addresses: setOf(family, ranges), groupIds: referred, gaps, evidence };
}

function readPermissions(
  region: RegionInventory,
  groupId: string,
  direction: Direction,
): Known<readonly IpPermission[]> {
  const group = findSecurityGroup(region, groupId);
  if (!group.known) return group;
  const permissions = read(group.value, direction === 'out' ? 'IpPermissionsEgress' : 'IpPermissions');
  if (!permissions.known) return permissions;
  return permissions.value === undefined
    ? missing('ec2:DescribeSecurityGroups')
    : { known: true, value: permissions.value };
}

/** `-1` is every protocol and every port; TCP is `tcp` or IANA's number 6. */
function matchesPort({ IpProtocol, FromPort, ToPort }: IpPermission, port: number): 'yes' | 'no' | 'unclear' {
  const protocol = IpProtocol === undefined ? undefined : String(IpProtocol).toLowerCase();
  if (protocol === undefined) return 'unclear';
  if (protocol === '-1') return 'yes';
  if (protocol !== 'tcp' && protocol !== '6') return 'no';
  if (FromPort === undefined || ToPort === undefined) return 'unclear';
  return FromPort <= port && port <= ToPort ? 'yes' : 'no';
}

/** The lists are left out when they are empty. */
function listTargets(permission: IpPermission, family: Family) {
  return {
    cidrs:
      family === 4
        ? (permission.IpRanges ?? []).map(({ CidrIp }) => CidrIp)
        : (permission.Ipv6Ranges ?? []).map(({ CidrIpv6 }) => CidrIpv6),
    groups: (permission.UserIdGroupPairs ?? []).flatMap(({ GroupId }) =>
      GroupId === undefined ? [] : [GroupId],
    ),
    prefixLists: (permission.PrefixListIds ?? []).flatMap(({ PrefixListId }) =>
      PrefixListId === undefined ? [] : [PrefixListId],
    ),
  };
}

/**
 * EC2 keeps no rule without a target, of either family, and no reference without an id, so one that shows that was
 * not read in full.
 */
function hasTarget(permission: IpPermission): boolean {
  const { IpRanges, Ipv6Ranges, PrefixListIds, UserIdGroupPairs } = permission;
  const ids = [
    ...(PrefixListIds ?? []).map(({ PrefixListId }) => PrefixListId),
    ...(UserIdGroupPairs ?? []).map(({ GroupId }) => GroupId),
  ];
  const hasSome = (IpRanges ?? []).length > 0 || (Ipv6Ranges ?? []).length > 0 || ids.length > 0;
  return hasSome && ids.every((id) => id !== undefined);
}

function describe(groupId: string, direction: Direction, port: number, targets: readonly string[]): Evidence {
  const shown =
    targets.slice(0, 5).join(', ') + (targets.length > 5 ? ` and ${targets.length - 5} more` : '');
  const way = direction === 'out' ? `Allows TCP ${port} out to` : `Allows TCP ${port} in from`;
  return { resource: groupId, detail: `${way} ${shown}.` };
}

function unreadableCidr(text: string | undefined, groupId: string): Gap {
  return {
    kind: 'not-visible',
    question: `Which addresses does the entry ${JSON.stringify(text ?? '')} of ${groupId} stand for?`,
  };
}

function unclearTargets(groupId: string): Gap {
  return { kind: 'not-visible', question: `Whom does each rule of ${groupId} let through?` };
}

function unclearPorts(groupId: string): Gap {
  return { kind: 'not-visible', question: `Which protocol and ports does each rule of ${groupId} allow?` };
}
