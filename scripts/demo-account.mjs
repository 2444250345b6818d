/**
 * The bundled demo account: made up, with one instance for each way to be ready, at risk, blocked, unknown, dormant
 * or excluded. `npm run generate` writes it to src/data/demo-snapshot.json, which `scan --demo` reads.
 */
const ACCOUNT = '111122223333';
const TAKEN_AT = '2026-11-20T02:00:00.000Z';
const LONG_AGO = '2026-09-01T01:00:00.000Z';
const CORE = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';

const channels = ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map(
  (name) => `ssmmessages:${name}`,
);
const statement = (Action, rest = {}) => ({ Effect: 'Allow', Action, Resource: '*', ...rest });
const documentOf = (...Statement) => ({ Version: '2012-10-17', Statement });
const trust = (Service) => documentOf({ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' });

const roles = [
  {
    name: 'app',
    attached: [CORE],
    inline: documentOf(
      statement([
        'logs:CreateLogStream',
        'logs:DescribeLogGroups',
        'logs:DescribeLogStreams',
        'logs:PutLogEvents',
      ]),
    ),
  },
  { name: 'etl', inline: documentOf(statement(['ssm:UpdateInstanceInformation', channels[0], channels[2]])) },
  {
    name: 'search',
    inline: documentOf(
      statement(['ssm:UpdateInstanceInformation', ...channels], {
        Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-0a10000000000000a' } },
      }),
    ),
  },
  { name: 'lambda-leftover', attached: [CORE], service: 'lambda.amazonaws.com' },
  {
    name: 'AWSSystemsManagerDefaultEC2InstanceManagementRole',
    path: 'service-role/',
    attached: ['arn:aws:iam::aws:policy/AmazonSSMManagedEC2InstanceDefaultPolicy'],
    service: 'ssm.amazonaws.com',
    profile: false,
  },
];

const iam = {
  InstanceProfiles: roles
    .filter(({ profile }) => profile !== false)
    .map(({ name }) => ({
      InstanceProfileName: name,
      InstanceProfileId: `AIPA${name.toUpperCase().replaceAll(/[^A-Z]/g, '')}`,
      Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/${name}`,
      Roles: [{ RoleName: name, Arn: `arn:aws:iam::${ACCOUNT}:role/${name}` }],
    })),
  RoleDetailList: roles.map(({ name, path = '', attached = [], inline, service = 'ec2.amazonaws.com' }) => ({
    RoleName: name,
    RoleId: `AROA${name
      .toUpperCase()
      .replaceAll(/[^A-Z]/g, '')
      .slice(0, 12)}`,
    Arn: `arn:aws:iam::${ACCOUNT}:role/${path}${name}`,
    AssumeRolePolicyDocument: trust(service),
    RolePolicyList: inline === undefined ? [] : [{ PolicyName: 'session', PolicyDocument: inline }],
    AttachedManagedPolicies: attached.map((PolicyArn) => ({
      PolicyName: PolicyArn.split('/').at(-1),
      PolicyArn,
    })),
  })),
  Policies: [CORE, 'arn:aws:iam::aws:policy/AmazonSSMManagedEC2InstanceDefaultPolicy'].map((Arn) => ({
    PolicyName: Arn.split('/').at(-1),
    Arn,
    DefaultVersionId: 'v2',
    PolicyVersionList: [
      {
        VersionId: 'v2',
        IsDefaultVersion: true,
        Document: documentOf(
          statement(['ssm:UpdateInstanceInformation', 'ssm:GetDocument', 'ssm:PutInventory']),
          statement(channels),
        ),
      },
    ],
  })),
};

const anywhere = {
  IpProtocol: '-1',
  IpRanges: [{ CidrIp: '0.0.0.0/0' }],
  Ipv6Ranges: [],
  PrefixListIds: [],
  UserIdGroupPairs: [],
};
const tcp = (port, ...cidrs) => ({
  ...anywhere,
  IpProtocol: 'tcp',
  FromPort: port,
  ToPort: port,
  IpRanges: cidrs.map((CidrIp) => ({ CidrIp })),
});
const from = (port, GroupId) => ({ ...tcp(port), UserIdGroupPairs: [{ GroupId, UserId: ACCOUNT }] });
const group = (GroupId, GroupName, VpcId, egress, ingress = []) => ({
  GroupId,
  GroupName,
  VpcId,
  OwnerId: ACCOUNT,
  IpPermissions: ingress,
  IpPermissionsEgress: egress,
});

const blockOff = { BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' } };
const vpc = (VpcId, CidrBlock) => ({
  VpcId,
  OwnerId: ACCOUNT,
  CidrBlock,
  CidrBlockAssociationSet: [{ CidrBlock, CidrBlockState: { State: 'associated' } }],
  DhcpOptionsId: 'dopt-0d10000000000000a',
  IsDefault: false,
  ...blockOff,
});
const subnet = (SubnetId, VpcId, CidrBlock, AvailabilityZone, isPublic = false) => ({
  SubnetId,
  VpcId,
  OwnerId: ACCOUNT,
  CidrBlock,
  AvailabilityZone,
  MapPublicIpOnLaunch: isPublic,
  AssignIpv6AddressOnCreation: false,
  Ipv6Native: false,
  EnableDns64: false,
  ...blockOff,
});
const routeTable = (RouteTableId, VpcId, cidr, routes, subnets, isMain = false) => ({
  RouteTableId,
  VpcId,
  OwnerId: ACCOUNT,
  Routes: [
    { DestinationCidrBlock: cidr, GatewayId: 'local', State: 'active', Origin: 'CreateRouteTable' },
    ...routes.map((route) => ({ State: 'active', Origin: 'CreateRoute', ...route })),
  ],
  Associations: [
    ...(isMain ? [{ Main: true, AssociationState: { State: 'associated' } }] : []),
    ...subnets.map((SubnetId) => ({ Main: false, SubnetId, AssociationState: { State: 'associated' } })),
  ],
});
const openAcl = (NetworkAclId, VpcId, subnets) => ({
  NetworkAclId,
  VpcId,
  OwnerId: ACCOUNT,
  IsDefault: true,
  Associations: subnets.map((SubnetId) => ({ SubnetId })),
  Entries: [true, false].flatMap((Egress) => [
    { RuleNumber: 100, Protocol: '-1', RuleAction: 'allow', Egress, CidrBlock: '0.0.0.0/0' },
    { RuleNumber: 32767, Protocol: '-1', RuleAction: 'deny', Egress, CidrBlock: '0.0.0.0/0' },
  ]),
});
const endpoint = (region, VpcEndpointId, service, VpcId, SubnetId, groupId, eni) => ({
  VpcEndpointId,
  VpcEndpointType: 'Interface',
  VpcId,
  OwnerId: ACCOUNT,
  ServiceName: `com.amazonaws.${region}.${service}`,
  State: 'available',
  PolicyDocument: JSON.stringify({
    Statement: [{ Action: '*', Effect: 'Allow', Principal: '*', Resource: '*' }],
  }),
  PrivateDnsEnabled: true,
  SubnetIds: [SubnetId],
  Groups: [{ GroupId: groupId, GroupName: 'endpoints' }],
  NetworkInterfaceIds: [eni],
  IpAddressType: 'ipv4',
});
const endpointInterface = (NetworkInterfaceId, SubnetId, VpcId, PrivateIpAddress, groupId) => ({
  NetworkInterfaceId,
  InterfaceType: 'vpc_endpoint',
  SubnetId,
  VpcId,
  PrivateIpAddress,
  PrivateIpAddresses: [{ PrivateIpAddress }],
  Groups: [{ GroupId: groupId, GroupName: 'endpoints' }],
  Status: 'in-use',
});

const AL2023 = {
  ImageId: 'ami-0a10000000000000a',
  Name: 'al2023-ami-2023.9.20261101.0-kernel-6.1-x86_64',
  OwnerId: '137112412989',
  ImageOwnerAlias: 'amazon',
  CreationDate: '2026-11-01T00:00:00.000Z',
  PlatformDetails: 'Linux/UNIX',
  State: 'available',
};
const MINIMAL = {
  ...AL2023,
  ImageId: 'ami-0a10000000000000b',
  Name: 'al2023-ami-minimal-2023.9.20261101.0-kernel-6.1-x86_64',
};
const WINDOWS = {
  ...AL2023,
  ImageId: 'ami-0a10000000000000c',
  Name: 'Windows_Server-2022-English-Full-Base-2026.10.15',
  OwnerId: '801119661308',
  Platform: 'windows',
  PlatformDetails: 'Windows',
  CreationDate: '2026-10-15T00:00:00.000Z',
};
const GOLDEN = {
  ImageId: 'ami-0a10000000000000d',
  Name: 'golden-centos-7-2021',
  OwnerId: ACCOUNT,
  CreationDate: '2021-04-01T00:00:00.000Z',
  PlatformDetails: 'Linux/UNIX',
  State: 'available',
};

/** What lets the bastion in, worn beside a group of the host's own. */
const BEHIND_BASTION = { GroupId: 'sg-0a1000000000000ad', GroupName: 'from-bastion' };

/** One instance with its registration, checks and connection. `agent: null` means that it never registered. */
function host(index, name, place, options = {}) {
  const {
    image = AL2023,
    profile = 'app',
    state = 'running',
    agent = 'Online',
    connection = 'connected',
    publicIp,
    launched = LONG_AGO,
    checks = 'ok',
    imds = 'enabled',
    tags = {},
    version = '3.3.4624.0',
    os,
    extra = {},
  } = options;
  const InstanceId = `i-0de${String(index).padStart(14, '0')}`;
  const address = `${place.network}.${100 + index}`;
  const groups = [
    { GroupId: options.group ?? place.group, GroupName: 'app' },
    ...(options.isBehindBastion === true ? [BEHIND_BASTION] : []),
  ];
  const isRunning = state === 'running';
  const association =
    publicIp === undefined ? {} : { Association: { PublicIp: publicIp, IpOwnerId: 'amazon' } };
  const isWindows = image.Platform === 'windows';
  return {
    image,
    instance: {
      InstanceId,
      ImageId: image.ImageId,
      InstanceType: 't3.small',
      State: { Name: state },
      LaunchTime: launched,
      ...(isWindows ? { Platform: 'windows' } : {}),
      PlatformDetails: image.PlatformDetails,
      ...(profile === null
        ? {}
        : {
            IamInstanceProfile: {
              Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/${profile}`,
              Id: `AIPA${profile.toUpperCase().replaceAll(/[^A-Z]/g, '')}`,
            },
          }),
      MetadataOptions: {
        State: 'applied',
        HttpEndpoint: imds,
        HttpTokens: 'required',
        HttpPutResponseHopLimit: 2,
      },
      NetworkInterfaces: [
        {
          NetworkInterfaceId: `eni-0de${String(index).padStart(14, '0')}`,
          Attachment: { DeviceIndex: 0, NetworkCardIndex: 0, Status: 'attached' },
          ...association,
          Groups: groups,
          PrivateIpAddress: address,
          PrivateIpAddresses: [{ PrivateIpAddress: address, Primary: true, ...association }],
          Ipv6Addresses: [],
          SourceDestCheck: true,
          SubnetId: place.subnet,
          VpcId: place.vpc,
          OwnerId: ACCOUNT,
        },
      ],
      SecurityGroups: groups,
      SourceDestCheck: true,
      PrivateIpAddress: address,
      ...(publicIp === undefined ? {} : { PublicIpAddress: publicIp }),
      SubnetId: place.subnet,
      VpcId: place.vpc,
      Placement: { AvailabilityZone: place.zone },
      Tags: Object.entries({ Name: name, ...tags }).map(([Key, Value]) => ({ Key, Value })),
      ...extra,
    },
    status: isRunning
      ? {
          InstanceId,
          InstanceStatus: { Status: checks },
          SystemStatus: { Status: 'ok' },
          AttachedEbsStatus: { Status: 'ok' },
        }
      : undefined,
    registration:
      isRunning && agent !== null
        ? {
            InstanceId,
            PingStatus: agent,
            LastPingDateTime: agent === 'Online' ? '2026-11-20T01:58:00.000Z' : '2026-11-17T09:12:00.000Z',
            AgentVersion: version,
            PlatformType: isWindows ? 'Windows' : 'Linux',
            PlatformName:
              os?.[0] ?? (isWindows ? 'Microsoft Windows Server 2022 Datacenter' : 'Amazon Linux'),
            PlatformVersion: os?.[1] ?? (isWindows ? '10.0.20348' : '2023'),
            ResourceType: 'EC2Instance',
            IPAddress: address,
          }
        : undefined,
    connection: isRunning && agent === 'Online' && connection !== null ? [InstanceId, connection] : undefined,
  };
}

function regionOf(region, hosts, network, setting, document = null) {
  const images = [...new Map(hosts.map(({ image }) => [image.ImageId, image])).values()];
  return {
    region,
    Reservations: hosts.map(({ instance }) => ({
      ReservationId: `r-${instance.InstanceId.slice(2)}`,
      OwnerId: ACCOUNT,
      Instances: [instance],
    })),
    InstanceStatuses: hosts.flatMap(({ status }) => status ?? []),
    Images: images,
    InstanceImageMetadata: hosts.map(({ instance, image }) => ({
      InstanceId: instance.InstanceId,
      ImageMetadata: {
        ImageId: image.ImageId,
        Name: image.Name,
        OwnerId: image.OwnerId,
        ...(image.ImageOwnerAlias === undefined ? {} : { ImageOwnerAlias: image.ImageOwnerAlias }),
        CreationDate: image.CreationDate,
        State: 'available',
        IsPublic: image.ImageOwnerAlias !== undefined,
      },
    })),
    DhcpOptions: [
      {
        DhcpOptionsId: 'dopt-0d10000000000000a',
        DhcpConfigurations: [{ Key: 'domain-name-servers', Values: [{ Value: 'AmazonProvidedDNS' }] }],
      },
    ],
    VpcBlockPublicAccessOptions: { InternetGatewayBlockMode: 'off', State: 'default-state' },
    VpcBlockPublicAccessExclusions: [],
    VpcAttributes: Object.fromEntries(
      network.Vpcs.map(({ VpcId }) => [VpcId, { EnableDnsSupport: true, EnableDnsHostnames: true }]),
    ),
    PrefixListEntries: {},
    InstanceInformationList: hosts.flatMap(({ registration }) => registration ?? []),
    ServiceSetting: { SettingId: '/ssm/managed-instance/default-ec2-instance-management-role', ...setting },
    SessionDocument: document,
    ConnectionStatuses: Object.fromEntries(
      hosts.flatMap(({ connection }) => (connection === undefined ? [] : [connection])),
    ),
    ...network,
  };
}

const MAIN = 'vpc-0a10000000000000a';
const DATA = 'vpc-0a10000000000000b';
const EDGE = 'vpc-0a10000000000000c';
const seoul = {
  open: {
    vpc: MAIN,
    subnet: 'subnet-0a1000000000000aa',
    network: '10.20.0',
    zone: 'ap-northeast-2a',
    group: 'sg-0a1000000000000aa',
  },
  nat: {
    vpc: MAIN,
    subnet: 'subnet-0a1000000000000ab',
    network: '10.20.1',
    zone: 'ap-northeast-2a',
    group: 'sg-0a1000000000000aa',
  },
  transit: {
    vpc: MAIN,
    subnet: 'subnet-0a1000000000000ac',
    network: '10.20.2',
    zone: 'ap-northeast-2c',
    group: 'sg-0a1000000000000aa',
  },
  endpoints: {
    vpc: DATA,
    subnet: 'subnet-0a1000000000000ba',
    network: '10.30.0',
    zone: 'ap-northeast-2a',
    group: 'sg-0a1000000000000ba',
  },
  half: {
    vpc: EDGE,
    subnet: 'subnet-0a1000000000000ca',
    network: '10.40.0',
    zone: 'ap-northeast-2a',
    group: 'sg-0a1000000000000ca',
  },
};

const BASTION_GROUP = 'sg-0a1000000000000ae';
const ORDERS_DB = { eni: 'eni-0a1000000000000db', group: 'sg-0a1000000000000af', address: '10.20.1.40' };

const seoulHosts = [
  host(1, 'web-1', seoul.open, { publicIp: '203.0.113.10', isBehindBastion: true }),
  host(2, '결제-api-1', seoul.nat, { tags: { team: '결제' }, isBehindBastion: true }),
  host(3, 'billing-db-relay', seoul.endpoints),
  host(4, 'windows-ad-tools', seoul.nat, { image: WINDOWS, isBehindBastion: true }),
  host(5, 'legacy-proxy-client', seoul.nat, { group: 'sg-0a1000000000000ab', isBehindBastion: true }),
  host(6, 'reporting-old', seoul.nat, { image: GOLDEN, os: ['CentOS Linux', '7.9'], version: '3.2.985.0' }),
  host(7, 'nightly-export', seoul.nat, { profile: null, agent: null, isBehindBastion: true }),
  host(8, 'etl-worker-1', seoul.nat, { profile: 'etl', connection: null, isBehindBastion: true }),
  host(9, 'cache-1', seoul.nat, { group: 'sg-0a1000000000000ac', agent: null, isBehindBastion: true }),
  host(10, 'orders-queue', seoul.half, { agent: 'Online', connection: 'notconnected' }),
  host(11, 'stream-1', seoul.endpoints, { group: 'sg-0a1000000000000bc', agent: 'ConnectionLost' }),
  host(12, 'search-1', seoul.nat, { profile: 'search' }),
  host(13, 'minimal-runner', seoul.nat, { image: MINIMAL, agent: null }),
  host(14, 'central-egress-1', seoul.transit, { connection: null }),
  host(15, 'just-launched', seoul.nat, { agent: null, launched: '2026-11-20T01:58:30.000Z' }),
  host(16, 'weekend-batch', seoul.nat, { state: 'stopped', isBehindBastion: true }),
  host(17, 'old-jenkins', seoul.nat, { state: 'stopped', profile: null, isBehindBastion: true }),
  host(18, 'eks-auto-node', seoul.nat, {
    extra: { Operator: { Managed: true, Principal: 'eks.amazonaws.com' } },
  }),
  host(19, 'hardened-1', seoul.nat, { imds: 'disabled', agent: null }),
  host(20, 'function-host', seoul.nat, { profile: 'lambda-leftover', agent: null }),
  host(23, 'payments-1', seoul.nat, { agent: 'ConnectionLost' }),
  host(24, 'bastion', seoul.open, { publicIp: '203.0.113.24', group: BASTION_GROUP }),
];

const seoulNetwork = {
  Vpcs: [vpc(MAIN, '10.20.0.0/16'), vpc(DATA, '10.30.0.0/16'), vpc(EDGE, '10.40.0.0/16')],
  Subnets: [
    subnet(seoul.open.subnet, MAIN, '10.20.0.0/24', seoul.open.zone, true),
    subnet(seoul.nat.subnet, MAIN, '10.20.1.0/24', seoul.nat.zone),
    subnet(seoul.transit.subnet, MAIN, '10.20.2.0/24', seoul.transit.zone),
    subnet(seoul.endpoints.subnet, DATA, '10.30.0.0/24', seoul.endpoints.zone),
    subnet(seoul.half.subnet, EDGE, '10.40.0.0/24', seoul.half.zone),
  ],
  RouteTables: [
    routeTable(
      'rtb-0a1000000000000aa',
      MAIN,
      '10.20.0.0/16',
      [{ DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-0a10000000000000a' }],
      [seoul.open.subnet],
    ),
    routeTable(
      'rtb-0a1000000000000ab',
      MAIN,
      '10.20.0.0/16',
      [{ DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-0a10000000000000a' }],
      [seoul.nat.subnet],
      true,
    ),
    routeTable(
      'rtb-0a1000000000000ac',
      MAIN,
      '10.20.0.0/16',
      [{ DestinationCidrBlock: '0.0.0.0/0', TransitGatewayId: 'tgw-0a10000000000000a' }],
      [seoul.transit.subnet],
    ),
    routeTable('rtb-0a1000000000000ba', DATA, '10.30.0.0/16', [], [seoul.endpoints.subnet], true),
    routeTable('rtb-0a1000000000000ca', EDGE, '10.40.0.0/16', [], [seoul.half.subnet], true),
  ],
  NetworkAcls: [
    openAcl('acl-0a1000000000000aa', MAIN, [seoul.open.subnet, seoul.nat.subnet, seoul.transit.subnet]),
    openAcl('acl-0a1000000000000ba', DATA, [seoul.endpoints.subnet]),
    openAcl('acl-0a1000000000000ca', EDGE, [seoul.half.subnet]),
  ],
  InternetGateways: [
    { InternetGatewayId: 'igw-0a10000000000000a', Attachments: [{ State: 'available', VpcId: MAIN }] },
  ],
  NatGateways: [
    {
      NatGatewayId: 'nat-0a10000000000000a',
      State: 'available',
      ConnectivityType: 'public',
      AvailabilityMode: 'zonal',
      SubnetId: seoul.open.subnet,
      VpcId: MAIN,
      NatGatewayAddresses: [
        { PrivateIp: '10.20.0.7', PublicIp: '203.0.113.7', NetworkInterfaceId: 'eni-0a1000000000000ff' },
      ],
    },
  ],
  SecurityGroups: [
    group('sg-0a1000000000000aa', 'app', MAIN, [anywhere]),
    group('sg-0a1000000000000ab', 'proxy-only', MAIN, [tcp(3128, '10.20.9.9/32')]),
    group('sg-0a1000000000000ac', 'cache', MAIN, [tcp(6379, '10.20.0.0/16')], [tcp(22, '0.0.0.0/0')]),
    group(
      'sg-0a1000000000000ad',
      'from-bastion',
      MAIN,
      [],
      [from(22, BASTION_GROUP), from(3389, BASTION_GROUP)],
    ),
    group(BASTION_GROUP, 'bastion', MAIN, [anywhere], [tcp(22, '198.51.100.0/24')]),
    group(
      ORDERS_DB.group,
      'orders-db',
      MAIN,
      [],
      [from(5432, BASTION_GROUP), from(5432, 'sg-0a1000000000000aa')],
    ),
    group('sg-0a1000000000000ba', 'data', DATA, [tcp(443, '10.30.0.0/16')]),
    group(
      'sg-0a1000000000000bb',
      'endpoints',
      DATA,
      [],
      [
        {
          ...anywhere,
          IpProtocol: 'tcp',
          FromPort: 443,
          ToPort: 443,
          IpRanges: [],
          UserIdGroupPairs: [{ GroupId: 'sg-0a1000000000000ba', UserId: ACCOUNT }],
        },
      ],
    ),
    group('sg-0a1000000000000bc', 'stream', DATA, [anywhere]),
    group('sg-0a1000000000000ca', 'edge', EDGE, [anywhere]),
    group('sg-0a1000000000000cb', 'endpoints', EDGE, [], [tcp(443, '10.40.0.0/16')]),
  ],
  VpcEndpoints: [
    endpoint(
      'ap-northeast-2',
      'vpce-0a1000000000000ba',
      'ssm',
      DATA,
      seoul.endpoints.subnet,
      'sg-0a1000000000000bb',
      'eni-0a1000000000000ba',
    ),
    endpoint(
      'ap-northeast-2',
      'vpce-0a1000000000000bb',
      'ssmmessages',
      DATA,
      seoul.endpoints.subnet,
      'sg-0a1000000000000bb',
      'eni-0a1000000000000bb',
    ),
    endpoint(
      'ap-northeast-2',
      'vpce-0a1000000000000ca',
      'ssm',
      EDGE,
      seoul.half.subnet,
      'sg-0a1000000000000cb',
      'eni-0a1000000000000ca',
    ),
  ],
  NetworkInterfaces: [
    endpointInterface(
      'eni-0a1000000000000ba',
      seoul.endpoints.subnet,
      DATA,
      '10.30.0.11',
      'sg-0a1000000000000bb',
    ),
    endpointInterface(
      'eni-0a1000000000000bb',
      seoul.endpoints.subnet,
      DATA,
      '10.30.0.12',
      'sg-0a1000000000000bb',
    ),
    endpointInterface('eni-0a1000000000000ca', seoul.half.subnet, EDGE, '10.40.0.11', 'sg-0a1000000000000cb'),
  ],
};

/** A database is no instance: its network interface is what EC2 shows of it. */
const ordersDb = {
  NetworkInterfaceId: ORDERS_DB.eni,
  InterfaceType: 'interface',
  Description: 'RDSNetworkInterface',
  RequesterId: 'amazon-rds',
  SubnetId: seoul.nat.subnet,
  VpcId: MAIN,
  PrivateIpAddress: ORDERS_DB.address,
  Groups: [{ GroupId: ORDERS_DB.group, GroupName: 'orders-db' }],
  Status: 'in-use',
};

const VIRGINIA = 'vpc-0a20000000000000a';
const virginia = {
  vpc: VIRGINIA,
  subnet: 'subnet-0a2000000000000aa',
  network: '10.60.0',
  zone: 'us-east-1a',
  group: 'sg-0a2000000000000aa',
};
const virginiaHosts = [
  host(21, 'edge-us-1', virginia, { publicIp: '198.51.100.21', profile: null }),
  host(22, 'edge-us-2', virginia, { publicIp: '198.51.100.22', checks: 'impaired' }),
];
const virginiaNetwork = {
  Vpcs: [vpc(VIRGINIA, '10.60.0.0/16')],
  Subnets: [subnet(virginia.subnet, VIRGINIA, '10.60.0.0/24', virginia.zone, true)],
  RouteTables: [
    routeTable(
      'rtb-0a2000000000000aa',
      VIRGINIA,
      '10.60.0.0/16',
      [{ DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-0a20000000000000a' }],
      [virginia.subnet],
      true,
    ),
  ],
  NetworkAcls: [openAcl('acl-0a2000000000000aa', VIRGINIA, [virginia.subnet])],
  InternetGateways: [
    { InternetGatewayId: 'igw-0a20000000000000a', Attachments: [{ State: 'available', VpcId: VIRGINIA }] },
  ],
  NatGateways: [],
  SecurityGroups: [group('sg-0a2000000000000aa', 'edge', VIRGINIA, [anywhere])],
  VpcEndpoints: [],
  NetworkInterfaces: [],
};

/** Every interface, and that nothing else lets people in. */
const forBastion = (hosts, ...others) => ({
  AllNetworkInterfaces: [
    ...hosts.flatMap(({ instance }) =>
      instance.NetworkInterfaces.map((eni) => ({
        ...eni,
        InterfaceType: 'interface',
        Status: 'in-use',
        Attachment: { ...eni.Attachment, InstanceId: instance.InstanceId },
      })),
    ),
    ...others,
  ],
  InstanceConnectEndpoints: [],
  ClientVpnEndpoints: [],
  VpcPeeringConnections: [],
});

const launchData = (rest) => ({
  ImageId: AL2023.ImageId,
  InstanceType: 't3.small',
  SecurityGroupIds: ['sg-0a1000000000000aa'],
  MetadataOptions: { HttpEndpoint: 'enabled', HttpTokens: 'required' },
  ...rest,
});
const appProfile = { IamInstanceProfile: { Name: 'app' } };

/** What is launched next: a group that is fine, one that will not be, and a template that leaves a question. */
const seoulTemplates = [
  { id: 'lt-0a10000000000000a', name: 'web', data: launchData(appProfile) },
  { id: 'lt-0a10000000000000b', name: 'batch', data: launchData({}) },
  { id: 'lt-0a10000000000000c', name: 'ci-runner', data: launchData(appProfile) },
];

const scalingGroup = (name, { id }, subnets) => ({
  AutoScalingGroupName: name,
  AutoScalingGroupARN: `arn:aws:autoscaling:ap-northeast-2:${ACCOUNT}:autoScalingGroup:0a10:autoScalingGroupName/${name}`,
  LaunchTemplate: { LaunchTemplateId: id, Version: '$Latest' },
  MinSize: 0,
  MaxSize: 4,
  DesiredCapacity: 0,
  AvailabilityZones: ['ap-northeast-2a'],
  VPCZoneIdentifier: subnets.join(','),
  Tags: [{ Key: 'Name', Value: name, PropagateAtLaunch: true }],
});

const seoulLaunches = {
  AutoScalingGroups: [
    scalingGroup('web', seoulTemplates[0], [seoul.nat.subnet]),
    scalingGroup('batch', seoulTemplates[1], [seoul.nat.subnet]),
  ],
  LaunchConfigurations: [],
  LaunchTemplates: seoulTemplates.map(({ id, name }) => ({
    LaunchTemplateId: id,
    LaunchTemplateName: name,
    DefaultVersionNumber: 1,
    LatestVersionNumber: 1,
  })),
  LaunchTemplateVersions: seoulTemplates.map(({ id, name, data }) => ({
    LaunchTemplateId: id,
    LaunchTemplateName: name,
    VersionNumber: 1,
    LaunchTemplateData: data,
  })),
  InstanceMetadataDefaults: null,
};

const loggedSessions = {
  Name: 'SSM-SessionManagerRunShell',
  DocumentFormat: 'JSON',
  Content: JSON.stringify({
    schemaVersion: '1.0',
    description: 'Session preferences',
    sessionType: 'Standard_Stream',
    inputs: {
      s3BucketName: '',
      s3KeyPrefix: '',
      s3EncryptionEnabled: false,
      cloudWatchLogGroupName: '/ssm/sessions',
      cloudWatchEncryptionEnabled: false,
      cloudWatchStreamingEnabled: true,
      kmsKeyId: '',
      runAsEnabled: false,
      runAsDefaultUser: '',
      idleSessionTimeout: '20',
    },
  }),
};

/** People: operators who sign in by single sign-on, and may start sessions to what carries a name. */
const operators = {
  RoleName: 'AWSReservedSSO_Operators_0a10000000000000',
  RoleId: 'AROAOPERATORS',
  Path: '/aws-reserved/sso.amazonaws.com/',
  Arn: `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Operators_0a10000000000000`,
  AssumeRolePolicyDocument: documentOf({
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/AWSSSO_0a10_DO_NOT_DELETE` },
    Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
  }),
  RolePolicyList: [
    {
      PolicyName: 'sessions',
      PolicyDocument: documentOf({
        Effect: 'Allow',
        Action: 'ssm:StartSession',
        Resource: `arn:aws:ec2:*:${ACCOUNT}:instance/*`,
      }),
    },
  ],
  AttachedManagedPolicies: [],
};

export const demoAccount = {
  snapshotVersion: 1,
  source: { kind: 'demo', enabledRegions: ['ap-northeast-2', 'us-east-1'] },
  takenAt: TAKEN_AT,
  accounts: [
    {
      accountId: ACCOUNT,
      partition: 'aws',
      iam: {
        ...iam,
        AuthorizationDetails: {
          UserDetailList: [],
          GroupDetailList: [],
          RoleDetailList: [...iam.RoleDetailList, operators],
          Policies: iam.Policies,
        },
      },
      regions: [
        regionOf(
          'ap-northeast-2',
          seoulHosts,
          {
            ...seoulNetwork,
            ...seoulLaunches,
            ...forBastion(seoulHosts, ...seoulNetwork.NetworkInterfaces, ordersDb),
          },
          { SettingValue: '$None', Status: 'Default' },
          loggedSessions,
        ),
        regionOf(
          'us-east-1',
          virginiaHosts,
          { ...virginiaNetwork, ...forBastion(virginiaHosts) },
          {
            SettingValue: 'service-role/AWSSystemsManagerDefaultEC2InstanceManagementRole',
            Status: 'Customized',
          },
        ),
      ],
    },
  ],
};
