import type { Fix } from '../../model/finding.ts';
import type { Subject } from '../../model/inventory.ts';
import { quoteForShell } from '../../model/shell.ts';
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
  const document = { Version: '2012-10-17', Statement: toStatements(subject, lacking) };
  const actions = lacking.map(({ action }) => action).join(', ');
  return {
    summary: `Let the role ${roleName} do ${actions}.`,
    cli: `aws iam put-role-policy --role-name ${quoteForShell(roleName)} --policy-name ${quoteForShell(policyName)} --policy-document ${quoteForShell(JSON.stringify(document))}`,
    terraform: [
      `resource "aws_iam_role_policy" "${identifier(`${roleName}_${policyName}`)}" {`,
      `  name   = "${policyName}"`,
      `  role   = "${roleName}"`,
      `  policy = jsonencode(${JSON.stringify(document, undefined, 2).replaceAll('\n', '\n  ')})`,
      '}',
    ].join('\n'),
    delay: RETRY_DELAY,
  };
}

/** Tells grants apart: the actions, each with its resource where that is not everything. */
export function grantSlug(subject: Subject, lacking: readonly RightRequest[]): string {
  const parts = lacking.map(({ action, resource }) => {
    const on = grantableResource(subject, action, resource);
    return on === '*' ? action : `${action}@${on}`;
  });
  return `grant-${parts.join('+')}`;
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

/** One statement for each resource, in the order in which the actions come. */
function toStatements(
  subject: Subject,
  lacking: readonly RightRequest[],
): { Effect: 'Allow'; Action: string[]; Resource: string }[] {
  const byResource = new Map<string, string[]>();
  for (const { action, resource } of lacking) {
    const grantable = grantableResource(subject, action, resource);
    byResource.set(grantable, [...(byResource.get(grantable) ?? []), action]);
  }
  return [...byResource].map(([Resource, Action]) => ({ Effect: 'Allow', Action, Resource }));
}

/** The narrowest pattern that holds for every instance with the role and every session. */
function grantableResource(subject: Subject, action: string, resource: string): string {
  if (resource === subject.arn || action === 'logs:DescribeLogGroups') return '*';
  return resource.replace(/:log-stream:.*$/, ':*').replace(/session-id\.log$/, '*');
}
