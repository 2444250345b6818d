import type { Cause } from '../model/finding.ts';
import type { Subject } from '../model/inventory.ts';

/** Which of the people is to have the right is not ours to say. */
export function startCause({ accountId, partition }: Pick<Subject, 'accountId' | 'partition'>): Cause {
  const instances = `arn:${partition}:ec2:*:${accountId}:instance/*`;
  const Statement = [
    { Effect: 'Allow', Action: ['ssm:StartSession'], Resource: instances },
    {
      Effect: 'Allow',
      Action: ['ssm:StartSession'],
      Resource: `arn:${partition}:ssm:*:*:document/SSM-SessionManagerRunShell`,
    },
    {
      Effect: 'Allow',
      Action: ['ssm:TerminateSession', 'ssm:ResumeSession', 'ssmmessages:OpenDataChannel'],
      Resource: `arn:${partition}:ssm:*:*:session/\${aws:userid}-*`,
    },
  ] as const;
  const policy = { Version: '2012-10-17', Statement } as const;
  return {
    key: `${accountId}/iam/account/${accountId}:allow-start-session`,
    resource: { type: 'account', id: accountId },
    fix: {
      summary:
        'Let the people who use the bastion start sessions: give their role ssm:StartSession, best narrowed by a tag.',
      policy,
      cli: `aws iam put-role-policy --role-name ROLE_OF_THE_PEOPLE --policy-name start-sessions --policy-document '${JSON.stringify(policy)}'`,
    },
  };
}
