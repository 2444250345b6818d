import type { ErrorObject } from 'ajv';

/** What a value could have been, where `anyOf` or `oneOf` leaves no branch that it resembles. */
export interface Choice {
  readonly values: readonly unknown[];
  readonly types: readonly string[];
}

/**
 * Under `anyOf` and `oneOf` every branch complains, also those that were never meant. Keeps the errors of the one
 * branch whose type fits; where none does, one error stays, with all that would have fitted as its `params`.
 */
export function settleChoices(errors: readonly ErrorObject[]): ErrorObject[] {
  const choices = errors
    .filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf')
    // Inner ones first: an outer one then meets what is left of them.
    .sort((a, b) => b.schemaPath.length - a.schemaPath.length);
  let left = [...errors];
  for (const choice of choices) {
    const isBranchOf = ({ schemaPath, instancePath }: ErrorObject): boolean =>
      schemaPath.startsWith(`${choice.schemaPath}/`) && instancePath.startsWith(choice.instancePath);
    // Behind a `$ref` an error no longer says which branch it came from; it speaks for itself.
    const isReferred = left.some(
      (error) => !isBranchOf(error) && error.instancePath.startsWith(`${choice.instancePath}/`),
    );
    const settled = settle(choice, left.filter(isBranchOf), isReferred);
    left = left.flatMap((error) => (error === choice ? settled : isBranchOf(error) ? [] : [error]));
  }
  return left;
}

function settle(choice: ErrorObject, errors: readonly ErrorObject[], isReferred: boolean): ErrorObject[] {
  const branches = new Map<string, ErrorObject[]>();
  for (const error of errors) {
    const branch = error.schemaPath.slice(choice.schemaPath.length + 1).split('/')[0] ?? '';
    branches.set(branch, [...(branches.get(branch) ?? []), error]);
  }
  const mismatches = errors.filter((error) => isMismatch(error, choice));
  const [fitting, second] = [...branches.values()].filter(
    (branch) => !branch.some((error) => isMismatch(error, choice)),
  );
  if (fitting !== undefined) return second === undefined ? fitting : [choice];
  if (isReferred) return [];
  const wanted: Choice = {
    values: mismatches.flatMap(({ keyword, params }) =>
      keyword === 'enum'
        ? (params['allowedValues'] as unknown[])
        : keyword === 'const'
          ? [params['allowedValue']]
          : [],
    ),
    types: mismatches.flatMap(({ keyword, params }) =>
      keyword === 'type' ? ([params['type']].flat() as string[]) : [],
    ),
  };
  return [{ ...choice, params: wanted }];
}

/** The value itself is of another kind than the branch wants. */
function isMismatch({ keyword, instancePath }: ErrorObject, choice: ErrorObject): boolean {
  return ['type', 'enum', 'const'].includes(keyword) && instancePath === choice.instancePath;
}
