import { PUBLIC_IPV4 } from '../facts/network/address-space.ts';
import { covers, parseCidr } from '../facts/network/cidr-set.ts';
import { findSecurityGroup, findSubnetRouteTable, findVpc } from '../facts/network/lookup.ts';
import { chooseRoutes } from '../facts/network/routes.ts';
import type { Evidence } from '../model/finding.ts';
import type { RegionInventory } from '../model/inventory.ts';
import type { Door } from './door.ts';
import { ADMIN_PORTS, matchPort } from './rule-ports.ts';

/** A public address behind a route to an internet gateway. */
export function findPublicPath({ subject, interfaces }: Door): Evidence | undefined {
  const { region, instance } = subject;
  for (const { Association, SubnetId, VpcId = instance.VpcId } of interfaces) {
    if (Association?.PublicIp === undefined || SubnetId === undefined || VpcId === undefined) continue;
    const table = findSubnetRouteTable(region, SubnetId, VpcId);
    const choice = table.known ? chooseRoutes(region, table.value, PUBLIC_IPV4) : table;
    const gateway = choice.known
      ? choice.value.targets.find((target) => target?.kind === 'internet-gateway' && !target.isBlackhole)
      : undefined;
    if (gateway !== undefined) {
      return { resource: Association.PublicIp, detail: `Public address, reached through ${gateway.id}.` };
    }
  }
  return undefined;
}

/** A rule that lets people outside the VPC in by SSH or RDP. */
export function findInboundRule({ subject, groupIds }: Door): Evidence | undefined {
  const { region, instance } = subject;
  const vpc = instance.VpcId === undefined ? undefined : findVpc(region, instance.VpcId);
  const inside = vpc?.known === true ? parseCidr(vpc.value.CidrBlock ?? '') : undefined;
  for (const groupId of [...groupIds].sort()) {
    for (const permission of permissionsOf(region, groupId)) {
      const port = ADMIN_PORTS.find((one) => matchPort(permission, one) === 'yes');
      if (port === undefined) continue;
      const { IpRanges = [], Ipv6Ranges = [], PrefixListIds = [] } = permission;
      const cidrs = [...IpRanges.map(({ CidrIp }) => CidrIp), ...Ipv6Ranges.map(({ CidrIpv6 }) => CidrIpv6)];
      const outside = cidrs.find((cidr) => {
        const set = cidr === undefined ? undefined : parseCidr(cidr);
        return set !== undefined && !(inside?.family === set.family && covers(inside, set));
      });
      const from = outside ?? PrefixListIds[0]?.PrefixListId;
      if (from !== undefined) return { resource: groupId, detail: `Admits TCP ${port} from ${from}.` };
    }
  }
  return undefined;
}

/** Rules for SSH or RDP in other groups that name one of its own. */
export function findReferences({ subject, groupIds }: Door): Evidence | undefined {
  const referring = indexReferences(subject.region);
  for (const groupId of [...groupIds].sort()) {
    const others = [...(referring.get(groupId) ?? [])].filter((id) => !groupIds.has(id)).sort();
    const [first] = others;
    if (first === undefined) continue;
    const more = others.length > 1 ? ` and ${others.length - 1} more` : '';
    return { resource: groupId, detail: `Let in by ${first}${more} for SSH or RDP.` };
  }
  return undefined;
}

const references = new WeakMap<RegionInventory, ReadonlyMap<string, ReadonlySet<string>>>();

/** By group: the groups whose rules for SSH or RDP name it. */
function indexReferences(region: RegionInventory): ReadonlyMap<string, ReadonlySet<string>> {
  const before = references.get(region);
  if (before !== undefined) return before;
  const index = new Map<string, Set<string>>();
  const groups = region.SecurityGroups.known ? region.SecurityGroups.value : [];
  for (const { GroupId = '', IpPermissions = [] } of groups) {
    for (const permission of IpPermissions) {
      // A rule for everything is how members of one system trust each other, not how people get in.
      if (
        permission.IpProtocol === '-1' ||
        !ADMIN_PORTS.some((port) => matchPort(permission, port) === 'yes')
      )
        continue;
      for (const { GroupId: from } of permission.UserIdGroupPairs ?? []) {
        if (from === undefined) continue;
        index.set(from, (index.get(from) ?? new Set()).add(GroupId));
      }
    }
  }
  references.set(region, index);
  return index;
}

function permissionsOf(region: RegionInventory, groupId: string) {
  const group = findSecurityGroup(region, groupId);
  return group.known ? (group.value.IpPermissions ?? []) : [];
}
