import { accessSync, appendFileSync, constants, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../model/errors.ts';
import type { Report } from '../model/report.ts';
import { renderAnnotations } from '../reporters/github-annotations.ts';
import { renderMarkdown, SUMMARY_LIMIT } from '../reporters/markdown.ts';
import type { Streams } from './streams.ts';

const VARIABLE = 'GITHUB_STEP_SUMMARY';
/** GitHub drops the whole summary of a step when it is larger. */
const STEP_LIMIT = 1024 * 1024;
/** Less room than this would not hold the answer and what was not read. */
const LEAST = 4096;

/** What the step has written may end in the middle of a paragraph. */
const SEPARATOR = '\n\n';

/** A step of GitHub Actions, as far as a scan tells it something. */
export interface GithubStep {
  /** Appends the report to the step's summary; returns what a person should know about that. */
  readonly summarise: (report: Report) => readonly string[];
  /** On standard error, which the runner reads as well: standard output is the report's. */
  readonly annotate: (report: Report) => void;
}

/** Looks for the summary file before the scan starts, which may take minutes. */
export function openGithubStep({ env, writeError }: Pick<Streams, 'env' | 'writeError'>): GithubStep {
  const file = env[VARIABLE];
  if (file === undefined || file === '') {
    throw new UsageError(
      `--github: the environment variable ${VARIABLE} is not set; outside of GitHub Actions use --format markdown=FILE`,
    );
  }
  attempt(file, () => accessSync(existsSync(file) ? file : path.dirname(file), constants.W_OK));
  measure(file);
  return {
    summarise: (report) => appendReport(file, report),
    annotate: (report) => writeError(renderAnnotations(report)),
  };
}

function appendReport(file: string, report: Report): string[] {
  const used = measure(file);
  const room = STEP_LIMIT - used - SEPARATOR.length;
  if (room < LEAST) {
    return [
      `${file}: the step's summary has ${used} of ${STEP_LIMIT} bytes already, so the report is not appended to it`,
    ];
  }
  const text = renderMarkdown(report, Math.min(room, SUMMARY_LIMIT));
  attempt(file, () => appendFileSync(file, used === 0 ? text : `${SEPARATOR}${text}`));
  return [];
}

function measure(file: string): number {
  return attempt(file, () => {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats?.isDirectory() === true) throw new Error('it is a folder');
    return stats?.size ?? 0;
  });
}

function attempt<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${VARIABLE}=${file}: cannot be written: ${reason}`, { cause: error });
  }
}
