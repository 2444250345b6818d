import type { RenderOptions, Report } from '../model/report.ts';
import { compare } from '../model/subjects.ts';
import { listCarried, listNoLongerAsked } from './sarif-carried.ts';
import { whyLeftOut } from './sarif-left-out.ts';
import { LIMITS } from './sarif-parts.ts';
import { listAlerts } from './sarif-results.ts';
import { listScopes, type ScopeContents } from './sarif-scopes.ts';
import { count } from './table-line.ts';

/** What is not in the file; for GitHub also which alerts it will keep, close or not show. */
export function listNotices(report: Report, profile: RenderOptions['sarifProfile']): string[] {
  const scopes = listScopes(report);
  const leftOut = scopes.flatMap((contents) => {
    const reason = whyLeftOut(report, contents, profile);
    return reason === undefined ? [] : [`no SARIF run for ${nameOf(contents)}: ${reason}`];
  });
  if (profile === 'full') return leftOut;
  const uploaded = scopes.filter((contents) => whyLeftOut(report, contents, profile) === undefined);
  return [
    ...leftOut,
    ...uploaded.flatMap((contents) => [...tellCarried(report, contents), ...tellHidden(report, contents)]),
    ...tellClosed(report),
  ];
}

function nameOf({ scope }: ScopeContents): string {
  return `${scope.accountId} ${scope.region}`;
}

function tellCarried(report: Report, contents: ScopeContents): string[] {
  const failures = listCarried(report, contents).length;
  if (failures === 0) return [];
  return [
    `SARIF for ${nameOf(contents)} repeats ${count(failures, 'failure')} of the baseline of ${report.baseline?.generatedAt} that could not be rechecked, so that GitHub keeps the alerts.`,
  ];
}

function tellHidden(report: Report, contents: ScopeContents): string[] {
  const results = listAlerts(contents).length + listCarried(report, contents).length;
  if (results <= LIMITS.shown) return [];
  const where = nameOf(contents);
  const shown = `SARIF for ${where} has ${results} results; GitHub shows ${LIMITS.shown} of a run.`;
  if (results <= LIMITS.results) return [shown];
  return [
    `${shown} Those above ${LIMITS.results} have a category of their own, …/more-2 and so on: when a later scan has fewer, delete that analysis on GitHub.`,
  ];
}

/** A rule that is off is no longer asked, and its alerts go although nobody repaired anything. */
function tellClosed(report: Report): string[] {
  const closed = listNoLongerAsked(report);
  if (closed.length === 0) return [];
  const rules = [...new Set(closed.map(({ ruleId }) => ruleId))].sort(compare);
  return [
    `SARIF does not repeat ${count(closed.length, 'failure')} of the baseline whose rules are off, so that GitHub closes the alerts: ${rules.join(', ')}.`,
  ];
}
