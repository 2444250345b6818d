import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log, Result } from 'sarif';
import { makeExecutable, multitoolBinary } from './check-sarif.ts';

/** The results of two SARIF files as Microsoft's multitool matches them: each says what became of it. */
export function matchSarif(previous: string, current: string): Result[] {
  const folder = mkdtempSync(join(tmpdir(), 'match-sarif-'));
  const file = (name: string): string => join(folder, name);
  try {
    writeFileSync(file('previous.sarif'), previous);
    writeFileSync(file('current.sarif'), current);
    const binary = multitoolBinary();
    makeExecutable(binary);
    const files = [file('current.sarif'), '--previous', file('previous.sarif'), '-o', file('out.sarif')];
    const { status, error, stderr, stdout } = spawnSync(binary, ['match-results-forward', ...files], {
      encoding: 'utf8',
      // Without this it breaks off where the ICU library is not installed.
      env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
    });
    if (status !== 0) throw new Error(`${error?.message ?? `exit code ${status}`} ${stderr || stdout}`);
    const log = JSON.parse(readFileSync(file('out.sarif'), 'utf8')) as Log;
    return log.runs.flatMap(({ results = [] }) => results);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
