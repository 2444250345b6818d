import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  type IpPermission,
  RevokeSecurityGroupEgressCommand,
} from '@aws-sdk/client-ec2';
import { given } from './clients.ts';
import { createPrefixList, findAwsPrefixList } from './prefix-lists.ts';
import type { Subnet, Vpc, World } from './world.ts';

/** A security group of a VPC by its part in a situation. */
export type Group = (world: World, vpc: Vpc) => Promise<string>;

/** The other side of a rule. */
type Peer =
  | string
  | ((subnet: Subnet) => string)
  | { readonly group: Group | 'itself' }
  | { readonly blocks: readonly (string | ((subnet: Subnet) => string))[] }
  | { readonly awsList: string };

export interface GroupRule {
  readonly protocol: string;
  readonly ports?: readonly [from: number, to: number];
  readonly peers: readonly Peer[];
}

export const ANYWHERE = '0.0.0.0/0';

export const vpcRange = ({ vpc }: Subnet): string => vpc.cidr;

/** One address of the subnet. */
export const host =
  (number: number) =>
  ({ prefix }: Subnet): string =>
    `${prefix}.${number}/32`;

export const membersOf = (group: Group | 'itself'): Peer => ({ group });

/** A customer-managed prefix list that holds these blocks. */
export const listOf = (...blocks: readonly (string | ((subnet: Subnet) => string))[]): Peer => ({ blocks });

/** An AWS-managed prefix list, by the name of its service. */
export const awsListOf = (awsList: string): Peer => ({ awsList });

export function tcp(port: number, ...peers: readonly Peer[]): GroupRule {
  return { protocol: 'tcp', ports: [port, port], peers };
}

export function tcpRange(from: number, to: number, ...peers: readonly Peer[]): GroupRule {
  return { protocol: 'tcp', ports: [from, to], peers };
}

/** Made without rules for others to fill in: the group of the endpoints of a VPC. */
export const endpointGroup: Group = (world, vpc) => createEmptyGroup(world, vpc, 'endpoints');

/** The group that instances are put into where a situation says so. */
export const clientGroup: Group = (world, vpc) => createEmptyGroup(world, vpc, 'clients');

/** A group that nothing belongs to. */
export const emptyGroup: Group = (world, vpc) => createEmptyGroup(world, vpc, 'nobody');

/** The group that every VPC is born with. EC2 lets its members in; moto leaves that rule out. */
export const defaultGroup: Group = async (world, vpc) => {
  const { SecurityGroups } = await world.ec2.send(
    new DescribeSecurityGroupsCommand({
      Filters: [
        { Name: 'vpc-id', Values: [vpc.id] },
        { Name: 'group-name', Values: ['default'] },
      ],
    }),
  );
  const GroupId = given(SecurityGroups?.[0]?.GroupId, 'a default security group');
  const IpPermissions = [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId }] }];
  await world.ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
  return GroupId;
};

/** A group like EC2 makes it, with everything allowed out, but for the rules that are given. */
export async function createGroup(
  world: World,
  subnet: Subnet,
  name: string,
  rules: { readonly egress?: readonly GroupRule[]; readonly ingress?: readonly GroupRule[] },
): Promise<string> {
  const GroupId = await createEmptyGroup(world, subnet.vpc, name);
  if (rules.ingress !== undefined) await admit(world, subnet, GroupId, rules.ingress);
  if (rules.egress === undefined) return GroupId;
  const open = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: ANYWHERE }] }];
  await world.ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: open }));
  const IpPermissions = await resolveRules(world, subnet, GroupId, rules.egress);
  if (IpPermissions.length > 0) {
    await world.ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions }));
  }
  return GroupId;
}

export async function admit(
  world: World,
  subnet: Subnet,
  GroupId: string,
  rules: readonly GroupRule[],
): Promise<void> {
  const IpPermissions = await resolveRules(world, subnet, GroupId, rules);
  if (IpPermissions.length === 0) return;
  await world.ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
}

async function createEmptyGroup(world: World, vpc: Vpc, GroupName: string): Promise<string> {
  const { GroupId } = await world.ec2.send(
    new CreateSecurityGroupCommand({ GroupName, Description: 'One situation', VpcId: vpc.id }),
  );
  return given(GroupId, 'a security group');
}

async function resolveRules(
  world: World,
  subnet: Subnet,
  ownId: string,
  rules: readonly GroupRule[],
): Promise<IpPermission[]> {
  const resolved: IpPermission[] = [];
  for (const { protocol, ports, peers } of rules) {
    for (const peer of peers) {
      resolved.push({
        IpProtocol: protocol,
        ...(ports === undefined ? {} : { FromPort: ports[0], ToPort: ports[1] }),
        ...(await resolvePeer(world, subnet, ownId, peer)),
      });
    }
  }
  return resolved;
}

async function resolvePeer(
  world: World,
  subnet: Subnet,
  ownId: string,
  peer: Peer,
): Promise<Partial<IpPermission>> {
  const blockOf = (block: string | ((subnet: Subnet) => string)): string =>
    typeof block === 'string' ? block : block(subnet);
  if (typeof peer === 'string' || typeof peer === 'function') {
    const block = blockOf(peer);
    return block.includes(':') ? { Ipv6Ranges: [{ CidrIpv6: block }] } : { IpRanges: [{ CidrIp: block }] };
  }
  if ('group' in peer) {
    const GroupId = peer.group === 'itself' ? ownId : await world.once(subnet.vpc, peer.group);
    return { UserIdGroupPairs: [{ GroupId }] };
  }
  if ('blocks' in peer) {
    return { PrefixListIds: [{ PrefixListId: await createPrefixList(world, peer.blocks.map(blockOf)) }] };
  }
  return { PrefixListIds: [{ PrefixListId: await findAwsPrefixList(world, peer.awsList) }] };
}
