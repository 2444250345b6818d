import type { ReportInstance } from '../model/report.ts';
import { isSetAside } from '../model/verdict.ts';
import { DOUBTS, type Doubt } from './accept-known.ts';
import type { Comparison } from './compare-findings.ts';

const NAMED = 3;

/** Says why failures that are no news count all the same; the exit code would be a riddle otherwise. */
export function describeDoubts(instances: readonly ReportInstance[], { changes }: Comparison): string[] {
  const failures = new Map<Doubt, string[]>();
  for (const { instanceId, verdict, findings } of instances) {
    if (isSetAside(verdict)) continue;
    for (const { fingerprint, ruleId, decision } of findings) {
      const found = changes.get(fingerprint);
      if (found?.change !== 'unchanged' || found.doubt === undefined || decision.kind !== 'open') continue;
      const list = failures.get(found.doubt) ?? [];
      failures.set(found.doubt, list);
      list.push(`${ruleId} on ${instanceId}`);
    }
  }
  return [...failures].map(([doubt, names]) => {
    const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
    const what = names.length === 1 ? 'a failure' : `${names.length} failures`;
    return `--fail-on-new counts ${what} of the baseline, as ${DOUBTS[doubt]}: ${names.slice(0, NAMED).join(', ')}${more}.`;
  });
}
