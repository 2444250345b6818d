/**
 * Compiles src to dist. With `--if-stale`, only when a source is newer than the last build. The new folder takes the
 * old one's place when it is complete, so a command that runs meanwhile never meets half of it.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = path.join(root, 'dist');

const newest = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce(
      (latest, entry) => Math.max(latest, statSync(path.join(entry.parentPath, entry.name)).mtimeMs),
      0,
    );

const builtAt = statSync(path.join(dist, '.built'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
const changedAt = Math.max(newest(path.join(root, 'src')), statSync(path.join(root, 'package.json')).mtimeMs);

if (!process.argv.includes('--if-stale') || changedAt > builtAt) {
  try {
    build();
  } catch (error) {
    // The compiler has said what is wrong.
    if (error.status === undefined) throw error;
    process.exitCode = 1;
  }
}

function build() {
  const startedAt = new Date();
  const next = path.join(root, `dist.${process.pid}.next`);
  const previous = path.join(root, `dist.${process.pid}.previous`);
  try {
    const tsc = path.join(
      path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
      'bin',
      'tsc',
    );
    execFileSync(process.execPath, [tsc, '-p', path.join(root, 'tsconfig.build.json'), '--outDir', next], {
      stdio: 'inherit',
    });
    mkdirSync(path.join(next, 'data'), { recursive: true });
    for (const name of readdirSync(path.join(root, 'src', 'data'))) {
      if (name.endsWith('.json')) cpSync(path.join(root, 'src', 'data', name), path.join(next, 'data', name));
    }
    chmodSync(path.join(next, 'cli.js'), 0o755);
    writeFileSync(path.join(next, '.built'), `${startedAt.toISOString()}\n`);
    if (statSync(dist, { throwIfNoEntry: false }) !== undefined) renameSync(dist, previous);
    renameSync(next, dist);
  } finally {
    rmSync(next, { recursive: true, force: true });
    rmSync(previous, { recursive: true, force: true });
  }
}
