import type { ReportFinding, ReportInstance } from '../model/report.ts';
import type { Group } from './table-groups.ts';
import type { Row } from './table-rows.ts';

const TITLES = {
  open: 'No change is known, but not everything could be judged',
  accepted: 'Accepted: what decides is excepted or in the baseline',
  nothing: 'Nothing to change',
};

/**
 * The rows that no open failure puts into a group, and those whose verdict none of their groups explains: what was not
 * read, or was accepted, is not what is in order.
 */
export function listRest(rows: readonly Row[], groups: readonly Group[]): Group[] {
  const placed = new Set(groups.flatMap((group) => group.rows.map(({ instance }) => instance)));
  const rest = rows.filter(({ instance }) => !placed.has(instance) || isUnexplained(instance));
  const kinds = rest.map(({ instance }) => kindOf(instance));
  return (['open', 'accepted', 'nothing'] as const)
    .map((kind) => ({ title: TITLES[kind], rows: rest.filter((_, index) => kinds[index] === kind) }))
    .filter((group) => group.rows.length > 0);
}

/** None of Session Manager's business, or terminated: then it has no prediction, and needs no change. */
export function isOutOfScope({ verdict, predicted }: ReportInstance): boolean {
  return verdict === 'excluded' || (verdict === 'dormant' && predicted === undefined);
}

function kindOf(instance: ReportInstance): keyof typeof TITLES {
  if (isOutOfScope(instance)) return 'nothing';
  const { findings } = instance;
  if (findings.some(isUndecided) || hasVerdict(instance, 'unknown')) return 'open';
  const failed = findings.filter(({ status }) => status === 'fail');
  const deciding = failed.filter(({ ruleId }) => instance.because.includes(ruleId));
  if (deciding.length === 0 && hasVerdict(instance, 'blocked')) return 'open';
  if (failed.length === 0) return 'nothing';
  return (deciding.length > 0 ? deciding : failed).some(isOpen) ? 'open' : 'accepted';
}

/** Blocked or undecided, and not by a failure that is still open. */
function isUnexplained(instance: ReportInstance): boolean {
  if (isOutOfScope(instance)) return false;
  return (
    (hasVerdict(instance, 'blocked') || hasVerdict(instance, 'unknown')) &&
    !instance.findings.some((finding) => instance.because.includes(finding.ruleId) && isOpenFailure(finding))
  );
}

/** Now, or as soon as it is started. */
function hasVerdict({ verdict, predicted }: ReportInstance, wanted: 'blocked' | 'unknown'): boolean {
  return verdict === wanted || predicted === wanted;
}

function isUndecided({ status, settledBy }: ReportFinding): boolean {
  return status === 'error' || (status === 'unknown' && settledBy === undefined);
}

function isOpen({ decision }: ReportFinding): boolean {
  return decision.kind === 'open';
}

export function isOpenFailure(finding: ReportFinding): boolean {
  return finding.status === 'fail' && isOpen(finding);
}
