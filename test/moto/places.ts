import { createEndpoints, createGatewayEndpoint } from './endpoints.ts';
import { ANYWHERE } from './groups.ts';
import { internetGateway, peeringWith } from './targets.ts';
import { createSubnet, createVpc, type RouteSpec, type SubnetOptions, type VpcOptions } from './vpc.ts';
import type { Place, Subnet, World } from './world.ts';

/** A VPC without endpoints, whose subnets do not disturb each other. */
const commonVpc = (world: World) => createVpc(world);

/** A subnet of the common VPC. */
export const inCommonVpc =
  (options: SubnetOptions): Place =>
  async (world) =>
    createSubnet(world, await world.once(world, commonVpc), options);

/** A subnet of the common VPC with these routes beside the local one. */
export const routed = (...routes: readonly RouteSpec[]): Place => inCommonVpc({ routes });

/** The same, where instances get public addresses. */
export const routedWithAddress = (...routes: readonly RouteSpec[]): Place =>
  inCommonVpc({ routes, givesPublicAddresses: true });

export const PUBLIC: SubnetOptions = {
  routes: [[ANYWHERE, internetGateway]],
  givesPublicAddresses: true,
};

export const publicPlace = inCommonVpc(PUBLIC);

/** A subnet in a VPC of its own. */
export const inOwnVpc =
  (subnet: SubnetOptions, vpc: VpcOptions = {}): Place =>
  async (world) =>
    createSubnet(world, await createVpc(world, vpc), subnet);

/** The subnet of endpoints that admit their VPC. */
async function endpointSubnet(world: World): Promise<Subnet> {
  const subnet = await createSubnet(world, await createVpc(world));
  await createEndpoints(world, [subnet]);
  return subnet;
}

/** A subnet beside the endpoints' own, in a VPC without another way out. */
export const besideEndpoints =
  (options: SubnetOptions = {}): Place =>
  async (world) =>
    createSubnet(world, (await world.once(world, endpointSubnet)).vpc, options);

export const endpointPlace = besideEndpoints();

/** A subnet of endpoints of every service that a session can need. */
export const sessionEndpointPlace: Place = async (world) => {
  const subnet = await createSubnet(world, await createVpc(world));
  await createEndpoints(world, [subnet], { services: ['ssm', 'ssmmessages', 'kms', 'logs'] });
  await createGatewayEndpoint(world, subnet);
  return subnet;
};

/** A subnet of another VPC that is peered with that of the endpoints. */
export const inPeerOfEndpoints: Place = async (world) => {
  const { vpc } = await world.once(world, endpointSubnet);
  return inCommonVpc({ routes: [[vpc.cidr, peeringWith(vpc)]] })(world);
};

/** A subnet without a way out of its VPC, while another VPC has endpoints. */
export const apartFromEndpoints: Place = async (world) => {
  await world.once(world, endpointSubnet);
  return inCommonVpc({})(world);
};
