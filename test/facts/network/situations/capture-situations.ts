import { known, unknown } from '../../../../src/model/known.ts';
import {
  DENIED,
  LOCAL,
  privateInstance,
  routes,
  defaultRoute,
  endpoint,
  endpointInterface,
  endpoints,
  https,
  denied,
} from '../network.ts';
import { type Situations, UNKNOWN_ADDRESS } from './situation.ts';

const EXTRA_SUBNET = {
  SubnetId: 'subnet-extra',
  VpcId: 'vpc-main',
  OwnerId: '111122223333',
  CidrBlock: '10.0.3.0/24',
  AvailabilityZone: 'eu-west-1b',
};

/** https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html */
export const CAPTURE_SITUATIONS: Situations = [
  {
    name: 'private subnet, both endpoints: private DNS leads to them',
    fact: 'private-dns-captures-the-vpc',
    given: { instance: privateInstance, region: endpoints() },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'the same for ssmmessages',
    fact: 'private-dns-captures-the-vpc',
    given: { instance: privateInstance, region: endpoints() },
    service: 'ssmmessages',
    expected: { kind: 'endpoint' },
  },
  {
    name: 'a public instance is captured too: private DNS serves the whole VPC',
    fact: 'private-dns-captures-the-vpc',
    given: { region: endpoints() },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'a broken endpoint is not excused by a good internet path',
    fact: 'private-dns-captures-the-vpc',
    given: { region: endpoints({}, { sg: [https('10.9.0.0/16')] }) },
    expected: { kind: 'endpoint', 'endpoint-security-group': 'fail' },
  },
  {
    name: 'ssm endpoint only, private subnet: ssmmessages has no path',
    fact: 'session-needs-ssmmessages',
    given: {
      instance: privateInstance,
      region: { ...endpoints(), VpcEndpoints: known([endpoint('ssm')]) },
    },
    service: 'ssmmessages',
    expected: { kind: 'none', route: 'fail' },
  },
  {
    name: 'ssm endpoint only, private subnet: ssm itself is fine',
    fact: 'endpoint-is-for-one-service',
    given: {
      instance: privateInstance,
      region: { ...endpoints(), VpcEndpoints: known([endpoint('ssm')]) },
    },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'ssm by endpoint and ssmmessages by the internet is fine',
    fact: 'endpoint-is-for-one-service',
    given: { region: { ...endpoints(), VpcEndpoints: known([endpoint('ssm')]) } },
    service: 'ssmmessages',
    expected: { kind: 'internet-gateway' },
  },
  ...['ssm-contacts', 'ssm-incidents', 'ssm-quicksetup', 'ssm-sap', 'ssmmessages'].map((service) => ({
    name: `an endpoint for ${service} is not one for ssm`,
    fact: 'endpoint-is-for-one-service' as const,
    given: {
      instance: privateInstance,
      region: { ...endpoints(), VpcEndpoints: known([endpoint(service)]) },
    },
    expected: { kind: 'none', route: 'fail' } as const,
  })),
  {
    name: 'an endpoint of another region is another service',
    fact: 'endpoint-service-has-a-region',
    given: {
      instance: privateInstance,
      region: {
        ...endpoints(),
        VpcEndpoints: known([endpoint('ssm', { ServiceName: 'com.amazonaws.us-east-1.ssm' })]),
      },
    },
    expected: { kind: 'none', route: 'fail' },
  },
  {
    name: 'an endpoint of China: another prefix, the same service',
    fact: 'endpoint-service-has-a-region',
    given: {
      instance: privateInstance,
      region: endpoints({ ServiceName: 'cn.com.amazonaws.eu-west-1.ssm' }),
    },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'an endpoint of another VPC',
    fact: 'private-dns-in-its-own-vpc',
    given: { instance: privateInstance, region: endpoints({ VpcId: 'vpc-other' }) },
    expected: { kind: 'none', route: 'fail' },
  },
  {
    name: 'a gateway endpoint is none for Systems Manager',
    fact: 'gateway-endpoint-for-s3-and-dynamodb',
    given: { instance: privateInstance, region: endpoints({ VpcEndpointType: 'Gateway' }) },
    expected: { kind: 'none', route: 'fail' },
  },
  {
    name: 'FIPS endpoint only, no other path: the agent may be told to use that name',
    fact: 'fips-by-agent-configuration',
    given: {
      instance: privateInstance,
      region: { ...endpoints(), VpcEndpoints: known([endpoint('ssm-fips')]) },
    },
    expected: { kind: 'undecided', 'endpoint-acl': 'unknown', route: 'unknown' },
  },
  {
    name: 'FIPS endpoint and a good internet path: the plain name is not captured',
    fact: 'fips-by-agent-configuration',
    given: { region: { ...endpoints(), VpcEndpoints: known([endpoint('ssm-fips')]) } },
    expected: { kind: 'internet-gateway' },
  },
  ...['failed', 'rejected', 'pendingAcceptance', 'expired', 'deleted'].map((State) => ({
    name: `an endpoint that is ${State} and no other path`,
    fact: 'endpoint-works-while-available' as const,
    given: { instance: privateInstance, region: endpoints({ State }) },
    expected: { kind: 'none', endpoint: 'fail' } as const,
  })),
  {
    name: 'an endpoint that is pending and no other path: a new one, or one that is modified',
    fact: 'endpoint-pending',
    given: { instance: privateInstance, region: endpoints({ State: 'pending' }) },
    expected: { kind: 'endpoint', 'name-resolution': 'unknown', endpoint: 'unknown' },
  },
  {
    name: 'an endpoint that failed and a good internet path',
    fact: 'endpoint-works-while-available',
    given: { region: endpoints({ State: 'failed' }) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'an endpoint that is being deleted and a good internet path: the name may still lead to it',
    fact: 'endpoint-works-while-available',
    given: { region: endpoints({ State: 'deleting' }) },
    expected: { kind: 'undecided', endpoint: 'unknown' },
  },
  ...['partial', 'somethingNew'].map((State) => ({
    name: `an endpoint that is ${State}: nobody can say what it carries`,
    fact: 'unreadable-is-unknown' as const,
    given: { instance: privateInstance, region: endpoints({ State }) },
    expected: { kind: 'endpoint', 'name-resolution': 'unknown', endpoint: 'unknown' } as const,
  })),
  ...(['ServiceName', 'VpcId', 'VpcEndpointType'] as const).map((attribute) => ({
    name: `endpoints without ${attribute} in the answer: they may be the service's`,
    fact: 'unread-is-unknown' as const,
    given: { instance: privateInstance, region: endpoints({ [attribute]: undefined }) },
    expected: UNKNOWN_ADDRESS,
  })),
  {
    name: 'the state of an endpoint in capitals',
    fact: 'endpoint-works-while-available',
    given: { instance: privateInstance, region: endpoints({ State: 'Available' }) },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'a planned endpoint is available once it is applied',
    fact: 'endpoint-accepted-by-itself',
    given: {
      instance: privateInstance,
      region: endpoints({
        State: undefined as never,
        Gaps: { State: { kind: 'after-apply', attribute: 'state' } },
      }),
    },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'private DNS off, no other path: a private hosted zone may lead there',
    fact: 'endpoints-beyond-the-vpc',
    given: { instance: privateInstance, region: endpoints({ PrivateDnsEnabled: false }) },
    expected: { kind: 'endpoint', 'name-resolution': 'unknown', endpoint: 'unknown' },
  },
  {
    name: 'private DNS off and a refusing group: blocked whatever the name leads to',
    fact: 'endpoints-beyond-the-vpc',
    given: {
      instance: privateInstance,
      region: endpoints({ PrivateDnsEnabled: false }, { sg: [] }),
    },
    expected: {
      kind: 'endpoint',
      'name-resolution': 'unknown',
      endpoint: 'unknown',
      'endpoint-security-group': 'fail',
    },
  },
  {
    name: 'private DNS off, good internet path, good endpoint: both ways work',
    fact: 'endpoints-beyond-the-vpc',
    given: { region: endpoints({ PrivateDnsEnabled: false }) },
    expected: { kind: 'undecided' },
  },
  {
    name: 'private DNS off, good internet path, refusing endpoint: depends on a private hosted zone',
    fact: 'endpoints-beyond-the-vpc',
    given: { region: endpoints({ PrivateDnsEnabled: false }, { sg: [] }) },
    expected: { kind: 'undecided', 'endpoint-security-group': 'unknown' },
  },
  {
    name: 'endpoints were not read: a captured name may be refused',
    fact: 'unread-is-unknown',
    given: { region: denied('VpcEndpoints') },
    expected: {
      kind: 'undecided',
      'name-resolution': 'unknown',
      'endpoint-acl': 'unknown',
      route: 'unknown',
      endpoint: 'unknown',
    },
  },
  {
    name: 'endpoints were not read and nothing else is there',
    fact: 'unread-is-unknown',
    given: { instance: privateInstance, region: denied('VpcEndpoints') },
    expected: {
      kind: 'undecided',
      'name-resolution': 'unknown',
      'endpoint-acl': 'unknown',
      route: 'unknown',
      endpoint: 'unknown',
    },
  },
  {
    name: 'an endpoint that publishes IPv6 addresses alone',
    fact: 'endpoint-record-type',
    given: {
      instance: privateInstance,
      region: endpoints({ DnsOptions: { DnsRecordIpType: 'ipv6' } }),
    },
    expected: { kind: 'endpoint', endpoint: 'unknown' },
  },
  {
    name: 'endpoint security groups were not read',
    fact: 'unread-is-unknown',
    given: { instance: privateInstance, region: { ...endpoints(), SecurityGroups: unknown(DENIED) } },
    expected: {
      kind: 'endpoint',
      'security-group-egress': 'unknown',
      'endpoint-security-group': 'unknown',
    },
  },
  {
    name: 'dead endpoint, but a transit gateway: a private hosted zone may lead elsewhere',
    fact: 'endpoints-beyond-the-vpc',
    given: {
      instance: privateInstance,
      region: {
        ...endpoints({ State: 'failed' }),
        ...routes({
          main: [defaultRoute({ TransitGatewayId: 'tgw-1' }, { DestinationCidrBlock: '10.0.0.0/8' })],
        }),
      },
    },
    expected: { kind: 'undecided', 'endpoint-acl': 'unknown', route: 'unknown' },
  },
  {
    name: 'two subnets of one endpoint, one behind an ACL that refuses: intermittent at best',
    fact: 'endpoint-addresses-take-turns',
    given: {
      instance: privateInstance,
      region: {
        ...endpoints({
          NetworkInterfaceIds: ['eni-ssm', 'eni-extra'],
          SubnetIds: ['subnet-private', 'subnet-extra'],
        }),
        NetworkInterfaces: known([
          endpointInterface('ssm'),
          endpointInterface('extra', { SubnetId: 'subnet-extra', PrivateIpAddress: '10.0.3.50' }),
        ]),
        Subnets: known([
          { ...EXTRA_SUBNET, SubnetId: 'subnet-private', CidrBlock: '10.0.2.0/24' },
          EXTRA_SUBNET,
        ]),
        RouteTables: known([
          { RouteTableId: 'rtb-main', VpcId: 'vpc-main', Routes: [LOCAL], Associations: [{ Main: true }] },
        ]),
        NetworkAcls: known([
          {
            NetworkAclId: 'acl-1',
            VpcId: 'vpc-main',
            Associations: [{ SubnetId: 'subnet-private' }],
            Entries: [true, false].map((Egress) => ({
              RuleNumber: 100,
              Egress,
              Protocol: '-1',
              RuleAction: 'allow',
              CidrBlock: '0.0.0.0/0',
            })),
          },
          {
            NetworkAclId: 'acl-2',
            VpcId: 'vpc-main',
            Associations: [{ SubnetId: 'subnet-extra' }],
            Entries: [],
          },
        ]),
      },
    },
    expected: { kind: 'endpoint', 'endpoint-acl': 'unknown', 'return-ports': 'unknown' },
  },
];
