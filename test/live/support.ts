import { scan } from '../../src/index.ts';
import type { Inventory } from '../../src/model/inventory.ts';
import type { Report } from '../../src/model/report.ts';
import { type AwsOptions, collectFromAws } from '../../src/sources/aws/index.ts';
import { type AwsEndpointOptions, startAwsEndpoint, type Stats } from '../aws-endpoint/server.ts';

export const GENERATED_AT = '2026-11-20T12:01:00.000Z';

// The SDK itself reads credentials and retries from the process; each test file has one of its own.
Object.assign(process.env, {
  AWS_ACCESS_KEY_ID: 'AKIATEST',
  AWS_SECRET_ACCESS_KEY: 'not-a-secret',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_MAX_ATTEMPTS: '1',
  // The adaptive mode slows a client down for a while after it was throttled.
  AWS_RETRY_MODE: 'standard',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
});
for (const name of ['AWS_PROFILE', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_SESSION_TOKEN']) {
  delete process.env[name];
}

export interface Reading {
  readonly inventory: Inventory;
  readonly report: Report;
  readonly stats: Stats;
}

/** Serves an inventory on loopback, reads it with the real SDK clients, and judges what came. */
export async function readLive(
  served: AwsEndpointOptions,
  { env, ...asked }: Partial<AwsOptions> = {},
): Promise<Reading> {
  const endpoint = await startAwsEndpoint(served);
  try {
    const inventory = await collectFromAws({
      regions: [],
      connectionStatus: 'auto',
      endpointUrl: endpoint.url,
      ...asked,
      env: { ...process.env, ...env },
    });
    return { inventory, report: scan(inventory, { generatedAt: GENERATED_AT }), stats: endpoint.stats() };
  } finally {
    await endpoint.close();
  }
}
