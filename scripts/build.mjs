/** Compiles src to dist. With `--if-stale`, only when a source is newer than the last build. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = path.join(root, 'dist', '.built');

const newest = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce(
      (latest, entry) => Math.max(latest, statSync(path.join(entry.parentPath, entry.name)).mtimeMs),
      0,
    );

const builtAt = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
const changedAt = Math.max(newest(path.join(root, 'src')), statSync(path.join(root, 'package.json')).mtimeMs);

if (!process.argv.includes('--if-stale') || changedAt > builtAt) {
  rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  const tsc = path.join(
    path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
    'bin',
    'tsc',
  );
  execFileSync(process.execPath, [tsc, '-p', path.join(root, 'tsconfig.build.json')], { stdio: 'inherit' });
  for (const entry of readdirSync(path.join(root, 'src', 'data'))) {
    if (entry.endsWith('.json'))
      cpSync(path.join(root, 'src', 'data', entry), path.join(root, 'dist', 'data', entry));
  }
  chmodSync(path.join(root, 'dist', 'cli.js'), 0o755);
  writeFileSync(stamp, '');
}
