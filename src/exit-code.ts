import { SEVERITIES, type Severity } from './model/finding.ts';
import type { BastionReport } from './model/bastion.ts';
import type { Diff, DiffFinding } from './model/diff.ts';
import { isSetAside } from './model/verdict.ts';
import type { Report, ReportFinding, ReportInstance } from './model/report.ts';

export const EXIT = { ok: 0, failed: 1, usage: 2, undecided: 3 } as const;

export interface Gate {
  /** The least severity that fails the run; `never` lets findings pass. */
  readonly failOn: Severity | 'never';
  readonly allowUnknown: boolean;
}

/**
 * 1 when something open is at or above the gate; else 3 when something could not be judged; else 0. What
 * {@link isSetAside} moves no code.
 */
export function exitCodeOf(report: Report, gate: Gate): 0 | 1 | 3 {
  const judged = report.instances.filter(({ verdict }) => !isSetAside(verdict));
  if (judged.some((instance) => instance.findings.some((finding) => failsGate(finding, gate))))
    return EXIT.failed;
  if (gate.allowUnknown) return EXIT.ok;
  const isUnread = report.scopes.some(
    ({ status, launches }) => status === 'unreadable' || launches === 'unread',
  );
  return isUnread || missesFilter(report) || judged.some(isUndecided) ? EXIT.undecided : EXIT.ok;
}

/** A filter that finds nothing is a misspelt one, or the wrong account: nothing was judged, so nothing is fine. */
function missesFilter({ source, instances }: Report): boolean {
  if (source.filters === undefined) return false;
  const found = new Set(instances.map(({ instanceId }) => instanceId));
  return instances.length === 0 || (source.filters.instances ?? []).some((id) => !found.has(id));
}

function failsGate(finding: ReportFinding, { failOn }: Gate): boolean {
  return (
    finding.status === 'fail' && finding.decision.kind === 'open' && reachesGate(finding.severity, failOn)
  );
}

function reachesGate(severity: Severity, failOn: Gate['failOn']): boolean {
  return failOn !== 'never' && SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(failOn);
}

function isUndecided({ verdict, findings }: ReportInstance): boolean {
  if (verdict === 'unknown') return true;
  return findings.some(
    ({ status, settledBy }) => status === 'error' || (status === 'unknown' && settledBy === undefined),
  );
}

/** 1 when something fails that did not, at or above the gate; else 3 when something can be judged no longer; else 0. */
export function exitCodeOfDiff({ findings, instances, unread }: Diff, gate: Gate): 0 | 1 | 3 {
  const judged = findings.filter(({ verdict }) => !isSetAside(verdict));
  const isFailing = ({ change, severity, isExcepted }: DiffFinding): boolean =>
    (change === 'new' || change === 'flapping') &&
    isExcepted === undefined &&
    reachesGate(severity, gate.failOn);
  if (judged.some(isFailing)) return EXIT.failed;
  if (gate.allowUnknown) return EXIT.ok;
  const isLost =
    unread.length > 0 ||
    judged.some(({ change }) => change === 'unverified' || change === 'undecided') ||
    instances.some(({ change, to }) => change === 'unverified' || to?.verdict === 'unknown');
  return isLost ? EXIT.undecided : EXIT.ok;
}

/** 0 when the bastions may go, 1 when they may not yet, 3 when nobody can tell. */
export function exitCodeOfBastion({ verdict }: BastionReport): 0 | 1 | 3 {
  switch (verdict) {
    case 'safe-to-remove':
      return EXIT.ok;
    case 'not-yet':
      return EXIT.failed;
    case 'cannot-tell':
      return EXIT.undecided;
  }
}
