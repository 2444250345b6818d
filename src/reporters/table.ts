import type { RenderOptions, Report, Reporter } from '../model/report.ts';
import { renderAnswer } from './table-answer.ts';
import { renderCauses } from './table-causes.ts';
import { measureCoverage } from './table-coverage.ts';
import { renderFooter } from './table-footer.ts';
import { renderGrid } from './table-grid.ts';
import { renderHeader } from './table-header.ts';
import { BLANK, joinLines } from './table-line.ts';
import { listRows } from './table-rows.ts';

/** Narrower than this nothing can be laid out; wider than this nobody reads a line to its end. */
const WIDTH = { least: 40, most: 200, unknown: 120 };
/** Lines of instances after which the answer has left the screen, so that it is said once more at the end. */
const SCREEN = 40;

/** For people: the answer first, then what to change, then every instance, then what is left open. */
export const tableReporter: Reporter = {
  name: 'table',
  description: 'A table for people, on a terminal or in a log',
  render(report: Report, options: RenderOptions): string {
    const layout = { width: clampWidth(options.width), verbose: options.verbose };
    const coverage = measureCoverage(report);
    const answer = renderAnswer(report, coverage, layout.width);
    const instances = renderGrid(listRows(report), layout);
    const lines = [
      ...renderHeader(report, coverage, layout),
      BLANK,
      ...answer,
      ...renderCauses(report, layout),
      ...instances,
      ...renderFooter(report, layout),
      ...(instances.length > SCREEN ? [BLANK, ...answer] : []),
    ];
    return joinLines(lines, options.color);
  },
};

function clampWidth(width: number): number {
  if (!Number.isFinite(width)) return WIDTH.unknown;
  return Math.min(WIDTH.most, Math.max(WIDTH.least, Math.floor(width)));
}
