import type { RoleDetail } from '../../model/aws.ts';
import type { Cause } from '../../model/finding.ts';
import { escapeTemplates } from '../../model/hcl.ts';
import type { Subject } from '../../model/inventory.ts';
import { quoteForShell } from '../../model/shell.ts';
import { extendDocument } from './extend-document.ts';
import { RETRY_DELAY } from './grant-fix.ts';
import { grantPolicy, grantSlug } from './grant-policy.ts';
import { collectRolePolicies } from './role-policies.ts';
import type { RightRequest } from './role-rights.ts';

/** All that a permissions boundary lacks is one change to it, whichever roles it limits. */
export function boundaryCause(
  subject: Subject,
  role: RoleDetail,
  boundary: string,
  lacking: readonly RightRequest[],
): Cause {
  const name = role.RoleName ?? '';
  const arn = role.PermissionsBoundary?.PermissionsBoundaryArn ?? '';
  const policy = grantPolicy(subject, lacking);
  const actions = lacking.map(({ action }) => action).join(', ');
  const slug = grantSlug(subject, lacking);
  const common = { policy, delay: RETRY_DELAY };
  if (/^arn:[^:]+:iam::aws:/.test(arn)) {
    return {
      key: `${subject.accountId}/global/iam-role/${name}:replace-boundary-${boundary}-${slug}`,
      resource: { type: 'iam-role', id: name },
      fix: {
        ...common,
        summary: `Give the role ${name} a permissions boundary that allows ${actions} too, in place of ${boundary}, which is AWS's own.`,
        cli: `aws iam get-role --role-name ${quoteForShell(name)} --query Role.PermissionsBoundary`,
      },
    };
  }
  return {
    key: `${subject.accountId}/global/iam-policy/${boundary}:allow-${slug}`,
    resource: { type: 'iam-policy', id: boundary },
    fix: {
      ...common,
      summary: `Allow ${actions} in ${boundary}, a permissions boundary.`,
      cli: widenCommand(subject, role, arn, policy.Statement),
      terraform: [
        `# in the Statement list of the aws_iam_policy ${boundary}`,
        ...policy.Statement.map(
          (statement) => `${escapeTemplates(JSON.stringify(statement, undefined, 2))},`,
        ),
      ].join('\n'),
    },
  };
}

/** A boundary is changed as a whole, by a new version of its document. */
function widenCommand(
  subject: Subject,
  role: RoleDetail,
  arn: string,
  statements: readonly object[],
): string {
  const { boundary } = collectRolePolicies(role, subject.iam);
  const whole = boundary.known ? extendDocument(boundary.value?.document, statements) : undefined;
  return whole === undefined
    ? `aws iam get-policy --policy-arn ${quoteForShell(arn)}`
    : `aws iam create-policy-version --policy-arn ${quoteForShell(arn)} --set-as-default --policy-document ${quoteForShell(JSON.stringify(whole))}`;
}
