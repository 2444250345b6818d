import { buildConditions } from './condition.ts';
import type { EvaluationScope } from './condition.ts';
import type { Selector, Statement } from './document.ts';
import { all, any, not } from './formula.ts';
import type { Formula } from './formula.ts';
import type { Context } from './layers.ts';
import {
  hasServiceWildcard,
  isArnPattern,
  isEverything,
  matchActions,
  matchGlob,
  matchResourceArn,
  resourcePartStart,
} from './match.ts';
import { matchCaller } from './principal.ts';
import { resolveTemplate } from './variables.ts';

export interface AccessRequest {
  /** `service:Action`. */
  readonly action: string;
  /** One ARN, or `*` for an action that has no resource types. */
  readonly resource: string;
  /** A key that is missing here is unknown; a key with an empty list is known to be absent. */
  readonly context?: Context;
}

/** An endpoint's policy does not say of which type the endpoint is. */
const HAS_GATEWAY_ENDPOINTS = /^(?:s3|dynamodb):/i;

/** Whether, and under which unknowns, a statement speaks of the request. */
export function matchStatement(
  statement: Statement,
  hasVariables: boolean,
  request: AccessRequest,
  scope: EvaluationScope,
): Formula {
  if (!matchActions(statement.actions, request.action)) return false;
  const resources = statement.resources;
  const resourceMatch = resources === undefined || matchResources(resources, hasVariables, request, scope);
  if (resourceMatch === false) return false;
  return all([
    resourceMatch,
    statement.principals === undefined ||
      matchCaller(statement.principals, scope, HAS_GATEWAY_ENDPOINTS.test(request.action)),
    buildConditions(statement.conditions, hasVariables, scope),
  ]);
}

function matchResources(
  resources: Selector,
  hasVariables: boolean,
  request: AccessRequest,
  scope: EvaluationScope,
): Formula {
  const matches = any(
    resources.patterns.map((pattern) => matchResource(pattern, hasVariables, request, scope)),
  );
  return resources.isNegated ? not(matches) : matches;
}

/**
 * Actions of the agent's two message services have no resource types: AWS asks for `*`.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_ssmmessages.html
 */
const WITHOUT_RESOURCE_TYPES = /^(?:ssmmessages|ec2messages):/i;

function matchResource(
  pattern: string,
  hasVariables: boolean,
  request: AccessRequest,
  scope: EvaluationScope,
): Formula {
  const template = resolveTemplate(pattern, {
    variables: hasVariables,
    wildcards: true,
    context: scope.context,
  });
  const { tokens } = template;
  if (template.matchesNothing) return false;
  if (template.isResolved && isEverything(tokens)) return true;
  if (request.resource === '*' || WITHOUT_RESOURCE_TYPES.test(request.action)) return false;
  // IAM takes ARNs and `*` only; what it makes of something else is not documented.
  if (!isArnPattern(tokens)) return matchGlob(tokens, request.resource) && scope.ask();
  if (!matchResourceArn(tokens, request.resource)) return false;
  // AWS allows neither a wildcard in the service segment nor a variable before the resource part.
  const resourceStart = resourcePartStart(tokens);
  const isDocumented =
    template.isResolved &&
    !hasServiceWildcard(tokens) &&
    template.variableStarts.every((start) => start >= resourceStart);
  return isDocumented || scope.ask();
}
