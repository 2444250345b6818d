import { HOST_MANAGEMENT_SETTING } from '../../src/sources/calls.ts';
import { healthyIam } from '../support/subject.ts';

type Answers = Readonly<Record<string, object>>;

const ROLE = 'AWSSystemsManagerDefaultEC2InstanceManagementRole';
const CORE = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';

/** Off, as for an account that never touched it. */
const publicAccess: Answers = {
  'ec2.DescribeVpcBlockPublicAccessOptions': {
    VpcBlockPublicAccessOptions: { InternetGatewayBlockMode: 'off', State: 'default-state' },
  },
  'ec2.DescribeVpcBlockPublicAccessExclusions': { VpcBlockPublicAccessExclusions: [] },
};

function dhcpOptions(DhcpOptionsId: string): Answers {
  const Values = [{ Value: 'AmazonProvidedDNS' }];
  return {
    'ec2.DescribeDhcpOptions': {
      DhcpOptions: [{ DhcpOptionsId, DhcpConfigurations: [{ Key: 'domain-name-servers', Values }] }],
    },
  };
}

/** One file for each attribute answers for every VPC, so it names none. */
const dnsAttributes: Answers = {
  'ec2.DescribeVpcAttribute@Attribute=enableDnsSupport': { EnableDnsSupport: { Value: true } },
  'ec2.DescribeVpcAttribute@Attribute=enableDnsHostnames': { EnableDnsHostnames: { Value: true } },
};

/** Instances of one published image, all healthy as far as EC2 sees. */
function machines(ImageId: string, instanceIds: readonly string[]): Answers {
  const image = {
    ImageId,
    Name: 'amzn2-ami-hvm-2.0.20200207.1-x86_64-gp2',
    OwnerId: '137112412989',
    ImageOwnerAlias: 'amazon',
    CreationDate: '2020-02-08T00:00:00.000Z',
    State: 'available',
  };
  return {
    'ec2.DescribeImages': { Images: [image] },
    'ec2.DescribeInstanceImageMetadata': {
      InstanceImageMetadata: instanceIds.map((InstanceId) => ({ InstanceId, ImageMetadata: image })),
    },
    'ec2.DescribeInstanceStatus': {
      InstanceStatuses: instanceIds.map((InstanceId) => ({
        InstanceId,
        InstanceStatus: { Status: 'ok' },
        SystemStatus: { Status: 'ok' },
        AttachedEbsStatus: { Status: 'ok' },
      })),
    },
  };
}

function registrations(online: readonly string[]): Answers {
  return {
    'ssm.DescribeInstanceInformation': {
      InstanceInformationList: online.map((InstanceId) => ({
        InstanceId,
        PingStatus: 'Online',
        LastPingDateTime: '2026-11-20T11:58:00+00:00',
        AgentVersion: '3.3.4624.0',
        PlatformType: 'Linux',
        PlatformName: 'Amazon Linux',
        PlatformVersion: '2',
        ResourceType: 'EC2Instance',
      })),
    },
    ...Object.fromEntries(
      online.map((Target) => [`ssm.GetConnectionStatus@Target=${Target}`, { Target, Status: 'connected' }]),
    ),
  };
}

/** Default Host Management with the role that Systems Manager makes for it; no instance profile anywhere. */
function hostManagement(SettingValue: string): Answers {
  return {
    'ssm.GetServiceSetting': {
      ServiceSetting: { SettingId: HOST_MANAGEMENT_SETTING, SettingValue, Status: 'Customized' },
    },
    'iam.ListInstanceProfiles': { InstanceProfiles: [] },
    'iam.GetAccountAuthorizationDetails': {
      UserDetailList: [],
      GroupDetailList: [],
      RoleDetailList: [
        {
          RoleName: ROLE,
          Arn: `arn:aws:iam::554773406868:role/service-role/${ROLE}`,
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Principal: { Service: 'ssm.amazonaws.com' }, Action: 'sts:AssumeRole' },
            ],
          },
          InstanceProfileList: [],
          RolePolicyList: [],
          AttachedManagedPolicies: [{ PolicyName: 'AmazonSSMManagedInstanceCore', PolicyArn: CORE }],
        },
      ],
      Policies: healthyIam.Policies.known ? healthyIam.Policies.value : [],
    },
  };
}

const noPreferences: Answers = { 'ssm.GetDocument': { error: { code: 'InvalidDocument' } } };
const preferences: Answers = {
  'ssm.GetDocument': {
    Name: 'SSM-SessionManagerRunShell',
    DocumentFormat: 'JSON',
    Content: JSON.stringify({
      schemaVersion: '1.0',
      sessionType: 'Standard_Stream',
      inputs: { cloudWatchLogGroupName: '/sessions' },
    }),
  },
};

/** The answers to what each recording did not ask, by file name without `.json`. */
export const ADDITIONS = {
  'batfish-nat-gateway': {
    ...publicAccess,
    ...dhcpOptions('dopt-071fbce13fd224af4'),
    ...dnsAttributes,
    'ec2.DescribeVpcEndpoints': { VpcEndpoints: [] },
    ...machines('ami-02ccb28830b645a41', [
      'i-0b31b509174d7f5de',
      'i-0a128d26e59be60f3',
      'i-0a73a1a6021c03ddb',
    ]),
    ...registrations(['i-0b31b509174d7f5de', 'i-0a128d26e59be60f3']),
    ...hostManagement(`service-role/${ROLE}`),
    ...noPreferences,
  },
  'batfish-vpce-interface-as-ssm': {
    ...publicAccess,
    ...dhcpOptions('dopt-ac879bd7'),
    ...machines('ami-0fc61db8544a617ed', ['i-0eb6eb395a0d09117', 'i-0a0fbd0cfa774970f']),
    ...registrations([]),
    ...hostManagement('$None'),
    ...preferences,
  },
  'pybatfish-hybrid-us-east-2': {
    ...publicAccess,
    ...dhcpOptions('dopt-071fbce13fd224af4'),
    ...dnsAttributes,
    ...machines('ami-0d5d9d301c853a04a', ['i-01602d9efaed4409a', 'i-04cd3db5124a05ee6']),
    ...registrations(['i-01602d9efaed4409a']),
    ...hostManagement(`service-role/${ROLE}`),
    ...noPreferences,
  },
} as const satisfies Readonly<Record<string, Answers>>;
