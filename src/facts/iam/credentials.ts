import type { InstanceProfile, RoleDetail } from '../../model/aws.ts';
import type { RegionInventory, Subject } from '../../model/inventory.ts';
import { known, unknown, type Gap, type Known } from '../../model/known.ts';
import { memoize } from '../memo.ts';
import { rememberLast } from '../remember-last.ts';
import { findDefaultHostManagement, type DefaultHostManagement } from './default-host-management.ts';
import { findProfileRole, type ProfileRole } from './instance-profile.ts';
import { isSharedByAll } from './recall-rights.ts';
import { decideSharedRight, type Principal } from './role-rights.ts';
import { trustsEc2 } from './role-trust.ts';
import { isSamePlace } from './same-place.ts';

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
  const { Gaps, IamInstanceProfile } = subject.instance;
  const gap = Gaps?.['IamInstanceProfile'];
  if (gap !== undefined) return unknown(gap);
  const Arn = IamInstanceProfile?.Arn;
  const Id = IamInstanceProfile?.Id;
  const places = placesIn(subject);
  const served = places.byArn.get(Arn);
  if (served !== undefined && served.id === Id) return served.answer;
  const answer = resolve(subject);
  if (!isForAllWithProfile(subject, answer)) return answer;
  // A wrapper of its own for the place: what else is shared there can be kept under it.
  const own: Served = { known: true, value: answer.value };
  places.byArn.set(Arn, { id: Id, answer: own });
  return own;
});

const UPDATE = 'ssm:UpdateInstanceInformation';

interface Places {
  readonly subject: Subject;
  /** By the ARN of the attached profile: the identity of all the instances that have it. */
  readonly byArn: Map<string | undefined, { readonly id: string | undefined; readonly answer: Served }>;
}

type Served = Extract<Known<AgentIdentity>, { readonly known: true }>;

const lastPlaces = new WeakMap<RegionInventory, Places>();

function placesIn(subject: Subject): Places {
  const last = lastPlaces.get(subject.region);
  if (last !== undefined && isSamePlace(last.subject, subject)) return last;
  const places = { subject, byArn: new Map() };
  lastPlaces.set(subject.region, places);
  return places;
}

/** The role serves, and no policy lets it register one instance and not another. */
function isForAllWithProfile(subject: Subject, answer: Known<AgentIdentity>): answer is Served {
  if (!answer.known || answer.value.kind !== 'role') return false;
  const { role, via } = answer.value;
  return turnsAway(subject, role).turns === 'no' && isSharedByAll(subject, { role, via }, UPDATE);
}

function resolve(subject: Subject): Known<AgentIdentity> {
  const profileRole = findProfileRole(subject);
  if (!profileRole.known) return profileRole;
  return profileRole.value.found
    ? resolveWithRole(subject, profileRole.value)
    : resolveWithoutRole(subject, profileRole.value);
}

function resolveWithoutRole(
  subject: Subject,
  profileRole: Exclude<ProfileRole, FoundRole>,
): Known<AgentIdentity> {
  const management = findDefaultHostManagement(subject);
  if (!management.known) return management;
  if (management.value.state === 'on') return identifyByManagement(management.value, profileRole, 'missing');
  return known({ kind: 'none', detail: `${describeMissing(profileRole)} ${management.value.detail}` });
}

function describeMissing(profileRole: Exclude<ProfileRole, FoundRole>): string {
  return profileRole.why === 'no-profile'
    ? 'The instance has no instance profile.'
    : `The instance profile ${profileRole.profile.InstanceProfileName ?? ''} holds no role.`;
}

type On = Extract<DefaultHostManagement, { readonly state: 'on' }>;

/** One identity for all the instances that turn to Default Host Management for one reason. */
const identifyByManagement = memoize(
  (
    management: On,
    profileRole: ProfileRole,
    turns: 'missing' | 'untrusted' | 'unauthorized',
  ): Known<AgentIdentity> =>
    known({
      kind: 'dhmc',
      via: 'default-host-management',
      role: management.role,
      detail: profileRole.found
        ? `${describeTurn(profileRole.role, turns)}, so the agent turns to Default Host Management with the role ${management.role.RoleName ?? ''}.`
        : `${describeMissing(profileRole)} ${management.detail}`,
    }),
);

function describeTurn(role: RoleDetail, turns: string): string {
  return turns === 'untrusted'
    ? `EC2 may not assume the role ${nameOf(role)}`
    : `The role ${nameOf(role)} may not call ssm:UpdateInstanceInformation`;
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
  return identifyByManagement(management.value, profileRole, verdict.turns);
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
    action: UPDATE,
    resource: subject.arn,
  });
  if (right.word === 'implicit-deny' || right.word === 'explicit-deny') return { turns: 'unauthorized' };
  if (!trust.known) return { turns: 'maybe', gap: trust.gap };
  if (right.word === 'unknown') return { turns: 'maybe', gap: right.gap };
  return { turns: 'no' };
}
