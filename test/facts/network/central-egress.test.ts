import { describe, expect, it } from 'vitest';
import type { Route } from '../../../src/model/aws.ts';
import type { RegionInventory } from '../../../src/model/inventory.ts';
import { known } from '../../../src/model/known.ts';
import { rules } from '../../../src/rules/index.ts';
import { buildSubject, type SubjectChanges } from '../../support/subject.ts';
import {
  defaultRoute,
  denied,
  dns,
  dnsServers,
  endpoint,
  endpointInterface,
  endpoints,
  natGateway,
  privateInstance,
  routes,
  subnets,
  TO_NAT,
  vpc,
} from './network.ts';

const NETWORK_RULES = rules.filter(({ meta }) => meta.hops !== undefined);

function statusesOf(given: SubjectChanges): Record<string, string> {
  const subject = buildSubject(given);
  return Object.fromEntries(
    NETWORK_RULES.map((rule) => [rule.meta.id, rule.check(subject, { options: rule.defaults }).status]),
  );
}

const TARGETS: readonly [string, Partial<Route>][] = [
  ['a transit gateway', { TransitGatewayId: 'tgw-1' }],
  ['a peering connection', { VpcPeeringConnectionId: 'pcx-1' }],
  ['a VPN gateway', { GatewayId: 'vgw-1' }],
  ['Cloud WAN', { CoreNetworkArn: 'arn:aws:networkmanager::111122223333:core-network/core-network-1' }],
  ['a firewall endpoint', { GatewayId: 'vpce-firewall' }],
  ['a local gateway', { LocalGatewayId: 'lgw-1' }],
  ['a carrier gateway', { CarrierGatewayId: 'cagw-1' }],
  ['a target of a kind that nobody knows', {}],
];

/** Ways out of the VPC that no API of this account follows. Groups and ACLs are open. */
const EGRESS: readonly [string, Partial<RegionInventory>][] = [
  ...TARGETS.map(([name, target]): [string, Partial<RegionInventory>] => [
    name,
    routes({ main: [defaultRoute(target)] }),
  ]),
  ...TARGETS.map(([name, target]): [string, Partial<RegionInventory>] => [
    `a NAT gateway behind which is ${name}`,
    { ...natGateway(), ...routes({ main: [TO_NAT], public: [defaultRoute(target)] }) },
  ]),
  ['a VPC that another account shares', vpc({ OwnerId: '999988887777' })],
  ['a subnet that another account shares', subnets({ 'subnet-private': { OwnerId: '999988887777' } })],
];

const AROUND: readonly [string, Partial<RegionInventory>][] = [
  ['nothing else', {}],
  [
    'an endpoint for one service',
    { VpcEndpoints: known([endpoint('ssm')]), NetworkInterfaces: known([endpointInterface('ssm')]) },
  ],
  ['endpoints without private DNS', endpoints({ PrivateDnsEnabled: false })],
  ['own DNS servers', dnsServers('10.0.0.53')],
];

/** Endpoints in the VPC answer for themselves, so with both of them nothing depends on what is beyond. */
describe.each(EGRESS)('egress by %s', (_egress, region) => {
  it.each(AROUND)('beside %s is never called blocked', (_around, around) => {
    const statuses = statusesOf({ instance: privateInstance, region: { ...region, ...around } });
    expect(Object.values(statuses)).not.toContain('fail');
    expect(Object.values(statuses)).toContain('unknown');
  });
});

const WORKING: readonly [string, SubjectChanges][] = [
  ['an internet gateway', {}],
  [
    'a NAT gateway',
    { instance: privateInstance, region: { ...natGateway(), ...routes({ main: [TO_NAT] }) } },
  ],
  ['endpoints', { instance: privateInstance, region: endpoints() }],
];

describe.each(WORKING)('a path by %s', (name, given) => {
  it('passes', () => {
    expect(Object.values(statusesOf(given)).filter((status) => status !== 'not-applicable')).toEqual(
      expect.arrayContaining(['pass']),
    );
    expect(Object.values(statusesOf(given))).not.toContain('unknown');
    expect(Object.values(statusesOf(given))).not.toContain('fail');
  });

  it.each([
    'SecurityGroups',
    'Subnets',
    'Vpcs',
    'RouteTables',
    'NetworkAcls',
    'InternetGateways',
    'NatGateways',
    'VpcEndpoints',
    'DhcpOptions',
  ] as const)('is not claimed when %s was denied and decides', (field) => {
    const after = statusesOf({ ...given, region: { ...given.region, ...denied(field) } });
    const before = statusesOf(given);
    const isNeeded = Object.values(after).includes('unknown');
    expect(Object.values(after)).not.toContain('fail');
    // What does not lie on the path changes nothing at all.
    if (!isNeeded) expect(after).toEqual(before);
    expect(isNeeded).toBe(!isAside(name, field));
  });

  it('is not claimed when the DNS attributes were denied', () => {
    const unread = { known: false, gap: { kind: 'denied', action: 'ec2:DescribeVpcAttribute' } } as const;
    const after = statusesOf({ ...given, region: { ...given.region, ...dns(unread, unread) } });
    expect(after['name-resolution-works']).toBe('unknown');
  });
});

/** Answers that a path does not rest on; this endpoint stands in the subnet of the instance. */
function isAside(name: string, field: string): boolean {
  const aside: Record<string, readonly string[]> = {
    'an internet gateway': ['NatGateways'],
    'a NAT gateway': [],
    endpoints: ['RouteTables', 'NetworkAcls', 'InternetGateways', 'NatGateways'],
  };
  return aside[name]?.includes(field) === true;
}
