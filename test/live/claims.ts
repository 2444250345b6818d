import { exitCodeOf } from '../../src/exit-code.ts';
import type { FindingStatus } from '../../src/model/finding.ts';
import type { Report, ReportFinding, ReportInstance } from '../../src/model/report.ts';

/** What a finding may become when an answer is lost. Nothing is ever gained by it. */
const MAY_BECOME: Readonly<Record<FindingStatus, readonly FindingStatus[]>> = {
  pass: ['pass', 'unknown'],
  fail: ['fail', 'unknown'],
  unknown: ['unknown'],
  'not-applicable': ['not-applicable', 'unknown'],
  error: [],
};

/** Every judgement that a reading with a lost answer must not make, in words. */
export function findFalseClaims(baseline: Report, report: Report): string[] {
  const instances = new Map(baseline.instances.map((instance) => [instance.arn, instance]));
  return report.instances.flatMap((instance) => {
    const before = instances.get(instance.arn);
    if (before === undefined) return [`${instance.arn} appeared`];
    const where = `${instance.region} ${instance.name}`;
    return [
      ...(before.findings.length === instance.findings.length ? [] : [`${where}: findings are missing`]),
      ...instance.findings.flatMap((finding, index) =>
        explainFinding(before.findings[index], finding).map((claim) => `${where}: ${claim}`),
      ),
      ...explainVerdict(before, instance).map((claim) => `${where}: ${claim}`),
      ...explainExit(baseline, before, instance).map((claim) => `${where}: ${claim}`),
    ];
  });
}

function explainFinding(before: ReportFinding | undefined, after: ReportFinding): string[] {
  if (before?.ruleId !== after.ruleId) return [`${after.ruleId} stands elsewhere`];
  if (!MAY_BECOME[before.status].includes(after.status)) {
    return [`${after.ruleId} went from ${before.status} to ${after.status}`];
  }
  // One cause mends all that a role lacks, so that it may grow smaller when a part of that is in doubt.
  const known = new Set(
    before.problems.flatMap(({ at, cause, message }) => [`${at} ${cause}`, `${at} ${message}`]),
  );
  return after.problems
    .filter(({ at, cause, message }) => !known.has(`${at} ${cause}`) && !known.has(`${at} ${message}`))
    .map(({ message }) => `${after.ruleId} has a new problem: ${message}`);
}

function explainVerdict(before: ReportInstance, after: ReportInstance): string[] {
  const pairs = [
    [before.verdict, after.verdict],
    [before.predicted, after.predicted],
  ] as const;
  return (
    pairs
      // `true` says that the verdict is a prediction, and claims nothing.
      .filter(([was, is]) => is !== was && is !== 'unknown' && is !== true)
      // A session opens as before; that nothing puts it at risk is not claimed, because the question is asked.
      .filter(([was, is]) => was !== 'at-risk' || is !== 'ready' || after.questions.length === 0)
      .map(([was, is]) => `the verdict went from ${String(was)} to ${String(is)}`)
  );
}

/** A scan of this instance alone must not turn green, nor fail for what was no failure. */
function explainExit(baseline: Report, before: ReportInstance, after: ReportInstance): string[] {
  const [was, is] = [before, after].map((instance) =>
    exitCodeOf({ ...baseline, instances: [instance] }, { failOn: 'medium', allowUnknown: false }),
  );
  return is === was || is === 3 ? [] : [`the exit code went from ${was} to ${is}`];
}
