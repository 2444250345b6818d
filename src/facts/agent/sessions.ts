import type { Evidence } from '../../model/finding.ts';
import type { Subject } from '../../model/inventory.ts';
import { describeGap, type Known, mapKnown } from '../../model/known.ts';
import type { Observation } from '../../model/verdict.ts';
import { indexBy } from '../../model/index-by.ts';
import { observe } from './observe.ts';

/**
 * When a session to the instance was last opened; `null`: not in the 30 days that AWS remembers. Nothing where nobody
 * asked. That nobody opened a session says nothing of whether one would open.
 */
function lastSessionOf({ instance, planned, region }: Subject): Known<string | null> | undefined {
  const { Sessions } = region;
  if (planned || (!Sessions.known && Sessions.gap.kind === 'not-collected')) return undefined;
  return mapKnown(
    Sessions,
    (sessions) => indexBy(sessions, 'Target').get(instance.InstanceId)?.StartDate ?? null,
  );
}

/** Shown beside what decides, and decides nothing. */
export function sessionEvidence(subject: Subject): readonly Evidence[] {
  const last = lastSessionOf(subject);
  if (last === undefined) return [];
  return [{ resource: subject.instance.InstanceId, detail: describe(last) }];
}

function describe(last: Known<string | null>): string {
  if (!last.known) return `When a session was last opened is unknown: ${describeGap(last.gap)}.`;
  return last.value === null
    ? 'No session was opened in the 30 days before the reading.'
    : `The last session was opened at ${last.value}.`;
}

/** The observation as the report shows it. */
export function observeForReport(subject: Subject): Observation {
  const observation = observe(subject);
  const last = lastSessionOf(subject);
  if (last?.known !== true) return observation;
  return { ...observation, details: { ...observation.details, lastSession: last.value } };
}
