import { describeGap } from '../model/known.ts';
import type { Report, ReportCause, ReportFinding, ReportInstance } from '../model/report.ts';
import { remark } from './table-findings.ts';

/** What needs somebody: a failure, an open question, a rule that broke off. An excluded instance needs nobody. */
export function listOpen({ verdict, findings }: ReportInstance): readonly ReportFinding[] {
  if (verdict === 'excluded') return [];
  return findings.filter(({ status }) => status === 'fail' || status === 'unknown' || status === 'error');
}

/** What the rule says, the most important first. */
export function listMessages({ status, problems, gaps, reason }: ReportFinding): string[] {
  return [
    ...problems.map(({ message }) => message),
    ...(status === 'error' ? [`The rule broke off: ${reason ?? 'it left no message'}`] : []),
    ...gaps.map((gap) => (status === 'fail' ? `also open: ${describeGap(gap)}` : describeGap(gap))),
  ];
}

/** The same in one line, with what the observation and triage made of it. */
export function summariseFinding(finding: ReportFinding): string {
  const texts = [...listMessages(finding), ...remark(finding)];
  return texts.map((text) => text.replace(/\.$/, '')).join('; ');
}

export type Causes = ReadonlyMap<string, ReportCause>;

export function indexCauses(report: Report): Causes {
  return new Map(report.causes.map((cause) => [cause.key, cause]));
}

/** What mends the finding, each change once. */
export function listFixes({ problems }: ReportFinding, causes: Causes): string[] {
  return [...new Set(problems.flatMap(({ cause }) => causes.get(cause)?.fix.summary ?? []))];
}

/** The id that AWS gives comes first: names change, and two instances may share one. */
export function nameInstance({ instanceId, name }: ReportInstance): string {
  return name === '' ? instanceId : `${instanceId} (${name})`;
}
