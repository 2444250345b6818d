import { known, unknown } from '../../../../src/model/known.ts';
import {
  DENIED,
  defaultRoute,
  denied,
  endpoint,
  endpointInterface,
  endpoints,
  groups,
  https,
  httpsGroup,
  httpsList,
  instanceIn,
  LOCAL,
  privateInstance,
  routes,
} from '../network.ts';
import type { Situations } from './situation.ts';

const EXTRA_SUBNET = {
  SubnetId: 'subnet-extra',
  VpcId: 'vpc-main',
  OwnerId: '111122223333',
  CidrBlock: '10.0.3.0/24',
  AvailabilityZone: 'eu-west-1b',
};

function policy(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

const AGENT = ['ssm:*', 'ssmmessages:*'];

/** https://docs.aws.amazon.com/vpc/latest/privatelink/ create-interface-endpoint, privatelink-access-aws-services, vpc-endpoints-access */
export const ENDPOINT_SITUATIONS: Situations = [
  {
    name: 'private subnet, both endpoints: private DNS leads to them',
    given: { instance: privateInstance, region: endpoints() },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'the same for ssmmessages',
    given: { instance: privateInstance, region: endpoints() },
    service: 'ssmmessages',
    expected: { kind: 'endpoint' },
  },
  {
    name: 'a public instance is captured too: private DNS serves the whole VPC',
    given: { region: endpoints() },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'a broken endpoint is not excused by a good internet path',
    given: { region: endpoints({}, { sg: [https('10.9.0.0/16')] }) },
    expected: { kind: 'endpoint', 'endpoint-security-group': 'fail' },
  },
  {
    name: 'ssm endpoint only, private subnet: ssmmessages has no path',
    given: {
      instance: privateInstance,
      region: { ...endpoints(), VpcEndpoints: known([endpoint('ssm')]) },
    },
    service: 'ssmmessages',
    expected: { kind: 'none', route: 'fail' },
  },
  {
    name: 'ssm endpoint only, private subnet: ssm itself is fine',
    given: {
      instance: privateInstance,
      region: { ...endpoints(), VpcEndpoints: known([endpoint('ssm')]) },
    },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'ssm by endpoint and ssmmessages by the internet is fine',
    given: { region: { ...endpoints(), VpcEndpoints: known([endpoint('ssm')]) } },
    service: 'ssmmessages',
    expected: { kind: 'internet-gateway' },
  },
  ...['ssm-contacts', 'ssm-incidents', 'ssm-quicksetup', 'ssm-sap', 'ssmmessages'].map((service) => ({
    name: `an endpoint for ${service} is not one for ssm`,
    given: {
      instance: privateInstance,
      region: { ...endpoints(), VpcEndpoints: known([endpoint(service)]) },
    },
    expected: { kind: 'none', route: 'fail' } as const,
  })),
  {
    name: 'an endpoint of another region is another service',
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
    given: {
      instance: privateInstance,
      region: endpoints({ ServiceName: 'cn.com.amazonaws.eu-west-1.ssm' }),
    },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'an endpoint of another VPC',
    given: { instance: privateInstance, region: endpoints({ VpcId: 'vpc-other' }) },
    expected: { kind: 'none', route: 'fail' },
  },
  {
    name: 'a gateway endpoint is none for Systems Manager',
    given: { instance: privateInstance, region: endpoints({ VpcEndpointType: 'Gateway' }) },
    expected: { kind: 'none', route: 'fail' },
  },
  {
    name: 'FIPS endpoint only, no other path: the agent may be told to use that name',
    given: {
      instance: privateInstance,
      region: { ...endpoints(), VpcEndpoints: known([endpoint('ssm-fips')]) },
    },
    expected: { kind: 'undecided', 'endpoint-acl': 'unknown', route: 'unknown' },
  },
  {
    name: 'FIPS endpoint and a good internet path: the plain name is not captured',
    given: { region: { ...endpoints(), VpcEndpoints: known([endpoint('ssm-fips')]) } },
    expected: { kind: 'internet-gateway' },
  },
  ...['failed', 'rejected', 'pendingAcceptance', 'expired', 'deleted'].map((State) => ({
    name: `an endpoint that is ${State} and no other path`,
    given: { instance: privateInstance, region: endpoints({ State }) },
    expected: { kind: 'none', endpoint: 'fail' } as const,
  })),
  {
    name: 'an endpoint that is pending and no other path: not now',
    given: { instance: privateInstance, region: endpoints({ State: 'pending' }) },
    expected: { kind: 'endpoint', 'name-resolution': 'unknown', endpoint: 'fail' },
  },
  {
    name: 'an endpoint that failed and a good internet path',
    given: { region: endpoints({ State: 'failed' }) },
    expected: { kind: 'internet-gateway' },
  },
  {
    name: 'an endpoint that is being deleted and a good internet path: the name may still lead to it',
    given: { region: endpoints({ State: 'deleting' }) },
    expected: { kind: 'undecided', endpoint: 'unknown' },
  },
  {
    name: 'the state of an endpoint in capitals',
    given: { instance: privateInstance, region: endpoints({ State: 'Available' }) },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'a planned endpoint is available once it is applied',
    given: {
      instance: privateInstance,
      region: endpoints({ State: undefined as never, Gaps: { State: { kind: 'after-apply', attribute: 'state' } } }),
    },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'private DNS off, no other path: a private hosted zone may lead there',
    given: { instance: privateInstance, region: endpoints({ PrivateDnsEnabled: false }) },
    expected: { kind: 'endpoint', 'name-resolution': 'unknown', endpoint: 'unknown' },
  },
  {
    name: 'private DNS off and a refusing group: blocked whatever the name leads to',
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
    given: { region: endpoints({ PrivateDnsEnabled: false }) },
    expected: { kind: 'undecided' },
  },
  {
    name: 'private DNS off, good internet path, refusing endpoint: depends on a private hosted zone',
    given: { region: endpoints({ PrivateDnsEnabled: false }, { sg: [] }) },
    expected: { kind: 'undecided', 'endpoint-security-group': 'unknown' },
  },
  {
    name: 'endpoints were not read: a captured name may be refused',
    given: { region: denied('VpcEndpoints') },
    expected: { kind: 'undecided', 'name-resolution': 'unknown', 'endpoint-acl': 'unknown', route: 'unknown', endpoint: 'unknown' },
  },
  {
    name: 'endpoints were not read and nothing else is there',
    given: { instance: privateInstance, region: denied('VpcEndpoints') },
    expected: { kind: 'undecided', 'name-resolution': 'unknown', 'endpoint-acl': 'unknown', route: 'unknown', endpoint: 'unknown' },
  },
  {
    name: 'endpoint groups admit the instance by one of its groups',
    given: { instance: privateInstance, region: endpoints({}, { sg: [httpsGroup('sg-app')] }) },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'the default group admits only itself: the classic failure',
    given: { instance: privateInstance, region: endpoints({}, { sg: [httpsGroup('sg-endpoint')] }) },
    expected: { kind: 'endpoint', 'endpoint-security-group': 'fail' },
  },
  {
    name: 'endpoint and instance in one self-referencing group',
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
    given: { instance: privateInstance, region: endpoints({}, { sg: [https('10.0.2.10/32')] }) },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'endpoint groups admit another address of the subnet',
    given: { instance: privateInstance, region: endpoints({}, { sg: [https('10.0.2.11/32')] }) },
    expected: { kind: 'endpoint', 'endpoint-security-group': 'fail' },
  },
  {
    name: 'endpoint groups admit half of the subnet, address not known yet',
    given: {
      instance: instanceIn('subnet-private', { PrivateIpAddress: undefined as never }),
      region: endpoints({}, { sg: [https('10.0.2.0/25')] }),
    },
    expected: { kind: 'endpoint', 'endpoint-security-group': 'unknown' },
  },
  {
    name: 'endpoint groups admit by a prefix list',
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
    given: { instance: privateInstance, region: endpoints({}, { sg: [httpsList('pl-vpc')] }) },
    expected: { kind: 'endpoint', 'endpoint-security-group': 'unknown' },
  },
  {
    name: 'endpoint groups admit all protocols',
    given: {
      instance: privateInstance,
      region: endpoints({}, { sg: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.0.0/16' }] }] }),
    },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'endpoint groups admit IPv6 alone',
    given: { instance: privateInstance, region: endpoints({}, { sg: [https('::/0')] }) },
    expected: { kind: 'endpoint', 'endpoint-security-group': 'fail' },
  },
  {
    name: 'egress to the VPC alone is enough for an endpoint',
    given: { instance: privateInstance, region: endpoints({}, { egress: [https('10.0.0.0/16')] }) },
    expected: { kind: 'endpoint' },
  },
  {
    name: "egress to the endpoint's group is enough",
    given: { instance: privateInstance, region: endpoints({}, { egress: [httpsGroup('sg-endpoint')] }) },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'egress to another group is not',
    given: { instance: privateInstance, region: endpoints({}, { egress: [httpsGroup('sg-other')] }) },
    expected: { kind: 'endpoint', 'security-group-egress': 'fail' },
  },
  {
    name: 'egress to the very address of the endpoint',
    given: { instance: privateInstance, region: endpoints({}, { egress: [https('10.0.2.50/32')] }) },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'egress to the address of the other endpoint',
    given: { instance: privateInstance, region: endpoints({}, { egress: [https('10.0.2.50/32')] }) },
    service: 'ssmmessages',
    expected: { kind: 'endpoint', 'security-group-egress': 'fail' },
  },
  {
    name: 'egress to one of two addresses of an endpoint: the agent may be given the other',
    given: {
      instance: privateInstance,
      region: {
        ...endpoints({ NetworkInterfaceIds: ['eni-ssm', 'eni-ssmmessages'] }, { egress: [https('10.0.2.50/32')] }),
      },
    },
    expected: { kind: 'endpoint', 'security-group-egress': 'unknown' },
  },
  {
    name: 'interfaces of the endpoint were not read: its subnets bound its addresses',
    given: {
      instance: privateInstance,
      region: { ...endpoints({}, { egress: [https('10.0.2.0/24')] }), ...denied('NetworkInterfaces') },
    },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'interfaces of the endpoint were not read: part of its subnet is not enough',
    given: {
      instance: privateInstance,
      region: { ...endpoints({}, { egress: [https('10.0.2.0/25')] }), ...denied('NetworkInterfaces') },
    },
    expected: { kind: 'endpoint', 'security-group-egress': 'unknown' },
  },
  {
    name: 'egress anywhere, endpoint interfaces and subnets unread',
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
    given: { region: { ...endpoints(), ...denied('RouteTables') } },
    expected: { kind: 'endpoint', route: 'unknown' },
  },
  {
    name: 'default policy with version and other key order',
    given: {
      instance: privateInstance,
      region: endpoints({
        PolicyDocument:
          '{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":["*"],"Resource":["*"]}]}',
      }),
    },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'policy that allows the services',
    given: {
      instance: privateInstance,
      region: endpoints({
        PolicyDocument: policy({ Effect: 'Allow', Principal: '*', Action: AGENT, Resource: '*' }),
      }),
    },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'policy that allows reading parameters alone',
    given: {
      instance: privateInstance,
      region: endpoints({
        PolicyDocument: policy({ Effect: 'Allow', Principal: '*', Action: 'ssm:GetParameter', Resource: '*' }),
      }),
    },
    expected: { kind: 'endpoint', 'endpoint-policy': 'fail' },
  },
  {
    name: 'policy that denies the data channel',
    given: {
      instance: privateInstance,
      region: endpoints({
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
            { Effect: 'Deny', Principal: '*', Action: 'ssmmessages:OpenDataChannel', Resource: '*' },
          ],
        }),
      }),
    },
    service: 'ssmmessages',
    expected: { kind: 'endpoint', 'endpoint-policy': 'fail' },
  },
  {
    name: 'policy for one role: whether it is the one of the instance is not judged here',
    given: {
      instance: privateInstance,
      region: endpoints({
        PolicyDocument: policy({
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::111122223333:role/app' },
          Action: AGENT,
          Resource: '*',
        }),
      }),
    },
    expected: { kind: 'endpoint', 'endpoint-policy': 'unknown' },
  },
  {
    name: 'policy with a condition',
    given: {
      instance: privateInstance,
      region: endpoints({
        PolicyDocument: policy({
          Effect: 'Allow',
          Principal: '*',
          Action: AGENT,
          Resource: '*',
          Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
        }),
      }),
    },
    expected: { kind: 'endpoint', 'endpoint-policy': 'unknown' },
  },
  {
    name: 'policy for the instances of this account and region',
    given: {
      instance: privateInstance,
      region: endpoints({
        PolicyDocument: policy({
          Effect: 'Allow',
          Principal: '*',
          Action: 'ssm:*',
          Resource: 'arn:aws:ec2:eu-west-1:111122223333:instance/*',
        }),
      }),
    },
    expected: { kind: 'endpoint' },
  },
  {
    name: 'policy for another instance',
    given: {
      instance: privateInstance,
      region: endpoints({
        PolicyDocument: policy({
          Effect: 'Allow',
          Principal: '*',
          Action: 'ssm:*',
          Resource: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0ffffffffffffffff',
        }),
      }),
    },
    expected: { kind: 'endpoint', 'endpoint-policy': 'fail' },
  },
  {
    name: 'policy that is no JSON',
    given: { instance: privateInstance, region: endpoints({ PolicyDocument: 'Allow everything' }) },
    expected: { kind: 'endpoint', 'endpoint-policy': 'unknown' },
  },
  {
    name: 'policy was not read',
    given: {
      instance: privateInstance,
      region: endpoints({ PolicyDocument: undefined as never }),
    },
    expected: { kind: 'endpoint', 'endpoint-policy': 'unknown' },
  },
  {
    name: 'an endpoint that publishes IPv6 addresses alone',
    given: {
      instance: privateInstance,
      region: endpoints({ DnsOptions: { DnsRecordIpType: 'ipv6' } }),
    },
    expected: { kind: 'endpoint', endpoint: 'unknown' },
  },
  {
    name: 'endpoint security groups were not read',
    given: { instance: privateInstance, region: { ...endpoints(), SecurityGroups: unknown(DENIED) } },
    expected: {
      kind: 'endpoint',
      'security-group-egress': 'unknown',
      'endpoint-security-group': 'unknown',
    },
  },
  {
    name: 'dead endpoint, but a transit gateway: a private hosted zone may lead elsewhere',
    given: {
      instance: privateInstance,
      region: {
        ...endpoints({ State: 'failed' }),
        ...routes({ main: [defaultRoute({ TransitGatewayId: 'tgw-1' }, { DestinationCidrBlock: '10.0.0.0/8' })] }),
      },
    },
    expected: { kind: 'undecided', 'endpoint-acl': 'unknown', route: 'unknown' },
  },
  {
    name: 'two subnets of one endpoint, one behind an ACL that refuses: intermittent at best',
    given: {
      instance: privateInstance,
      region: {
        ...endpoints({ NetworkInterfaceIds: ['eni-ssm', 'eni-extra'] }),
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
          { NetworkAclId: 'acl-2', VpcId: 'vpc-main', Associations: [{ SubnetId: 'subnet-extra' }], Entries: [] },
        ]),
      },
    },
    expected: { kind: 'endpoint', 'endpoint-acl': 'unknown', 'return-ports': 'unknown' },
  },
];
