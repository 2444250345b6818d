import { DeleteNatGatewayCommand, type EC2Client } from '@aws-sdk/client-ec2';
import { type Subnet, VpcBuilder } from './vpc.ts';

/** Where instances of a situation stand. */
export interface Place extends Subnet {
  /** The group of the interface endpoints of the VPC, where it has some. */
  readonly endpointGroupId?: string;
}

export type PlaceName =
  | 'public'
  | 'public-without-address'
  | 'public-without-dns'
  | 'nat'
  | 'nat-in-private-subnet'
  | 'nat-deleted'
  | 'no-route'
  | 'transit-gateway'
  | 'endpoints'
  | 'endpoints-acl-denies-https'
  | 'endpoints-acl-denies-return'
  | 'endpoints-admit-nobody'
  | 'endpoints-private-dns-off'
  | 'endpoints-dns-hostnames-off'
  | 'endpoints-policy-denies-channels'
  | 'endpoint-for-ssm-only';

export type Places = Readonly<Record<PlaceName, Place>>;

/** Makes every place, with VPCs of their own where they would disturb each other. */
export async function seedPlaces(ec2: EC2Client, region: string): Promise<Places> {
  const builder = new VpcBuilder(ec2, region);
  return {
    ...(await seedPublicPlaces(builder)),
    ...(await seedNatPlaces(ec2, builder)),
    ...(await seedEndpointPlaces(builder)),
    'no-route': await builder.createSubnet(await builder.createVpc(), 1),
    'transit-gateway': await seedTransitPlace(builder),
  };
}

async function seedPublicPlaces(builder: VpcBuilder) {
  const vpc = await builder.createVpc();
  const GatewayId = await builder.createInternetGateway(vpc);
  const open = await builder.createSubnet(vpc, 1, { GatewayId });
  await builder.assignPublicAddresses(open);

  const silent = await builder.createVpc({ support: false, hostnames: false });
  const silentGateway = await builder.createInternetGateway(silent);
  const withoutDns = await builder.createSubnet(silent, 1, { GatewayId: silentGateway });
  await builder.assignPublicAddresses(withoutDns);
  return {
    public: open,
    'public-without-address': await builder.createSubnet(vpc, 2, { GatewayId }),
    'public-without-dns': withoutDns,
  };
}

async function seedNatPlaces(ec2: EC2Client, builder: VpcBuilder) {
  const vpc = await builder.createVpc();
  const GatewayId = await builder.createInternetGateway(vpc);
  const open = await builder.createSubnet(vpc, 1, { GatewayId });
  const NatGatewayId = await builder.createNatGateway(open);
  const deleted = await builder.createNatGateway(open);
  const closed = await builder.createSubnet(vpc, 4);
  const stranded = await builder.createNatGateway(closed);
  const places = {
    nat: await builder.createSubnet(vpc, 2, { NatGatewayId }),
    'nat-in-private-subnet': await builder.createSubnet(vpc, 3, { NatGatewayId: stranded }),
    'nat-deleted': await builder.createSubnet(vpc, 5, { NatGatewayId: deleted }),
  };
  await ec2.send(new DeleteNatGatewayCommand({ NatGatewayId: deleted }));
  return places;
}

async function seedTransitPlace(builder: VpcBuilder): Promise<Place> {
  const vpc = await builder.createVpc();
  const TransitGatewayId = await builder.createTransitGateway(vpc);
  return builder.createSubnet(vpc, 1, { TransitGatewayId });
}

async function seedEndpointPlaces(builder: VpcBuilder) {
  const vpc = await builder.createVpc();
  const shared = await builder.createSubnet(vpc, 100);
  const endpointGroupId = await builder.createEndpoints(shared, { admits: vpc.cidr });
  const denyHttps = await builder.createSubnet(vpc, 2);
  await builder.denyInAcl(denyHttps, { egress: true, from: 443, to: 443 });
  const denyReturn = await builder.createSubnet(vpc, 3);
  await builder.denyInAcl(denyReturn, { egress: false, from: 1024, to: 65535 });

  /** A VPC without a way out but the endpoints that the options describe. */
  const seedApart = async (
    options: (cidr: string) => Parameters<VpcBuilder['createEndpoints']>[1],
    dns: Parameters<VpcBuilder['createVpc']>[0] = {},
  ): Promise<Place> => {
    const apart = await builder.createVpc(dns);
    const subnet = await builder.createSubnet(apart, 1);
    return { ...subnet, endpointGroupId: await builder.createEndpoints(subnet, options(apart.cidr)) };
  };
  const allow = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
  const deny = { ...allow, Effect: 'Deny', Action: 'ssmmessages:*' };
  return {
    endpoints: { ...(await builder.createSubnet(vpc, 1)), endpointGroupId },
    'endpoints-acl-denies-https': { ...denyHttps, endpointGroupId },
    'endpoints-acl-denies-return': { ...denyReturn, endpointGroupId },
    'endpoints-admit-nobody': await seedApart(() => ({})),
    'endpoints-private-dns-off': await seedApart((admits) => ({ admits, privateDns: false })),
    'endpoints-dns-hostnames-off': await seedApart((admits) => ({ admits }), { hostnames: false }),
    'endpoints-policy-denies-channels': await seedApart((admits) => ({
      admits,
      policy: { Version: '2012-10-17', Statement: [allow, deny] },
    })),
    'endpoint-for-ssm-only': await seedApart((admits) => ({ admits, services: ['ssm'] })),
  };
}
