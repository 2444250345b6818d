import type { Exception } from '../model/exception.ts';
import type { Finding } from '../model/finding.ts';
import { describeTally, hasExpired, type Tally } from './exception-notices.ts';
import { matches, measureCover, type MatchTarget } from './match.ts';

type Judged = MatchTarget & { readonly findings: readonly Finding[] };

/**
 * Marks the failures that an exception covers; the first one in the file's order gives its reason. Only `fail`
 * can be excepted: an `unknown` or an `error` is no failure that anybody could have accepted. A failure of which one
 * exception covers some problems alone stays open: the others were never accepted.
 *
 * @param today `YYYY-MM-DD` in UTC
 * @returns the instances in their order, and what to say about exceptions that did nothing, or end soon
 */
export function applyExceptions<I extends Judged>(
  instances: readonly I[],
  exceptions: readonly Exception[],
  today: string,
): { readonly instances: I[]; readonly notices: string[] } {
  const tallies = exceptions.map((exception): Tally => ({ exception, failures: 0, partly: 0, undecided: 0 }));
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
  if (finding.status === 'unknown' || finding.status === 'error') {
    for (const tally of tallies) tally.undecided++;
  }
  if (finding.status !== 'fail') return finding;
  for (const tally of tallies) countCover(tally, finding);
  const first = tallies.find(({ exception }) => measureCover(exception.match, finding) === 'all');
  if (first === undefined) return finding;
  const { reason, owner, expires } = first.exception;
  return {
    ...finding,
    decision: { kind: 'excepted', reason, ...(owner === undefined ? {} : { owner }), expires },
  };
}

function countCover(tally: Tally, finding: Finding): void {
  const cover = measureCover(tally.exception.match, finding);
  if (cover === 'all') tally.failures++;
  if (cover === 'some') tally.partly++;
}
