import type { VpcEndpoint } from '../../model/aws.ts';
import type { Problem } from '../../model/finding.ts';
import { findVpc } from './lookup.ts';
import { causeOf, ec2Cli, terraformName } from './fixes.ts';
import { type DnsAttribute, readDnsAttribute } from './names.ts';
import type { Situation } from './situation.ts';
import { nameWanted } from './wanted.ts';

const DNS_ATTRIBUTES: readonly [DnsAttribute, cli: string, slug: string, terraform: string][] = [
  ['EnableDnsSupport', '--enable-dns-support', 'dns-support', 'enable_dns_support'],
  ['EnableDnsHostnames', '--enable-dns-hostnames', 'dns-hostnames', 'enable_dns_hostnames'],
];

/** The VPC's DNS attributes that are off and needed; private DNS needs both, the resolver itself only the first. */
export function dnsProblem(situation: Situation, needsHostnames: boolean): Problem {
  const { vpcId } = situation;
  const off = DNS_ATTRIBUTES.filter(([attribute]) => {
    const value = readDnsAttribute(situation, attribute);
    return (needsHostnames || attribute === 'EnableDnsSupport') && value.known && !value.value;
  });
  const names = off.map(([attribute]) => attribute).join(' and ');
  const slugs = off.map(([, , slug]) => slug).join('+');
  return {
    at: `${vpcId}:${slugs}`,
    message: `${vpcId} has ${names} off, so the names of ${nameWanted(situation)} do not resolve as they should.`,
    cause: causeOf(situation, 'vpc', vpcId, `enable-${slugs}`, {
      summary: `Turn on ${names} of ${vpcId}.`,
      // EC2 changes one attribute a call.
      cli: off
        .map(([, flag]) => ec2Cli(situation, `modify-vpc-attribute --vpc-id ${vpcId} ${flag}`))
        .join('\n'),
      terraform: `resource "aws_vpc" "${terraformName(vpcId)}" {\n${off
        .map(([, , , argument]) => `  ${argument} = true\n`)
        .join('')}}`,
    }),
  };
}

export function endpointStateProblem(situation: Situation, endpoint: VpcEndpoint): Problem {
  const id = endpoint.VpcEndpointId ?? 'endpoint';
  return {
    at: `${id}:state`,
    message: `${id} is ${endpoint.State ?? 'not available'}, so it carries nothing.`,
    cause: causeOf(situation, 'vpc-endpoint', id, 'replace', {
      summary: `Delete ${id} and create it again, unless it becomes available within minutes.`,
      cli: [
        ec2Cli(situation, `delete-vpc-endpoints --vpc-endpoint-ids ${id}`),
        ec2Cli(situation, recreateCommand(situation, endpoint)),
      ].join('\n'),
    }),
  };
}

function recreateCommand({ vpcId }: Situation, endpoint: VpcEndpoint): string {
  const groups = (endpoint.Groups ?? []).flatMap(({ GroupId }) => (GroupId === undefined ? [] : [GroupId]));
  return [
    `create-vpc-endpoint --vpc-id ${vpcId} --vpc-endpoint-type Interface --service-name ${endpoint.ServiceName ?? ''}`,
    ...(endpoint.SubnetIds?.length ? [`--subnet-ids ${endpoint.SubnetIds.join(' ')}`] : []),
    ...(groups.length > 0 ? [`--security-group-ids ${groups.join(' ')}`] : []),
    '--private-dns-enabled',
  ].join(' ');
}

/** Nothing that the endpoint's groups admit is the instance. The VPC's blocks are what AWS recommends to admit. */
export function endpointGroupProblem(
  situation: Situation,
  endpoint: VpcEndpoint,
  groupIds: readonly string[],
): Problem {
  const id = endpoint.VpcEndpointId ?? 'endpoint';
  const group = groupIds[0] ?? 'security group';
  const cidr = readVpcCidr(situation);
  return {
    at: `${id}:${groupIds.join('+')}:in-443`,
    message: `The security groups of ${id} (${groupIds.join(', ')}) admit no TCP 443 from the instance.`,
    cause: causeOf(situation, 'security-group', group, 'allow-https-in', {
      summary: `Admit TCP 443 from ${cidr ?? situation.vpcId} in ${group}, a security group of ${id}.`,
      ...(cidr === undefined
        ? {}
        : {
            cli: ec2Cli(
              situation,
              `authorize-security-group-ingress --group-id ${group} --protocol tcp --port 443 --cidr ${cidr}`,
            ),
            terraform: `resource "aws_vpc_security_group_ingress_rule" "https_from_vpc" {
  security_group_id = "${group}"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "${cidr}"
}`,
          }),
    }),
  };
}

export function endpointPolicyProblem(
  situation: Situation,
  endpoint: VpcEndpoint,
  actions: readonly string[],
  part: string,
): Problem {
  const id = endpoint.VpcEndpointId ?? 'endpoint';
  return {
    at: `${id}:policy-${part}`,
    message: `The policy of ${id} refuses ${actions.join(', ')}.`,
    cause: causeOf(situation, 'vpc-endpoint', id, 'allow-in-policy', {
      summary: `Allow the agent's actions in the policy of ${id}, or set the default policy again.`,
      cli: ec2Cli(situation, `modify-vpc-endpoint --vpc-endpoint-id ${id} --reset-policy`),
      delay: 'An agent that was denied sleeps up to 30 minutes unless it is restarted.',
    }),
  };
}

/** The VPC's primary block, for fixes only. */
export function readVpcCidr({ region, vpcId }: Situation): string | undefined {
  const vpc = findVpc(region, vpcId);
  return vpc.known ? vpc.value.CidrBlock : undefined;
}
