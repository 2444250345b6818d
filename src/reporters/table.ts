import type { RenderOptions, Report, Reporter } from '../model/report.ts';
import { renderAnswer } from './table-answer.ts';
import { renderBaseline } from './table-baseline.ts';
import { renderCauses } from './table-causes.ts';
import { measureCoverage } from './table-coverage.ts';
import { renderFooter } from './table-footer.ts';
import { renderGrid } from './table-grid.ts';
import { renderOverlap } from './table-group-heading.ts';
import { groupRows } from './table-groups.ts';
import { renderHeader } from './table-header.ts';
import { BLANK, joinLines } from './table-line.ts';
import { renderMatrix } from './table-matrix.ts';
import { listRows } from './table-rows.ts';
import { escapeReport } from './terminal-ascii.ts';

/** Narrower than this nothing can be laid out; wider than this nobody reads a line to its end. */
const WIDTH = { least: 40, most: 200, unknown: 120 };
/** Lines of instances after which the answer has left the screen, so that it is said once more at the end. */
const SCREEN = 24;

/** For people: the answer first, then what to change, then every instance, then what is left open. */
export const tableReporter: Reporter = {
  name: 'table',
  description: 'A table for people, on a terminal or in a log',
  render(given: Report, asked: RenderOptions): string {
    const { report, options } =
      asked.ascii === true ? escapeReport(given, asked) : { report: given, options: asked };
    const ascii = options.ascii === true;
    const layout = { width: clampWidth(options.width), verbose: options.verbose, ascii };
    const coverage = measureCoverage(report);
    const groups = groupRows(report, listRows(report), options.groupBy);
    const answer = renderAnswer(report, coverage, layout.width);
    const instances =
      options.matrix === true ? renderMatrix(report, groups, layout) : renderGrid(groups, layout);
    const lines = [
      ...renderHeader(report, coverage, layout),
      BLANK,
      ...answer,
      ...renderBaseline(report, layout.width),
      ...renderCauses(report, layout),
      ...renderOverlap(groups, layout.width),
      ...instances,
      ...renderFooter(report, layout),
      ...(instances.length > SCREEN ? [BLANK, ...answer] : []),
    ];
    return joinLines(lines, options.color, ascii);
  },
};

function clampWidth(width: number): number {
  if (!Number.isFinite(width)) return WIDTH.unknown;
  return Math.min(WIDTH.most, Math.max(WIDTH.least, Math.floor(width)));
}
