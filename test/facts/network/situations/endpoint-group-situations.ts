import { HOP_NAMES } from '../../../../src/model/path.ts';
import { known } from '../../../../src/model/known.ts';
import {
  instanceIn,
  privateInstance,
  routes,
  endpointInterface,
  endpoints,
  https,
  httpsGroup,
  httpsList,
  groups,
  denied,
} from '../network.ts';
import { type Situations, UNKNOWN_ADDRESS } from './situation.ts';

/** https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html#vpce-security-groups */
export const ENDPOINT_GROUP_SITUATIONS: Situations = [
  {
    name: 'endpoint groups admit the instance by one of its groups',
    fact: 'group-reference-is-private',
    given: { instance: privateInstance, region: endpoints({}, { sg: [httpsGroup('sg-app')] }) },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'the default group admits only itself: the classic failure',
    fact: 'default-group-admits-its-members',
    given: { instance: privateInstance, region: endpoints({}, { sg: [httpsGroup('sg-endpoint')] }) },
    expected: { kind: 'endpoint', 'endpoint-security-group': 'fail' },
  },
  {
    name: 'endpoint and instance in one self-referencing group',
    fact: 'group-reference-is-private',
    given: {
      instance: privateInstance,
      region: {
        ...endpoints({ Groups: [{ GroupId: 'sg-app' }] }),
        ...groups({ 'sg-app': { in: [httpsGroup('sg-app')], out: [httpsGroup('sg-app')] } }),
      },
    },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'endpoint groups admit the very address of the instance',
    fact: 'endpoint-group-admits-https',
    given: { instance: privateInstance, region: endpoints({}, { sg: [https('10.0.2.10/32')] }) },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'endpoint groups admit another address of the subnet',
    fact: 'endpoint-group-admits-https',
    given: { instance: privateInstance, region: endpoints({}, { sg: [https('10.0.2.11/32')] }) },
    expected: { kind: 'endpoint', 'endpoint-security-group': 'fail' },
  },
  {
    name: 'endpoint groups admit half of the subnet, address not known yet',
    fact: 'unread-is-unknown',
    given: {
      instance: instanceIn('subnet-private', { PrivateIpAddress: undefined as never }),
      region: endpoints({}, { sg: [https('10.0.2.0/25')] }),
    },
    expected: { kind: 'endpoint', 'endpoint-security-group': 'unknown' },
  },
  {
    name: 'endpoint groups admit by a prefix list',
    fact: 'prefix-list-in-rule',
    given: {
      instance: privateInstance,
      region: {
        ...endpoints({}, { sg: [httpsList('pl-vpc')] }),
        PrefixListEntries: { 'pl-vpc': known([{ Cidr: '10.0.0.0/8' }]) },
      },
    },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'endpoint groups admit by a prefix list that was not read',
    fact: 'unread-is-unknown',
    given: { instance: privateInstance, region: endpoints({}, { sg: [httpsList('pl-vpc')] }) },
    expected: { kind: 'endpoint', 'endpoint-security-group': 'unknown' },
  },
  {
    name: 'endpoint groups admit all protocols',
    fact: 'rule-is-for-one-protocol',
    given: {
      instance: privateInstance,
      region: endpoints({}, { sg: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.0.0/16' }] }] }),
    },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'endpoint groups admit IPv6 alone',
    fact: 'rule-is-for-one-family',
    given: { instance: privateInstance, region: endpoints({}, { sg: [https('::/0')] }) },
    expected: { kind: 'endpoint', 'endpoint-security-group': 'fail' },
  },
  {
    name: 'egress to the VPC alone is enough for an endpoint',
    fact: 'endpoint-has-subnet-addresses',
    given: { instance: privateInstance, region: endpoints({}, { egress: [https('10.0.0.0/16')] }) },
    expected: { kind: 'endpoint' },
  },
  {
    name: "egress to the endpoint's group is enough",
    fact: 'group-reference-is-private',
    given: { instance: privateInstance, region: endpoints({}, { egress: [httpsGroup('sg-endpoint')] }) },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'egress to another group is not',
    fact: 'group-reference-is-private',
    given: { instance: privateInstance, region: endpoints({}, { egress: [httpsGroup('sg-other')] }) },
    expected: { kind: 'endpoint', 'security-group-egress': 'fail' },
  },
  {
    name: 'egress to the very address of the endpoint',
    fact: 'endpoint-has-subnet-addresses',
    given: { instance: privateInstance, region: endpoints({}, { egress: [https('10.0.2.50/32')] }) },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'egress to the address of the other endpoint',
    fact: 'endpoint-has-subnet-addresses',
    given: { instance: privateInstance, region: endpoints({}, { egress: [https('10.0.2.50/32')] }) },
    service: 'ssmmessages',
    expected: { kind: 'endpoint', 'security-group-egress': 'fail' },
  },
  {
    name: 'egress to one of two addresses of an endpoint: the agent may be given the other',
    fact: 'endpoint-addresses-take-turns',
    given: {
      instance: privateInstance,
      region: {
        ...endpoints(
          { NetworkInterfaceIds: ['eni-ssm', 'eni-ssmmessages'] },
          { egress: [https('10.0.2.50/32')] },
        ),
      },
    },
    expected: { kind: 'endpoint', 'security-group-egress': 'unknown' },
  },
  {
    name: 'interfaces of the endpoint were not read: its subnets bound its addresses',
    fact: 'endpoint-has-subnet-addresses',
    given: {
      instance: privateInstance,
      region: { ...endpoints({}, { egress: [https('10.0.2.0/24')] }), ...denied('NetworkInterfaces') },
    },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'interfaces of the endpoint were not read: part of its subnet is not enough',
    fact: 'unread-is-unknown',
    given: {
      instance: privateInstance,
      region: { ...endpoints({}, { egress: [https('10.0.2.0/25')] }), ...denied('NetworkInterfaces') },
    },
    expected: { kind: 'endpoint', 'security-group-egress': 'unknown' },
  },
  {
    name: 'egress anywhere, endpoint interfaces and subnets unread',
    fact: 'unread-is-unknown',
    given: {
      instance: privateInstance,
      region: endpoints({ NetworkInterfaceIds: [], SubnetIds: [] }),
    },
    expected: {
      kind: 'endpoint',
      'subnet-acl': 'unknown',
      route: 'unknown',
      'endpoint-acl': 'unknown',
      'return-ports': 'unknown',
    },
  },
  {
    name: 'an interface in one zone serves every subnet of the VPC',
    fact: 'endpoint-zone-serves-all-subnets',
    given: {
      instance: privateInstance,
      region: {
        ...endpoints({ SubnetIds: ['subnet-public'] }),
        NetworkInterfaces: known([
          endpointInterface('ssm', { SubnetId: 'subnet-public', PrivateIpAddress: '10.0.1.50' }),
        ]),
      },
    },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'a more specific route sends traffic to the endpoint through an appliance',
    fact: 'route-more-specific-than-local',
    given: {
      region: {
        ...endpoints(),
        ...routes({
          public: [{ DestinationCidrBlock: '10.0.2.0/24', GatewayId: 'vpce-firewall', State: 'active' }],
        }),
      },
    },
    expected: { kind: 'endpoint', route: 'unknown' },
  },
  {
    name: 'route tables were not read: the local route may be overruled',
    fact: 'unread-is-unknown',
    given: { region: { ...endpoints(), ...denied('RouteTables') } },
    expected: { kind: 'endpoint', route: 'unknown' },
  },
  {
    name: 'a group of the endpoint that does not say which it is',
    fact: 'unread-is-unknown',
    given: {
      instance: privateInstance,
      region: endpoints({ Groups: [{ GroupId: 'sg-endpoint' }, {}] }, { sg: [https('10.9.0.0/16')] }),
    },
    expected: { kind: 'endpoint', 'endpoint-security-group': 'unknown' },
  },
  {
    name: 'a group of the instance that does not say which it is',
    fact: 'unread-is-unknown',
    given: {
      instance: instanceIn('subnet-private', { Groups: [{ GroupId: 'sg-app' }, {}] }),
      region: endpoints({}, { egress: [] }),
    },
    expected: {
      kind: 'undecided',
      ...Object.fromEntries(HOP_NAMES.map((name) => [name, 'unknown' as const])),
    },
  },
  {
    name: 'an endpoint that does not say which it is',
    fact: 'unread-is-unknown',
    given: { instance: privateInstance, region: endpoints({ VpcEndpointId: undefined as never }) },
    expected: UNKNOWN_ADDRESS,
  },
  {
    name: 'endpoint groups with a reference that does not say to which group',
    fact: 'unread-is-unknown',
    given: {
      instance: privateInstance,
      region: endpoints(
        {},
        { sg: [{ ...https('10.9.0.0/16'), UserIdGroupPairs: [{ UserId: '111122223333' }] }] },
      ),
    },
    expected: { kind: 'endpoint', 'endpoint-security-group': 'unknown' },
  },
  ...[undefined, []].map((Groups) => ({
    name: `an instance whose groups are ${JSON.stringify(Groups)}: the endpoint may admit the one that is not seen`,
    fact: 'unread-is-unknown' as const,
    given: {
      instance: {
        ...instanceIn('subnet-private', { Groups: Groups as never }),
        SecurityGroups: Groups as never,
      },
      region: endpoints({}, { sg: [httpsGroup('sg-app')] }),
    },
    expected: {
      kind: 'undecided' as const,
      ...Object.fromEntries(HOP_NAMES.map((name) => [name, 'unknown' as const])),
    },
  })),
];
