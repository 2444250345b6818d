import { registrationOf } from '../facts/agent/registration.ts';
import { supportOf } from '../facts/agent/version.ts';
import type { Relay } from '../model/bastion.ts';
import type { Subject } from '../model/inventory.ts';
import type { ReportInstance } from '../model/report.ts';
import { tagValue } from '../model/subjects.ts';
import { type Door, doorOf } from './door.ts';
import { isReached, reachPort } from './reaching.ts';
import type { Target } from './target.ts';

const ENOUGH = 3;

/** The running instances that could forward a port to another host, by what the scan and their agents say. */
export function listRelays(
  subjects: readonly Subject[],
  judged: ReadonlyMap<string, ReportInstance>,
  bastions: readonly Door[],
): Subject[] {
  const own = new Set(bastions.map(({ subject }) => subject.arn));
  return subjects.filter((subject) => {
    const verdict = judged.get(subject.arn)?.verdict;
    if (own.has(subject.arn) || subject.planned || (verdict !== 'ready' && verdict !== 'at-risk'))
      return false;
    const node = registrationOf(subject);
    const support = node.known ? supportOf('remote-host', node.value?.AgentVersion) : node;
    return support.known && support.value.support === 'yes';
  });
}

export interface RelayAnswer {
  readonly relays: readonly Relay[];
  /** Whether one may do that was not found to: then a relay may be there. */
  readonly mayExist: boolean;
}

/** A few of those that the target lets in at the port. */
export function findRelays(candidates: readonly Subject[], target: Target, port: number): RelayAnswer {
  const relays: Relay[] = [];
  let mayExist = false;
  for (const subject of candidates) {
    const reaching = reachPort(doorOf(subject), target, port);
    if (!isReached(reaching)) continue;
    if (reaching.doubts.length > 0) mayExist = true;
    else
      relays.push({
        instanceId: subject.instance.InstanceId,
        name: tagValue(subject.instance, 'Name') ?? '',
      });
    if (relays.length === ENOUGH) break;
  }
  return { relays, mayExist };
}
