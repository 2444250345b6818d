import type { VpcEndpoint } from '../../model/aws.ts';
import type { Problem } from '../../model/finding.ts';
import { causeOf, ec2Cli, terraformName } from './fixes.ts';
import { type DnsAttribute, readDnsAttribute } from './names.ts';
import type { Situation } from './situation.ts';
import { readSourceAddresses } from './source-addresses.ts';
import { findVpcBlock } from './vpc-blocks.ts';
import { nameWanted } from './wanted.ts';

type AttributeRow = readonly [DnsAttribute, cli: string, slug: string, terraform: string];

const DNS_ATTRIBUTES: readonly AttributeRow[] = [
  ['EnableDnsSupport', '--enable-dns-support', 'dns-support', 'enable_dns_support'],
  ['EnableDnsHostnames', '--enable-dns-hostnames', 'dns-hostnames', 'enable_dns_hostnames'],
];

/** The VPC's DNS attributes that are off and needed; private DNS needs both, the resolver itself only the first. */
export function dnsProblem(situation: Situation, needsHostnames: boolean): Problem {
  const { vpcId } = situation;
  const off = listOff(situation).filter(([attribute]) => needsHostnames || attribute === 'EnableDnsSupport');
  const names = off.map(([attribute]) => attribute).join(' and ');
  const slugs = off.map(([, , slug]) => slug).join('+');
  return {
    at: `${vpcId}:${slugs}`,
    message: `${vpcId} has ${names} off, so the names of ${nameWanted(situation)} do not resolve as they should.`,
    cause: causeOf(situation, 'vpc', vpcId, `enable-${slugs}`, {
      summary: `Turn on ${names} of ${vpcId}.`,
      cli: writeDnsCommands(situation, off).join('\n'),
      terraform: `resource "aws_vpc" "${terraformName(vpcId)}" {\n${off
        .map(([, , , argument]) => `  ${argument} = true\n`)
        .join('')}}`,
    }),
  };
}

/** What turns on the DNS attributes that private DNS needs, as far as they are known to be off. */
export function dnsCommands(situation: Situation): string[] {
  return writeDnsCommands(situation, listOff(situation));
}

function listOff(situation: Situation): readonly AttributeRow[] {
  return DNS_ATTRIBUTES.filter(([attribute]) => {
    const value = readDnsAttribute(situation, attribute);
    return value.known && !value.value;
  });
}

/** EC2 changes one attribute a call. */
function writeDnsCommands(situation: Situation, off: readonly AttributeRow[]): string[] {
  return off.map(([, flag]) => ec2Cli(situation, `modify-vpc-attribute --vpc-id ${situation.vpcId} ${flag}`));
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
  const isGateway = endpoint.VpcEndpointType?.toLowerCase() === 'gateway';
  const groups = (endpoint.Groups ?? []).flatMap(({ GroupId }) => (GroupId === undefined ? [] : [GroupId]));
  const list = (option: string, ids: readonly string[] | undefined): string[] =>
    ids === undefined || ids.length === 0 ? [] : [`--${option} ${ids.join(' ')}`];
  return [
    `create-vpc-endpoint --vpc-id ${vpcId} --vpc-endpoint-type ${isGateway ? 'Gateway' : 'Interface'} --service-name ${endpoint.ServiceName ?? ''}`,
    ...(isGateway
      ? list('route-table-ids', endpoint.RouteTableIds)
      : [
          ...list('subnet-ids', endpoint.SubnetIds),
          ...list('security-group-ids', groups),
          '--private-dns-enabled',
        ]),
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
  const source = readSourceAddresses(situation);
  const { cidr, suffix = '' } = findVpcBlock(situation, source.known ? source.value : undefined) ?? {};
  return {
    at: `${id}:${groupIds.join('+')}:in-443`,
    message: `The security groups of ${id} (${groupIds.join(', ')}) admit no TCP 443 from the instance.`,
    cause: causeOf(situation, 'security-group', group, `allow-https-in${suffix}`, {
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
  const { roleArn } = situation.caller ?? {};
  return {
    at: `${id}:policy-${part}`,
    message: `The policy of ${id} refuses ${actions.join(', ')}${roleArn === undefined ? '' : ` to ${roleArn}`}.`,
    cause: causeOf(situation, 'vpc-endpoint', id, 'allow-in-policy', {
      summary: `Allow the agent's actions in the policy of ${id}, or set the default policy again.`,
      cli: ec2Cli(situation, `modify-vpc-endpoint --vpc-endpoint-id ${id} --reset-policy`),
      delay: 'An agent that was denied sleeps up to 30 minutes unless it is restarted.',
    }),
  };
}
