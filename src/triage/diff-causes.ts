import type { Baseline } from '../model/baseline.ts';
import type { Diff, DiffFinding } from '../model/diff.ts';
import { byFingerprint, hasFailed } from './compare-findings.ts';

/** Changes to make that were not on the list, and those that nothing needs any more. */
export function diffCauses(from: Baseline, to: Baseline, findings: readonly DiffFinding[]): Diff['causes'] {
  const before = new Set([...keysOf(from), ...keysThatMayBeOld(from, to)]);
  const after = new Set([...keysOf(to), ...keysThatMayStand(from, findings)]);
  return {
    come: to.causes.filter(({ key }) => !before.has(key)),
    gone: from.causes.filter(({ key }) => !after.has(key)),
  };
}

function keysOf({ findings }: Baseline): string[] {
  return findings.filter(hasFailed).flatMap(({ causes }) => causes);
}

/** Of what failed before and was then not looked at, the causes may be from before too. */
function keysThatMayBeOld(from: Baseline, to: Baseline): string[] {
  const before = byFingerprint(from);
  return to.findings
    .filter(({ fingerprint }) => {
      const known = before.get(fingerprint);
      return known !== undefined && hasFailed(known) && known.status === 'undecided';
    })
    .flatMap(({ causes }) => causes);
}

/** The cause of what could not be looked at again may be there still. */
function keysThatMayStand(from: Baseline, findings: readonly DiffFinding[]): string[] {
  const open = new Set(
    findings.filter(({ change }) => change === 'unverified').map(({ fingerprint }) => fingerprint),
  );
  return from.findings.filter(({ fingerprint }) => open.has(fingerprint)).flatMap(({ causes }) => causes);
}
