import { judgeInstance, type JudgedInstance } from './engine/judge.ts';
import { assembleReport } from './engine/report.ts';
import { selectSubjects, type Filters } from './engine/select.ts';
import type { Inventory, Subject } from './model/inventory.ts';
import type { NetworkPath } from './model/path.ts';
import type { Report } from './model/report.ts';
import type { ConfiguredRule } from './model/rule.ts';
import { listSubjects, type Assumptions } from './model/subjects.ts';
import type { Observation } from './model/verdict.ts';

/** Marks findings and says what is worth knowing about the marks; never drops a finding. */
export type Triage = (instances: readonly JudgedInstance[]) => {
  readonly instances: readonly JudgedInstance[];
  readonly notices: readonly string[];
};

export interface ScanInput {
  readonly inventory: Inventory;
  readonly rules: readonly ConfiguredRule[];
  readonly observe: (subject: Subject) => Observation;
  /** The network paths that the report shows. */
  readonly trace: (subject: Subject) => readonly NetworkPath[];
  readonly triage: Triage;
  readonly filters: Filters;
  readonly assume?: Assumptions;
  readonly notices: readonly string[];
  readonly tool: Report['tool'];
  readonly generatedAt: string;
}

/** The whole pipeline behind the sources: pure, and the same input gives the same report. */
export function scan(input: ScanInput): Report {
  const selected = selectSubjects(listSubjects(input.inventory, input.assume), input.filters);
  const untraced: string[] = [];
  const judged = selected.subjects.map((subject) => {
    const paths = trace(input, subject, untraced);
    return judgeInstance(subject, input.observe(subject), input.rules, paths);
  });
  const triaged = input.triage(judged);
  return assembleReport({
    ...input,
    instances: triaged.instances,
    filters: selected.applied,
    notices: [...input.notices, ...selected.notices, ...triaged.notices, ...untraced],
  });
}

/** Paths are shown and decide nothing, so that data which breaks them costs no more than the paths. */
function trace(input: ScanInput, subject: Subject, notices: string[]): readonly NetworkPath[] {
  try {
    return input.trace(subject);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    notices.push(`The network paths of ${subject.instance.InstanceId} could not be traced: ${reason}`);
    return [];
  }
}
