import { describe, expect, it } from 'vitest';
import { known } from '../../src/model/known.ts';
import { buildFleet } from '../aws-endpoint/fleet.ts';
import type { AwsEndpointOptions } from '../aws-endpoint/server.ts';
import { buildInventory, healthyInstance } from '../support/subject.ts';
import { buildAccount } from './account.ts';
import { findFalseClaims } from './claims.ts';
import { readLive } from './support.ts';

const QUICK = 'ssm:DescribeInstanceProperties';
const FULL = 'ssm:DescribeInstanceInformation';
const served: AwsEndpointOptions = { inventory: buildAccount() };
const baseline = await readLive(served);

const LOSSES: readonly (readonly [string, Partial<AwsEndpointOptions>])[] = [
  ['denied', { deny: (action) => action === QUICK }],
  ['throttled out', { throttle: { [QUICK]: Infinity } }],
  [
    'unknown to the endpoint',
    { fail: new Map([[QUICK, { status: 400, code: 'UnknownOperationException' }]]) },
  ],
  ['failing', { fail: new Map([[QUICK, { status: 500, code: 'InternalServerError' }]]) }],
  [
    'denied from the second page on',
    { pageSizeCap: 1, deny: (action, _, input) => action === QUICK && input['NextToken'] !== undefined },
  ],
];

describe('DescribeInstanceProperties', () => {
  it('is asked once in each region with instances, and the other list never', () => {
    expect(baseline.stats.calls[QUICK]).toBe(3);
    expect(baseline.stats.calls).not.toHaveProperty(FULL);
  });

  it.each(LOSSES)('%s: the other list gives the same report', async (_, losing) => {
    const { report, stats } = await readLive({ ...served, ...losing });
    expect(stats.calls[FULL]).toBeGreaterThanOrEqual(3);
    expect(report.instances).toEqual(baseline.report.instances);
    expect(report.scopes).toEqual(baseline.report.scopes);
  });

  it('denied in one region alone: only there the other list is read', async () => {
    const { report, stats } = await readLive({
      ...served,
      deny: (action, region) => action === QUICK && region === 'eu-west-1',
    });
    expect(stats.calls[FULL]).toBe(1);
    expect(report.instances).toEqual(baseline.report.instances);
  });

  it('refused together with the other list: nothing is claimed that was not true', async () => {
    const { report } = await readLive({ ...served, deny: (action) => action === QUICK || action === FULL });
    expect(findFalseClaims(baseline.report, report)).toEqual([]);
    const scopes = report.scopes.filter(({ region }) => region !== 'ap-south-1');
    expect(scopes.map(({ gaps }) => gaps)).toEqual(scopes.map(() => [{ kind: 'denied', action: FULL }]));
  });
});

it('2,500 registered nodes: a thousand a page, or fifty, and a word about the quota', async () => {
  const inventory = buildFleet({ instances: 2500, allRegistered: true });
  const { report, stats } = await readLive({ inventory });
  expect([stats.calls[QUICK], stats.calls[FULL]]).toEqual([3, undefined]);
  expect(report.notices).toEqual([expect.stringMatching(/lists 2500 nodes in eu-west-1.*2400/)]);
  const refused = await readLive({ inventory, deny: (action) => action === QUICK });
  expect(refused.stats.calls[FULL]).toBe(50);
});

describe('a stopped instance', () => {
  const stopped = { ...healthyInstance, State: { Name: 'stopped' } };

  it('whose node is still listed as Online is dormant, and no agent counts as online', async () => {
    const { report, stats } = await readLive({ inventory: buildInventory({ instances: [stopped] }) });
    expect(stats.calls).not.toHaveProperty('ssm:GetConnectionStatus');
    const [instance] = report.instances;
    expect([instance?.verdict, instance?.observed.pingStatus]).toEqual(['dormant', 'Online']);
    const online = instance?.findings.find(({ ruleId }) => ruleId === 'agent-online');
    expect(online?.status).toBe('not-applicable');
  });
});

describe('an instance that may be registered as a hybrid node', () => {
  const node = { InstanceId: 'mi-0123456789abcdef0', PingStatus: 'Online', ResourceType: 'ManagedInstance' };
  const withNode = (IPAddress: string) =>
    buildInventory({
      region: { InstanceInformationList: known([{ ...node, IPAddress }]), ConnectionStatuses: {} },
    });

  it.each([
    ['has its address', '10.0.1.10', 'unknown'],
    ['has another', '10.0.1.11', 'blocked'],
  ])('%s', async (_, address, verdict) => {
    const { report, stats } = await readLive({ inventory: withNode(address) });
    expect(report.instances.map((instance) => instance.verdict)).toEqual([verdict]);
    expect([stats.calls[QUICK], stats.calls[FULL]]).toEqual([1, 1]);
  });

  it('stays a question where addresses are refused, and the scope says so', async () => {
    const deny = (action: string) => action === FULL;
    const { report } = await readLive({ inventory: withNode('10.0.1.11'), deny });
    expect(report.instances.map(({ verdict }) => verdict)).toEqual(['unknown']);
    expect(report.scopes).toMatchObject([{ status: 'partial', gaps: [{ kind: 'denied', action: FULL }] }]);
  });
});
