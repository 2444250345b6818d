import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SERVICES } from '../../../src/model/path.ts';
import { solvePath } from '../../../src/facts/network/solve-path.ts';
import type { Reservation } from '../../../src/model/aws.ts';
import type { RegionInventory, Subject } from '../../../src/model/inventory.ts';
import { type Known, known, unknown } from '../../../src/model/known.ts';
import { healthyIam, healthyRegion } from '../../support/subject.ts';

/* Real-shaped answers of the AWS CLI, from Batfish and pybatfish (Apache-2.0, test/fixtures/accounts/LICENSE-batfish). */
const FOLDER = join(import.meta.dirname, '../../fixtures/accounts');

type Json = Readonly<Record<string, unknown>>;
type Verdict = 'reachable' | 'blocked' | 'unknown';

const OPERATIONS: Readonly<Record<string, keyof RegionInventory>> = {
  DescribeInstances: 'Reservations',
  DescribeSecurityGroups: 'SecurityGroups',
  DescribeSubnets: 'Subnets',
  DescribeVpcs: 'Vpcs',
  DescribeRouteTables: 'RouteTables',
  DescribeNetworkAcls: 'NetworkAcls',
  DescribeInternetGateways: 'InternetGateways',
  DescribeNatGateways: 'NatGateways',
  DescribeVpcEndpoints: 'VpcEndpoints',
  DescribeNetworkInterfaces: 'NetworkInterfaces',
  DescribeDhcpOptions: 'DhcpOptions',
};

function readJson(...path: readonly string[]): Json {
  return JSON.parse(readFileSync(join(FOLDER, ...path), 'utf8')) as Json;
}

/** An operation without a file is a gap, never an empty list. */
function load(account: string, region: string): RegionInventory {
  const files = readdirSync(join(FOLDER, account));
  const lists = Object.entries(OPERATIONS).map(([operation, list]): [string, Known<unknown>] => {
    const file = `ec2.${operation}.json`;
    const gap = { kind: 'not-collected', action: `ec2:${operation}` } as const;
    return [list, files.includes(file) ? known(readJson(account, file)[list]) : unknown(gap)];
  });
  const attributes: Record<string, Record<string, Known<boolean>>> = {};
  const prefixLists: Record<string, Known<unknown>> = {};
  for (const file of files) {
    const id = /@(?:VpcId|PrefixListId)=([a-z0-9-]+)/.exec(file)?.[1] ?? '';
    if (file.startsWith('ec2.DescribeVpcAttribute@')) {
      const { VpcId: _, ...rest } = readJson(account, file) as Record<string, { Value: boolean }>;
      for (const [name, { Value }] of Object.entries(rest)) (attributes[id] ??= {})[name] = known(Value);
    } else if (file.startsWith('ec2.GetManagedPrefixListEntries@')) {
      prefixLists[id] = known(readJson(account, file)['Entries']);
    }
  }
  const unread = unknown({ kind: 'not-collected', action: 'ec2:DescribeVpcBlockPublicAccessOptions' });
  return {
    ...healthyRegion,
    ...Object.fromEntries(lists),
    region,
    VpcBlockPublicAccessOptions: unread,
    VpcBlockPublicAccessExclusions: unread,
    VpcAttributes: attributes as RegionInventory['VpcAttributes'],
    PrefixListEntries: prefixLists as RegionInventory['PrefixListEntries'],
  };
}

function judge(region: RegionInventory, instanceId: string): Verdict {
  const reservations: readonly Reservation[] = region.Reservations.known ? region.Reservations.value : [];
  const reservation = reservations.find(({ Instances }) =>
    Instances?.some(({ InstanceId }) => InstanceId === instanceId),
  );
  const instance = reservation?.Instances?.find(({ InstanceId }) => InstanceId === instanceId);
  if (instance === undefined) throw new Error(`no ${instanceId}`);
  const accountId = reservation?.OwnerId ?? '';
  const subject: Subject = {
    instance,
    arn: `arn:aws:ec2:${region.region}:${accountId}:instance/${instanceId}`,
    accountId,
    partition: 'aws',
    takenAt: '2026-11-20T12:00:00.000Z',
    planned: false,
    region,
    iam: healthyIam,
  };
  const statuses = SERVICES.flatMap((service) =>
    solvePath(subject, service).hops.map(({ status }) => status),
  );
  if (statuses.includes('fail')) return 'blocked';
  return statuses.includes('unknown') ? 'unknown' : 'reachable';
}

/** What the recorded accounts never asked, answered as AWS would for a VPC that nobody touched. */
function complete(region: RegionInventory): RegionInventory {
  const vpcs = region.Vpcs.known ? region.Vpcs.value : [];
  const servers = [{ Key: 'domain-name-servers', Values: [{ Value: 'AmazonProvidedDNS' }] }];
  return {
    ...region,
    VpcEndpoints: region.VpcEndpoints.known ? region.VpcEndpoints : known([]),
    NatGateways: region.NatGateways.known ? region.NatGateways : known([]),
    DhcpOptions: known(
      vpcs.map(({ DhcpOptionsId = '' }) => ({ DhcpOptionsId, DhcpConfigurations: servers })),
    ),
    VpcAttributes: Object.fromEntries(
      vpcs.map(({ VpcId = '' }) => [
        VpcId,
        { EnableDnsSupport: known(true), EnableDnsHostnames: known(true) },
      ]),
    ),
    VpcBlockPublicAccessOptions: known({ InternetGatewayBlockMode: 'off', State: 'default-state' }),
    VpcBlockPublicAccessExclusions: known([]),
  };
}

describe.each([
  ['batfish-nat-gateway', 'us-east-2'],
  ['batfish-vpce-interface-as-ssm', 'us-east-1'],
  ['pybatfish-hybrid-us-east-2', 'us-east-2'],
])('%s', (account, name) => {
  const region = load(account, name);
  const { instances } = readJson(account, '_expected.json') as {
    instances: Record<string, { network: Verdict }>;
  };
  const table = Object.entries(instances).map(([id, { network }]) => [id, network] as const);

  it.each(table)(
    '%s as recorded, DHCP options and Block Public Access unread: not the opposite of %s',
    (id, network) => {
      expect([network, 'unknown']).toContain(judge(region, id));
    },
  );

  // A private hosted zone could lead to endpoints beyond the transit gateway, which the recording does not show.
  const BEHIND_TRANSIT_GATEWAY = 'i-04cd3db5124a05ee6';
  it.each(table)('%s with those answered: %s', (id, network) => {
    expect(judge(complete(region), id)).toBe(id === BEHIND_TRANSIT_GATEWAY ? 'unknown' : network);
  });
});
