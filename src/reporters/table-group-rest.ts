import type { ReportInstance } from '../model/report.ts';
import type { Group } from './table-groups.ts';
import type { Row } from './table-rows.ts';

const TITLES = {
  open: 'No change is known, but not everything could be judged',
  accepted: 'Accepted: every failure is excepted or in the baseline',
  nothing: 'Nothing to change',
};

/** The rows that no failure puts into a group: what was not read, or was accepted, is not what is in order. */
export function listRest(rows: readonly Row[]): Group[] {
  const kinds = rows.map(({ instance }) => kindOf(instance));
  return (['open', 'accepted', 'nothing'] as const)
    .map((kind) => ({ title: TITLES[kind], rows: rows.filter((_, index) => kinds[index] === kind) }))
    .filter((group) => group.rows.length > 0);
}

function kindOf(instance: ReportInstance): keyof typeof TITLES {
  if (isOutOfScope(instance)) return 'nothing';
  const { findings, verdict, predicted } = instance;
  const isUndecided = findings.some(
    ({ status, settledBy }) => status === 'error' || (status === 'unknown' && settledBy === undefined),
  );
  if (verdict === 'unknown' || predicted === 'unknown' || isUndecided) return 'open';
  const failed = findings.filter(({ status }) => status === 'fail');
  if (failed.length === 0) return verdict === 'blocked' ? 'open' : 'nothing';
  return failed.some(({ decision }) => decision.kind === 'open') ? 'open' : 'accepted';
}

/** None of Session Manager's business, or terminated: then it has no prediction, and needs no change. */
export function isOutOfScope({ verdict, predicted }: ReportInstance): boolean {
  return verdict === 'excluded' || (verdict === 'dormant' && predicted === undefined);
}
