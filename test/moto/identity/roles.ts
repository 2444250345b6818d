import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeleteInstanceProfileCommand,
  type IAMClient,
  PutRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { createPolicy, document } from '../policies.ts';
import { MANAGEMENT_ROLE } from './account.ts';
import { allow, CONTROL, inline, type RoleSituation, type RoleSpec, UPDATE } from './role-situation.ts';

const trustOf = (Service: string) => [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }];
const EC2 = trustOf('ec2.amazonaws.com');
const SYSTEMS_MANAGER = trustOf('ssm.amazonaws.com');
const MANAGED = ['AmazonSSMManagedEC2InstanceDefaultPolicy'];
const path = '/service-role/';

/** The roles that Default Host Management names, but for the one that is gone. */
const MANAGEMENT_ROLES: Readonly<Record<string, RoleSpec>> = {
  [MANAGEMENT_ROLE]: { path, trust: SYSTEMS_MANAGER, managed: MANAGED },
  UntrustedManagementRole: { path, trust: EC2, managed: MANAGED },
  WeakManagementRole: { path, trust: SYSTEMS_MANAGER, ...inline(allow([UPDATE, ...CONTROL])) },
};

export async function createManagementRoles(iam: IAMClient): Promise<void> {
  for (const [name, spec] of Object.entries(MANAGEMENT_ROLES)) {
    await createRole(iam, name, spec);
    await grant(iam, name, spec);
  }
}

/** The profile of a situation with the role inside, which may do nothing yet. Undefined when it has no profile. */
export async function createProfile(
  iam: IAMClient,
  { name, role, profile }: RoleSituation,
): Promise<string | undefined> {
  if (role === undefined && profile === undefined) return undefined;
  const InstanceProfileName = profile?.name ?? name;
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, ...at(profile?.path) }));
  if (role === undefined) return InstanceProfileName;
  await createRole(iam, name, role);
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: name }));
  return InstanceProfileName;
}

/** What happens to a profile while its instance runs. */
export async function changeProfile(iam: IAMClient, { name, profile }: RoleSituation): Promise<void> {
  if (profile?.later === undefined) return;
  const InstanceProfileName = profile.name ?? name;
  await iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName: name }));
  if (profile.later === 'deleted') {
    await iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }));
  }
}

async function createRole(iam: IAMClient, RoleName: string, spec: RoleSpec): Promise<void> {
  const { trust = EC2, trustVersion = '2012-10-17', boundary } = spec;
  const PermissionsBoundary =
    typeof boundary === 'object'
      ? await createPolicy(iam, `${RoleName}-boundary`, boundary)
      : boundary && awsManaged(boundary);
  await iam.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: JSON.stringify({ Version: trustVersion, Statement: trust }),
      ...at(spec.path),
      ...(PermissionsBoundary === undefined ? {} : { PermissionsBoundary }),
    }),
  );
}

/** Gives a role its policies; in inline ones `{instance}` and `{key}` become what they stand for. */
export async function grant(
  iam: IAMClient,
  RoleName: string,
  { managed = [], inline: own = {}, versions, defaultVersion }: RoleSpec,
  { instance = '', key = '' }: { readonly instance?: string; readonly key?: string | undefined } = {},
): Promise<void> {
  const attached = managed.map(awsManaged);
  const [first, ...later] = versions ?? [];
  if (first !== undefined) {
    const PolicyArn = await createPolicy(iam, `${RoleName}-policy`, first);
    for (const [index, statements] of later.entries()) {
      const SetAsDefault = index + 2 === defaultVersion;
      const PolicyDocument = document(statements);
      await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault }));
    }
    attached.push(PolicyArn);
  }
  for (const PolicyArn of attached) await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  for (const [PolicyName, statements] of Object.entries(own)) {
    const PolicyDocument = document(statements).replaceAll('{instance}', instance).replaceAll('{key}', key);
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
  }
}

function awsManaged(name: string): string {
  const folder = name === 'AmazonEC2RoleforSSM' || name === 'AmazonSSMAutomationRole' ? 'service-role/' : '';
  return `arn:aws:iam::aws:policy/${folder}${name}`;
}

function at(Path: string | undefined): { Path?: string } {
  return Path === undefined ? {} : { Path };
}
