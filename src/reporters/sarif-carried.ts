import type { PreviousFinding, Report } from '../model/report.ts';
import { isSetAside } from '../model/verdict.ts';
import type { ScopeContents } from './sarif-scopes.ts';

/**
 * The failures of the baseline that nobody could recheck. GitHub takes whatever the newest upload of a category does
 * not hold for fixed, so they are written again. Not those that have no place in the category of this scan:
 * - of a rule that is off: nobody asks any longer;
 * - of an instance that is stopped or excluded: such a one's findings are never uploaded;
 * - of an instance that the filters left out: a narrowed scan has a category of its own.
 */
export function listCarried(report: Report, { instances, previous }: ScopeContents): PreviousFinding[] {
  const verdicts = new Map(instances.map(({ arn, verdict }) => [arn, verdict]));
  const isNarrowed = report.source.filters !== undefined;
  return previous.filter(({ change, ruleId, arn }) => {
    if (change !== 'unverified' || !isAsked(report, ruleId)) return false;
    const verdict = verdicts.get(arn);
    return verdict === undefined ? !isNarrowed : !isSetAside(verdict);
  });
}

/** The failures of the baseline whose rules are off now: they leave GitHub with no more than a notice. */
export function listNoLongerAsked(report: Report): PreviousFinding[] {
  return (report.baseline?.previous ?? []).filter(
    ({ change, ruleId }) => change === 'unverified' && !isAsked(report, ruleId),
  );
}

const TWO_DAYS = 2 * 24 * 60 * 60 * 1000;

/**
 * Why the baseline can't stand for the last upload; undefined when it can. One that says nothing of the scope may have
 * found no failure or may never have been there. And failures that came after it have alerts that nothing carries: the
 * baseline of the night before, or of the one before that, is taken for that of the newest upload.
 */
export function whyNotCovered(report: Report, { instances, previous }: ScopeContents): string | undefined {
  const { baseline, source } = report;
  if (baseline === undefined) return 'there is no baseline that names them';
  const isKnown =
    previous.length > 0 ||
    instances.some(({ findings }) =>
      findings.some(({ change }) => change === 'unchanged' || change === 'flapping'),
    );
  if (!isKnown) return 'the baseline knows nothing of this region';
  const age = Date.parse(source.takenAt) - Date.parse(baseline.generatedAt);
  if (age <= TWO_DAYS) return undefined;
  return `the baseline of ${baseline.generatedAt} is too old to name them all`;
}

function isAsked({ rules }: Report, ruleId: string): boolean {
  return rules.some(({ id }) => id === ruleId);
}
