import {
  AttachInternetGatewayCommand,
  AttachVpnGatewayCommand,
  AcceptVpcPeeringConnectionCommand,
  CreateCarrierGatewayCommand,
  CreateEgressOnlyInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateNatGatewayCommand,
  CreateTransitGatewayCommand,
  CreateTransitGatewayVpcAttachmentCommand,
  CreateVpcEndpointCommand,
  CreateVpcPeeringConnectionCommand,
  CreateVpnGatewayCommand,
  DeleteNatGatewayCommand,
  DetachInternetGatewayCommand,
} from '@aws-sdk/client-ec2';
import { given } from './clients.ts';
import { ANYWHERE } from './groups.ts';
import { createSubnet, createVpc, type RouteTarget, type SubnetOptions } from './vpc.ts';
import type { Subnet, Vpc, World } from './world.ts';

export const internetGateway: RouteTarget = async ({ ec2 }, vpc) => {
  const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}));
  const GatewayId = given(InternetGateway?.InternetGatewayId, 'an internet gateway');
  await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId: GatewayId, VpcId: vpc.id }));
  return { GatewayId };
};

/** One that was taken from the VPC; AWS then calls the route a blackhole, moto leaves it active. */
export const detachedInternetGateway: RouteTarget = async (world, vpc) => {
  const target = await internetGateway(world, vpc);
  const InternetGatewayId = given(target.GatewayId, 'an internet gateway');
  await world.ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId: vpc.id }));
  return target;
};

interface NatOptions {
  readonly isPrivate?: boolean;
  readonly isDeleted?: boolean;
}

/** A NAT gateway in a subnet of its own. */
export const natGatewayIn =
  (subnet: SubnetOptions, options: NatOptions = {}): RouteTarget =>
  async (world, vpc) =>
    createNatGateway(world, await createSubnet(world, vpc, subnet), options);

export async function createNatGateway(
  { ec2 }: World,
  subnet: Subnet,
  options: NatOptions = {},
): Promise<{ readonly NatGatewayId: string }> {
  const ConnectivityType = options.isPrivate === true ? 'private' : 'public';
  const { NatGateway } = await ec2.send(
    new CreateNatGatewayCommand({ SubnetId: subnet.id, ConnectivityType }),
  );
  const NatGatewayId = given(NatGateway?.NatGatewayId, 'a NAT gateway');
  if (options.isDeleted === true) await ec2.send(new DeleteNatGatewayCommand({ NatGatewayId }));
  return { NatGatewayId };
}

export const natGateway = natGatewayIn({ routes: [[ANYWHERE, internetGateway]] });

/** EC2 lists a NAT gateway for a while after its end; the routes to it stay. */
export const deletedNatGateway = natGatewayIn({ routes: [[ANYWHERE, internetGateway]] }, { isDeleted: true });

/** A transit gateway that is attached to the VPC by a subnet of its own. */
export const transitGateway: RouteTarget = async (world, vpc) => {
  const { TransitGateway } = await world.ec2.send(new CreateTransitGatewayCommand({}));
  const TransitGatewayId = given(TransitGateway?.TransitGatewayId, 'a transit gateway');
  const { id } = await createSubnet(world, vpc);
  await world.ec2.send(
    new CreateTransitGatewayVpcAttachmentCommand({ TransitGatewayId, VpcId: vpc.id, SubnetIds: [id] }),
  );
  return { TransitGatewayId };
};

export const vpnGateway: RouteTarget = async ({ ec2 }, vpc) => {
  const { VpnGateway } = await ec2.send(new CreateVpnGatewayCommand({ Type: 'ipsec.1' }));
  const GatewayId = given(VpnGateway?.VpnGatewayId, 'a VPN gateway');
  await ec2.send(new AttachVpnGatewayCommand({ VpcId: vpc.id, VpnGatewayId: GatewayId }));
  return { GatewayId };
};

/** An accepted peering. */
export const peeringWith =
  (peer: Vpc): RouteTarget =>
  async ({ ec2 }, vpc) => {
    const { VpcPeeringConnection } = await ec2.send(
      new CreateVpcPeeringConnectionCommand({ VpcId: vpc.id, PeerVpcId: peer.id }),
    );
    const VpcPeeringConnectionId = given(VpcPeeringConnection?.VpcPeeringConnectionId, 'a peering');
    await ec2.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId }));
    return { VpcPeeringConnectionId };
  };

/** A peering with a VPC that holds nothing. */
export const peering: RouteTarget = async (world, vpc) => peeringWith(await createVpc(world))(world, vpc);

export const carrierGateway: RouteTarget = async ({ ec2 }, vpc) => {
  const { CarrierGateway } = await ec2.send(new CreateCarrierGatewayCommand({ VpcId: vpc.id }));
  return { CarrierGatewayId: given(CarrierGateway?.CarrierGatewayId, 'a carrier gateway') };
};

export const egressOnlyGateway: RouteTarget = async ({ ec2 }, vpc) => {
  const { EgressOnlyInternetGateway: gateway } = await ec2.send(
    new CreateEgressOnlyInternetGatewayCommand({ VpcId: vpc.id }),
  );
  return {
    EgressOnlyInternetGatewayId: given(
      gateway?.EgressOnlyInternetGatewayId,
      'an egress-only internet gateway',
    ),
  };
};

/** A Gateway Load Balancer endpoint, which firewalls stand behind. */
export const firewallEndpoint: RouteTarget = async (world, vpc) => {
  const { id } = await createSubnet(world, vpc);
  const { VpcEndpoint } = await world.ec2.send(
    new CreateVpcEndpointCommand({
      VpcId: vpc.id,
      VpcEndpointType: 'GatewayLoadBalancer',
      ServiceName: `com.amazonaws.vpce.${world.region}.vpce-svc-0123456789abcdef0`,
      SubnetIds: [id],
    }),
  );
  return { VpcEndpointId: given(VpcEndpoint?.VpcEndpointId, 'a Gateway Load Balancer endpoint') };
};
