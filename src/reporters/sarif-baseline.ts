import type { Result } from 'sarif';
import type { PreviousFinding, ReportBaseline, ReportFinding } from '../model/report.ts';
import { hostedViewer, identify, locate } from './sarif-identity.ts';
import { tellPrevious } from './sarif-message.ts';
import { toPlainText } from './sarif-text.ts';

/**
 * How a result stands to the baseline. A failure that flaps was not there the last time, so it is new again. What
 * failed before and is undecided now is neither new nor gone.
 */
export function stateOf(
  { change, fingerprint }: ReportFinding,
  failedBefore: ReadonlySet<string>,
): Result.baselineState {
  const isOld = change === undefined ? failedBefore.has(fingerprint) : change === 'unchanged';
  return isOld ? 'unchanged' : 'new';
}

/** A failure of the baseline as a result of its own, at the place and with the identity that it had. */
export function toPreviousResult(previous: PreviousFinding, { generatedAt }: ReportBaseline): Result {
  return {
    ruleId: previous.ruleId,
    message: { text: tellPrevious(previous, generatedAt) },
    locations: [locate(previous)],
    partialFingerprints: identify(previous.fingerprint),
    ...hostedViewer(previous),
    properties: {
      account: toPlainText(previous.accountId),
      region: toPlainText(previous.region),
      severity: previous.severity,
      change: previous.change,
      since: toPlainText(previous.since),
    },
  };
}
