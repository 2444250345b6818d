import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  type IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { createPolicy, document } from './policies.ts';

interface ProfileSpec {
  /** Absent: the profile holds no role. */
  readonly trusts?: string;
  readonly attachesCore?: boolean;
  readonly inline?: readonly object[];
  readonly customerManaged?: readonly object[];
  readonly boundary?: readonly object[];
}

const EC2 = 'ec2.amazonaws.com';
const CORE = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';

const allow = (...Action: string[]): object => ({ Effect: 'Allow', Action, Resource: '*' });
const CONTROL = ['ssm:UpdateInstanceInformation', 'ssmmessages:*ControlChannel'];
const SESSION = [...CONTROL, 'ssmmessages:*DataChannel'];

/** Instance profiles by name, each with a role of the same name that is right or wrong in one way. */
const PROFILES = {
  core: { trusts: EC2, attachesCore: true },
  'no-role': {},
  'trusts-lambda': { trusts: 'lambda.amazonaws.com', attachesCore: true },
  'control-channel-only': { trusts: EC2, inline: [allow(...CONTROL)] },
  'explicit-deny': {
    trusts: EC2,
    attachesCore: true,
    inline: [{ Effect: 'Deny', Action: 'ssmmessages:*', Resource: '*' }],
  },
  'boundary-without-ssm': { trusts: EC2, attachesCore: true, boundary: [allow('s3:*', 'logs:*')] },
  'boundary-without-channels': { trusts: EC2, attachesCore: true, boundary: [allow('ssm:*')] },
  inline: { trusts: EC2, inline: [allow(...SESSION)] },
  'customer-managed': { trusts: EC2, customerManaged: [allow('ssm:*', 'ssmmessages:*')] },
  conditional: {
    trusts: EC2,
    inline: [{ ...allow(...SESSION), Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }],
  },
  'by-not-action': { trusts: EC2, inline: [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }] },
} as const satisfies Readonly<Record<string, ProfileSpec>>;

export type ProfileName = keyof typeof PROFILES;

/** Makes every profile. Needs moto's managed policies (`MOTO_IAM_LOAD_MANAGED_POLICIES=true`). */
export async function seedProfiles(iam: IAMClient): Promise<void> {
  for (const [name, spec] of Object.entries<ProfileSpec>(PROFILES)) await seedProfile(iam, name, spec);
}

async function seedProfile(iam: IAMClient, name: string, spec: ProfileSpec): Promise<void> {
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: name }));
  if (spec.trusts === undefined) return;
  const PermissionsBoundary = spec.boundary && (await createPolicy(iam, `${name}-boundary`, spec.boundary));
  await iam.send(
    new CreateRoleCommand({
      RoleName: name,
      AssumeRolePolicyDocument: document([
        { Effect: 'Allow', Principal: { Service: spec.trusts }, Action: 'sts:AssumeRole' },
      ]),
      ...(PermissionsBoundary === undefined ? {} : { PermissionsBoundary }),
    }),
  );
  const attached = [
    ...(spec.attachesCore === true ? [CORE] : []),
    ...(spec.customerManaged ? [await createPolicy(iam, `${name}-policy`, spec.customerManaged)] : []),
  ];
  for (const PolicyArn of attached) {
    await iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn }));
  }
  if (spec.inline !== undefined) {
    const PolicyDocument = document(spec.inline);
    await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: 'inline', PolicyDocument }));
  }
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: name, RoleName: name }));
}
