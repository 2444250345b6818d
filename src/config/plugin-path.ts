import { existsSync, readFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import path from 'node:path';
import { hasCode } from './find.ts';

const CONDITIONS = new Set(['node', 'import', 'module-sync', 'default']);

/**
 * The file that an entry of `plugins` names: a path relative to the configuration file, or a package that is
 * installed where the configuration file stands.
 *
 * @param configFile absolute path
 * @throws when there is no such package
 */
export function resolvePlugin(specifier: string, configFile: string): string {
  if (/^\.{1,2}[/\\]/.test(specifier) || path.isAbsolute(specifier)) {
    return path.resolve(path.dirname(configFile), specifier);
  }
  if (isBuiltin(specifier)) throw new Error('it is a module of Node itself');
  const require = createRequire(configFile);
  try {
    return require.resolve(specifier);
  } catch (error) {
    // Packages that can only be imported hide from `require.resolve`, and Node 20 has nothing else to ask.
    const found = hasCode(error, 'ERR_PACKAGE_PATH_NOT_EXPORTED')
      ? resolveExport(specifier, require.resolve.paths(specifier) ?? [])
      : undefined;
    if (found === undefined) throw error;
    return found;
  }
}

function resolveExport(specifier: string, folders: readonly string[]): string | undefined {
  const [, name = specifier, rest = ''] = /^(@[^/]+\/[^/]+|[^/]+)(\/.*)?$/.exec(specifier) ?? [];
  const root = folders
    .map((folder) => path.join(folder, name))
    .find((folder) => existsSync(path.join(folder, 'package.json')));
  if (root === undefined) return undefined;
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    readonly exports?: unknown;
  };
  const target = pickTarget(manifest.exports, `.${rest}`);
  return target === undefined ? undefined : path.join(root, target);
}

/** The subset of Node's export maps that a plugin needs: plain keys and conditions, no patterns. */
function pickTarget(exports: unknown, key: string): string | undefined {
  if (typeof exports === 'string') return exports;
  if (typeof exports !== 'object' || exports === null) return undefined;
  for (const [name, target] of Object.entries(exports)) {
    if (name !== key && !CONDITIONS.has(name)) continue;
    const found = pickTarget(target, key);
    if (found !== undefined) return found;
  }
  return undefined;
}
