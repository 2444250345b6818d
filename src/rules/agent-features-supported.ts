import { stateOf } from '../facts/agent/observe.ts';
import { registrationOf } from '../facts/agent/registration.ts';
import { updateAgentCause } from '../facts/agent/remedies.ts';
import { AGENT_FEATURES, supportOf, type AgentFeature } from '../facts/agent/version.ts';
import type { InstanceInformation } from '../model/aws.ts';
import type { FindingGap, Outcome, Problem } from '../model/finding.ts';
import type { Subject } from '../model/inventory.ts';
import { conclude, defineRule, judge, notApplicable } from '../model/rule.ts';

interface Options {
  readonly features: readonly AgentFeature[];
}

export default defineRule<Options>({
  meta: {
    id: 'agent-features-supported',
    title: 'The agent is new enough for the Session Manager features you use',
    impact: 'degrades',
    rationale:
      'A shell opens with almost any agent; SSH, port forwarding, KMS encryption and the like need newer ones and fail only when somebody needs them.',
    remediation:
      'Update the agent with the document AWS-UpdateSSMAgent, best by an association that repeats it.',
    reads: ['InstanceInformationList'],
  },
  optionsSchema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      features: {
        description: 'The features of Session Manager that people use on these instances.',
        type: 'array',
        uniqueItems: true,
        items: { enum: AGENT_FEATURES },
      },
    },
  },
  defaults: { features: [] },
  check(subject, { options }) {
    if (options.features.length === 0) {
      return notApplicable('No features are named in the option `features`.');
    }
    const { state, stateName } = stateOf(subject);
    if (state !== 'running') {
      return notApplicable(`${subject.instance.InstanceId} is ${stateName}; no agent reports a version.`);
    }
    return judge(registrationOf(subject), (node) =>
      node === undefined
        ? notApplicable(
            `No agent on ${subject.instance.InstanceId} is registered, so none reports a version.`,
          )
        : judgeFeatures(subject, node, options.features),
    );
  },
});

function judgeFeatures(
  subject: Subject,
  { AgentVersion }: InstanceInformation,
  features: readonly AgentFeature[],
): Outcome {
  const id = subject.instance.InstanceId;
  const problems: Problem[] = [];
  const gaps: FindingGap[] = [];
  for (const feature of features) {
    const answer = supportOf(feature, AgentVersion);
    if (!answer.known) {
      gaps.push(answer.gap);
      continue;
    }
    const { title, minimum, source, support } = answer.value;
    if (support === 'no') {
      problems.push({
        at: `AgentVersion:${feature}`,
        message: `The agent on ${id} is ${AgentVersion ?? ''}; ${title} needs ${minimum} or later.`,
        cause: updateAgentCause(subject),
      });
    } else if (support === 'disputed') {
      gaps.push({
        kind: 'not-visible',
        question: `Does ${title} work with agent ${AgentVersion ?? ''} on ${id}? AWS's pages disagree: ${source}.`,
      });
    }
  }
  return conclude({
    problems,
    gaps,
    evidence: [{ resource: id, detail: `AgentVersion is ${AgentVersion ?? 'not reported'}.` }],
  });
}
