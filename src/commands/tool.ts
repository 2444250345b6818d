import { readFileSync } from 'node:fs';

/** Name and version of this package; `package.json` lies beside the compiled folder. */
export function readTool(): { readonly name: string; readonly version: string } {
  const file = new URL('../../package.json', import.meta.url);
  const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly name: string;
    readonly version: string;
  };
  return { name, version };
}
