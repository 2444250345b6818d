import type { InstanceProfile, RoleDetail } from '../../src/model/aws.ts';
import type { IamInventory } from '../../src/model/inventory.ts';
import { known, mapKnown } from '../../src/model/known.ts';
import { ACCOUNT, ec2Trust, healthyIam } from '../support/subject.ts';

export const HOST_MANAGEMENT_ROLE = 'AWSSystemsManagerDefaultEC2InstanceManagementRole';

interface RoleSpec {
  readonly trusts?: string;
  /** Without it the role has AmazonSSMManagedInstanceCore. */
  readonly core?: false;
  readonly path?: string;
  readonly inline?: readonly object[];
}

const allow = (...Action: string[]): object => ({ Effect: 'Allow', Action, Resource: '*' });
const deny = (...Action: string[]): object => ({ Effect: 'Deny', Action, Resource: '*' });

/** Roles by name; each but the last one lies in an instance profile of the same name. The profile `empty` has none. */
const ROLES = {
  app: {},
  untrusted: { trusts: 'lambda.amazonaws.com' },
  'no-rights': { core: false },
  'no-data-channel': { inline: [deny('ssmmessages:*DataChannel')] },
  conditional: {
    core: false,
    inline: [
      {
        ...allow('ssm:UpdateInstanceInformation', 'ssmmessages:*'),
        Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
      },
    ],
  },
  'key-allowed': { inline: [allow('kms:Decrypt')] },
  'key-denied': { inline: [deny('kms:Decrypt')] },
  'logs-allowed': { inline: [allow('logs:*', 's3:*')] },
  [HOST_MANAGEMENT_ROLE]: { trusts: 'ssm.amazonaws.com', path: 'service-role/' },
} as const satisfies Readonly<Record<string, RoleSpec>>;

export type ProfileName = Exclude<keyof typeof ROLES, typeof HOST_MANAGEMENT_ROLE> | 'empty';

export function profileArn(name: string): string {
  return `arn:aws:iam::${ACCOUNT}:instance-profile/${name}`;
}

export function profileId(name: string): string {
  return `AIPA${name.toUpperCase()}`;
}

export function buildIam(): IamInventory {
  const roles = Object.entries<RoleSpec>(ROLES).map(([name, spec]) => buildRole(name, spec));
  return {
    InstanceProfiles: known([
      ...roles.filter(({ RoleName }) => RoleName !== HOST_MANAGEMENT_ROLE).map(buildProfile),
      { ...buildProfile({ RoleName: 'empty' }), Roles: [] },
    ]),
    RoleDetailList: known(roles),
    Policies: healthyIam.Policies,
    SimulationResults: {},
    AuthorizationDetails: healthyIam.AuthorizationDetails,
  };
}

/** The profile of the role's own name. */
function buildProfile({ RoleName = '', RoleId, Arn }: RoleDetail): InstanceProfile {
  return {
    InstanceProfileName: RoleName,
    InstanceProfileId: profileId(RoleName),
    Arn: profileArn(RoleName),
    Roles: [{ RoleName, ...(RoleId !== undefined && { RoleId }), ...(Arn !== undefined && { Arn }) }],
  };
}

function buildRole(name: string, { trusts, core, path = '', inline = [] }: RoleSpec): RoleDetail {
  const id = {
    RoleName: name,
    RoleId: `AROA${name.toUpperCase()}`,
    Arn: `arn:aws:iam::${ACCOUNT}:role/${path}${name}`,
  };
  const attached = mapKnown(healthyIam.Policies, (policies) =>
    policies.map(({ PolicyName = '', Arn = '' }) => ({ PolicyName, PolicyArn: Arn })),
  );
  return {
    ...id,
    AssumeRolePolicyDocument:
      trusts === undefined
        ? ec2Trust
        : {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { Service: trusts }, Action: 'sts:AssumeRole' }],
          },
    RolePolicyList: inline.map((statement, index) => ({
      PolicyName: `inline-${index}`,
      PolicyDocument: { Version: '2012-10-17', Statement: [statement] },
    })),
    AttachedManagedPolicies: core === false || !attached.known ? [] : attached.value,
  };
}
