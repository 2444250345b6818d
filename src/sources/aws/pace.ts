import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Spaces starts evenly: the returned function resolves when the next start is due. `burst` starts may follow at once
 * after a pause.
 */
export function createPace(
  perSecond: number,
  burst = 1,
  wait: (milliseconds: number) => Promise<unknown> = sleep,
): () => Promise<void> {
  const interval = 1000 / perSecond;
  let due = 0;
  return async () => {
    const now = Date.now();
    const start = Math.max(now, due - (burst - 1) * interval);
    due = Math.max(now, due) + interval;
    if (start > now) await wait(start - now);
  };
}
