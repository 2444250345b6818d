import type { RegionName } from './account-regions.ts';

export const IDENTITY_RULES = [
  'instance-profile-attached',
  'role-trusts-ec2',
  'agent-policies-attached',
  'logging-policies-attached',
  'session-preferences-satisfiable',
] as const;
type IdentityRule = (typeof IDENTITY_RULES)[number];
/** Says the same of all instances in a Region, so that only some situations name it. */
export const LOGGED_RULE = 'session-logging-configured';
export type Rule = IdentityRule | typeof LOGGED_RULE;

interface Failing {
  /** The end of the cause's key, by the place of each problem. */
  readonly fail: Readonly<Record<string, string>>;
}

interface Asking {
  /** A part of each question, in the order in which they are asked. */
  readonly asks: readonly string[];
}

/** In its texts `{role}`, `{instance}` and `{key}` stand for the situation's. */
export type Expected = 'pass' | 'not-applicable' | Failing | Asking | (Failing & Asking);

/** One statement of a policy. `{instance}` stands for the ARN of the situation's own instance, `{key}` for the Region's key. */
export type Statement = Readonly<Record<string, unknown>>;

/** A role with the name of its situation. */
export interface RoleSpec {
  readonly path?: string;
  /** Trusts EC2 unless told otherwise. */
  readonly trust?: readonly Statement[];
  readonly trustVersion?: '2008-10-17';
  /** AWS managed policies by name. */
  readonly managed?: readonly string[];
  /** Inline policies by name. */
  readonly inline?: Readonly<Record<string, readonly Statement[]>>;
  /** The versions of one customer managed policy, and which of them, from 1, is the default. */
  readonly versions?: readonly (readonly Statement[])[];
  readonly defaultVersion?: number;
  /** The name of an AWS managed policy, or the statements of one that is called `{role}-boundary`. */
  readonly boundary?: string | readonly Statement[];
}

export interface RoleSituation {
  /** Also the name of the instance and of the role. */
  readonly name: string;
  /** What AWS documents or the agent does, in one sentence, and where. */
  readonly says: string;
  readonly source: string;
  /** `off` unless told otherwise. */
  readonly region?: RegionName;
  /** Absent: there is no role, and no profile either unless `profile` says so. */
  readonly role?: RoleSpec;
  readonly profile?: {
    /** Instead of that of the situation. */
    readonly name?: string;
    readonly path?: string;
    /** What happens to it, or to the role inside, while the instance runs. */
    readonly later?: 'deleted' | 'emptied';
  };
  /** The agent has registered, and is gone. */
  readonly lostAgent?: string;
  /** What differs from a role that serves: all pass, where the preferences ask for nothing. */
  readonly expect: Readonly<Partial<Record<Rule, Expected>>>;
  /** A part of what a rule gives as its evidence. */
  readonly evidence?: Readonly<Partial<Record<Rule, string>>>;
}

export const WHEN_GOOD: Readonly<Record<IdentityRule, Expected>> = {
  'instance-profile-attached': 'pass',
  'role-trusts-ec2': 'pass',
  'agent-policies-attached': 'pass',
  'logging-policies-attached': 'not-applicable',
  'session-preferences-satisfiable': 'pass',
};

export const UPDATE = 'ssm:UpdateInstanceInformation';
export const CONTROL = ['ssmmessages:CreateControlChannel', 'ssmmessages:OpenControlChannel'] as const;
export const DATA = ['ssmmessages:CreateDataChannel', 'ssmmessages:OpenDataChannel'] as const;
export const CHANNELS = [...CONTROL, ...DATA] as const;
export const SESSION = [UPDATE, ...CHANNELS] as const;

/** No policy allows these, and one grant mends it. */
export function lacks(actions: readonly string[], role = '{role}'): Failing {
  return failAll(actions, () => `iam-role/${role}:grant-${actions.join('+')}`);
}

export const LACKS_ALL: Failing = failAll(
  SESSION,
  () => 'iam-role/{role}:attach-AmazonSSMManagedInstanceCore',
);

/** A Deny reaches these, by `policy.statement`. */
export function deniedBy(statement: string, actions: readonly string[]): Failing {
  return failAll(actions, (action) => `iam-role/{role}:lift-deny-${statement}-${action}`);
}

/** The permissions boundary alone stands in the way of these, and one change to it mends all. */
export function boundedBy(boundary: string, actions: readonly string[]): Failing {
  return failAll(actions, () => `iam-policy/${boundary}:allow-${actions.join('+')}`);
}

function failAll(actions: readonly string[], cause: (action: string) => string): Failing {
  return { fail: Object.fromEntries(actions.map((action) => [action, cause(action)])) };
}

/** Conditions that nothing here shows decide about these. */
export function asksWhether(actions: readonly string[]): Asking {
  return { asks: actions.map((action) => `May the role {role} do ${action} on `) };
}

export function allow(actions: string | readonly string[], rest: Statement = {}): Statement {
  return { Effect: 'Allow', Action: actions, Resource: '*', ...rest };
}

export function deny(actions: string | readonly string[], rest: Statement = {}): Statement {
  return { Sid: 'Denied', Effect: 'Deny', Action: actions, Resource: '*', ...rest };
}

export const CORE = 'AmazonSSMManagedInstanceCore';
/** A role that lacks nothing a session needs, and what it has beside that. */
export function coreAnd(...statements: readonly Statement[]): RoleSpec {
  return { managed: [CORE], inline: { more: statements } };
}

/** A role with one inline policy. */
export function inline(...statements: readonly Statement[]): RoleSpec {
  return { inline: { own: statements } };
}

const USER_GUIDE = 'https://docs.aws.amazon.com/systems-manager/latest/userguide';
const IAM_GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const KMS_GUIDE = 'https://docs.aws.amazon.com/kms/latest/developerguide';
const AGENT = 'https://github.com/aws/amazon-ssm-agent';

/** Pages that more than one situation leans on. */
export const PAGES = {
  profiles: `${IAM_GUIDE}/id_roles_use_switch-role-ec2_instance-profiles.html`,
  hostManagement: `${USER_GUIDE}/fleet-manager-default-host-management-configuration.html`,
  permissions: `${USER_GUIDE}/getting-started-create-iam-instance-profile.html`,
  logging: `${USER_GUIDE}/session-manager-logging.html`,
  agentCredentials: `${AGENT}/tree/mainline/common/identity/credentialproviders/ec2roleprovider`,
  agentShell: `${AGENT}/blob/mainline/agent/session/shell/shell.go`,
  principal: `${IAM_GUIDE}/reference_policies_elements_principal.html`,
  notPrincipal: `${IAM_GUIDE}/reference_policies_elements_notprincipal.html`,
  action: `${IAM_GUIDE}/reference_policies_elements_action.html`,
  notAction: `${IAM_GUIDE}/reference_policies_elements_notaction.html`,
  resource: `${IAM_GUIDE}/reference_policies_elements_resource.html`,
  notResource: `${IAM_GUIDE}/reference_policies_elements_notresource.html`,
  variables: `${IAM_GUIDE}/reference_policies_variables.html`,
  version: `${IAM_GUIDE}/reference_policies_elements_version.html`,
  versions: `${IAM_GUIDE}/access_policies_managed-versioning.html`,
  conditions: `${IAM_GUIDE}/reference_policies_elements_condition.html`,
  conditionKeys: `${IAM_GUIDE}/reference_policies_condition-keys.html`,
  evaluation: `${IAM_GUIDE}/reference_policies_evaluation-logic.html`,
  boundaries: `${IAM_GUIDE}/access_policies_boundaries.html`,
  roleNames: `${IAM_GUIDE}/reference_identifiers.html`,
  trustForServices: `${IAM_GUIDE}/id_roles_create_for-service.html`,
  channels: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_ssmmessages.html',
  agentLogGroups: `${AGENT}/blob/mainline/agent/agentlogstocloudwatch/cloudwatchlogspublisher/cloudwatchlogsservice.go`,
  agentBuckets: `${AGENT}/blob/mainline/agent/s3util/s3util.go`,
  encryption: `${USER_GUIDE}/session-preferences-enable-encryption.html`,
  keyPolicies: `${KMS_GUIDE}/key-policies.html`,
  defaultKeyPolicy: `${KMS_GUIDE}/key-policy-default.html`,
  keyIds: `${KMS_GUIDE}/concepts.html`,
  keyStates: `${KMS_GUIDE}/key-state.html`,
  grants: `${KMS_GUIDE}/grants.html`,
} as const;

export function managedPolicyPage(name: string): string {
  return `https://docs.aws.amazon.com/aws-managed-policy/latest/reference/${name}.html`;
}
