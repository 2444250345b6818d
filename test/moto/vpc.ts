import {
  AssociateDhcpOptionsCommand,
  AssociateRouteTableCommand,
  AssociateVpcCidrBlockCommand,
  CreateDhcpOptionsCommand,
  CreateRouteCommand,
  type CreateRouteCommandInput,
  CreateRouteTableCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeRouteTablesCommand,
  ModifySubnetAttributeCommand,
  ModifyVpcAttributeCommand,
} from '@aws-sdk/client-ec2';
import { type AclRules, putAcl } from './acls.ts';
import { given } from './clients.ts';
import { createPrefixList } from './prefix-lists.ts';
import type { Subnet, Vpc, World } from './world.ts';

export interface VpcOptions {
  readonly support?: boolean;
  readonly hostnames?: boolean;
  /** Their addresses; `VPC` stands for the first two parts of every address in the VPC. */
  readonly nameServers?: readonly string[];
  readonly hasSecondaryBlock?: boolean;
}

/** The attribute of a route that names its target, for one VPC. */
export type RouteTarget = (world: World, vpc: Vpc) => Promise<Omit<CreateRouteCommandInput, 'RouteTableId'>>;

/** A block, or the blocks of a customer-managed prefix list, and where packets to it go. */
export type RouteSpec = readonly [destination: string | readonly string[], target: RouteTarget];

export interface SubnetOptions {
  readonly routes?: readonly RouteSpec[];
  readonly givesPublicAddresses?: boolean;
  readonly acl?: AclRules;
  /** Leave the subnet to the main table of the VPC. */
  readonly usesMainTable?: boolean;
  readonly zone?: 'a' | 'b';
  readonly isInSecondaryBlock?: boolean;
}

const SECONDARY = '100.64';

/** VPC number N has the addresses 10.N.0.0/16. */
export async function createVpc(world: World, options: VpcOptions = {}): Promise<Vpc> {
  const { support = true, hostnames = true, nameServers, hasSecondaryBlock } = options;
  const number = world.next(world);
  const cidr = `10.${number}.0.0/16`;
  const { Vpc } = await world.ec2.send(new CreateVpcCommand({ CidrBlock: cidr }));
  const VpcId = given(Vpc?.VpcId, 'a VPC');
  const DhcpOptionsId =
    nameServers === undefined
      ? await world.once(world, createUsualDhcpOptions)
      : await createDhcpOptions(
          world,
          nameServers.map((server) => server.replace('VPC', `10.${number}`)),
        );
  await world.ec2.send(new AssociateDhcpOptionsCommand({ VpcId, DhcpOptionsId }));
  for (const attribute of [
    { EnableDnsSupport: { Value: support } },
    { EnableDnsHostnames: { Value: hostnames } },
  ]) {
    await world.ec2.send(new ModifyVpcAttributeCommand({ VpcId, ...attribute }));
  }
  if (hasSecondaryBlock === true) {
    const CidrBlock = `${SECONDARY}.0.0/16`;
    await world.ec2.send(new AssociateVpcCidrBlockCommand({ VpcId, CidrBlock }));
  }
  return { id: VpcId, number, cidr };
}

/** moto gives a VPC no DHCP options of its own; AWS's default set names its resolver. */
const createUsualDhcpOptions = (world: World) => createDhcpOptions(world, ['AmazonProvidedDNS']);

async function createDhcpOptions(world: World, servers: readonly string[]): Promise<string> {
  const { DhcpOptions } = await world.ec2.send(
    new CreateDhcpOptionsCommand({
      DhcpConfigurations: [{ Key: 'domain-name-servers', Values: [...servers] }],
    }),
  );
  return given(DhcpOptions?.DhcpOptionsId, 'DHCP options');
}

/** Subnet number M of VPC number N has the addresses 10.N.M.0/24 and, unless told otherwise, a table of its own. */
export async function createSubnet(world: World, vpc: Vpc, options: SubnetOptions = {}): Promise<Subnet> {
  const { routes = [], givesPublicAddresses, acl, usesMainTable, zone = 'a', isInSecondaryBlock } = options;
  const block = isInSecondaryBlock === true ? SECONDARY : `10.${vpc.number}`;
  const prefix = `${block}.${world.next(vpc)}`;
  const cidr = `${prefix}.0/24`;
  const created = await world.ec2.send(
    new CreateSubnetCommand({
      VpcId: vpc.id,
      CidrBlock: cidr,
      AvailabilityZone: `${world.region}${zone}`,
    }),
  );
  const SubnetId = given(created.Subnet?.SubnetId, 'a subnet');
  const subnet = { id: SubnetId, vpc, cidr, prefix };
  if (givesPublicAddresses === true) {
    await world.ec2.send(
      new ModifySubnetAttributeCommand({ SubnetId, MapPublicIpOnLaunch: { Value: true } }),
    );
  }
  if (acl !== undefined) await putAcl(world, vpc.id, SubnetId, acl);
  if (usesMainTable === true) return subnet;
  const { RouteTable } = await world.ec2.send(new CreateRouteTableCommand({ VpcId: vpc.id }));
  const RouteTableId = given(RouteTable?.RouteTableId, 'a route table');
  await world.ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
  await addRoutes(world, vpc, RouteTableId, routes);
  return { ...subnet, tableId: RouteTableId };
}

export async function addMainRoutes(world: World, vpc: Vpc, routes: readonly RouteSpec[]): Promise<void> {
  const { RouteTables } = await world.ec2.send(
    new DescribeRouteTablesCommand({
      Filters: [
        { Name: 'vpc-id', Values: [vpc.id] },
        { Name: 'association.main', Values: ['true'] },
      ],
    }),
  );
  await addRoutes(world, vpc, given(RouteTables?.[0]?.RouteTableId, 'a main route table'), routes);
}

export async function addRoutes(
  world: World,
  vpc: Vpc,
  RouteTableId: string,
  routes: readonly RouteSpec[],
): Promise<void> {
  for (const [destination, makeTarget] of routes) {
    const target = await world.once(vpc, makeTarget);
    const to =
      typeof destination !== 'string'
        ? { DestinationPrefixListId: await createPrefixList(world, destination) }
        : destination.includes(':')
          ? { DestinationIpv6CidrBlock: destination }
          : { DestinationCidrBlock: destination };
    await world.ec2.send(new CreateRouteCommand({ RouteTableId, ...to, ...target }));
  }
}
