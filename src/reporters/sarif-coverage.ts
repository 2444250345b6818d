import type { ScopeContents } from './sarif-scopes.ts';
import { toPlainText } from './sarif-text.ts';

/** What was judged with which result: it tells "nothing wrong" from "nothing looked at". */
export function countCoverage({ scope, instances }: ScopeContents): Record<string, string | number> {
  const findings = instances.flatMap((instance) => instance.findings);
  const count = (status: string): number => findings.filter((finding) => finding.status === status).length;
  return {
    scope: toPlainText(scope.status),
    instances: instances.length,
    dormant: instances.filter(({ verdict }) => verdict === 'dormant').length,
    excluded: instances.filter(({ verdict }) => verdict === 'excluded').length,
    evaluations: findings.length,
    pass: count('pass'),
    fail: count('fail'),
    open: count('unknown') + count('error'),
    notApplicable: count('not-applicable'),
    suppressed: findings.filter(({ decision }) => decision.kind !== 'open').length,
  };
}
