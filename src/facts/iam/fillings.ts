import { listVariables, substitute } from './formula.ts';
import type { CertainWord, Formula, KeyQuestion, TextPattern, ValueTest, Variable } from './formula.ts';
import { acceptsEverything, listTextWitnesses, literalOf } from './text-witnesses.ts';

/** What a filling says about one unknown condition key. `other`: some value that no listed one stands for. */
type KeyState =
  | { readonly is: 'absent' }
  | { readonly is: 'present'; readonly values: readonly string[] }
  | { readonly is: 'other' };

interface Filling {
  readonly keys: ReadonlyMap<string, KeyState>;
  readonly answers: ReadonlyMap<string, boolean>;
}

/** Sets of values that the questions about one key tell apart; past these an open rest stands for all. */
const SET_LIMIT = 64;

/** Formula nodes looked at before the rest is taken as undecided. */
const WORK_LIMIT = 300_000;

const DAY = 86_400_000;

/**
 * The words a request may get over all ways of filling what is unknown: every condition key that was not given is in
 * turn absent and of each value that the comparisons tell apart. One filling holds for all documents at once, so
 * `Bool k true` in one statement and `Bool k false` in another exclude each other. Past a limit of work the answer
 * widens; it never narrows.
 */
export function findPossibleWords(allow: Formula, deny: Formula): Set<CertainWord> {
  const settled = boundWords(allow, deny);
  if (settled.length === 1) return new Set(settled);
  const states = listKeyStates([...listVariables(deny), ...listVariables(allow)]);
  const found = new Set<CertainWord>();
  let work = 0;
  const visit = (allowBefore: Formula, denyBefore: Formula, filling: Filling): void => {
    const answer = (variable: Variable): boolean | undefined => answerFrom(variable, filling);
    const denied = substitute(denyBefore, answer);
    const allowed = denied === true ? false : substitute(allowBefore, answer);
    const bounds = boundWords(allowed, denied);
    work += 1 + countNodes(denied) + countNodes(allowed);
    const [variable] = [...listVariables(denied), ...listVariables(allowed)];
    if (bounds.length === 1 || work > WORK_LIMIT || variable === undefined) {
      for (const word of bounds) found.add(word);
      return;
    }
    if (bounds.every((word) => found.has(word))) return;
    const { about, id } = variable;
    if (about !== undefined && !filling.keys.has(about.key)) {
      const statesOfKey = states.get(about.key);
      if (statesOfKey === undefined) throw new Error(`no states were listed for the key ${about.key}`);
      for (const state of statesOfKey) {
        visit(allowed, denied, { ...filling, keys: new Map(filling.keys).set(about.key, state) });
      }
      return;
    }
    for (const value of [true, false]) {
      visit(allowed, denied, { ...filling, answers: new Map(filling.answers).set(id, value) });
    }
  };
  visit(allow, deny, { keys: new Map(), answers: new Map() });
  return found;
}

/** What the words can be when nothing more is known of the two formulas than whether they are settled. */
function boundWords(allow: Formula, deny: Formula): CertainWord[] {
  const words: CertainWord[] = [];
  if (deny !== true && allow !== false) words.push('allow');
  if (deny !== true && allow !== true) words.push('implicit-deny');
  if (deny !== false) words.push('explicit-deny');
  return words;
}

function answerFrom({ id, about }: Variable, filling: Filling): boolean | undefined {
  const answered = filling.answers.get(id);
  if (answered !== undefined || about === undefined) return answered;
  const state = filling.keys.get(about.key);
  if (state === undefined) return undefined;
  if (state.is === 'absent') return false;
  return state.is === 'present' ? about.answer(state.values) : answerForOther(about);
}

/** The rest holds no text that a pattern names in full. */
function answerForOther({ tests, isSet }: KeyQuestion): boolean | undefined {
  if (tests.length === 0) return true;
  const [test] = tests;
  if (isSet || test === undefined || test.patterns.length === 0) return undefined;
  if (test.patterns.some(acceptsEverything)) return true;
  return test.patterns.every(isLiteral) ? false : undefined;
}

function isLiteral(pattern: TextPattern): boolean {
  return literalOf(pattern) !== undefined;
}

function listKeyStates(variables: readonly Variable[]): ReadonlyMap<string, readonly KeyState[]> {
  const questions = new Map<string, KeyQuestion[]>();
  for (const { about } of variables) {
    if (about === undefined) continue;
    const list = questions.get(about.key);
    if (list === undefined) questions.set(about.key, [about]);
    else list.push(about);
  }
  return new Map([...questions].map(([key, list]) => [key, listStates(list)]));
}

function listStates(questions: readonly KeyQuestion[]): KeyState[] {
  const isSet = questions.some((question) => question.isSet);
  const tests = new Map(questions.flatMap((question) => question.tests.map((test) => [test.id, test])));
  const { values, isComplete } = listValues([...tests.values()], isSet);
  const sets = isSet && isComplete ? listSets(values, questions) : undefined;
  const listed = sets ?? values.map((value) => [value]);
  return [
    { is: 'absent' },
    ...listed.map((set): KeyState => ({ is: 'present', values: set })),
    ...(isComplete && (sets !== undefined || !isSet) ? [] : [{ is: 'other' } as const]),
  ];
}

/** `isComplete`: every value that the key can have gets the same answers as one of these. */
function listValues(
  tests: readonly ValueTest[],
  isSet: boolean,
): { readonly values: readonly string[]; readonly isComplete: boolean } {
  const domains = new Set(tests.map(({ domain }) => domain));
  const [domain = 'text'] = domains;
  const witnesses = new Set(tests.flatMap((test) => test.witnesses));
  if (domains.size <= 1 && domain !== 'text')
    return { values: fillGaps(domain, witnesses), isComplete: true };
  const patterns = tests.flatMap((test) => test.patterns);
  // What one pattern with wildcards accepts, no list of literals exhausts: the open rest is as exact.
  const wide = patterns.filter((pattern) => !isLiteral(pattern));
  const isWorthwhile = isSet || wide.length > 1 || wide.some(({ folds }) => folds);
  const told = isSet ? [...patterns, EMPTY_TEXT] : patterns;
  const listed = domains.size <= 1 && isWorthwhile ? listTextWitnesses(told) : undefined;
  if (listed !== undefined) return { values: listed, isComplete: true };
  const literals = told.map(literalOf).filter((literal) => literal !== undefined);
  return { values: [...new Set([...witnesses, ...literals])], isComplete: false };
}

/** To a set it is no value. */
const EMPTY_TEXT: TextPattern = { tokens: [], folds: false, isArn: false };

/**
 * One set of values for every combination of answers. A question about a set asks whether some value is so, so sets
 * with the same answers stay alike as they grow; the set of an empty text alone, which is no value, does not.
 */
function listSets(values: readonly string[], questions: readonly KeyQuestion[]): string[][] | undefined {
  const seen = new Set<string>();
  const sets: string[][] = [];
  const add = (set: string[]): void => {
    const answers = questions.map(({ answer }) => answer(set)).join();
    if (seen.has(answers) && set.join('') !== '') return;
    seen.add(answers);
    sets.push(set);
  };
  for (const value of values) add([value]);
  for (const set of sets) {
    for (const value of values) if (!set.includes(value)) add([...set, value]);
    if (sets.length > SET_LIMIT) return undefined;
  }
  return sets;
}

/** Adds, for ordered domains, a value below, between and above the thresholds, so that every interval has one. */
function fillGaps(domain: ValueTest['domain'], witnesses: ReadonlySet<string>): string[] {
  if (domain === 'bool' || domain === 'ip') return [...witnesses];
  const isDate = domain === 'date';
  const points = [...new Set([...witnesses].map((value) => (isDate ? Date.parse(value) : Number(value))))];
  points.sort((left, right) => left - right);
  const step = isDate ? DAY : 1;
  const filled = points.flatMap((point, index) => {
    const next = points[index + 1];
    const above = next === undefined ? point + step : (point + next) / 2;
    return index === 0 ? [point - step, point, above] : [point, above];
  });
  return filled.map((value) => (isDate ? new Date(value).toISOString() : String(value)));
}

function countNodes(formula: Formula): number {
  if (typeof formula === 'boolean' || formula.kind === 'variable') return 1;
  return formula.parts.reduce((sum, part) => sum + countNodes(part), 1);
}
