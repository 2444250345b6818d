import type { Inventory, RegionInventory } from '../../src/model/inventory.ts';
import { known } from '../../src/model/known.ts';
import { ACCOUNT, REGION, TAKEN_AT } from '../support/subject.ts';
import { emptyRegion } from './call.ts';
import { buildFleetIam } from './fleet-iam.ts';
import { buildImage, buildInstance, type FleetPlace } from './fleet-instances.ts';
import { buildVariedIam, VARIED_REGION } from './fleet-roles.ts';
import { buildEndpointGroup, buildGroup, buildVpc, hexId } from './fleet-network.ts';

export interface FleetOptions {
  /** Of the whole account, spread evenly over its regions. */
  readonly instances?: number;
  readonly regions?: readonly string[];
  readonly roles?: number;
  /** Roles written in twenty ways, Default Host Management, and session preferences that make demands of the role. */
  readonly variedRoles?: boolean;
  /** Every instance runs, and its agent got through at some time, whatever stands in its way now. */
  readonly allRegistered?: boolean;
  /** The following count for each region. */
  readonly vpcs?: number;
  readonly securityGroups?: number;
  readonly images?: number;
}

/**
 * A plausible account for benchmarks and scale tests, the same for the same options: VPCs with NAT, with
 * endpoints, without a way out, and with a transit gateway; 8 % of instances stopped, a tenth without a profile;
 * the agent is Online where configuration lets it be, with few exceptions.
 */
export function buildFleet(options: FleetOptions = {}): Inventory {
  const { instances = 1000, regions = [REGION], roles = 20, variedRoles = false } = options;
  const share = Math.ceil(instances / regions.length);
  return {
    source: { kind: 'aws', enabledRegions: known(regions) },
    takenAt: TAKEN_AT,
    accounts: [
      {
        accountId: ACCOUNT,
        partition: 'aws',
        iam: variedRoles
          ? buildVariedIam(ACCOUNT, regions[0] ?? REGION, roles)
          : buildFleetIam(ACCOUNT, roles),
        regions: regions.map((region, index) =>
          buildFleetRegion(region, index, Math.max(0, Math.min(share, instances - index * share)), options),
        ),
      },
    ],
  };
}

function buildFleetRegion(
  region: string,
  regionIndex: number,
  instances: number,
  {
    vpcs: vpcCount = 4,
    securityGroups = 40,
    images: imageCount = 5,
    roles = 20,
    variedRoles,
    allRegistered = false,
  }: FleetOptions,
): RegionInventory {
  // Ids are unique in the account.
  const seed = (regionIndex + 1) * 0x100_0000;
  const vpcs = Array.from({ length: vpcCount }, (_, index) => buildVpc(ACCOUNT, region, seed, index));
  const images = Array.from({ length: imageCount }, (_, index) => buildImage(ACCOUNT, seed + index, index));
  // VPCs take turns, and so do the kinds of rules within each VPC.
  const groups = Array.from({ length: securityGroups }, (_, index) => ({
    vpc: vpcs[index % vpcCount] ?? buildVpc(ACCOUNT, region, seed, 0),
    id: hexId('sg', seed + index),
    number: Math.floor(index / vpcCount),
    index,
  }));
  const place: FleetPlace = {
    accountId: ACCOUNT,
    region,
    takenAt: TAKEN_AT,
    vpcs,
    groups: new Map(vpcs.map((vpc) => [vpc.id, groups.filter((group) => group.vpc === vpc)])),
    roles,
    images,
    allRegistered,
  };
  const fleet = Array.from({ length: instances }, (_, index) => buildInstance(place, seed, index));
  const running = fleet.filter(({ instance }) => instance.State?.Name === 'running');
  const everything = { CidrBlock: '0.0.0.0/0', Protocol: '-1' };

  return {
    ...emptyRegion(region),
    ...(variedRoles === true && VARIED_REGION),
    Reservations: known(
      fleet.map(({ instance }, index) => ({
        ReservationId: hexId('r', seed + index),
        OwnerId: ACCOUNT,
        Instances: [instance],
      })),
    ),
    InstanceStatuses: known(
      running.map(({ instance }, index) => ({
        InstanceId: instance.InstanceId,
        InstanceStatus: { Status: index % 200 === 7 ? 'impaired' : 'ok' },
        SystemStatus: { Status: 'ok' },
        AttachedEbsStatus: { Status: 'ok' },
      })),
    ),
    Images: known(images.map(({ image }) => image)),
    InstanceImageMetadata: known(
      fleet.map(({ instance, image }) => ({
        InstanceId: instance.InstanceId,
        ImageMetadata: {
          ImageId: image.ImageId,
          Name: image.Name ?? '',
          OwnerId: image.OwnerId ?? '',
          ...(image.ImageOwnerAlias === undefined ? {} : { ImageOwnerAlias: image.ImageOwnerAlias }),
          CreationDate: image.CreationDate ?? '',
          IsPublic: image.OwnerId !== ACCOUNT,
          State: 'available',
        },
      })),
    ),
    SecurityGroups: known([
      ...groups.map(({ vpc, number, index }) => buildGroup(ACCOUNT, vpc, seed + index, number)),
      ...vpcs.flatMap((vpc, index) =>
        vpc.kind === 'endpoints' ? [buildEndpointGroup(ACCOUNT, vpc, seed + index)] : [],
      ),
    ]),
    Subnets: known(vpcs.flatMap((vpc) => vpc.subnets)),
    Vpcs: known(
      vpcs.map((vpc) => ({
        VpcId: vpc.id,
        OwnerId: ACCOUNT,
        CidrBlock: vpc.cidr,
        CidrBlockAssociationSet: [{ CidrBlock: vpc.cidr, CidrBlockState: { State: 'associated' } }],
        DhcpOptionsId: vpc.dhcpOptionsId,
        IsDefault: false,
      })),
    ),
    RouteTables: known(vpcs.flatMap((vpc) => vpc.routeTables)),
    NetworkAcls: known(
      vpcs.map((vpc, index) => ({
        NetworkAclId: hexId('acl', seed + index),
        VpcId: vpc.id,
        OwnerId: ACCOUNT,
        IsDefault: true,
        Associations: vpc.subnets.map(({ SubnetId }) => ({ SubnetId })),
        Entries: [true, false].flatMap((Egress) => [
          { ...everything, Egress, RuleNumber: 100, RuleAction: 'allow' },
          { ...everything, Egress, RuleNumber: 32767, RuleAction: 'deny' },
        ]),
      })),
    ),
    InternetGateways: known(
      vpcs.flatMap(({ id, internetGatewayId: InternetGatewayId }) =>
        InternetGatewayId === undefined
          ? []
          : [{ InternetGatewayId, Attachments: [{ State: 'available', VpcId: id }] }],
      ),
    ),
    NatGateways: known(vpcs.flatMap((vpc) => vpc.natGateways)),
    VpcEndpoints: known(vpcs.flatMap((vpc) => vpc.endpoints)),
    NetworkInterfaces: known(vpcs.flatMap((vpc) => vpc.networkInterfaces)),
    DhcpOptions: known([
      {
        DhcpOptionsId: hexId('dopt', seed),
        DhcpConfigurations: [{ Key: 'domain-name-servers', Values: [{ Value: 'AmazonProvidedDNS' }] }],
      },
    ]),
    VpcAttributes: Object.fromEntries(
      vpcs.map((vpc) => [vpc.id, { EnableDnsSupport: known(true), EnableDnsHostnames: known(true) }]),
    ),
    InstanceInformationList: known(fleet.flatMap(({ node }) => node ?? [])),
    ConnectionStatuses: Object.fromEntries(
      fleet.flatMap(({ node }) =>
        node?.InstanceId === undefined
          ? []
          : [[node.InstanceId, known(node.PingStatus === 'Online' ? 'connected' : 'notconnected')]],
      ),
    ),
  };
}
