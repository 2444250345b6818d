import pLimit from 'p-limit';
import { known, unknown, type Known } from '../../model/known.ts';
import { actionOf, type Call, isAbsence } from '../calls.ts';
import type { Ask, IsEnough, Response } from '../answers.ts';
import type { Clients } from './clients.ts';
import { createPace } from './pace.ts';
import { errorName, toGap } from './to-gap.ts';
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
/** IAM publishes no limits, throttles early, and is shared with everybody who signs in. */
const CONCURRENT_IAM_CALLS = 5;
/** Requests a second, below what AWS publishes for all callers of a region: 50 and 6. */
const PACES: Readonly<Record<string, number>> = { GetConnectionStatus: 40, DescribeSessions: 5 };
/** All callers of Route 53 in an account share 5 a second; with this burst no second of a scan takes more. */
const ROUTE53 = { perSecond: 4, burst: 2 };

/** An {@link Ask} that calls AWS: all pages, every failure a gap, one log line a call. */
export function createAsk(clients: Clients, region: string, onCall: (log: CallLog) => void): Ask {
  const limitOthers = pLimit(CONCURRENT_CALLS);
  const limitIam = pLimit(CONCURRENT_IAM_CALLS);
  const paces = new Map(
    Object.entries(PACES).map(([operation, perSecond]) => [operation, createPace(perSecond)]),
  );
  return async (call, input, isEnough) => {
    // An emulator has no other callers to leave room for. Who waits here keeps nobody else from a place.
    if (call.service === 'route53' && !clients.hasOwnEndpoint) await paceRoute53(clients);
    const limit = call.service === 'iam' ? limitIam : limitOthers;
    return limit(async () => {
      const startedAt = Date.now();
      const log = { action: actionOf(call), region, pages: 0 };
      const answer = await readPages(
        call,
        input,
        async (pageInput) => {
          await paces.get(call.operation)?.();
          log.pages += 1;
          const page = await clients.send(call.service, region, call.operation, pageInput);
          if (!isAnswerOf(call, page)) throw new UnexpectedAnswer('neither a list nor a request id in it');
          return toPlain(page) as Response;
        },
        isEnough,
      );
      onCall({ ...log, milliseconds: Date.now() - startedAt, outcome: outcomeOf(answer) });
      return answer;
    });
  };
}

const route53Paces = new WeakMap<Clients, () => Promise<void>>();

/** Route 53 is one service for all regions, so that all of them share the pace. */
async function paceRoute53(clients: Clients): Promise<void> {
  let pace = route53Paces.get(clients);
  if (pace === undefined) route53Paces.set(clients, (pace = createPace(ROUTE53.perSecond, ROUTE53.burst)));
  await pace();
}

/** For the log: `ok`, or what the gap says. */
export function outcomeOf(answer: Known<unknown>): string {
  if (answer.known) return 'ok';
  return answer.gap.kind === 'api-error' ? answer.gap.code : answer.gap.kind;
}

/** Makes a call that is no part of the inventory, with its line in the log. */
export async function logged<T>(
  action: string,
  region: string,
  onCall: ((log: CallLog) => void) | undefined,
  call: () => Promise<T>,
  tellOutcome: (answer: T) => string = () => 'ok',
): Promise<T> {
  const startedAt = Date.now();
  let outcome = 'failed';
  try {
    const answer = await call();
    outcome = tellOutcome(answer);
    return answer;
  } finally {
    onCall?.({ action, region, pages: 1, milliseconds: Date.now() - startedAt, outcome });
  }
}

class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

/**
 * A login page that a proxy gives instead of the answer can be well-formed XML, and the SDK reads it as an answer
 * without members, which would be an empty list. AWS gives every answer a request id.
 */
function isAnswerOf({ paging, members }: Call, page: object): boolean {
  if (paging === 'no-pages') return true;
  const { $metadata, ...content } = page as Response & {
    readonly $metadata?: { readonly requestId?: string };
  };
  return $metadata?.requestId !== undefined || members.some((member) => content[member] !== undefined);
}

/**
 * Follows the token until there is none: a page may be empty and still not be the last. One failed page makes the
 * whole answer a gap, because a list with a hole looks like a list.
 */
export async function readPages(
  call: Call,
  input: Readonly<Record<string, unknown>>,
  send: (input: object) => Promise<Response>,
  isEnough: IsEnough = () => false,
): Promise<Known<Response | undefined>> {
  const { paging } = call;
  try {
    if (paging === 'no-pages') return known(await send(input));
    const lists = new Map(call.members.map((member) => [member, [] as unknown[]]));
    let page: Response;
    let token: unknown;
    const seen = new Set<unknown>();
    do {
      page = await send({
        ...input,
        [paging.size]: paging.max,
        ...(token === undefined ? {} : { [paging.tokenIn]: token }),
      });
      for (const [member, list] of lists) append(list, page[member]);
      token = nextToken(page, paging.tokenOut);
      if (token !== undefined && seen.has(token)) return brokenPaging(call, 'the same page token came twice');
      if (token === undefined && (page.IsTruncated === true || page.Truncated === true))
        return brokenPaging(call, 'more was announced, without a token');
      seen.add(token);
    } while (token !== undefined && !isEnough(Object.fromEntries(lists), seen.size));
    return known({ ...page, ...Object.fromEntries(lists) });
  } catch (error) {
    if (isAbsence(call, errorName(error))) return known(undefined);
    return unknown(toGap(error, actionOf(call)));
  }
}

function nextToken(page: Response, member: string): unknown {
  if (page.IsTruncated === false) return undefined;
  const token = page[member];
  return token === undefined || token === null || token === '' ? undefined : token;
}

/** EC2 leaves an empty list out of a page; after a page that succeeded that is an empty list. */
function append(list: unknown[], items: unknown): void {
  if (!Array.isArray(items)) return;
  for (const item of items) list.push(item);
}

function brokenPaging(call: Call, message: string): Known<never> {
  return unknown({ kind: 'api-error', action: actionOf(call), code: 'BrokenPaging', message });
}
