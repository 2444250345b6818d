import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { speaksJson } from '../aws-endpoint/json-services.ts';
import { actionOf, CALLS } from '../../src/sources/calls.ts';
import { createAsk } from '../../src/sources/aws/ask.ts';
import { Clients } from '../../src/sources/aws/clients.ts';
import './support.ts';

let server: Server | undefined;
let clients: Clients | undefined;

afterEach(async () => {
  await clients?.destroy();
  server?.closeAllConnections();
  server?.close();
});

/** A server that is not AWS: the same status and body for every question. */
async function createStrangeAsk(status: number, body: string) {
  const strange = createServer((_, response) => response.writeHead(status).end(body));
  await new Promise<void>((resolve) => strange.listen(0, '127.0.0.1', resolve));
  const { port } = strange.address() as AddressInfo;
  [server, clients] = [
    strange,
    new Clients({ endpointUrl: `http://127.0.0.1:${port}`, env: { ...process.env } }),
  ];
  return createAsk(clients, 'eu-west-1', () => undefined);
}

const lists = CALLS.filter(({ paging, scope }) => paging !== 'no-pages' && scope !== 'identity');
const LOGIN_PAGE = '<html><title>Please log in</title></html>';

describe('an answer that is not of AWS is a gap, never an empty list', () => {
  it.each(lists.map((call) => [call.operation, call] as const))(
    '%s: a login page with status 200',
    async (_, call) => {
      const ask = await createStrangeAsk(200, LOGIN_PAGE);
      expect(await ask(call, call.input ?? {})).toMatchObject({
        known: false,
        gap: { kind: 'api-error', code: speaksJson(call.service) ? 'HTTP 200' : 'UnexpectedAnswer' },
      });
    },
  );

  it.each([
    [500, '<!doctype html>\n<html lang=en><title>500 Internal Server Error</title>'],
    [502, '<html><body>bad gateway<br></body></html>'],
    [503, ''],
    [404, 'not found'],
    [200, '{"Vpcs": [{'],
  ])('status %i with the body %j: the code is the status', async (status, body) => {
    const ask = await createStrangeAsk(status, body);
    for (const call of lists) {
      expect(await ask(call, call.input ?? {})).toMatchObject({
        known: false,
        gap: {
          kind: 'api-error',
          action: actionOf(call),
          code: `HTTP ${status}`,
          message: expect.stringMatching(/^not an answer of AWS \(.+\)$/) as string,
        },
      });
    }
  });
});
