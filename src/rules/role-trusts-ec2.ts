import { unlessHybrid } from '../facts/agent/hybrid-credentials.ts';
import { trustCause } from '../facts/iam/credential-fixes.ts';
import { findDefaultHostManagement } from '../facts/iam/default-host-management.ts';
import { findProfileRole } from '../facts/iam/instance-profile.ts';
import { noteOptionalTokens } from '../facts/iam/metadata-tokens.ts';
import { trustsEc2 } from '../facts/iam/role-trust.ts';
import type { RoleDetail } from '../model/aws.ts';
import type { Outcome, Stage } from '../model/finding.ts';
import type { Subject } from '../model/inventory.ts';
import { conclude, defineRule, judge, notApplicable, pass } from '../model/rule.ts';

const STAGES: readonly Stage[] = ['ssm', 'ssmmessages'];

export default defineRule({
  meta: {
    id: 'role-trusts-ec2',
    title: 'EC2 may assume the role of the instance profile',
    impact: 'blocks',
    rationale:
      'When the trust policy does not let EC2 assume the role, the instance metadata service hands out no credentials, whatever the role may do.',
    remediation: 'Let the service ec2.amazonaws.com do sts:AssumeRole in the trust policy of the role.',
    reads: ['InstanceProfiles', 'RoleDetailList', 'ServiceSetting', 'InstanceInformationList'],
  },
  check(subject) {
    return judge(
      findProfileRole(subject),
      (profileRole) => {
        if (!profileRole.found) return notApplicable('The instance has no role from an instance profile.');
        const { role } = profileRole;
        const name = role.RoleName ?? '';
        return judge(
          trustsEc2(subject, role),
          (word) =>
            word === 'allow'
              ? pass({ resource: role.Arn ?? name, detail: `EC2 may assume the role ${name}.` })
              : judgeRefusal(subject, role, word),
          STAGES,
        );
      },
      STAGES,
    );
  },
});

/** The agent then sees AssumeRoleUnauthorizedAccess, and turns to Default Host Management. */
function judgeRefusal(subject: Subject, role: RoleDetail, word: 'implicit-deny' | 'explicit-deny'): Outcome {
  const name = role.RoleName ?? '';
  const refusal = {
    resource: role.Arn ?? name,
    detail:
      word === 'explicit-deny'
        ? `The trust policy of the role ${name} denies EC2 to assume it.`
        : `The trust policy of the role ${name} does not let EC2 assume it.`,
  };
  return judge(
    findDefaultHostManagement(subject),
    (management) => {
      const setting = {
        resource: `${subject.region.region} ServiceSetting`,
        detail: management.detail,
      };
      if (management.state === 'on') return pass(refusal, setting, ...noteOptionalTokens(subject));
      const refused = conclude({
        problems: [
          {
            at: 'AssumeRolePolicyDocument',
            message: refusal.detail,
            cause: trustCause(subject, role, 'ec2.amazonaws.com', word),
            stages: STAGES,
          },
        ],
        evidence: [refusal, setting],
      });
      return unlessHybrid(subject, refused);
    },
    STAGES,
  );
}
