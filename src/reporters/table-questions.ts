import { describeGap, type Gap } from '../model/known.ts';
import type { Report } from '../model/report.ts';
import { compare } from '../model/subjects.ts';
import { BLANK, count, indent, labelled, paragraph, span, type Line } from './table-line.ts';
import { sanitise, wrap } from './terminal-text.ts';

const SHOWN = 10;

interface Questions {
  /** Each question with the ids of the instances about which it is asked; those of most instances first. */
  readonly asked: readonly (readonly [question: string, instanceIds: readonly string[]])[];
  /** Actions that answer the others, if allowed. */
  readonly actions: readonly string[];
}

/** What a person has to find out or allow, so that the next scan can judge what this one could not. */
export function listQuestions(report: Report): Questions {
  const denied = listDenied(report);
  const asked = new Map<string, string[]>();
  for (const { questions, instanceId } of report.instances) {
    for (const question of new Set(questions)) {
      const ids = asked.get(question);
      if (ids === undefined) asked.set(question, [instanceId]);
      else ids.push(instanceId);
    }
  }
  // Allowing a call answers what its denial left open, and the list of calls to allow says so.
  return {
    asked: [...asked]
      .filter(([question]) => !denied.has(question))
      .sort((a, b) => b[1].length - a[1].length || compare(a[0], b[0])),
    actions: [...new Set(denied.values())].sort(compare),
  };
}

export function renderQuestions(
  report: Report,
  { width, verbose }: { readonly width: number; readonly verbose: boolean },
): Line[] {
  const { asked: ranked, actions } = listQuestions(report);
  const shown = verbose ? ranked : ranked.slice(0, SHOWN);
  const hidden = ranked.length - shown.length;
  return [
    ...(shown.length === 0 ? [] : [BLANK, [span('TO FIND OUT', 'bold')]]),
    ...indent(
      2,
      shown.flatMap(([question, instances]) =>
        labelled(
          span('- '),
          wrap(`${sanitise(question)} (${sanitise(nameInstances(instances))})`, width - 4),
        ),
      ),
    ),
    ...(hidden > 0 ? [[span(`  and ${count(hidden, 'more question')}`, 'dim')]] : []),
    ...(actions.length === 0
      ? []
      : [
          BLANK,
          ...paragraph(`Allow these to settle the unknowns: ${actions.join(', ')}`, { width, hang: 2 }),
        ]),
  ];
}

export function nameInstances(ids: readonly string[]): string {
  return ids.length === 1 ? (ids[0] ?? '') : count(ids.length, 'instance');
}

/** What each denied call is described as, and the action that allows it. */
function listDenied(report: Report): Map<string, string> {
  const { enabledRegions } = report.source;
  const gaps: Gap[] = [
    ...(enabledRegions?.known === false ? [enabledRegions.gap] : []),
    ...report.scopes.flatMap((scope) => scope.gaps),
    ...report.instances.flatMap(({ findings }) => findings.flatMap((finding) => finding.gaps)),
  ];
  const denied = new Map<string, string>();
  for (const gap of gaps) {
    if (gap.kind === 'denied') denied.set(describeGap(gap), gap.action);
  }
  return denied;
}
