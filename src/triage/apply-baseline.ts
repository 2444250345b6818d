import type { Baseline } from '../model/baseline.ts';
import type { Report, ReportBaseline, ReportFinding } from '../model/report.ts';
import { compareFindings, type Comparison } from './compare-findings.ts';
import { describeBlindSpots } from './blind-spots.ts';
import { describeDoubts } from './doubt-notices.ts';
import { toBaseline } from './to-baseline.ts';

/**
 * Says of each failure whether it is new since the baseline, and what became of the failures there. Verdicts, causes
 * and whatever is not a failure stay as they are. Where `acceptsKnown`, a failure that was there already, as it is now, is
 * decided: `baselined`; without it the marks are only for reading.
 */
export function applyBaseline(
  report: Report,
  baseline: Baseline,
  { acceptsKnown }: { readonly acceptsKnown: boolean },
): Report {
  const comparison = compareFindings(baseline, toBaseline(report));
  const mark = (finding: ReportFinding): ReportFinding => {
    if (finding.status !== 'fail') return finding;
    const found = comparison.changes.get(finding.fingerprint);
    if (found === undefined) return finding;
    const isKnown = found.change === 'unchanged' && found.doubt === undefined;
    return acceptsKnown && isKnown && finding.decision.kind === 'open'
      ? { ...finding, decision: { kind: 'baselined', since: found.since }, change: found.change }
      : { ...finding, change: found.change };
  };
  const instances = report.instances.map((instance) => ({
    ...instance,
    findings: instance.findings.map(mark),
  }));
  return {
    ...report,
    instances,
    notices: [
      ...report.notices,
      ...describeBlindSpots(report, baseline, comparison),
      ...(acceptsKnown ? describeDoubts(instances, comparison) : []),
    ],
    baseline: {
      generatedAt: baseline.generatedAt,
      counts: countChanges(comparison),
      previous: comparison.previous,
    },
  };
}

function countChanges({ changes, previous }: Comparison): ReportBaseline['counts'] {
  const counts = { new: 0, unchanged: 0, flapping: 0, fixed: 0, gone: 0, unverified: 0 };
  for (const { change } of [...changes.values(), ...previous]) counts[change]++;
  return counts;
}
