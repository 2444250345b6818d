import { unlessHybrid } from '../facts/agent/hybrid-credentials.ts';
import { updateAgentCause } from '../facts/agent/remedies.ts';
import { attachProfileCause, fillProfileCause, trustCause } from '../facts/iam/credential-fixes.ts';
import {
  findDefaultHostManagement,
  type DefaultHostManagement,
} from '../facts/iam/default-host-management.ts';
import { findProfileRole, type ProfileRole } from '../facts/iam/instance-profile.ts';
import { noteOptionalTokens } from '../facts/iam/metadata-tokens.ts';
import type { Cause, Evidence, Outcome, Stage } from '../model/finding.ts';
import type { Subject } from '../model/inventory.ts';
import { conclude, defineRule, judge, pass } from '../model/rule.ts';

const STAGES: readonly Stage[] = ['ssm', 'ssmmessages'];

type Missing = Extract<ProfileRole, { readonly found: false }>;

export default defineRule({
  meta: {
    id: 'instance-profile-attached',
    title: 'The instance has credentials for the agent',
    impact: 'blocks',
    rationale:
      'Without credentials the agent can neither register with Systems Manager nor open its control channel.',
    remediation:
      'Attach an instance profile that holds a role with AmazonSSMManagedInstanceCore, or turn on Default Host Management Configuration in the Region.',
    reads: ['InstanceProfiles', 'RoleDetailList', 'ServiceSetting', 'InstanceInformationList'],
    standards: {
      'cis-aws-foundations-3.0.0': ['1.18'],
      'cis-aws-foundations-5.0.0': ['1.17'],
      'aws-config-rules': ['ec2-instance-profile-attached'],
    },
  },
  check(subject) {
    return judge(
      findProfileRole(subject),
      (profileRole) => {
        if (profileRole.found) {
          const { profile, role } = profileRole;
          const name = profile.InstanceProfileName ?? '';
          return pass({
            resource: profile.Arn ?? name,
            detail: `The instance profile ${name} holds the role ${role.RoleName ?? ''}.`,
          });
        }
        return judge(
          findDefaultHostManagement(subject),
          (management) => judgeWithoutRole(subject, profileRole, management),
          STAGES,
        );
      },
      STAGES,
    );
  },
});

function judgeWithoutRole(
  subject: Subject,
  profileRole: Missing,
  management: DefaultHostManagement,
): Outcome {
  const missing =
    profileRole.why === 'no-profile'
      ? 'The instance has no instance profile.'
      : `The instance profile ${profileRole.profile.InstanceProfileName ?? ''} holds no role.`;
  const evidence: Evidence[] = [
    { resource: subject.instance.InstanceId, detail: missing },
    { resource: `${subject.region.region} ServiceSetting`, detail: management.detail },
  ];
  if (management.state === 'on') return pass(...evidence, ...noteOptionalTokens(subject));
  const lacking = conclude({
    problems: [
      {
        at: placeOf(profileRole, management),
        message: `${missing} ${management.detail}`,
        cause: causeOf(subject, profileRole, management),
        stages: STAGES,
      },
    ],
    evidence,
  });
  return unlessHybrid(subject, lacking);
}

function placeOf(profileRole: Missing, management: DefaultHostManagement): string {
  if (management.state === 'unusable') return 'ServiceSetting';
  return profileRole.why === 'no-profile' ? 'IamInstanceProfile' : 'InstanceProfile.Roles';
}

function causeOf(subject: Subject, profileRole: Missing, management: DefaultHostManagement): Cause {
  if (management.state === 'unusable') {
    return management.obstacle === 'trust'
      ? trustCause(subject, management.role, 'ssm.amazonaws.com', management.word)
      : updateAgentCause(subject);
  }
  return profileRole.why === 'no-profile'
    ? attachProfileCause(subject)
    : fillProfileCause(subject, profileRole.profile);
}
