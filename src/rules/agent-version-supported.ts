import { stateOf } from '../facts/agent/observe.ts';
import { registrationOf } from '../facts/agent/registration.ts';
import { updateAgentCause } from '../facts/agent/remedies.ts';
import {
  DEFAULT_HOST_MANAGEMENT_MINIMUM,
  isAtLeast,
  SESSION_MANAGER_MINIMUM,
} from '../facts/agent/version.ts';
import { findDefaultHostManagement } from '../facts/iam/default-host-management.ts';
import type { InstanceInformation } from '../model/aws.ts';
import type { FindingGap, Outcome, Problem } from '../model/finding.ts';
import type { Subject } from '../model/inventory.ts';
import { chainKnown, known, read, type Known } from '../model/known.ts';
import { conclude, defineRule, judge, notApplicable, withStages } from '../model/rule.ts';

export default defineRule({
  meta: {
    id: 'agent-version-supported',
    title: 'The agent is new enough for Session Manager and for its credentials',
    impact: 'blocks',
    rationale:
      'An older agent registers and shows as Online, but knows no sessions; and only newer ones take credentials from Default Host Management.',
    remediation:
      'Update the agent with the document AWS-UpdateSSMAgent, best by an association that repeats it; Run Command works with old agents too.',
    reads: ['InstanceInformationList', 'ServiceSetting', 'RoleDetailList'],
  },
  check(subject) {
    const { state, stateName } = stateOf(subject);
    if (state !== 'running') {
      return notApplicable(`${subject.instance.InstanceId} is ${stateName}; no agent reports a version.`);
    }
    return judge(
      registrationOf(subject),
      (node) =>
        node === undefined
          ? notApplicable(
              `No agent on ${subject.instance.InstanceId} is registered, so none reports a version.`,
            )
          : judgeVersion(subject, node),
      ['session'],
    );
  },
});

function judgeVersion(subject: Subject, node: InstanceInformation): Outcome {
  const id = subject.instance.InstanceId;
  const evidence = [{ resource: id, detail: `AgentVersion is ${node.AgentVersion ?? 'not reported'}.` }];
  const hasSessions = isAtLeast(node.AgentVersion, SESSION_MANAGER_MINIMUM);
  if (!hasSessions.known) return conclude({ gaps: [withStages(hasSessions.gap, ['session'])], evidence });

  const problems: Problem[] = [];
  const gaps: FindingGap[] = [];
  if (!hasSessions.value) {
    problems.push({
      at: 'AgentVersion:session-manager',
      message: `The agent on ${id} is ${node.AgentVersion ?? ''}; the first one with Session Manager is ${SESSION_MANAGER_MINIMUM}.`,
      cause: updateAgentCause(subject),
      stages: ['session'],
    });
  }
  const obstacle = findCredentialObstacle(subject, node);
  if (!obstacle.known) gaps.push(withStages(obstacle.gap, ['ssm']));
  else if (obstacle.value !== undefined) {
    problems.push({
      at: 'AgentVersion:default-host-management',
      message: `${id} has no instance profile. ${obstacle.value}`,
      cause: updateAgentCause(subject),
    });
  }
  return conclude({ problems, gaps, evidence });
}

/** Where Default Host Management is the only source of credentials, and the agent is too old to use it: why. */
function findCredentialObstacle(subject: Subject, node: InstanceInformation): Known<string | undefined> {
  return chainKnown(isAtLeast(node.AgentVersion, DEFAULT_HOST_MANAGEMENT_MINIMUM), (isEnough) => {
    if (isEnough) return known(undefined);
    return chainKnown(read(subject.instance, 'IamInstanceProfile'), (profile) => {
      if (profile !== undefined) return known(undefined);
      return chainKnown(findDefaultHostManagement(subject), (management) =>
        known(
          management.state === 'unusable' && management.obstacle === 'agent-version'
            ? management.detail
            : undefined,
        ),
      );
    });
  });
}
