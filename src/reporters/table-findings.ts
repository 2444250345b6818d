import { describeGap } from '../model/known.ts';
import type { ReportFinding, ReportInstance, ReportPath } from '../model/report.ts';
import { summarisePath, wayOf } from './path-text.ts';
import { markChange } from './table-baseline.ts';
import { indent, labelled, span, type Line } from './table-line.ts';
import { sanitise, wrap, type Style } from './terminal-text.ts';

const SHOWN = ['fail', 'unknown', 'error'] as const;
const STYLE: Readonly<Record<ReportFinding['status'], Style>> = {
  pass: 'green',
  'not-applicable': 'dim',
  fail: 'red',
  unknown: 'magenta',
  error: 'red',
};

/** What speaks against an instance or stayed open about it, rule by rule. */
export function renderFindings(instance: ReportInstance, width: number): Line[] {
  return SHOWN.flatMap((status) =>
    instance.findings
      .filter((finding) => finding.status === status)
      .flatMap((finding) => renderFinding(finding, width)),
  );
}

/** Where the network paths stop or are open, a line each; `explain` shows every hop. */
export function renderPaths(paths: readonly ReportPath[], width: number): Line[] {
  return paths.flatMap((path) => {
    const { outcome, style } = summarisePath(path);
    if (outcome === 'works') return [];
    const label = `path to ${path.service} `;
    return labelled(span(label, style), wrap(`${outcome}; ${wayOf(path)}`, width - label.length));
  });
}

export function renderFinding(finding: ReportFinding, width: number): Line[] {
  const { status } = finding;
  const texts = [
    ...finding.problems.map(({ message }) => message),
    ...(finding.status === 'error' ? [finding.reason ?? 'The rule stopped without a message.'] : []),
    ...finding.gaps.map((gap) => `${finding.status === 'fail' ? 'also open: ' : ''}${describeGap(gap)}`),
    ...remark(finding),
  ];
  return [
    ...labelled(
      span(`${status} `, STYLE[status]),
      wrap(
        `${sanitise(finding.ruleId)} (${finding.severity}${markChange(finding)})`,
        width - status.length - 1,
      ),
    ),
    ...indent(
      2,
      texts.flatMap((text) => labelled(span('- '), wrap(sanitise(text), width - 4))),
    ),
  ];
}

/** What the observation or triage made of the finding. */
export function remark({ contradictedBy, settledBy, decision }: ReportFinding): string[] {
  return [
    ...(contradictedBy === undefined ? [] : [`contradicted: ${contradictedBy}`]),
    ...(settledBy === undefined ? [] : [`settled: ${settledBy}`]),
    ...(decision.kind === 'excepted' ? [`excepted until ${decision.expires}: ${decision.reason}`] : []),
    ...(decision.kind === 'baselined' ? [`in the baseline since ${decision.since}`] : []),
  ];
}
