import type { Baseline, BaselineFinding } from '../model/baseline.ts';
import type { Diff, DiffFinding, DiffSide } from '../model/diff.ts';
import { placeOf } from '../model/places.ts';
import { byFingerprint, compareFindings, inReportOrder } from './compare-findings.ts';
import { diffCauses } from './diff-causes.ts';
import { diffInstances } from './diff-instances.ts';

/** What changed from one run to a later one. */
export function diffRuns(from: Baseline, to: Baseline): Diff {
  const findings = diffFindings(from, to);
  return {
    diffVersion: 1,
    from: sideOf(from),
    to: sideOf(to),
    instances: diffInstances(from, to),
    findings,
    causes: diffCauses(from, to, findings),
    unread: listUnread(from, to),
  };
}

function sideOf({ generatedAt, tool }: Baseline): DiffSide {
  return { generatedAt, tool };
}

function diffFindings(from: Baseline, to: Baseline): DiffFinding[] {
  const { changes, previous } = compareFindings(from, to);
  const before = byFingerprint(from);
  const verdicts = new Map(to.instances.map(({ arn, verdict }) => [arn, verdict]));
  const wasOpen = (fingerprint: string): boolean => before.get(fingerprint)?.status === 'undecided';
  const told = new Set(previous.map(({ fingerprint }) => fingerprint));
  const failing = to.findings.flatMap((finding): DiffFinding[] => {
    const change = changes.get(finding.fingerprint)?.change;
    if (change !== undefined) return change === 'unchanged' ? [] : [toDiffFinding(finding, change)];
    const isOpen = finding.status === 'undecided' && finding.isSettled === undefined;
    return isOpen && !told.has(finding.fingerprint) && !wasOpen(finding.fingerprint)
      ? [toDiffFinding(finding, 'undecided')]
      : [];
  });
  // What was open already has not become so.
  const others = previous.filter(
    ({ change, fingerprint }) => !(change === 'unverified' && wasOpen(fingerprint)),
  );
  return [...failing, ...others].sort(inReportOrder).map((finding) => {
    const verdict = verdicts.get(finding.arn);
    return { ...finding, ...(verdict === undefined ? {} : { verdict }) };
  });
}

function toDiffFinding(
  { causes: _, status: __, fixedAt: ___, isSettled: ____, ...finding }: BaselineFinding,
  change: DiffFinding['change'],
): DiffFinding {
  return { ...finding, change };
}

function listUnread(from: Baseline, to: Baseline): Diff['unread'] {
  const read = new Set(from.scopes.filter(({ isRead }) => isRead).map(placeOf));
  return to.scopes
    .filter((scope) => !scope.isRead && read.has(placeOf(scope)))
    .map(({ accountId, region }) => ({ accountId, region }));
}
