import { known } from '../../../../src/model/known.ts';
import {
  defaultRoute,
  denied,
  instanceIn,
  privateInstance,
  routes,
  https,
  tcp,
  httpsGroup,
  httpsList,
  groups,
} from '../network.ts';
import type { Situations } from './situation.ts';

/** https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html */
export const EGRESS_SITUATIONS: Situations = [
  {
    name: 'no egress rule: nothing leaves',
    fact: 'groups-only-allow',
    given: { region: groups({ 'sg-app': {} }) },
    expected: { kind: 'internet-gateway', 'security-group-egress': 'fail' },
  },
  {
    name: 'the answer holds no list of egress rules',
    fact: 'unread-is-unknown',
    given: { region: { SecurityGroups: known([{ GroupId: 'sg-app', IpPermissions: [] }]) } },
    expected: { kind: 'internet-gateway', 'security-group-egress': 'unknown' },
  },
  {
    name: 'an egress rule without any target: EC2 keeps none, so it was not read in full',
    fact: 'unread-is-unknown',
    given: { region: groups({ 'sg-app': { out: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443 }] } }) },
    expected: { kind: 'internet-gateway', 'security-group-egress': 'unknown' },
  },
  {
    name: 'egress in two halves equals anywhere',
    fact: 'group-rules-add-up',
    given: { region: groups({ 'sg-app': { out: [https('0.0.0.0/1', '128.0.0.0/1')] } }) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'egress in two halves over two groups: rules add up',
    fact: 'group-rules-add-up',
    given: {
      instance: instanceIn('subnet-public', { Groups: [{ GroupId: 'sg-a' }, { GroupId: 'sg-b' }] }),
      region: groups({ 'sg-a': { out: [https('0.0.0.0/1')] }, 'sg-b': { out: [https('128.0.0.0/1')] } }),
    },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'egress to IPv6 anywhere: nothing for IPv4',
    fact: 'rule-is-for-one-family',
    given: { region: groups({ 'sg-app': { out: [https('::/0')] } }) },
    expected: { kind: 'internet-gateway', 'security-group-egress': 'fail' },
  },
  {
    name: 'egress to private addresses alone, internet path',
    fact: 'service-names-are-public',
    given: {
      region: groups({ 'sg-app': { out: [https('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16')] } }),
    },
    expected: { kind: 'internet-gateway', 'security-group-egress': 'fail' },
  },
  {
    name: 'egress to some public addresses: AWS does not say whether they hold the service',
    fact: 'no-range-for-systems-manager',
    given: { region: groups({ 'sg-app': { out: [https('52.0.0.0/8')] } }) },
    expected: { kind: 'internet-gateway', 'security-group-egress': 'unknown' },
  },
  {
    name: 'egress to everything but private addresses holds every public service',
    fact: 'service-names-are-public',
    given: {
      region: groups({
        'sg-app': {
          out: [
            https(
              '0.0.0.0/5',
              '8.0.0.0/7',
              '11.0.0.0/8',
              '12.0.0.0/6',
              '16.0.0.0/4',
              '32.0.0.0/3',
              '64.0.0.0/2',
              '128.0.0.0/3',
              '160.0.0.0/5',
              '168.0.0.0/6',
              '172.0.0.0/12',
              '172.32.0.0/11',
              '172.64.0.0/10',
              '172.128.0.0/9',
              '173.0.0.0/8',
              '174.0.0.0/7',
              '176.0.0.0/4',
              '192.0.0.0/9',
              '192.128.0.0/11',
              '192.160.0.0/13',
              '192.169.0.0/16',
              '192.170.0.0/15',
              '192.172.0.0/14',
              '192.176.0.0/12',
              '192.192.0.0/10',
              '193.0.0.0/8',
              '194.0.0.0/7',
              '196.0.0.0/6',
              '200.0.0.0/5',
              '208.0.0.0/4',
            ),
          ],
        },
      }),
    },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'egress to a group: group references never match public addresses',
    fact: 'group-reference-is-private',
    given: { region: groups({ 'sg-app': { out: [httpsGroup('sg-app')] } }) },
    expected: { kind: 'internet-gateway', 'security-group-egress': 'fail' },
  },
  {
    name: 'egress to a prefix list that was not read',
    fact: 'unread-is-unknown',
    given: { region: groups({ 'sg-app': { out: [httpsList('pl-1')] } }) },
    expected: { kind: 'internet-gateway', 'security-group-egress': 'unknown' },
  },
  {
    name: 'egress to a prefix list that was not read, and anywhere: the list does not matter',
    fact: 'group-rules-add-up',
    given: { region: groups({ 'sg-app': { out: [httpsList('pl-1'), https('0.0.0.0/0')] } }) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'egress to a prefix list of 0.0.0.0/0',
    fact: 'prefix-list-in-rule',
    given: {
      region: {
        ...groups({ 'sg-app': { out: [httpsList('pl-1')] } }),
        PrefixListEntries: { 'pl-1': known([{ Cidr: '0.0.0.0/0' }]) },
      },
    },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'egress to a CIDR that cannot be parsed: a gap, not nothing',
    fact: 'unreadable-is-unknown',
    given: { region: groups({ 'sg-app': { out: [https('0.0.0.0')] } }) },
    expected: { kind: 'internet-gateway', 'security-group-egress': 'unknown' },
  },
  {
    name: 'egress by the number of TCP',
    fact: 'rule-is-for-one-protocol',
    given: {
      region: groups({
        'sg-app': {
          out: [{ IpProtocol: '6', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
        },
      }),
    },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'egress for UDP 443',
    fact: 'rule-is-for-one-protocol',
    given: {
      region: groups({
        'sg-app': {
          out: [{ IpProtocol: 'udp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
        },
      }),
    },
    expected: { kind: 'internet-gateway', 'security-group-egress': 'fail' },
  },
  {
    name: 'egress for a range that holds 443',
    fact: 'rule-is-for-one-protocol',
    given: { region: groups({ 'sg-app': { out: [tcp(400, 500, '0.0.0.0/0')] } }) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'egress for ports 80 and 8443',
    fact: 'rule-is-for-one-protocol',
    given: {
      region: groups({ 'sg-app': { out: [tcp(80, 80, '0.0.0.0/0'), tcp(8443, 8443, '0.0.0.0/0')] } }),
    },
    expected: { kind: 'internet-gateway', 'security-group-egress': 'fail' },
  },
  {
    name: 'egress rule without ports: which it allows is not known',
    fact: 'unread-is-unknown',
    given: {
      region: groups({ 'sg-app': { out: [{ IpProtocol: 'tcp', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] } }),
    },
    expected: { kind: 'internet-gateway', 'security-group-egress': 'unknown' },
  },
  {
    name: 'the groups of the second interface do not count',
    fact: 'primary-interface-is-index-0',
    given: {
      instance: {
        NetworkInterfaces: [
          {
            NetworkInterfaceId: 'eni-2',
            Attachment: { DeviceIndex: 1 },
            SubnetId: 'subnet-public',
            VpcId: 'vpc-main',
            Groups: [{ GroupId: 'sg-open' }],
          },
          ...(instanceIn('subnet-public').NetworkInterfaces ?? []),
        ],
      },
      region: groups({ 'sg-app': {}, 'sg-open': { out: [https('0.0.0.0/0')] } }),
    },
    expected: { kind: 'internet-gateway', 'security-group-egress': 'fail' },
  },
  {
    name: 'unknown central egress with private rules: they may be enough for endpoints there',
    fact: 'endpoints-beyond-the-vpc',
    given: {
      instance: privateInstance,
      region: {
        ...routes({
          main: [{ TransitGatewayId: 'tgw-1', DestinationCidrBlock: '10.0.0.0/8', State: 'active' }],
        }),
        ...groups({ 'sg-app': { out: [https('10.0.0.0/8')] } }),
      },
    },
    expected: {
      kind: 'undecided',
      'security-group-egress': 'unknown',
      'endpoint-acl': 'unknown',
      route: 'unknown',
    },
  },
  {
    name: 'default route to a transit gateway with private rules: endpoints may be beyond it',
    fact: 'endpoints-beyond-the-vpc',
    given: {
      instance: privateInstance,
      region: {
        ...routes({ main: [defaultRoute({ TransitGatewayId: 'tgw-1' })] }),
        ...groups({ 'sg-app': { out: [https('10.0.0.0/8')] } }),
      },
    },
    expected: {
      kind: 'beyond-vpc',
      'security-group-egress': 'unknown',
      'nat-acl': 'unknown',
      'endpoint-acl': 'unknown',
      route: 'unknown',
    },
  },
  {
    name: 'route tables were not read, private rules: endpoints may be beyond what they lead to',
    fact: 'unread-is-unknown',
    given: {
      instance: privateInstance,
      region: { ...denied('RouteTables'), ...groups({ 'sg-app': { out: [https('10.0.0.0/8')] } }) },
    },
    expected: {
      kind: 'undecided',
      'security-group-egress': 'unknown',
      'nat-acl': 'unknown',
      'endpoint-acl': 'unknown',
      route: 'unknown',
    },
  },
  {
    name: 'no path and no public egress',
    fact: 'no-route-no-packet',
    given: {
      instance: privateInstance,
      region: groups({ 'sg-app': { out: [https('10.0.0.0/8')] } }),
    },
    expected: { kind: 'none', 'security-group-egress': 'fail', route: 'fail' },
  },
];
