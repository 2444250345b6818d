import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/model/finding.ts';
import type { IamField, InventoryField, RegionField, Subject } from '../../src/model/inventory.ts';
import type { Gap, Known } from '../../src/model/known.ts';
import { unknown } from '../../src/model/known.ts';
import type { Rule } from '../../src/model/rule.ts';
import { buildSubject, type SubjectChanges } from './subject.ts';

interface RuleCase<Options> {
  readonly name: string;
  readonly given?: SubjectChanges;
  readonly options?: Partial<Options>;
  /** Facts that this case does not depend on, as the tester names them (`Subnets`, `VpcAttributes.vpc-1.EnableDnsSupport`, `Instance.SubnetId`). */
  readonly irrelevant?: readonly string[];
}

interface FailCase<Options> extends RuleCase<Options> {
  /** The `at` of each problem, in order. */
  readonly at: readonly [string, ...string[]];
}

export interface RuleCases<Options> {
  readonly pass: readonly [RuleCase<Options>, ...RuleCase<Options>[]];
  readonly fail: readonly [FailCase<Options>, ...FailCase<Options>[]];
  readonly unknown?: readonly RuleCase<Options>[];
  readonly notApplicable?: readonly RuleCase<Options>[];
}

const DENIED: Gap = { kind: 'denied', action: 'test:Denied' };
const IAM_FIELDS: ReadonlySet<string> = new Set<IamField>(['InstanceProfiles', 'RoleDetailList', 'Policies']);
const RECORD_FIELDS = [
  'ImageAncestryEntries',
  'VpcAttributes',
  'PrefixListEntries',
  'HostedZoneSummaries',
  'ResourceRecordSets',
  'ConnectionStatuses',
  'LogGroups',
  'BucketEncryptions',
  'BucketPolicies',
  'BucketLocations',
  'Keys',
  'KeyPolicies',
  'KeyGrants',
] as const;

/** Wraps the subject so that each answer that the rule looks at is written down. */
function record(subject: Subject, reads: Set<string>, attributes: Set<string>): Subject {
  const watch = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(object, key, receiver) {
        if (typeof key === 'string' && key !== 'region' && key !== 'skipped') reads.add(key);
        return Reflect.get(object, key, receiver) as unknown;
      },
    });
  const gaps = new Proxy(subject.instance.Gaps ?? {}, {
    get(object, key, receiver) {
      if (typeof key === 'string') attributes.add(key);
      return Reflect.get(object, key, receiver) as unknown;
    },
  });
  return {
    ...subject,
    instance: { ...subject.instance, Gaps: gaps },
    region: watch(subject.region),
    iam: watch(subject.iam),
  };
}

/** Every way to lose one fact that the rule used: a whole answer, one item's answer, one attribute. */
function* losses(
  subject: Subject,
  reads: readonly InventoryField[],
  attributes: Iterable<string>,
): Generator<[string, Subject]> {
  for (const field of reads) {
    // A second opinion that only the user's wish asks for: without it everything is as it was.
    if (field === 'SimulationResults') continue;
    if (IAM_FIELDS.has(field))
      yield [field, { ...subject, iam: { ...subject.iam, [field]: unknown(DENIED) } }];
    else if ((RECORD_FIELDS as readonly string[]).includes(field))
      yield* recordLosses(subject, field as (typeof RECORD_FIELDS)[number]);
    else
      yield [field, { ...subject, region: { ...subject.region, [field as RegionField]: unknown(DENIED) } }];
  }
  for (const attribute of attributes) {
    yield [
      `Instance.${attribute}`,
      { ...subject, instance: { ...subject.instance, Gaps: { [attribute]: DENIED } } },
    ];
  }
}

function* recordLosses(
  subject: Subject,
  field: (typeof RECORD_FIELDS)[number],
): Generator<[string, Subject]> {
  const items = subject.region[field] as Readonly<Record<string, object>>;
  for (const [id, item] of Object.entries(items)) {
    if ('known' in item) {
      yield [
        `${field}.${id}`,
        { ...subject, region: { ...subject.region, [field]: { ...items, [id]: unknown(DENIED) } } },
      ];
      continue;
    }
    for (const part of Object.keys(item as Record<string, Known<unknown>>)) {
      const lost = { ...items, [id]: { ...item, [part]: unknown(DENIED) } };
      yield [`${field}.${id}.${part}`, { ...subject, region: { ...subject.region, [field]: lost } }];
    }
  }
}

/**
 * Runs a rule over a table of cases. Beyond the stated outcome it demands what nobody should be able to forget:
 * the rule looks at no answer that its metadata does not declare, and losing any one answer that a pass or a
 * failure rests on turns it into `unknown` — unless the case names that answer as irrelevant, in which case the
 * outcome must not change. A failure may also stay a failure: one proof is enough.
 */
export function testRule<Options extends object>(rule: Rule<Options>, cases: RuleCases<Options>): void {
  const check = (subject: Subject, options: Partial<Options> | undefined): Outcome =>
    rule.check(subject, { options: { ...rule.defaults, ...options } });

  const table: [Outcome['status'], RuleCase<Options>][] = [
    ...cases.pass.map((c): [Outcome['status'], RuleCase<Options>] => ['pass', c]),
    ...cases.fail.map((c): [Outcome['status'], RuleCase<Options>] => ['fail', c]),
    ...(cases.unknown ?? []).map((c): [Outcome['status'], RuleCase<Options>] => ['unknown', c]),
    ...(cases.notApplicable ?? []).map((c): [Outcome['status'], RuleCase<Options>] => ['not-applicable', c]),
  ];

  describe(rule.meta.id, () => {
    it('has no two cases of one name', () => {
      const names = table.map(([, { name }]) => name);
      expect(new Set(names).size).toBe(names.length);
    });

    it.each(table)('%s: $name', (status, testCase) => {
      const subject = buildSubject(testCase.given);
      const outcome = check(subject, testCase.options);
      expect(outcome.status, JSON.stringify(outcome)).toBe(status);
      if (outcome.status === 'fail') {
        expect(outcome.problems.map(({ at }) => at)).toEqual((testCase as FailCase<Options>).at);
      }
      if (outcome.status === 'pass' || outcome.status === 'fail') {
        expect(outcome.evidence, 'a pass or a failure names what it looked at').not.toEqual([]);
      }

      const reads = new Set<string>();
      const attributes = new Set<string>();
      check(record(subject, reads, attributes), testCase.options);
      const undeclared = [...reads].filter(
        (field) => !(rule.meta.reads as readonly string[]).includes(field),
      );
      expect(undeclared, 'looked at answers that meta.reads does not declare').toEqual([]);

      if (status !== 'pass' && status !== 'fail') return;
      const used = rule.meta.reads.filter((field) => reads.has(field));
      // When a session was last opened is evidence, and decides nothing.
      for (const [fact, lost] of losses(subject, used, attributes)) {
        const after = check(lost, testCase.options).status;
        const allowed =
          fact === 'Sessions' || testCase.irrelevant?.includes(fact)
            ? [status]
            : status === 'fail'
              ? ['unknown', 'fail']
              : ['unknown'];
        expect(allowed, `after losing ${fact}: ${after}`).toContain(after);
      }
    });
  });
}
