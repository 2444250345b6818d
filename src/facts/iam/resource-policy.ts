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
 * To whom a statement speaks. What is given to a role's ARN stays within the permissions boundary; what is given to
 * everyone whose `aws:PrincipalArn` is the role's does not. Of all others that is not documented.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
type Audience = 'account' | 'role' | 'everyone by ARN' | 'others';

/**
 * Whether a role may do something to a resource of its own account that has a policy too. Either side may allow, each
 * may deny.
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
  // The policy is that of no endpoint, of which some take principals otherwise.
  const matchTo = ({ principals, ...rest }: Statement, hasVariables: boolean): Formula =>
    all([
      principals === undefined || matchCaller(principals, scope, false),
      match({ ...rest, principals: undefined }, hasVariables),
    ]);
  const own = readLayer('identity', identity, 'identity', match, scope);
  const limits = boundary === undefined ? [] : [readLayer('boundary', [boundary], 'identity', match, scope)];
  const withinLimits = all(limits.map(allowOf));
  const documents = resource.document === undefined ? [] : [resource.document];
  const readFor = (audience: Audience): LayerReading =>
    readLayer(
      'resource',
      documents,
      'endpoint',
      (statement, hasVariables) => {
        const addressed = addressTo(statement, audience, resource.accountId, boundary !== undefined);
        if (addressed === undefined) return false;
        if (resource.counts === 'account' || isOnThisKey(addressed)) return matchTo(addressed, hasVariables);
        return all([matchTo({ ...addressed, resources: undefined }, hasVariables), scope.ask()]);
      },
      scope,
    );
  const toAccount = readFor('account');
  const toRole = readFor('role');
  const toEveryoneByArn = readFor('everyone by ARN');
  const toOthers = readFor('others');

  const delegated = resource.counts === 'account' ? true : allowOf(toAccount);
  const allow = any([
    all([delegated, allowOf(own), withinLimits]),
    all([allowOf(toRole), withinLimits]),
    allowOf(toEveryoneByArn),
    all([allowOf(toOthers), any([withinLimits, scope.ask()])]),
  ]);
  const layers = [own, ...limits, toAccount, toRole, toEveryoneByArn, toOthers];
  const decision = decideFormula(allow, layers, scope.errors);
  return { ...decision, isDelegated: delegated === true };
}

/** In a key policy `*` is the key itself; what another `Resource` does there is not documented. */
function isOnThisKey({ resources }: Statement): boolean {
  return resources?.isNegated === false && resources.patterns.includes('*');
}

/** The statement as it speaks to one audience. Undefined: it names none of it. */
function addressTo(
  statement: Statement,
  audience: Audience,
  accountId: string,
  isLimited: boolean,
): Statement | undefined {
  const { principals, effect } = statement;
  if (principals === undefined) return undefined;
  if (principals.isNegated) {
    if (audience !== 'others') return undefined;
    // Whom it leaves in is not settled, but a boundary brings everyone under a Deny with NotPrincipal:
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
    return effect === 'Deny' && isLimited ? { ...statement, principals: undefined } : statement;
  }
  const entries = principals.entries
    .map(({ type, values }) => ({
      type,
      values: values.filter((value) => findAudience(type, value, statement, accountId) === audience),
    }))
    .filter(({ values }) => values.length > 0);
  return entries.length === 0 ? undefined : { ...statement, principals: { ...principals, entries } };
}

function findAudience(
  type: PrincipalSelector['entries'][number]['type'],
  principal: string,
  { conditions }: Statement,
  accountId: string,
): Audience {
  if (type !== 'AWS' && type !== '*') return 'others';
  if (isOwnAccount(principal, accountId)) return 'account';
  if (/^arn:[^:]+:iam::\d{12}:role\//.test(principal)) return 'role';
  const isByArn = conditions.some(
    ({ operator, key }) => key === 'aws:principalarn' && /^(?:Arn|String)(?:Equals|Like)$/i.test(operator),
  );
  return principal === '*' && isByArn ? 'everyone by ARN' : 'others';
}

function isOwnAccount(principal: string, accountId: string): boolean {
  return principal === accountId || new RegExp(`^arn:[^:]+:iam::${accountId}:root$`).test(principal);
}
