import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

const PRELOAD = new URL('./report-usage.mjs', import.meta.url).href;

/** Nobody's own credentials, profile or endpoint. */
const NEUTRAL_ENV = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')),
);

/** Runs Node as a child: wall and CPU in milliseconds, peak memory in MiB. */
export async function runNode(args, { env = {}, codes = [0], usage = true } = {}) {
  const startedAt = performance.now();
  const child = spawn(process.execPath, usage ? ['--import', PRELOAD, ...args] : args, {
    env: { ...NEUTRAL_ENV, ...env },
    stdio: usage ? ['ignore', 'ignore', 'pipe', 'pipe'] : ['ignore', 'ignore', 'pipe'],
  });
  const errors = text(child.stderr);
  const used = usage ? text(child.stdio[3]) : '{}';
  const [code] = await once(child, 'exit');
  const wall = performance.now() - startedAt;
  if (!codes.includes(code)) throw new Error(`${args.join(' ')}: exit ${code}\n${await errors}`);
  return { wall, ...JSON.parse(await used) };
}

/** Runs something once. */
export function time(work) {
  const startedAt = performance.now();
  const result = work();
  return { result, milliseconds: performance.now() - startedAt };
}

/** Runs the given things in turn, so that a noisy minute hits all of them. */
export async function inTurn(rounds, contenders) {
  const results = contenders.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, run] of contenders.entries()) results[index].push(await run());
  }
  return results;
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The ratio of each round, so that both sides met the same machine. */
export function ratios(runs, beside, measureOf) {
  return runs.map((run, index) => measureOf(run) / measureOf(beside[index]));
}
