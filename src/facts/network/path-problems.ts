import type { Problem } from '../../model/finding.ts';
import { findServicesWithoutEndpoint } from './destinations.ts';
import { readVpcCidr } from './endpoint-problems.ts';
import { endpointServiceName } from '../../model/dns-names.ts';
import { causeOf, ec2Cli, terraformName } from './fixes.ts';
import type { Service } from '../../model/path.ts';
import { placeOf, type Situation } from './situation.ts';
import { listWanted } from './wanted.ts';

/**
 * The addresses of the wanted services can't be reached: endpoints for the services that have none are the change that
 * mends it for every instance of the VPC, whatever is wrong with the way to the internet.
 */
export function noPathProblem(situation: Situation, at: string, reason: string): Problem {
  const { vpcId } = situation;
  const without = findServicesWithoutEndpoint(situation);
  const services = without.length === 0 ? listWanted(situation) : without;
  return {
    at,
    message: `${reason}, and ${vpcId} has no interface endpoint for ${services.join(' and ')}.`,
    cause: createEndpointsCause(situation, services),
  };
}

export function createEndpointsCause(situation: Situation, services: readonly Service[]): Problem['cause'] {
  const { vpcId } = situation;
  const cidr = readVpcCidr(situation);
  const subnetIds = pickSubnets(situation);
  const noun = services.length === 1 ? 'an interface endpoint' : 'interface endpoints';
  return causeOf(situation, 'vpc', vpcId, `create-endpoint-${services.join('+')}`, {
    summary: `Create ${noun} for ${services.join(' and ')} in ${vpcId}, with private DNS and a security group that admits TCP 443 from the VPC.`,
    ...(cidr === undefined || subnetIds.length === 0
      ? {}
      : {
          cli: endpointsCli(situation, services, cidr, subnetIds),
          terraform: endpointsTerraform(situation, services, cidr, subnetIds),
        }),
  });
}

/** A problem that one change of one resource on the way to the internet mends. */
export function gatewayProblem(
  situation: Situation,
  found: {
    readonly type: string;
    readonly id: string;
    readonly what: string;
    readonly message: string;
    readonly summary: string;
    /** The EC2 operation with its arguments; the region is added. */
    readonly command?: string;
  },
): Problem {
  return {
    at: `${found.id}:${found.what}`,
    message: found.message,
    cause: causeOf(situation, found.type, found.id, found.what, {
      summary: found.summary,
      ...(found.command === undefined ? {} : { cli: ec2Cli(situation, found.command) }),
    }),
  };
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

function endpointsCli(
  situation: Situation,
  services: readonly Service[],
  cidr: string,
  subnetIds: readonly string[],
): string {
  const { vpcId } = situation;
  const group = ec2Cli(
    situation,
    `create-security-group --vpc-id ${vpcId} --group-name ssm-endpoints --description "HTTPS to VPC endpoints" --query GroupId --output text`,
  );
  return [
    `group=$(${group})`,
    ec2Cli(
      situation,
      `authorize-security-group-ingress --group-id "$group" --protocol tcp --port 443 --cidr ${cidr}`,
    ),
    ...services.map((service) =>
      ec2Cli(
        situation,
        `create-vpc-endpoint --vpc-id ${vpcId} --vpc-endpoint-type Interface --service-name ${endpointServiceName(placeOf(situation), service)} --subnet-ids ${subnetIds.join(' ')} --security-group-ids "$group" --private-dns-enabled`,
      ),
    ),
  ].join('\n');
}

function endpointsTerraform(
  situation: Situation,
  services: readonly Service[],
  cidr: string,
  subnetIds: readonly string[],
): string {
  const { vpcId } = situation;
  const name = terraformName(vpcId);
  const group = `resource "aws_security_group" "ssm_endpoints_${name}" {
  name   = "ssm-endpoints"
  vpc_id = "${vpcId}"

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["${cidr}"]
  }
}`;
  const endpoints = services.map(
    (service) => `resource "aws_vpc_endpoint" "${service}_${name}" {
  vpc_id              = "${vpcId}"
  service_name        = "${endpointServiceName(placeOf(situation), service)}"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [${subnetIds.map((id) => `"${id}"`).join(', ')}]
  security_group_ids  = [aws_security_group.ssm_endpoints_${name}.id]
  private_dns_enabled = true
}`,
  );
  return [group, ...endpoints].join('\n\n');
}
