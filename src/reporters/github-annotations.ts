import type { Report, Reporter } from '../model/report.ts';
import { describeChange, labelOf } from './table-causes.ts';
import { levelOf, rankLevels } from './annotation-level.ts';
import { answer } from './table-answer.ts';
import { rankChanges } from './table-changes.ts';
import { measureCoverage } from './table-coverage.ts';
import { count } from './table-line.ts';
import { listNotes } from './table-notes.ts';
import { nameInstances, listQuestions } from './table-questions.ts';
import { toWorkflowCommand, type Level } from './workflow-command.ts';

/** GitHub shows ten annotations of each level for a step, and drops the rest without a word. */
const SHOWN = 10;

interface Annotation {
  readonly level: Level;
  readonly title: string;
  readonly message: string;
}

/** One annotation for each change to make, not for each instance: ten must be enough for ten thousand instances. */
export const githubAnnotationsReporter: Reporter = {
  name: 'github-annotations',
  description: 'Workflow commands that GitHub Actions shows as annotations, one for each change to make',
  render: renderAnnotations,
};

/** Errors first; the last line is the answer, so there always is one. */
export function renderAnnotations(report: Report): string {
  const all = [...listChanges(report), ...listUnknowns(report)];
  const shown = (['error', 'warning', 'notice'] as const).flatMap((level) =>
    all.filter((one) => one.level === level).slice(0, level === 'notice' ? SHOWN - 1 : SHOWN),
  );
  const lines = [...shown, conclude(report, all.length - shown.length)];
  return lines.map(({ level, title, message }) => toWorkflowCommand(level, title, message)).join('');
}

function listChanges(report: Report): Annotation[] {
  const levels = rankLevels(report);
  return rankChanges(report).map((change) => ({
    level: levelOf(change, levels),
    title: `${labelOf(change)} ${change.affected === 1 ? 'instance' : 'instances'}`,
    message: describeChange(change, false),
  }));
}

/** What was not read or not decided is no failure, and must not pass for fine. */
function listUnknowns(report: Report): Annotation[] {
  const { asked: ranked, actions } = listQuestions(report);
  const coverage = measureCoverage(report);
  return [
    ...listNotes(report, coverage, false).map((note) => warn('not the whole picture', note)),
    ...(actions.length === 0
      ? []
      : [warn('not decided', `Allow these to settle the unknowns: ${actions.join(', ')}`)]),
    ...ranked.map(([question, ids]) => warn(`to find out for ${nameInstances(ids)}`, question)),
  ];
}

function warn(title: string, message: string): Annotation {
  return { level: 'warning', title, message };
}

function conclude(report: Report, hidden: number): Annotation {
  const [sentence] = answer(report, measureCoverage(report));
  const more =
    hidden === 0 ? '' : ` ${count(hidden, 'more annotation is', 'more annotations are')} left out.`;
  return { level: 'notice', title: report.tool.name, message: `${sentence}${more}` };
}
