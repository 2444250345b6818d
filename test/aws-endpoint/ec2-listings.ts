import type { RegionField, RegionInventory } from '../../src/model/inventory.ts';
import type { Known } from '../../src/model/known.ts';
import { type Call, type Handler, listOf, require } from './call.ts';
import { applyFilters, type Filters, pick } from './entities.ts';
import { ServiceError } from './errors.ts';
import { paginate, type PageRange } from './paging.ts';

const PAGE: PageRange = { min: 5, max: 1000 };

type ListField = {
  [F in RegionField]: RegionInventory[F] extends Known<readonly object[]> ? F : never;
}[RegionField];

interface Listing {
  readonly field: ListField;
  /** Parameter that names entities, the attribute it compares, and the error for one that does not exist. */
  readonly ids: readonly [parameter: string, attribute: string, notFound: string];
  readonly filters?: Filters;
  readonly range?: PageRange;
}

export const IN_VPC: Filters = { 'vpc-id': 'VpcId' };

/** Operations that only list; page ranges as the EC2 API reference has them. */
const LISTINGS: Readonly<Record<string, Listing>> = {
  DescribeSecurityGroups: {
    field: 'SecurityGroups',
    ids: ['GroupIds', 'GroupId', 'InvalidGroup.NotFound'],
    filters: IN_VPC,
  },
  DescribeSubnets: {
    field: 'Subnets',
    ids: ['SubnetIds', 'SubnetId', 'InvalidSubnetID.NotFound'],
    filters: IN_VPC,
  },
  DescribeVpcs: { field: 'Vpcs', ids: ['VpcIds', 'VpcId', 'InvalidVpcID.NotFound'], filters: IN_VPC },
  DescribeRouteTables: {
    field: 'RouteTables',
    ids: ['RouteTableIds', 'RouteTableId', 'InvalidRouteTableID.NotFound'],
    filters: IN_VPC,
    range: { min: 5, max: 100 },
  },
  DescribeNetworkAcls: {
    field: 'NetworkAcls',
    ids: ['NetworkAclIds', 'NetworkAclId', 'InvalidNetworkAclID.NotFound'],
    filters: IN_VPC,
  },
  DescribeInternetGateways: {
    field: 'InternetGateways',
    ids: ['InternetGatewayIds', 'InternetGatewayId', 'InvalidInternetGatewayID.NotFound'],
    filters: { 'attachment.vpc-id': 'Attachments.VpcId' },
  },
  DescribeNatGateways: {
    field: 'NatGateways',
    ids: ['NatGatewayIds', 'NatGatewayId', 'NatGatewayNotFound'],
    filters: IN_VPC,
  },
  DescribeVpcEndpoints: {
    field: 'VpcEndpoints',
    ids: ['VpcEndpointIds', 'VpcEndpointId', 'InvalidVpcEndpointId.NotFound'],
    filters: IN_VPC,
  },
  DescribeNetworkInterfaces: {
    field: 'NetworkInterfaces',
    ids: ['NetworkInterfaceIds', 'NetworkInterfaceId', 'InvalidNetworkInterfaceID.NotFound'],
    filters: {
      ...IN_VPC,
      'interface-type': 'InterfaceType',
      'network-interface-id': 'NetworkInterfaceId',
    },
  },
  DescribeDhcpOptions: {
    field: 'DhcpOptions',
    ids: ['DhcpOptionsIds', 'DhcpOptionsId', 'InvalidDhcpOptionID.NotFound'],
  },
  DescribeVpcBlockPublicAccessExclusions: {
    field: 'VpcBlockPublicAccessExclusions',
    ids: ['ExclusionIds', 'ExclusionId', 'InvalidVpcBlockPublicAccessExclusionId.NotFound'],
  },
  DescribeInstanceImageMetadata: {
    field: 'InstanceImageMetadata',
    ids: ['InstanceIds', 'InstanceId', 'InvalidInstanceID.NotFound'],
    range: { min: 1, max: 1000, fallback: 1000 },
  },
};

/** The ids that a request names; EC2 refuses them together with MaxResults. */
export function idsOf(call: Call, parameter: string): readonly unknown[] {
  const ids = listOf(call.input, parameter);
  if (ids.length > 0 && call.input['MaxResults'] !== undefined) {
    throw new ServiceError(
      'InvalidParameterCombination',
      `The parameter ${parameter} cannot be used with the parameter maxResults`,
    );
  }
  return ids;
}

/** Cuts the page that the request asks for. */
export function page<T>(call: Call, list: readonly T[], range: PageRange = PAGE) {
  const { MaxResults: size, NextToken: token } = call.input;
  const { page: items, next: NextToken } = paginate(call, list, { size, token }, range);
  return { items, NextToken };
}

function listing({ field, ids: [parameter, attribute, notFound], filters = {}, range }: Listing): Handler {
  return (call) => {
    const list: readonly object[] = require<readonly object[]>(call, call.region[field]);
    const ids = idsOf(call, parameter);
    const chosen = ids.length > 0 ? pick(list, ids, attribute, notFound) : list;
    const { items, NextToken } = page(call, applyFilters(call, chosen, filters), range);
    // The inventory keeps each list under the name that the operation gives it.
    return { [field]: items, NextToken };
  };
}

/** Handlers of the operations that only list. */
export const LISTING_HANDLERS: Readonly<Record<string, Handler>> = Object.fromEntries(
  Object.entries(LISTINGS).map(([name, definition]) => [name, listing(definition)]),
);
