import type { BastionReport } from '../../model/bastion.ts';
import { stringifyJson } from '../../model/plain-json.ts';
import { renderBastionHtml } from './html.ts';
import { renderBastionMarkdown } from './markdown.ts';
import { type BastionRenderOptions, renderBastionTable } from './table.ts';

/** Turns the answer into text. Pure: no stream, no file, no environment. */
type BastionReporter = (report: BastionReport, options: BastionRenderOptions) => string;

/** By their `--format` names. */
export const bastionReporters: ReadonlyMap<string, BastionReporter> = new Map<string, BastionReporter>([
  ['table', renderBastionTable],
  ['json', (report) => stringifyJson(report)],
  ['markdown', renderBastionMarkdown],
  ['html', renderBastionHtml],
]);
