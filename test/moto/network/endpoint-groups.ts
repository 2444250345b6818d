import { endpointsThat } from '../endpoints.ts';
import {
  clientGroup,
  defaultGroup,
  emptyGroup,
  endpointGroup,
  type GroupRule,
  host,
  listOf,
  membersOf,
  tcp,
  tcpRange,
  vpcRange,
} from '../groups.ts';
import { BY_ENDPOINTS, type NetworkSituation } from '../situation.ts';
import type { Place } from '../world.ts';

const admitting = (...admits: readonly GroupRule[]): Place => endpointsThat({ admits });

/** The instance stands in the secondary block of the VPC, the endpoints in the primary one. */
const inOtherBlock = (...admits: readonly GroupRule[]): Place =>
  endpointsThat({ admits, vpc: { hasSecondaryBlock: true }, apart: { isInSecondaryBlock: true } });

const ADMITTED = { expect: BY_ENDPOINTS, verdict: 'unknown' } as const;
const REFUSED = {
  expect: { 'endpoint-path-exists': 'pass', 'vpc-endpoint-usable': 'fail' },
  verdict: 'blocked',
} as const;

const clientsAdmitted = admitting(tcp(443, membersOf(clientGroup)));
const oneAddressAdmitted = admitting(tcp(443, host(10)));
const membersAdmitted = admitting(tcp(443, membersOf('itself')));
const inDefaultGroup = endpointsThat({ admits: [], groups: [defaultGroup] });

/**
 * The group of an endpoint has to admit TCP 443 from the instance:
 * https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html
 */
export const ENDPOINT_GROUP_SITUATIONS: readonly NetworkSituation[] = [
  { name: 'endpoints-admit-nobody', place: admitting(), ...REFUSED },
  { name: 'endpoints-admit-port-80-alone', place: admitting(tcp(80, vpcRange)), ...REFUSED },
  { name: 'endpoints-admit-all-ports', place: admitting(tcpRange(0, 65_535, vpcRange)), ...ADMITTED },
  {
    name: 'endpoints-admit-all-protocols',
    place: admitting({ protocol: '-1', peers: [vpcRange] }),
    ...ADMITTED,
  },
  { name: 'endpoints-admit-ipv6-alone', place: admitting(tcp(443, '::/0')), ...REFUSED },
  { name: 'endpoints-admit-list-of-vpc', place: admitting(tcp(443, listOf(vpcRange))), ...ADMITTED },
  {
    name: 'endpoints-admit-list-of-others',
    place: admitting(tcp(443, listOf('192.168.0.0/16'))),
    ...REFUSED,
  },

  { name: 'endpoints-admit-primary-block-alone', place: inOtherBlock(tcp(443, vpcRange)), ...REFUSED },
  {
    name: 'endpoints-admit-both-blocks',
    place: inOtherBlock(tcp(443, vpcRange, '100.64.0.0/16')),
    ...ADMITTED,
  },

  { name: 'endpoints-admit-this-address', place: oneAddressAdmitted, host: 10, ...ADMITTED },
  { name: 'endpoints-admit-another-address', place: oneAddressAdmitted, host: 11, ...REFUSED },

  { name: 'endpoints-admit-this-group', place: clientsAdmitted, groups: [clientGroup], ...ADMITTED },
  { name: 'endpoints-admit-another-group', place: clientsAdmitted, ...REFUSED },
  {
    name: 'endpoints-admit-one-of-two-groups',
    place: clientsAdmitted,
    groups: [emptyGroup, clientGroup],
    ...ADMITTED,
  },

  { name: 'endpoints-admit-their-group-alone', place: membersAdmitted, ...REFUSED },
  {
    name: 'endpoints-and-instance-in-one-group',
    place: membersAdmitted,
    groups: [endpointGroup],
    ...ADMITTED,
  },

  { name: 'endpoints-in-default-group', place: inDefaultGroup, ...REFUSED },
  {
    name: 'endpoints-and-instance-in-default-group',
    place: inDefaultGroup,
    groups: [defaultGroup],
    ...ADMITTED,
  },

  {
    name: 'endpoints-in-a-closed-and-an-open-group',
    place: endpointsThat({ groups: [emptyGroup, endpointGroup] }),
    ...ADMITTED,
  },
];
