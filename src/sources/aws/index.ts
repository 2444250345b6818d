import pLimit from 'p-limit';
import { SourceError, UsageError } from '../../model/errors.ts';
import type { AccountInventory, IamInventory, Inventory } from '../../model/inventory.ts';
import { describeGap, type Known } from '../../model/known.ts';
import type { Ask } from '../answers.ts';
import { assembleIam } from '../assemble-iam.ts';
import { askAuthorizationDetails } from '../authorization-details.ts';
import { collectIam, notCollectedIam } from '../collect-iam.ts';
import { collectRegion } from '../collect-region.ts';
import { isNothing, listIamNeeds } from '../iam-needs.ts';
import { simulateRoles } from '../simulate.ts';
import { createAsk, logged, outcomeOf, type CallLog } from './ask.ts';
import { Clients, type ConnectionOptions } from './clients.ts';
import { readEnabledRegions, readIdentity } from './identity.ts';

export interface AwsOptions extends ConnectionOptions {
  /** Regions to read; empty for every enabled region. */
  readonly regions: readonly string[];
  readonly connectionStatus: 'auto' | 'always' | 'never';
  /** Ask when a session to each instance was last opened. */
  readonly sessions?: boolean;
  /** Ask what would be launched next. */
  readonly launches?: boolean;
  /** Ask what a bastion may reach, and who may start sessions instead. */
  readonly bastion?: boolean;
  /** Ask IAM's policy simulator about each role in use. */
  readonly simulate?: boolean;
  readonly onProgress?: (progress: Progress) => void;
  readonly onCall?: (log: CallLog) => void;
}

interface Progress {
  readonly regionsDone: number;
  readonly regionsTotal: number;
  readonly instances: number;
  readonly calls: number;
}

/** Up to this many online nodes a region are asked for their connection status without being told to. */
const AUTO_CONNECTION_LIMIT = 200;
const CONCURRENT_REGIONS = 4;
/** Where to ask first when nothing names a region; `DescribeRegions` answers for the whole partition. */
const FIRST_REGION = 'us-east-1';

/** Reads one account. Throws only when nothing at all can be read: bad credentials, no region to ask. */
export async function collectFromAws(options: AwsOptions): Promise<Inventory> {
  const clients = new Clients(options);
  try {
    return await collect(clients, options);
  } finally {
    await clients.destroy();
  }
}

async function collect(clients: Clients, options: AwsOptions): Promise<Inventory> {
  const takenAt = new Date().toISOString();
  const seed = options.regions[0] ?? (await clients.defaultRegion()) ?? FIRST_REGION;
  const identity = await logged('sts:GetCallerIdentity', seed, options.onCall, async () =>
    readIdentity(clients, seed, options),
  );
  const enabledRegions = await logged(
    'ec2:DescribeRegions',
    seed,
    options.onCall,
    async () => readEnabledRegions(clients, seed),
    outcomeOf,
  );
  const names = chooseRegions(options.regions, enabledRegions);

  const progress = { regionsDone: 0, regionsTotal: names.length, instances: 0, calls: 2 };
  const onCall = (log: CallLog): void => {
    progress.calls += log.pages;
    options.onCall?.(log);
    options.onProgress?.(progress);
  };

  const limit = pLimit(CONCURRENT_REGIONS);
  const regions = await Promise.all(
    names.map((name) =>
      limit(async () => {
        const region = await collectRegion(name, createAsk(clients, name, onCall), {
          partition: identity.partition,
          chooseConnectionTargets: (ids) => chooseTargets(options.connectionStatus, ids),
          asksSessions: options.sessions === true,
          asksLaunches: options.launches === true,
          asksBastion: options.bastion === true,
          onInstances: (count) => {
            progress.instances += count;
          },
        });
        progress.regionsDone += 1;
        options.onProgress?.(progress);
        return region;
      }),
    ),
  );
  const account = { ...identity, regions };
  // Which roles are in use is known only now, and whether reading them one by one is fewer calls.
  const iam =
    isNothing(listIamNeeds(regions)) && progress.instances === 0
      ? notCollectedIam()
      : await askIam(createAsk(clients, seed, onCall), account, options);
  return { source: { kind: 'aws', enabledRegions }, takenAt, accounts: [{ ...account, iam }] };
}

async function askIam(
  ask: Ask,
  account: Omit<AccountInventory, 'iam'>,
  { simulate, bastion }: AwsOptions,
): Promise<IamInventory> {
  const answers = await collectIam(ask, listIamNeeds(account.regions));
  const { AuthorizationDetails: unasked } = notCollectedIam();
  const AuthorizationDetails = bastion === true ? await askAuthorizationDetails(ask) : unasked;
  const iam = assembleIam({ ...answers, SimulationResults: {}, AuthorizationDetails }, account.regions);
  return simulate === true ? { ...iam, SimulationResults: await simulateRoles(ask, account, iam) } : iam;
}

function chooseRegions(wanted: readonly string[], enabled: Known<readonly string[]>): readonly string[] {
  if (wanted.length === 0) {
    if (enabled.known) return enabled.value;
    throw new SourceError(
      `cannot list the account's regions (${describeGap(enabled.gap)}); allow ec2:DescribeRegions, or name the regions with --region`,
    );
  }
  const strange = enabled.known ? wanted.filter((name) => !enabled.value.includes(name)) : [];
  if (strange.length > 0 && enabled.known) {
    throw new UsageError(
      `--region ${strange.join(',')}: not an enabled region of this account; enabled are ${enabled.value.join(', ')}`,
    );
  }
  return [...new Set(wanted)].sort();
}

function chooseTargets(mode: AwsOptions['connectionStatus'], online: readonly string[]): readonly string[] {
  if (mode === 'never' || (mode === 'auto' && online.length > AUTO_CONNECTION_LIMIT)) return [];
  return online;
}
