import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Moto {
  readonly url: string;
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 60_000;

/** Starts `moto_server` on a free port of 127.0.0.1; `undefined` when it is not installed. */
export async function startMoto(): Promise<Moto | undefined> {
  const port = await findFreePort();
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], {
    env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' },
    stdio: 'ignore',
  });
  const exit = once(child, 'exit').catch(() => undefined);
  let hasEnded = false;
  void exit.then(() => {
    hasEnded = true;
  });
  const isInstalled = await once(child, 'spawn').then(
    () => true,
    () => false,
  );
  if (!isInstalled) return undefined;
  const stop = async (): Promise<void> => {
    child.kill();
    await exit;
  };
  try {
    await waitUntilReady(port, () => hasEnded);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://127.0.0.1:${port}`, stop };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function waitUntilReady(port: number, hasEnded: () => boolean): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/moto-api/`).catch(() => undefined);
    if (answer?.ok === true) return;
    if (hasEnded()) throw new Error('moto_server ended before it answered');
    if (Date.now() > deadline) throw new Error('moto_server did not start');
    await sleep(200);
  }
}
