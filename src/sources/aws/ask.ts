import pLimit from 'p-limit';
import { known, unknown, type Known } from '../../model/known.ts';
import { actionOf, type Call } from '../calls.ts';
import type { Ask, Response } from '../collect-region.ts';
import type { Clients } from './clients.ts';
import { createPace } from './pace.ts';
import { hasErrorName, toGap } from './to-gap.ts';
import { toPlain } from './to-plain.ts';

export interface CallLog {
  readonly action: string;
  readonly region: string;
  readonly pages: number;
  readonly milliseconds: number;
  readonly outcome: string;
}

/** Calls under way at once in one region; each API has a token bucket of its own, so they do not compete. */
const CONCURRENT_CALLS = 8;
/** Below the published 50 a second of GetConnectionStatus. */
const CONNECTION_STATUS_PER_SECOND = 40;

/** An {@link Ask} that calls AWS: all pages, every failure a gap, one log line a call. */
export function createAsk(clients: Clients, region: string, onCall: (log: CallLog) => void): Ask {
  const limit = pLimit(CONCURRENT_CALLS);
  const pace = createPace(CONNECTION_STATUS_PER_SECOND);
  return async (call, input) =>
    limit(async () => {
      if (call.operation === 'GetConnectionStatus') await pace();
      const startedAt = Date.now();
      const log = { action: actionOf(call), region, pages: 0 };
      const answer = await readPages(call, input, async (pageInput) => {
        log.pages += 1;
        return toPlain(await clients.send(call.service, region, call.operation, pageInput)) as Response;
      });
      const outcome = answer.known
        ? 'ok'
        : answer.gap.kind === 'api-error'
          ? answer.gap.code
          : answer.gap.kind;
      onCall({ ...log, milliseconds: Date.now() - startedAt, outcome });
      return answer;
    });
}

/**
 * Follows the token until there is none: a page may be empty and still not be the last. One failed page makes the
 * whole answer a gap, because a list with a hole looks like a list.
 */
export async function readPages(
  call: Call,
  input: Readonly<Record<string, unknown>>,
  send: (input: object) => Promise<Response>,
): Promise<Known<Response | undefined>> {
  const { paging } = call;
  try {
    if (paging === 'no-pages') return known(await send(input));
    let joined: Record<string, unknown> = {};
    let token: unknown;
    const seen = new Set<unknown>();
    do {
      const page = await send({
        ...input,
        [paging.size]: paging.max,
        ...(token === undefined ? {} : { [paging.tokenIn]: token }),
      });
      joined = joinPages(joined, page, call.members);
      token = nextToken(page, paging.tokenOut);
      if (token !== undefined && seen.has(token)) return brokenPaging(call);
      seen.add(token);
    } while (token !== undefined);
    return known(joined);
  } catch (error) {
    if (call.absentWhen !== undefined && hasErrorName(error, call.absentWhen)) return known(undefined);
    return unknown(toGap(error, actionOf(call)));
  }
}

function nextToken(page: Response, member: string): unknown {
  if (page.IsTruncated === false) return undefined;
  const token = page[member];
  return token === undefined || token === null || token === '' ? undefined : token;
}

/** EC2 leaves an empty list out of a page; after a page that succeeded that is an empty list. */
function joinPages(
  before: Readonly<Record<string, unknown>>,
  page: Response,
  members: readonly string[],
): Record<string, unknown> {
  const lists = members.map((member) => [member, [...toList(before[member]), ...toList(page[member])]]);
  return { ...page, ...Object.fromEntries(lists) };
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function brokenPaging(call: Call): Known<never> {
  const message = 'the same page token came twice';
  return unknown({ kind: 'api-error', action: actionOf(call), code: 'BrokenPaging', message });
}
