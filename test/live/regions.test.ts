import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../src/exit-code.ts';
import type { Instance } from '../../src/model/aws.ts';
import type { Inventory } from '../../src/model/inventory.ts';
import { known } from '../../src/model/known.ts';
import { emptyRegion } from '../aws-endpoint/call.ts';
import { buildFleet } from '../aws-endpoint/fleet.ts';
import type { AwsEndpointOptions } from '../aws-endpoint/server.ts';
import { buildInventory, REGION } from '../support/subject.ts';
import { buildAccount, REGIONS } from './account.ts';
import { readLive } from './support.ts';

const GATE = { failOn: 'high', allowUnknown: false } as const;

/** The healthy region with its one instance, and others without any. */
function withEmptyRegions(names: readonly string[], instances?: readonly Instance[]): Inventory {
  const inventory = buildInventory(instances === undefined ? {} : { instances });
  return {
    ...inventory,
    source: { kind: 'aws', enabledRegions: known([REGION, ...names]) },
    accounts: inventory.accounts.map((account) => ({
      ...account,
      regions: [...account.regions, ...names.map(emptyRegion)],
    })),
  };
}

/** Notes which call went to which region, and refuses none. */
function createRecorder(): {
  readonly calls: readonly (readonly [action: string, region: string])[];
  readonly deny: NonNullable<AwsEndpointOptions['deny']>;
} {
  const calls: [string, string][] = [];
  return {
    calls,
    deny: (action, region) => {
      calls.push([action, region]);
      return false;
    },
  };
}

describe('every enabled region', () => {
  const account = buildAccount();

  it('is read, and the report says which there are', async () => {
    const { report, stats } = await readLive({ inventory: account });
    const sorted = [...REGIONS].sort();
    expect(report.scopes.map(({ region, status }) => [region, status])).toEqual(
      sorted.map((region) => [region, 'read']),
    );
    expect(report.source.enabledRegions).toEqual(known(sorted));
    expect(stats.calls).toMatchObject({
      'ec2:DescribeInstances': 4,
      // Three regions have instances; IAM is the account's.
      'ec2:DescribeSecurityGroups': 3,
      // One profile holds no role, so that no role tells of it.
      'iam:GetInstanceProfile': 1,
      'iam:GetAccountAuthorizationDetails': 1,
      'sts:GetCallerIdentity': 1,
      'ec2:DescribeRegions': 1,
    });
  });

  it('costs one call when it has no instances', async () => {
    const empty = Array.from({ length: 16 }, (_, index) => `xx-empty-${index + 1}`);
    const { calls, deny } = createRecorder();
    const alone = await readLive({ inventory: withEmptyRegions([]) });
    const among = await readLive({ inventory: withEmptyRegions(empty), deny });
    expect(among.stats.total).toBe(alone.stats.total + 16);
    const spent = calls.filter(([, region]) => region.startsWith('xx-'));
    expect(spent.sort()).toEqual(empty.map((region) => ['ec2:DescribeInstances', region]).sort());
    expect(among.report.scopes).toHaveLength(17);
    expect(among.report.scopes.every(({ status }) => status === 'read')).toBe(true);
    expect(exitCodeOf(among.report, GATE)).toBe(0);
  });

  it('of an account without any instance: three calls at most a region, and no IAM', async () => {
    const { report, stats } = await readLive({ inventory: withEmptyRegions(['us-east-1'], []) });
    expect(stats.calls).toEqual({
      'sts:GetCallerIdentity': 1,
      'ec2:DescribeRegions': 1,
      'ec2:DescribeInstances': 2,
    });
    expect(report.scopes.map(({ status }) => status)).toEqual(['read', 'read']);
    expect(exitCodeOf(report, GATE)).toBe(0);
  });
});

describe('a region that a policy denies', () => {
  const inventory = withEmptyRegions(['us-east-1', 'us-east-2']);
  const env = { AWS_REGION: REGION };

  it('is unreadable, with the action, and the run is undecided', async () => {
    const { report } = await readLive({ inventory, denyRegions: ['us-east-2'] }, { env });
    expect(report.scopes.map(({ region, status, gaps }) => [region, status, gaps])).toEqual([
      [REGION, 'read', []],
      ['us-east-1', 'read', []],
      ['us-east-2', 'unreadable', [{ kind: 'denied', action: 'ec2:DescribeInstances' }]],
    ]);
    expect(report.instances.map(({ verdict }) => verdict)).toEqual(['ready']);
    expect(exitCodeOf(report, GATE)).toBe(3);
    expect(exitCodeOf(report, { ...GATE, allowUnknown: true })).toBe(0);
  });

  it('may be the first one that is asked, when nothing names another', async () => {
    const served = { inventory, denyRegions: ['us-east-1'] };
    await expect(readLive(served)).rejects.toMatchObject({ name: 'SourceError' });
    const { report } = await readLive(served, { env });
    expect(report.scopes.map(({ status }) => status)).toEqual(['read', 'unreadable', 'read']);
  });
});

describe('--region', () => {
  const inventory = buildAccount();

  it('narrows, and the report still says how many are enabled', async () => {
    const { calls, deny } = createRecorder();
    const { report } = await readLive(
      { inventory, deny },
      { regions: ['us-east-1', 'eu-central-1', 'us-east-1'] },
    );
    expect(report.scopes.map(({ region }) => region)).toEqual(['eu-central-1', 'us-east-1']);
    expect(report.source.enabledRegions).toEqual(known([...REGIONS].sort()));
    expect(new Set(calls.map(([, region]) => region))).toEqual(new Set(['eu-central-1', 'us-east-1']));
  });

  it('must name an enabled one', async () => {
    await expect(readLive({ inventory }, { regions: ['eu-west-1', 'eu-west-9'] })).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringMatching(/eu-west-9.*ap-south-1, eu-central-1, eu-west-1, us-east-1/) as string,
    });
  });
});

describe('AWS_REGION and AWS_DEFAULT_REGION', () => {
  it.each([
    [{}, 'us-east-1'],
    [{ AWS_REGION: 'eu-central-1' }, 'eu-central-1'],
    [{ AWS_DEFAULT_REGION: 'ap-south-1' }, 'ap-south-1'],
    [{ AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'ap-south-1' }, 'eu-west-1'],
    [{ AWS_REGION: '', AWS_DEFAULT_REGION: 'ap-south-1' }, 'ap-south-1'],
  ])('%j: the first calls go to %s, and every region is read', async (env, seed) => {
    const { calls, deny } = createRecorder();
    const { report } = await readLive(
      { inventory: buildFleet({ instances: 8, regions: REGIONS }), deny },
      { env },
    );
    expect(calls.slice(0, 2)).toEqual([
      ['sts:GetCallerIdentity', seed],
      ['ec2:DescribeRegions', seed],
    ]);
    expect(report.scopes.map(({ region }) => region)).toEqual([...REGIONS].sort());
    expect(report.instances).toHaveLength(8);
  });
});
