import type { IamInventory } from '../../src/model/inventory.ts';
import { known, mapKnown } from '../../src/model/known.ts';
import { ec2Trust, healthyIam } from '../support/subject.ts';

const CORE = { PolicyName: 'AmazonSSMManagedInstanceCore' };
const READ_ONLY = { PolicyName: 'AmazonS3ReadOnlyAccess' };

const sessionPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['ssm:UpdateInstanceInformation', 'ssmmessages:*'],
      Resource: '*',
    },
  ],
};

const s3Policy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['s3:Get*', 's3:List*'], Resource: '*' }],
};

export const lambdaTrust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/** Of ten roles seven have the managed policy, one its actions inline, one no session rights, one the wrong trust. */
export function hasSessionRights(role: number): boolean {
  return role % 10 < 8;
}

export function profileArn(accountId: string, role: number): string {
  return `arn:aws:iam::${accountId}:instance-profile/app-${role}`;
}

export function buildFleetIam(accountId: string, roles: number): IamInventory {
  const numbers = Array.from({ length: roles }, (_, role) => role);
  const managed = (policy: { PolicyName: string }) => ({
    ...policy,
    PolicyArn: `arn:aws:iam::aws:policy/${policy.PolicyName}`,
  });
  const identify = (role: number) => ({
    RoleName: `app-${role}`,
    RoleId: `AROAFLEET${role}`,
    Arn: `arn:aws:iam::${accountId}:role/app-${role}`,
  });
  return {
    SimulationResults: {},
    AuthorizationDetails: healthyIam.AuthorizationDetails,
    InstanceProfiles: known(
      numbers.map((role) => ({
        InstanceProfileName: `app-${role}`,
        InstanceProfileId: `AIPAFLEET${role}`,
        Arn: profileArn(accountId, role),
        Roles: [identify(role)],
      })),
    ),
    RoleDetailList: known(
      numbers.map((role) => ({
        ...identify(role),
        AssumeRolePolicyDocument: role % 10 === 9 ? lambdaTrust : ec2Trust,
        RolePolicyList: role % 10 === 7 ? [{ PolicyName: 'sessions', PolicyDocument: sessionPolicy }] : [],
        AttachedManagedPolicies: [
          ...(role % 10 === 7 || role % 10 === 8 ? [] : [managed(CORE)]),
          managed(READ_ONLY),
        ],
      })),
    ),
    Policies: mapKnown(healthyIam.Policies, (policies) => [
      ...policies,
      {
        ...READ_ONLY,
        Arn: managed(READ_ONLY).PolicyArn,
        DefaultVersionId: 'v3',
        PolicyVersionList: [{ VersionId: 'v3', IsDefaultVersion: true, Document: s3Policy }],
      },
    ]),
  };
}
