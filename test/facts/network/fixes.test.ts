import { describe, expect, it } from 'vitest';
import { solvePath } from '../../../src/facts/network/solve-path.ts';
import { known } from '../../../src/model/known.ts';
import type { Service } from '../../../src/model/path.ts';
import { buildSubject, type SubjectChanges } from '../../support/subject.ts';
import {
  acl,
  defaultRoute,
  dns,
  endpoint,
  endpoints,
  groups,
  https,
  instanceIn,
  natGateway,
  natInstance,
  privateInstance,
  routes,
  subnets,
  TO_NAT,
  vpc,
} from './network.ts';

/** What the problems of a path come to: the key without account and region, and the commands. */
function fixesOf(given: SubjectChanges, service: Service = 'ssm'): [string, string | undefined][] {
  const { hops } = solvePath(buildSubject(given), service);
  const causes = hops.flatMap(({ problems }) => problems.map(({ cause }) => cause));
  return causes.map(({ key, fix }) => [key.replace(/^[^/]+\/[^/]+\//, ''), fix.cli]);
}

const SECOND_BLOCK = {
  ...vpc({ CidrBlockAssociationSet: [{ CidrBlock: '10.0.0.0/16' }, { CidrBlock: '100.64.0.0/16' }] }),
  ...subnets({ 'subnet-private': { CidrBlock: '100.64.2.0/24' } }),
};
const inSecondBlock = instanceIn('subnet-private', { PrivateIpAddress: '100.64.2.10' });

describe('the fix', () => {
  it('of an endpoint group admits the block of the VPC that the instance is in', () => {
    expect(fixesOf({ instance: inSecondBlock, region: { ...endpoints(), ...SECOND_BLOCK } })).toEqual([
      [
        'security-group/sg-endpoint:allow-https-in-100-64-0-0-16',
        'aws ec2 authorize-security-group-ingress --group-id sg-endpoint --protocol tcp --port 443 --cidr 100.64.0.0/16 --region eu-west-1',
      ],
    ]);
  });

  it('of egress opens the block of the VPC that the endpoint is in', () => {
    const region = {
      ...endpoints({}, { egress: [https('192.0.2.0/24')] }),
      ...vpc({ CidrBlock: '10.0.0.0/17' }),
    };
    expect(fixesOf({ instance: privateInstance, region })[0]?.[1]).toContain('--cidr 10.0.0.0/17');
  });

  it('of missing endpoints admits every block of the VPC', () => {
    const [[, cli = ''] = []] = fixesOf({ instance: inSecondBlock, region: SECOND_BLOCK });
    expect(cli).toContain(
      "--ip-permissions 'IpProtocol=tcp,FromPort=443,ToPort=443,IpRanges=[{CidrIp=10.0.0.0/16},{CidrIp=100.64.0.0/16}]'",
    );
  });

  /** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html, PrivateDnsEnabled */
  it('of missing endpoints first turns on the DNS attributes that private DNS needs', () => {
    const region = dns(known(true), known(false));
    const [[, cli = ''] = []] = fixesOf({ instance: privateInstance, region });
    expect(cli.split('\n')[0]).toBe(
      'aws ec2 modify-vpc-attribute --vpc-id vpc-main --enable-dns-hostnames --region eu-west-1',
    );
  });

  it.each<[Service, string, string]>([
    ['ssm', 'vpc/vpc-main:create-endpoint-ssm+ssmmessages', 'ssm-endpoints'],
    ['kms', 'vpc/vpc-main:create-endpoint-kms', 'kms-endpoints'],
    ['logs', 'vpc/vpc-main:create-endpoint-logs', 'logs-endpoints'],
  ])('of missing endpoints for %s makes a group of another name', (service, key, name) => {
    const [[given, cli = ''] = []] = fixesOf({ instance: privateInstance }, service);
    expect(given).toBe(key);
    expect(cli).toContain(`--group-name ${name} `);
  });

  /** https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html */
  it('of a missing endpoint for S3 is a gateway endpoint in the table of the subnet', () => {
    expect(fixesOf({ instance: privateInstance }, 's3')).toEqual([
      [
        'vpc/vpc-main:create-gateway-endpoint-s3-rtb-main',
        'aws ec2 create-vpc-endpoint --vpc-id vpc-main --vpc-endpoint-type Gateway --service-name com.amazonaws.eu-west-1.s3 --route-table-ids rtb-main --region eu-west-1',
      ],
    ]);
  });

  it('of a dead gateway endpoint is a gateway endpoint again', () => {
    const dead = endpoint('s3', {
      VpcEndpointType: 'Gateway',
      State: 'failed',
      RouteTableIds: ['rtb-main', 'rtb-2'],
    });
    const region = {
      VpcEndpoints: known([dead]),
      ...routes({ main: [{ DestinationPrefixListId: 'pl-s3', GatewayId: 'vpce-s3', State: 'active' }] }),
      PrefixListEntries: { 'pl-s3': known([{ Cidr: '52.218.0.0/17' }]) },
    };
    const [[key, cli = ''] = []] = fixesOf({ instance: privateInstance, region }, 's3');
    expect(key).toBe('vpc-endpoint/vpce-s3:replace');
    expect(cli.split('\n')[1]).toBe(
      'aws ec2 create-vpc-endpoint --vpc-id vpc-main --vpc-endpoint-type Gateway --service-name com.amazonaws.eu-west-1.s3 --route-table-ids rtb-main rtb-2 --region eu-west-1',
    );
  });

  it.each([
    ['zonal', {}, 'create-nat-gateway --subnet-id subnet-public --allocation-id "$(aws ec2 allocate-address'],
    [
      'private',
      { ConnectivityType: 'private' },
      'create-nat-gateway --subnet-id subnet-public --connectivity-type private',
    ],
    [
      'regional',
      { AvailabilityMode: 'regional', SubnetId: undefined as never },
      'create-nat-gateway --availability-mode regional --vpc-id vpc-main',
    ],
  ])('of a failed NAT gateway is one of its kind: %s', (_name, changes, command) => {
    const region = { ...natGateway({ State: 'failed', ...changes }), ...routes({ private: [TO_NAT] }) };
    const [[key, cli] = []] = fixesOf({ instance: privateInstance, region });
    expect(key).toBe('nat-gateway/nat-1:replace');
    expect(cli).toContain(command);
  });

  it('of a NAT instance says whose subnet it admits', () => {
    const region = {
      ...natInstance(),
      ...groups({ 'sg-app': { out: [https('0.0.0.0/0')] }, 'sg-natbox': { in: [https('10.9.0.0/16')] } }),
      ...routes({ private: [defaultRoute({ NetworkInterfaceId: 'eni-natbox' })] }),
    };
    expect(fixesOf({ instance: privateInstance, region }).map(([key]) => key)).toContain(
      'security-group/sg-natbox:allow-https-in-from-subnet-private',
    );
  });

  it('of an ACL for IPv6 is for IPv6', () => {
    const region = {
      ...natGateway(),
      ...routes({
        private: [{ DestinationIpv6CidrBlock: '64:ff9b::/96', NatGatewayId: 'nat-1', State: 'active' }],
      }),
      ...subnets({
        'subnet-private': {
          EnableDns64: true,
          Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2001:db8:0:2::/64' }],
        },
      }),
      ...groups({ 'sg-app': { out: [https('::/0')] } }),
      ...acl('subnet-private', { out: [[100, 'allow', '0.0.0.0/0']], in: [[100, 'allow', '0.0.0.0/0']] }),
    };
    const instance = instanceIn('subnet-private', { Ipv6Addresses: [{ Ipv6Address: '2001:db8:0:2::10' }] });
    const clis = fixesOf({ instance, region }).map(([, cli]) => cli ?? '');
    expect(clis.filter((cli) => cli.includes('network-acl-entry') && cli.includes('0.0.0.0/0'))).toEqual([]);
  });
});

it('a refusal of an endpoint that the name may not lead to is one of the whole service', () => {
  const PolicyDocument = JSON.stringify({
    Statement: [
      { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
      { Effect: 'Deny', Principal: '*', Action: 'ssmmessages:CreateDataChannel', Resource: '*' },
    ],
  });
  const stagesOf = (PrivateDnsEnabled: boolean) => {
    const region = endpoints({ PolicyDocument, PrivateDnsEnabled });
    const { hops } = solvePath(buildSubject({ instance: privateInstance, region }), 'ssmmessages');
    return hops.flatMap(({ problems }) => problems.map(({ stages }) => stages));
  };
  expect(stagesOf(true)).toEqual([['session']]);
  expect(stagesOf(false)).toEqual([['ssmmessages', 'session']]);
});
