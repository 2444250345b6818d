import { describeGap } from '../../model/known.ts';
import type { ReportFinding, ReportPath } from '../../model/report.ts';
import { purposeOf, summarisePath, wayOf } from '../path-text.ts';
import { remark } from '../table-findings.ts';
import type { FixList } from './collect-fixes.ts';
import type { PageFinding, PagePath, PageProblem } from './page-data.ts';
import { shape } from './shape.ts';

export function toPageFinding(finding: ReportFinding, instanceId: string, fixes: FixList): PageFinding {
  const say = (text: string): string => shape(text, instanceId);
  const { status, severity, problems, gaps, evidence, reason, decision } = finding;
  return {
    status,
    severity,
    ...(decision.kind === 'open' ? {} : { isAccepted: true }),
    problems: problems.map(({ message, cause }) => toProblem(say(message), fixes.find(cause))),
    gaps: gaps.map((gap) => say(describeGap(gap))),
    remarks: [...(reason === undefined ? [] : [reason]), ...remark(finding)].map(say),
    evidence: evidence.map(({ resource, detail }) => say(`${resource}: ${detail}`)),
  };
}

export function toPagePath(path: ReportPath, fixes: FixList): PagePath {
  return {
    service: path.service,
    purpose: purposeOf(path),
    way: wayOf(path),
    outcome: summarisePath(path).outcome,
    isOpen: path.hops.every(({ status }) => status === 'pass'),
    hops: path.hops.map(({ name, status, problems, gaps, evidence }) => ({
      name,
      status,
      problems: problems.map(({ message, cause, fix }) =>
        toProblem(shape(message), fixes.find(cause) ?? fixes.add(fix)),
      ),
      notes: [
        ...gaps.map(describeGap),
        ...evidence.map(({ resource, detail }) => `${resource}: ${detail}`),
      ].map((note) => shape(note)),
    })),
  };
}

function toProblem(message: string, fix: number | undefined): PageProblem {
  return fix === undefined ? { message } : { message, fix };
}
