import type { InstanceProfile, RoleDetail } from '../../model/aws.ts';
import type { RegionInventory, Subject } from '../../model/inventory.ts';
import { known, unknown, type Gap, type Known } from '../../model/known.ts';
import { memoize } from '../memo.ts';
import { rememberLast } from '../remember-last.ts';
import { findDefaultHostManagement, type DefaultHostManagement } from './default-host-management.ts';
import { findProfileRole, type ProfileRole } from './instance-profile.ts';
import { instanceArn } from './instance-arn.ts';
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
  // What a launch would attach may be known by its name alone, which is no ARN.
  const Arn = IamInstanceProfile?.Arn ?? IamInstanceProfile?.Name;
  const Id = IamInstanceProfile?.Id;
  const { byArn } = placesIn(subject);
  const chosen = byArn.get(Arn);
  if (chosen !== undefined && chosen.id === Id) return chosen.way(subject);
  const { way, isForAll } = chooseWay(subject);
  if (isForAll) byArn.set(Arn, { id: Id, way });
  return way(subject);
});

const UPDATE = 'ssm:UpdateInstanceInformation';

/** How an instance comes to its identity, once it is known what its profile gives. */
type Way = (subject: Subject) => Known<AgentIdentity>;

interface Places {
  readonly subject: Subject;
  /** By the ARN of the attached profile: the way of all the instances that have it. */
  readonly byArn: Map<string | undefined, { readonly id: string | undefined; readonly way: Way }>;
}

const lastPlaces = new WeakMap<RegionInventory, Places>();

function placesIn(subject: Subject): Places {
  const last = lastPlaces.get(subject.region);
  if (last !== undefined && isSamePlace(last.subject, subject)) return last;
  const places = { subject, byArn: new Map() };
  lastPlaces.set(subject.region, places);
  return places;
}

/** `isForAll`: the way of every instance with the profile, as no policy lets one register and not another. */
function chooseWay(subject: Subject): { readonly way: Way; readonly isForAll: boolean } {
  const answer = findProfileRole(subject);
  if (!answer.known) return { way: () => answer, isForAll: false };
  const profileRole = answer.value;
  if (!profileRole.found) return { way: (one) => resolveWithoutRole(one, profileRole), isForAll: true };
  const { role } = profileRole;
  const verdict = turnsAway(subject, role);
  const isForAll =
    verdict.turns === 'untrusted' || isSharedByAll(subject, { role, via: 'instance-profile' }, UPDATE);
  if (verdict.turns !== 'no') return { way: (one) => resolveTurned(one, profileRole, verdict), isForAll };
  // A wrapper of its own for the place: what else is shared there can be kept under it.
  const served = { ...identifyByProfile(profileRole) };
  return { way: () => served, isForAll };
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

/** The agent turns away from the role of the profile, or may. */
function resolveTurned(
  subject: Subject,
  profileRole: FoundRole,
  verdict: Exclude<TurnsAway, { readonly turns: 'no' }>,
): Known<AgentIdentity> {
  const { role } = profileRole;
  const management = findDefaultHostManagement(subject);
  if (!management.known) return management;
  if (management.value.state !== 'on') {
    return verdict.turns === 'untrusted'
      ? known({ kind: 'none', detail: `EC2 may not assume the role ${nameOf(role)}.`, refusedRole: role })
      : identifyByProfile(profileRole);
  }
  if (verdict.turns === 'maybe') return unknown(verdict.gap);
  return identifyByManagement(management.value, profileRole, verdict.turns);
}

type TurnsAway =
  | { readonly turns: 'no' }
  | { readonly turns: 'untrusted' | 'unauthorized' }
  | { readonly turns: 'maybe'; readonly gap: Gap };

/** Whether the agent turns away from the profile's role. */
function turnsAway(subject: Subject, role: RoleDetail): TurnsAway {
  const trust = trustsEc2(subject, role);
  if (trust.known && trust.value !== 'allow') return { turns: 'untrusted' };
  const principal: Principal = { role, via: 'instance-profile' };
  const right = decideSharedRight(subject, principal, {
    action: UPDATE,
    resource: instanceArn(subject),
  });
  if (right.word === 'implicit-deny' || right.word === 'explicit-deny') return { turns: 'unauthorized' };
  if (!trust.known) return { turns: 'maybe', gap: trust.gap };
  if (right.word === 'unknown') return { turns: 'maybe', gap: right.gap };
  return { turns: 'no' };
}
