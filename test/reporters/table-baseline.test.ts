import { describe, expect, it } from 'vitest';
import type { Report, ReportBaseline } from '../../src/model/report.ts';
import { tableReporter } from '../../src/reporters/table.ts';
import { buildReport } from '../support/report.ts';

const NONE = { new: 0, unchanged: 0, flapping: 0, fixed: 0, gone: 0, unverified: 0 };
const options = { color: false, width: 120, verbose: false, sarifProfile: 'full' } as const;

function since(counts: Partial<ReportBaseline['counts']>, generatedAt = '2026-11-19T03:00:00.000Z'): Report {
  return buildReport({ baseline: { generatedAt, counts: { ...NONE, ...counts }, previous: [] } });
}
function lineOf(report: Report, width = 120): string {
  const lines = tableReporter.render(report, { ...options, width }).split('\n');
  return lines.filter((line) => line.startsWith('since ')).join('|');
}

describe('the line about the baseline', () => {
  it.each<[Partial<ReportBaseline['counts']>, string]>([
    [{ new: 2, fixed: 1, unverified: 3 }, '2 new, 1 fixed, 3 unverified'],
    [{ new: 1, unchanged: 14, flapping: 1, gone: 2 }, '1 new, 1 flapping, 2 gone, 14 as before'],
    [{ unchanged: 1 }, 'nothing new, 1 as before'],
    [{}, 'nothing new'],
  ])('says %j', (counts, expected) => {
    expect(lineOf(since(counts))).toBe(`since 2026-11-19: ${expected}`);
  });

  it('says the minute where the baseline is of the same day', () => {
    expect(lineOf(since({ new: 1 }, '2026-11-20T03:04:05.000Z'))).toBe('since 2026-11-20 03:04 UTC: 1 new');
  });

  it('is not there without a baseline', () => {
    expect(lineOf(buildReport())).toBe('');
  });
});

describe('a failure against the baseline', () => {
  it.each([
    ['new', '(high, new)'],
    ['flapping', '(high, flapping)'],
    ['unchanged', '(high)'],
    [undefined, '(high)'],
  ] as const)('that is %s is marked where findings are shown', (change, mark) => {
    const report = buildReport();
    const instances = report.instances.map((instance) => ({
      ...instance,
      findings: instance.findings.map((finding) =>
        finding.status === 'fail' && change !== undefined ? { ...finding, change } : finding,
      ),
    }));
    const text = tableReporter.render({ ...report, instances }, { ...options, verbose: true });
    const marks = [...text.matchAll(/\bfail \S+ (\(high.*?\))/g)].map(([, found]) => found);
    expect(marks.length).toBeGreaterThan(0);
    expect(new Set(marks)).toEqual(new Set([mark]));
  });
});
