import { readDocument } from '../facts/iam/read-document.ts';
import type { AuthorizationDetails, GroupDetail, UserDetail } from '../model/aws-bastion.ts';
import type { RoleDetail } from '../model/aws.ts';

/** Somebody who may call AWS: a user with what the groups give, or a role that people can assume. */
export interface Person {
  readonly arn: string;
  readonly policies: RoleDetail;
  /** Whether anybody can be it is not certain: the trust policy can't be read. */
  readonly isDoubtful: boolean;
}

export function listPeople({
  UserDetailList,
  GroupDetailList,
  RoleDetailList,
}: AuthorizationDetails): Person[] {
  const groups = new Map(GroupDetailList.map((group) => [group.GroupName, group]));
  return [
    ...UserDetailList.map((user) => ({ ...asRole(user, groups), isDoubtful: false })),
    ...RoleDetailList.flatMap((role) => {
      const trusts = trustsPeople(role);
      return trusts === 'no'
        ? []
        : [{ arn: role.Arn ?? '', policies: role, isDoubtful: trusts === 'unclear' }];
    }),
  ].sort((a, b) => (a.arn < b.arn ? -1 : 1));
}

/** A user may do what own policies and those of the groups allow. A group that is not listed leaves a hole. */
function asRole(user: UserDetail, all: ReadonlyMap<string | undefined, GroupDetail>) {
  const groups = (user.GroupList ?? []).map((name) => all.get(name));
  const own = groups.filter((group) => group !== undefined);
  // IAM gives these two even when they are empty; only inline policies are left out where there are none.
  const isWhole =
    user.GroupList !== undefined &&
    own.length === groups.length &&
    [user, ...own].every(({ AttachedManagedPolicies }) => AttachedManagedPolicies !== undefined);
  const { Arn: arn = '', UserName, PermissionsBoundary } = user;
  const policies: RoleDetail = {
    ...(UserName === undefined ? {} : { RoleName: UserName }),
    Arn: arn,
    RolePolicyList: [
      ...(user.UserPolicyList ?? []),
      ...own.flatMap(({ GroupPolicyList = [] }) => GroupPolicyList),
    ],
    AttachedManagedPolicies: [user, ...own].flatMap(
      ({ AttachedManagedPolicies = [] }) => AttachedManagedPolicies,
    ),
    ...(PermissionsBoundary === undefined ? {} : { PermissionsBoundary }),
    ...(isWhole
      ? {}
      : {
          Gaps: { RolePolicyList: { kind: 'not-collected', action: 'iam:GetAccountAuthorizationDetails' } },
        }),
  };
  return { arn, policies };
}

/** A role that trusts services of AWS alone is no person's; one for OpenID Connect mostly is a pipeline's or a pod's. */
function trustsPeople({ AssumeRolePolicyDocument: document }: RoleDetail): 'yes' | 'no' | 'unclear' {
  const parsed = readDocument(document, 'trust');
  if (!parsed.ok) return 'unclear';
  const allowing = parsed.document.statements.filter(({ effect }) => effect === 'Allow');
  const principals = allowing.flatMap(({ principals: one }) => one ?? []);
  if (principals.some(({ isNegated }) => isNegated)) return 'unclear';
  const entries = principals.flatMap((one) => one.entries);
  const isForPeople = entries.some(
    ({ type, values }) =>
      type === 'AWS' ||
      type === '*' ||
      (type === 'Federated' && values.some((value) => value.includes(':saml-provider/'))),
  );
  if (isForPeople) return 'yes';
  return entries.some(({ type }) => type !== 'Service') ? 'unclear' : 'no';
}
