import { known } from '../../../../src/model/known.ts';
import {
  acl,
  instanceIn,
  privateInstance,
  routes,
  defaultRoute,
  TO_NAT,
  natGateway,
  natInstance,
  denied,
} from '../network.ts';
import type { Situations } from './situation.ts';

const TGW = { TransitGatewayId: 'tgw-1' };
const behindNat = { instance: privateInstance };
const natRoute = routes({ private: [TO_NAT] });

/** https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html, https://docs.aws.amazon.com/vpc/latest/userguide/VPC_NAT_Instance.html */
export const NAT_SITUATIONS: Situations = [
  {
    name: 'NAT gateway that failed',
    fact: 'nat-available-or-nothing',
    given: { ...behindNat, region: { ...natGateway({ State: 'failed' }), ...natRoute } },
    expected: { kind: 'nat-gateway', gateway: 'fail' },
  },
  {
    name: 'NAT gateway in a subnet without a way out',
    fact: 'nat-needs-public-subnet',
    given: {
      ...behindNat,
      region: { ...natGateway(), ...natRoute, ...routes({ public: [], private: [TO_NAT] }) },
    },
    expected: { kind: 'nat-gateway', gateway: 'fail' },
  },
  {
    name: 'NAT gateway in a subnet whose default route leads to a firewall endpoint',
    fact: 'firewall-endpoint-as-target',
    given: {
      ...behindNat,
      region: {
        ...natGateway(),
        ...routes({ public: [defaultRoute({ GatewayId: 'vpce-firewall' })], private: [TO_NAT] }),
      },
    },
    expected: { kind: 'nat-gateway', gateway: 'unknown', 'endpoint-acl': 'unknown' },
  },
  {
    name: 'NAT gateways were not read',
    fact: 'unread-is-unknown',
    given: { ...behindNat, region: { ...denied('NatGateways'), ...natRoute } },
    expected: {
      kind: 'nat-gateway',
      gateway: 'unknown',
      'nat-acl': 'unknown',
      'return-ports': 'unknown',
      'endpoint-acl': 'unknown',
    },
  },
  {
    name: 'private NAT gateway in a public subnet: the internet gateway drops its packets',
    fact: 'private-nat-not-through-igw',
    given: { ...behindNat, region: { ...natGateway({ ConnectivityType: 'private' }), ...natRoute } },
    expected: { kind: 'nat-gateway', gateway: 'fail' },
  },
  {
    name: 'private NAT gateway towards a transit gateway',
    fact: 'nat-to-other-networks',
    given: {
      ...behindNat,
      region: {
        ...natGateway({ ConnectivityType: 'private' }),
        ...routes({ public: [defaultRoute(TGW)], private: [TO_NAT] }),
      },
    },
    expected: { kind: 'nat-gateway', gateway: 'unknown', 'endpoint-acl': 'unknown' },
  },
  {
    name: 'regional NAT gateway: no subnet, a route table of its own',
    fact: 'regional-nat-has-its-own-table',
    given: {
      ...behindNat,
      region: {
        ...natGateway({
          AvailabilityMode: 'regional',
          SubnetId: undefined as never,
          RouteTableId: 'rtb-public',
        }),
        ...natRoute,
      },
    },
    expected: { kind: 'nat-gateway' },
  },
  {
    name: 'regional NAT gateway whose route table is not visible',
    fact: 'unread-is-unknown',
    given: {
      ...behindNat,
      region: {
        ...natGateway({
          AvailabilityMode: 'regional',
          SubnetId: undefined as never,
          RouteTableId: 'rtb-hidden',
        }),
        ...natRoute,
      },
    },
    expected: { kind: 'nat-gateway', gateway: 'unknown', 'endpoint-acl': 'unknown' },
  },
  {
    name: 'old NAT answer without connectivity type: its public address tells',
    fact: 'only-public-nat-has-elastic-ip',
    given: {
      ...behindNat,
      region: {
        ...natGateway({ ConnectivityType: undefined as never, AvailabilityMode: undefined as never }),
        ...natRoute,
      },
    },
    expected: { kind: 'nat-gateway' },
  },
  {
    name: 'NAT instance with everything right: forwarding in its operating system is not visible',
    fact: 'nat-instance-software',
    given: {
      ...behindNat,
      region: { ...natInstance(), ...routes({ main: [defaultRoute({ NetworkInterfaceId: 'eni-natbox' })] }) },
    },
    expected: { kind: 'nat-instance', gateway: 'unknown', 'endpoint-acl': 'unknown' },
  },
  {
    name: 'NAT instance with the source/destination check on',
    fact: 'nat-instance-setup',
    given: {
      ...behindNat,
      region: {
        ...natInstance({ SourceDestCheck: true }),
        ...routes({ main: [defaultRoute({ NetworkInterfaceId: 'eni-natbox' })] }),
      },
    },
    expected: { kind: 'nat-instance', gateway: 'fail' },
  },
  {
    name: 'NAT instance that is stopped',
    fact: 'appliance-must-run',
    given: {
      ...behindNat,
      region: {
        ...natInstance({}, { State: { Name: 'stopped' } }),
        ...routes({ main: [defaultRoute({ InstanceId: 'i-natbox', NetworkInterfaceId: 'eni-natbox' })] }),
      },
    },
    expected: { kind: 'nat-instance', gateway: 'fail' },
  },
  {
    name: 'NAT instance whose security group lets no client in',
    fact: 'nat-instance-setup',
    given: {
      ...behindNat,
      region: {
        ...natInstance({ Groups: [{ GroupId: 'sg-closed' }] }),
        ...routes({ main: [defaultRoute({ NetworkInterfaceId: 'eni-natbox' })] }),
      },
    },
    expected: { kind: 'nat-instance', gateway: 'fail' },
  },
  {
    name: 'NAT instance with a closed group and one that does not say which it is',
    fact: 'unread-is-unknown',
    given: {
      ...behindNat,
      region: {
        ...natInstance({ Groups: [{ GroupId: 'sg-closed' }, {}] }),
        ...routes({ main: [defaultRoute({ NetworkInterfaceId: 'eni-natbox' })] }),
      },
    },
    expected: { kind: 'nat-instance', gateway: 'unknown', 'endpoint-acl': 'unknown' },
  },
  {
    name: 'NAT instance whose subnet is not in the answer: nobody can say whose ACLs it meets',
    fact: 'unread-is-unknown',
    given: {
      ...behindNat,
      region: {
        ...natInstance({ SubnetId: undefined as never }),
        ...routes({ main: [defaultRoute({ NetworkInterfaceId: 'eni-natbox' })] }),
      },
    },
    expected: {
      kind: 'nat-instance',
      gateway: 'unknown',
      'nat-acl': 'unknown',
      'endpoint-acl': 'unknown',
      'return-ports': 'unknown',
    },
  },
  {
    name: 'NAT instance without a public address of its own',
    fact: 'nat-instance-setup',
    given: {
      ...behindNat,
      region: {
        ...natInstance({ Association: undefined as never }),
        ...routes({ main: [defaultRoute({ NetworkInterfaceId: 'eni-natbox' })] }),
      },
    },
    expected: { kind: 'nat-instance', gateway: 'fail' },
  },
  {
    name: 'default route to an interface that no listed instance has',
    fact: 'unread-is-unknown',
    given: {
      ...behindNat,
      region: routes({ main: [defaultRoute({ NetworkInterfaceId: 'eni-appliance' })] }),
    },
    expected: {
      kind: 'nat-instance',
      gateway: 'unknown',
      'nat-acl': 'unknown',
      'return-ports': 'unknown',
      'endpoint-acl': 'unknown',
    },
  },
  {
    name: 'default route to an instance of another account',
    fact: 'unread-is-unknown',
    given: {
      ...behindNat,
      region: {
        ...natInstance(),
        ...routes({
          main: [defaultRoute({ NetworkInterfaceId: 'eni-natbox', InstanceOwnerId: '999988887777' })],
        }),
      },
    },
    expected: {
      kind: 'nat-instance',
      gateway: 'unknown',
      'nat-acl': 'unknown',
      'return-ports': 'unknown',
      'endpoint-acl': 'unknown',
    },
  },
  {
    name: 'two NATs by prefix, both failed: all ways fail',
    fact: 'nat-available-or-nothing',
    given: {
      ...behindNat,
      region: {
        NatGateways: known(
          ['nat-1', 'nat-2'].map((NatGatewayId) => ({
            NatGatewayId,
            State: 'failed',
            ConnectivityType: 'public',
            SubnetId: 'subnet-public',
          })),
        ),
        ...routes({
          main: [TO_NAT, { ...TO_NAT, NatGatewayId: 'nat-2', DestinationCidrBlock: '52.0.0.0/6' }],
        }),
      },
    },
    expected: { kind: 'nat-gateway', gateway: 'fail' },
  },
  {
    name: 'two NATs by prefix, one failed: AWS does not say which carries the service',
    fact: 'no-range-for-systems-manager',
    given: {
      ...behindNat,
      region: {
        NatGateways: known([
          {
            NatGatewayId: 'nat-1',
            State: 'available',
            ConnectivityType: 'public',
            SubnetId: 'subnet-public',
          },
          { NatGatewayId: 'nat-2', State: 'failed', ConnectivityType: 'public', SubnetId: 'subnet-public' },
        ]),
        ...routes({
          main: [TO_NAT, { ...TO_NAT, NatGatewayId: 'nat-2', DestinationCidrBlock: '52.0.0.0/6' }],
        }),
      },
    },
    expected: { kind: 'nat-gateway', gateway: 'unknown' },
  },
  {
    name: 'NAT gateway that failed in a subnet that leads to a transit gateway: it passes nothing on',
    fact: 'nat-available-or-nothing',
    given: {
      ...behindNat,
      region: {
        ...natGateway({ State: 'failed' }),
        ...routes({ public: [defaultRoute(TGW)], private: [TO_NAT] }),
      },
    },
    expected: { kind: 'nat-gateway', gateway: 'fail' },
  },
  ...(['10.0.2.10', '10.0.2.200'] as const).map((PrivateIpAddress) => ({
    name: `NAT whose subnet admits half of the instance's, a private route beside it: ${PrivateIpAddress}`,
    fact: 'acl-per-subnet' as const,
    given: {
      instance: instanceIn('subnet-private', { PrivateIpAddress }),
      region: {
        ...natGateway(),
        ...routes({ private: [TO_NAT, { ...TGW, DestinationCidrBlock: '10.0.0.0/8', State: 'active' }] }),
        ...acl('subnet-public', {
          in: [
            [90, 'deny', '10.0.2.128/25'],
            [100, 'allow', '0.0.0.0/0'],
          ],
        }),
      },
    },
    expected:
      PrivateIpAddress === '10.0.2.10'
        ? { kind: 'nat-gateway' as const }
        : { kind: 'nat-gateway' as const, 'nat-acl': 'unknown' as const, 'endpoint-acl': 'unknown' as const },
  })),
  ...(['windows', undefined] as const).map((Platform) => ({
    name: `ACL with 32768-40000 back, a private route beside the NAT: ${Platform ?? 'linux'}`,
    fact: 'acl-ephemeral-ports' as const,
    given: {
      instance: { ...privateInstance, ...(Platform === undefined ? {} : { Platform }) },
      region: {
        ...natGateway(),
        ...routes({ private: [TO_NAT, { ...TGW, DestinationCidrBlock: '10.0.0.0/8', State: 'active' }] }),
        ...acl('subnet-private', { in: [[100, 'allow', '0.0.0.0/0', [32_768, 40_000]]] }),
      },
    },
    expected:
      Platform === undefined
        ? { kind: 'nat-gateway' as const, 'return-ports': 'degraded' as const }
        : {
            kind: 'nat-gateway' as const,
            'return-ports': 'fail' as const,
            // Whether a hosted zone leads to the transit gateway stays open, and changes nothing.
            'endpoint-acl': 'unknown' as const,
          },
  })),
];
