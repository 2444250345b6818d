import { unlessHybrid } from '../facts/agent/hybrid-credentials.ts';
import { explainDenials, isDenied } from '../facts/iam/denials.ts';
import { noteOptionalTokens } from '../facts/iam/metadata-tokens.ts';
import { findNamedPolicies } from '../facts/iam/named-policies.ts';
import { POLICY_OPTIONS_SCHEMA, type PolicyOptions } from '../facts/iam/policy-options.ts';
import { noteDeprecated } from '../facts/iam/over-broad.ts';
import { describeRights, SERVICE_CONTROL_NOTE } from '../facts/iam/rights-evidence.ts';
import { compareWithSimulation } from '../facts/iam/simulation.ts';
import { agentRights, type AgentRights } from '../facts/iam/rights.ts';
import type { Outcome, Stage } from '../model/finding.ts';
import type { Subject } from '../model/inventory.ts';
import { SESSION_ACTIONS } from '../model/session-actions.ts';
import { conclude, defineRule, judge, notApplicable, withStages } from '../model/rule.ts';

const CONSEQUENCES: Readonly<Record<Stage, string>> = {
  ssm: 'without it the instance does not register with Systems Manager',
  ssmmessages: 'without it the agent opens no control channel, so that no session can be started',
  session: 'without it a session fails as soon as it is started',
};

export default defineRule<PolicyOptions>({
  meta: {
    id: 'agent-policies-attached',
    title: 'The role of the agent may do the five actions that a session needs',
    impact: 'blocks',
    rationale:
      'The agent registers, opens its control channel and serves sessions with the rights of one role; each missing action stops one of these.',
    remediation:
      'Attach AmazonSSMManagedInstanceCore to the role, or grant the missing actions in a policy of your own.',
    reads: [
      'InstanceProfiles',
      'RoleDetailList',
      'Policies',
      'ServiceSetting',
      'InstanceInformationList',
      'SimulationResults',
    ],
    standards: { 'aws-config-rules': ['iam-role-managed-policy-check'] },
  },
  optionsSchema: { type: 'object', additionalProperties: false, properties: POLICY_OPTIONS_SCHEMA },
  defaults: { match: 'effective', policies: ['AmazonSSMManagedInstanceCore'] },
  check(subject, { options }) {
    return options.match === 'by-name'
      ? judge(findNamedPolicies(subject, options.policies), conclude)
      : unlessHybrid(
          subject,
          judge(agentRights(subject), (rights) => judgeRights(subject, rights)),
        );
  },
});

function judgeRights(subject: Subject, { identity, principal, rights: own }: AgentRights): Outcome {
  const source = { resource: subject.instance.InstanceId, detail: identity.detail };
  if (principal === undefined) {
    return notApplicable('The agent has no credentials, so there are no rights to judge.', source);
  }
  const { rights, evidence } = compareWithSimulation(subject, principal, own);
  const denied = rights.filter(isDenied);
  const replacement =
    principal.via === 'instance-profile'
      ? 'AmazonSSMManagedInstanceCore'
      : 'AmazonSSMManagedEC2InstanceDefaultPolicy';
  return conclude({
    problems: explainDenials(
      {
        subject,
        role: principal.role,
        policyName: 'session-manager-agent',
        consequence: ({ stage }) => CONSEQUENCES[stage ?? 'session'],
        ...(denied.length === SESSION_ACTIONS.length && { managedPolicy: replacement }),
      },
      denied,
    ),
    gaps: rights.flatMap((right) => (right.word === 'unknown' ? [withStages(right.gap, [right.stage])] : [])),
    evidence: [
      source,
      ...(principal.via === 'default-host-management' ? noteOptionalTokens(subject) : []),
      ...describeRights(subject, principal, rights),
      ...noteDeprecated(principal, rights),
      ...evidence,
      ...(denied.length > 0 ? [] : [{ resource: source.resource, detail: SERVICE_CONTROL_NOTE }]),
    ],
  });
}
