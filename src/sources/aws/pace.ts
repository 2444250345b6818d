import { setTimeout as sleep } from 'node:timers/promises';

/** Spaces starts evenly: the returned function resolves when the next start is due. */
export function createPace(perSecond: number): () => Promise<void> {
  const interval = 1000 / perSecond;
  let nextStart = 0;
  return async () => {
    const now = Date.now();
    const start = Math.max(now, nextStart);
    nextStart = start + interval;
    if (start > now) await sleep(start - now);
  };
}
