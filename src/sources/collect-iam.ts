import type { IamInventory } from '../model/inventory.ts';
import { chainKnown, known, unknown } from '../model/known.ts';
import { type Found, askList, type List, usedPolicies } from './account-list.ts';
import { type Ask, cutMember, notCollected } from './answers.ts';
import { AUTHORIZATION_DETAILS } from './bastion-calls.ts';
import { actionOf, CALLS } from './calls.ts';
import { type IamNeeds, isNothing } from './iam-needs.ts';
import { askProfiles } from './instance-profiles.ts';
import { isRefused } from './one-by-one.ts';
import { askPolicies, askRoles } from './role-by-role.ts';

type Answers = Omit<IamInventory, 'SimulationResults' | 'AuthorizationDetails'>;

/** An account whose IAM was not asked. */
export function notCollectedIam(): IamInventory {
  const answers = CALLS.filter(({ scope }) => scope === 'account').flatMap((call) =>
    call.feeds.map((field) => [field, unknown({ kind: 'not-collected', action: actionOf(call) })] as const),
  );
  return {
    ...(Object.fromEntries(answers) as unknown as Answers),
    SimulationResults: {},
    AuthorizationDetails: unknown(notCollected(AUTHORIZATION_DETAILS)),
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
  const list = await askList(ask, needs, fewestCalls(needs));
  if (list.kind === 'whole' || list.kind === 'lost') return takeList(ask, needs, list);
  const answers = await askByRole(ask, needs, list);
  if (list.kind === 'refused' || !isPartRefused(answers)) return answers;
  // Who may read the list need not be allowed to read one role: then it is read, however long it is.
  const whole = await askList(ask, needs, Infinity);
  return whole.kind === 'whole' ? takeList(ask, needs, whole) : answers;
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

/** Role by role it takes no fewer: the profile, the role, its two lists of policies. */
function fewestCalls({ profiles, roles }: IamNeeds): number {
  return Math.min(profiles.length, 1) + 3 * (profiles.length + roles.length);
}

async function takeList(ask: Ask, { profiles }: IamNeeds, list: List): Promise<Answers> {
  const { roles, policies } = list.found;
  const InstanceProfiles = await askProfiles(ask, profiles, roles);
  return list.kind === 'whole'
    ? { InstanceProfiles, RoleDetailList: known(roles), Policies: known(policies) }
    : { InstanceProfiles, RoleDetailList: list.answer, Policies: list.answer };
}

async function askByRole(
  ask: Ask,
  needs: IamNeeds,
  { kind, found, answer }: Exclude<List, { readonly kind: 'whole' }>,
): Promise<Answers> {
  const InstanceProfiles = await askProfiles(ask, needs.profiles, found.roles);
  if (!InstanceProfiles.known && needs.roles.length === 0) {
    const lost = kind === 'refused' ? answer : InstanceProfiles;
    return { InstanceProfiles, RoleDetailList: lost, Policies: lost };
  }
  const profiles = InstanceProfiles.known ? InstanceProfiles.value : [];
  const inside = profiles.flatMap(({ Roles = [] }) => Roles.map(({ RoleName }) => RoleName));
  const used = new Set([...needs.roles, ...inside.filter((name) => name !== undefined).sort()]);
  const there = found.roles.filter(({ RoleName = '' }) => used.has(RoleName));
  for (const { RoleName = '' } of there) used.delete(RoleName);
  const asked = await askRoles(ask, [...used]);
  if (!asked.known) {
    // One permission for the whole list is easier to give than seven.
    const lost = kind === 'refused' ? answer : asked;
    return { InstanceProfiles, RoleDetailList: lost, Policies: lost };
  }
  const roles = [...there, ...asked.value];
  return {
    InstanceProfiles,
    RoleDetailList: known(roles),
    Policies: known(await complete(ask, found, roles)),
  };
}

/** The policies that were found, and those that these roles use besides. */
async function complete(ask: Ask, { policies }: Found, roles: Found['roles']): Promise<Found['policies']> {
  const read = new Set(policies.map(({ Arn }) => Arn));
  return [
    ...policies,
    ...(await askPolicies(
      ask,
      usedPolicies(roles).filter((arn) => !read.has(arn)),
    )),
  ];
}

function isPartRefused({ InstanceProfiles, RoleDetailList, Policies }: Answers): boolean {
  const lists = [InstanceProfiles, RoleDetailList, Policies];
  const inline = RoleDetailList.known
    ? RoleDetailList.value.flatMap((role) => role.RolePolicyList ?? [])
    : [];
  const entities = [...lists.flatMap((list) => (list.known ? list.value : [])), ...inline];
  const gaps = [
    ...lists.flatMap((list) => (list.known ? [] : [list.gap])),
    ...entities.flatMap(({ Gaps = {} }) => Object.values(Gaps)),
  ];
  return gaps.some(isRefused);
}
