import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
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
  const isInstalled = await once(child, 'spawn').then(
    () => true,
    () => false,
  );
  if (!isInstalled) return undefined;
  const proxy = await startProxy(port);
  const stop = async (): Promise<void> => {
    proxy.close();
    proxy.closeAllConnections();
    child.kill();
    await exit;
  };
  try {
    await waitUntilReady(port);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, stop };
}

async function findFreePort(): Promise<number> {
  const server = createSocketServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function waitUntilReady(port: number): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/moto-api/`).catch(() => undefined);
    if (answer?.ok === true) return;
    if (Date.now() > deadline) throw new Error('moto_server did not start');
    await sleep(200);
  }
}

/**
 * moto gives an instance's `IamInstanceProfile` the id of the association where AWS gives the id of the profile. To a
 * reader that looks like a profile which was deleted and made again, so the wrong id is left out on the way.
 */
const WRONG_PROFILE_ID = /<id>iip-assoc-[0-9a-f]+<\/id>/g;

async function startProxy(target: number): Promise<Server> {
  const server = createServer((incoming, outgoing) => forward(target, incoming, outgoing));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function forward(port: number, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, url, headers } = incoming;
  const onward = request({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
    const chunks: Buffer[] = [];
    answer.on('data', (chunk: Buffer) => chunks.push(chunk));
    answer.on('end', () => {
      const body = Buffer.from(Buffer.concat(chunks).toString().replace(WRONG_PROFILE_ID, ''));
      const { 'transfer-encoding': _, ...kept } = answer.headers;
      outgoing.writeHead(answer.statusCode ?? 502, { ...kept, 'content-length': body.length });
      outgoing.end(body);
    });
  });
  onward.on('error', (error) => outgoing.destroy(error));
  incoming.pipe(onward);
}
