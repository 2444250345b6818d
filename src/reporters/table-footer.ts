import type { Report } from '../model/report.ts';
import { BLANK, flow, indent, labelled, span, type Line } from './table-line.ts';
import { renderQuestions } from './table-questions.ts';
import { sanitise, wrap } from './terminal-text.ts';

const STATUSES = [
  ['pass', 'pass'],
  ['fail', 'fail'],
  ['unknown', 'unknown'],
  ['error', 'error'],
  ['not-applicable', 'not applicable'],
] as const;

/** Totals, what would settle the unknowns, and what the run wants to have said. */
export function renderFooter(
  report: Report,
  layout: { readonly width: number; readonly verbose: boolean },
): Line[] {
  return [
    ...renderTotals(report, layout.width),
    ...renderQuestions(report, layout),
    ...renderNotices(report, layout.width),
  ];
}

function renderTotals(report: Report, width: number): Line[] {
  if (report.instances.length === 0) return [];
  const { findings } = report.summary;
  const decided = report.instances
    .filter(({ launch }) => launch === undefined)
    .flatMap((instance) => instance.findings.map(({ decision }) => decision.kind));
  const excepted = decided.filter((kind) => kind === 'excepted').length;
  const baselined = decided.filter((kind) => kind === 'baselined').length;
  return [
    BLANK,
    ...flow(
      [
        ...STATUSES.map(([status, word], index) =>
          span(`${index === 0 ? 'Findings: ' : ''}${findings[status]} ${word}`),
        ),
        ...(excepted > 0 ? [span(`${excepted} excepted`)] : []),
        ...(baselined > 0 ? [span(`${baselined} in the baseline`)] : []),
      ],
      width,
    ),
  ];
}

function renderNotices({ notices }: Report, width: number): Line[] {
  if (notices.length === 0) return [];
  return [
    BLANK,
    [span('NOTICES', 'bold')],
    ...indent(
      2,
      notices.flatMap((notice) => labelled(span('- '), wrap(sanitise(notice), width - 4))),
    ),
  ];
}
