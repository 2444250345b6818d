import { describe, expect, it } from 'vitest';
import { OPTIONAL_ANSWERS } from '../../src/model/inventory.ts';
import type { Report } from '../../src/model/report.ts';
import { actionOf, type Call, CALLS } from '../../src/sources/calls.ts';
import type { AwsEndpointOptions } from '../aws-endpoint/server.ts';
import { buildAccount, REGIONS, SITUATIONS } from './account.ts';
import { findFalseClaims } from './claims.ts';
import { readLive, type Reading } from './support.ts';

const account = buildAccount();
const served: AwsEndpointOptions = { inventory: account };
const baseline = await readLive(served);
const instances = new Map(baseline.report.instances.map((instance) => [instance.arn, instance]));
const listFalseClaims = (report: Report): string[] => findFalseClaims(baseline.report, report);

/** The gaps of each region that has instances, and how a denied call shows there. */
function gapsOf({ report }: Reading): unknown[] {
  return report.scopes.filter(({ region }) => region !== 'ap-south-1').flatMap(({ gaps }) => gaps);
}

function changedFindings({ report }: Reading): number {
  return report.instances.flatMap(({ arn, findings }) =>
    findings.filter(({ status }, index) => status !== instances.get(arn)?.findings[index]?.status),
  ).length;
}

const BEFORE_ALL = ['sts:GetCallerIdentity', 'ec2:DescribeRegions', 'ec2:DescribeInstances'];
/** Made instead of others, or on demand: iam, nodes, sessions, launches and bastions have tests of their own. */
const INSTEAD = CALLS.filter(({ scope }) =>
  ['role', 'simulation', 'registration', 'sessions', 'launch', 'bastion', 'bastion-account'].includes(scope),
);
const LIST_OF_PROFILES = 'iam:ListInstanceProfiles';
const LIST_OF_ROLES = 'iam:GetAccountAuthorizationDetails';
const others = CALLS.filter(
  (call) => ![...BEFORE_ALL, LIST_OF_PROFILES].includes(actionOf(call)) && !INSTEAD.includes(call),
);
const table = others.map((call) => [actionOf(call), call] as const);

/** A region without these answers counts as read; what they would have decided stays a question. */
function isOptional({ feeds }: Call): boolean {
  const optional: readonly string[] = OPTIONAL_ANSWERS;
  return feeds.some((field) => optional.includes(field));
}

/** Ways to lose the answer of a call, with the gap that it leaves. */
const LOSSES: Readonly<
  Record<string, (action: string) => { serve: Partial<AwsEndpointOptions>; gap: object }>
> = {
  denied: (action) => ({
    serve: { deny: (asked) => asked === action },
    gap: { kind: 'denied', action },
  }),
  'throttled out': (action) => ({
    serve: { throttle: { [action]: Infinity } },
    gap: {
      kind: 'api-error',
      action,
      code: expect.stringMatching(/^(RequestLimitExceeded|Throttling)/) as string,
    },
  }),
  failing: (action) => ({
    serve: { fail: new Map([[action, { status: 500, code: 'InternalError' }]]) },
    gap: { kind: 'api-error', action, code: 'InternalError' },
  }),
};

it('every call of the list is made for this account', () => {
  // The one profile without a role is asked for by its name.
  const nodes = 'ssm:DescribeInstanceProperties';
  const expected = [...BEFORE_ALL, 'iam:GetInstanceProfile', nodes, ...others.map(actionOf)].sort();
  expect(Object.keys(baseline.stats.calls).sort()).toEqual(expected);
});

it('all answered: every verdict is the one that was laid out', () => {
  const verdicts = baseline.report.instances.map(({ region, name, verdict }) => [region, name, verdict]);
  const expected = Object.entries(SITUATIONS)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([region, situations]) => situations.map(({ name, verdict }) => [region, name, verdict]));
  expect(verdicts).toEqual(expected);
  expect(gapsOf(baseline)).toEqual([]);
});

describe.concurrent.each(Object.entries(LOSSES))('%s, one call after another', (_, lose) => {
  it.each(table)('%s', async (action, call) => {
    const { serve, gap } = lose(action);
    const reading = await readLive({ ...served, ...serve });
    expect(listFalseClaims(reading.report)).toEqual([]);
    expect(reading.report.instances).toHaveLength(instances.size);
    if (action === LIST_OF_ROLES && reading.stats.calls['iam:GetRole'] !== undefined) {
      // Refused, it is replaced by reading role by role, and nothing is lost.
      expect(reading.report.instances).toEqual(baseline.report.instances);
      return;
    }
    if (isOptional(call)) expect(gapsOf(reading)).toEqual([]);
    else expect(gapsOf(reading)).toContainEqual(expect.objectContaining(gap));
    // No instance of this account has an S3 endpoint as its way: the rule's own table has some.
    if (action === 's3:GetBucketLocation') return;
    expect(changedFindings(reading), `${action} feeds ${call.feeds.join(', ')}`).toBeGreaterThan(0);
  });

  it('ec2:DescribeInstances: regions are unreadable, and nothing is judged', async () => {
    const { serve, gap } = lose('ec2:DescribeInstances');
    const { report, stats } = await readLive({ ...served, ...serve });
    expect(report.instances).toEqual([]);
    expect(report.scopes.map(({ region, status, gaps }) => [region, status, gaps])).toEqual(
      [...REGIONS].sort().map((region) => [region, 'unreadable', [expect.objectContaining(gap)]]),
    );
    expect(stats.total).toBe(2 + REGIONS.length);
  });

  it('ec2:DescribeRegions: no scan of every region without it, but of the regions that are named', async () => {
    const { serve, gap } = lose('ec2:DescribeRegions');
    await expect(readLive({ ...served, ...serve })).rejects.toMatchObject({
      name: 'SourceError',
      message: expect.stringMatching(/ec2:DescribeRegions.*--region/) as string,
    });
    const { report } = await readLive({ ...served, ...serve }, { regions: [...REGIONS] });
    expect(report.instances).toEqual(baseline.report.instances);
    expect(report.source.enabledRegions).toEqual({
      known: false,
      gap: expect.objectContaining(gap) as object,
    });
  });

  it('sts:GetCallerIdentity: nothing can be scanned', async () => {
    const { serve } = lose('sts:GetCallerIdentity');
    await expect(readLive({ ...served, ...serve })).rejects.toMatchObject({ name: 'SourceError' });
  });
});

it('everything denied but the list of instances: nothing is claimed that was not true', async () => {
  const deny = (action: string) => !BEFORE_ALL.includes(action);
  const { report } = await readLive({ ...served, deny });
  expect(listFalseClaims(report)).toEqual([]);
  const gaps = report.scopes.find(({ region }) => region === 'us-east-1')?.gaps;
  // Nothing is asked about items that no answer named.
  const byItem = ['image', 'prefix-list', 'record-sets', 'connection-status'];
  const asked = others.filter((call) => !byItem.includes(call.scope) && !isOptional(call));
  expect(gaps).toEqual(
    expect.arrayContaining(asked.map((call) => ({ kind: 'denied', action: actionOf(call) }))),
  );
});

describe.concurrent('denied from the second page on: a list with a hole is a gap', () => {
  const paged = table.filter(([action, { paging }]) => paging !== 'no-pages' && action !== LIST_OF_ROLES);

  it.each(paged)('%s', async (action, call) => {
    const { paging } = call;
    const token = paging === 'no-pages' ? '' : paging.tokenIn;
    const reading = await readLive({
      ...served,
      pageSizeCap: 1,
      deny: (asked, _, input) => asked === action && input[token] !== undefined,
    });
    expect(listFalseClaims(reading.report)).toEqual([]);
    if (isOptional(call)) expect(gapsOf(reading)).toEqual([]);
    else expect(gapsOf(reading)).toContainEqual({ kind: 'denied', action });
  });
});

describe.concurrent('denied in eu-west-1 alone: the other regions are judged as before', () => {
  const regional = table.filter(([, { scope }]) => scope !== 'account');
  const elsewhere = (report: Report) => report.instances.filter(({ region }) => region !== 'eu-west-1');

  it.each(regional)('%s', async (action, call) => {
    const reading = await readLive({
      ...served,
      deny: (asked, region) => asked === action && region === 'eu-west-1',
    });
    expect(listFalseClaims(reading.report)).toEqual([]);
    expect(elsewhere(reading.report)).toEqual(elsewhere(baseline.report));
    const scopes = reading.report.scopes.filter(({ gaps }) => gaps.length > 0);
    expect(scopes.map(({ region, status, gaps }) => [region, status, gaps])).toEqual(
      isOptional(call) ? [] : [['eu-west-1', 'partial', [{ kind: 'denied', action }]]],
    );
  });
});
