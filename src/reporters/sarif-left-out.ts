import type { Report, RenderOptions, ReportInstance } from '../model/report.ts';
import { compare } from '../model/subjects.ts';
import { isSetAside } from '../model/verdict.ts';
import { whyNotCovered } from './sarif-carried.ts';
import { isReadGap } from './sarif-notifications.ts';
import type { ScopeContents } from './sarif-scopes.ts';
import { toPlainText } from './sarif-text.ts';

type Profile = RenderOptions['sarifProfile'];

/**
 * Why a scope gives no run; undefined when it gives one. One that could not be read has nothing to say. In the
 * `github` profile also one in which a missing answer left a rule undecided: GitHub takes whatever the newest upload
 * of a category doesn't hold for fixed, so a run without the undecided failures would close their alerts. No upload
 * keeps them as they were. A baseline of the last upload names those failures, and a run with them is whole.
 * Gaps that decided nothing do no harm, nor do questions that no reading answers: those are undecided every night.
 */
export function whyLeftOut(report: Report, contents: ScopeContents, profile: Profile): string | undefined {
  if (contents.scope.status === 'unreadable') return 'Its instances could not be read.';
  if (profile === 'full') return undefined;
  const missing = [
    ...listLostAnswers(contents.instances),
    ...(contents.scope.launches === 'unread' ? ['the list of what is launched next'] : []),
  ];
  if (missing.length === 0) return undefined;
  const doubt = whyNotCovered(report, contents);
  if (doubt === undefined) return undefined;
  return toPlainText(
    `Not decided for want of ${missing.join(', ')}. Without those results GitHub would close their alerts as fixed, and ${doubt}.`,
  );
}

/**
 * The calls whose answers are missing and the rules that broke off, as far as they leave something undecided. Stopped
 * and excluded instances don't count: nothing of theirs is uploaded anyway.
 */
function listLostAnswers(instances: readonly ReportInstance[]): string[] {
  const findings = instances
    .filter(({ verdict }) => !isSetAside(verdict))
    .flatMap((instance) => instance.findings);
  const lost = findings.flatMap(({ ruleId, status, gaps, settledBy }) => {
    if (status === 'error') return [`rule ${ruleId}`];
    if (status !== 'unknown' || settledBy !== undefined) return [];
    return gaps.filter(isReadGap).map(({ action }) => action);
  });
  return [...new Set(lost)].sort(compare);
}
