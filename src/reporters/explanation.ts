import { describeGap } from '../model/known.ts';
import type { RenderOptions, Report, ReportFinding, ReportInstance, ReportPath } from '../model/report.ts';
import { renderFix, renderPath } from './explanation-path.ts';
import { renderLastSession } from './last-session.ts';
import { renderFinding } from './table-findings.ts';
import {
  BLANK,
  count,
  indent,
  joinLines,
  labelled,
  paragraph,
  span,
  type Line,
  type Span,
  widthOf,
} from './table-line.ts';
import { VERDICT_STYLE, verdictWord } from './table-verdict.ts';
import { sanitise, wrap } from './terminal-text.ts';

/** Narrower than this nothing can be laid out; wider than this nobody reads a line to its end. */
const WIDTH = { least: 40, most: 160 };

/** One instance for a person: the verdict, the path to each service hop by hop, and what other rules found. */
export function renderExplanation(
  report: Report,
  instance: ReportInstance,
  options: Pick<RenderOptions, 'color' | 'width'>,
): string {
  const width = Math.min(WIDTH.most, Math.max(WIDTH.least, options.width));
  const paths = instance.paths.flatMap((id) => report.paths.filter((path) => path.id === id));
  const told = new Set<string>();
  const lines = [
    ...renderHead(instance, width),
    ...paths.flatMap((path) => [BLANK, ...renderPath(path, width, told)]),
    ...renderOthers(report, instance, listTold(paths), width),
  ];
  return joinLines(lines, options.color);
}

function renderHead(instance: ReportInstance, width: number): Line[] {
  const { instanceId, name, accountId, region, vpcId, subnetId, verdict, predicted } = instance;
  const place = [`${accountId}/${region}`, vpcId, subnetId].filter((part) => part !== undefined);
  const later =
    predicted === undefined || predicted === true ? '' : ` (would be ${verdictWord(predicted)} when started)`;
  const title = name === '' ? instanceId : `${instanceId} (${name})`;
  return [
    ...besides(
      paragraph(title, { width, hang: 2, style: 'bold' }),
      span(`${verdictWord(verdict)}${later}`, VERDICT_STYLE[verdict]),
      width,
    ),
    ...indent(2, paragraph(`${place.join(' · ')}, ${instance.state}`, { width: width - 2, style: 'dim' })),
    ...indent(2, paragraph(instance.reason, { width: width - 2 })),
    ...indent(2, renderLastSession(instance, width - 2)),
    ...indent(
      2,
      instance.questions.flatMap((question) =>
        labelled(span('to settle: ', 'magenta'), wrap(sanitise(question), width - 13)),
      ),
    ),
  ];
}

/** The word after the last line, or on a line of its own where it finds no room. */
function besides(lines: readonly Line[], word: Span, width: number): Line[] {
  const last = [...(lines.at(-1) ?? BLANK), span('  '), word];
  return widthOf(last) <= width ? [...lines.slice(0, -1), last] : [...lines, ...indent(2, [[word]])];
}

/** What the hops of the paths already say: problems and gaps, by their texts. */
function listTold(paths: readonly ReportPath[]): ReadonlySet<string> {
  const hops = paths.flatMap((path) => path.hops);
  return new Set([
    ...hops.flatMap(({ problems }) => problems.map(({ message }) => message)),
    ...hops.flatMap(({ gaps }) => gaps.map(describeGap)),
  ]);
}

/** What fails or is open and no path shows, with the fix; the rest as a number. */
function renderOthers(
  report: Report,
  instance: ReportInstance,
  told: ReadonlySet<string>,
  width: number,
): Line[] {
  const onPath = new Set(report.rules.filter(({ hops }) => hops !== undefined).map(({ id }) => id));
  const isTold = (finding: ReportFinding): boolean => onPath.has(finding.ruleId) && saysNoMore(finding, told);
  const others = instance.findings.filter((finding) => !isTold(finding));
  const shown = others.filter(({ status }) => status !== 'pass' && status !== 'not-applicable');
  const fine = others.length - shown.length;
  return [
    BLANK,
    [span('OTHER RULES', 'bold'), span(`  ${count(fine, 'rule')} without a finding`, 'dim')],
    ...indent(
      2,
      shown.flatMap((finding) => [
        ...renderFinding(finding, width - 2),
        ...listFixes(report, finding).flatMap((fix) => renderFix(fix, 2, width - 2)),
      ]),
    ),
  ];
}

/** A rule of the paths may be told to look at more than the path, may break, or may be marked by a decision. */
function saysNoMore(
  { status, problems, gaps, decision, contradictedBy }: ReportFinding,
  told: ReadonlySet<string>,
): boolean {
  if (status === 'error' || decision.kind !== 'open' || contradictedBy !== undefined) return false;
  const messages = [...problems.map(({ message }) => message), ...gaps.map(describeGap)];
  return messages.every((message) => told.has(message));
}

function listFixes(report: Report, { problems }: ReportFinding) {
  const keys = new Set(problems.map(({ cause }) => cause));
  return report.causes.filter(({ key }) => keys.has(key)).map(({ fix }) => fix);
}
