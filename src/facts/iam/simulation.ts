import type { EvaluationResult } from '../../model/aws.ts';
import type { Evidence } from '../../model/finding.ts';
import type { Subject } from '../../model/inventory.ts';
import { answerFor, describeGap, type Gap } from '../../model/known.ts';
import { instanceArn } from './instance-arn.ts';
import { isInstanceScoped } from './instance-scope.ts';
import { collectRolePolicies } from './role-policies.ts';
import type { Principal, Right } from './role-rights.ts';

export interface Compared<R extends Right> {
  /** As they were; one that IAM's simulator answers otherwise, or that the organisation refuses, is unknown. */
  readonly rights: readonly R[];
  readonly evidence: readonly Evidence[];
}

/**
 * Sets what the role's documents say beside what IAM's policy simulator answered, if it was asked. The simulator knows
 * service control policies, which nobody can read here; and where the two differ, one of them is wrong.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export function compareWithSimulation<R extends Right>(
  subject: Subject,
  principal: Principal,
  rights: readonly R[],
): Compared<R> {
  const resource = principal.role.Arn ?? '';
  const answer = answerFor(subject.iam.SimulationResults, resource);
  if (answer === undefined) return { rights, evidence: [] };
  if (!answer.known) {
    const detail = `IAM's policy simulator was not heard: ${describeGap(answer.gap)}.`;
    return { rights, evidence: [{ resource, detail }] };
  }
  const results = rights.map((right) => findResult(subject, principal, answer.value, right));
  const questions = rights.map((right, index) => {
    const result = results[index];
    return result === undefined ? undefined : findDifference(principal, right, result);
  });
  const differing = questions.filter((question) => question !== undefined);
  const unsettled = rights
    .filter((right, index) => questions[index] === undefined && !isComparable(right, results[index]))
    .map(({ action }) => action);
  const agreeing = rights.length - differing.length - unsettled.length;
  const detail = [
    ...(differing.length > 0
      ? [`IAM's policy simulator answers otherwise. ${differing.join(' ')}`]
      : agreeing > 0
        ? ["IAM's policy simulator answers nothing else."]
        : []),
    ...(unsettled.length > 0
      ? [`IAM's policy simulator settles nothing about ${unsettled.join(', ')}.`]
      : []),
  ].join(' ');
  return {
    rights: rights.map((right, index) => {
      const question = questions[index];
      return question === undefined ? right : toUnknown(right, { kind: 'not-visible', question });
    }),
    evidence: [{ resource, detail }],
  };
}

function toUnknown<R extends Right>(right: R, gap: Gap): R {
  return { ...right, word: 'unknown', gap };
}

/** Systems Manager is asked on the instance, its channels on `*`; each action was simulated on both. */
function findResult(
  subject: Subject,
  { role }: Principal,
  results: readonly EvaluationResult[],
  { action, resource }: Right,
): EvaluationResult | undefined {
  // Where it is allowed, the right is shared and names no instance.
  const asked = resource === '*' ? '*' : instanceArn(subject);
  const isAnyInstance = asked !== '*' && !isInstanceScoped(collectRolePolicies(role, subject.iam));
  const isMeant = ({ EvalResourceName: name = '' }: { readonly EvalResourceName?: string }): boolean =>
    isAnyInstance ? name.includes(':instance/') && !name.includes('${') : name === asked;
  const ofAction = results.filter(
    ({ EvalActionName }) => EvalActionName?.toLowerCase() === action.toLowerCase(),
  );
  return ofAction.flatMap(listByResource).find(isMeant);
}

/**
 * What the simulator answers of each resource. The decision of a result as a whole is the strictest of all resources,
 * and its name may be the form of an ARN; it counts for itself only where resources are not told apart.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html
 */
function listByResource(result: EvaluationResult): readonly EvaluationResult[] {
  const { ResourceSpecificResults = [], MissingContextValues = [], OrganizationsDecisionDetail } = result;
  if (ResourceSpecificResults.length === 0) return [result];
  return ResourceSpecificResults.map(
    ({ EvalResourceName, EvalResourceDecision, MissingContextValues: own }) => ({
      ...(EvalResourceName !== undefined && { EvalResourceName }),
      ...(EvalResourceDecision !== undefined && { EvalDecision: EvalResourceDecision }),
      MissingContextValues: [...MissingContextValues, ...(own ?? [])],
      // What is allowed is allowed by the organisation too, whatever it refuses elsewhere.
      ...(EvalResourceDecision !== 'allowed' &&
        OrganizationsDecisionDetail !== undefined && { OrganizationsDecisionDetail }),
    }),
  );
}

const WORDS: Readonly<Record<string, Right['word']>> = {
  allowed: 'allow',
  explicitDeny: 'explicit-deny',
  implicitDeny: 'implicit-deny',
};

function findDifference({ role }: Principal, right: Right, result: EvaluationResult): string | undefined {
  const { action, word } = right;
  const { EvalDecision = '', OrganizationsDecisionDetail } = result;
  const name = role.RoleName ?? role.Arn ?? '';
  const isRefusedHere = word === 'explicit-deny' || word === 'implicit-deny';
  if (OrganizationsDecisionDetail?.AllowedByOrganizations === false) {
    return isRefusedHere
      ? undefined
      : `Do the organisation's service control policies let the role ${name} do ${action}? IAM's policy simulator says that they do not.`;
  }
  if (!isComparable(right, result)) return undefined;
  const isAllowedThere = WORDS[EvalDecision] === 'allow';
  if (isAllowedThere === !isRefusedHere) return undefined;
  return `May the role ${name} do ${action}? Its documents say ${isRefusedHere ? 'no' : 'yes'}, IAM's policy simulator says ${EvalDecision}.`;
}

/** Without a value for a condition the simulator takes it for absent, which the documents' answer does not. */
function isComparable({ word }: Right, result: EvaluationResult | undefined): boolean {
  if (result === undefined || word === 'unknown') return false;
  const isWhole = (result.MissingContextValues?.length ?? 0) === 0;
  return isWhole && WORDS[result.EvalDecision ?? ''] !== undefined;
}
