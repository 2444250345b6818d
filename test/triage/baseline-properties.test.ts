import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../src/exit-code.ts';
import type { Report } from '../../src/model/report.ts';
import { applyBaseline } from '../../src/triage/apply-baseline.ts';
import { diffRuns } from '../../src/triage/diff.ts';
import { toBaseline } from '../../src/triage/to-baseline.ts';
import { updateBaseline } from '../../src/triage/update-baseline.ts';
import { reportOf, type Night } from '../support/night.ts';

const status = fc.constantFrom('pass', 'fail', 'fail', 'unknown', 'error', 'not-applicable');
const excepted = fc.constant({ kind: 'excepted', reason: 'r', expires: '2027-01-01' } as const);
const cell = fc.oneof(
  status,
  fc.record({
    status: fc.constant('fail' as const),
    decision: fc.oneof(excepted, fc.constant({ kind: 'open' } as const)),
    severity: fc.constantFrom('low', 'high'),
    causes: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }),
  }),
);
const cells = fc.record({ watched: cell, other: cell });
const verdict = fc.constantFrom('ready', 'blocked', 'unknown', 'dormant');
const IDS = ['eu-1', 'eu-2', 'us-1', 'us-2'] as const;

const everything = fc.record({
  instances: fc.dictionary(fc.constantFrom(...IDS), cells),
  verdicts: fc.dictionary(fc.constantFrom(...IDS), verdict),
});
const scope = fc.constantFrom('read', 'read', 'partial', 'unreadable', 'skipped');
/** A run that may have left anything out; what a region that was not read holds is not in it. */
const night: fc.Arbitrary<Night> = fc
  .record({
    seen: everything,
    scopes: fc.record({ eu: scope, us: scope }),
    rules: fc.constantFrom(['watched', 'other'], ['watched', 'other'], ['other']),
    filters: fc.constantFrom(undefined, undefined, { tags: ['a'] }, { instances: ['eu-1'] }),
    day: fc.integer({ min: 1, max: 20 }),
  })
  .map(({ seen, scopes, filters, ...rest }) => ({
    ...seen,
    ...rest,
    scopes,
    ...(filters === undefined ? {} : { filters }),
    instances: Object.fromEntries(
      Object.entries(seen.instances).filter(([id]) =>
        ['read', 'partial'].includes(scopes[id.startsWith('eu') ? 'eu' : 'us']),
      ),
    ),
  }));
/** A run in which everything was looked at and judged. */
const whole: fc.Arbitrary<Night> = everything.map(({ instances, verdicts }) => ({
  verdicts,
  scopes: { eu: 'read', us: 'read' },
  instances: Object.fromEntries(
    Object.entries(instances).map(([id, row]) => [
      id,
      Object.fromEntries(
        Object.entries(row).map(([rule, one]) => [rule, one === 'unknown' || one === 'error' ? 'pass' : one]),
      ),
    ]),
  ),
}));

const GATE = { failOn: 'high', allowUnknown: false } as const;
const runs = [fc.constantFrom(true, false), night, night] as const;

function failuresOf({ instances }: Report): Report['instances'][number]['findings'] {
  return instances.flatMap(({ findings }) => findings.filter((finding) => finding.status === 'fail'));
}

/** Whether it failed then for all that it fails for now, no less grave, and counted. */
function isSameFailure(then: Report, now: Report, fingerprint: string): boolean {
  const find = ({
    instances,
  }: Report): { verdict: string; finding: Report['instances'][number]['findings'][number] }[] =>
    instances.flatMap(({ verdict, findings }) =>
      findings
        .filter((finding) => finding.fingerprint === fingerprint && finding.status === 'fail')
        .map((finding) => ({ verdict, finding })),
    );
  const [[before], [after]] = [find(then), find(now)];
  if (before === undefined || after === undefined) return false;
  const causes = before.finding.problems.map(({ cause }) => cause);
  return (
    before.finding.decision.kind === 'open' &&
    (before.verdict !== 'dormant' || after.verdict === 'dormant') &&
    !(before.finding.severity === 'low' && after.finding.severity === 'high') &&
    after.finding.problems.every(({ cause }) => causes.includes(cause))
  );
}

/** The report as it was before the baseline was put to it. */
function unmark({ baseline: _, notices: __, ...report }: Report): unknown {
  return {
    ...report,
    instances: report.instances.map((instance) => ({
      ...instance,
      findings: instance.findings.map(({ change: ___, decision, ...finding }) => ({
        ...finding,
        decision: decision.kind === 'baselined' ? { kind: 'open' } : decision,
      })),
    })),
  };
}

describe('a baseline', () => {
  it('drops no finding and changes no verdict, cause or count', () => {
    fc.assert(
      fc.property(...runs, (acceptsKnown, then, now) => {
        const report = reportOf(now);
        const marked = applyBaseline(report, toBaseline(reportOf(then)), { acceptsKnown });
        expect(unmark(marked)).toEqual(unmark(report));
      }),
    );
  });

  it('marks failures alone, all of them, and decides only those that it knows and that are open', () => {
    fc.assert(
      fc.property(...runs, (acceptsKnown, then, now) => {
        const report = applyBaseline(reportOf(now), toBaseline(reportOf(then)), { acceptsKnown });
        for (const { status: is, change, decision, fingerprint } of report.instances.flatMap(
          (one) => one.findings,
        )) {
          expect(change === undefined).toBe(is !== 'fail');
          if (decision.kind === 'baselined') expect([acceptsKnown, change]).toEqual([true, 'unchanged']);
          if (decision.kind === 'open' && acceptsKnown && change === 'unchanged')
            expect(isSameFailure(reportOf(then), reportOf(now), fingerprint)).toBe(false);
          if (decision.kind === 'baselined')
            expect(isSameFailure(reportOf(then), reportOf(now), fingerprint)).toBe(true);
        }
      }),
    );
  });

  it('leaves the exit code alone where it is only shown, and never hides what is not known to have failed', () => {
    fc.assert(
      fc.property(night, night, (then, now) => {
        const baseline = toBaseline(reportOf(then));
        const code = exitCodeOf(reportOf(now), GATE);
        expect(exitCodeOf(applyBaseline(reportOf(now), baseline, { acceptsKnown: false }), GATE)).toBe(code);
        const isAllKnown = failuresOf(reportOf(now)).every(({ fingerprint }) =>
          isSameFailure(reportOf(then), reportOf(now), fingerprint),
        );
        const accepted = exitCodeOf(applyBaseline(reportOf(now), baseline, { acceptsKnown: true }), GATE);
        if (code !== 1) expect(accepted).toBe(code);
        if (isAllKnown) expect(accepted).not.toBe(1);
      }),
    );
  });

  it('gives every earlier failure one fate, and counts each', () => {
    fc.assert(
      fc.property(...runs, (acceptsKnown, then, now) => {
        const before = failuresOf(reportOf(then)).map(({ fingerprint }) => fingerprint);
        const report = applyBaseline(reportOf(now), toBaseline(reportOf(then)), { acceptsKnown });
        const failing = failuresOf(report);
        const unchanged = failing.filter(({ change }) => change === 'unchanged');
        const previous = report.baseline?.previous ?? [];
        const fates = [...unchanged, ...previous].map(({ fingerprint }) => fingerprint);
        expect([...fates].sort()).toEqual([...before].sort());
        const counted: Record<string, number> = { new: 0, unchanged: 0, flapping: 0, fixed: 0, gone: 0 };
        for (const { change = '' } of [...failing, ...previous]) counted[change] = (counted[change] ?? 0) + 1;
        expect({ unverified: 0, ...counted }).toEqual(report.baseline?.counts);
      }),
    );
  });

  it('never calls fixed or gone what was not looked at', () => {
    fc.assert(
      fc.property(night, night, (then, now) => {
        const report = applyBaseline(reportOf(now), toBaseline(reportOf(then)), { acceptsKnown: false });
        for (const { fingerprint, ruleId, region, change, instanceId } of report.baseline?.previous ?? []) {
          if (change === 'unverified') continue;
          const scoped = report.scopes.find((one) => one.region === region);
          const found = report.instances
            .flatMap(({ findings }) => findings)
            .find((finding) => finding.fingerprint === fingerprint);
          expect(report.rules.map(({ id }) => id)).toContain(ruleId);
          expect(['read', 'partial']).toContain(scoped?.status);
          if (change === 'fixed') expect(['pass', 'not-applicable']).toContain(found?.status);
          else {
            expect(found).toBeUndefined();
            expect(now.filters?.['tags']).toBeUndefined();
            if (now.filters !== undefined) expect(now.filters['instances']).toContain(instanceId);
          }
        }
      }),
    );
  });

  it('that was just made of a report finds nothing new in it', () => {
    fc.assert(
      fc.property(fc.array(night, { minLength: 1, maxLength: 4 }), (nights) => {
        const reports = nights.map((one, index) => reportOf({ ...one, day: index + 1 }));
        const [first, ...others] = reports.map(toBaseline);
        const last = reports.at(-1);
        if (first === undefined || last === undefined) return;
        const baseline = others.reduce(updateBaseline, first);
        const counts = applyBaseline(last, baseline, { acceptsKnown: false }).baseline?.counts;
        const failing = failuresOf(last).length;
        expect(counts).toMatchObject({ new: 0, flapping: 0, fixed: 0, gone: 0, unchanged: failing });
      }),
    );
  });
});

describe('the difference', () => {
  const prints = (from: Night, to: Night, ...changes: string[]): string[] =>
    diffRuns(toBaseline(reportOf(from)), toBaseline(reportOf(to)))
      .findings.filter(({ change }) => changes.includes(change))
      .map(({ fingerprint }) => fingerprint)
      .sort();

  it('of a run and itself is empty', () => {
    fc.assert(
      fc.property(night, (one) => {
        const { instances, findings, causes, unread } = diffRuns(
          toBaseline(reportOf(one)),
          toBaseline(reportOf(one)),
        );
        expect([instances, findings, causes.come, causes.gone, unread]).toEqual([[], [], [], [], []]);
      }),
    );
  });

  it('of two whole runs is the same both ways: what is new one way is fixed or gone the other', () => {
    fc.assert(
      fc.property(whole, whole, (from, to) => {
        expect(prints(from, to, 'new')).toEqual(prints(to, from, 'fixed', 'gone'));
        expect(prints(from, to, 'unverified', 'undecided', 'flapping')).toEqual([]);
        const [ahead, back] = [
          [from, to],
          [to, from],
        ].map(([a = {}, b = {}]) => diffRuns(toBaseline(reportOf(a)), toBaseline(reportOf(b))));
        const keys = (causes: readonly { readonly key: string }[] = []): string[] =>
          causes.map(({ key }) => key).sort();
        const moved = (is: typeof ahead, change: string): string[] =>
          (is?.instances ?? [])
            .filter((one) => one.change === change)
            .map(({ arn }) => arn)
            .sort();
        expect(moved(ahead, 'new')).toEqual(moved(back, 'gone'));
        expect(moved(ahead, 'changed')).toEqual(moved(back, 'changed'));
        // A cause whose failures are excepted now is neither new nor gone.
        expect(keys(back?.causes.come)).toEqual(expect.arrayContaining(keys(ahead?.causes.gone)));
      }),
    );
  });

  it('of any two runs is never better one way than the other way is worse', () => {
    fc.assert(
      fc.property(night, night, (from, to) => {
        expect(prints(to, from, 'new')).toEqual(expect.arrayContaining(prints(from, to, 'fixed', 'gone')));
        expect(prints(from, to, 'new')).toEqual(prints(to, from, 'fixed', 'gone', 'unverified'));
      }),
    );
  });
});
