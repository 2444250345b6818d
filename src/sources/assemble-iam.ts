import type { InstanceProfile, ManagedPolicyDetail, RoleDetail } from '../model/aws.ts';
import type { IamInventory, RegionInventory } from '../model/inventory.ts';
import { hasRepeatedKey } from '../model/json-keys.ts';
import { mapKnown, type Known } from '../model/known.ts';
import { listIamNeeds } from './iam-needs.ts';
import { isWanted } from './instance-profiles.ts';
import type { RoleWithProfiles } from './role-by-role.ts';

/** Policy documents come URL-encoded from the API and as objects from the AWS CLI; what is neither stays as it is. */
export function decodeDocument(document: unknown): unknown {
  if (typeof document !== 'string') return document;
  try {
    const text = document.trimStart().startsWith('{') ? document : decodeURIComponent(document);
    const value = JSON.parse(text) as unknown;
    // Only the text shows that an element stands twice.
    return hasRepeatedKey(text) ? text : value;
  } catch {
    // Not a document: the evaluator calls it malformed, which is never an allow.
    return document;
  }
}

export function decodeRole(role: RoleDetail): RoleDetail {
  return {
    ...role,
    ...(role.AssumeRolePolicyDocument === undefined
      ? {}
      : { AssumeRolePolicyDocument: decodeDocument(role.AssumeRolePolicyDocument) }),
    ...(role.RolePolicyList === undefined
      ? {}
      : {
          RolePolicyList: role.RolePolicyList.map((policy) => ({
            ...policy,
            ...(policy.PolicyDocument === undefined
              ? {}
              : { PolicyDocument: decodeDocument(policy.PolicyDocument) }),
          })),
        }),
  };
}

/** Keeps the default version alone: no other one has effect, and a role with history would swell the snapshot. */
export function decodePolicy(policy: ManagedPolicyDetail): ManagedPolicyDetail {
  if (policy.PolicyVersionList === undefined) return policy;
  return {
    ...policy,
    PolicyVersionList: policy.PolicyVersionList.filter(
      ({ IsDefaultVersion }) => IsDefaultVersion === true,
    ).map((version) => ({ ...version, Document: decodeDocument(version.Document) })),
  };
}

/**
 * Keeps what the instances of these regions use: their profiles, the roles inside, the Default Host Management role,
 * and the policies of those roles. Other roles are nobody's business here.
 */
export function assembleIam(
  answers: {
    readonly InstanceProfiles: Known<readonly InstanceProfile[]>;
    readonly RoleDetailList: Known<readonly RoleWithProfiles[]>;
    readonly Policies: Known<readonly ManagedPolicyDetail[]>;
    readonly SimulationResults: IamInventory['SimulationResults'];
    readonly AuthorizationDetails: IamInventory['AuthorizationDetails'];
  },
  regions: readonly RegionInventory[],
): IamInventory {
  const needs = listIamNeeds(regions);
  const wanted = new Set(needs.profiles);
  const InstanceProfiles = mapKnown(answers.InstanceProfiles, (profiles) =>
    sortBy(
      profiles.filter((profile) => isWanted(profile, wanted)),
      'Arn',
    ),
  );
  const roleNames = new Set<string | undefined>(needs.roles);
  if (InstanceProfiles.known) {
    for (const { Roles } of InstanceProfiles.value) Roles?.forEach(({ RoleName }) => roleNames.add(RoleName));
  }
  const RoleDetailList = mapKnown(answers.RoleDetailList, (roles) =>
    sortBy(
      roles
        .filter(({ RoleName }) => roleNames.has(RoleName))
        .map(withoutProfiles)
        .map(decodeRole),
      'Arn',
    ),
  );
  const policyArns = new Set<string | undefined>();
  if (RoleDetailList.known) {
    for (const role of RoleDetailList.value) {
      role.AttachedManagedPolicies?.forEach(({ PolicyArn }) => policyArns.add(PolicyArn));
      policyArns.add(role.PermissionsBoundary?.PermissionsBoundaryArn);
    }
  }
  const Policies = mapKnown(answers.Policies, (policies) =>
    sortBy(policies.filter(({ Arn }) => policyArns.has(Arn)).map(decodePolicy), 'Arn'),
  );
  const { SimulationResults, AuthorizationDetails } = answers;
  return { InstanceProfiles, RoleDetailList, Policies, SimulationResults, AuthorizationDetails };
}

function withoutProfiles(role: RoleWithProfiles): RoleDetail {
  const { InstanceProfileList: _, ...detail } = role;
  return detail;
}

function sortBy<T, K extends keyof T>(items: readonly T[], key: K): T[] {
  return [...items].sort((a, b) => {
    const [x, y] = [String(a[key]), String(b[key])];
    return x < y ? -1 : Number(x > y);
  });
}
