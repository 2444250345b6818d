import type { ResourceRecordSet } from '../../../../src/model/aws-route53.ts';
import { known, unknown } from '../../../../src/model/known.ts';
import {
  defaultRoute,
  DENIED,
  denied,
  dns,
  dnsServers,
  endpoint,
  endpointInterface,
  endpoints,
  https,
  privateInstance,
  routes,
} from '../network.ts';
import { type Situations, UNKNOWN_ADDRESS } from './situation.ts';

const NAME = 'ssm.eu-west-1.amazonaws.com';
const TO_HUB = routes({
  main: [defaultRoute({ TransitGatewayId: 'tgw-1' }, { DestinationCidrBlock: '10.0.0.0/8' })],
});

/** A private hosted zone of the VPC that answers for the name of ssm, with these records. */
const zone = (records: readonly ResourceRecordSet[] | undefined, Name = `${NAME}.`) => ({
  HostedZoneSummaries: { 'vpc-main': known([{ HostedZoneId: 'Z1', Name }]) },
  ResourceRecordSets: records === undefined ? {} : { [`Z1 ${NAME}`]: known(records) },
});
const alias = (DNSName: string): ResourceRecordSet => ({
  Name: `${NAME}.`,
  Type: 'A',
  AliasTarget: { DNSName },
});
const toOwn = [alias('vpce-ssm-1a2b3c4d.ssm.eu-west-1.vpce.amazonaws.com.')];
const toHub = [alias('vpce-0123456789abcdef0-1a2b3c4d.ssm.eu-west-1.vpce.amazonaws.com.')];
const noZones = {
  HostedZoneSummaries: { 'vpc-main': known([{ HostedZoneId: 'Z9', Name: 'corp.example.' }]) },
};
const openDns = { PrivateDnsEnabled: false } as const;

const OWN_SERVICE = endpoint('own', {
  VpcEndpointId: 'vpce-0own',
  ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-0123',
  ...openDns,
});
const toOwnService = [alias('vpce-0own-abc.vpce-svc-0123.eu-west-1.vpce.amazonaws.com.')];
const OTHER_VPC = endpoint('ec2', {
  VpcEndpointId: 'vpce-0other',
  VpcId: 'vpc-other',
  NetworkInterfaceIds: ['eni-other'],
  SubnetIds: ['subnet-other'],
});
const OTHER_INTERFACE = {
  ...endpointInterface('ssm'),
  NetworkInterfaceId: 'eni-other',
  VpcId: 'vpc-other',
  SubnetId: 'subnet-other',
};

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html */
export const HOSTED_ZONE_SITUATIONS: Situations = [
  {
    name: 'private DNS off, a hosted zone leads the name to the endpoint: as good as private DNS',
    fact: 'hosted-zone-answers-in-its-vpcs',
    given: { instance: privateInstance, region: { ...endpoints(openDns), ...zone(toOwn) } },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'the same for a public instance: the zone answers in the whole VPC',
    fact: 'hosted-zone-answers-in-its-vpcs',
    given: { region: { ...endpoints(openDns, { sg: [https('10.9.0.0/16')] }), ...zone(toOwn) } },
    expected: { kind: 'endpoint', 'endpoint-security-group': 'fail' },
  },
  {
    name: 'a hosted zone leads the name to an address of the endpoint',
    fact: 'hosted-zone-answers-in-its-vpcs',
    given: {
      instance: privateInstance,
      region: {
        ...endpoints(openDns),
        ...zone([{ Name: `${NAME}.`, Type: 'A', ResourceRecords: [{ Value: '10.0.2.50' }] }]),
      },
    },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'a hosted zone leads the name by CNAME',
    fact: 'hosted-zone-answers-in-its-vpcs',
    given: {
      instance: privateInstance,
      region: {
        ...endpoints(openDns),
        ...zone([
          {
            Name: `${NAME}.`,
            Type: 'CNAME',
            ResourceRecords: [{ Value: 'vpce-ssm-1a2b.ssm.eu-west-1.vpce.amazonaws.com' }],
          },
        ]),
      },
    },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'a hosted zone for the domain above with a record of the name',
    fact: 'hosted-zone-longest-name-wins',
    given: {
      instance: privateInstance,
      region: { ...endpoints(openDns), ...zone(toOwn, 'eu-west-1.amazonaws.com.') },
    },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'a hosted zone leads the name to a hub behind a transit gateway',
    fact: 'beyond-the-vpc-is-not-visible',
    given: { instance: privateInstance, region: { ...TO_HUB, ...zone(toHub) } },
    expected: { kind: 'beyond-vpc', route: 'unknown', 'endpoint-acl': 'unknown' },
  },
  {
    name: 'a hosted zone leads the name to a hub that no route leads to',
    fact: 'no-route-no-packet',
    given: { instance: privateInstance, region: zone(toHub) },
    expected: { kind: 'none', route: 'fail' },
  },
  {
    name: 'a good internet path and a hosted zone to a hub that no route leads to: the name decides',
    fact: 'hosted-zone-answers-in-its-vpcs',
    given: { region: zone(toHub) },
    expected: { kind: 'none', route: 'fail' },
  },
  {
    name: 'a hosted zone leads the name to an unknown address',
    fact: 'beyond-the-vpc-is-not-visible',
    given: { region: zone([{ Name: `${NAME}.`, Type: 'A', ResourceRecords: [{ Value: '10.200.0.9' }] }]) },
    expected: UNKNOWN_ADDRESS,
  },
  {
    name: 'a hosted zone of the very name without a record of it: the name does not resolve',
    fact: 'hosted-zone-hides-public-names',
    given: { region: zone([]) },
    expected: {
      kind: 'undecided',
      'name-resolution': 'fail',
      route: 'unknown',
      endpoint: 'unknown',
      'endpoint-acl': 'unknown',
    },
  },
  {
    name: 'a hosted zone of a domain above without a record of the name: a wildcard may answer',
    fact: 'hosted-zone-hides-public-names',
    given: { region: zone([], 'amazonaws.com.') },
    expected: UNKNOWN_ADDRESS,
  },
  {
    name: 'a hosted zone whose records were not read',
    fact: 'unread-is-unknown',
    given: {
      region: {
        ...zone(undefined),
        ResourceRecordSets: { [`Z1 ${NAME}`]: unknown(DENIED) },
      },
    },
    expected: UNKNOWN_ADDRESS,
  },
  {
    name: 'hosted zones of other names: the public name stays public',
    fact: 'hosted-zone-longest-name-wins',
    given: { region: noZones },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'DNS hostnames off: hosted zones do not answer',
    fact: 'hosted-zone-needs-both-attributes',
    given: { region: { ...zone(toHub), ...dns(known(true), known(false)) } },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'own DNS servers: whether they ask the hosted zones is not visible',
    fact: 'custom-dns-must-forward',
    given: {
      instance: privateInstance,
      region: { ...endpoints(openDns), ...zone(toOwn), ...dnsServers('10.0.0.53') },
    },
    expected: { kind: 'endpoint', 'name-resolution': 'unknown' },
  },
  {
    name: 'private DNS off, no hosted zone, no other path: a Profile or a Resolver rule may lead there',
    fact: 'profiles-are-not-listed',
    given: { instance: privateInstance, region: { ...endpoints(openDns), ...noZones } },
    expected: { kind: 'endpoint', 'name-resolution': 'unknown', endpoint: 'unknown' },
  },
  {
    name: 'private DNS off, no hosted zone, good internet path, refusing endpoint: nothing leads to the endpoint',
    fact: 'hosted-zone-longest-name-wins',
    given: { region: { ...endpoints(openDns, { sg: [] }), ...noZones } },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'only a private route to a transit gateway and no hosted zone: a Profile may still lead there',
    fact: 'profiles-are-not-listed',
    given: { instance: privateInstance, region: { ...TO_HUB, ...noZones } },
    expected: { kind: 'undecided', 'endpoint-acl': 'unknown', route: 'unknown' },
  },
  {
    name: 'hosted zones were not read, good internet path: none is assumed',
    fact: 'possible-zone-is-not-assumed',
    given: { region: { HostedZoneSummaries: { 'vpc-main': unknown(DENIED) } } },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'hosted zones were not read, private DNS off, no other path: a question, no failure',
    fact: 'unread-is-unknown',
    given: {
      instance: privateInstance,
      region: { ...endpoints(openDns), HostedZoneSummaries: { 'vpc-main': unknown(DENIED) } },
    },
    expected: { kind: 'endpoint', 'name-resolution': 'unknown', endpoint: 'unknown' },
  },
  {
    name: 'an endpoint with private DNS beside a hosted zone of a domain above: the longer name wins',
    fact: 'hosted-zone-longest-name-wins',
    given: { instance: privateInstance, region: { ...endpoints(), ...zone(toHub, 'amazonaws.com.') } },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'a hosted zone to the endpoint while network interfaces were not read: its subnet bounds it',
    fact: 'hosted-zone-answers-in-its-vpcs',
    given: {
      instance: privateInstance,
      region: {
        ...endpoints(openDns),
        VpcEndpoints: known([endpoint('ssm', openDns)]),
        ...denied('NetworkInterfaces'),
        ...zone(toOwn),
      },
    },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'two records of one name: which of them is given nobody can say',
    fact: 'beyond-the-vpc-is-not-visible',
    given: {
      instance: privateInstance,
      region: {
        ...endpoints(openDns),
        NetworkInterfaces: known([endpointInterface('ssm')]),
        ...zone([...toOwn, ...toHub]),
      },
    },
    expected: UNKNOWN_ADDRESS,
  },
  {
    name: 'a hosted zone to an endpoint of the own VPC for a service of the account: it may pass the requests on',
    fact: 'hosted-zone-answers-in-its-vpcs',
    given: {
      instance: privateInstance,
      region: { ...endpoints(), VpcEndpoints: known([OWN_SERVICE]), ...zone(toOwnService) },
    },
    expected: UNKNOWN_ADDRESS,
  },
  {
    name: 'the same with a good internet path: the name leads to the endpoint all the same',
    fact: 'hosted-zone-answers-in-its-vpcs',
    given: { region: { ...endpoints(), VpcEndpoints: known([OWN_SERVICE]), ...zone(toOwnService) } },
    expected: UNKNOWN_ADDRESS,
  },
  ...[0, 1].map((order) => ({
    name: `an address that another VPC has too, listed ${order === 0 ? 'last' : 'first'}: the own VPC's is meant`,
    fact: 'local-route-for-every-block' as const,
    given: {
      instance: privateInstance,
      region: {
        ...endpoints(openDns),
        VpcEndpoints: known([endpoint('ssm', openDns), OTHER_VPC]),
        NetworkInterfaces: known(
          order === 0
            ? [endpointInterface('ssm'), OTHER_INTERFACE]
            : [OTHER_INTERFACE, endpointInterface('ssm')],
        ),
        ...zone([{ Name: `${NAME}.`, Type: 'A', ResourceRecords: [{ Value: '10.0.2.50' }] }]),
      },
    },
    expected: { kind: 'endpoint' as const },
  })),
  {
    name: 'a hosted zone of the very name with an IPv6 address alone',
    fact: 'hosted-zone-answers-in-its-vpcs',
    given: {
      region: zone([{ Name: `${NAME}.`, Type: 'AAAA', ResourceRecords: [{ Value: '2001:db8::5' }] }]),
    },
    expected: UNKNOWN_ADDRESS,
  },
  {
    name: 'a record without its type',
    fact: 'unread-is-unknown',
    given: { region: zone([{ Name: `${NAME}.`, ResourceRecords: [{ Value: '10.0.2.50' }] }]) },
    expected: UNKNOWN_ADDRESS,
  },
  {
    name: 'a hosted zone without its name: it may be the one',
    fact: 'unread-is-unknown',
    given: { region: { HostedZoneSummaries: { 'vpc-main': known([{ HostedZoneId: 'Z1' }]) } } },
    expected: UNKNOWN_ADDRESS,
  },
];
