import { execFileSync } from 'node:child_process';

/** Builds `dist/` once before the tests: the command-line tests spawn the built binary, never the sources. */
export default function setup(): void {
  execFileSync(process.execPath, ['scripts/build.mjs', '--if-stale'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}
