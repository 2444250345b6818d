import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { known } from '../../src/model/known.ts';
import { createAsk } from '../../src/sources/aws/ask.ts';
import { Clients } from '../../src/sources/aws/clients.ts';
import { callOf, CALLS, isAbsence } from '../../src/sources/calls.ts';

/** Clients whose calls do this instead. */
function clientsThat(send: () => Promise<object>): Clients {
  return Object.assign(new Clients({ env: {} }), { send });
}

describe('calls under way at once', () => {
  it.each([
    ['GetRole', 5],
    ['GetBucketPolicy', 8],
  ])('%s: %i', async (operation, most) => {
    let [now, peak] = [0, 0];
    const clients = clientsThat(async () => {
      peak = Math.max(peak, (now += 1));
      await sleep(1);
      now -= 1;
      return {};
    });
    const ask = createAsk(clients, 'eu-west-1', () => undefined);
    await Promise.all(Array.from({ length: 40 }, async () => ask(callOf(operation), {})));
    expect(peak).toBe(most);
  });
});

describe('an error that is an answer', () => {
  const absent = CALLS.flatMap((call) =>
    (call.absentWhen ?? []).map((name) => [call.operation, name] as const),
  );

  it.each([
    ...absent,
    // The SDK's class of what IAM calls NoSuchEntity.
    ...absent
      .filter(([, name]) => name === 'NoSuchEntity')
      .map(([one]) => [one, 'NoSuchEntityException'] as const),
  ])('%s: %s', async (operation, name) => {
    const clients = clientsThat(async () => {
      throw Object.assign(new Error('none'), { name, $fault: 'client' });
    });
    const ask = createAsk(clients, 'eu-west-1', () => undefined);
    expect(await ask(callOf(operation), {})).toEqual(known(undefined));
  });

  it('is not one of another call', () => {
    expect(isAbsence(callOf('GetRole'), 'NoSuchBucket')).toBe(false);
    expect(isAbsence(callOf('GetAccountAuthorizationDetails'), 'NoSuchEntity')).toBe(false);
    expect(isAbsence(callOf('ListGrants'), 'NotFoundException')).toBe(false);
  });
});
