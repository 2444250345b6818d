import type { EvaluationScope } from './condition.ts';
import type { PrincipalSelector } from './document.ts';
import { any } from './formula.ts';
import type { Formula } from './formula.ts';

const ACCOUNT = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/;
const ROLE_OR_USER = /^arn:[^:]+:iam::(\d{12}):(role|user)\/(.+)$/;
const ROLE_SESSION = /^arn:[^:]+:sts::(\d{12}):assumed-role\/([^/]+)\//;

/**
 * Whether the principals of a policy include the caller, as far as `aws:PrincipalArn` is given; `*` stands for everyone.
 * `mayBeGateway`: it may be that of a gateway endpoint, which takes an account for its root user, and names neither
 * roles nor users.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export function matchCaller(
  selector: PrincipalSelector,
  scope: EvaluationScope,
  mayBeGateway: boolean,
): Formula {
  if (selector.isNegated) return scope.ask();
  const callers = scope.context.get('aws:principalarn');
  const caller = callers?.length === 1 ? callers[0] : undefined;
  return any(
    selector.entries.flatMap(({ type, values }) =>
      values.map((value) => {
        if (type === '*' || (type === 'AWS' && value === '*')) return true;
        if (type === 'Service' && caller !== undefined && ROLE_OR_USER.test(caller)) return false;
        const answer = type === 'AWS' && caller !== undefined ? isCaller(value, caller) : undefined;
        return answer === undefined || (answer && mayBeGateway) ? scope.ask() : answer;
      }),
    ),
  );
}

/** Undefined for forms that an ARN alone doesn't settle: unique ids, federated users, parts of names. */
function isCaller(principal: string, caller: string): boolean | undefined {
  if (principal === caller) return true;
  const [, account] = ACCOUNT.exec(principal) ?? [];
  const [, callerAccount, kind, name = ''] = ROLE_OR_USER.exec(caller) ?? [];
  if (account !== undefined) {
    const known = callerAccount ?? /^arn:[^:]+:[^:]*:[^:]*:(\d{12}):/.exec(caller)?.[1];
    return known === undefined ? undefined : known === account;
  }
  if (callerAccount === undefined || principal.includes('*')) return undefined;
  if (ROLE_OR_USER.test(principal)) return false;
  const [, sessionAccount, roleName] = ROLE_SESSION.exec(principal) ?? [];
  if (sessionAccount === undefined) return undefined;
  const isSameRole =
    kind === 'role' && sessionAccount === callerAccount && name.split('/').at(-1) === roleName;
  return isSameRole ? undefined : false;
}

/**
 * Whether a trust policy's principals include a service. `*` means all principals, and AWS services are among those;
 * `{"AWS": "*"}` is said to mean the same to anonymous users alone, so whether it takes in services stays open, as do
 * other spellings of the same service (another partition's or a Region's name).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous
 */
export function matchService(selector: PrincipalSelector, service: string, scope: EvaluationScope): Formula {
  const named = any(
    selector.entries.flatMap(({ type, values }) =>
      values.map((value) => {
        if (type === '*' || (type === 'Service' && value === service)) return true;
        const isOpen =
          value === '*'
            ? type !== 'Federated'
            : type === 'Service' && (value.includes('*') || isVariant(value, service));
        return isOpen ? scope.ask() : false;
      }),
    ),
  );
  // NotPrincipal certainly spares whom it names; whom else it meets is not said for services.
  if (selector.isNegated) return named === true ? false : scope.ask();
  return named;
}

/** With a Region's name in the middle, and of any partition. */
const SERVICE = /^([a-z\d-]+)\.(?:[a-z]{2,}(?:-[a-z]+)+-\d+\.)?amazonaws\.com(?:\.[a-z]+)?$/i;

function isVariant(left: string, right: string): boolean {
  const [leftName, rightName] = [left, right].map((name) => SERVICE.exec(name)?.[1]?.toLowerCase());
  return leftName !== undefined && leftName === rightName;
}
