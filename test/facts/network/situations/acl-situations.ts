import { known } from '../../../../src/model/known.ts';
import { healthyRegion } from '../../../support/subject.ts';
import {
  privateInstance,
  routes,
  defaultRoute,
  TO_NAT,
  natGateway,
  natInstance,
  endpointInterface,
  endpoints,
  acl,
  denied,
  valueOf,
} from '../network.ts';
import type { Situations } from './situation.ts';

const behindNat = { ...natGateway(), ...routes({ private: [TO_NAT] }) };
const ALL = [100, 'allow', '0.0.0.0/0'] as const;

/** https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html */
export const ACL_SITUATIONS: Situations = [
  {
    name: 'ACL denies 443 out',
    fact: 'acl-lowest-number-first',
    given: { region: acl('subnet-public', { out: [[90, 'deny', '0.0.0.0/0', [443, 443]], ALL] }) },
    expected: { kind: 'internet-gateway', 'subnet-acl': 'fail' },
  },
  {
    name: 'ACL denies 443 out after it was allowed: the lowest number decides',
    fact: 'acl-lowest-number-first',
    given: { region: acl('subnet-public', { out: [ALL, [110, 'deny', '0.0.0.0/0', [443, 443]]] }) },
    expected: { kind: 'internet-gateway' },
  },
  ...(['Egress', 'RuleNumber'] as const).map((attribute) => ({
    name: `ACL entries without ${attribute} in the answer decide nothing`,
    fact: 'unread-is-unknown' as const,
    given: {
      region: {
        NetworkAcls: known(
          valueOf(healthyRegion.NetworkAcls).map((item) => ({
            ...item,
            Entries: (item.Entries ?? []).map(({ [attribute]: _, ...entry }) => entry),
          })),
        ),
      },
    },
    expected: { kind: 'internet-gateway', 'subnet-acl': 'unknown', 'return-ports': 'unknown' } as const,
  })),
  {
    name: 'ACL entries out of order are taken by their numbers',
    fact: 'acl-lowest-number-first',
    given: { region: acl('subnet-public', { out: [ALL, [50, 'deny', '0.0.0.0/0', [443, 443]]] }) },
    expected: { kind: 'internet-gateway', 'subnet-acl': 'fail' },
  },
  {
    name: 'ACL allows 443 out and nothing else matches: the rest is denied',
    fact: 'acl-denies-the-rest',
    given: { region: acl('subnet-public', { out: [[100, 'allow', '0.0.0.0/0', [443, 443]]] }) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'ACL allows 80 out alone: what no entry matches is denied',
    fact: 'acl-denies-the-rest',
    given: { region: acl('subnet-public', { out: [[100, 'allow', '0.0.0.0/0', [80, 80]]] }) },
    expected: { kind: 'internet-gateway', 'subnet-acl': 'fail' },
  },
  {
    name: 'ACL allows IPv6 out alone',
    fact: 'acl-entry-is-for-one-family',
    given: { region: acl('subnet-public', { out: [[100, 'allow', '::/0']] }) },
    expected: { kind: 'internet-gateway', 'subnet-acl': 'fail' },
  },
  {
    name: 'ACL allows UDP out alone',
    fact: 'acl-entry-is-for-one-protocol',
    given: { region: acl('subnet-public', { out: [[100, 'allow', '0.0.0.0/0', [443, 443], '17']] }) },
    expected: { kind: 'internet-gateway', 'subnet-acl': 'fail' },
  },
  {
    name: 'ACL denies some public addresses: AWS does not say whether the service is among them',
    fact: 'no-range-for-systems-manager',
    given: { region: acl('subnet-public', { out: [[90, 'deny', '52.0.0.0/8'], ALL] }) },
    expected: { kind: 'internet-gateway', 'subnet-acl': 'unknown' },
  },
  {
    name: 'ACL denies private addresses: the service is not among them',
    fact: 'service-names-are-public',
    given: { region: acl('subnet-public', { out: [[90, 'deny', '10.0.0.0/8'], ALL] }) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'ACL with a CIDR that cannot be parsed',
    fact: 'unreadable-is-unknown',
    given: { region: acl('subnet-public', { out: [[90, 'deny', '52/8'], ALL] }) },
    expected: { kind: 'internet-gateway', 'subnet-acl': 'unknown' },
  },
  {
    name: 'ACLs were not read',
    fact: 'unread-is-unknown',
    given: { region: denied('NetworkAcls') },
    expected: { kind: 'internet-gateway', 'subnet-acl': 'unknown', 'return-ports': 'unknown' },
  },
  {
    name: 'ACL without ephemeral ports in: the answers are dropped',
    fact: 'acl-keeps-no-state',
    given: { region: acl('subnet-public', { in: [[100, 'allow', '0.0.0.0/0', [443, 443]]] }) },
    expected: { kind: 'internet-gateway', 'return-ports': 'fail' },
  },
  {
    name: 'ACL with 1024-65535 in: what AWS recommends',
    fact: 'acl-range-for-all-clients',
    given: { region: acl('subnet-public', { in: [[100, 'allow', '0.0.0.0/0', [1024, 65_535]]] }) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'ACL with 32768-60999 in: the ephemeral ports of Linux',
    fact: 'acl-ephemeral-ports',
    given: { region: acl('subnet-public', { in: [[100, 'allow', '0.0.0.0/0', [32_768, 60_999]]] }) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'ACL with 32768-60999 in, on Windows: only part of its ports',
    fact: 'acl-ephemeral-ports',
    given: {
      instance: { Platform: 'windows' },
      region: acl('subnet-public', { in: [[100, 'allow', '0.0.0.0/0', [32_768, 60_999]]] }),
    },
    expected: { kind: 'internet-gateway', 'return-ports': 'degraded' },
  },
  {
    name: 'ACL with 49152-65535 in, on Windows',
    fact: 'acl-ephemeral-ports',
    given: {
      instance: { Platform: 'windows' },
      region: acl('subnet-public', { in: [[100, 'allow', '0.0.0.0/0', [49_152, 65_535]]] }),
    },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'ACL with 49152-65535 in, on Linux: some connections fail',
    fact: 'acl-ephemeral-ports',
    given: { region: acl('subnet-public', { in: [[100, 'allow', '0.0.0.0/0', [49_152, 65_535]]] }) },
    expected: { kind: 'internet-gateway', 'return-ports': 'degraded' },
  },
  {
    name: 'ACL with 61000-65535 in: none of the ports of Linux',
    fact: 'acl-ephemeral-ports',
    given: { region: acl('subnet-public', { in: [[100, 'allow', '0.0.0.0/0', [61_000, 65_535]]] }) },
    expected: { kind: 'internet-gateway', 'return-ports': 'fail' },
  },
  {
    name: 'ACL with 61000-65535 in, operating system not known',
    fact: 'acl-ephemeral-ports',
    given: {
      instance: { Gaps: { Platform: { kind: 'after-apply', attribute: 'platform' } } },
      region: acl('subnet-public', { in: [[100, 'allow', '0.0.0.0/0', [61_000, 65_535]]] }),
    },
    expected: { kind: 'internet-gateway', 'return-ports': 'unknown' },
  },
  {
    name: 'ACL that denies one port before 1024-65535: one of many',
    fact: 'acl-range-for-all-clients',
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
    fact: 'acl-lowest-number-first',
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
    fact: 'acl-per-subnet',
    given: {
      instance: privateInstance,
      region: {
        ...behindNat,
        ...acl('subnet-public', { in: [[100, 'allow', '0.0.0.0/0', [1024, 65_535]]] }),
      },
    },
    expected: { kind: 'nat-gateway', 'nat-acl': 'fail' },
  },
  {
    name: 'ACL of the subnet of a NAT instance refuses the instance, and nothing else leads out',
    fact: 'acl-per-subnet',
    given: {
      instance: privateInstance,
      region: {
        ...natInstance(),
        ...routes({ main: [defaultRoute({ NetworkInterfaceId: 'eni-natbox' })] }),
        ...acl('subnet-public', { in: [[100, 'allow', '0.0.0.0/0', [1024, 65_535]]] }),
      },
    },
    expected: { kind: 'nat-instance', gateway: 'unknown', 'nat-acl': 'fail', 'endpoint-acl': 'unknown' },
  },
  {
    name: 'ACL of the subnet of a private NAT gateway refuses the instance, and nothing else leads out',
    fact: 'acl-per-subnet',
    given: {
      instance: privateInstance,
      region: {
        ...natGateway({ ConnectivityType: 'private' }),
        ...routes({ public: [defaultRoute({ TransitGatewayId: 'tgw-1' })], private: [TO_NAT] }),
        ...acl('subnet-public', { in: [[100, 'allow', '0.0.0.0/0', [1024, 65_535]]] }),
      },
    },
    expected: { kind: 'nat-gateway', gateway: 'unknown', 'nat-acl': 'fail', 'endpoint-acl': 'unknown' },
  },
  {
    name: 'ACL of the NAT subnet without 443 out',
    fact: 'acl-per-subnet',
    given: {
      instance: privateInstance,
      region: { ...behindNat, ...acl('subnet-public', { out: [[100, 'allow', '10.0.0.0/16']] }) },
    },
    expected: { kind: 'nat-gateway', 'nat-acl': 'fail' },
  },
  {
    name: 'ACL of the NAT subnet lets only the ports of Linux back: NAT uses 1024-65535',
    fact: 'nat-gateway-ports',
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
    fact: 'acl-keeps-no-state',
    given: {
      instance: privateInstance,
      region: { ...behindNat, ...acl('subnet-public', { out: [[100, 'allow', '0.0.0.0/0', [443, 443]]] }) },
    },
    expected: { kind: 'nat-gateway', 'return-ports': 'fail' },
  },
  {
    name: 'ACL of the private subnet sees the public source of the answers, not the NAT',
    fact: 'nat-restores-the-client',
    given: {
      instance: privateInstance,
      region: { ...behindNat, ...acl('subnet-private', { in: [[100, 'allow', '10.0.0.0/16']] }) },
    },
    expected: { kind: 'nat-gateway', 'return-ports': 'fail' },
  },
  {
    name: 'ACLs do not see traffic inside one subnet',
    fact: 'acl-not-inside-subnet',
    given: {
      instance: privateInstance,
      region: { ...endpoints(), ...acl('subnet-private', { in: [], out: [] }) },
    },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'ACL of the endpoint subnet refuses 443',
    fact: 'acl-per-subnet',
    given: {
      region: { ...endpoints(), ...acl('subnet-private', { in: [[100, 'allow', '0.0.0.0/0', [22, 22]]] }) },
    },
    expected: { kind: 'endpoint', 'endpoint-acl': 'fail' },
  },
  {
    name: 'ACL of the endpoint subnet admits the very address of the instance',
    fact: 'acl-per-subnet',
    given: { region: { ...endpoints(), ...acl('subnet-private', { in: [[100, 'allow', '10.0.1.10/32']] }) } },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'ACL of the endpoint subnet admits another address',
    fact: 'acl-per-subnet',
    given: { region: { ...endpoints(), ...acl('subnet-private', { in: [[100, 'allow', '10.0.1.11/32']] }) } },
    expected: { kind: 'endpoint', 'endpoint-acl': 'fail' },
  },
  {
    name: 'ACL of the endpoint subnet sends no answers',
    fact: 'acl-keeps-no-state',
    given: {
      region: {
        ...endpoints(),
        ...acl('subnet-private', { out: [[100, 'allow', '0.0.0.0/0', [443, 443]]] }),
      },
    },
    expected: { kind: 'endpoint', 'return-ports': 'fail' },
  },
  {
    name: 'ACL of the instance subnet lets 443 out to the VPC alone, endpoint path',
    fact: 'endpoint-has-subnet-addresses',
    given: {
      region: {
        ...endpoints(),
        ...acl('subnet-public', { out: [[100, 'allow', '10.0.0.0/16', [443, 443]]] }),
      },
    },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'ACL of the instance subnet lets no answers of the endpoint in',
    fact: 'acl-keeps-no-state',
    given: { region: { ...endpoints(), ...acl('subnet-public', { in: [[100, 'deny', '10.0.2.0/24']] }) } },
    expected: { kind: 'endpoint', 'return-ports': 'fail' },
  },
  {
    name: 'endpoint interface in the same subnet, its twin elsewhere: the ACL counts for the twin',
    fact: 'endpoint-addresses-take-turns',
    given: {
      instance: privateInstance,
      region: {
        ...endpoints({
          NetworkInterfaceIds: ['eni-ssm', 'eni-extra'],
          SubnetIds: ['subnet-private', 'subnet-public'],
        }),
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
    fact: 'unread-is-unknown',
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
    fact: 'acl-per-subnet',
    given: {
      instance: privateInstance,
      region: {
        ...routes({ main: [defaultRoute({ TransitGatewayId: 'tgw-1' })] }),
        ...acl('subnet-private', { out: [] }),
      },
    },
    expected: {
      kind: 'beyond-vpc',
      'subnet-acl': 'fail',
      'nat-acl': 'unknown',
      route: 'unknown',
      'endpoint-acl': 'unknown',
    },
  },
];
