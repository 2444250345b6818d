import type { Report, Reporter } from '../model/report.ts';
import { fitSections } from './byte-budget.ts';
import { changesSection } from './markdown-changes.ts';
import { detailsSection } from './markdown-details.ts';
import { instancesSection } from './markdown-instances.ts';
import { questionsSection } from './markdown-questions.ts';
import { summarySection } from './markdown-summary.ts';
import { listRows } from './table-rows.ts';

/** GitHub drops a job summary of more than a megabyte whole; this leaves room for other tools of the step. */
export const SUMMARY_LIMIT = 900_000;
/** GitHub refuses a comment of more than 65,536 characters. */
const COMMENT_LIMIT = 60_000;

/** The report as GitHub-flavoured Markdown in at most `limit` bytes; says what it left out. */
export function renderMarkdown(report: Report, limit: number): string {
  const rows = listRows(report);
  return fitSections(
    [
      { ...summarySection(report), share: 0.3 },
      { ...changesSection(report), share: 0.35 },
      { ...instancesSection(report, rows), share: 0.5 },
      { ...questionsSection(report), share: 0.3 },
      { ...detailsSection(rows), share: 1 },
    ],
    limit,
  );
}

export const markdownReporter: Reporter = {
  name: 'markdown',
  description: 'GitHub-flavoured Markdown under 900 KB, for a job summary',
  render: (report) => renderMarkdown(report, SUMMARY_LIMIT),
};

export const markdownCommentReporter: Reporter = {
  name: 'markdown-comment',
  description: 'The same under 60 KB, for a comment on a pull request',
  render: (report) => renderMarkdown(report, COMMENT_LIMIT),
};
