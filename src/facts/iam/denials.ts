import type { Cause, Problem, Stage } from '../../model/finding.ts';
import type { RoleDetail } from '../../model/aws.ts';
import type { Subject } from '../../model/inventory.ts';
import { describeStatements, type Right } from './role-rights.ts';
import { boundaryCause } from './boundary-fix.ts';
import { attachPolicyFix, grantFix } from './grant-fix.ts';
import { grantPolicy, grantSlug } from './grant-policy.ts';
import { liftDenyCause } from './lift-deny.ts';
import { nameResource } from './instance-arn.ts';

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

/**
 * A problem for each action that the role may not do, and one more where its permissions boundary stands in the way as
 * well. All that the role's policies lack is one cause, and so is all that its boundary lacks.
 */
export function explainDenials(context: DenialContext, denied: readonly Denied[]): Problem[] {
  const { subject, role } = context;
  const lacking = denied.filter((right) => right.isUngranted === true);
  const grant = lacking.length === 0 ? undefined : grantCause(context, lacking);
  const limited = denied.filter(isLimited);
  const [first] = limited;
  const limit = first && boundaryCause(subject, role, first.boundary, limited);
  return denied.flatMap((right) => {
    const { action: at, stage } = right;
    const stages = stage === undefined ? {} : { stages: [stage] };
    if (right.word === 'explicit-deny') {
      const denies = explainDenies(context, right).map((one) => ({ ...one, ...stages }));
      if (right.isUngranted !== true || grant === undefined) return denies;
      const besides = `The role ${role.RoleName ?? ''} may not do ${at}: besides the Deny, no policy allows it.`;
      return [...denies, { at: `${at}@grant`, message: besides, cause: grant, ...stages }];
    }
    const message = messageOf(context, right);
    const ungranted = right.isUngranted && grant ? [{ at, message, cause: grant, ...stages }] : [];
    if (!isLimited(right) || limit === undefined) return ungranted;
    const place = right.isUngranted ? `${at}@${right.boundary}` : at;
    return [...ungranted, { at: place, message: limitMessage(context, right), cause: limit, ...stages }];
  });
}

type Limited = Extract<Denied, { readonly word: 'implicit-deny' }> & { readonly boundary: string };

function isLimited(right: Denied): right is Limited {
  return right.word === 'implicit-deny' && right.boundary !== undefined;
}

function limitMessage({ role, consequence }: DenialContext, right: Limited): string {
  return `The role ${role.RoleName ?? ''} may not do ${right.action}: its permissions boundary ${right.boundary} does not allow it; ${consequence(right)}.`;
}

function messageOf({ subject, role, consequence }: DenialContext, right: Denied): string {
  const who = `The role ${role.RoleName ?? ''} may not do ${right.action}`;
  const what = consequence(right);
  if (right.word === 'implicit-deny') {
    return `${who}: no policy allows it on ${nameResource(subject, right.resource)}; ${what}.`;
  }
  const by = right.by.length > 0 ? ` (${describeStatements(right.by)})` : '';
  return `${who}: a policy denies it${by}; ${what}.`;
}

/** The role's own side and the resource's are changed apart, and where both deny, lifting one does not help. */
function explainDenies(
  context: DenialContext,
  right: Extract<Denied, { readonly word: 'explicit-deny' }>,
): Problem[] {
  const { subject, role } = context;
  const { action } = right;
  const theirs = right.by.filter(({ on }) => on !== undefined);
  const own = right.by.filter(({ on }) => on === undefined);
  const explain = (at: string, by: typeof own): Problem => ({
    at,
    message: messageOf(context, { ...right, by }),
    cause: liftDenyCause(subject, role, action, by),
  });
  return [
    ...(own.length > 0 || theirs.length === 0 ? [explain(action, own)] : []),
    ...(theirs.length > 0 ? [explain(`${action}@${theirs[0]?.on?.type ?? ''}`, theirs)] : []),
  ];
}

function grantCause(context: DenialContext, lacking: readonly Denied[]): Cause {
  const { subject, role, policyName, managedPolicy } = context;
  const name = role.RoleName ?? '';
  const stem = `${subject.accountId}/global/iam-role/${name}`;
  const resource = { type: 'iam-role', id: name };
  if (managedPolicy === undefined) {
    const key = `${stem}:grant-${grantSlug(subject, lacking)}`;
    return { key, resource, fix: grantFix(subject, name, policyName, lacking) };
  }
  // The narrower policy stands beside the one that AWS maintains.
  const fix = { ...attachPolicyFix(subject, name, managedPolicy), policy: grantPolicy(subject, lacking) };
  return { key: `${stem}:attach-${managedPolicy}`, resource, fix };
}
