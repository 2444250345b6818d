import type { Cause } from '../../model/finding.ts';
import type { InstanceProfile, RoleDetail } from '../../model/aws.ts';
import type { Subject } from '../../model/inventory.ts';
import { quoteForShell } from '../../model/shell.ts';
import { launchCause } from '../launch-cause.ts';
import { extendDocument } from './extend-document.ts';
import { RETRY_DELAY } from './grant-fix.ts';

const NAME = 'ssm-managed-instance';

/** Role and profile are made when the account has none yet; the last command alone attaches. */
export function attachProfileCause(subject: Subject): Cause {
  const { accountId, instance, launch, region } = subject;
  if (launch !== undefined) {
    return launchCause(subject, launch, {
      change: 'instance-profile',
      does: 'names an instance profile whose role has AmazonSSMManagedInstanceCore',
      data: { IamInstanceProfile: { Name: NAME } },
      before: createProfile(subject),
      terraform: `# in the aws_launch_template\niam_instance_profile {\n  name = "${NAME}"\n}`,
    });
  }
  return {
    key: `${accountId}/${region.region}/instance/${instance.InstanceId}:attach-instance-profile`,
    resource: { type: 'instance', id: instance.InstanceId },
    fix: {
      summary: `Attach an instance profile whose role has AmazonSSMManagedInstanceCore, or turn on Default Host Management in ${region.region}.`,
      cli: [
        ...createProfile(subject),
        `aws ec2 associate-iam-instance-profile --region ${region.region} --instance-id ${instance.InstanceId} --iam-instance-profile Name=${NAME}`,
      ].join('\n'),
      terraform: [
        'resource "aws_iam_instance_profile" "ssm_managed_instance" {',
        `  name = "${NAME}"`,
        '  role = aws_iam_role.ssm_managed_instance.name',
        '}',
        '',
        '# on the aws_instance',
        'iam_instance_profile = aws_iam_instance_profile.ssm_managed_instance.name',
      ].join('\n'),
      delay: RETRY_DELAY,
    },
  };
}

function createProfile({ partition }: Subject): string[] {
  return [
    `aws iam create-role --role-name ${NAME} --assume-role-policy-document ${EC2_TRUST}`,
    `aws iam attach-role-policy --role-name ${NAME} --policy-arn arn:${partition}:iam::aws:policy/AmazonSSMManagedInstanceCore`,
    `aws iam create-instance-profile --instance-profile-name ${NAME}`,
    `aws iam add-role-to-instance-profile --instance-profile-name ${NAME} --role-name ${NAME}`,
  ];
}

/** A profile without a role serves every instance that has it equally badly, so the profile is the cause. */
export function fillProfileCause({ accountId }: Subject, profile: InstanceProfile): Cause {
  const name = profile.InstanceProfileName ?? profile.Arn ?? '';
  return {
    key: `${accountId}/global/instance-profile/${name}:add-role`,
    resource: { type: 'instance-profile', id: name },
    fix: {
      summary: `Put a role that EC2 may assume and that has AmazonSSMManagedInstanceCore into the instance profile ${name}.`,
      cli: `aws iam add-role-to-instance-profile --instance-profile-name ${quoteForShell(name)} --role-name ${NAME}`,
      terraform: [
        'resource "aws_iam_instance_profile" "this" {',
        `  name = "${name}"`,
        `  role = "${NAME}"`,
        '}',
      ].join('\n'),
      delay: RETRY_DELAY,
    },
  };
}

const trustCauses = new WeakMap<RoleDetail, Map<string, Cause>>();

/** Lets one service assume the role and leaves the rest of the trust policy as it is. One cause for each role. */
export function trustCause(
  { accountId }: Subject,
  role: RoleDetail,
  service: 'ec2.amazonaws.com' | 'ssm.amazonaws.com',
  word: 'implicit-deny' | 'explicit-deny',
): Cause {
  let causes = trustCauses.get(role);
  if (causes === undefined) trustCauses.set(role, (causes = new Map()));
  const key = `${accountId} ${service} ${word}`;
  let cause = causes.get(key);
  if (cause === undefined) causes.set(key, (cause = describeTrustCause(accountId, role, service, word)));
  return cause;
}

function describeTrustCause(
  accountId: string,
  role: RoleDetail,
  service: 'ec2.amazonaws.com' | 'ssm.amazonaws.com',
  word: 'implicit-deny' | 'explicit-deny',
): Cause {
  const name = role.RoleName ?? '';
  const slug = service.slice(0, service.indexOf('.'));
  const document = JSON.stringify(extendTrust(role.AssumeRolePolicyDocument, service));
  return {
    key: `${accountId}/global/iam-role/${name}:trust-${slug}`,
    resource: { type: 'iam-role', id: name },
    fix:
      word === 'explicit-deny'
        ? {
            summary: `Take the Deny that reaches ${service} out of the trust policy of the role ${name}.`,
            cli: `aws iam get-role --role-name ${quoteForShell(name)} --query Role.AssumeRolePolicyDocument`,
            delay: RETRY_DELAY,
          }
        : {
            summary: `Let ${service} assume the role ${name}.`,
            cli: `aws iam update-assume-role-policy --role-name ${quoteForShell(name)} --policy-document ${quoteForShell(document)}`,
            terraform: [
              '# in assume_role_policy of the aws_iam_role',
              'statement {',
              '  actions = ["sts:AssumeRole"]',
              '  principals {',
              '    type        = "Service"',
              `    identifiers = ["${service}"]`,
              '  }',
              '}',
            ].join('\n'),
            delay: RETRY_DELAY,
          },
  };
}

function trustStatement(service: string): object {
  return { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' };
}

function trustDocument(service: string): object {
  return { Version: '2012-10-17', Statement: [trustStatement(service)] };
}

const EC2_TRUST = quoteForShell(JSON.stringify(trustDocument('ec2.amazonaws.com')));

function extendTrust(document: unknown, service: string): object {
  return extendDocument(document, [trustStatement(service)]) ?? trustDocument(service);
}
