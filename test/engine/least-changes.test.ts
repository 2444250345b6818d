import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankCauses } from '../../src/engine/causes.ts';
import { findLeastChanges } from '../../src/engine/least-changes.ts';
import type { Impact } from '../../src/model/finding.ts';
import type { ReportFinding, ReportInstance } from '../../src/model/report.ts';
import { fail, finding, instance } from '../reporters/table-report.ts';

const IMPACTS = new Map<string, Impact>([
  ['egress', 'blocks'],
  ['rights', 'blocks'],
  ['agent-online', 'blocks'],
  ['image', 'degrades'],
  ['logging', 'audit'],
]);

let number = 0;
/** A blocked instance that these changes are needed for, and with these findings beside. */
function needs(keys: readonly string[], ...others: ReportFinding[]): ReportInstance {
  number += 1;
  const findings = [...keys.map((key) => fail('egress', `${key} is wrong.`, key)), ...others];
  return instance(number, 'blocked', { findings, because: ['egress'] });
}

const many = (count: number, ...keys: string[]): ReportInstance[] =>
  Array.from({ length: count }, () => needs(keys));

function keysOf(instances: readonly ReportInstance[]): Set<string> {
  return new Set(
    instances.flatMap(({ findings }) =>
      findings.flatMap(({ problems }) => problems.map(({ cause }) => cause)),
    ),
  );
}

const plan = (instances: readonly ReportInstance[], causes = keysOf(instances)) =>
  findLeastChanges(instances, causes, IMPACTS);

describe('findLeastChanges', () => {
  it('three changes unblock 143 of 150: together what is needed together, best first', () => {
    const unread = finding('rights', 'unknown', { gaps: [{ kind: 'denied', action: 'iam:GetRole' }] });
    const instances = [
      ...many(100, 'endpoint', 'rule-a'),
      ...many(3, 'endpoint'),
      ...many(40, 'rule-b'),
      ...Array.from({ length: 7 }, () => needs(['endpoint'], unread)),
    ];
    expect(plan(instances)).toEqual({
      blocked: 150,
      unblocks: 143,
      steps: [
        { causes: ['endpoint', 'rule-a'], unblocks: 103 },
        { causes: ['rule-b'], unblocks: 40 },
      ],
    });
  });

  it('counts on what earlier steps have changed', () => {
    expect(plan([...many(5, 'a'), ...many(2, 'a', 'b'), ...many(3, 'c', 'd')]).steps).toEqual([
      { causes: ['a'], unblocks: 5 },
      { causes: ['b'], unblocks: 2 },
      { causes: ['c', 'd'], unblocks: 3 },
    ]);
  });

  it.each<[string, ReportInstance, number]>([
    ['nothing else', needs(['a']), 1],
    ['an audit question, which blocks nothing', needs(['a'], finding('logging', 'unknown')), 1],
    [
      'a question that the observation settles',
      needs(['a'], finding('rights', 'unknown', { settledBy: 'x' })),
      1,
    ],
    ['a rule that broke', needs(['a'], finding('rights', 'error')), 0],
    [
      'a weakness that may be why the agent is silent',
      needs(['a'], fail('agent-online', 'No agent.', 'agent'), fail('image', 'No agent in it.', 'image')),
      0,
    ],
    [
      'the question whether a silent agent is there at all',
      needs(
        ['a'],
        fail('agent-online', 'No agent.', 'agent'),
        finding('image', 'unknown', { gaps: [{ kind: 'not-visible', question: '?', stages: ['ssm'] }] }),
      ),
      0,
    ],
    [
      'a question about a silent agent that stops nothing',
      needs(
        ['a'],
        fail('agent-online', 'No agent.', 'agent'),
        finding('image', 'unknown', { gaps: [{ kind: 'not-visible', question: '?' }] }),
      ),
      1,
    ],
    ['the same weakness of an agent that answers', needs(['a'], fail('image', 'Old.', 'image')), 1],
  ])('beside %s', (_, given, unblocks) => {
    expect(plan([given])).toMatchObject({ blocked: 1, unblocks });
  });

  it('counts what would be blocked when started, and nothing that is not blocked', () => {
    const dormant = { ...needs(['a']), verdict: 'dormant', predicted: 'blocked' } as const;
    const risky = { ...needs(['b']), verdict: 'at-risk' } as const;
    expect(plan([dormant, risky])).toEqual({
      blocked: 1,
      unblocks: 1,
      steps: [{ causes: ['a'], unblocks: 1 }],
    });
  });

  it('promises nothing where a change was excepted or the cause is not known', () => {
    expect(plan([needs(['a', 'excepted'])], new Set(['a']))).toMatchObject({ unblocks: 0, steps: [] });
    expect(plan([needs([])])).toMatchObject({ blocked: 1, unblocks: 0, steps: [] });
  });

  it('makes each needed change once and no other, whatever the needs are', () => {
    const need = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(need, { minLength: 1, maxLength: 12 }), (all) => {
        const { steps, unblocks, blocked } = plan(all.map((keys) => needs(keys)));
        const made: string[] = [];
        for (const step of steps) {
          const before = all.filter((keys) => keys.every((key) => made.includes(key))).length;
          made.push(...step.causes);
          const after = all.filter((keys) => keys.every((key) => made.includes(key))).length;
          expect(step.unblocks).toBe(after - before);
          expect(step.unblocks).toBeGreaterThan(0);
        }
        expect(made.sort()).toEqual([...new Set(all.flat())].sort());
        expect([unblocks, blocked]).toEqual([all.length, all.length]);
      }),
    );
  });

  it('is quick where ten thousand instances need a change of their own and a shared one', () => {
    const instances = Array.from({ length: 10_000 }, (_, index) => needs([`own-${index}`, 'shared']));
    const started = performance.now();
    expect(plan(instances).steps).toHaveLength(10_000);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe('rankCauses', () => {
  const rank = (instances: readonly ReportInstance[]): (readonly [string, number])[] =>
    rankCauses(
      [...keysOf(instances)].map((key) => ({
        key,
        resource: { type: 'thing', id: key },
        fix: { summary: `Change ${key}.` },
        ruleIds: ['egress'],
        instances: instances.filter((one) => keysOf([one]).has(key)).map(({ arn }) => arn),
      })),
      instances,
      IMPACTS,
    ).map(({ key, unblocks }) => [key, unblocks]);

  it('orders by what each unblocks alone, then by who waits for it, then by who has it', () => {
    const audit = fail('logging', 'No logs.', 'logs');
    const ready = Array.from({ length: 5 }, (_, index) =>
      instance(900 + index, 'ready', { findings: [audit] }),
    );
    expect(rank([...many(3, 'a', 'b'), ...many(1, 'b', 'z'), ...many(2, 'c'), ...ready])).toEqual([
      ['c', 2],
      ['b', 0],
      ['a', 0],
      ['z', 0],
      ['logs', 0],
    ]);
  });
});
