import { IMPACTS } from '../model/finding.ts';
import type { Report, ReportCause, ReportFinding } from '../model/report.ts';
import { compare } from '../model/subjects.ts';
import { isOpenFailure, isOutOfScope } from './table-group-rest.ts';
import type { Group } from './table-groups.ts';
import type { Row } from './table-rows.ts';
import { sanitise } from './terminal-text.ts';

/** A group for each rule that fails, what stops sessions first; an instance stands under each rule that it fails. */
export function groupByRule({ rules, causes }: Report, rows: readonly Row[]): Group[] {
  const byKey = new Map(causes.map((cause) => [cause.key, cause]));
  const members = new Map<string, Row[]>();
  for (const row of rows.filter(({ instance }) => !isOutOfScope(instance))) {
    for (const finding of row.instance.findings.filter(isOpenFailure)) {
      const group = members.get(finding.ruleId);
      const member = toMember(row, finding, byKey);
      if (group === undefined) members.set(finding.ruleId, [member]);
      else group.push(member);
    }
  }
  return rules
    .map(({ id, impact }) => ({ id, impact, rows: members.get(id) ?? [] }))
    .filter((group) => group.rows.length > 0)
    .sort(
      (a, b) =>
        IMPACTS.indexOf(a.impact) - IMPACTS.indexOf(b.impact) ||
        b.rows.length - a.rows.length ||
        compare(a.id, b.id),
    )
    .map(({ id, impact, rows: failing }) => ({
      title: `fails ${sanitise(id)}`,
      remark: impact,
      rows: failing,
    }));
}

/** The row with what this rule says, and not with what decided the verdict. */
function toMember(row: Row, { problems }: ReportFinding, causes: ReadonlyMap<string, ReportCause>): Row {
  const { next: _, ...rest } = row;
  const [problem] = problems;
  const fix = problem && causes.get(problem.cause)?.fix.summary;
  return {
    ...rest,
    reason: sanitise(problems.map(({ message }) => message).join(' ')),
    ...(fix === undefined ? {} : { next: { kind: 'fix' as const, text: sanitise(fix) } }),
  };
}
