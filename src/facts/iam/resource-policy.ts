import type { PrincipalSelector, Statement } from './document.ts';
import type { AccessRequest, Decision, PolicySet } from './evaluate.ts';
import { matchStatement } from './statement.ts';
import { all, any, type Formula } from './formula.ts';
import { matchCaller } from './principal.ts';
import { allowOf, decideFormula, openScope, readLayer, type LayerReading } from './layers.ts';

/** The policy on the other side of a request: that of the bucket or key. */
export interface ResourcePolicy {
  /** The document, or its JSON text; undefined: the resource has none. */
  readonly document: unknown;
  /**
   * `account`: policies of the account's identities count by themselves, as in S3. `delegated`: they count only where
   * this policy lets the account, as in KMS.
   */
  readonly counts: 'account' | 'delegated';
  readonly accountId: string;
}

export interface ResourceDecision extends Decision {
  /** Whether the resource's policy lets the account's own policies decide. */
  readonly isDelegated: boolean;
}

/**
 * Whether a role may do something to a resource of its own account that has a policy too. Either side may allow, each
 * may deny. What the resource's policy gives to a role's ARN stays within the permissions boundary.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export function decideOnResource(
  request: AccessRequest,
  { identity, boundary }: PolicySet,
  resource: ResourcePolicy,
): ResourceDecision {
  const scope = openScope(request.context);
  const match = (statement: Statement, hasVariables: boolean): Formula =>
    matchStatement(statement, hasVariables, request, scope);
  const own = readLayer('identity', identity, 'identity', match, scope);
  const limits = boundary === undefined ? [] : [readLayer('boundary', [boundary], 'identity', match, scope)];
  const withinLimits = all(limits.map(allowOf));
  const documents = resource.document === undefined ? [] : [resource.document];
  const readResource = (isAccount: boolean): LayerReading =>
    readLayer(
      'resource',
      documents,
      'endpoint',
      (statement, hasVariables) => {
        const principals = statement.principals && pick(statement.principals, resource.accountId, isAccount);
        if (principals === undefined) return false;
        const rest = { ...statement, principals: undefined };
        return all([matchCaller(principals, scope, false), match(rest, hasVariables)]);
      },
      scope,
    );
  const toAccount = readResource(true);
  const toRole = readResource(false);

  const delegated = resource.counts === 'account' ? true : allowOf(toAccount);
  // Whether the boundary limits a grant to everyone is not documented; where it matters, it stays open.
  const direct = all([allowOf(toRole), any([withinLimits, scope.ask()])]);
  const allow = any([all([delegated, allowOf(own), withinLimits]), direct]);
  const decision = decideFormula(allow, [own, ...limits, toAccount, toRole], scope.errors);
  return { ...decision, isDelegated: delegated === true };
}

/** The principals that are the account as a whole, or all others. Undefined: the statement names none of them. */
function pick(
  selector: PrincipalSelector,
  accountId: string,
  isAccount: boolean,
): PrincipalSelector | undefined {
  // Whom a NotPrincipal leaves in is not settled; it counts once, with the others.
  if (selector.isNegated) return isAccount ? undefined : selector;
  const entries = selector.entries
    .map(({ type, values }) => ({
      type,
      values: values.filter((value) => (type === 'AWS' && isOwnAccount(value, accountId)) === isAccount),
    }))
    .filter(({ values }) => values.length > 0);
  return entries.length === 0 ? undefined : { ...selector, entries };
}

function isOwnAccount(principal: string, accountId: string): boolean {
  return principal === accountId || new RegExp(`^arn:[^:]+:iam::${accountId}:root$`).test(principal);
}
