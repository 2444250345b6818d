import type { Cause, Problem, Stage } from '../../model/finding.ts';
import type { RoleDetail } from '../../model/aws.ts';
import type { Subject } from '../../model/inventory.ts';
import { quoteForShell } from '../../model/shell.ts';
import { describeStatements, type Right } from './role-rights.ts';
import { attachPolicyFix, grantFix, grantSlug, RETRY_DELAY } from './grant-fix.ts';

/** A right that is refused for certain, with the part of the session that fails without it. */
export type Denied = Exclude<Right, { readonly word: 'allow' | 'unknown' }> & { readonly stage?: Stage };

export function isDenied<R extends Right>(right: R): right is Exclude<R, { word: 'allow' | 'unknown' }> {
  return right.word === 'implicit-deny' || right.word === 'explicit-deny';
}

interface DenialContext {
  readonly subject: Subject;
  readonly role: RoleDetail;
  /** Name for the inline policy that the fix would add. */
  readonly policyName: string;
  /** An AWS managed policy to attach instead, when everything it stands for is missing. */
  readonly managedPolicy?: string;
  /** What happens without the right, as the end of a sentence. */
  readonly consequence: (right: Denied) => string;
}

/** One problem for each action that the role may not do. All that the role lacks share one cause: one grant mends it. */
export function explainDenials(context: DenialContext, denied: readonly Denied[]): Problem[] {
  const lacking = denied.filter((right) => right.word === 'implicit-deny' && right.boundary === undefined);
  const grant = lacking.length === 0 ? undefined : grantCause(context, lacking);
  return denied.map((right) => ({
    at: right.action,
    message: messageOf(context, right),
    cause: causeOf(context, right, grant),
    ...(right.stage !== undefined && { stages: [right.stage] }),
  }));
}

function messageOf({ role, consequence }: DenialContext, right: Denied): string {
  const who = `The role ${role.RoleName ?? ''} may not do ${right.action}`;
  const what = consequence(right);
  if (right.word === 'explicit-deny') {
    const by = right.by.length > 0 ? ` (${describeStatements(right.by)})` : '';
    return `${who}: a policy denies it${by}; ${what}.`;
  }
  return right.boundary === undefined
    ? `${who}: no policy allows it on ${right.resource}; ${what}.`
    : `${who}: its permissions boundary ${right.boundary} does not allow it; ${what}.`;
}

function causeOf(context: DenialContext, right: Denied, grant: Cause | undefined): Cause {
  const { subject, role } = context;
  const name = role.RoleName ?? '';
  const resource = { type: 'iam-role', id: name };
  const stem = `${subject.accountId}/global/iam-role/${name}`;
  if (right.word === 'explicit-deny') {
    const by = right.by.length > 0 ? describeStatements(right.by) : 'the denying statement';
    const slug = right.by.map(({ policy, statement }) => `${policy}.${statement}`).join('+');
    return {
      key: `${stem}:lift-deny-${slug}-${right.action}`,
      resource,
      fix: {
        summary: `Take ${right.action} out of the Deny that reaches the role ${name}: ${by}.`,
        cli: listPolicies(name),
        delay: RETRY_DELAY,
      },
    };
  }
  if (right.boundary !== undefined) {
    return {
      key: `${stem}:widen-boundary-${right.boundary}-${right.action}`,
      resource: { type: 'iam-policy', id: right.boundary },
      fix: {
        summary: `Allow ${right.action} in ${right.boundary}, the permissions boundary of the role ${name}.`,
        cli: `aws iam get-role --role-name ${quoteForShell(name)} --query Role.PermissionsBoundary`,
        delay: RETRY_DELAY,
      },
    };
  }
  return grant ?? grantCause(context, [right]);
}

function listPolicies(roleName: string): string {
  return [
    `aws iam list-role-policies --role-name ${quoteForShell(roleName)}`,
    `aws iam list-attached-role-policies --role-name ${quoteForShell(roleName)}`,
  ].join('\n');
}

function grantCause(context: DenialContext, lacking: readonly Denied[]): Cause {
  const { subject, role, policyName, managedPolicy } = context;
  const name = role.RoleName ?? '';
  const stem = `${subject.accountId}/global/iam-role/${name}`;
  return {
    key: `${stem}:${managedPolicy === undefined ? grantSlug(subject, lacking) : `attach-${managedPolicy}`}`,
    resource: { type: 'iam-role', id: name },
    fix:
      managedPolicy === undefined
        ? grantFix(subject, name, policyName, lacking)
        : attachPolicyFix(subject, name, managedPolicy),
  };
}
