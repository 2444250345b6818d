import { describe, expect, it } from 'vitest';
import type { Inventory } from '../../src/model/inventory.ts';
import { known } from '../../src/model/known.ts';
import { buildFleet } from '../aws-endpoint/fleet.ts';
import { buildInventory, healthyInstance } from '../support/subject.ts';
import { buildAccount } from './account.ts';
import { readLive } from './support.ts';

/** Nodes that the served account has registered. */
function countNodes({ accounts }: Inventory): number {
  return accounts
    .flatMap(({ regions }) => regions)
    .reduce((sum, { InstanceInformationList: list }) => sum + (list.known ? list.value.length : 0), 0);
}

const pages = (items: number, size: number): number => Math.max(1, Math.ceil(items / size));

describe('calls follow from page sizes', () => {
  it('1,000 instances, 40 security groups, 20 roles, 4 VPCs', async () => {
    const inventory = buildFleet({ instances: 1000, securityGroups: 40, roles: 20, vpcs: 4 });
    const { stats, report } = await readLive({ inventory });
    const expected = {
      // Who asks, and where.
      'sts:GetCallerIdentity': 1,
      'ec2:DescribeRegions': 1,
      // One of each thing per instance, 1,000 a page.
      'ec2:DescribeInstances': 1,
      'ec2:DescribeInstanceStatus': 1,
      'ec2:DescribeInstanceImageMetadata': 1,
      // 5 images, 200 a filter.
      'ec2:DescribeImages': 1,
      // Some dozens, 1,000 a page.
      'ec2:DescribeSecurityGroups': 1,
      'ec2:DescribeSubnets': 1,
      'ec2:DescribeVpcs': 1,
      'ec2:DescribeNetworkAcls': 1,
      'ec2:DescribeInternetGateways': 1,
      'ec2:DescribeNatGateways': 1,
      'ec2:DescribeVpcEndpoints': 1,
      'ec2:DescribeNetworkInterfaces': 1,
      'ec2:DescribeDhcpOptions': 1,
      'ec2:DescribeVpcBlockPublicAccessOptions': 1,
      'ec2:DescribeVpcBlockPublicAccessExclusions': 1,
      // Fewer than 100, the most that this page holds.
      'ec2:DescribeRouteTables': 1,
      // 4 VPCs, 2 attributes.
      'ec2:DescribeVpcAttribute': 8,
      // 3 VPCs without endpoints that have the names already; none of them has a private hosted zone.
      'route53:ListHostedZonesByVPC': 3,
      // 443 nodes, 1,000 a page; more than 200 are online, so none is asked for its connection.
      'ssm:DescribeInstanceProperties': 1,
      'ssm:GetServiceSetting': 1,
      'ssm:GetDocument': 1,
      // 20 roles with their 20 profiles, and 2 policies.
      'iam:GetAccountAuthorizationDetails': 1,
    };
    expect(stats.calls).toEqual(expected);
    expect(stats.total).toBe(33);
    expect(stats.unpaginated).toEqual({});
    expect(report.instances).toHaveLength(1000);
  });

  it('2,001 instances, 120 VPCs, 250 images, 1,100 roles', async () => {
    const inventory = buildFleet({
      instances: 2001,
      securityGroups: 1200,
      roles: 1100,
      vpcs: 120,
      images: 250,
    });
    const { stats } = await readLive({ inventory });
    const [region] = inventory.accounts[0]?.regions ?? [];
    const tables = region?.RouteTables.known === true ? region.RouteTables.value.length : 0;
    const running = region?.InstanceStatuses.known === true ? region.InstanceStatuses.value.length : 0;
    expect(stats.calls).toMatchObject({
      'ec2:DescribeInstances': 3,
      'ec2:DescribeInstanceStatus': pages(running, 1000),
      'ec2:DescribeInstanceImageMetadata': 3,
      // Two filters, of 200 and of at most 50 ids; 120 VPCs take turns, so not every image is in use.
      'ec2:DescribeImages': pages(new Set(imagesIn(inventory)).size, 200),
      // 1,200 and one for each VPC that has endpoints.
      'ec2:DescribeSecurityGroups': 2,
      'ec2:DescribeRouteTables': pages(tables, 100),
      'ec2:DescribeVpcAttribute': 240,
      'ssm:DescribeInstanceProperties': pages(countNodes(inventory), 1000),
      // 1,100 roles and 2 policies.
      'iam:GetAccountAuthorizationDetails': 2,
    });
    expect(stats.unpaginated).toEqual({});
  });

  it('nothing but the connection status is asked per instance', async () => {
    const few = await readLive({ inventory: manyHealthy(2) });
    const more = await readLive({ inventory: manyHealthy(40) });
    expect(few.stats.calls['ssm:GetConnectionStatus']).toBe(2);
    expect(more.stats.calls['ssm:GetConnectionStatus']).toBe(40);
    expect({ ...more.stats.calls, 'ssm:GetConnectionStatus': 2 }).toEqual(few.stats.calls);
  });
});

function imagesIn({ accounts }: Inventory): (string | undefined)[] {
  return accounts
    .flatMap(({ regions }) => regions)
    .flatMap(({ Reservations }) => (Reservations.known ? Reservations.value : []))
    .flatMap(({ Instances = [] }) => Instances.map(({ ImageId }) => ImageId));
}

/** That many healthy instances, all online. */
function manyHealthy(count: number): Inventory {
  const ids = Array.from({ length: count }, (_, index) => `i-${String(index).padStart(17, '0')}`);
  return buildInventory({
    instances: ids.map((InstanceId) => ({ ...healthyInstance, InstanceId })),
    region: {
      InstanceInformationList: known(
        ids.map((InstanceId) => ({
          InstanceId,
          PingStatus: 'Online',
          AgentVersion: '3.3.4624.0',
          ResourceType: 'EC2Instance',
        })),
      ),
      ConnectionStatuses: Object.fromEntries(ids.map((id) => [id, known('connected')])),
    },
  });
}

describe.concurrent('--connection-status', () => {
  it.each([
    ['auto', 200, 200],
    ['auto', 201, 0],
    ['always', 201, 201],
    ['never', 3, 0],
  ] as const)('%s with %i nodes online: %i are asked', async (connectionStatus, online, asked) => {
    const { stats, inventory, report } = await readLive(
      { inventory: manyHealthy(online) },
      { connectionStatus },
    );
    expect(stats.calls['ssm:GetConnectionStatus'] ?? 0).toBe(asked);
    expect(Object.keys(inventory.accounts[0]?.regions[0]?.ConnectionStatuses ?? {})).toHaveLength(asked);
    expect(report.instances.filter(({ observed }) => observed.connectionStatus === 'connected')).toHaveLength(
      asked,
    );
  });
});

describe('an answer that comes in pieces is whole', () => {
  const inventory = buildAccount();

  it('small pages, and empty ones that are not the last', async () => {
    const whole = await readLive({ inventory });
    const pieces = await readLive({ inventory, pageSizeCap: 2, emptyPages: true });
    expect(pieces.report.instances).toEqual(whole.report.instances);
    expect(pieces.report.scopes).toEqual(whole.report.scopes);
    expect(pieces.stats.total).toBeGreaterThan(2 * whole.stats.total);
  });

  it('throttled calls are repeated', async () => {
    const whole = await readLive({ inventory });
    const throttle = {
      'ec2:DescribeRegions': 1,
      'ec2:DescribeInstances': 2,
      'ec2:DescribeRouteTables': 1,
      'iam:GetAccountAuthorizationDetails': 2,
      'ssm:DescribeInstanceProperties': 1,
      'ssm:GetConnectionStatus': 1,
    };
    const env = { AWS_MAX_ATTEMPTS: undefined, AWS_RETRY_MODE: undefined };
    const { report, stats } = await readLive({ inventory, throttle }, { env });
    expect(stats.throttled).toBe(8);
    expect(stats.total).toBe(whole.stats.total + 8);
    expect(report.instances).toEqual(whole.report.instances);
    expect(report.scopes).toEqual(whole.report.scopes);
  });
});
