import type {
  DhcpOptions,
  InternetGateway,
  NatGateway,
  NetworkAcl,
  NetworkInterface,
  RouteTable,
  SecurityGroup,
  Subnet,
  Vpc,
} from '../../model/aws.ts';
import type { RegionInventory } from '../../model/inventory.ts';
import { chainKnown, type Gap, type Known, known, unknown } from '../../model/known.ts';
import { indexBy } from '../../model/index-by.ts';

/*
 * Look-ups in a region's lists. An id that a list does not hold is an answer that is missing, never "there is no
 * such thing": the list may be filtered, or the resource may belong to another account.
 */

export function findVpc(region: RegionInventory, id: string): Known<Vpc> {
  return findIn(region.Vpcs, 'VpcId', id, 'ec2:DescribeVpcs');
}

export function findSubnet(region: RegionInventory, id: string): Known<Subnet> {
  return findIn(region.Subnets, 'SubnetId', id, 'ec2:DescribeSubnets');
}

export function findSecurityGroup(region: RegionInventory, id: string): Known<SecurityGroup> {
  return findIn(region.SecurityGroups, 'GroupId', id, 'ec2:DescribeSecurityGroups');
}

export function findInternetGateway(region: RegionInventory, id: string): Known<InternetGateway> {
  return findIn(region.InternetGateways, 'InternetGatewayId', id, 'ec2:DescribeInternetGateways');
}

export function findNatGateway(region: RegionInventory, id: string): Known<NatGateway> {
  return findIn(region.NatGateways, 'NatGatewayId', id, 'ec2:DescribeNatGateways');
}

export function findNetworkInterface(region: RegionInventory, id: string): Known<NetworkInterface> {
  return findIn(region.NetworkInterfaces, 'NetworkInterfaceId', id, 'ec2:DescribeNetworkInterfaces');
}

export function findDhcpOptions(region: RegionInventory, id: string): Known<DhcpOptions> {
  return findIn(region.DhcpOptions, 'DhcpOptionsId', id, 'ec2:DescribeDhcpOptions');
}

export function findRouteTable(region: RegionInventory, id: string): Known<RouteTable> {
  return findIn(region.RouteTables, 'RouteTableId', id, 'ec2:DescribeRouteTables');
}

/** The table that a subnet uses: its own association, else the main table of its VPC. */
export function findSubnetRouteTable(
  region: RegionInventory,
  subnetId: string,
  vpcId: string,
): Known<RouteTable> {
  return chainKnown(region.RouteTables, (tables) => {
    const explicit = tables.find(({ Associations }) =>
      Associations?.some((association) => association.SubnetId === subnetId && isInForce(association)),
    );
    // An association that does not say whose it is may be this subnet's own.
    const mayBeOwn = tables.some(
      ({ VpcId, Associations }) =>
        (VpcId === undefined || VpcId === vpcId) &&
        (Associations === undefined ||
          Associations.some(
            ({ Main, SubnetId, GatewayId }) =>
              Main !== true && SubnetId === undefined && GatewayId === undefined,
          )),
    );
    if (explicit === undefined && mayBeOwn) return missing('ec2:DescribeRouteTables');
    const table =
      explicit ??
      tables.find(
        ({ VpcId, Associations }) =>
          VpcId === vpcId &&
          Associations?.some((association) => association.Main === true && isInForce(association)),
      );
    return table === undefined ? missing('ec2:DescribeRouteTables') : known(table);
  });
}

/** Every subnet has exactly one ACL, associated by the subnet's id. */
export function findSubnetAcl(region: RegionInventory, subnetId: string): Known<NetworkAcl> {
  return chainKnown(region.NetworkAcls, (acls) => {
    const acl = acls.find(({ Associations }) =>
      Associations?.some((association) => association.SubnetId === subnetId),
    );
    return acl === undefined ? missing('ec2:DescribeNetworkAcls') : known(acl);
  });
}

export function missing(action: string): Known<never> {
  return unknown(missingGap(action));
}

export function missingGap(action: string): Gap {
  return { kind: 'not-collected', action };
}

function isInForce({
  AssociationState,
}: {
  readonly AssociationState?: { readonly State?: string };
}): boolean {
  return !['disassociated', 'failed'].includes(AssociationState?.State ?? 'associated');
}

function findIn<T extends object>(
  list: Known<readonly T[]>,
  attribute: keyof T & string,
  id: string,
  action: string,
): Known<T> {
  return chainKnown(list, (items) => {
    const item = indexBy(items, attribute).get(id);
    return item === undefined ? missing(action) : known(item);
  });
}
