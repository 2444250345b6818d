import type { AuthorizationDetails, GroupDetail, UserDetail } from '../model/aws-bastion.ts';
import type { InlinePolicy, ManagedPolicyDetail } from '../model/aws.ts';
import { chainKnown, known, type Known } from '../model/known.ts';
import { type Ask, cutMember, type Response } from './answers.ts';
import { decodeDocument, decodePolicy, decodeRole } from './assemble-iam.ts';
import { AUTHORIZATION_DETAILS } from './bastion-calls.ts';
import type { RoleWithProfiles } from './role-by-role.ts';

/** Users, groups and roles with their policies. Roles of AWS's own services are nobody's to use. */
export async function askAuthorizationDetails(ask: Ask): Promise<Known<AuthorizationDetails>> {
  const call = AUTHORIZATION_DETAILS;
  return chainKnown(await ask(call, call.input ?? {}), readDetails);
}

function readDetails(response: Response | undefined): Known<AuthorizationDetails> {
  const lists = AUTHORIZATION_DETAILS.members.map((_, index) =>
    cutMember(AUTHORIZATION_DETAILS, index, response),
  );
  const missing = lists.find((list) => !list.known);
  if (missing?.known === false) return missing;
  const { UserDetailList, GroupDetailList, RoleDetailList, Policies } = response as unknown as {
    readonly UserDetailList: readonly UserDetail[];
    readonly GroupDetailList: readonly GroupDetail[];
    readonly RoleDetailList: readonly (RoleWithProfiles & { readonly Path?: string })[];
    readonly Policies: readonly ManagedPolicyDetail[];
  };
  return known({
    UserDetailList: UserDetailList.map((user) => ({
      ...user,
      ...(user.UserPolicyList && { UserPolicyList: user.UserPolicyList.map(decodeInline) }),
    })),
    GroupDetailList: GroupDetailList.map((group) => ({
      ...group,
      ...(group.GroupPolicyList && { GroupPolicyList: group.GroupPolicyList.map(decodeInline) }),
    })),
    RoleDetailList: RoleDetailList.filter(({ Path }) => Path?.startsWith('/aws-service-role/') !== true).map(
      ({ InstanceProfileList: _, ...role }) => decodeRole(role),
    ),
    Policies: Policies.map(decodePolicy),
  });
}

function decodeInline(policy: InlinePolicy): InlinePolicy {
  const { PolicyDocument: document } = policy;
  return document === undefined ? policy : { ...policy, PolicyDocument: decodeDocument(document) };
}
