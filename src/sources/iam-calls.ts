import type { Call, Paging } from './calls.ts';

const iamPages: Paging = { size: 'MaxItems', max: 1000, tokenIn: 'Marker', tokenOut: 'Marker' };
const LIST = 'GetAccountAuthorizationDetails';

function perRole(
  operation: string,
  field: Call['feeds'][number],
  member: string,
  why: string,
  rest: Partial<Call> = {},
): Call {
  return {
    service: 'iam',
    operation,
    scope: 'role',
    feeds: [field],
    members: [member],
    paging: 'no-pages',
    absentWhen: ['NoSuchEntity'],
    ...rest,
    why: `${why}; instead of ${LIST}`,
  };
}

/** The account's whole list, and the calls that read the same for one profile, role or policy. */
export const IAM_CALLS: readonly Call[] = [
  {
    service: 'iam',
    operation: 'ListInstanceProfiles',
    scope: 'account',
    feeds: ['InstanceProfiles'],
    members: ['InstanceProfiles'],
    paging: iamPages,
    why: 'instance profiles that no role holds',
  },
  {
    service: 'iam',
    operation: LIST,
    scope: 'account',
    feeds: ['RoleDetailList', 'Policies'],
    members: ['RoleDetailList', 'Policies'],
    paging: iamPages,
    input: { Filter: ['Role', 'LocalManagedPolicy', 'AWSManagedPolicy'] },
    why: 'what the role may do, who may assume it, and its instance profile',
  },
  perRole('GetInstanceProfile', 'InstanceProfiles', 'InstanceProfile', 'the role inside an instance profile'),
  perRole('GetRole', 'RoleDetailList', 'Role', 'who may assume a role, and its permissions boundary'),
  perRole('ListRolePolicies', 'RoleDetailList', 'PolicyNames', 'the inline policies of a role', {
    paging: iamPages,
    identifiedBy: 'RoleName',
    holdsNames: true,
  }),
  perRole('GetRolePolicy', 'RoleDetailList', 'PolicyDocument', 'what an inline policy grants'),
  perRole(
    'ListAttachedRolePolicies',
    'RoleDetailList',
    'AttachedPolicies',
    'the managed policies of a role',
    { paging: iamPages, identifiedBy: 'RoleName' },
  ),
  perRole('GetPolicy', 'Policies', 'Policy', 'the default version of a managed policy'),
  perRole('GetPolicyVersion', 'Policies', 'PolicyVersion', 'what that version grants', {
    identifiedBy: 'PolicyArn',
  }),
  {
    service: 'iam',
    operation: 'SimulatePrincipalPolicy',
    scope: 'simulation',
    feeds: ['SimulationResults'],
    members: ['EvaluationResults'],
    paging: iamPages,
    identifiedBy: 'PolicySourceArn',
    why: "IAM's own answer, service control policies included; only with --simulate",
  },
];
