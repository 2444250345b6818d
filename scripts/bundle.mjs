/**
 * Bundles the compiled command line into a folder that runs without node_modules: for the GitHub Action, which installs
 * nothing. `node scripts/bundle.mjs [FOLDER]`; dist has to be built. The folder gets `commands/` and `data/`, one above
 * the other as in dist, since the program finds its own files by these places.
 */
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = path.resolve(process.argv[2] ?? path.join(root, 'action'));

for (const part of ['commands', 'data']) rmSync(path.join(target, part), { recursive: true, force: true });
await build({
  entryPoints: [path.join(root, 'dist/cli.js')],
  outdir: path.join(target, 'commands'),
  outExtension: { '.js': '.mjs' },
  bundle: true,
  // What is loaded when it is needed stays apart, the SDK above all.
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  mainFields: ['module', 'main'],
  minifyWhitespace: true,
  legalComments: 'linked',
  // Some dependencies are CommonJS and ask for Node's own modules so.
  banner: {
    js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
  },
  plugins: [{ name: 'sdk', setup: takeSdkIn }],
  logLevel: 'warning',
});
mkdirSync(path.join(target, 'data'), { recursive: true });
for (const name of readdirSync(path.join(root, 'dist/data'))) {
  if (name.endsWith('.json')) cpSync(path.join(root, 'dist/data', name), path.join(target, 'data', name));
}

/** A `require` of Node's own making is one that no bundler follows. */
function takeSdkIn(bundler) {
  bundler.onLoad({ filter: /sources[\\/]aws[\\/]clients\.js$/ }, async ({ path: file }) => {
    const source = await readFile(file, 'utf8');
    const contents = source.replace('const require = createRequire(import.meta.url);', '');
    if (contents === source) throw new Error(`${file}: does not make its own require any more`);
    return { contents, loader: 'js' };
  });
}
