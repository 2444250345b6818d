import type { Cause, Fix } from '../../model/finding.ts';
import type { Situation } from './situation.ts';

/** Public DNS suffixes by partition: https://docs.aws.amazon.com/general/latest/gr/rande.html */
const DNS_SUFFIXES: Readonly<Record<string, string>> = {
  aws: 'amazonaws.com',
  'aws-us-gov': 'amazonaws.com',
  'aws-cn': 'amazonaws.com.cn',
  'aws-eusc': 'amazonaws.eu',
  'aws-iso': 'c2s.ic.gov',
  'aws-iso-b': 'sc2s.sgov.gov',
};

/** The name of a service's interface endpoints: the DNS suffix reversed, the region, the service. */
export function endpointServiceName({ partition, region }: Situation, service: string): string {
  const suffix = DNS_SUFFIXES[partition] ?? 'amazonaws.com';
  return [...suffix.split('.').reverse(), region.region, service].join('.');
}

/** A cause whose resource belongs to the situation's account and region. */
export function causeOf(
  { accountId, region }: Situation,
  type: string,
  id: string,
  change: string,
  fix: Fix,
): Cause {
  return { key: `${accountId}/${region.region}/${type}/${id}:${change}`, resource: { type, id }, fix };
}

/** An AWS CLI command of EC2 in the situation's region; `command` starts with the operation. */
export function ec2Cli({ region }: Situation, command: string): string {
  return `aws ec2 ${command} --region ${region.region}`;
}

/** Something that Terraform may call a resource: letters, digits, underscores. */
export function terraformName(id: string): string {
  return id.replaceAll(/[^A-Za-z0-9]/g, '_');
}
