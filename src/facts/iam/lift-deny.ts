import type { Cause } from '../../model/finding.ts';
import type { RoleDetail } from '../../model/aws.ts';
import type { Subject } from '../../model/inventory.ts';
import { quoteForShell } from '../../model/shell.ts';
import { RETRY_DELAY } from './grant-fix.ts';
import { describeStatements, type DecidingStatement } from './role-rights.ts';

/** The Deny of a role's policies or boundary, or that of a bucket or key: each is one resource to change. */
export function liftDenyCause(
  { accountId, region: { region } }: Subject,
  { RoleName = '' }: RoleDetail,
  action: string,
  by: readonly DecidingStatement[],
): Cause {
  const statements = by.length > 0 ? describeStatements(by) : 'the denying statement';
  const summary = `Take ${action} out of the Deny that reaches the role ${RoleName}: ${statements}.`;
  const on = by[0]?.on;
  // A bucket or key has one policy.
  const denying = by.map(({ policy, statement }) =>
    on === undefined ? `${policy}.${statement}` : statement,
  );
  const slug = `lift-deny-${denying.join('+')}-${action}`;
  if (on === undefined) {
    return {
      key: `${accountId}/global/iam-role/${RoleName}:${slug}`,
      resource: { type: 'iam-role', id: RoleName },
      fix: { summary, cli: listPolicies(RoleName), delay: RETRY_DELAY },
    };
  }
  const id = quoteForShell(on.id);
  const cli =
    on.type === 'bucket'
      ? `aws s3api get-bucket-policy --bucket ${id} --query Policy --output text`
      : `aws kms get-key-policy --region ${region} --key-id ${id} --policy-name default --query Policy --output text`;
  const delay = 'It holds for sessions that are started afterwards.';
  return {
    key: `${accountId}/${region}/${on.type}/${on.id}:${slug}`,
    resource: on,
    fix: { summary, cli, delay },
  };
}

function listPolicies(roleName: string): string {
  return [
    `aws iam list-role-policies --role-name ${quoteForShell(roleName)}`,
    `aws iam list-attached-role-policies --role-name ${quoteForShell(roleName)}`,
  ].join('\n');
}
