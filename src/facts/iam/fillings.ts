import { listVariables, substitute } from './formula.ts';
import type { CertainWord, Formula, ValueTest, Variable } from './formula.ts';

/** What a filling says about one unknown condition key. */
type KeyState =
  | { readonly is: 'absent' }
  | { readonly is: 'value'; readonly value: string }
  | { readonly is: 'other' };

interface Filling {
  readonly keys: ReadonlyMap<string, KeyState>;
  readonly answers: ReadonlyMap<string, boolean>;
}

/** Formula nodes looked at before the rest is taken as undecided. */
const WORK_LIMIT = 300_000;

const DAY = 86_400_000;

/**
 * The words a request may get over all ways of filling what is unknown: every condition key that was not given is in
 * turn absent, each value that some comparison singles out, and any other value. One filling holds for all documents at
 * once, so `Bool k true` in one statement and `Bool k false` in another exclude each other. Past a limit of work the
 * answer widens; it never narrows.
 */
export function findPossibleWords(allow: Formula, deny: Formula): Set<CertainWord> {
  const states = listKeyStates([...listVariables(deny), ...listVariables(allow)]);
  const found = new Set<CertainWord>();
  let work = 0;
  const visit = (allowBefore: Formula, denyBefore: Formula, filling: Filling): void => {
    const answer = (variable: Variable): boolean | undefined => answerFrom(variable, filling, states.setKeys);
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
    const { key, id } = variable;
    if (key !== undefined && !filling.keys.has(key)) {
      for (const state of states.byKey.get(key) ?? []) {
        visit(allowed, denied, { ...filling, keys: new Map(filling.keys).set(key, state) });
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

function answerFrom(variable: Variable, filling: Filling, setKeys: ReadonlySet<string>): boolean | undefined {
  const answered = filling.answers.get(variable.id);
  if (answered !== undefined || variable.key === undefined) return answered;
  const state = filling.keys.get(variable.key);
  if (state === undefined) return undefined;
  if (state.is === 'absent') return false;
  if (variable.test === 'is-present') return true;
  if (variable.test === undefined) return undefined;
  if (state.is === 'value') return variable.test.holds(state.value);
  return setKeys.has(variable.key) ? undefined : variable.test.otherwise;
}

function listKeyStates(variables: readonly Variable[]): {
  byKey: ReadonlyMap<string, readonly KeyState[]>;
  setKeys: ReadonlySet<string>;
} {
  const tests = new Map<string, ValueTest[]>();
  const setKeys = new Set<string>();
  for (const { key, test, isSet } of variables) {
    if (key === undefined) continue;
    const list = tests.get(key) ?? [];
    if (typeof test === 'object') list.push(test);
    tests.set(key, list);
    if (isSet === true) setKeys.add(key);
  }
  const byKey = new Map<string, readonly KeyState[]>();
  for (const [key, list] of tests) {
    const domains = new Set(list.map((test) => test.domain));
    const [domain] = domains;
    const isClosed = domains.size === 1 && domain !== 'text' && !setKeys.has(key);
    const witnesses = new Set(list.flatMap((test) => test.witnesses));
    const values = isClosed && domain !== undefined ? fillGaps(domain, witnesses) : [...witnesses];
    byKey.set(key, [
      { is: 'absent' },
      ...values.map((value): KeyState => ({ is: 'value', value })),
      ...(isClosed ? [] : [{ is: 'other' } as const]),
    ]);
  }
  return { byKey, setKeys };
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
