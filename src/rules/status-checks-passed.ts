import { stateOf } from '../facts/agent/observe.ts';
import { instanceCause } from '../facts/agent/remedies.ts';
import { indexBy } from '../model/index-by.ts';
import type { InstanceStatus } from '../model/aws.ts';
import type { Cause, FindingGap, Outcome, Problem } from '../model/finding.ts';
import type { Subject } from '../model/inventory.ts';
import { conclude, defineRule, judge, notApplicable } from '../model/rule.ts';

export default defineRule({
  meta: {
    id: 'status-checks-passed',
    title: 'The EC2 status checks of the system, the instance and its volumes pass',
    impact: 'degrades',
    rationale:
      'An instance that fails its checks may have no network, no memory or no disk left for the agent, whatever its configuration.',
    remediation:
      'A failed system check: stop and start the instance, which moves it to other hardware. A failed instance check: read the console output and reboot.',
    reads: ['InstanceStatuses'],
  },
  check(subject) {
    const { state, stateName } = stateOf(subject);
    const id = subject.instance.InstanceId;
    if (state !== 'running')
      return notApplicable(`${id} is ${stateName}; EC2 checks running instances only.`);
    return judge(subject.region.InstanceStatuses, (list) => {
      const status = indexBy(list, 'InstanceId').get(id);
      return status === undefined
        ? conclude({
            gaps: [
              {
                kind: 'not-visible',
                question: `What are the status checks of ${id}? EC2 lists none for it.`,
              },
            ],
          })
        : judgeChecks(subject, status);
    });
  },
});

const CHECKS = [
  { name: 'SystemStatus', title: 'system' },
  { name: 'InstanceStatus', title: 'instance' },
  { name: 'AttachedEbsStatus', title: 'attached EBS' },
] as const;
type Check = (typeof CHECKS)[number];

function judgeChecks(subject: Subject, status: InstanceStatus): Outcome {
  const id = subject.instance.InstanceId;
  const problems: Problem[] = [];
  const gaps: FindingGap[] = [];
  const words: string[] = [];
  for (const check of CHECKS) {
    const word = status[check.name]?.Status;
    // EC2 leaves the check of volumes out for instance types that do not have it.
    if (check.name === 'AttachedEbsStatus' && (word === undefined || word === 'not-applicable')) continue;
    words.push(`${check.name} ${word ?? 'not in the answer'}`);
    if (word === 'ok') continue;
    if (word === 'impaired') {
      const message = `The ${check.title} status check of ${id} fails.`;
      problems.push({ at: check.name, message, cause: causeOf(subject, check) });
    } else {
      gaps.push({
        kind: 'not-visible',
        question: `Does the ${check.title} status check of ${id} pass by now? It was ${word ?? 'not reported'}; scan again.`,
      });
    }
  }
  return conclude({ problems, gaps, evidence: [{ resource: id, detail: `${words.join(', ')}.` }] });
}

function causeOf(subject: Subject, check: Check): Cause {
  const id = subject.instance.InstanceId;
  const { region } = subject.region;
  switch (check.name) {
    case 'SystemStatus':
      return instanceCause(subject, 'system-status', {
        summary: `Stop and start ${id}, which moves it to other hardware.`,
        cli: `aws ec2 stop-instances --instance-ids ${id} --region ${region} && aws ec2 wait instance-stopped --instance-ids ${id} --region ${region} && aws ec2 start-instances --instance-ids ${id} --region ${region}`,
        delay: 'The checks take a few minutes after the start.',
      });
    case 'InstanceStatus':
      return instanceCause(subject, 'instance-status', {
        summary: `Read the console output of ${id}, mend what it shows, and reboot.`,
        cli: `aws ec2 get-console-output --instance-id ${id} --region ${region} --latest --output text`,
        delay: 'The checks take a few minutes after the reboot.',
      });
    case 'AttachedEbsStatus':
      return instanceCause(subject, 'attached-ebs-status', {
        summary: `Find the volume of ${id} that does not answer, and restore or replace it.`,
        cli: `aws ec2 describe-volume-status --region ${region} --filters Name=volume-status.status,Values=impaired`,
      });
  }
}
