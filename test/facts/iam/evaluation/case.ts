import type { AccessRequest, PolicySet, Word } from '../../../../src/facts/iam/evaluate.ts';

/** Pages of the IAM User Guide that the cases rest on: docs.aws.amazon.com/IAM/latest/UserGuide/<page>.html. */
export const PAGES = {
  action: 'reference_policies_elements_action',
  notAction: 'reference_policies_elements_notaction',
  boundary: 'access_policies_boundaries',
  condition: 'reference_policies_elements_condition',
  effect: 'reference_policies_elements_effect',
  endpoint: 'vpc-endpoints-access (VPC guide)',
  grammar: 'reference_policies_grammar',
  logic: 'reference_policies_evaluation-logic',
  multiple: 'reference_policies_condition-logic-multiple-context-keys-or-values',
  notPrincipal: 'reference_policies_elements_notprincipal',
  notResource: 'reference_policies_elements_notresource',
  operators: 'reference_policies_elements_condition_operators',
  principal: 'reference_policies_elements_principal',
  resource: 'reference_policies_elements_resource',
  serviceControl: 'orgs_manage_policies_scps_evaluation (Organizations guide)',
  sid: 'reference_policies_elements_sid',
  sets: 'reference_policies_condition-single-vs-multi-valued-context-keys',
  ssmmessages: 'list_ssmmessages (Service Authorization Reference)',
  variables: 'reference_policies_variables',
  version: 'reference_policies_elements_version',
} as const;

export interface EvaluationCase {
  /** What the documentation says, in the project's words. */
  readonly says: string;
  readonly page: keyof typeof PAGES;
  readonly request: AccessRequest;
  readonly policies: PolicySet;
  readonly word: Word;
}

export type StatementFields = Readonly<Record<string, unknown>>;

export const INSTANCE = 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc';
export const UPDATE = 'ssm:UpdateInstanceInformation';

export const ALLOW_ALL = document({ Effect: 'Allow', Action: '*', Resource: '*' });
export const EVERYONE = document({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' });

/** A document of version 2012-10-17. */
export function document(...statements: readonly StatementFields[]): unknown {
  return { Version: '2012-10-17', Statement: statements };
}

export function allow(fields: StatementFields = {}): StatementFields {
  return { Effect: 'Allow', Action: UPDATE, Resource: '*', ...fields };
}

export function deny(fields: StatementFields = {}): StatementFields {
  return { Effect: 'Deny', Action: UPDATE, Resource: '*', ...fields };
}
