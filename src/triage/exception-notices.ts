import type { Exception } from '../model/exception.ts';

/** What came of one exception. */
export interface Tally {
  readonly exception: Exception;
  failures: number;
  /** Failures that have another problem or an open question too, and stay open. */
  partly: number;
  /** Findings that fit but could not be judged. */
  undecided: number;
}

/** Enough for a change to be planned and made before the failure is open again. */
const SOON_DAYS = 14;
const DAY = 86_400_000;

/** ISO dates sort as text. */
export function hasExpired({ expires }: Exception, today: string): boolean {
  return expires < today;
}

/** What the list's keeper should know of one exception: it has ended, did nothing, or ends soon. */
export function describeTally(tally: Tally, today: string): string[] {
  const { rule, match, reason, expires } = tally.exception;
  const where = Object.entries(match)
    .map(([key, pattern]) => `${key}=${pattern}`)
    .join(', ');
  const subject = `exception for ${rule} (${where})`;
  if (hasExpired(tally.exception, today)) {
    return [`${subject} has expired on ${expires} and is not applied: ${reason}`];
  }
  if (tally.failures + tally.partly + tally.undecided === 0) return [`${subject} matched nothing: ${reason}`];
  return [...describeShortfall(tally), ...describeEnd(expires, today)].map(
    (what) => `${subject} ${what}: ${reason}`,
  );
}

function describeShortfall({ failures, partly, undecided }: Tally): string[] {
  const some =
    partly === 0
      ? []
      : [`covers only a part of ${count(partly)}, which ${partly === 1 ? 'stays' : 'stay'} open`];
  if (failures + partly > 0 || undecided === 0) return some;
  return [
    `matched nothing that failed, but ${count(undecided)} that could not be judged, which can't be excepted`,
  ];
}

function describeEnd(expires: string, today: string): string[] {
  const days = Math.round((Date.parse(expires) - Date.parse(today)) / DAY);
  if (days > SOON_DAYS) return [];
  if (days === 0) return [`ends today, ${expires}`];
  return [`ends in ${days === 1 ? '1 day' : `${days} days`}, on ${expires}`];
}

function count(findings: number): string {
  return findings === 1 ? '1 finding' : `${findings} findings`;
}
