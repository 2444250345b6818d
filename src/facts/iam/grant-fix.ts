import type { Fix } from '../../model/finding.ts';
import { escapeTemplates } from '../../model/hcl.ts';
import type { Subject } from '../../model/inventory.ts';
import { quoteForShell } from '../../model/shell.ts';
import { grantPolicy } from './grant-policy.ts';
import type { RightRequest } from './role-rights.ts';

/** How long an IAM change takes to show; from the agent's own back-off after a refusal. */
export const RETRY_DELAY =
  'An agent that was denied sleeps up to 30 minutes; restarting the agent or the instance ends the wait.';

/** A name that Terraform accepts as an identifier. */
function identifier(name: string): string {
  return name.replace(/[^\w-]/g, '_').replace(/^(?=[\d-])/, '_');
}

/** Adds the smallest inline policy that grants the actions. */
export function grantFix(
  subject: Subject,
  roleName: string,
  policyName: string,
  lacking: readonly RightRequest[],
): Fix {
  const policy = grantPolicy(subject, lacking);
  const actions = lacking.map(({ action }) => action).join(', ');
  return {
    summary: `Let the role ${roleName} do ${actions}.`,
    policy,
    cli: `aws iam put-role-policy --role-name ${quoteForShell(roleName)} --policy-name ${quoteForShell(policyName)} --policy-document ${quoteForShell(JSON.stringify(policy))}`,
    terraform: [
      `resource "aws_iam_role_policy" "${identifier(`${roleName}_${policyName}`)}" {`,
      `  name   = "${policyName}"`,
      `  role   = "${roleName}"`,
      `  policy = jsonencode(${escapeTemplates(JSON.stringify(policy, undefined, 2)).replaceAll('\n', '\n  ')})`,
      '}',
    ].join('\n'),
    delay: RETRY_DELAY,
  };
}

/** Attaches an AWS managed policy. */
export function attachPolicyFix({ partition }: Subject, roleName: string, policy: string): Fix {
  const arn = `arn:${partition}:iam::aws:policy/${policy}`;
  return {
    summary: `Attach ${policy} to the role ${roleName}.`,
    cli: `aws iam attach-role-policy --role-name ${quoteForShell(roleName)} --policy-arn ${quoteForShell(arn)}`,
    terraform: [
      `resource "aws_iam_role_policy_attachment" "${identifier(`${roleName}_${policy}`)}" {`,
      `  role       = "${roleName}"`,
      `  policy_arn = "${arn}"`,
      '}',
    ].join('\n'),
    delay: RETRY_DELAY,
  };
}
