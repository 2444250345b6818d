import type { Exception } from '../model/exception.ts';
import type { Finding } from '../model/finding.ts';
import { matches } from './match.ts';
import type { MatchTarget } from './match.ts';

type Judged = MatchTarget & { readonly findings: readonly Finding[] };

/** What came of one exception, for its notice. */
interface Tally {
  readonly exception: Exception;
  failures: number;
  /** Findings that fit but could not be judged. */
  undecided: number;
}

/**
 * Marks the failures that an exception covers; the first one in the file's order gives its reason. Only `fail`
 * can be excepted: an `unknown` or an `error` is no failure that anybody could have accepted.
 *
 * @param today `YYYY-MM-DD` in UTC
 * @returns the instances in their order, and what to say about exceptions that did nothing
 */
export function applyExceptions<I extends Judged>(
  instances: readonly I[],
  exceptions: readonly Exception[],
  today: string,
): { readonly instances: I[]; readonly notices: string[] } {
  const tallies = exceptions.map((exception): Tally => ({ exception, failures: 0, undecided: 0 }));
  const active = new Map<string, Tally[]>();
  for (const tally of tallies) {
    if (hasExpired(tally.exception, today)) continue;
    const { rule } = tally.exception;
    active.set(rule, [...(active.get(rule) ?? []), tally]);
  }
  return {
    instances: instances.map((instance) => ({
      ...instance,
      findings: instance.findings.map((finding) =>
        decide(
          finding,
          active.get(finding.ruleId)?.filter(({ exception }) => matches(exception.match, instance)),
        ),
      ),
    })),
    notices: tallies.flatMap((tally) => describeTally(tally, today)),
  };
}

function decide(finding: Finding, tallies: readonly Tally[] = []): Finding {
  const [first] = tallies;
  if (first === undefined) return finding;
  if (finding.status === 'unknown' || finding.status === 'error') {
    for (const tally of tallies) tally.undecided++;
  }
  if (finding.status !== 'fail') return finding;
  for (const tally of tallies) tally.failures++;
  const { reason, owner, expires } = first.exception;
  return {
    ...finding,
    decision: { kind: 'excepted', reason, ...(owner === undefined ? {} : { owner }), expires },
  };
}

/** ISO dates sort as text. */
function hasExpired({ expires }: Exception, today: string): boolean {
  return expires < today;
}

function describeTally({ exception, failures, undecided }: Tally, today: string): string[] {
  const { rule, match, reason, expires } = exception;
  const where = Object.entries(match)
    .map(([key, pattern]) => `${key}=${pattern}`)
    .join(', ');
  const subject = `exception for ${rule} (${where})`;
  if (hasExpired(exception, today)) {
    return [`${subject} has expired on ${expires} and is not applied: ${reason}`];
  }
  if (failures > 0) return [];
  if (undecided === 0) return [`${subject} matched nothing: ${reason}`];
  const findings = undecided === 1 ? '1 finding' : `${undecided} findings`;
  return [
    `${subject} matched nothing that failed, but ${findings} that could not be judged, which can't be excepted: ${reason}`,
  ];
}
