import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { answer, type AwsEndpointOptions } from './answer.ts';
import { renderError, ServiceError } from './errors.ts';
import { speaksJson } from './json-services.ts';
import { readRequest } from './request.ts';
import type { Service } from './schema.ts';
import { Counter, type Stats } from './stats.ts';

export type { AwsEndpointOptions } from './answer.ts';
export type { Stats } from './stats.ts';

export interface AwsEndpoint {
  readonly url: string;
  stats(): Stats;
  /** Forgets the counts; throttling starts anew. */
  reset(): void;
  /** Cuts every connection; closing twice does no harm. */
  close(): Promise<void>;
}

/** Serves an inventory on 127.0.0.1 over the protocols of EC2, IAM, SSM, STS and the services that session preferences name, for the real SDK clients. */
export async function startAwsEndpoint(options: AwsEndpointOptions): Promise<AwsEndpoint> {
  const counter = new Counter();
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    const requestId = `00000000-0000-4000-8000-${String(requests).padStart(12, '0')}`;
    counter.enter();
    response.once('close', () => counter.leave());
    void serve(request, response, options, counter, requestId);
  });
  // Longer than any pause in a scan, so that no client meets a connection that is just being closed.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stats: () => counter.read(),
    reset: () => counter.reset(),
    close: () =>
      new Promise((resolve, reject) => {
        if (!server.listening) return resolve();
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  options: AwsEndpointOptions,
  counter: Counter,
  requestId: string,
): Promise<void> {
  let service: Service = 'ec2';
  let status = 200;
  let body: Buffer;
  try {
    const request = await readRequest(incoming);
    ({ service } = request);
    if (options.latencyMs !== undefined && options.latencyMs > 0) await sleep(options.latencyMs);
    body = answer(request, options, counter, requestId);
  } catch (error) {
    const told = error instanceof ServiceError ? error : new ServiceError('EndpointBug', String(error), 500);
    ({ status } = told);
    body = Buffer.from(renderError(service, told, requestId));
  }
  if (response.destroyed) return;
  counter.countBytes(body.length);
  response.writeHead(status, {
    'content-type': speaksJson(service) ? 'application/x-amz-json-1.1' : 'text/xml;charset=UTF-8',
    'content-length': body.length,
    'x-amzn-requestid': requestId,
  });
  response.end(body);
}
