import type { Evidence, FindingGap, Impact, Outcome, Problem, Severity, Stage } from './finding.ts';
import type { InventoryField, Subject } from './inventory.ts';
import type { Gap, Known } from './known.ts';
import type { HopName } from './path.ts';

export interface RuleMeta {
  /** Kebab-case, says the good state, never changes once released. */
  readonly id: string;
  /** The good state in one clause, at most 80 characters, no final dot. */
  readonly title: string;
  readonly impact: Impact;
  readonly severity: Severity;
  /** Why it matters, in one or two sentences. */
  readonly rationale: string;
  /** How to reach the good state, in one or two sentences. */
  readonly remediation: string;
  /** The answers that the rule looks at; the IAM policy and the docs are made from it, and a test holds it. */
  readonly reads: readonly InventoryField[];
  /** The hops of the network path that the rule reports; reports show the path with its failures. */
  readonly hops?: readonly HopName[];
  /** Ids of the controls that the rule is relevant to, by id of their list in `standards.ts`, or of your own list. */
  readonly standards?: Readonly<Record<string, readonly string[]>>;
  readonly docsUrl: string;
}

export interface Rule<Options extends object = Record<string, unknown>> {
  readonly meta: RuleMeta;
  /** JSON Schema (draft 2020-12) of the options object. */
  readonly optionsSchema: Readonly<Record<string, unknown>>;
  readonly defaults: Options;
  /** Pure and synchronous. A throw becomes an `error` finding. */
  check(subject: Subject, context: { readonly options: Options }): Outcome;
}

/** A rule as the configuration wants it run. */
export interface ConfiguredRule {
  readonly rule: Rule;
  readonly severity: Severity;
  /** Defaults, preset and configuration merged; valid by the rule's own schema. */
  readonly options: Readonly<Record<string, unknown>>;
}

const DOCS = 'https://github.com/ssm-preflight/ssm-preflight/blob/main/docs/rules';
const NO_OPTIONS = { type: 'object', additionalProperties: false, properties: {} } as const;
const DEFAULT_SEVERITY: Record<Impact, Severity> = { blocks: 'high', degrades: 'medium', audit: 'low' };

export interface RuleDefinition<Options extends object> {
  readonly meta: Omit<RuleMeta, 'docsUrl' | 'severity' | 'reads'> &
    Partial<Pick<RuleMeta, 'docsUrl' | 'severity' | 'reads'>>;
  readonly optionsSchema?: Readonly<Record<string, unknown>>;
  readonly defaults?: Options;
  check(subject: Subject, context: { readonly options: Options }): Outcome;
}

/** Makes a rule from its data and its one function; fills in what follows from the rest. */
export function defineRule<Options extends object = Record<string, never>>(
  definition: RuleDefinition<Options>,
): Rule<Options> {
  const { meta } = definition;
  return {
    meta: {
      ...meta,
      severity: meta.severity ?? DEFAULT_SEVERITY[meta.impact],
      reads: meta.reads ?? [],
      docsUrl: meta.docsUrl ?? `${DOCS}/${meta.id}.md`,
    },
    optionsSchema: definition.optionsSchema ?? NO_OPTIONS,
    // A rule without options has the empty object, which is what its schema says.
    defaults: definition.defaults ?? ({} as Options),
    check: definition.check.bind(definition),
  };
}

export function pass(...evidence: Evidence[]): Outcome {
  return { status: 'pass', evidence };
}

export function notApplicable(reason: string, ...evidence: Evidence[]): Outcome {
  return { status: 'not-applicable', reason, evidence };
}

/**
 * The one way from problems and gaps to an outcome: a problem is a failure, else a gap is `unknown`, else it is a
 * pass. So `fail` beats `unknown` beats `pass`, and no gap can ever become a pass.
 */
export function conclude(found: {
  readonly problems?: readonly Problem[];
  readonly gaps?: readonly FindingGap[];
  readonly evidence?: readonly Evidence[];
}): Outcome {
  const problems = found.problems ?? [];
  const gaps = dedupeGaps(found.gaps ?? []);
  const evidence = found.evidence ?? [];
  const [problem, ...problemsAfter] = problems;
  if (problem !== undefined) return { status: 'fail', problems: [problem, ...problemsAfter], gaps, evidence };
  const [gap, ...gapsAfter] = gaps;
  if (gap !== undefined) return { status: 'unknown', gaps: [gap, ...gapsAfter], evidence };
  return { status: 'pass', evidence };
}

/** Judges a value that may be unread: a gap answers `unknown`, and only a value that was read reaches the rule. */
export function judge<T>(value: Known<T>, decide: (value: T) => Outcome, stages?: readonly Stage[]): Outcome {
  return value.known ? decide(value.value) : conclude({ gaps: [withStages(value.gap, stages)] });
}

export function withStages(gap: Gap, stages: readonly Stage[] | undefined): FindingGap {
  return stages === undefined ? gap : { ...gap, stages };
}

function dedupeGaps(gaps: readonly FindingGap[]): FindingGap[] {
  const seen = new Set<string>();
  return gaps.filter((gap) => {
    const key = JSON.stringify(gap);
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}
