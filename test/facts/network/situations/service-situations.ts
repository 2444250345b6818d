import { known } from '../../../../src/model/known.ts';
import type { Route, VpcEndpoint } from '../../../../src/model/aws.ts';
import {
  acl,
  defaultRoute,
  denied,
  endpoint,
  endpointInterface,
  endpoints,
  groups,
  https,
  httpsList,
  natGateway,
  privateInstance,
  routes,
  TO_NAT,
} from '../network.ts';
import { preferences } from '../../iam/role-fixtures.ts';
import { type Situations, UNKNOWN_ADDRESS } from './situation.ts';

const TO_S3: Route = { DestinationPrefixListId: 'pl-s3', GatewayId: 'vpce-s3', State: 'active' };
const S3_LIST = {
  PrefixListEntries: { 'pl-s3': known([{ Cidr: '52.218.0.0/17' }, { Cidr: '3.5.64.0/21' }]) },
};

/** A gateway endpoint for Amazon S3 in the table of the private subnet. */
const s3Gateway = (changes: Partial<VpcEndpoint> = {}) => ({
  ...routes({ main: [TO_S3] }),
  ...S3_LIST,
  VpcEndpoints: known([
    {
      VpcEndpointId: 'vpce-s3',
      VpcEndpointType: 'Gateway',
      VpcId: 'vpc-main',
      ServiceName: 'com.amazonaws.eu-west-1.s3',
      State: 'available',
      PolicyDocument: '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}',
      ...changes,
    },
  ]),
});

const WRITING_ALONE =
  '{"Statement":[{"Action":"s3:PutObject","Effect":"Allow","Principal":"*","Resource":"*"}]}';

const logsEndpoint = {
  ...endpoints(),
  VpcEndpoints: known([endpoint('logs')]),
  NetworkInterfaces: known([endpointInterface('logs')]),
};

/** https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html */
export const SERVICE_SITUATIONS: Situations = [
  {
    name: 'S3 by a gateway endpoint: a route for its prefix list is enough',
    fact: 'gateway-endpoint-is-a-route',
    given: { instance: privateInstance, region: s3Gateway() },
    service: 's3',
    expected: { kind: 'gateway-endpoint' },
  },
  {
    name: 'S3 by a gateway endpoint beside a NAT gateway: the longer prefix wins',
    fact: 'longest-prefix-wins',
    given: {
      instance: privateInstance,
      region: { ...s3Gateway(), ...natGateway({ State: 'failed' }), ...routes({ main: [TO_S3, TO_NAT] }) },
    },
    service: 's3',
    expected: { kind: 'gateway-endpoint' },
  },
  {
    name: 'S3 by a gateway endpoint with egress to its prefix list alone',
    fact: 'prefix-list-in-rule',
    given: {
      instance: privateInstance,
      region: { ...s3Gateway(), ...groups({ 'sg-app': { out: [httpsList('pl-s3')] } }) },
    },
    service: 's3',
    expected: { kind: 'gateway-endpoint' },
  },
  {
    name: 'S3 by a gateway endpoint with egress to private addresses alone: S3 keeps its public ones',
    fact: 'gateway-endpoint-is-a-route',
    given: {
      instance: privateInstance,
      region: { ...s3Gateway(), ...groups({ 'sg-app': { out: [https('10.0.0.0/8')] } }) },
    },
    service: 's3',
    expected: { kind: 'gateway-endpoint', 'security-group-egress': 'fail' },
  },
  {
    name: 'S3 by a gateway endpoint whose prefix list was not read, narrow egress',
    fact: 'unread-is-unknown',
    given: {
      instance: privateInstance,
      region: {
        ...s3Gateway(),
        PrefixListEntries: {},
        ...groups({ 'sg-app': { out: [https('52.218.0.0/17')] } }),
      },
    },
    service: 's3',
    expected: {
      kind: 'gateway-endpoint',
      'security-group-egress': 'unknown',
      'subnet-acl': 'unknown',
      'return-ports': 'unknown',
    },
  },
  {
    name: 'S3 by a gateway endpoint and an ACL that lets the VPC in alone: the answers come from public addresses',
    fact: 'acl-keeps-no-state',
    given: {
      instance: privateInstance,
      region: { ...s3Gateway(), ...acl('subnet-private', { in: [[100, 'allow', '10.0.0.0/16']] }) },
    },
    service: 's3',
    expected: { kind: 'gateway-endpoint', 'return-ports': 'fail' },
  },
  {
    name: 'S3 by a gateway endpoint whose policy names a bucket: whether it is the one of the logs is not judged here',
    fact: 'endpoint-policy-restricts',
    given: {
      instance: privateInstance,
      region: s3Gateway({
        PolicyDocument:
          '{"Statement":[{"Action":"s3:*","Effect":"Allow","Principal":"*","Resource":"arn:aws:s3:::logs/*"}]}',
      }),
    },
    service: 's3',
    expected: { kind: 'gateway-endpoint', gateway: 'unknown' },
  },
  {
    name: 'S3 by a gateway endpoint whose policy allows reading alone',
    fact: 'endpoint-policy-restricts',
    given: {
      instance: privateInstance,
      region: s3Gateway({
        PolicyDocument:
          '{"Statement":[{"Action":"s3:GetObject","Effect":"Allow","Principal":"*","Resource":"*"}]}',
      }),
    },
    service: 's3',
    expected: { kind: 'gateway-endpoint', gateway: 'fail' },
  },
  {
    name: 'S3 by a gateway endpoint whose policy allows writing alone, which is all that is needed',
    fact: 'endpoint-policy-restricts',
    given: { instance: privateInstance, region: s3Gateway({ PolicyDocument: WRITING_ALONE }) },
    service: 's3',
    expected: { kind: 'gateway-endpoint' },
  },
  {
    name: 'S3 by a gateway endpoint whose policy allows writing alone: the preferences demand a look at the encryption',
    fact: 'endpoint-policy-restricts',
    given: {
      instance: privateInstance,
      region: {
        ...s3Gateway({ PolicyDocument: WRITING_ALONE }),
        SessionDocument: preferences({ s3BucketName: 'logs', s3EncryptionEnabled: true }),
      },
    },
    service: 's3',
    expected: { kind: 'gateway-endpoint', gateway: 'fail' },
  },
  {
    name: 'S3 without endpoint, without NAT',
    fact: 'no-route-no-packet',
    given: { instance: privateInstance },
    service: 's3',
    expected: { kind: 'none', route: 'fail' },
  },
  {
    name: 'S3 by a gateway endpoint of DynamoDB: another service',
    fact: 'gateway-endpoint-is-a-route',
    given: {
      instance: privateInstance,
      region: s3Gateway({ ServiceName: 'com.amazonaws.eu-west-1.dynamodb' }),
    },
    service: 's3',
    expected: { kind: 'none', route: 'fail' },
  },
  {
    name: 'CloudWatch Logs by its interface endpoint',
    fact: 'private-dns-captures-the-vpc',
    given: { instance: privateInstance, region: logsEndpoint },
    service: 'logs',
    expected: { kind: 'endpoint' },
  },
  {
    name: 'CloudWatch Logs where the endpoints are for Systems Manager alone',
    fact: 'endpoint-is-for-one-service',
    given: { instance: privateInstance, region: endpoints() },
    service: 'logs',
    expected: { kind: 'none', route: 'fail' },
  },
  {
    name: 'CloudWatch Logs behind a transit gateway',
    fact: 'beyond-the-vpc-is-not-visible',
    given: {
      instance: privateInstance,
      region: { ...endpoints(), ...routes({ main: [defaultRoute({ TransitGatewayId: 'tgw-1' })] }) },
    },
    service: 'logs',
    expected: { kind: 'beyond-vpc', route: 'unknown', 'nat-acl': 'unknown', 'endpoint-acl': 'unknown' },
  },
  {
    name: 'KMS by NAT, Systems Manager by endpoints',
    fact: 'endpoint-is-for-one-service',
    given: {
      instance: privateInstance,
      region: { ...endpoints(), ...natGateway(), ...routes({ main: [TO_NAT] }) },
    },
    service: 'kms',
    expected: { kind: 'nat-gateway' },
  },
  {
    name: 'KMS while endpoints were not read',
    fact: 'unread-is-unknown',
    given: { instance: privateInstance, region: denied('VpcEndpoints') },
    service: 'kms',
    expected: UNKNOWN_ADDRESS,
  },
  {
    name: 'ec2messages where only Systems Manager has endpoints: it has no path, and no session needs one',
    fact: 'ec2messages-is-optional',
    given: { instance: privateInstance, region: endpoints() },
    service: 'ec2messages',
    expected: { kind: 'none', route: 'fail' },
  },
  {
    name: 'S3 by an interface endpoint for networks outside of the VPC, beside a NAT gateway',
    fact: 'inbound-endpoint-is-for-outside',
    given: {
      instance: privateInstance,
      region: {
        ...endpoints(),
        VpcEndpoints: known([
          endpoint('s3', {
            DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: true },
            Groups: [{ GroupId: 'sg-none' }],
          }),
        ]),
        ...natGateway(),
        ...routes({ main: [TO_NAT] }),
      },
    },
    service: 's3',
    expected: { kind: 'nat-gateway' },
  },
];
