import type { Report } from '../model/report.ts';
import { compare } from '../model/subjects.ts';
import { listCarried, listNoLongerAsked } from './sarif-carried.ts';
import { whyLeftOut } from './sarif-left-out.ts';
import { listScopes } from './sarif-scopes.ts';

/** Which alerts stay open on GitHub although this scan did not see their failures, and which go although it did not. */
export function tellCarried(report: Report): string[] {
  const { baseline } = report;
  if (baseline === undefined) return [];
  const carried = listScopes(report)
    .filter((contents) => whyLeftOut(report, contents, 'github') === undefined)
    .flatMap((contents) => {
      const { accountId, region } = contents.scope;
      const failures = listCarried(report, contents).length;
      if (failures === 0) return [];
      return [
        `SARIF for ${accountId} ${region} repeats ${count(failures)} of the baseline of ${baseline.generatedAt} that could not be rechecked, so that GitHub keeps the alerts.`,
      ];
    });
  const dropped = listNoLongerAsked(report);
  if (dropped.length === 0) return carried;
  const rules = [...new Set(dropped.map(({ ruleId }) => ruleId))].sort(compare);
  return [
    ...carried,
    `SARIF does not repeat ${count(dropped.length)} of the baseline whose rules are off, so that GitHub closes the alerts: ${rules.join(', ')}.`,
  ];
}

function count(failures: number): string {
  return failures === 1 ? '1 failure' : `${failures} failures`;
}
