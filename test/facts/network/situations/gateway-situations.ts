import { known } from '../../../../src/model/known.ts';
import { ACCOUNT } from '../../../support/subject.ts';
import { instanceIn, unaddressed, https, groups, subnets, denied } from '../network.ts';
import type { Situations } from './situation.ts';

const stopped = { ...unaddressed, State: { Name: 'stopped' } };

/** https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html */
export const GATEWAY_SITUATIONS: Situations = [
  {
    name: 'public subnet, public address: an internet gateway translates it',
    fact: 'igw-needs-public-ipv4',
    given: {},
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'the same for ssmmessages: no endpoint, so the same path',
    fact: 'service-names-are-public',
    given: {},
    service: 'ssmmessages',
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'public subnet, no public address: the gateway needs one on the sending interface',
    fact: 'igw-needs-public-ipv4',
    given: { instance: unaddressed },
    expected: { kind: 'internet-gateway', gateway: 'fail' },
  },
  {
    name: 'stopped, no Elastic IP: a public address may be assigned at start',
    fact: 'public-ip-is-given-at-start',
    given: { instance: stopped },
    expected: { kind: 'internet-gateway', gateway: 'unknown' },
  },
  {
    name: 'stopped, Elastic IP: it stays on the interface',
    fact: 'elastic-ip-stays-on-its-interface',
    given: { instance: { State: { Name: 'stopped' } } },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'Elastic IP on the second interface only: it does not serve the first',
    fact: 'elastic-ip-stays-on-its-interface',
    given: {
      instance: {
        ...unaddressed,
        NetworkInterfaces: [
          ...(unaddressed.NetworkInterfaces ?? []),
          {
            NetworkInterfaceId: 'eni-2',
            Attachment: { DeviceIndex: 1 },
            Association: { PublicIp: '198.51.100.11' },
            SubnetId: 'subnet-public',
            VpcId: 'vpc-main',
            Groups: [{ GroupId: 'sg-app' }],
          },
        ],
      },
    },
    expected: { kind: 'internet-gateway', gateway: 'fail' },
  },
  {
    name: 'device index 0 on network card 1 is not the sending interface: nobody can say which is',
    fact: 'primary-interface-is-index-0',
    given: {
      instance: {
        NetworkInterfaces: [
          { NetworkInterfaceId: 'eni-a', Attachment: { DeviceIndex: 0, NetworkCardIndex: 1 } },
          { NetworkInterfaceId: 'eni-b', Attachment: { DeviceIndex: 1, NetworkCardIndex: 0 } },
        ],
      },
    },
    expected: {
      kind: 'undecided',
      'name-resolution': 'unknown',
      'security-group-egress': 'unknown',
      'subnet-acl': 'unknown',
      route: 'unknown',
      gateway: 'unknown',
      endpoint: 'unknown',
      'nat-acl': 'unknown',
      'endpoint-acl': 'unknown',
      'endpoint-security-group': 'unknown',
      'endpoint-policy': 'unknown',
      'return-ports': 'unknown',
    },
  },
  {
    name: 'planned, no address asked for, subnet gives none',
    fact: 'subnet-gives-public-ip',
    given: {
      planned: true,
      instance: { ...unaddressed, State: { Name: 'planned' } },
      region: subnets({ 'subnet-public': { MapPublicIpOnLaunch: false } }),
    },
    expected: { kind: 'internet-gateway', gateway: 'fail' },
  },
  {
    name: 'planned, no address asked for, subnet gives one: nobody can say',
    fact: 'subnet-gives-public-ip',
    given: {
      planned: true,
      instance: { ...unaddressed, State: { Name: 'planned' } },
      region: subnets({ 'subnet-public': { MapPublicIpOnLaunch: true } }),
    },
    expected: { kind: 'internet-gateway', gateway: 'unknown' },
  },
  {
    name: 'the gateway belongs to another VPC',
    fact: 'igw-attached-to-the-vpc',
    given: {
      region: {
        InternetGateways: known([
          { InternetGatewayId: 'igw-main', Attachments: [{ State: 'available', VpcId: 'vpc-other' }] },
        ]),
      },
    },
    expected: { kind: 'internet-gateway', gateway: 'fail' },
  },
  {
    name: 'the gateway is being detached',
    fact: 'igw-attached-to-the-vpc',
    given: {
      region: {
        InternetGateways: known([
          { InternetGatewayId: 'igw-main', Attachments: [{ State: 'detaching', VpcId: 'vpc-main' }] },
        ]),
      },
    },
    expected: { kind: 'internet-gateway', gateway: 'fail' },
  },
  {
    name: 'the answer does not say what the gateway is attached to',
    fact: 'unread-is-unknown',
    given: { region: { InternetGateways: known([{ InternetGatewayId: 'igw-main' }]) } },
    expected: { kind: 'internet-gateway', gateway: 'unknown' },
  },
  {
    name: 'the gateway is attached to nothing',
    fact: 'igw-attached-to-the-vpc',
    given: { region: { InternetGateways: known([{ InternetGatewayId: 'igw-main', Attachments: [] }]) } },
    expected: { kind: 'internet-gateway', gateway: 'fail' },
  },
  {
    name: 'internet gateways were not read',
    fact: 'unread-is-unknown',
    given: { region: denied('InternetGateways') },
    expected: { kind: 'internet-gateway', gateway: 'unknown' },
  },
  {
    name: 'a security group of another VPC part is missing from the answer',
    fact: 'unread-is-unknown',
    given: {
      instance: instanceIn('subnet-public', { Groups: [{ GroupId: 'sg-shared' }] }),
      region: groups({ 'sg-app': { out: [https('0.0.0.0/0')] } }),
    },
    expected: { kind: 'internet-gateway', 'security-group-egress': 'unknown' },
  },
  {
    name: 'owner ids are absent in old answers: the VPC is one of the account',
    fact: 'shared-subnet-names-its-owner',
    given: { region: { ...subnets({ 'subnet-public': { OwnerId: undefined as never } }) } },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'owner ids equal the account: nothing is shared',
    fact: 'shared-subnet-names-its-owner',
    given: { region: { ...subnets({ 'subnet-public': { OwnerId: ACCOUNT } }) } },
    expected: { kind: 'internet-gateway' },
  },
];
