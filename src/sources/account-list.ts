import type { ManagedPolicyDetail, RoleDetail } from '../model/aws.ts';
import { unknown, type Known } from '../model/known.ts';
import { type Ask, cutMember, type Response } from './answers.ts';
import { actionOf, callOf } from './calls.ts';
import type { IamNeeds } from './iam-needs.ts';
import { isRefused } from './one-by-one.ts';
import type { RoleWithProfiles } from './role-by-role.ts';

export interface Found {
  readonly roles: readonly RoleWithProfiles[];
  readonly policies: readonly ManagedPolicyDetail[];
}

/**
 * `whole`: everything that is used was in it, or it was read to its end. `refused`; `left`: it grew too long.
 * `lost`: it failed for a reason that more calls make no better.
 */
export type List =
  | { readonly kind: 'whole'; readonly found: Found }
  | { readonly kind: 'left' | 'refused' | 'lost'; readonly found: Found; readonly answer: Known<never> };

const NOTHING: Found = { roles: [], policies: [] };

/** The account's whole list, read until everything that is used was in it, and for no more than these pages. */
export async function askList(ask: Ask, needs: IamNeeds, mostPages: number): Promise<List> {
  const call = callOf('GetAccountAuthorizationDetails');
  const answer = await ask(
    call,
    call.input ?? {},
    (soFar, pages) => pages >= mostPages || isComplete(toFound(soFar), needs),
  );
  if (!answer.known) return { kind: isRefused(answer.gap) ? 'refused' : 'lost', found: NOTHING, answer };
  const lists = [0, 1].map((index) => cutMember(call, index, answer.value));
  const missing = lists.find((one) => !one.known);
  if (missing?.known === false) return { kind: 'lost', found: NOTHING, answer: missing };
  const found = toFound(answer.value ?? {});
  if (!isCut(answer.value ?? {}) || isComplete(found, needs)) return { kind: 'whole', found };
  const message = 'the list was left for reading role by role';
  const gap = { kind: 'api-error', action: actionOf(call), code: 'TooLong', message } as const;
  return { kind: 'left', found, answer: unknown(gap) };
}

/** An answer that was left on the way still has the token of its next page. */
function isCut({ IsTruncated, Marker }: Response): boolean {
  return IsTruncated === true || (IsTruncated !== false && Marker !== undefined && Marker !== '');
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
  const names = new Set<string | undefined>(needs.roles);
  const profiles = new Set<string | undefined>(needs.profiles);
  return roles.filter(
    ({ RoleName, InstanceProfileList = [] }) =>
      names.has(RoleName) || InstanceProfileList.some(({ Arn }) => profiles.has(Arn)),
  );
}

/** ARNs of the policies that these roles have attached, or as their boundary. */
export function usedPolicies(roles: readonly RoleDetail[]): string[] {
  const arns = roles.flatMap(({ AttachedManagedPolicies, PermissionsBoundary }) => [
    ...(AttachedManagedPolicies ?? []).map(({ PolicyArn }) => PolicyArn),
    PermissionsBoundary?.PermissionsBoundaryArn,
  ]);
  return [...new Set(arns.filter((arn) => arn !== undefined))].sort();
}
