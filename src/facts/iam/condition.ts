import type { ConditionEntry } from './document.ts';
import { all, any, not } from './formula.ts';
import type { Formula, KeyQuestion, Variable } from './formula.ts';
import { compileTest, parseOperator } from './operators.ts';
import type { CompiledTest, Operator } from './operators.ts';
import { parseBool } from './values.ts';
import type { RequestContext } from './variables.ts';

/** What the statements of one evaluation share. */
export interface EvaluationScope {
  readonly context: RequestContext;
  /** A question that nothing known answers, asked in this one place. */
  readonly ask: () => Variable;
  readonly report: (error: string) => void;
}

/**
 * A statement's conditions: all of them must hold, of several values of one key any (negated: none).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function buildConditions(
  entries: readonly ConditionEntry[],
  hasVariables: boolean,
  scope: EvaluationScope,
): Formula {
  return all(entries.map((entry) => buildCondition(entry, hasVariables, scope)));
}

function buildCondition(entry: ConditionEntry, hasVariables: boolean, scope: EvaluationScope): Formula {
  const operator = parseOperator(entry.operator);
  if (operator === undefined || entry.values.length === 0) {
    scope.report(
      operator === undefined
        ? `Condition operator ${entry.operator} is not one that IAM documents`
        : `Condition ${entry.operator} compares ${entry.key} with no value`,
    );
    return scope.ask();
  }
  if (operator.comparison === 'Null') {
    const wanted = entry.values.map(parseBool);
    const present = isPresent(entry.key, scope.context);
    if (!wanted.includes(undefined))
      return any(wanted.map((absent) => (absent === true ? not(present) : present)));
    scope.report('Condition Null compares with something else than true and false');
    return scope.ask();
  }
  const tests: CompiledTest[] = [];
  for (const value of entry.values) {
    const test = compileTest(operator.comparison, value, { variables: hasVariables, context: scope.context });
    if (test === undefined) {
      scope.report(`Condition ${entry.operator} can't compare ${entry.key} with ${JSON.stringify(value)}`);
      return scope.ask();
    }
    if (test.matchesNothing !== true) tests.push(test);
  }
  const values = scope.context.get(entry.key);
  if (values !== undefined) return compareKnown(operator, tests, values, scope);
  const formula =
    operator.set === undefined
      ? compareUnknown(operator, tests, entry.key, scope)
      : compareUnknownSet(operator, entry, tests, scope);
  return operator.ifExists ? any([not(isPresent(entry.key, scope.context)), formula]) : formula;
}

function isPresent(key: string, context: RequestContext): Formula {
  const values = context.get(key);
  if (values !== undefined) return values.length > 0;
  return toVariable('is-present', { key, answer: () => true, tests: [], isSet: false });
}

/**
 * Set qualifiers count an empty text as no value at all.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
function isNullSet(values: readonly string[]): boolean {
  return values.every((value) => value === '');
}

function toVariable(name: string, about: KeyQuestion): Variable {
  return { kind: 'variable', id: `${about.key}|${name}`, about };
}

function compareKnown(
  operator: Operator,
  tests: readonly CompiledTest[],
  values: readonly string[],
  scope: EvaluationScope,
): Formula {
  const { set, isNegated, ifExists } = operator;
  if (values.length === 0) {
    if (set === undefined) return ifExists || isNegated;
    return ifExists || set === 'ForAllValues';
  }
  if (set !== undefined && isNullSet(values)) return set === 'ForAllValues';
  const answers = values.map((value) => {
    const matches = any(tests.map((test) => test.holds(value) ?? scope.ask()));
    return isNegated ? not(matches) : matches;
  });
  if (set !== undefined) return set === 'ForAllValues' ? all(answers) : any(answers);
  const [first = false] = answers;
  // A key with several values needs a set qualifier; what a plain operator then does is not documented.
  return answers.every((answer) => answer === first) ? first : scope.ask();
}

function compareUnknown(
  operator: Operator,
  tests: readonly CompiledTest[],
  key: string,
  scope: EvaluationScope,
): Formula {
  const matches = any(
    tests.map((test) => {
      const about: KeyQuestion = {
        key,
        answer: (values) => {
          const [first, ...others] = values.map(test.holds);
          return others.every((other) => other === first) ? first : undefined;
        },
        tests: [test],
        isSet: false,
      };
      return test.isUnstable === true ? { ...scope.ask(), about } : toVariable(test.id, about);
    }),
  );
  return operator.isNegated ? not(matches) : matches;
}

/**
 * "Any value matches" and "some value doesn't" are two questions about the same set: `ForAnyValue` asks the first,
 * `ForAllValues` is the contrary of the second, and a negated operator swaps them. Both are false when the key is absent.
 */
function compareUnknownSet(
  operator: Operator,
  entry: ConditionEntry,
  tests: readonly CompiledTest[],
  scope: EvaluationScope,
): Formula {
  const asksForMatch = (operator.set === 'ForAnyValue') !== operator.isNegated;
  const about: KeyQuestion = {
    key: entry.key,
    answer: (values) => {
      if (isNullSet(values)) return false;
      return isAny(
        values.map((value) => {
          const matches = isAny(tests.map((test) => test.holds(value)));
          return asksForMatch || matches === undefined ? matches : !matches;
        }),
      );
    },
    tests,
    isSet: true,
  };
  const identity = JSON.stringify(tests.map((test) => test.id).toSorted());
  const question = tests.some((test) => test.isUnstable === true)
    ? { ...scope.ask(), about }
    : toVariable(`${asksForMatch ? 'some' : 'not-all'}|${identity}`, about);
  return operator.set === 'ForAnyValue' ? question : not(question);
}

function isAny(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}
