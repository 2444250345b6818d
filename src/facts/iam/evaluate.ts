import { buildConditions } from './condition.ts';
import type { EvaluationScope } from './condition.ts';
import type { Selector, Statement } from './document.ts';
import { all, any, not } from './formula.ts';
import type { Formula, Word } from './formula.ts';
import { combineLayers, openScope, readLayer } from './layers.ts';
import type { Context, Decision } from './layers.ts';
import {
  hasServiceWildcard,
  isArnPattern,
  isEverything,
  matchAction,
  matchGlob,
  matchResourceArn,
  resourcePartStart,
} from './match.ts';
import { matchCaller } from './principal.ts';
import { resolveTemplate } from './variables.ts';

export type { Word } from './formula.ts';
export type { Context, Decision } from './layers.ts';

export interface AccessRequest {
  /** `service:Action`. */
  readonly action: string;
  /** One ARN, or `*` for an action that has no resource types. */
  readonly resource: string;
  /** A key that is missing here is unknown; a key with an empty list is known to be absent. */
  readonly context?: Context;
}

/** Policy documents, each an object or its JSON text. */
export interface PolicySet {
  /** Inline and managed policies of the identity; any of them may allow. */
  readonly identity: readonly unknown[];
  /** Permissions boundary. Absent: none is set. */
  readonly boundary?: unknown;
  /** Policy of the VPC endpoint the request goes through. Absent: it goes through none. */
  readonly endpoint?: unknown;
  /** One document per level of the organisation, each of which must allow. */
  readonly serviceControl?: readonly unknown[];
}

/**
 * Whether IAM lets the identity do the action: `conditional` when that depends on something unknown (a condition key
 * that is not given, a policy variable, a document that can't be read). Pure.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(request: AccessRequest, policies: PolicySet): Word {
  return decide(request, policies).word;
}

/** Like {@link evaluate}, with the words that are possible and the statements behind them. */
export function decide(request: AccessRequest, policies: PolicySet): Decision {
  const scope = openScope(request.context);
  const match = (statement: Statement, hasVariables: boolean): Formula =>
    matchStatement(statement, hasVariables, request, scope);
  const layers = [
    readLayer('identity', policies.identity, 'identity', match, scope),
    ...(policies.boundary === undefined
      ? []
      : [readLayer('boundary', [policies.boundary], 'identity', match, scope)]),
    ...(policies.endpoint === undefined
      ? []
      : [readLayer('endpoint', [policies.endpoint], 'endpoint', match, scope)]),
    ...(policies.serviceControl ?? []).map((document, index) =>
      readLayer('serviceControl', [document], 'identity', match, scope, index),
    ),
  ];
  return combineLayers(layers, scope.errors);
}

/** An endpoint's policy does not say of which type the endpoint is. */
const HAS_GATEWAY_ENDPOINTS = /^(?:s3|dynamodb):/i;

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

export function matchActions(actions: Selector, action: string): boolean {
  const folded = action.toLowerCase();
  return actions.patterns.some((pattern) => matchAction(pattern, folded)) !== actions.isNegated;
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
