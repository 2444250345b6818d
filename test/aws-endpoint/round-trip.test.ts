import {
  DescribeDhcpOptionsCommand,
  DescribeImagesCommand,
  DescribeInstanceImageMetadataCommand,
  DescribeInstancesCommand,
  DescribeInstanceStatusCommand,
  DescribeInternetGatewaysCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRegionsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcBlockPublicAccessExclusionsCommand,
  DescribeVpcBlockPublicAccessOptionsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  GetImageAncestryCommand,
  GetManagedPrefixListEntriesCommand,
} from '@aws-sdk/client-ec2';
import {
  GetAccountAuthorizationDetailsCommand,
  GetInstanceProfileCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import {
  DescribeInstanceInformationCommand,
  GetConnectionStatusCommand,
  GetDocumentCommand,
  GetServiceSettingCommand,
} from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { known } from '../../src/model/known.ts';
import {
  ACCOUNT,
  buildInventory,
  healthyIam,
  healthyInstance,
  healthyRegion,
  REGION,
} from '../support/subject.ts';
import { createClients, plain } from './clients.ts';
import { type AwsEndpoint, startAwsEndpoint } from './server.ts';

const ID = healthyInstance.InstanceId;
const CORE = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';
const INLINE = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: "ssm:*!'()", Resource: '*', Sid: 'a & b < c > d ü' }],
};

const LINE = [
  { ImageId: 'ami-own', SourceImageId: 'ami-root', SourceImageRegion: REGION },
  { ImageId: 'ami-root', ImageOwnerAlias: 'amazon', CreationDate: '2026-11-01T00:00:00.000Z' },
];

const natGateway = {
  NatGatewayId: 'nat-1',
  State: 'available',
  ConnectivityType: 'public',
  SubnetId: 'subnet-public',
  VpcId: 'vpc-main',
  NatGatewayAddresses: [{ PrivateIp: '10.0.1.20', PublicIp: '198.51.100.20', NetworkInterfaceId: 'eni-nat' }],
};
const vpcEndpoint = {
  VpcEndpointId: 'vpce-1',
  VpcEndpointType: 'Interface',
  VpcId: 'vpc-main',
  OwnerId: ACCOUNT,
  ServiceName: 'com.amazonaws.eu-west-1.ssm',
  State: 'available',
  PolicyDocument: '{"Statement": [{"Action": "*", "Effect": "Allow", "Principal": "*", "Resource": "*"}]}',
  PrivateDnsEnabled: true,
  SubnetIds: ['subnet-private', 'subnet-public'],
  Groups: [{ GroupId: 'sg-app', GroupName: 'app' }],
  NetworkInterfaceIds: ['eni-endpoint'],
  IpAddressType: 'ipv4',
  DnsOptions: { DnsRecordIpType: 'ipv4' },
};
const endpointInterface = {
  NetworkInterfaceId: 'eni-endpoint',
  InterfaceType: 'vpc_endpoint',
  SubnetId: 'subnet-private',
  VpcId: 'vpc-main',
  PrivateIpAddress: '10.0.2.30',
  PrivateIpAddresses: [{ PrivateIpAddress: '10.0.2.30' }],
  Groups: [{ GroupId: 'sg-app', GroupName: 'app' }],
  SourceDestCheck: true,
  Status: 'in-use',
};
const natInterface = { NetworkInterfaceId: 'eni-nat', InterfaceType: 'nat_gateway', VpcId: 'vpc-main' };
const exclusion = {
  ExclusionId: 'vpcbpa-exclude-1',
  InternetGatewayExclusionMode: 'allow-egress',
  ResourceArn: `arn:aws:ec2:${REGION}:${ACCOUNT}:vpc/vpc-main`,
  State: 'create-complete',
};
const document = {
  Name: 'SSM-SessionManagerRunShell',
  Content: '{"schemaVersion":"1.0","inputs":{"kmsKeyId":""}}',
  DocumentFormat: 'JSON',
};
const role = healthyIam.RoleDetailList.known ? healthyIam.RoleDetailList.value[0] : undefined;
const roleWithInline = { ...role, RolePolicyList: [{ PolicyName: 'extra', PolicyDocument: INLINE }] };

const inventory = buildInventory({
  region: {
    NatGateways: known([natGateway]),
    VpcEndpoints: known([vpcEndpoint]),
    NetworkInterfaces: known([endpointInterface, natInterface]),
    VpcBlockPublicAccessExclusions: known([exclusion]),
    ImageAncestryEntries: { 'ami-own': known(LINE) },
    PrefixListEntries: { 'pl-1': known([{ Cidr: '3.0.0.0/8' }, { Cidr: '10.0.0.0/8' }]) },
    SessionDocument: known(document),
  },
  iam: { RoleDetailList: known([roleWithInline]) },
});
const [account] = inventory.accounts;
const region = account?.regions[0] ?? healthyRegion;

/** What a list answers: whole, since these tests lose no part of the inventory. */
function listed(field: keyof typeof region): object {
  const list = region[field];
  return typeof list === 'object' && 'known' in list && list.known === true
    ? { [field]: list.value }
    : { [field]: 'not a known list' };
}

let endpoint: AwsEndpoint;
let clients: ReturnType<typeof createClients>;

beforeAll(async () => {
  endpoint = await startAwsEndpoint({ inventory });
  clients = createClients(endpoint.url, REGION);
});

afterAll(() => endpoint.close());

describe('EC2 lists come back from the real client as the inventory holds them', () => {
  it.each([
    ['Reservations', new DescribeInstancesCommand({})],
    ['InstanceStatuses', new DescribeInstanceStatusCommand({})],
    ['InstanceImageMetadata', new DescribeInstanceImageMetadataCommand({})],
    ['SecurityGroups', new DescribeSecurityGroupsCommand({})],
    ['Subnets', new DescribeSubnetsCommand({})],
    ['Vpcs', new DescribeVpcsCommand({})],
    ['RouteTables', new DescribeRouteTablesCommand({})],
    ['NetworkAcls', new DescribeNetworkAclsCommand({})],
    ['InternetGateways', new DescribeInternetGatewaysCommand({})],
    ['NatGateways', new DescribeNatGatewaysCommand({})],
    ['VpcEndpoints', new DescribeVpcEndpointsCommand({})],
    ['NetworkInterfaces', new DescribeNetworkInterfacesCommand({})],
    ['DhcpOptions', new DescribeDhcpOptionsCommand({})],
    ['VpcBlockPublicAccessExclusions', new DescribeVpcBlockPublicAccessExclusionsCommand({})],
    ['VpcBlockPublicAccessOptions', new DescribeVpcBlockPublicAccessOptionsCommand({})],
  ] as const)('%s', async (field, command) => {
    // The commands have no common type; each is sent to the client that it belongs to.
    const output = await clients.ec2.send(command as DescribeInstancesCommand);
    expect(plain(output)).toEqual(listed(field));
  });

  it('Images, by id and by filter', async () => {
    const byId = await clients.ec2.send(new DescribeImagesCommand({ ImageIds: ['ami-0aaaaaaaaaaaaaaaa'] }));
    expect(plain(byId)).toEqual(listed('Images'));
    const found = await clients.ec2.send(
      new DescribeImagesCommand({
        Filters: [{ Name: 'image-id', Values: ['ami-0aaaaaaaaaaaaaaaa', 'ami-2'] }],
      }),
    );
    expect(plain(found)).toEqual(listed('Images'));
  });

  it('VPC attributes', async () => {
    const output = await clients.ec2.send(
      new DescribeVpcAttributeCommand({ VpcId: 'vpc-main', Attribute: 'enableDnsHostnames' }),
    );
    expect(plain(output)).toEqual({ VpcId: 'vpc-main', EnableDnsHostnames: { Value: true } });
  });

  it('prefix list entries', async () => {
    const output = await clients.ec2.send(new GetManagedPrefixListEntriesCommand({ PrefixListId: 'pl-1' }));
    expect(plain(output)).toEqual({ Entries: [{ Cidr: '3.0.0.0/8' }, { Cidr: '10.0.0.0/8' }] });
  });

  it.each([
    ['ami-own', LINE],
    ['ami-0aaaaaaaaaaaaaaaa', [{ ImageId: 'ami-0aaaaaaaaaaaaaaaa', ImageOwnerAlias: 'amazon' }]],
  ])('the line of %s', async (ImageId, ImageAncestryEntries) => {
    const output = await clients.ec2.send(new GetImageAncestryCommand({ ImageId }));
    expect(plain(output)).toEqual({ ImageAncestryEntries });
  });

  it('regions', async () => {
    const { Regions } = await clients.ec2.send(new DescribeRegionsCommand({}));
    expect(Regions?.map(({ RegionName }) => RegionName)).toEqual([REGION]);
  });
});

describe('filters and ids', () => {
  it('keeps what a filter names', async () => {
    const { NetworkInterfaces } = await clients.ec2.send(
      new DescribeNetworkInterfacesCommand({
        Filters: [
          { Name: 'interface-type', Values: ['vpc_endpoint'] },
          { Name: 'vpc-id', Values: ['vpc-main'] },
        ],
      }),
    );
    expect(NetworkInterfaces?.map((one) => one.NetworkInterfaceId)).toEqual(['eni-endpoint']);
  });

  it.each([
    ['running', [ID]],
    ['stopped', []],
  ])('instances in state %s', async (state, ids) => {
    const { Reservations = [] } = await clients.ec2.send(
      new DescribeInstancesCommand({ Filters: [{ Name: 'instance-state-name', Values: [state] }] }),
    );
    expect(Reservations.flatMap(({ Instances = [] }) => Instances.map((one) => one.InstanceId))).toEqual(ids);
  });

  it('filters instances by tag', async () => {
    const { Reservations } = await clients.ec2.send(
      new DescribeInstancesCommand({ Filters: [{ Name: 'tag:Name', Values: ['web-1'] }] }),
    );
    expect(Reservations).toHaveLength(1);
  });

  it.each([
    [
      'a filter that is not honoured',
      new DescribeSubnetsCommand({ Filters: [{ Name: 'cidr', Values: ['10.0.0.0/8'] }] }),
      'InvalidParameterValue',
    ],
    [
      'an id that does not exist',
      new DescribeInstancesCommand({ InstanceIds: ['i-1'] }),
      'InvalidInstanceID.NotFound',
    ],
    [
      'ids with a page size',
      new DescribeInstancesCommand({ InstanceIds: [ID], MaxResults: 5 }),
      'InvalidParameterCombination',
    ],
    ['every image of AWS', new DescribeImagesCommand({}), 'InvalidParameterValue'],
    [
      'an unknown VPC',
      new DescribeVpcAttributeCommand({ VpcId: 'vpc-1', Attribute: 'enableDnsSupport' }),
      'InvalidVpcID.NotFound',
    ],
    [
      'an unknown prefix list',
      new GetManagedPrefixListEntriesCommand({ PrefixListId: 'pl-2' }),
      'InvalidPrefixListID.NotFound',
    ],
    [
      'the line of an unknown image',
      new GetImageAncestryCommand({ ImageId: 'ami-2' }),
      'InvalidAMIID.NotFound',
    ],
  ])('refuses %s', async (_, command, code) => {
    await expect(clients.ec2.send(command as DescribeInstancesCommand)).rejects.toMatchObject({ name: code });
  });
});

describe('IAM', () => {
  it('ListInstanceProfiles', async () => {
    const output = await clients.iam.send(new ListInstanceProfilesCommand({}));
    expect(plain(output)).toEqual({
      InstanceProfiles: [
        {
          InstanceProfileName: 'app',
          InstanceProfileId: 'AIPAAPP',
          Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/app`,
          Roles: [{ RoleName: 'app', RoleId: 'AROAAPP', Arn: `arn:aws:iam::${ACCOUNT}:role/app` }],
        },
      ],
      IsTruncated: false,
    });
  });

  it('GetAccountAuthorizationDetails carries documents as percent-encoded JSON', async () => {
    const output = await clients.iam.send(new GetAccountAuthorizationDetailsCommand({}));
    const [detail] = output.RoleDetailList ?? [];
    const encoded = detail?.RolePolicyList?.[0]?.PolicyDocument ?? '';
    expect(encoded).not.toMatch(/[!'()*{}" ]/);
    expect(JSON.parse(decodeURIComponent(encoded))).toEqual(INLINE);
    expect(JSON.parse(decodeURIComponent(detail?.AssumeRolePolicyDocument ?? ''))).toEqual(
      role?.AssumeRolePolicyDocument,
    );
    expect(detail?.AttachedManagedPolicies).toEqual(role?.AttachedManagedPolicies);
    expect(output.Policies?.map(({ Arn }) => Arn)).toEqual([CORE]);
  });

  it.each([
    [['Role'], 1, 0],
    [['AWSManagedPolicy'], 0, 1],
    [['LocalManagedPolicy'], 0, 0],
    [['Role', 'LocalManagedPolicy', 'AWSManagedPolicy'], 1, 1],
  ] as const)('Filter %j gives %i roles and %i policies', async (Filter, roles, policies) => {
    const output = await clients.iam.send(new GetAccountAuthorizationDetailsCommand({ Filter: [...Filter] }));
    expect(output.RoleDetailList).toHaveLength(roles);
    expect(output.Policies).toHaveLength(policies);
  });

  it('answers for one role and one policy', async () => {
    const profile = await clients.iam.send(new GetInstanceProfileCommand({ InstanceProfileName: 'app' }));
    expect(profile.InstanceProfile?.Roles?.[0]?.RoleName).toBe('app');
    const { Role } = await clients.iam.send(new GetRoleCommand({ RoleName: 'app' }));
    expect(Role?.Arn).toBe(`arn:aws:iam::${ACCOUNT}:role/app`);
    const attached = await clients.iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'app' }));
    expect(attached.AttachedPolicies).toEqual(role?.AttachedManagedPolicies);
    const inline = await clients.iam.send(new ListRolePoliciesCommand({ RoleName: 'app' }));
    expect(inline.PolicyNames).toEqual(['extra']);
    const policy = await clients.iam.send(new GetRolePolicyCommand({ RoleName: 'app', PolicyName: 'extra' }));
    expect(JSON.parse(decodeURIComponent(policy.PolicyDocument ?? ''))).toEqual(INLINE);
    const { Policy } = await clients.iam.send(new GetPolicyCommand({ PolicyArn: CORE }));
    expect(Policy?.DefaultVersionId).toBe('v2');
    const version = await clients.iam.send(new GetPolicyVersionCommand({ PolicyArn: CORE, VersionId: 'v2' }));
    expect(decodeURIComponent(version.PolicyVersion?.Document ?? '')).toContain(
      'ssmmessages:OpenDataChannel',
    );
  });

  it('says NoSuchEntity for a role that is not there', async () => {
    await expect(clients.iam.send(new GetRoleCommand({ RoleName: 'none' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
  });
});

describe('SSM', () => {
  it('DescribeInstanceInformation, times included', async () => {
    const output = await clients.ssm.send(new DescribeInstanceInformationCommand({}));
    expect(plain(output)).toEqual(listed('InstanceInformationList'));
  });

  it('DescribeInstanceInformation by id', async () => {
    const ask = (Values: string[]) =>
      clients.ssm.send(new DescribeInstanceInformationCommand({ Filters: [{ Key: 'InstanceIds', Values }] }));
    expect((await ask(['i-0bbbbbbbbbbbbbbbb', ID])).InstanceInformationList).toHaveLength(1);
    expect((await ask(['i-0bbbbbbbbbbbbbbbb'])).InstanceInformationList).toEqual([]);
  });

  it('GetServiceSetting, by path and by ARN', async () => {
    const path = '/ssm/managed-instance/default-ec2-instance-management-role';
    for (const SettingId of [path, `arn:aws:ssm:${REGION}:${ACCOUNT}:servicesetting${path}`]) {
      const output = await clients.ssm.send(new GetServiceSettingCommand({ SettingId }));
      expect(plain(output)).toEqual(listed('ServiceSetting'));
    }
  });

  it('GetDocument', async () => {
    const output = await clients.ssm.send(new GetDocumentCommand({ Name: 'SSM-SessionManagerRunShell' }));
    expect(plain(output)).toEqual(document);
    await expect(clients.ssm.send(new GetDocumentCommand({ Name: 'other' }))).rejects.toMatchObject({
      name: 'InvalidDocument',
    });
  });

  it.each([
    [ID, 'connected'],
    ['i-0bbbbbbbbbbbbbbbb', 'notconnected'],
  ])('GetConnectionStatus of %s: %s', async (Target, Status) => {
    const output = await clients.ssm.send(new GetConnectionStatusCommand({ Target }));
    expect(plain(output)).toEqual({ Target, Status });
  });
});

describe('STS', () => {
  it('GetCallerIdentity', async () => {
    const output = await clients.sts.send(new GetCallerIdentityCommand({}));
    expect(output).toMatchObject({ Account: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:user/scanner` });
  });

  it('AssumeRole gives keys that lead to that account', async () => {
    const { Credentials } = await clients.sts.send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${ACCOUNT}:role/audit`, RoleSessionName: 'test' }),
    );
    expect(Credentials?.Expiration?.getTime()).toBeGreaterThan(Date.now());
    const assumed = new STSClient({
      endpoint: endpoint.url,
      region: REGION,
      maxAttempts: 1,
      credentials: { accessKeyId: Credentials?.AccessKeyId ?? '', secretAccessKey: 'not-a-secret' },
    });
    const output = await assumed.send(new GetCallerIdentityCommand({}));
    expect(output.Arn).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/scanner/session`);
  });

  it('AssumeRole into an account that is not served is denied', async () => {
    const command = new AssumeRoleCommand({
      RoleArn: 'arn:aws:iam::444455556666:role/audit',
      RoleSessionName: 'test',
    });
    await expect(clients.sts.send(command)).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
