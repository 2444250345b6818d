import type { Baseline } from '../model/baseline.ts';
import type { Report, ReportBaseline, ReportFinding } from '../model/report.ts';
import { compareFindings, type Comparison } from './compare-findings.ts';
import { placeOf } from './looked-at.ts';
import { toBaseline } from './to-baseline.ts';

/**
 * Says of each failure whether it is new since the baseline, and what became of the failures there. Verdicts, causes
 * and whatever is not a failure stay as they are. Where `acceptsKnown`, a failure that was there already is decided:
 * `baselined`; without it the marks are only for reading.
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
    const { change, since } = found;
    const isAccepted = acceptsKnown && change === 'unchanged' && finding.decision.kind === 'open';
    return { ...finding, ...(isAccepted ? { decision: { kind: 'baselined', since } } : {}), change };
  };
  const instances = report.instances.map((instance) => ({
    ...instance,
    findings: instance.findings.map(mark),
  }));
  return {
    ...report,
    instances,
    notices: [...report.notices, ...describeBlindSpots(report, baseline, comparison)],
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

/** A failure where the baseline did not look is new to it, and may be old. */
function describeBlindSpots(report: Report, baseline: Baseline, { changes }: Comparison): string[] {
  const read = new Set(baseline.scopes.filter(({ isRead }) => isRead).map(placeOf));
  const asked = new Set(baseline.rules);
  const rules = new Set<string>();
  const places = new Set<string>();
  for (const instance of report.instances) {
    for (const { fingerprint, ruleId } of instance.findings) {
      if (changes.get(fingerprint)?.change !== 'new') continue;
      if (!asked.has(ruleId)) rules.add(ruleId);
      if (!read.has(placeOf(instance))) places.add(placeOf(instance));
    }
  }
  const of = (what: string, names: ReadonlySet<string>): string[] =>
    names.size === 0
      ? []
      : [`The baseline did not look at ${what} ${[...names].join(', ')}: failures there count as new.`];
  return [...of('the rules', rules), ...of('the regions', places)];
}
