import { buildConditions } from './condition.ts';
import { matchActions } from './match.ts';
import { all } from './formula.ts';
import type { Word } from './formula.ts';
import { combineLayers, openScope, readLayer } from './layers.ts';
import type { Context, Decision } from './layers.ts';
import { matchService } from './principal.ts';

/**
 * Whether a role's trust policy lets the service principal (`ec2.amazonaws.com`) do `sts:AssumeRole`. The document is an
 * object or its JSON text; a condition key that is not given is unknown.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-service.html
 */
export function allowsService(document: unknown, service: string, context?: Context): Word {
  return decideService(document, service, context).word;
}

/** Like {@link allowsService}, with the words that are possible and the statements behind them. */
export function decideService(document: unknown, service: string, context?: Context): Decision {
  const scope = openScope(context);
  const layer = readLayer(
    'trust',
    [document],
    'trust',
    (statement, hasVariables) =>
      matchActions(statement.actions, 'sts:AssumeRole') &&
      all([
        statement.principals !== undefined && matchService(statement.principals, service, scope),
        buildConditions(statement.conditions, hasVariables, scope),
      ]),
    scope,
  );
  return combineLayers([layer], scope.errors);
}
