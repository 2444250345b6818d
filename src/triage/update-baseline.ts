import type { Baseline, BaselineFinding } from '../model/baseline.ts';
import { byFingerprint, inReportOrder, judgeAbsence } from './compare-findings.ts';
import { sightOf } from './looked-at.ts';

/**
 * The latest run with what was known before it: since when each failure is known, what was fixed and when, and the
 * last known state of what could not be looked at this time. Instances that are gone are forgotten.
 */
export function updateBaseline(old: Baseline, latest: Baseline): Baseline {
  const before = byFingerprint(old);
  const after = byFingerprint(latest);
  const sight = sightOf(latest);
  const current = latest.findings.map((finding) => recall(finding, before.get(finding.fingerprint)));
  const others = old.findings.flatMap((known): BaselineFinding[] => {
    if (known.since === undefined || after.has(known.fingerprint)) return [];
    switch (judgeAbsence(known, undefined, sight)) {
      case 'fixed':
        return [{ ...known, status: 'fixed', fixedAt: known.fixedAt ?? latest.generatedAt }];
      case 'unverified':
        return [{ ...known, status: 'undecided' }];
      case 'gone':
        return [];
    }
  });
  return { ...latest, findings: [...current, ...others].sort(inReportOrder) };
}

/** A failure that had been fixed begins anew; what is open, or fixed, keeps what was known of it. */
function recall(finding: BaselineFinding, known: BaselineFinding | undefined): BaselineFinding {
  if (known?.since === undefined) return finding;
  const { since, fixedAt = finding.fixedAt, message, causes, isExcepted } = known;
  if (finding.status === 'fail') return known.fixedAt === undefined ? { ...finding, since } : finding;
  return {
    ...finding,
    message,
    since,
    causes,
    ...(fixedAt === undefined ? {} : { fixedAt }),
    ...(isExcepted === undefined ? {} : { isExcepted }),
  };
}
