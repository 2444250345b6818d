import { expect, it } from 'vitest';
import { findHybridNode, registrationOf } from '../../../src/facts/agent/registration.ts';
import { known, unknown, type Gap } from '../../../src/model/known.ts';
import { buildSubject, healthyInstance } from '../../support/subject.ts';

const DENIED: Gap = { kind: 'denied', action: 'ssm:DescribeInstanceInformation' };
const own = { InstanceId: healthyInstance.InstanceId, PingStatus: 'Online' };
const hybrid = {
  InstanceId: 'mi-0123456789abcdef0',
  ResourceType: 'ManagedInstance',
  IPAddress: '10.0.1.10',
};

it.each([
  ['registered', known([{ InstanceId: 'i-other' }, own]), false, known(own)],
  ['absent', known([{ InstanceId: 'i-other' }]), false, known(undefined)],
  ['an empty list', known([]), false, known(undefined)],
  ['only as a hybrid node', known([hybrid]), false, known(undefined)],
  ['unread', unknown(DENIED), false, unknown(DENIED)],
  ['planned', unknown(DENIED), true, known(undefined)],
])('registrationOf: %s', (_, InstanceInformationList, planned, expected) => {
  expect(registrationOf(buildSubject({ planned, region: { InstanceInformationList } }))).toEqual(expected);
});

it.each([
  ['same address', known([own, hybrid]), false, known(hybrid)],
  ['other address', known([{ ...hybrid, IPAddress: '10.0.1.1' }]), false, known(undefined)],
  ['not a hybrid node', known([{ ...hybrid, InstanceId: 'i-1' }]), false, known(undefined)],
  [
    'told by its id alone',
    known([{ ...hybrid, ResourceType: '' }]),
    false,
    known({ ...hybrid, ResourceType: '' }),
  ],
  ['unread', unknown(DENIED), false, unknown(DENIED)],
  ['planned', known([hybrid]), true, known(undefined)],
])('findHybridNode: %s', (_, InstanceInformationList, planned, expected) => {
  expect(findHybridNode(buildSubject({ planned, region: { InstanceInformationList } }))).toEqual(expected);
});

const NO_ADDRESS = {
  PrivateIpAddress: undefined as never,
  NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1' }],
};
const UNREAD = unknown({ kind: 'not-collected', action: 'ec2:DescribeInstances' });
const other = { ...hybrid, IPAddress: '10.0.1.1' };
const GAP: Gap = { kind: 'denied', action: 'ssm:DescribeInstanceInformation' };
const unreadAddress = { InstanceId: 'mi-0fedcba9876543210', Gaps: { IPAddress: GAP } };
const overIpv6 = { ...hybrid, IPAddress: '2001:db8::10' };

it.each([
  ['no address to compare, and a node that may be it', [hybrid], NO_ADDRESS, UNREAD],
  ['a hybrid node whose address was not read', [own, other, unreadAddress], {}, unknown(GAP)],
  ['such a node, and another one with the address', [unreadAddress, hybrid], {}, known(hybrid)],
  ['no address to compare, and no hybrid node', [own], NO_ADDRESS, known(undefined)],
  [
    'an IPv6 address alone',
    [overIpv6],
    { ...NO_ADDRESS, NetworkInterfaces: [{ Ipv6Addresses: [{ Ipv6Address: '2001:db8::10' }] }] },
    known(overIpv6),
  ],
  ['interfaces that were not read', [other], { NetworkInterfaces: undefined as never }, UNREAD],
  [
    'interfaces that were not read, and the address that was',
    [hybrid],
    { NetworkInterfaces: undefined as never },
    known(hybrid),
  ],
  ['secondary addresses that were not read', [other], { NetworkInterfaces: [{ Ipv6Addresses: [] }] }, UNREAD],
  ['IPv6 addresses that were not read', [other], { NetworkInterfaces: [{ PrivateIpAddresses: [] }] }, UNREAD],
  [
    'an address without its text',
    [other],
    { NetworkInterfaces: [{ Ipv6Addresses: [], PrivateIpAddresses: [{ Primary: true }] }] },
    UNREAD,
  ],
  [
    'every list read, and none has it',
    [other],
    { NetworkInterfaces: [{ Ipv6Addresses: [], PrivateIpAddresses: [] }] },
    known(undefined),
  ],
])('findHybridNode: %s', (_, nodes, instance, expected) => {
  const subject = buildSubject({ instance, region: { InstanceInformationList: known(nodes) } });
  expect(findHybridNode(subject)).toEqual(expected);
});
