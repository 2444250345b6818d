import type { Cause, Fix } from '../../model/finding.ts';
import type { Situation } from './situation.ts';

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
