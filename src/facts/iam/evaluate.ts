import { combineLayers, openScope, readLayer } from './layers.ts';
import type { Decision } from './layers.ts';
import type { Statement } from './document.ts';
import type { Formula, Word } from './formula.ts';
import { matchStatement, type AccessRequest } from './statement.ts';

export type { AccessRequest } from './statement.ts';
export type { Word } from './formula.ts';
export type { Context, Decision } from './layers.ts';

/** Policy documents, each an object or its JSON text. */
export interface PolicySet {
  /** Inline and managed policies of the identity; any of them may allow. */
  readonly identity: readonly unknown[];
  /** Permissions boundary. Absent: none is set. */
  readonly boundary?: unknown;
  /** Policy of the VPC endpoint the request goes through. Absent: it goes through none. */
  readonly endpoint?: unknown;
  /** One document per level of the organisation, each of which must allow. Absent: none is considered. */
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
