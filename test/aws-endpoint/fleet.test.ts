import { paginateDescribeInstances } from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import type { Inventory, RegionInventory } from '../../src/model/inventory.ts';
import type { Known } from '../../src/model/known.ts';
import { createClients, plain } from './clients.ts';
import { buildFleet } from './fleet.ts';
import { startAwsEndpoint } from './server.ts';

function value<T>(answer: Known<T>): T {
  if (!answer.known) throw new Error('a fleet has no gaps');
  return answer.value;
}

function regionOf(fleet: Inventory, index = 0): RegionInventory {
  const region = fleet.accounts[0]?.regions[index];
  if (region === undefined) throw new Error('a fleet has regions');
  return region;
}

function instancesOf(region: RegionInventory) {
  return value(region.Reservations).flatMap(({ Instances = [] }) => Instances);
}

function countBy<T>(items: readonly T[], key: (item: T) => string | undefined): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item) ?? 'none'] = (counts[key(item) ?? 'none'] ?? 0) + 1;
  return counts;
}

describe('the default fleet', () => {
  const fleet = buildFleet();
  const region = regionOf(fleet);
  const instances = instancesOf(region);

  it('is the same every time', () => {
    expect(buildFleet()).toEqual(fleet);
  });

  it('has the stated size', () => {
    expect(instances).toHaveLength(1000);
    expect(new Set(instances.map(({ InstanceId }) => InstanceId)).size).toBe(1000);
    expect(value(region.Vpcs)).toHaveLength(4);
    // One more for the endpoints of the one VPC that has them.
    expect(value(region.SecurityGroups)).toHaveLength(41);
    expect(fleet.accounts.map(({ iam }) => value(iam.RoleDetailList).length)).toEqual([20]);
  });

  it('mixes states and observations', () => {
    expect(countBy(instances, ({ State }) => State?.Name)).toEqual({
      running: 910,
      stopped: 80,
      terminated: 10,
    });
    expect(countBy(instances, (one) => (one.IamInstanceProfile === undefined ? 'no' : 'yes'))).toEqual({
      no: 110,
      yes: 890,
    });
    const nodes = countBy(value(region.InstanceInformationList), ({ PingStatus }) => PingStatus);
    expect(Object.keys(nodes).sort()).toEqual(['ConnectionLost', 'Online']);
    expect(nodes['Online']).toBeGreaterThan(300);
  });

  it('names only what exists', () => {
    const ids = {
      group: new Set(value(region.SecurityGroups).map(({ GroupId }) => GroupId)),
      subnet: new Set(value(region.Subnets).map(({ SubnetId }) => SubnetId)),
      vpc: new Set(value(region.Vpcs).map(({ VpcId }) => VpcId)),
      image: new Set(value(region.Images).map(({ ImageId }) => ImageId)),
      interface: new Set(value(region.NetworkInterfaces).map((one) => one.NetworkInterfaceId)),
    };
    const dangling: unknown[] = [];
    const need = (kind: keyof typeof ids, id: string | undefined): void => {
      if (!ids[kind].has(id)) dangling.push([kind, id]);
    };
    for (const instance of instances) {
      need('image', instance.ImageId);
      if (instance.State?.Name === 'terminated') continue;
      need('subnet', instance.SubnetId);
      need('vpc', instance.VpcId);
      for (const { GroupId } of instance.SecurityGroups ?? []) need('group', GroupId);
    }
    for (const endpoint of value(region.VpcEndpoints)) {
      for (const { GroupId } of endpoint.Groups ?? []) need('group', GroupId);
      for (const id of endpoint.SubnetIds ?? []) need('subnet', id);
      for (const id of endpoint.NetworkInterfaceIds ?? []) need('interface', id);
    }
    for (const table of value(region.RouteTables)) {
      for (const { SubnetId } of table.Associations ?? [])
        if (SubnetId !== undefined) need('subnet', SubnetId);
    }
    expect(dangling).toEqual([]);
  });

  it('puts the security groups of an instance into its VPC', () => {
    const vpcOf = new Map(value(region.SecurityGroups).map(({ GroupId, VpcId }) => [GroupId, VpcId]));
    const strays = instances.filter(({ SecurityGroups = [], VpcId }) =>
      SecurityGroups.some(({ GroupId }) => vpcOf.get(GroupId) !== VpcId),
    );
    expect(strays).toEqual([]);
  });

  it('gives no two live instances of a VPC one address', () => {
    const addresses = instances.flatMap(({ VpcId, PrivateIpAddress }) =>
      PrivateIpAddress === undefined ? [] : [`${VpcId} ${PrivateIpAddress}`],
    );
    expect(new Set(addresses).size).toBe(addresses.length);
  });
});

it('spreads an account over regions without sharing ids', () => {
  const fleet = buildFleet({ instances: 25, regions: ['eu-west-1', 'us-east-1'], roles: 3 });
  const ids = [0, 1].map((index) => instancesOf(regionOf(fleet, index)).map((one) => one.InstanceId));
  expect(ids.map((list) => list.length)).toEqual([13, 12]);
  expect(new Set(ids.flat()).size).toBe(25);
});

it('survives the round trip through the real client, in pages of a thousand', async () => {
  const fleet = buildFleet({ instances: 1500 });
  const endpoint = await startAwsEndpoint({ inventory: fleet });
  try {
    const { ec2 } = createClients(endpoint.url, 'eu-west-1');
    const read: unknown[] = [];
    for await (const page of paginateDescribeInstances({ client: ec2, pageSize: 1000 }, {})) {
      read.push(...(plain(page) as { Reservations: unknown[] }).Reservations);
    }
    expect(read).toEqual(value(regionOf(fleet).Reservations));
    expect(endpoint.stats().calls).toEqual({ 'ec2:DescribeInstances': 2 });
  } finally {
    await endpoint.close();
  }
});
