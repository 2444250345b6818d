import type { RoleDetail, ServiceSetting, SessionDocument } from '../../../src/model/aws.ts';
import type { IamInventory } from '../../../src/model/inventory.ts';
import { known, type Known } from '../../../src/model/known.ts';
import { ACCOUNT, ec2Trust, healthyIam } from '../../support/subject.ts';

export const UPDATE = 'ssm:UpdateInstanceInformation';
export const CONTROL = ['ssmmessages:CreateControlChannel', 'ssmmessages:OpenControlChannel'] as const;
export const DATA = ['ssmmessages:CreateDataChannel', 'ssmmessages:OpenDataChannel'] as const;
export const FIVE = [UPDATE, ...CONTROL, ...DATA] as const;

type Statement = Readonly<Record<string, unknown>>;

export function policy(...statements: readonly Statement[]): object {
  return { Version: '2012-10-17', Statement: statements };
}

export function allow(
  Action: string | readonly string[],
  Resource: string | readonly string[] = '*',
): Statement {
  return { Effect: 'Allow', Action, Resource };
}

export function deny(
  Action: string | readonly string[],
  Resource: string | readonly string[] = '*',
): Statement {
  return { Sid: 'Stop', Effect: 'Deny', Action, Resource };
}

export function trust(Service: string, rest: Statement = {}): object {
  return policy({ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole', ...rest });
}

export function aws(name: string): string {
  return `arn:aws:iam::aws:policy/${name}`;
}

export interface RoleForm {
  readonly name?: string;
  readonly inline?: readonly Statement[];
  readonly attached?: readonly string[];
  readonly trust?: unknown;
  readonly boundary?: string;
  readonly rest?: Partial<RoleDetail>;
}

export function role({
  name = 'app',
  inline,
  attached = [],
  trust: document,
  boundary,
  rest,
}: RoleForm): RoleDetail {
  return {
    RoleName: name,
    RoleId: `AROA${name.toUpperCase()}`,
    Arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
    AssumeRolePolicyDocument: document ?? ec2Trust,
    RolePolicyList: inline === undefined ? [] : [{ PolicyName: 'inline', PolicyDocument: policy(...inline) }],
    AttachedManagedPolicies: attached.map((PolicyArn) => ({
      PolicyName: PolicyArn.slice(PolicyArn.lastIndexOf('/') + 1),
      PolicyArn,
    })),
    ...(boundary !== undefined && {
      PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary },
    }),
    ...rest,
  };
}

export const HOST_ROLE = 'AWSSystemsManagerDefaultEC2InstanceManagementRole';

/** The role of Default Host Management with its own trust and policy. */
export function hostRole(form: RoleForm = {}): RoleDetail {
  return role({
    name: HOST_ROLE,
    trust: trust('ssm.amazonaws.com'),
    attached: [aws('AmazonSSMManagedEC2InstanceDefaultPolicy')],
    ...form,
  });
}

/** The account's roles, and customer policies by ARN; AWS's own policies come from the bundled documents. */
export function account(
  roles: readonly RoleDetail[],
  policies: Readonly<Record<string, object>> = {},
): IamInventory {
  return {
    ...healthyIam,
    RoleDetailList: known(roles),
    Policies: known(
      Object.entries(policies).map(([Arn, Document]) => ({
        Arn,
        DefaultVersionId: 'v3',
        PolicyVersionList: [
          { VersionId: 'v2', IsDefaultVersion: false, Document: policy(allow('*')) },
          { VersionId: 'v3', IsDefaultVersion: true, Document },
        ],
      })),
    ),
  };
}

export function setting(SettingValue: string | undefined, Status = 'Customized'): Known<ServiceSetting> {
  return known({
    SettingId: '/ssm/managed-instance/default-ec2-instance-management-role',
    Status,
    ...(SettingValue !== undefined && { SettingValue }),
  });
}

export const HOST_MANAGEMENT_ON = setting(`service-role/${HOST_ROLE}`);
export const HOST_MANAGEMENT_OFF = setting('$None', 'Default');

/** A registration with the given agent version; without one, nothing is registered. */
export function registered(AgentVersion?: string) {
  return known(
    AgentVersion === undefined
      ? []
      : [
          {
            InstanceId: 'i-0aaaaaaaaaaaaaaaa',
            PingStatus: 'Online',
            AgentVersion,
            ResourceType: 'EC2Instance',
          },
        ],
  );
}

/** The instance is not registered under its own id; a hybrid node reports its address. */
export const HYBRID = known([
  {
    InstanceId: 'mi-0123456789abcdef0',
    PingStatus: 'Online',
    ResourceType: 'ManagedInstance',
    IPAddress: '10.0.1.10',
  },
]);

/** Session preferences with these inputs. */
export function preferences(
  inputs: Readonly<Record<string, unknown>>,
  parameters?: Readonly<Record<string, unknown>>,
): Known<SessionDocument | undefined> {
  return known({
    Name: 'SSM-SessionManagerRunShell',
    DocumentFormat: 'JSON',
    Content: JSON.stringify({
      schemaVersion: '1.0',
      sessionType: 'Standard_Stream',
      ...(parameters !== undefined && { parameters }),
      inputs,
    }),
  });
}
