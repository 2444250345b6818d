import { readPages } from '../../src/sources/aws/ask.ts';
import type { Ask, Response } from '../../src/sources/answers.ts';
import { ACCOUNT, ec2Trust } from '../support/subject.ts';

interface RoleSpec {
  readonly path?: string;
  /** Names of the profiles that hold it; its own name where nothing is said. */
  readonly profiles?: readonly string[];
  readonly inline?: readonly string[];
  readonly managed?: readonly string[];
  readonly boundary?: string;
}

export interface IamSpec {
  readonly roles?: Readonly<Record<string, RoleSpec>>;
  /** Profiles without a role. */
  readonly empty?: readonly string[];
}

/** What the answer to one page is instead: an error, or members that replace AWS's own. */
type Fault = { readonly error: string } | { readonly instead: Response } | undefined;

export interface Script {
  readonly pageSize?: number;
  readonly fault?: (operation: string, input: Readonly<Record<string, unknown>>) => Fault;
}

export const profileArn = (name: string): string => `arn:aws:iam::${ACCOUNT}:instance-profile/${name}`;
export const roleArn = (name: string, path = ''): string => `arn:aws:iam::${ACCOUNT}:role/${path}${name}`;
export const policyArn = (name: string): string => `arn:aws:iam::${ACCOUNT}:policy/${name}`;
const grants = (name: string): object => ({
  Version: '2012-10-17',
  Statement: [{ Sid: name, Effect: 'Allow', Action: 'ssm:*', Resource: '*' }],
});
const encoded = (document: object): string => encodeURIComponent(JSON.stringify(document));

/** A small IAM that answers page by page, as the real readers ask for it, and counts the pages. */
export function scriptIam({ roles = {}, empty = [] }: IamSpec, { pageSize = 1000, fault }: Script = {}) {
  const calls: Record<string, number> = {};
  const details = Object.entries(roles).map(([name, spec]) => describeRole(name, spec));
  const profiles = [
    ...details.flatMap(({ InstanceProfileList }) => InstanceProfileList),
    ...empty.map((name) => describeProfile(name, [])),
  ];
  const policies = [
    ...new Set(
      Object.values(roles).flatMap(({ managed = [], boundary }) => [...managed, boundary ?? []].flat()),
    ),
  ].map(describePolicy);
  const find = <T>(list: readonly T[], isIt: (item: T) => boolean): T => {
    const found = list.find(isIt);
    if (found === undefined) throw Object.assign(new Error('none'), { name: 'NoSuchEntityException' });
    return found;
  };
  const role = (input: Response) => find(details, ({ RoleName }) => RoleName === input['RoleName']);
  const policy = (input: Response) => find(policies, ({ Arn }) => Arn === input['PolicyArn']);
  const page = (items: readonly object[], { Marker }: Response) => {
    const start = Number(Marker ?? 0);
    const end = start + pageSize;
    const rest = end < items.length ? { IsTruncated: true, Marker: String(end) } : { IsTruncated: false };
    return { items: items.slice(start, end), rest };
  };
  const handlers: Readonly<Record<string, (input: Response) => Response>> = {
    GetAccountAuthorizationDetails: (input) => {
      const { items, rest } = page([...details, ...policies], input);
      const RoleDetailList = items.filter((item) => 'RoleName' in item);
      return { RoleDetailList, Policies: items.filter((item) => !('RoleName' in item)), ...rest };
    },
    ListInstanceProfiles: (input) => {
      const { items, rest } = page(profiles, input);
      return { InstanceProfiles: items, ...rest };
    },
    GetInstanceProfile: ({ InstanceProfileName }) => ({
      InstanceProfile: find(profiles, (one) => one.InstanceProfileName === InstanceProfileName),
    }),
    GetRole: (input) => {
      const {
        RolePolicyList: _,
        AttachedManagedPolicies: __,
        InstanceProfileList: ___,
        ...rest
      } = role(input);
      return { Role: rest };
    },
    ListRolePolicies: (input) => ({
      PolicyNames: role(input).RolePolicyList.map(({ PolicyName }) => PolicyName),
      IsTruncated: false,
    }),
    GetRolePolicy: (input) => ({
      RoleName: input['RoleName'],
      ...find(role(input).RolePolicyList, ({ PolicyName }) => PolicyName === input['PolicyName']),
    }),
    ListAttachedRolePolicies: (input) => ({
      AttachedPolicies: role(input).AttachedManagedPolicies,
      IsTruncated: false,
    }),
    GetPolicy: (input) => {
      const { PolicyVersionList: _, ...rest } = policy(input);
      return { Policy: rest };
    },
    GetPolicyVersion: (input) => ({
      PolicyVersion: find(
        policy(input).PolicyVersionList,
        ({ VersionId }) => VersionId === input['VersionId'],
      ),
    }),
  };
  const ask: Ask = async (call, input, isEnough) =>
    readPages(
      call,
      input,
      async (pageInput) => {
        calls[call.operation] = (calls[call.operation] ?? 0) + 1;
        const wrong = fault?.(call.operation, pageInput as Response);
        if (wrong !== undefined && 'error' in wrong)
          throw Object.assign(new Error('no'), { name: wrong.error });
        const answer = handlers[call.operation]?.(pageInput as Response) ?? {};
        return wrong === undefined ? answer : { ...answer, ...wrong.instead };
      },
      isEnough,
    );
  return { ask, calls };
}

function describeRole(name: string, spec: RoleSpec) {
  const { path = '', profiles = [name], inline = [], managed = [], boundary } = spec;
  const identity = { RoleName: name, RoleId: `AROA${name}`, Arn: roleArn(name, path) };
  return {
    ...identity,
    AssumeRolePolicyDocument: encoded(ec2Trust),
    RolePolicyList: inline.map((PolicyName) => ({ PolicyName, PolicyDocument: encoded(grants(PolicyName)) })),
    AttachedManagedPolicies: managed.map((one) => ({ PolicyName: one, PolicyArn: policyArn(one) })),
    ...(boundary !== undefined && {
      PermissionsBoundary: {
        PermissionsBoundaryType: 'Policy',
        PermissionsBoundaryArn: policyArn(boundary),
      },
    }),
    InstanceProfileList: profiles.map((profile) => describeProfile(profile, [identity])),
  };
}

function describeProfile(name: string, Roles: readonly object[]) {
  return {
    InstanceProfileName: name,
    InstanceProfileId: `AIPA${name}`,
    Arn: profileArn(name),
    Roles: Roles as { RoleName: string }[],
  };
}

/** Its history holds a version that grants nothing any more. */
function describePolicy(name: string) {
  const version = (VersionId: string, IsDefaultVersion: boolean, document: object) => ({
    VersionId,
    IsDefaultVersion,
    Document: encoded(document),
  });
  return {
    PolicyName: name,
    Arn: policyArn(name),
    DefaultVersionId: 'v2',
    PolicyVersionList: [version('v2', true, grants(name)), version('v1', false, grants('old'))],
  };
}
