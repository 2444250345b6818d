import type { Instance, Session } from '../model/aws.ts';
import type { RegionInventory } from '../model/inventory.ts';
import { chainKnown, type Known, mapKnown } from '../model/known.ts';
import { compare } from '../model/subjects.ts';
import { type Ask, cutMember } from './answers.ts';
import { callOf } from './calls.ts';
import { toIsoTime } from './iso-time.ts';

/** An entry of the answer, as far as it is looked at: who opened the session, and why, is nobody's business here. */
interface Listed {
  readonly Target?: string;
  readonly StartDate?: unknown;
  readonly Status?: string;
}

/** Sessions that never came up. */
const NOT_OPENED = new Set(['Connecting', 'Failed']);

/** When a session to each of the instances was last opened, of those that AWS still lists: running ones and 30 days. */
export async function askSessions(
  ask: Ask,
  instances: readonly Instance[],
): Promise<Pick<RegionInventory, 'Sessions'>> {
  const [history, active] = await Promise.all([askState(ask, 'History'), askState(ask, 'Active')]);
  const ids = new Set(instances.map(({ InstanceId }) => InstanceId));
  return {
    Sessions: chainKnown(history, (ended) =>
      mapKnown(active, (standing) => keepLast([...ended, ...standing], ids)),
    ),
  };
}

async function askState(ask: Ask, State: 'History' | 'Active'): Promise<Known<readonly Listed[]>> {
  const call = callOf('DescribeSessions');
  return chainKnown(await ask(call, { State }), (response) => cutMember(call, 0, response)) as Known<
    readonly Listed[]
  >;
}

function keepLast(sessions: readonly Listed[], ids: ReadonlySet<string>): readonly Session[] {
  const last = new Map<string, string>();
  for (const { Target, StartDate, Status = '' } of sessions) {
    if (Target === undefined || !ids.has(Target) || StartDate === undefined || NOT_OPENED.has(Status))
      continue;
    const time = toIsoTime(StartDate);
    const known = last.get(Target);
    if (known === undefined || Date.parse(known) < Date.parse(time)) last.set(Target, time);
  }
  return [...last].sort(([a], [b]) => compare(a, b)).map(([Target, StartDate]) => ({ Target, StartDate }));
}
