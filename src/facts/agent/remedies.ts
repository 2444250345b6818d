import type { Cause } from '../../model/finding.ts';
import type { Subject } from '../../model/inventory.ts';
import { tagValue } from '../../model/subjects.ts';
import { listHostChecks } from './host-checks.ts';

/** The instance itself as the resource to change; `change` is the slug of what is to be changed on it. */
export function instanceCause(subject: Subject, change: string, fix: Cause['fix']): Cause {
  const { instance, accountId, region } = subject;
  const name = tagValue(instance, 'Name');
  return {
    key: `${accountId}/${region.region}/instance/${instance.InstanceId}:${change}`,
    resource: { type: 'instance', id: instance.InstanceId, ...(name === undefined ? {} : { name }) },
    fix,
  };
}

/**
 * The agent on the host, when all that AWS shows is right: what to look at, in this order. While it is online, Run
 * Command may still get through.
 */
export function hostAgentCause(subject: Subject, ping: 'Online' | 'silent'): Cause {
  const { instance, region } = subject;
  const isOnline = ping === 'Online';
  return instanceCause(subject, 'agent-suspected', {
    summary: isOnline
      ? 'Restart the agent on the host; Run Command may still reach it. If that does not help, look at what `ssm-cli get-diagnostics` says there.'
      : 'Look at the agent on the host, in this order: is it installed, is it running, what does `ssm-cli get-diagnostics` say; without another way in, the EC2 serial console, then user data.',
    steps: [
      ...(isOnline
        ? ['Run Command first: let it restart the agent, with AWS-RunShellScript or AWS-RunPowerShellScript.']
        : []),
      ...listHostChecks(subject),
    ],
    cli: `aws ec2 get-console-output --instance-id ${instance.InstanceId} --region ${region.region} --latest --output text`,
    delay:
      'An agent that was denied sleeps up to 30 minutes unless it is restarted; a healthy one registers within five.',
  });
}

/** An agent that is too old. Run Command reaches it while it is online, whether or not sessions do. */
export function updateAgentCause(subject: Subject): Cause {
  const { instance, region } = subject;
  return instanceCause(subject, 'agent-version', {
    summary: `Update the agent on ${instance.InstanceId}.`,
    cli: `aws ssm send-command --document-name AWS-UpdateSSMAgent --instance-ids ${instance.InstanceId} --region ${region.region}`,
    terraform: [
      'resource "aws_ssm_association" "update_agent" {',
      '  name                = "AWS-UpdateSSMAgent"',
      '  schedule_expression = "rate(14 days)"',
      '  targets {',
      '    key    = "InstanceIds"',
      `    values = ["${instance.InstanceId}"]`,
      '  }',
      '}',
    ].join('\n'),
    delay: 'The new version shows with the next heartbeat of the updated agent, within five minutes.',
  });
}
