import type { VpcEndpoint } from '../../model/aws.ts';
import type { RegionInventory } from '../../model/inventory.ts';
import { type Gap, type Known, known, mapKnown, read } from '../../model/known.ts';
import { type AddressSet, parseAddress, parseCidr, setOf } from './cidr-set.ts';
import { findNetworkInterface, findSubnet, missing } from './lookup.ts';
import { memoize } from '../memo.ts';
import type { Service } from '../../model/path.ts';
import { ask } from './hop-result.ts';
import type { Situation } from './situation.ts';

/**
 * The interface endpoints of the situation's VPC that carry exactly this service. A service's endpoint name ends in
 * `.<region>.<service>` in every partition; `ssm-contacts`, the FIPS variants and other regions are other services.
 */
export function findServiceEndpoints(
  { region, vpcId }: Situation,
  service: string,
): Known<readonly VpcEndpoint[]> {
  return findInVpc(region, vpcId, service);
}

type Endpoints = Known<readonly VpcEndpoint[]>;

const findInVpc = memoize((region: RegionInventory, vpcId: string, service: string): Endpoints => {
  if (!region.VpcEndpoints.known) return region.VpcEndpoints;
  const found: VpcEndpoint[] = [];
  for (const endpoint of region.VpcEndpoints.value) {
    const serviceName = read(endpoint, 'ServiceName');
    const inVpc = read(endpoint, 'VpcId');
    const type = read(endpoint, 'VpcEndpointType');
    if (serviceName.known && serviceName.value?.endsWith(`.${region.region}.${service}`) === false) continue;
    if (inVpc.known && (inVpc.value ?? vpcId) !== vpcId) continue;
    if (type.known && (type.value ?? 'interface').toLowerCase() !== 'interface') continue;
    // What is left is the endpoint, or may be it.
    for (const attribute of [serviceName, inVpc, type, read(endpoint, 'VpcEndpointId')]) {
      if (!attribute.known) return attribute;
      if (attribute.value === undefined) return missing('ec2:DescribeVpcEndpoints');
    }
    found.push(endpoint);
  }
  return known(found);
});

/** Whether the agent may have been told to use a FIPS name that an endpoint of this VPC answers for. */
export function hasFipsEndpoint(situation: Situation, service: Service): boolean {
  const found = findServiceEndpoints(situation, `${service}-fips`);
  return !found.known || found.value.length > 0;
}

/** Endpoints have IPv4 addresses alone unless they were told otherwise. */
export function mayHaveIpv6(endpoint: VpcEndpoint): boolean {
  const type = read(endpoint, 'IpAddressType');
  const options = read(endpoint, 'DnsOptions');
  const words = [
    type.known ? type.value : 'unread',
    options.known ? options.value?.DnsRecordIpType : 'unread',
  ];
  return words.some((word) => !['ipv4', undefined].includes(word?.toLowerCase()));
}

export type EndpointState = 'available' | 'settling' | 'dead';

/** Terraform waits until an endpoint is available, so a planned state is the good one. */
export function readEndpointState(endpoint: VpcEndpoint): Known<EndpointState> {
  const state = read(endpoint, 'State');
  if (!state.known) return state.gap.kind === 'after-apply' ? known('available') : state;
  switch (state.value?.toLowerCase()) {
    case 'available':
      return known('available');
    case 'deleted':
    case 'rejected':
    case 'expired':
    case 'failed':
    case 'pendingacceptance':
      return known('dead');
    case 'pending':
    case 'deleting':
      return known('settling');
    case undefined:
      return missing('ec2:DescribeVpcEndpoints');
    default: {
      // Among them `partial`: some of the endpoint's interfaces work.
      const id = endpoint.VpcEndpointId ?? 'an endpoint';
      return { known: false, gap: ask(`What does ${id} carry in the state ${state.value ?? ''}?`) };
    }
  }
}

/** One network interface of an endpoint, or, where interfaces were not read, one of its subnets. */
export interface EndpointInterface {
  readonly id: string;
  readonly subnetId: string;
  /** The address, or every address that it may have. */
  readonly addresses: AddressSet;
}

/** Where an endpoint's network interfaces are: their own addresses, else the whole blocks of its subnets. */
export function listEndpointInterfaces({ region }: Situation, endpoint: VpcEndpoint): EndpointInterfaces {
  return listInterfaces(region, endpoint);
}

/** The same as one entry for each subnet, with all addresses that the endpoint has in it. */
export function listEndpointSubnets({ region }: Situation, endpoint: VpcEndpoint): EndpointInterfaces {
  return groupBySubnet(region, endpoint);
}

type EndpointInterfaces = Known<readonly EndpointInterface[]>;

const groupBySubnet = memoize((region: RegionInventory, endpoint: VpcEndpoint): EndpointInterfaces =>
  mapKnown(listInterfaces(region, endpoint), (interfaces) => {
    const subnetIds = [...new Set(interfaces.map(({ subnetId }) => subnetId))];
    return subnetIds.map((subnetId) => {
      const items = interfaces.filter((item) => item.subnetId === subnetId);
      return { id: subnetId, subnetId, addresses: joinAddresses(items) };
    });
  }),
);

const listInterfaces = memoize((region: RegionInventory, endpoint: VpcEndpoint): EndpointInterfaces => {
  const ids = read(endpoint, 'NetworkInterfaceIds');
  if (ids.known && ids.value !== undefined && ids.value.length > 0) {
    const found: EndpointInterface[] = [];
    let gap: Gap | undefined;
    for (const id of ids.value) {
      const item = findNetworkInterface(region, id);
      if (!item.known) gap ??= item.gap;
      else {
        const { PrivateIpAddress, SubnetId } = item.value;
        const addresses = PrivateIpAddress === undefined ? undefined : parseAddress(PrivateIpAddress);
        if (addresses === undefined || SubnetId === undefined) gap ??= NO_ADDRESS;
        else found.push({ id, subnetId: SubnetId, addresses });
      }
    }
    if (gap === undefined) return known(found);
  }
  return listWholeSubnets(region, endpoint);
});

function listWholeSubnets(region: RegionInventory, endpoint: VpcEndpoint): EndpointInterfaces {
  const ids = read(endpoint, 'SubnetIds');
  if (!ids.known) return ids;
  if (ids.value === undefined || ids.value.length === 0) {
    return {
      known: false,
      gap: ask(`Which subnets does ${endpoint.VpcEndpointId ?? 'the endpoint'} stand in?`),
    };
  }
  const found: EndpointInterface[] = [];
  for (const id of ids.value) {
    const subnet = findSubnet(region, id);
    if (!subnet.known) return subnet;
    const addresses = subnet.value.CidrBlock === undefined ? undefined : parseCidr(subnet.value.CidrBlock);
    if (addresses === undefined) return missing('ec2:DescribeSubnets');
    found.push({ id, subnetId: id, addresses });
  }
  return known(found);
}

function joinAddresses(interfaces: readonly EndpointInterface[]): AddressSet {
  return setOf(
    4,
    interfaces.flatMap(({ addresses }) => addresses.ranges),
  );
}

/** Groups of an endpoint; EC2 puts the VPC's default group on one that was created without. */
export function readEndpointGroups(endpoint: VpcEndpoint): Known<readonly string[]> {
  const groups = read(endpoint, 'Groups');
  if (!groups.known) return groups;
  const list = groups.value ?? [];
  const ids = list.flatMap(({ GroupId }) => (GroupId === undefined ? [] : [GroupId])).sort();
  const isWhole = ids.length > 0 && ids.length === list.length;
  return isWhole ? known(ids) : missing('ec2:DescribeVpcEndpoints');
}

const NO_ADDRESS: Gap = { kind: 'not-collected', action: 'ec2:DescribeNetworkInterfaces' };
