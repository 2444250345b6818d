/** The loopback endpoint in a process of its own; started with `startEndpoint`, it is its own main program too. */
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compiled } from './places.mjs';

/** Compiles the test support that benchmarks share with the tests. */
export function compileTestSupport() {
  const require = createRequire(import.meta.url);
  const tsc = path.join(path.dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
  execFileSync(process.execPath, [tsc, '-p', fileURLToPath(new URL('./tsconfig.json', import.meta.url))], {
    stdio: 'inherit',
  });
  mkdirSync(compiled, { recursive: true });
  writeFileSync(path.join(compiled, 'package.json'), '{ "type": "module" }\n');
}

export async function importTestSupport(name) {
  return import(pathToFileURL(path.join(compiled, 'test', 'aws-endpoint', `${name}.js`)).href);
}

/** Serves a fleet until `close`, but for the actions that are refused. */
export async function startEndpoint(fleetOptions, refused = []) {
  const child = fork(fileURLToPath(import.meta.url), [JSON.stringify(fleetOptions), JSON.stringify(refused)]);
  const ask = async (question) => {
    child.send(question);
    const [answer] = await once(child, 'message');
    return answer;
  };
  const [url] = await once(child, 'message');
  return {
    url,
    /** The statistics since the last time they were asked for. */
    takeStats: async () => ask('stats'),
    close: async () => {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

async function serve(fleetOptions, refused) {
  const [{ startAwsEndpoint }, { buildFleet }] = await Promise.all([
    importTestSupport('server'),
    importTestSupport('fleet'),
  ]);
  const endpoint = await startAwsEndpoint({
    inventory: buildFleet(fleetOptions),
    deny: (action) => refused.includes(action),
  });
  process.on('message', () => {
    process.send(endpoint.stats());
    endpoint.reset();
  });
  process.once('disconnect', () => void endpoint.close());
  process.send(endpoint.url);
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await serve(JSON.parse(process.argv[2]), JSON.parse(process.argv[3]));
