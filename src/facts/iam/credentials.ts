import type { InstanceProfile, RoleDetail } from '../../model/aws.ts';
import type { Subject } from '../../model/inventory.ts';
import { known, mapKnown, unknown, type Gap, type Known } from '../../model/known.ts';
import { memoize } from '../memo.ts';
import { rememberLast } from '../remember-last.ts';
import { findDefaultHostManagement } from './default-host-management.ts';
import { findProfileRole, type ProfileRole } from './instance-profile.ts';
import { decideSharedRight, type Principal } from './role-rights.ts';
import { trustsEc2 } from './role-trust.ts';

/**
 * The identity that the agent ends up with. `none` may name the profile's role that EC2 cannot assume: it is the
 * one that would serve once its trust policy is mended.
 */
export type AgentIdentity =
  | {
      readonly kind: 'role';
      readonly via: 'instance-profile';
      readonly role: RoleDetail;
      readonly profile: InstanceProfile;
      readonly detail: string;
    }
  | {
      readonly kind: 'dhmc';
      readonly via: 'default-host-management';
      readonly role: RoleDetail;
      readonly detail: string;
    }
  | { readonly kind: 'none'; readonly detail: string; readonly refusedRole?: RoleDetail };

/**
 * Which identity serves, in the agent's own order: the instance profile's role, if EC2 may assume it and it may call
 * ssm:UpdateInstanceInformation, is used for everything, and Default Host Management is never asked; only a refusal
 * of that call, or no credentials at all, makes the agent turn to Default Host Management.
 * Source: common/identity/credentialproviders/ec2roleprovider in https://github.com/aws/amazon-ssm-agent.
 */
export const resolveCredentials = rememberLast((subject): Known<AgentIdentity> => {
  const profileRole = findProfileRole(subject);
  if (!profileRole.known) return profileRole;
  return profileRole.value.found
    ? resolveWithRole(subject, profileRole.value)
    : resolveWithoutRole(subject, profileRole.value);
});

function resolveWithoutRole(
  subject: Subject,
  profileRole: Exclude<ProfileRole, FoundRole>,
): Known<AgentIdentity> {
  const missing =
    profileRole.why === 'no-profile'
      ? 'The instance has no instance profile.'
      : `The instance profile ${profileRole.profile.InstanceProfileName ?? ''} holds no role.`;
  return mapKnown(findDefaultHostManagement(subject), (management): AgentIdentity => {
    const detail = `${missing} ${management.detail}`;
    return management.state === 'on'
      ? { kind: 'dhmc', via: 'default-host-management', role: management.role, detail }
      : { kind: 'none', detail };
  });
}

type FoundRole = Extract<ProfileRole, { readonly found: true }>;

/** One identity for all the instances with the profile. */
const identifyByProfile = memoize(({ profile, role }: FoundRole): Known<AgentIdentity> =>
  known({
    kind: 'role',
    via: 'instance-profile',
    role,
    profile,
    detail: `The instance profile ${profile.InstanceProfileName ?? ''} gives the role ${nameOf(role)}.`,
  }),
);

function nameOf({ RoleName, Arn }: RoleDetail): string {
  return RoleName ?? Arn ?? '';
}

function resolveWithRole(subject: Subject, profileRole: FoundRole): Known<AgentIdentity> {
  const { role } = profileRole;
  const verdict = turnsAway(subject, role);
  if (verdict.turns === 'no') return identifyByProfile(profileRole);
  const name = nameOf(role);

  const management = findDefaultHostManagement(subject);
  if (!management.known) return management;
  if (management.value.state !== 'on') {
    return verdict.turns === 'untrusted'
      ? known({ kind: 'none', detail: `EC2 may not assume the role ${name}.`, refusedRole: role })
      : identifyByProfile(profileRole);
  }
  if (verdict.turns === 'maybe') return unknown(verdict.gap);
  const because =
    verdict.turns === 'untrusted'
      ? `EC2 may not assume the role ${name}`
      : `The role ${name} may not call ssm:UpdateInstanceInformation`;
  return known({
    kind: 'dhmc',
    via: 'default-host-management',
    role: management.value.role,
    detail: `${because}, so the agent turns to Default Host Management with the role ${management.value.role.RoleName ?? ''}.`,
  });
}

type TurnsAway =
  | { readonly turns: 'no' | 'untrusted' | 'unauthorized' }
  | { readonly turns: 'maybe'; readonly gap: Gap };

/** Whether the agent turns away from the profile's role. */
function turnsAway(subject: Subject, role: RoleDetail): TurnsAway {
  const trust = trustsEc2(subject, role);
  if (trust.known && trust.value !== 'allow') return { turns: 'untrusted' };
  const principal: Principal = { role, via: 'instance-profile' };
  const right = decideSharedRight(subject, principal, {
    action: 'ssm:UpdateInstanceInformation',
    resource: subject.arn,
  });
  if (right.word === 'implicit-deny' || right.word === 'explicit-deny') return { turns: 'unauthorized' };
  if (!trust.known) return { turns: 'maybe', gap: trust.gap };
  if (right.word === 'unknown') return { turns: 'maybe', gap: right.gap };
  return { turns: 'no' };
}
