import type { ManagedPolicyDetail, RoleDetail } from '../model/aws.ts';
import type { IamInventory, RegionInventory } from '../model/inventory.ts';
import { chainKnown, known, unknown, type Known } from '../model/known.ts';
import { type Ask, cutMember, type Response } from './answers.ts';
import { actionOf, callOf, CALLS } from './calls.ts';
import { instancesOf } from './items.ts';
import { askProfiles } from './instance-profiles.ts';
import { askPolicies, askRoles, type RoleWithProfiles } from './role-by-role.ts';

type Answers = Omit<IamInventory, 'SimulationResults'>;

/** An account whose IAM was not asked. */
export function notCollectedIam(): IamInventory {
  const answers = CALLS.filter(({ scope }) => scope === 'account').flatMap((call) =>
    call.feeds.map((field) => [field, unknown({ kind: 'not-collected', action: actionOf(call) })] as const),
  );
  return { ...(Object.fromEntries(answers) as unknown as Answers), SimulationResults: {} };
}

/** What the instances of an account use of IAM. */
export interface IamNeeds {
  /** ARNs of instance profiles. */
  readonly profiles: readonly string[];
  /** Names of roles that Default Host Management gives. */
  readonly roles: readonly string[];
}

/** IAM's own rule for names; what the setting holds while it is off is none. */
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;

export function listIamNeeds(regions: readonly RegionInventory[]): IamNeeds {
  const instances = regions.flatMap(({ Reservations }) =>
    Reservations.known ? instancesOf(Reservations.value) : [],
  );
  const settings = regions.flatMap(({ ServiceSetting }) =>
    ServiceSetting.known ? [ServiceSetting.value.SettingValue?.split('/').at(-1)] : [],
  );
  return {
    profiles: distinct(instances.map(({ IamInstanceProfile }) => IamInstanceProfile?.Arn)),
    roles: distinct(settings).filter((name) => ROLE_NAME.test(name)),
  };
}

/**
 * Reads what the instances use: the account's whole list while that takes no more calls than asking role by role, and
 * role by role where it is refused or too long. Nothing is asked that nobody uses.
 */
export async function collectIam(ask: Ask, needs: IamNeeds): Promise<Answers> {
  if (isNothing(needs)) {
    return { InstanceProfiles: known([]), RoleDetailList: known([]), Policies: known([]) };
  }
  const list = await askList(ask, needs);
  const { found } = list;
  const InstanceProfiles = await askProfiles(ask, needs.profiles, found.roles);
  if (list.kind === 'whole') {
    return { InstanceProfiles, RoleDetailList: known(found.roles), Policies: known(found.policies) };
  }
  if (list.kind === 'lost') return { InstanceProfiles, RoleDetailList: list.answer, Policies: list.answer };

  if (!InstanceProfiles.known) {
    const answer = list.isRefused ? list.answer : InstanceProfiles;
    return { InstanceProfiles, RoleDetailList: answer, Policies: answer };
  }
  const names = distinct([
    ...needs.roles,
    ...InstanceProfiles.value.flatMap(({ Roles = [] }) => Roles.map(({ RoleName }) => RoleName)),
  ]);
  const there = new Set(found.roles.map(({ RoleName }) => RoleName));
  const asked = await askRoles(
    ask,
    names.filter((name) => !there.has(name)),
  );
  if (!asked.known) {
    // One permission for the whole list is easier to give than seven.
    const answer = list.isRefused ? list.answer : asked;
    return { InstanceProfiles, RoleDetailList: answer, Policies: answer };
  }
  const roles = [...found.roles.filter(({ RoleName }) => names.includes(RoleName ?? '')), ...asked.value];
  const arns = usedPolicies(roles).filter((arn) => !found.policies.some(({ Arn }) => Arn === arn));
  const policies = [...found.policies, ...(await askPolicies(ask, arns))];
  return { InstanceProfiles, RoleDetailList: known(roles), Policies: known(policies) };
}

export function isNothing({ profiles, roles }: IamNeeds): boolean {
  return profiles.length + roles.length === 0;
}

/** Both lists as they are: for a source that holds them whether or not anything is in use. */
export async function askIamLists(ask: Ask): Promise<Answers> {
  const fields = CALLS.filter(({ scope }) => scope === 'account').map(async (call) => {
    const answer = await ask(call, call.input ?? {});
    return call.feeds.map((field, index) => {
      const cut = chainKnown(answer, (response) => cutMember(call, index, response));
      return [field, cut] as const;
    });
  });
  return Object.fromEntries((await Promise.all(fields)).flat()) as unknown as Answers;
}

interface Found {
  readonly roles: readonly RoleWithProfiles[];
  readonly policies: readonly ManagedPolicyDetail[];
}

/**
 * `whole`: everything that is used was in it, or it was read to its end. `part`: it was refused, or grew too long.
 * `lost`: it failed for a reason that more calls make no better.
 */
type List =
  | { readonly kind: 'whole'; readonly found: Found }
  | {
      readonly kind: 'part' | 'lost';
      readonly found: Found;
      readonly isRefused: boolean;
      readonly answer: Known<never>;
    };

const NOTHING: Found = { roles: [], policies: [] };

async function askList(ask: Ask, needs: IamNeeds): Promise<List> {
  const call = callOf('GetAccountAuthorizationDetails');
  const most = fewestCalls(needs);
  const answer = await ask(
    call,
    call.input ?? {},
    (soFar, pages) => pages >= most || isComplete(toFound(soFar), needs),
  );
  if (!answer.known) {
    const isRefused = answer.gap.kind === 'denied' || answer.gap.kind === 'not-collected';
    return { kind: isRefused ? 'part' : 'lost', found: NOTHING, isRefused, answer };
  }
  const lists = [0, 1].map((index) => cutMember(call, index, answer.value));
  const missing = lists.find((one) => !one.known);
  if (missing?.known === false) return { kind: 'lost', found: NOTHING, isRefused: false, answer: missing };
  const found = toFound(answer.value ?? {});
  if (answer.value?.['IsTruncated'] !== true || isComplete(found, needs)) return { kind: 'whole', found };
  const message = 'the list was left for reading role by role';
  const gap = { kind: 'api-error', action: actionOf(call), code: 'TooLong', message } as const;
  return { kind: 'part', found, isRefused: false, answer: unknown(gap) };
}

/** Role by role it takes no fewer: the profile, the role, its two lists of policies. */
function fewestCalls({ profiles, roles }: IamNeeds): number {
  return Math.min(profiles.length, 1) + 3 * (profiles.length + roles.length);
}

function toFound(response: Response): Found {
  const { RoleDetailList = [], Policies = [] } = response as {
    readonly RoleDetailList?: Found['roles'];
    readonly Policies?: Found['policies'];
  };
  return { roles: RoleDetailList, policies: Policies };
}

function isComplete({ roles, policies }: Found, needs: IamNeeds): boolean {
  const used = rolesInUse(roles, needs);
  const arns = new Set(policies.map(({ Arn }) => Arn));
  const profiles = new Set(
    used.flatMap(({ InstanceProfileList }) => InstanceProfileList ?? []).map(({ Arn }) => Arn),
  );
  const names = new Set(used.map(({ RoleName }) => RoleName));
  return (
    needs.profiles.every((arn) => profiles.has(arn)) &&
    needs.roles.every((name) => names.has(name)) &&
    usedPolicies(used).every((arn) => arns.has(arn))
  );
}

function rolesInUse(roles: Found['roles'], needs: IamNeeds): Found['roles'] {
  return roles.filter(
    ({ RoleName, InstanceProfileList = [] }) =>
      needs.roles.includes(RoleName ?? '') ||
      InstanceProfileList.some(({ Arn }) => needs.profiles.includes(Arn ?? '')),
  );
}

function usedPolicies(roles: readonly RoleDetail[]): string[] {
  return distinct(
    roles.flatMap(({ AttachedManagedPolicies, PermissionsBoundary }) => [
      ...(AttachedManagedPolicies ?? []).map(({ PolicyArn }) => PolicyArn),
      PermissionsBoundary?.PermissionsBoundaryArn,
    ]),
  );
}

function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== undefined))].sort();
}
