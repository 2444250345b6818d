/** The script and the style of the HTML report as a module, so that the reporter reads no file. */
import { build } from 'esbuild';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../browser', import.meta.url));

/** The bundler writes a control character in a string as it is; a report holds none. */
const CONTROL = /(?!\n)\p{Cc}/gu;

/** Browsers that know `light-dark()`, which the colours of the page are made with. */
const TARGET = ['chrome123', 'firefox120', 'safari17.5'];

export async function bundlePageAssets() {
  const [script, style] = await Promise.all(['main.ts', 'page.css'].map(bundle));
  return [
    '// Made from browser/ by `npm run generate`.',
    `export const pageScript = ${quote(script)};`,
    `export const pageStyle = ${quote(style)};`,
    '',
  ].join('\n');
}

async function bundle(entry) {
  const { outputFiles } = await build({
    entryPoints: [path.join(folder, entry)],
    tsconfigRaw: {},
    bundle: true,
    format: 'iife',
    minify: true,
    charset: 'ascii',
    legalComments: 'none',
    target: TARGET,
    write: false,
  });
  return outputFiles[0].text.trim().replaceAll(CONTROL, escapeControl);
}

function escapeControl(character) {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

/** Neither block may hold what ends it. */
function quote(text) {
  if (/<\/(?:script|style)|<!--/i.test(text)) throw new Error('the page would end inside its own script');
  return `'${text
    .replaceAll('\\', '\\\\')
    .replaceAll("'", String.raw`\'`)
    .replaceAll('\n', String.raw`\n`)}'`;
}
