import {
  AssociateDhcpOptionsCommand,
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateDhcpOptionsCommand,
  CreateInternetGatewayCommand,
  CreateNatGatewayCommand,
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  CreateRouteCommand,
  type CreateRouteCommandInput,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateTransitGatewayCommand,
  CreateTransitGatewayVpcAttachmentCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DescribeNetworkAclsCommand,
  type EC2Client,
  ModifySubnetAttributeCommand,
  ModifyVpcAttributeCommand,
  ReplaceNetworkAclAssociationCommand,
} from '@aws-sdk/client-ec2';
import { given } from './clients.ts';

export interface Vpc {
  readonly id: string;
  readonly number: number;
  readonly cidr: string;
}

export interface Subnet {
  readonly id: string;
  readonly vpc: Vpc;
  /** First three parts of every address in it. */
  readonly prefix: string;
}

/** Makes the parts of VPCs in one region. VPC number N has the addresses 10.N.0.0/16, its subnet M 10.N.M.0/24. */
export class VpcBuilder {
  readonly #ec2: EC2Client;
  readonly #region: string;
  #vpcs = 0;
  #dhcpOptionsId: string | undefined;

  constructor(ec2: EC2Client, region: string) {
    this.#ec2 = ec2;
    this.#region = region;
  }

  async createVpc(dns: { readonly support?: boolean; readonly hostnames?: boolean } = {}): Promise<Vpc> {
    this.#vpcs += 1;
    const number = this.#vpcs;
    const cidr = `10.${number}.0.0/16`;
    const { Vpc } = await this.#ec2.send(new CreateVpcCommand({ CidrBlock: cidr }));
    const VpcId = given(Vpc?.VpcId, 'a VPC');
    const DhcpOptionsId = await this.#getDhcpOptions();
    await this.#ec2.send(new AssociateDhcpOptionsCommand({ VpcId, DhcpOptionsId }));
    for (const attribute of [
      { EnableDnsSupport: { Value: dns.support ?? true } },
      { EnableDnsHostnames: { Value: dns.hostnames ?? true } },
    ]) {
      await this.#ec2.send(new ModifyVpcAttributeCommand({ VpcId, ...attribute }));
    }
    return { id: VpcId, number, cidr };
  }

  /** moto gives a VPC no DHCP options of its own; AWS's default set names its resolver. */
  async #getDhcpOptions(): Promise<string> {
    if (this.#dhcpOptionsId === undefined) {
      const { DhcpOptions } = await this.#ec2.send(
        new CreateDhcpOptionsCommand({
          DhcpConfigurations: [{ Key: 'domain-name-servers', Values: ['AmazonProvidedDNS'] }],
        }),
      );
      this.#dhcpOptionsId = given(DhcpOptions?.DhcpOptionsId, 'DHCP options');
    }
    return this.#dhcpOptionsId;
  }

  /** A subnet with a route table of its own, which holds the given default route and the local one. */
  async createSubnet(
    vpc: Vpc,
    number: number,
    defaultRoute?: Omit<CreateRouteCommandInput, 'RouteTableId'>,
  ): Promise<Subnet> {
    const prefix = `10.${vpc.number}.${number}`;
    const created = await this.#ec2.send(
      new CreateSubnetCommand({
        VpcId: vpc.id,
        CidrBlock: `${prefix}.0/24`,
        AvailabilityZone: `${this.#region}a`,
      }),
    );
    const SubnetId = given(created.Subnet?.SubnetId, 'a subnet');
    const { RouteTable } = await this.#ec2.send(new CreateRouteTableCommand({ VpcId: vpc.id }));
    const RouteTableId = given(RouteTable?.RouteTableId, 'a route table');
    await this.#ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
    if (defaultRoute !== undefined) {
      await this.#ec2.send(
        new CreateRouteCommand({ DestinationCidrBlock: '0.0.0.0/0', ...defaultRoute, RouteTableId }),
      );
    }
    return { id: SubnetId, vpc, prefix };
  }

  async assignPublicAddresses(subnet: Subnet): Promise<void> {
    await this.#ec2.send(
      new ModifySubnetAttributeCommand({ SubnetId: subnet.id, MapPublicIpOnLaunch: { Value: true } }),
    );
  }

  async createInternetGateway(vpc: Vpc): Promise<string> {
    const { InternetGateway } = await this.#ec2.send(new CreateInternetGatewayCommand({}));
    const InternetGatewayId = given(InternetGateway?.InternetGatewayId, 'an internet gateway');
    await this.#ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId: vpc.id }));
    return InternetGatewayId;
  }

  async createNatGateway(subnet: Subnet): Promise<string> {
    const { NatGateway } = await this.#ec2.send(
      new CreateNatGatewayCommand({ SubnetId: subnet.id, ConnectivityType: 'public' }),
    );
    return given(NatGateway?.NatGatewayId, 'a NAT gateway');
  }

  /** A transit gateway that is attached to the VPC by a subnet of its own. */
  async createTransitGateway(vpc: Vpc): Promise<string> {
    const { TransitGateway } = await this.#ec2.send(new CreateTransitGatewayCommand({}));
    const TransitGatewayId = given(TransitGateway?.TransitGatewayId, 'a transit gateway');
    const attachment = await this.createSubnet(vpc, 200);
    await this.#ec2.send(
      new CreateTransitGatewayVpcAttachmentCommand({
        TransitGatewayId,
        VpcId: vpc.id,
        SubnetIds: [attachment.id],
      }),
    );
    return TransitGatewayId;
  }

  /** Interface endpoints in a subnet, behind one new security group. Returns that group. */
  async createEndpoints(
    subnet: Subnet,
    options: {
      readonly services?: readonly string[];
      /** Who may come in on 443; nobody when absent. */
      readonly admits?: string;
      readonly privateDns?: boolean;
      readonly policy?: object;
    },
  ): Promise<string> {
    const { services = ['ssm', 'ssmmessages'], admits, privateDns = true, policy } = options;
    const { GroupId: created } = await this.#ec2.send(
      new CreateSecurityGroupCommand({
        GroupName: 'endpoints',
        Description: 'Interface endpoints',
        VpcId: subnet.vpc.id,
      }),
    );
    const GroupId = given(created, 'a security group');
    if (admits !== undefined) {
      const IpPermissions = [
        { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: admits }] },
      ];
      await this.#ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
    }
    for (const service of services) {
      await this.#ec2.send(
        new CreateVpcEndpointCommand({
          VpcId: subnet.vpc.id,
          VpcEndpointType: 'Interface',
          ServiceName: `com.amazonaws.${this.#region}.${service}`,
          SubnetIds: [subnet.id],
          SecurityGroupIds: [GroupId],
          PrivateDnsEnabled: privateDns,
          ...(policy === undefined ? {} : { PolicyDocument: JSON.stringify(policy) }),
        }),
      );
    }
    return GroupId;
  }

  /** Gives the subnet an ACL that allows everything but one TCP port range in one direction. */
  async denyInAcl(
    subnet: Subnet,
    denied: { readonly egress: boolean; readonly from: number; readonly to: number },
  ): Promise<void> {
    const { NetworkAcl } = await this.#ec2.send(new CreateNetworkAclCommand({ VpcId: subnet.vpc.id }));
    const NetworkAclId = given(NetworkAcl?.NetworkAclId, 'a network ACL');
    const everywhere = { NetworkAclId, CidrBlock: '0.0.0.0/0' };
    await this.#ec2.send(
      new CreateNetworkAclEntryCommand({
        ...everywhere,
        RuleNumber: 50,
        Protocol: '6',
        RuleAction: 'deny',
        Egress: denied.egress,
        PortRange: { From: denied.from, To: denied.to },
      }),
    );
    for (const Egress of [true, false]) {
      await this.#ec2.send(
        new CreateNetworkAclEntryCommand({
          ...everywhere,
          RuleNumber: 100,
          Protocol: '-1',
          RuleAction: 'allow',
          Egress,
        }),
      );
    }
    const { NetworkAcls } = await this.#ec2.send(
      new DescribeNetworkAclsCommand({ Filters: [{ Name: 'vpc-id', Values: [subnet.vpc.id] }] }),
    );
    const current = NetworkAcls?.flatMap(({ Associations = [] }) => Associations).find(
      ({ SubnetId }) => SubnetId === subnet.id,
    );
    const AssociationId = given(current?.NetworkAclAssociationId, 'an ACL association');
    await this.#ec2.send(new ReplaceNetworkAclAssociationCommand({ NetworkAclId, AssociationId }));
  }
}
