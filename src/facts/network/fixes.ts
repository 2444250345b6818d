import type { Cause, Fix } from '../../model/finding.ts';
import type { Situation } from './situation.ts';

/**
 * How long until a way that was opened shows: after a call that failed the agent waits five minutes, then twice as long
 * each time, up to an hour (`getEC2DefaultSSMSleepDuration` in https://github.com/aws/amazon-ssm-agent).
 */
const RECONNECT_DELAY =
  'The way is open at once. An agent that got no answer tries again within five minutes at first, later within an hour; restarting it ends the wait.';

/** A cause whose resource belongs to the situation's account and region. */
export function causeOf(
  { accountId, region }: Situation,
  type: string,
  id: string,
  change: string,
  fix: Fix,
): Cause {
  return {
    key: `${accountId}/${region.region}/${type}/${id}:${change}`,
    resource: { type, id },
    fix: { delay: RECONNECT_DELAY, ...fix },
  };
}

/** An AWS CLI command of EC2 in the situation's region; `command` starts with the operation. */
export function ec2Cli({ region }: Situation, command: string): string {
  return `aws ec2 ${command} --region ${region.region}`;
}

/** A block of Terraform; attributes are written as they stand. */
export function terraformBlock(
  type: string,
  id: string,
  attributes: Readonly<Record<string, string | number | boolean>>,
): string {
  const width = Math.max(...Object.keys(attributes).map((name) => name.length));
  const lines = Object.entries(attributes).map(
    ([name, value]) =>
      `  ${name.padEnd(width)} = ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`,
  );
  return [`resource "${type}" "${terraformName(id)}" {`, ...lines, '}'].join('\n');
}

/** Something that Terraform may call a resource: letters, digits, underscores. */
export function terraformName(id: string): string {
  return id.replaceAll(/[^A-Za-z0-9]/g, '_');
}
