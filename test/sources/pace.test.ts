import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPace } from '../../src/sources/aws/pace.ts';

/** A pace, and how long each start had to wait. */
function watch(perSecond: number, burst?: number): { pace: () => Promise<void>; waits: number[] } {
  const waits: number[] = [];
  const pace = createPace(perSecond, burst, async (milliseconds) => waits.push(milliseconds));
  return { pace, waits };
}

async function startAll(pace: () => Promise<void>, count: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, pace));
}

describe('createPace', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 }));
  afterEach(() => void vi.useRealTimers());

  it.each<[string, number, number | undefined, number[]]>([
    ['evenly', 4, undefined, [250, 500, 750, 1000]],
    ['two at once', 4, 2, [250, 500, 750]],
    ['three at once', 2, 3, [500, 1000]],
  ])('of five that ask at once starts %s', async (_name, perSecond, burst, expected) => {
    const { pace, waits } = watch(perSecond, burst);
    await startAll(pace, 5);
    expect(waits).toEqual(expected);
  });

  it('saves up no more than the burst while nobody starts', async () => {
    const { pace, waits } = watch(4, 2);
    await pace();
    vi.setSystemTime(1_060_000);
    await startAll(pace, 4);
    expect(waits).toEqual([250, 500]);
  });
});
