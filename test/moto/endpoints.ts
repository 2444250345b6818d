import { CreateVpcEndpointCommand, DeleteVpcEndpointsCommand } from '@aws-sdk/client-ec2';
import { given } from './clients.ts';
import { admit, endpointGroup, type Group, type GroupRule, tcp, vpcRange } from './groups.ts';
import { createSubnet, createVpc, type SubnetOptions, type VpcOptions } from './vpc.ts';
import type { Place, Subnet, World } from './world.ts';

export interface EndpointOptions {
  readonly services?: readonly string[];
  /** Who is let into their own group; the VPC on 443 unless told otherwise. */
  readonly admits?: readonly GroupRule[];
  /** Their groups instead of the one of their own. */
  readonly groups?: readonly Group[];
  readonly privateDns?: boolean;
  /** The statements of their policy instead of the default one. */
  readonly policy?: readonly object[];
  readonly areDeleted?: boolean;
}

/** Interface endpoints with an interface in each subnet. */
export async function createEndpoints(
  world: World,
  subnets: readonly [Subnet, ...Subnet[]],
  options: EndpointOptions = {},
): Promise<void> {
  const {
    services = ['ssm', 'ssmmessages'],
    admits = [tcp(443, vpcRange)],
    groups = [endpointGroup],
    privateDns = true,
    policy,
    areDeleted,
  } = options;
  const [subnet] = subnets;
  const { vpc } = subnet;
  await admit(world, subnet, await world.once(vpc, endpointGroup), admits);
  const SecurityGroupIds = await Promise.all(groups.map((group) => world.once(vpc, group)));
  for (const service of services) {
    const { VpcEndpoint } = await world.ec2.send(
      new CreateVpcEndpointCommand({
        VpcId: vpc.id,
        VpcEndpointType: 'Interface',
        ServiceName: `com.amazonaws.${world.region}.${service}`,
        SubnetIds: subnets.map(({ id }) => id),
        SecurityGroupIds,
        PrivateDnsEnabled: privateDns,
        ...(policy === undefined
          ? {}
          : { PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: policy }) }),
      }),
    );
    const id = given(VpcEndpoint?.VpcEndpointId, 'an endpoint');
    if (areDeleted === true) await world.ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [id] }));
  }
}

/** A gateway endpoint of S3 for the route table of the subnet. */
export async function createGatewayEndpoint(world: World, { vpc, tableId }: Subnet): Promise<void> {
  await world.ec2.send(
    new CreateVpcEndpointCommand({
      VpcId: vpc.id,
      VpcEndpointType: 'Gateway',
      ServiceName: `com.amazonaws.${world.region}.s3`,
      RouteTableIds: [given(tableId, 'a route table of the subnet')],
    }),
  );
}

/**
 * A VPC without a way out but the endpoints that the options describe. The instance stands in their subnet, or in one
 * of its own where `apart` describes it.
 */
export function endpointsThat(
  options: EndpointOptions & {
    readonly vpc?: VpcOptions;
    readonly subnet?: SubnetOptions;
    readonly apart?: SubnetOptions;
    /** A second subnet of the endpoints. */
    readonly alsoIn?: SubnetOptions;
  },
): Place {
  return async (world) => {
    const vpc = await createVpc(world, options.vpc);
    const subnet = await createSubnet(world, vpc, options.subnet);
    const others = options.alsoIn === undefined ? [] : [await createSubnet(world, vpc, options.alsoIn)];
    await createEndpoints(world, [subnet, ...others], options);
    return options.apart === undefined ? subnet : createSubnet(world, vpc, options.apart);
  };
}
