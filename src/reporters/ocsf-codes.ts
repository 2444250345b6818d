import type { FindingStatus, Severity } from '../model/finding.ts';
import type { ReportFinding, ReportInstance } from '../model/report.ts';

export const SEVERITIES: Readonly<Record<Severity, { severity_id: number; severity: string }>> = {
  info: { severity_id: 1, severity: 'Informational' },
  low: { severity_id: 2, severity: 'Low' },
  medium: { severity_id: 3, severity: 'Medium' },
  high: { severity_id: 4, severity: 'High' },
  critical: { severity_id: 5, severity: 'Critical' },
};

export const COMPLIANCE = {
  pass: { status_id: 1, status: 'Pass' },
  /** OCSF's own word for a check that "did not yield a result due to missing information". */
  warning: { status_id: 2, status: 'Warning' },
  fail: { status_id: 3, status: 'Fail' },
} as const;

export function complianceOf(status: FindingStatus): object {
  const result = status === 'pass' || status === 'fail' ? COMPLIANCE[status] : COMPLIANCE.warning;
  return { ...result, status_code: status };
}

/** What passes is nothing to do, and neither is what a stopped instance would meet. */
export function severityOf({ verdict }: ReportInstance, { status, severity }: ReportFinding): object {
  return status === 'pass' || verdict === 'dormant' ? SEVERITIES.info : SEVERITIES[severity];
}

/** Where the finding stands; a pass is resolved, as Security Hub has it. */
export function statusOf({ status, decision }: Pick<ReportFinding, 'status' | 'decision'>): object {
  if (status === 'pass') return { status_id: 4, status: 'Resolved' };
  if (decision.kind !== 'open') return { status_id: 3, status: 'Suppressed' };
  return { status_id: 1, status: 'New' };
}
