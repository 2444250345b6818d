import type { Problem } from '../../model/finding.ts';
import { endpointServiceName } from '../../model/dns-names.ts';
import { SERVICES, type Service } from '../../model/path.ts';
import { dnsCommands } from './endpoint-problems.ts';
import { causeOf, ec2Cli, terraformName } from './fixes.ts';
import { findSubnetRouteTable } from './lookup.ts';
import { placeOf, type Situation } from './situation.ts';
import { listVpcBlocks } from './vpc-blocks.ts';

/** The change that gives a VPC endpoints for services that have none in it. */
export function createEndpointsCause(situation: Situation, services: readonly Service[]): Problem['cause'] {
  const { vpcId } = situation;
  const [only] = services;
  if (only === 's3' && services.length === 1) return createGatewayCause(situation);
  const blocks = listVpcBlocks(situation);
  const subnetIds = pickSubnets(situation);
  const noun = services.length === 1 ? 'an interface endpoint' : 'interface endpoints';
  return causeOf(situation, 'vpc', vpcId, `create-endpoint-${services.join('+')}`, {
    summary: `Create ${noun} for ${services.join(' and ')} in ${vpcId}, with private DNS and a security group that admits TCP 443 from the VPC.`,
    ...(blocks.length === 0 || subnetIds.length === 0
      ? {}
      : {
          cli: writeCli(situation, services, blocks, subnetIds),
          terraform: writeTerraform(situation, services, blocks, subnetIds),
        }),
  });
}

/** For S3 a gateway endpoint costs nothing, and its interface endpoints take private DNS only beside one. */
function createGatewayCause(situation: Situation): Problem['cause'] {
  const { region, vpcId, subnetId } = situation;
  const table = findSubnetRouteTable(region, subnetId, vpcId);
  const tableId = table.known ? table.value.RouteTableId : undefined;
  const serviceName = endpointServiceName(placeOf(situation), 's3');
  const change = `create-gateway-endpoint-s3${tableId === undefined ? '' : `-${tableId}`}`;
  return causeOf(situation, 'vpc', vpcId, change, {
    summary: `Create a gateway endpoint for s3 in ${vpcId}, with ${tableId ?? `the route table of ${subnetId}`}.`,
    ...(tableId === undefined
      ? {}
      : {
          cli: ec2Cli(
            situation,
            `create-vpc-endpoint --vpc-id ${vpcId} --vpc-endpoint-type Gateway --service-name ${serviceName} --route-table-ids ${tableId}`,
          ),
          terraform: `resource "aws_vpc_endpoint" "s3_${terraformName(vpcId)}" {
  vpc_id            = "${vpcId}"
  service_name      = "${serviceName}"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = ["${tableId}"]
}`,
        }),
  });
}

/** One IPv4 subnet in each availability zone; an endpoint takes one a zone, and one serves the whole VPC. */
function pickSubnets({ region, vpcId }: Situation): string[] {
  if (!region.Subnets.known) return [];
  const byZone = new Map<string, string>();
  const subnets = region.Subnets.value
    .filter(
      ({ VpcId, Ipv6Native, OutpostArn }) =>
        VpcId === vpcId && Ipv6Native !== true && OutpostArn === undefined,
    )
    .flatMap(({ SubnetId, AvailabilityZone }) =>
      SubnetId === undefined ? [] : [[AvailabilityZone ?? '', SubnetId] as const],
    )
    .toSorted(([, a], [, b]) => (a < b ? -1 : 1));
  for (const [zone, id] of subnets) if (!byZone.has(zone)) byZone.set(zone, id);
  return [...byZone.values()];
}

/** Groups of one VPC need different names, and several of these changes may be made in one. */
function groupName(services: readonly Service[]): string {
  const isOfSessions = services.every((service) => SERVICES.some((one) => one === service));
  return isOfSessions ? 'ssm-endpoints' : `${services.join('-')}-endpoints`;
}

function writeCli(
  situation: Situation,
  services: readonly Service[],
  blocks: readonly string[],
  subnetIds: readonly string[],
): string {
  const { vpcId } = situation;
  const group = ec2Cli(
    situation,
    `create-security-group --vpc-id ${vpcId} --group-name ${groupName(services)} --description "HTTPS to VPC endpoints" --query GroupId --output text`,
  );
  const [block] = blocks;
  const ranges = blocks.map((cidr) => `{CidrIp=${cidr}}`).join(',');
  const rule =
    blocks.length === 1
      ? `--protocol tcp --port 443 --cidr ${block ?? ''}`
      : `--ip-permissions 'IpProtocol=tcp,FromPort=443,ToPort=443,IpRanges=[${ranges}]'`;
  return [
    // EC2 refuses private DNS in a VPC that has these off.
    ...dnsCommands(situation),
    `group=$(${group})`,
    ec2Cli(situation, `authorize-security-group-ingress --group-id "$group" ${rule}`),
    ...services.map((service) =>
      ec2Cli(
        situation,
        `create-vpc-endpoint --vpc-id ${vpcId} --vpc-endpoint-type Interface --service-name ${endpointServiceName(placeOf(situation), service)} --subnet-ids ${subnetIds.join(' ')} --security-group-ids "$group" --private-dns-enabled`,
      ),
    ),
  ].join('\n');
}

function writeTerraform(
  situation: Situation,
  services: readonly Service[],
  blocks: readonly string[],
  subnetIds: readonly string[],
): string {
  const { vpcId } = situation;
  const vpcName = terraformName(vpcId);
  const groupLabel = terraformName(groupName(services));
  const group = `resource "aws_security_group" "${groupLabel}_${vpcName}" {
  name   = "${groupName(services)}"
  vpc_id = "${vpcId}"

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = [${blocks.map((cidr) => `"${cidr}"`).join(', ')}]
  }
}`;
  const endpoints = services.map(
    (service) => `resource "aws_vpc_endpoint" "${service}_${vpcName}" {
  vpc_id              = "${vpcId}"
  service_name        = "${endpointServiceName(placeOf(situation), service)}"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [${subnetIds.map((id) => `"${id}"`).join(', ')}]
  security_group_ids  = [aws_security_group.${groupLabel}_${vpcName}.id]
  private_dns_enabled = true
}`,
  );
  return [group, ...endpoints].join('\n\n');
}
