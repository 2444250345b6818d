import type { Finding } from '../model/finding.ts';
import { OBSERVING_RULE } from '../model/needed-changes.ts';
import type { Observation } from '../model/verdict.ts';
import { isOpenGap, proofOf, weighProblems } from './stages.ts';

/**
 * Marks what the observation makes of findings: a failure that it disproves counts as medium at most and says what
 * disproves it; an unread answer that can no longer matter says what settled it.
 */
export function markAgainstObservation(findings: readonly Finding[], observation: Observation): Finding[] {
  if (observation.state !== 'running' || observation.excluded !== undefined) return [...findings];
  const proof = proofOf(observation);
  if (proof.stages.size === 0) return [...findings];
  const weighed = weighProblems(findings, proof);
  return findings.map((finding) => {
    if (finding.impact !== 'blocks' || finding.ruleId === OBSERVING_RULE) return finding;
    if (finding.status === 'fail') {
      const own = weighed.filter((entry) => entry.finding === finding);
      if (!own.every(({ weight }) => weight === 'contradicted')) return finding;
      const severity =
        finding.severity === 'critical' || finding.severity === 'high' ? 'medium' : finding.severity;
      return { ...finding, severity, contradictedBy: proof.by };
    }
    if (finding.status === 'unknown' && !finding.gaps.some((gap) => isOpenGap(gap, proof))) {
      return { ...finding, settledBy: proof.by };
    }
    return finding;
  });
}
