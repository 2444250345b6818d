import { pathToFileURL } from 'node:url';
import { createMotoClients } from './clients.ts';
import { launch } from './launch.ts';
import { seedProfiles } from './profiles.ts';
import { SITUATIONS } from './situations.ts';
import { World } from './world.ts';

export interface Seeded {
  /** Instance ids by the name of their situation. */
  readonly situations: ReadonlyMap<string, string>;
  /** Instances that others send through. */
  readonly helpers: readonly string[];
}

/**
 * Fills a fresh moto with one instance for each situation, in a quarter of a minute. One call at a time: moto walks
 * through its lists without a lock, so that a second call could break the first.
 */
export async function seedMoto(endpointUrl: string, region: string): Promise<Seeded> {
  const clients = createMotoClients(endpointUrl, region);
  const { ec2, iam } = clients;
  try {
    await seedProfiles(iam);
    const world = new World(ec2, region);
    const situations = new Map<string, string>();
    for (const situation of SITUATIONS) situations.set(situation.name, await launch(world, situation));
    return { situations, helpers: world.helpers };
  } finally {
    for (const client of Object.values(clients)) client.destroy();
  }
}

/** With a Node that runs TypeScript (22.18 or later), `node seed.ts http://127.0.0.1:5000 eu-west-1` prints the ids as JSON. */
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , endpointUrl = 'http://127.0.0.1:5000', region = 'eu-west-1'] = process.argv;
  const { situations, helpers } = await seedMoto(endpointUrl, region);
  process.stdout.write(`${JSON.stringify({ ...Object.fromEntries(situations), helpers }, null, 2)}\n`);
}
