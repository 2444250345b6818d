import type { Impact } from './finding.ts';
import type { ReportInstance } from './report.ts';

/** The rule that reports the observation itself: a symptom wherever something else explains it. */
export const OBSERVING_RULE = 'agent-online';

/** Blocked now, or as soon as it is started. */
export function isBlocked({ verdict, predicted }: ReportInstance): boolean {
  return verdict === 'blocked' || predicted === 'blocked';
}

/** Keys of the causes that all have to go before a session opens; none where nobody knows the cause. */
export function listNeededChanges({ findings, because }: ReportInstance): string[] {
  const failed = findings.filter(
    ({ ruleId, status, contradictedBy }) =>
      status === 'fail' && contradictedBy === undefined && because.includes(ruleId),
  );
  const explaining = failed.filter(({ ruleId }) => ruleId !== OBSERVING_RULE);
  const keys = (explaining.length > 0 ? explaining : failed).flatMap(({ problems }) =>
    problems.map(({ cause }) => cause),
  );
  return [...new Set(keys)].sort();
}

/**
 * Whether something else may block the instance still, so that nobody can promise that the changes suffice: what is
 * undecided, and, where no agent answers, a weakness that may be why.
 */
export function mayNeedMore(
  { findings, because }: ReportInstance,
  impacts: ReadonlyMap<string, Impact>,
): boolean {
  const isSilent = findings.some(({ ruleId, status }) => ruleId === OBSERVING_RULE && status === 'fail');
  return findings.some(({ ruleId, status, settledBy, gaps }) => {
    if (settledBy !== undefined) return false;
    const isOpen = status === 'unknown' || status === 'error';
    switch (impacts.get(ruleId)) {
      case 'blocks':
        return isOpen || (status === 'fail' && gaps.length > 0);
      case 'degrades':
        // Gaps of what only degrades name stages where a bad answer leaves no session: no agent in the image.
        if (status === 'unknown') return isSilent && gaps.some(({ stages = [] }) => stages.length > 0);
        return isSilent && status === 'fail' && !because.includes(ruleId);
      default:
        return false;
    }
  });
}
