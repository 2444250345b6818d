import { fileURLToPath } from 'node:url';
import { UsageError } from '../model/errors.ts';
import type { Inventory } from '../model/inventory.ts';
import { createProgress } from './progress.ts';
import type { Streams } from './streams.ts';

/** The flags that say where facts come from; the same for every command that needs an inventory. */
export interface SourceFlags {
  readonly snapshot?: string | undefined;
  readonly cliJson?: string | undefined;
  readonly demo?: boolean | undefined;
  readonly region: readonly string[];
  readonly profile?: string | undefined;
  readonly roleArn?: string | undefined;
  readonly externalId?: string | undefined;
  readonly endpointUrl?: string | undefined;
  readonly connectionStatus: 'auto' | 'always' | 'never';
  /** Ask when a session to each instance was last opened. */
  readonly sessions: boolean;
  /** Ask what Auto Scaling groups and launch templates would launch next. */
  readonly launchTemplates: boolean;
  /** Ask what the command `bastion` looks at. */
  readonly forBastion: boolean;
  /** Ask IAM's policy simulator about each role in use. */
  readonly simulate: boolean;
  readonly quiet: boolean;
  readonly debug: boolean;
}

const DEMO_FILE = new URL('../data/demo-snapshot.json', import.meta.url);

/** Reads from the one source that the flags name; AWS itself when they name none. */
export async function loadInventory(flags: SourceFlags, streams: Streams): Promise<Inventory> {
  const named = [
    flags.snapshot === undefined ? undefined : '--snapshot',
    flags.cliJson === undefined ? undefined : '--cli-json',
    flags.demo === true ? '--demo' : undefined,
  ].filter((flag) => flag !== undefined);
  if (named.length > 1) throw new UsageError(`${named.join(' and ')} each name a source; give one`);

  const asked = [
    flags.simulate ? '--simulate' : undefined,
    flags.sessions ? '--sessions' : undefined,
    flags.launchTemplates ? '--launch-templates' : undefined,
  ].find((flag) => flag !== undefined);
  if (named.length > 0 && asked !== undefined)
    throw new UsageError(`${asked} asks AWS; ${named.join('')} holds what it holds`);

  if (flags.cliJson !== undefined) return loadCliJson(flags.cliJson, flags.region);
  const file = flags.demo === true ? fileURLToPath(DEMO_FILE) : flags.snapshot;
  if (file !== undefined) {
    if (flags.region.length > 0)
      throw new UsageError(`--region narrows what is read from AWS; ${named.join('')} holds what it holds`);
    const { readSnapshotFile } = await import('../sources/snapshot.ts');
    return readSnapshotFile(file);
  }
  return loadFromAws(flags, streams);
}

async function loadCliJson(folder: string, regions: readonly string[]): Promise<Inventory> {
  if (regions.length > 1) throw new UsageError('--cli-json holds one region; give at most one --region');
  const { readCliJson } = await import('../sources/cli-json.ts');
  const [region] = regions;
  return readCliJson({
    folder,
    takenAt: new Date().toISOString(),
    ...(region === undefined ? {} : { region }),
  });
}

async function loadFromAws(flags: SourceFlags, streams: Streams): Promise<Inventory> {
  const { collectFromAws } = await import('../sources/aws/index.ts');
  const progress = createProgress(streams, flags.quiet);
  try {
    return await collectFromAws({
      regions: flags.region,
      connectionStatus: flags.connectionStatus,
      sessions: flags.sessions,
      launches: flags.launchTemplates,
      bastion: flags.forBastion,
      simulate: flags.simulate,
      env: streams.env,
      ...(flags.profile === undefined ? {} : { profile: flags.profile }),
      ...(flags.roleArn === undefined ? {} : { roleArn: flags.roleArn }),
      ...(flags.externalId === undefined ? {} : { externalId: flags.externalId }),
      ...(flags.endpointUrl === undefined ? {} : { endpointUrl: flags.endpointUrl }),
      onProgress: progress.show,
      ...(flags.debug
        ? {
            onCall: ({ action, region, pages, milliseconds, outcome }) =>
              streams.writeError(`${region} ${action} pages=${pages} ${milliseconds}ms ${outcome}\n`),
          }
        : {}),
    });
  } finally {
    progress.clear();
  }
}
