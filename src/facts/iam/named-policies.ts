import type { Evidence, Problem, Stage } from '../../model/finding.ts';
import type { RoleDetail } from '../../model/aws.ts';
import type { Subject } from '../../model/inventory.ts';
import { chainKnown, known, mapKnown, type Known } from '../../model/known.ts';
import { attachPolicyFix } from './grant-fix.ts';
import { attachProfileCause, fillProfileCause } from './credential-fixes.ts';
import { findProfileRole, type ProfileRole } from './instance-profile.ts';
import { policyName } from './managed-policies.ts';
import { readAttachedPolicies } from './role-policies.ts';

/** Problems and evidence of a comparison by name. */
interface NamedPolicyAnswer {
  readonly problems: readonly Problem[];
  readonly evidence: readonly Evidence[];
}

/**
 * Asks for managed policies by name, AWS's or the customer's, on the role of the instance profile. What they grant
 * is not looked at, and Default Host Management is not either.
 */
export function findNamedPolicies(
  subject: Subject,
  names: readonly string[],
  stages?: readonly Stage[],
): Known<NamedPolicyAnswer> {
  return chainKnown(findProfileRole(subject), (profileRole) =>
    profileRole.found
      ? mapKnown(attachedNames(profileRole.role), (attached) =>
          compare(subject, profileRole.role, names, attached, stages),
        )
      : known(withoutRole(subject, profileRole, names, stages)),
  );
}

function attachedNames(role: RoleDetail): Known<readonly (string | undefined)[]> {
  return mapKnown(readAttachedPolicies(role), (attached) =>
    attached.map(({ PolicyArn, PolicyName }) =>
      PolicyArn === undefined ? PolicyName : policyName(PolicyArn),
    ),
  );
}

function compare(
  subject: Subject,
  role: RoleDetail,
  names: readonly string[],
  attached: readonly (string | undefined)[],
  stages: readonly Stage[] | undefined,
): NamedPolicyAnswer {
  const roleName = role.RoleName ?? '';
  const problems = names
    .filter((name) => !attached.includes(name))
    .map((name) => ({
      at: `AttachedManagedPolicies/${name}`,
      message: `The policy ${name} is not attached to the role ${roleName}.`,
      cause: {
        key: `${subject.accountId}/global/iam-role/${roleName}:attach-${name}`,
        resource: { type: 'iam-role', id: roleName },
        fix: attachPolicyFix(subject, roleName, name),
      },
      ...(stages !== undefined && { stages }),
    }));
  const present = attached.filter((name) => name !== undefined).join(', ') || 'no managed policy';
  const evidence = [{ resource: role.Arn ?? roleName, detail: `The role ${roleName} has ${present}.` }];
  return { problems, evidence };
}

function withoutRole(
  subject: Subject,
  profileRole: Extract<ProfileRole, { readonly found: false }>,
  names: readonly string[],
  stages: readonly Stage[] | undefined,
): NamedPolicyAnswer {
  const isEmpty = profileRole.why === 'empty-profile';
  const missing = 'The instance has no role from an instance profile.';
  const problem: Problem = {
    at: 'IamInstanceProfile',
    message: `${missing} The policies ${names.join(', ')} cannot be attached to it.`,
    cause: isEmpty ? fillProfileCause(subject, profileRole.profile) : attachProfileCause(subject),
    ...(stages !== undefined && { stages }),
  };
  return { problems: [problem], evidence: [{ resource: subject.instance.InstanceId, detail: missing }] };
}
