import type { ManagedPolicyDetail, RoleDetail } from '../../src/model/aws.ts';
import type { IamInventory } from '../../src/model/inventory.ts';
import type { Known } from '../../src/model/known.ts';
import { type Call, type Handler, listOf, require, textOf } from './call.ts';
import { byId } from './entities.ts';
import { ServiceError } from './errors.ts';
import { paginate, type PageRange } from './paging.ts';

const PAGE: PageRange = { min: 1, max: 1000, fallback: 100 };

function page<T>(call: Call, list: readonly T[]) {
  const { MaxItems: size, Marker: token } = call.input;
  const { page: items, next: Marker } = paginate(call, list, { size, token }, PAGE);
  return { items, rest: { IsTruncated: Marker !== undefined, Marker } };
}

function find<T extends object>(call: Call, list: Known<readonly T[]>, attribute: string, value: unknown): T {
  const found = byId(require(call, list), attribute).get(value);
  if (found === undefined) throw noSuchEntity(`${attribute} ${String(value)}`);
  return found;
}

function noSuchEntity(what: string): ServiceError {
  return new ServiceError('NoSuchEntity', `The entity with ${what} cannot be found.`, 404);
}

function findRole(call: Call): RoleDetail {
  return find(call, call.account.iam.RoleDetailList, 'RoleName', textOf(call.input, 'RoleName'));
}

function findPolicy(call: Call): ManagedPolicyDetail {
  return find(call, call.account.iam.Policies, 'Arn', textOf(call.input, 'PolicyArn'));
}

function isAwsManaged({ Arn = '' }: ManagedPolicyDetail): boolean {
  return Arn.split(':')[4] === 'aws';
}

const detailed = new WeakMap<IamInventory, WeakMap<RoleDetail, object>>();

/** A role comes with the profiles that hold it. */
function withProfiles(call: Call, role: RoleDetail): object {
  const { iam } = call.account;
  const { InstanceProfiles } = iam;
  let details = detailed.get(iam);
  if (details === undefined) detailed.set(iam, (details = new WeakMap()));
  let detail = details.get(role);
  if (detail === undefined) {
    const InstanceProfileList = (InstanceProfiles.known ? InstanceProfiles.value : []).filter(({ Roles }) =>
      Roles?.some(({ RoleName }) => RoleName === role.RoleName),
    );
    details.set(role, (detail = { ...role, InstanceProfileList }));
  }
  return detail;
}

const getAccountAuthorizationDetails: Handler = (call) => {
  const filter = listOf(call.input, 'Filter');
  const has = (kind: string): boolean => filter.length === 0 || filter.includes(kind);
  const { RoleDetailList, Policies } = call.account.iam;
  const roles = has('Role') ? require(call, RoleDetailList).map((role) => withProfiles(call, role)) : [];
  const wantsPolicies = has('LocalManagedPolicy') || has('AWSManagedPolicy');
  const policies = (wantsPolicies ? require(call, Policies) : []).filter((policy) =>
    has(isAwsManaged(policy) ? 'AWSManagedPolicy' : 'LocalManagedPolicy'),
  );
  const isRole = new Set<object>(roles);
  const { items, rest } = page<object>(call, [...roles, ...policies]);
  return {
    UserDetailList: [],
    GroupDetailList: [],
    RoleDetailList: items.filter((item) => isRole.has(item)),
    Policies: items.filter((item) => !isRole.has(item)),
    ...rest,
  };
};

const listInstanceProfiles: Handler = (call) => {
  const { items, rest } = page(call, require(call, call.account.iam.InstanceProfiles));
  return { InstanceProfiles: items, ...rest };
};

const getInstanceProfile: Handler = (call) => {
  const name = textOf(call.input, 'InstanceProfileName');
  return { InstanceProfile: find(call, call.account.iam.InstanceProfiles, 'InstanceProfileName', name) };
};

const listAttachedRolePolicies: Handler = (call) => {
  const { items, rest } = page(call, findRole(call).AttachedManagedPolicies ?? []);
  return { AttachedPolicies: items, ...rest };
};

const listRolePolicies: Handler = (call) => {
  const names = (findRole(call).RolePolicyList ?? []).map(({ PolicyName }) => PolicyName);
  const { items, rest } = page(call, names);
  return { PolicyNames: items, ...rest };
};

const getRolePolicy: Handler = (call) => {
  const role = findRole(call);
  const name = textOf(call.input, 'PolicyName');
  const policy = (role.RolePolicyList ?? []).find(({ PolicyName }) => PolicyName === name);
  if (policy === undefined) throw noSuchEntity(`PolicyName ${String(name)}`);
  return { RoleName: role.RoleName, ...policy };
};

const getPolicyVersion: Handler = (call) => {
  const id = textOf(call.input, 'VersionId');
  const version = findPolicy(call).PolicyVersionList?.find(({ VersionId }) => VersionId === id);
  if (version === undefined) throw noSuchEntity(`VersionId ${String(id)}`);
  return { PolicyVersion: version };
};

/** Every action on every resource, answered by the recorded results of the role. */
const simulatePrincipalPolicy: Handler = (call) => {
  const arn = textOf(call.input, 'PolicySourceArn') ?? '';
  const answer = call.account.iam.SimulationResults[arn];
  if (answer === undefined) throw noSuchEntity(`PolicySourceArn ${arn}`);
  const { items, rest } = page(call, require(call, answer));
  return { EvaluationResults: items, ...rest };
};

export const IAM_HANDLERS: Readonly<Record<string, Handler>> = {
  GetAccountAuthorizationDetails: getAccountAuthorizationDetails,
  GetInstanceProfile: getInstanceProfile,
  GetPolicy: (call) => ({ Policy: findPolicy(call) }),
  GetPolicyVersion: getPolicyVersion,
  GetRole: (call) => ({ Role: findRole(call) }),
  GetRolePolicy: getRolePolicy,
  ListAttachedRolePolicies: listAttachedRolePolicies,
  ListInstanceProfiles: listInstanceProfiles,
  ListRolePolicies: listRolePolicies,
  SimulatePrincipalPolicy: simulatePrincipalPolicy,
};
