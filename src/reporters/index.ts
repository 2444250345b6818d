import type { Reporter } from '../model/report.ts';

/** Every reporter by its `--format` name. A scan loads only those that it prints. */
export const reporters: ReadonlyMap<string, () => Promise<Reporter>> = new Map([
  ['table', async () => (await import('./table.ts')).tableReporter],
  ['json', async () => (await import('./json.ts')).jsonReporter],
  ['html', async () => (await import('./html.ts')).htmlReporter],
  ['sarif', async () => (await import('./sarif.ts')).sarifReporter],
  ['markdown', async () => (await import('./markdown.ts')).markdownReporter],
  ['markdown-comment', async () => (await import('./markdown.ts')).markdownCommentReporter],
  ['junit', async () => (await import('./junit.ts')).junitReporter],
  ['csv', async () => (await import('./csv.ts')).csvReporter],
  ['ocsf', async () => (await import('./ocsf.ts')).ocsfReporter],
  ['github-annotations', async () => (await import('./github-annotations.ts')).githubAnnotationsReporter],
]);
