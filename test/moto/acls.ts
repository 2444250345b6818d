import {
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  DescribeNetworkAclsCommand,
  ReplaceNetworkAclAssociationCommand,
} from '@aws-sdk/client-ec2';
import { given } from './clients.ts';
import type { World } from './world.ts';

interface AclRule {
  readonly RuleAction: 'allow' | 'deny';
  /** All protocols and ports when absent. */
  readonly ports?: readonly [from: number, to: number];
  readonly cidr: string;
  /** TCP unless told otherwise. */
  readonly protocol?: string;
}

/** Rules in the order in which they are met; a direction that is absent allows everything. */
export interface AclRules {
  readonly out?: readonly AclRule[];
  readonly in?: readonly AclRule[];
}

const ANYWHERE = '0.0.0.0/0';

export function allow(from: number, to: number = from, cidr: string = ANYWHERE, protocol = '6'): AclRule {
  return { RuleAction: 'allow', ports: [from, to], cidr, protocol };
}

export function deny(from: number, to: number = from, cidr: string = ANYWHERE): AclRule {
  return { RuleAction: 'deny', ports: [from, to], cidr };
}

export const ALLOW_ALL: AclRule = { RuleAction: 'allow', cidr: ANYWHERE };
export const DENY_ALL: AclRule = { RuleAction: 'deny', cidr: ANYWHERE };

/** Takes the subnet from the ACL of its VPC into a new one with these rules. */
export async function putAcl(world: World, VpcId: string, subnetId: string, rules: AclRules): Promise<void> {
  const { NetworkAcl } = await world.ec2.send(new CreateNetworkAclCommand({ VpcId }));
  const NetworkAclId = given(NetworkAcl?.NetworkAclId, 'a network ACL');
  for (const [Egress, list = [ALLOW_ALL]] of [
    [true, rules.out],
    [false, rules.in],
  ] as const) {
    // The last number is the closing denial, which EC2 puts into every ACL and moto leaves out.
    const numbered = list.map((rule, index) => [100 + 10 * index, rule] as const);
    for (const [RuleNumber, rule] of [...numbered, [32_767, DENY_ALL] as const]) {
      const { RuleAction, ports, cidr, protocol = '6' } = rule;
      await world.ec2.send(
        new CreateNetworkAclEntryCommand({
          NetworkAclId,
          RuleNumber,
          RuleAction,
          Egress,
          ...(cidr.includes(':') ? { Ipv6CidrBlock: cidr } : { CidrBlock: cidr }),
          ...(ports === undefined
            ? { Protocol: '-1' }
            : { Protocol: protocol, PortRange: { From: ports[0], To: ports[1] } }),
        }),
      );
    }
  }
  const { NetworkAcls } = await world.ec2.send(
    new DescribeNetworkAclsCommand({ Filters: [{ Name: 'association.subnet-id', Values: [subnetId] }] }),
  );
  const current = NetworkAcls?.[0]?.Associations?.find(({ SubnetId }) => SubnetId === subnetId);
  const AssociationId = given(current?.NetworkAclAssociationId, 'an ACL association');
  await world.ec2.send(new ReplaceNetworkAclAssociationCommand({ NetworkAclId, AssociationId }));
}
