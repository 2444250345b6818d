import type { Streams } from './streams.ts';

interface Shown {
  readonly regionsDone: number;
  readonly regionsTotal: number;
  readonly instances: number;
  readonly calls: number;
}

const ERASE_LINE = '\r\u001B[K';
const MILLISECONDS_BETWEEN_DRAWS = 100;

/** One line on standard error that is redrawn in place; nothing at all when nobody looks. */
export function createProgress(
  streams: Streams,
  quiet: boolean,
): { show: (progress: Shown) => void; clear: () => void } {
  const isShown = streams.isErrorTerminal && !quiet && (streams.env.CI ?? '') === '';
  let drawnAt = 0;
  let isDrawn = false;
  return {
    show: ({ regionsDone, regionsTotal, instances, calls }) => {
      const now = Date.now();
      if (!isShown || now - drawnAt < MILLISECONDS_BETWEEN_DRAWS) return;
      [drawnAt, isDrawn] = [now, true];
      streams.writeError(
        `${ERASE_LINE}reading: ${regionsDone} of ${regionsTotal} regions · ${instances} instances · ${calls} calls`,
      );
    },
    clear: () => {
      if (isDrawn) streams.writeError(ERASE_LINE);
    },
  };
}
