import { known } from '../../../../src/model/known.ts';
import {
  acl,
  defaultRoute,
  denied,
  endpointInterface,
  endpoints,
  groups,
  https,
  httpsGroup,
  httpsList,
  instanceIn,
  natGateway,
  privateInstance,
  routes,
  tcp,
  TO_NAT,
} from '../network.ts';
import type { Situations } from './situation.ts';

const behindNat = { ...natGateway(), ...routes({ private: [TO_NAT] }) };
const ALL = [100, 'allow', '0.0.0.0/0'] as const;

/** https://docs.aws.amazon.com/vpc/latest/userguide/ security-group-rules, nacl-rules, custom-network-acl */
export const FILTER_SITUATIONS: Situations = [
  {
    name: 'no egress rule: nothing leaves',
    given: { region: groups({ 'sg-app': {} }) },
    expected: { kind: 'internet-gateway', 'security-group-egress': 'fail' },
  },
  {
    name: 'egress in two halves equals anywhere',
    given: { region: groups({ 'sg-app': { out: [https('0.0.0.0/1', '128.0.0.0/1')] } }) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'egress in two halves over two groups: rules add up',
    given: {
      instance: instanceIn('subnet-public', { Groups: [{ GroupId: 'sg-a' }, { GroupId: 'sg-b' }] }),
      region: groups({ 'sg-a': { out: [https('0.0.0.0/1')] }, 'sg-b': { out: [https('128.0.0.0/1')] } }),
    },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'egress to IPv6 anywhere: nothing for IPv4',
    given: { region: groups({ 'sg-app': { out: [https('::/0')] } }) },
    expected: { kind: 'internet-gateway', 'security-group-egress': 'fail' },
  },
  {
    name: 'egress to private addresses alone, internet path',
    given: {
      region: groups({ 'sg-app': { out: [https('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16')] } }),
    },
    expected: { kind: 'internet-gateway', 'security-group-egress': 'fail' },
  },
  {
    name: 'egress to some public addresses: AWS does not say whether they hold the service',
    given: { region: groups({ 'sg-app': { out: [https('52.0.0.0/8')] } }) },
    expected: { kind: 'internet-gateway', 'security-group-egress': 'unknown' },
  },
  {
    name: 'egress to everything but private addresses holds every public service',
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
    given: { region: groups({ 'sg-app': { out: [httpsGroup('sg-app')] } }) },
    expected: { kind: 'internet-gateway', 'security-group-egress': 'fail' },
  },
  {
    name: 'egress to a prefix list that was not read',
    given: { region: groups({ 'sg-app': { out: [httpsList('pl-1')] } }) },
    expected: { kind: 'internet-gateway', 'security-group-egress': 'unknown' },
  },
  {
    name: 'egress to a prefix list that was not read, and anywhere: the list does not matter',
    given: { region: groups({ 'sg-app': { out: [httpsList('pl-1'), https('0.0.0.0/0')] } }) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'egress to a prefix list of 0.0.0.0/0',
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
    given: { region: groups({ 'sg-app': { out: [https('0.0.0.0')] } }) },
    expected: { kind: 'internet-gateway', 'security-group-egress': 'unknown' },
  },
  {
    name: 'egress by the number of TCP',
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
    given: { region: groups({ 'sg-app': { out: [tcp(400, 500, '0.0.0.0/0')] } }) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'egress for ports 80 and 8443',
    given: {
      region: groups({ 'sg-app': { out: [tcp(80, 80, '0.0.0.0/0'), tcp(8443, 8443, '0.0.0.0/0')] } }),
    },
    expected: { kind: 'internet-gateway', 'security-group-egress': 'fail' },
  },
  {
    name: 'egress rule without ports: which it allows is not known',
    given: {
      region: groups({ 'sg-app': { out: [{ IpProtocol: 'tcp', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] } }),
    },
    expected: { kind: 'internet-gateway', 'security-group-egress': 'unknown' },
  },
  {
    name: 'the groups of the second interface do not count',
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
    given: {
      instance: privateInstance,
      region: {
        ...routes({ main: [{ TransitGatewayId: 'tgw-1', DestinationCidrBlock: '10.0.0.0/8', State: 'active' }] }),
        ...groups({ 'sg-app': { out: [https('10.0.0.0/8')] } }),
      },
    },
    expected: { kind: 'undecided', 'security-group-egress': 'unknown', 'endpoint-acl': 'unknown', route: 'unknown' },
  },
  {
    name: 'no path and no public egress',
    given: {
      instance: privateInstance,
      region: groups({ 'sg-app': { out: [https('10.0.0.0/8')] } }),
    },
    expected: { kind: 'none', 'security-group-egress': 'fail', route: 'fail' },
  },
  {
    name: 'ACL denies 443 out',
    given: { region: acl('subnet-public', { out: [[90, 'deny', '0.0.0.0/0', [443, 443]], ALL] }) },
    expected: { kind: 'internet-gateway', 'subnet-acl': 'fail' },
  },
  {
    name: 'ACL denies 443 out after it was allowed: the lowest number decides',
    given: { region: acl('subnet-public', { out: [ALL, [110, 'deny', '0.0.0.0/0', [443, 443]]] }) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'ACL entries out of order are taken by their numbers',
    given: { region: acl('subnet-public', { out: [ALL, [50, 'deny', '0.0.0.0/0', [443, 443]]] }) },
    expected: { kind: 'internet-gateway', 'subnet-acl': 'fail' },
  },
  {
    name: 'ACL allows 443 out and nothing else matches: the rest is denied',
    given: { region: acl('subnet-public', { out: [[100, 'allow', '0.0.0.0/0', [443, 443]]] }) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'ACL allows 80 out alone: what no entry matches is denied',
    given: { region: acl('subnet-public', { out: [[100, 'allow', '0.0.0.0/0', [80, 80]]] }) },
    expected: { kind: 'internet-gateway', 'subnet-acl': 'fail' },
  },
  {
    name: 'ACL allows IPv6 out alone',
    given: { region: acl('subnet-public', { out: [[100, 'allow', '::/0']] }) },
    expected: { kind: 'internet-gateway', 'subnet-acl': 'fail' },
  },
  {
    name: 'ACL allows UDP out alone',
    given: { region: acl('subnet-public', { out: [[100, 'allow', '0.0.0.0/0', [443, 443], '17']] }) },
    expected: { kind: 'internet-gateway', 'subnet-acl': 'fail' },
  },
  {
    name: 'ACL denies some public addresses: AWS does not say whether the service is among them',
    given: { region: acl('subnet-public', { out: [[90, 'deny', '52.0.0.0/8'], ALL] }) },
    expected: { kind: 'internet-gateway', 'subnet-acl': 'unknown' },
  },
  {
    name: 'ACL denies private addresses: the service is not among them',
    given: { region: acl('subnet-public', { out: [[90, 'deny', '10.0.0.0/8'], ALL] }) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'ACL with a CIDR that cannot be parsed',
    given: { region: acl('subnet-public', { out: [[90, 'deny', '52/8'], ALL] }) },
    expected: { kind: 'internet-gateway', 'subnet-acl': 'unknown' },
  },
  {
    name: 'ACLs were not read',
    given: { region: denied('NetworkAcls') },
    expected: { kind: 'internet-gateway', 'subnet-acl': 'unknown', 'return-ports': 'unknown' },
  },
  {
    name: 'ACL without ephemeral ports in: the answers are dropped',
    given: { region: acl('subnet-public', { in: [[100, 'allow', '0.0.0.0/0', [443, 443]]] }) },
    expected: { kind: 'internet-gateway', 'return-ports': 'fail' },
  },
  {
    name: 'ACL with 1024-65535 in: what AWS recommends',
    given: { region: acl('subnet-public', { in: [[100, 'allow', '0.0.0.0/0', [1024, 65_535]]] }) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'ACL with 32768-60999 in: the ephemeral ports of Linux',
    given: { region: acl('subnet-public', { in: [[100, 'allow', '0.0.0.0/0', [32_768, 60_999]]] }) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'ACL with 32768-60999 in, on Windows: only part of its ports',
    given: {
      instance: { Platform: 'windows' },
      region: acl('subnet-public', { in: [[100, 'allow', '0.0.0.0/0', [32_768, 60_999]]] }),
    },
    expected: { kind: 'internet-gateway', 'return-ports': 'degraded' },
  },
  {
    name: 'ACL with 49152-65535 in, on Windows',
    given: {
      instance: { Platform: 'windows' },
      region: acl('subnet-public', { in: [[100, 'allow', '0.0.0.0/0', [49_152, 65_535]]] }),
    },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'ACL with 49152-65535 in, on Linux: some connections fail',
    given: { region: acl('subnet-public', { in: [[100, 'allow', '0.0.0.0/0', [49_152, 65_535]]] }) },
    expected: { kind: 'internet-gateway', 'return-ports': 'degraded' },
  },
  {
    name: 'ACL with 61000-65535 in: none of the ports of Linux',
    given: { region: acl('subnet-public', { in: [[100, 'allow', '0.0.0.0/0', [61_000, 65_535]]] }) },
    expected: { kind: 'internet-gateway', 'return-ports': 'fail' },
  },
  {
    name: 'ACL with 61000-65535 in, operating system not known',
    given: {
      instance: { Gaps: { Platform: { kind: 'after-apply', attribute: 'platform' } } },
      region: acl('subnet-public', { in: [[100, 'allow', '0.0.0.0/0', [61_000, 65_535]]] }),
    },
    expected: { kind: 'internet-gateway', 'return-ports': 'unknown' },
  },
  {
    name: 'ACL that denies 3389 before 1024-65535: one port of many',
    given: {
      region: acl('subnet-public', {
        in: [
          [90, 'deny', '0.0.0.0/0', [40_000, 40_000]],
          [100, 'allow', '0.0.0.0/0', [1024, 65_535]],
        ],
      }),
    },
    expected: { kind: 'internet-gateway', 'return-ports': 'degraded' },
  },
  {
    name: 'ACL in two halves of addresses and ports together',
    given: {
      region: acl('subnet-public', {
        in: [
          [90, 'allow', '0.0.0.0/1', [1024, 65_535]],
          [91, 'allow', '128.0.0.0/1', [1024, 50_000]],
          [92, 'allow', '128.0.0.0/1', [50_001, 65_535]],
        ],
      }),
    },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'ACL of the NAT subnet refuses the instance',
    given: {
      instance: privateInstance,
      region: { ...behindNat, ...acl('subnet-public', { in: [[100, 'allow', '0.0.0.0/0', [1024, 65_535]]] }) },
    },
    expected: { kind: 'nat-gateway', 'nat-acl': 'fail' },
  },
  {
    name: 'ACL of the NAT subnet without 443 out',
    given: {
      instance: privateInstance,
      region: { ...behindNat, ...acl('subnet-public', { out: [[100, 'allow', '10.0.0.0/16']] }) },
    },
    expected: { kind: 'nat-gateway', 'nat-acl': 'fail' },
  },
  {
    name: 'ACL of the NAT subnet lets only the ports of Linux back: NAT uses 1024-65535',
    given: {
      instance: privateInstance,
      region: {
        ...behindNat,
        ...acl('subnet-public', {
          in: [
            [100, 'allow', '10.0.0.0/16'],
            [110, 'allow', '0.0.0.0/0', [32_768, 60_999]],
          ],
        }),
      },
    },
    expected: { kind: 'nat-gateway', 'return-ports': 'degraded' },
  },
  {
    name: 'ACL of the NAT subnet sends nothing back to the instance',
    given: {
      instance: privateInstance,
      region: { ...behindNat, ...acl('subnet-public', { out: [[100, 'allow', '0.0.0.0/0', [443, 443]]] }) },
    },
    expected: { kind: 'nat-gateway', 'return-ports': 'fail' },
  },
  {
    name: 'ACL of the private subnet sees the public source of the answers, not the NAT',
    given: {
      instance: privateInstance,
      region: { ...behindNat, ...acl('subnet-private', { in: [[100, 'allow', '10.0.0.0/16']] }) },
    },
    expected: { kind: 'nat-gateway', 'return-ports': 'fail' },
  },
  {
    name: 'ACLs do not see traffic inside one subnet',
    given: { instance: privateInstance, region: { ...endpoints(), ...acl('subnet-private', { in: [], out: [] }) } },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'ACL of the endpoint subnet refuses 443',
    given: { region: { ...endpoints(), ...acl('subnet-private', { in: [[100, 'allow', '0.0.0.0/0', [22, 22]]] }) } },
    expected: { kind: 'endpoint', 'endpoint-acl': 'fail' },
  },
  {
    name: 'ACL of the endpoint subnet admits the very address of the instance',
    given: { region: { ...endpoints(), ...acl('subnet-private', { in: [[100, 'allow', '10.0.1.10/32']] }) } },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'ACL of the endpoint subnet admits another address',
    given: { region: { ...endpoints(), ...acl('subnet-private', { in: [[100, 'allow', '10.0.1.11/32']] }) } },
    expected: { kind: 'endpoint', 'endpoint-acl': 'fail' },
  },
  {
    name: 'ACL of the endpoint subnet sends no answers',
    given: { region: { ...endpoints(), ...acl('subnet-private', { out: [[100, 'allow', '0.0.0.0/0', [443, 443]]] }) } },
    expected: { kind: 'endpoint', 'return-ports': 'fail' },
  },
  {
    name: 'ACL of the instance subnet lets 443 out to the VPC alone, endpoint path',
    given: { region: { ...endpoints(), ...acl('subnet-public', { out: [[100, 'allow', '10.0.0.0/16', [443, 443]]] }) } },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'ACL of the instance subnet lets no answers of the endpoint in',
    given: { region: { ...endpoints(), ...acl('subnet-public', { in: [[100, 'deny', '10.0.2.0/24']] }) } },
    expected: { kind: 'endpoint', 'return-ports': 'fail' },
  },
  {
    name: 'endpoint interface in the same subnet, its twin elsewhere: the ACL counts for the twin',
    given: {
      instance: privateInstance,
      region: {
        ...endpoints({ NetworkInterfaceIds: ['eni-ssm', 'eni-extra'] }),
        NetworkInterfaces: known([
          endpointInterface('ssm'),
          endpointInterface('extra', { SubnetId: 'subnet-public', PrivateIpAddress: '10.0.1.50' }),
        ]),
        ...acl('subnet-private', { out: [] }),
      },
    },
    expected: { kind: 'endpoint', 'subnet-acl': 'unknown' },
  },
  {
    name: 'endpoints were not read and a closed ACL: an endpoint may stand in the same subnet',
    given: {
      instance: privateInstance,
      region: { ...denied('VpcEndpoints'), ...acl('subnet-private', { out: [] }) },
    },
    expected: {
      kind: 'undecided',
      'name-resolution': 'unknown',
      'subnet-acl': 'unknown',
      'endpoint-acl': 'unknown',
      route: 'unknown',
      endpoint: 'unknown',
    },
  },
  {
    name: 'central egress and a closed ACL: nothing leaves, wherever it leads',
    given: {
      instance: privateInstance,
      region: {
        ...routes({ main: [defaultRoute({ TransitGatewayId: 'tgw-1' })] }),
        ...acl('subnet-private', { out: [] }),
      },
    },
    expected: { kind: 'beyond-vpc', 'subnet-acl': 'fail', 'nat-acl': 'unknown', route: 'unknown' },
  },
];
