import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What Systems Manager says of one Region, where moto has no answer. */
export interface ManagementAnswers {
  /** The name of a role; `null`: Default Host Management is off. */
  readonly hostManagement: string | null;
  readonly agents: object[];
}

export interface Relay {
  readonly url: string;
  close(): Promise<void>;
}

const SETTING_ID = '/ssm/managed-instance/default-ec2-instance-management-role';

/**
 * Stands before moto, which knows neither service settings nor agents, and answers these questions for the Regions that
 * are listed. Every other call passes through as it is.
 */
export async function startRelay(
  moto: string,
  answers: Readonly<Record<string, ManagementAnswers>>,
): Promise<Relay> {
  const server = createServer((incoming, response) => {
    const answer = answerFor(incoming, answers);
    if (answer === undefined) return pass(moto, incoming, response);
    incoming.resume();
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answerFor(
  { headers }: IncomingMessage,
  answers: Readonly<Record<string, ManagementAnswers>>,
): object | undefined {
  // The signature names the Region: Credential=KEY/DATE/REGION/ssm/aws4_request.
  const region = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? '';
  const said = answers[region];
  if (said === undefined) return undefined;
  switch (headers['x-amz-target']) {
    case 'AmazonSSM.GetServiceSetting':
      return { ServiceSetting: toSetting(said.hostManagement) };
    case 'AmazonSSM.DescribeInstanceInformation':
      return { InstanceInformationList: said.agents };
    case 'AmazonSSM.GetConnectionStatus':
      // Only agents that are online are asked about.
      return { Status: 'connected' };
    default:
      return undefined;
  }
}

function toSetting(role: string | null): object {
  return role === null
    ? { SettingId: SETTING_ID, SettingValue: '$None', Status: 'Default' }
    : { SettingId: SETTING_ID, SettingValue: `service-role/${role}`, Status: 'Customized' };
}

function pass(moto: string, incoming: IncomingMessage, response: ServerResponse): void {
  const { method, headers, url = '/' } = incoming;
  const outgoing = request(new URL(url, moto), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.on('error', () => response.destroy());
  incoming.pipe(outgoing);
}
