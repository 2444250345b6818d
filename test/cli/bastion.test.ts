import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { NetworkInterface } from '../../src/model/aws.ts';
import type { BastionReport, Judgement } from '../../src/model/bastion.ts';
import { known, unknown } from '../../src/model/known.ts';
import { bastionSchema } from '../../src/reporters/bastion/schema.ts';
import {
  BASTION,
  fromGroup,
  fromList,
  fromRange,
  group,
  may,
  OFFICE,
  rule,
} from '../support/bastion-account.ts';
import { type AccountSpec, type HostSpec, writeBastionAccount } from '../support/bastion-account.ts';
import { makeFolder } from '../support/folder.ts';
import { ACCOUNT, healthyRegion } from '../support/subject.ts';
import { run } from './support.ts';

const HOST: HostSpec = { id: 'i-0host' };
const BLOCKED: HostSpec = { ...HOST, is: 'blocked' };
const PLACE = `${ACCOUNT}/eu-west-1`;
const PROFILE = `${PLACE}/instance/i-0host:attach-instance-profile`;
const denied = (action: string) => unknown({ kind: 'denied', action });
const valueOf = <T>(answer: { readonly known: boolean; readonly value?: readonly T[] }): readonly T[] =>
  answer.value ?? [];

const database = (group: string): NetworkInterface => ({
  NetworkInterfaceId: 'eni-0db',
  InterfaceType: 'interface',
  Description: 'RDSNetworkInterface',
  RequesterId: 'amazon-rds',
  VpcId: 'vpc-main',
  SubnetId: 'subnet-private',
  PrivateIpAddress: '10.0.2.40',
  Groups: [{ GroupId: group }],
  Status: 'in-use',
});
const WEB = { NetworkInterfaceId: 'eni-0web', Description: 'ELB app/web/1', RequesterId: 'amazon-elb' };
const NOBODY = { UserDetailList: [], GroupDetailList: [], Policies: [] };
/** A role with the right to start sessions, for whom this provider vouches. */
const signOn = (provider: string) => ({
  RoleName: 'operators',
  Arn: `arn:aws:iam::${ACCOUNT}:role/operators`,
  AssumeRolePolicyDocument: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::${ACCOUNT}:${provider}` },
        Action: 'sts:AssumeRoleWithSAML',
      },
    ],
  },
  RolePolicyList: [
    {
      PolicyName: 'sessions',
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'ssm:StartSession', Resource: '*' }],
      },
    },
  ],
  AttachedManagedPolicies: [],
});
const forDatabase = (...from: string[]) =>
  group(
    'sg-db',
    from.map((id) => rule(5432, fromGroup(id))),
  );

/** A VPC of its own beside the bastion's; `route` leads there from the bastion's subnet. */
const peer = (route: boolean) => ({
  Vpcs: known([
    ...valueOf(healthyRegion.Vpcs),
    { VpcId: 'vpc-peer', OwnerId: ACCOUNT, CidrBlock: '10.9.0.0/16', DhcpOptionsId: 'dopt-default' },
  ]),
  RouteTables: known(
    valueOf(healthyRegion.RouteTables).map((table) =>
      table.RouteTableId === 'rtb-public' && route
        ? {
            ...table,
            Routes: [
              ...(table.Routes ?? []),
              { DestinationCidrBlock: '10.9.0.0/16', VpcPeeringConnectionId: 'pcx-1', State: 'active' },
            ],
          }
        : table,
    ),
  ),
  VpcPeeringConnections: known([
    {
      VpcPeeringConnectionId: 'pcx-1',
      Status: { Code: 'active' },
      RequesterVpcInfo: { VpcId: 'vpc-main', Region: 'eu-west-1' },
      AccepterVpcInfo: { VpcId: 'vpc-peer', Region: 'eu-west-1' },
    },
  ]),
});
const PEERED: HostSpec = {
  ...BLOCKED,
  groups: ['sg-peer'],
  vpc: 'vpc-peer',
  subnet: 'subnet-peer',
  address: '10.9.1.4',
};
const inPeer = (...rules: ReturnType<typeof rule>[]) => ({ ...group('sg-peer', rules), VpcId: 'vpc-peer' });

interface Situation extends AccountSpec {
  readonly name: string;
  readonly args?: readonly string[];
  readonly code: 0 | 1 | 3;
  readonly bastions?: readonly string[];
  /** What becomes of each instance that a bastion reaches; no other may be told of. */
  readonly dependants?: Readonly<Record<string, Judgement>>;
  readonly services?: readonly Judgement[];
  readonly causes?: readonly string[];
  readonly asks?: RegExp;
  readonly says?: Partial<BastionReport['dependants'][number]>;
}

const SITUATIONS: readonly Situation[] = [
  { name: 'all ready', hosts: [BASTION, HOST], code: 0, dependants: { 'i-0host': 'reached' } },
  {
    name: 'one blocked',
    hosts: [BASTION, HOST, { id: 'i-0other', is: 'blocked' }],
    code: 1,
    dependants: { 'i-0host': 'reached', 'i-0other': 'blocked' },
    causes: [`${PLACE}/instance/i-0other:attach-instance-profile`],
  },
  {
    name: 'one unknown',
    hosts: [BASTION, { ...HOST, is: 'unknown' }],
    code: 3,
    dependants: { 'i-0host': 'open' },
    asks: /five minutes/,
  },
  {
    name: 'one unknown, one blocked',
    hosts: [BASTION, BLOCKED, { id: 'i-0new', is: 'unknown' }],
    code: 1,
    dependants: { 'i-0host': 'blocked', 'i-0new': 'open' },
    causes: [PROFILE],
  },
  {
    name: 'an instance that no rule lets it into may be blocked',
    hosts: [BASTION, { ...BLOCKED, groups: ['sg-app'] }],
    code: 0,
    dependants: {},
  },
  {
    name: 'two bastions in front of one fleet',
    hosts: [BASTION, { ...BASTION, id: 'i-1bastion', name: 'jump-host', address: '10.0.1.6' }, BLOCKED],
    code: 1,
    bastions: ['i-0bastion', 'i-1bastion'],
    dependants: { 'i-0host': 'blocked' },
    causes: [PROFILE],
  },
  {
    name: 'two bastions, one of them named: the other stays a way in, and excuses nothing',
    hosts: [BASTION, { ...BASTION, id: 'i-1bastion', name: 'jump-host', address: '10.0.1.6' }, BLOCKED],
    args: ['--bastion', 'i-1bastion'],
    code: 1,
    bastions: ['i-1bastion'],
    dependants: { 'i-0host': 'blocked' },
    causes: [PROFILE],
    says: { otherWays: ['the host i-0bastion'] },
  },
  {
    name: 'a bastion that is the NAT',
    hosts: [BASTION, HOST],
    region: {
      RouteTables: known([
        ...valueOf(healthyRegion.RouteTables),
        {
          RouteTableId: 'rtb-nat',
          VpcId: 'vpc-main',
          Routes: [
            { DestinationCidrBlock: '0.0.0.0/0', NetworkInterfaceId: 'eni-i-0bastion', State: 'active' },
          ],
          Associations: [{ SubnetId: 'subnet-private' }],
        },
      ]),
    },
    code: 1,
    dependants: { 'i-0host': 'reached' },
    causes: [`${PLACE}/route-table/rtb-nat:replace-0-0-0-0-0`],
  },
  {
    name: 'dependants by the range of the VPC alone',
    hosts: [BASTION, { ...BLOCKED, groups: ['sg-vpc'] }],
    groups: [group('sg-vpc', [rule(22, fromRange('10.0.0.0/16'))])],
    code: 1,
    dependants: { 'i-0host': 'blocked' },
    causes: [PROFILE],
    says: { isDirect: false },
  },
  {
    name: 'by its own address, and by a range of ports',
    hosts: [BASTION, { ...BLOCKED, groups: ['sg-one'] }],
    groups: [group('sg-one', [{ ...rule(20, fromRange('10.0.1.5/32')), ToPort: 4000 }])],
    code: 1,
    dependants: { 'i-0host': 'blocked' },
    causes: [PROFILE],
    says: { isDirect: true, ports: [22, 3389] },
  },
  {
    name: 'by its public address',
    hosts: [
      { ...BASTION, publicIp: '198.51.100.5' },
      { ...BLOCKED, groups: ['sg-hairpin'] },
    ],
    groups: [group('sg-hairpin', [rule(22, fromRange('198.51.100.5/32'))])],
    code: 1,
    dependants: { 'i-0host': 'blocked' },
    causes: [PROFILE],
  },
  {
    name: 'by a prefix list',
    hosts: [BASTION, { ...BLOCKED, groups: ['sg-list'] }],
    groups: [group('sg-list', [rule(22, fromList('pl-1'))])],
    region: { PrefixListEntries: { 'pl-1': known([{ Cidr: '192.0.2.0/24' }, { Cidr: '10.0.1.5/32' }]) } },
    code: 1,
    dependants: { 'i-0host': 'blocked' },
    causes: [PROFILE],
    says: { isDirect: true },
  },
  {
    name: 'by a prefix list that could not be read',
    hosts: [BASTION, { ...BLOCKED, groups: ['sg-list'] }],
    groups: [group('sg-list', [rule(22, fromList('pl-1'))])],
    region: { PrefixListEntries: { 'pl-1': denied('ec2:GetManagedPrefixListEntries') } },
    code: 3,
    dependants: { 'i-0host': 'blocked' },
    asks: /ec2:GetManagedPrefixListEntries was denied/,
  },
  {
    name: 'by a prefix list that could not be read, and ready: whether the bastion reaches it is all the same',
    hosts: [BASTION, { ...HOST, groups: ['sg-list'] }],
    groups: [group('sg-list', [rule(22, fromList('pl-1'))])],
    region: { PrefixListEntries: { 'pl-1': denied('ec2:GetManagedPrefixListEntries') } },
    code: 0,
    dependants: { 'i-0host': 'reached' },
  },
  {
    name: 'across peering, by its group',
    hosts: [BASTION, PEERED],
    groups: [
      inPeer(rule(22, fromGroup('sg-bastion', { VpcPeeringConnectionId: 'pcx-1', PeeringStatus: 'active' }))),
    ],
    region: peer(true),
    code: 1,
    dependants: { 'i-0host': 'blocked' },
  },
  {
    name: 'across a peering that is gone',
    hosts: [BASTION, PEERED],
    groups: [
      inPeer(
        rule(22, fromGroup('sg-bastion', { VpcPeeringConnectionId: 'pcx-1', PeeringStatus: 'deleted' })),
      ),
    ],
    region: peer(true),
    code: 0,
    dependants: {},
  },
  {
    name: 'across peering, by the range of the VPC',
    hosts: [BASTION, PEERED],
    groups: [inPeer(rule(22, fromRange('10.0.0.0/16')))],
    region: peer(true),
    code: 1,
    dependants: { 'i-0host': 'blocked' },
  },
  {
    name: 'let in from another VPC, to which no route leads',
    hosts: [BASTION, PEERED],
    groups: [inPeer(rule(22, fromRange('10.0.0.0/8')))],
    region: peer(false),
    code: 0,
    dependants: {},
  },
  {
    name: 'its own groups do not let it out to SSH',
    hosts: [BASTION, BLOCKED],
    groups: [group('sg-bastion', [OFFICE], [rule(443, fromRange('0.0.0.0/0'))])],
    code: 0,
    dependants: {},
  },
  {
    name: 'a database only, and an instance that may forward its port',
    hosts: [BASTION, { ...HOST, groups: ['sg-app'] }],
    groups: [forDatabase('sg-bastion', 'sg-app')],
    interfaces: [database('sg-db')],
    code: 0,
    dependants: {},
    services: ['reached'],
  },
  {
    name: 'a database only, and nobody to forward its port',
    hosts: [BASTION, { ...HOST, groups: ['sg-app'] }],
    groups: [forDatabase('sg-bastion')],
    interfaces: [database('sg-db')],
    code: 1,
    dependants: {},
    services: ['blocked'],
    causes: [`${PLACE}/security-group/sg-db:admit-relay-5432`],
  },
  {
    name: 'a database, and an agent that is too old to forward its port',
    hosts: [BASTION, { ...HOST, groups: ['sg-app'], agent: '3.1.1000.0' }],
    groups: [forDatabase('sg-bastion', 'sg-app')],
    interfaces: [database('sg-db')],
    code: 1,
    services: ['blocked'],
  },
  {
    name: 'interfaces that could not be read may be databases',
    hosts: [BASTION, HOST],
    region: { AllNetworkInterfaces: denied('ec2:DescribeNetworkInterfaces') },
    code: 3,
    asks: /databases.*ec2:DescribeNetworkInterfaces was denied/,
  },
  {
    name: 'a list of interfaces that lacks its own is not whole',
    hosts: [BASTION, HOST],
    region: { AllNetworkInterfaces: known([]) },
    code: 3,
    asks: /not whole/,
  },
  {
    name: 'stopped, and ready when started',
    hosts: [BASTION, { ...HOST, is: 'stopped' }],
    code: 0,
    dependants: { 'i-0host': 'reached' },
  },
  {
    name: 'stopped, and blocked when started',
    hosts: [BASTION, { ...HOST, is: 'stopped and blocked' }],
    code: 1,
    dependants: { 'i-0host': 'blocked' },
    causes: [PROFILE],
  },
  {
    name: 'a group that lets its own members in, worn by the bastion and by a host',
    hosts: [
      { ...BASTION, groups: ['sg-self', 'sg-bastion'] },
      { ...BLOCKED, groups: ['sg-self'] },
    ],
    groups: [group('sg-self', [{ IpProtocol: '-1', ...fromGroup('sg-self') }])],
    code: 1,
    dependants: { 'i-0host': 'blocked' },
    causes: [PROFILE],
  },
  {
    name: 'a bastion that lets itself in, and is blocked itself',
    hosts: [{ ...BASTION, is: 'blocked', groups: ['sg-self'] }],
    groups: [group('sg-self', [OFFICE, rule(22, fromGroup('sg-self'))])],
    code: 0,
    dependants: {},
  },
  {
    name: 'nobody may start sessions',
    hosts: [BASTION, HOST],
    iam: { AuthorizationDetails: may([{ Effect: 'Allow', Action: 's3:*', Resource: '*' }]) },
    code: 1,
    dependants: { 'i-0host': 'reached' },
    causes: [`${ACCOUNT}/iam/account/${ACCOUNT}:allow-start-session`],
  },
  {
    name: 'who may start sessions could not be read',
    hosts: [BASTION, HOST],
    iam: { AuthorizationDetails: denied('iam:GetAccountAuthorizationDetails') },
    code: 3,
    asks: /ssm:StartSession.*iam:GetAccountAuthorizationDetails was denied/,
  },
  {
    name: 'a condition decides who may start sessions',
    hosts: [BASTION, HOST],
    iam: {
      AuthorizationDetails: may([
        {
          Effect: 'Allow',
          Action: 'ssm:StartSession',
          Resource: '*',
          Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
        },
      ]),
    },
    code: 3,
    asks: /a condition decides/,
  },
  {
    name: 'by the tag of a host, which is known',
    hosts: [BASTION, { ...HOST, tags: { team: 'blue' } }],
    iam: {
      AuthorizationDetails: may([
        {
          Effect: 'Allow',
          Action: 'ssm:StartSession',
          Resource: '*',
          Condition: { StringEquals: { 'ssm:resourceTag/team': 'blue' } },
        },
      ]),
    },
    code: 0,
    dependants: { 'i-0host': 'reached' },
  },
  {
    name: 'by a tag that the host has not',
    hosts: [BASTION, { ...HOST, tags: { team: 'red' } }],
    iam: {
      AuthorizationDetails: may([
        {
          Effect: 'Allow',
          Action: 'ssm:StartSession',
          Resource: '*',
          Condition: { StringEquals: { 'aws:ResourceTag/team': 'blue' } },
        },
      ]),
    },
    code: 1,
    causes: [`${ACCOUNT}/iam/account/${ACCOUNT}:allow-start-session`],
  },
  {
    name: 'a role for people who sign on by SAML',
    hosts: [BASTION, HOST],
    iam: { AuthorizationDetails: known({ ...NOBODY, RoleDetailList: [signOn('saml-provider/sso')] }) },
    code: 0,
  },
  {
    name: 'a role for OpenID Connect alone, which a pipeline may have',
    hosts: [BASTION, HOST],
    iam: { AuthorizationDetails: known({ ...NOBODY, RoleDetailList: [signOn('oidc-provider/ci')] }) },
    code: 3,
    asks: /Who may start sessions/,
  },
  {
    name: 'what anybody may call needs no bastion, and a network load balancer without groups says nothing',
    hosts: [BASTION, HOST],
    groups: [group('sg-web', [rule(443, fromRange('0.0.0.0/0'))])],
    interfaces: [
      { ...database('sg-web'), ...WEB, Association: { PublicIp: '198.51.100.200' } },
      { ...database('sg-web'), ...WEB, NetworkInterfaceId: 'eni-0nlb', Groups: [] },
    ],
    code: 0,
    services: [],
  },
  {
    name: 'a service that lets it in at every port, of which it may knock at one',
    hosts: [BASTION, { ...HOST, groups: ['sg-app'] }],
    groups: [
      group('sg-bastion', [OFFICE], [rule(9092, fromRange('0.0.0.0/0'))]),
      group('sg-queue', [{ IpProtocol: '-1', ...fromGroup('sg-bastion') }]),
    ],
    interfaces: [{ ...database('sg-queue'), Description: 'broker', RequesterId: '123' }],
    code: 1,
    services: ['blocked'],
    causes: [`${PLACE}/security-group/sg-queue:admit-relay-9092`],
  },
  {
    name: 'RDP, and an agent that is too old to forward a port',
    hosts: [BASTION, { ...HOST, groups: ['sg-rdp'], agent: '2.3.500.0' }],
    groups: [group('sg-rdp', [rule(3389, fromGroup('sg-bastion'))])],
    code: 1,
    dependants: { 'i-0host': 'blocked' },
    causes: [`${PLACE}/instance/i-0host:agent-version`],
  },
  {
    name: 'a host that a service of AWS runs',
    hosts: [BASTION, { ...BLOCKED, extra: { Operator: { Managed: true, Principal: 'eks.amazonaws.com' } } }],
    code: 0,
    dependants: { 'i-0host': 'exempt' },
  },
  {
    name: 'groups unread, and the bastion named',
    hosts: [BASTION, BLOCKED],
    args: ['--bastion', 'i-0bastion'],
    region: { SecurityGroups: denied('ec2:DescribeSecurityGroups') },
    code: 3,
    dependants: { 'i-0host': 'blocked' },
    asks: /ec2:DescribeSecurityGroups was denied/,
  },
  {
    name: 'groups unread, and nobody named: none is found',
    hosts: [BASTION, BLOCKED],
    region: { SecurityGroups: denied('ec2:DescribeSecurityGroups') },
    code: 3,
    bastions: [],
    dependants: {},
  },
  {
    name: 'nothing looks like a bastion',
    hosts: [HOST, { ...BLOCKED, id: 'i-0b' }],
    code: 3,
    bastions: [],
    dependants: {},
  },
  {
    name: 'route tables unread: whether it is a NAT is not known',
    hosts: [BASTION, { ...HOST, groups: ['sg-app'] }],
    region: { RouteTables: denied('ec2:DescribeRouteTables') },
    code: 3,
    asks: /as by a NAT\? ec2:DescribeRouteTables was denied/,
  },
];

const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(bastionSchema);

async function ask(spec: AccountSpec, args: readonly string[] = []) {
  const cwd = makeFolder({ 's.json': writeBastionAccount(spec) });
  return run(['bastion', '--snapshot', 's.json', ...args], { cwd });
}

const VERDICTS = { 0: 'safe-to-remove', 1: 'not-yet', 3: 'cannot-tell' } as const;

describe.concurrent('bastion, by what the account is like', () => {
  it.each(SITUATIONS)('$name: exit $code', async (situation) => {
    const {
      code,
      bastions = ['i-0bastion'],
      dependants,
      services,
      causes,
      asks,
      says,
      args = [],
    } = situation;
    const answer = await ask(situation, ['-f', 'json', ...args]);
    expect(answer.stderr).toBe('');
    const report = JSON.parse(answer.stdout) as BastionReport;
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
    expect(report.bastions.map(({ instanceId }) => instanceId)).toEqual(bastions);
    const found = Object.fromEntries(
      report.dependants.map(({ instanceId, judgement }) => [instanceId, judgement]),
    );
    expect(found).toEqual(dependants ?? found);
    if (services !== undefined) expect(report.services.map(({ judgement }) => judgement)).toEqual(services);
    if (causes !== undefined) expect(report.changes.map(({ key }) => key)).toEqual(causes);
    expect(report.questions.map(({ question }) => question).join('\n')).toMatch(asks ?? /^/);
    if (says !== undefined) expect(report.dependants[0]).toMatchObject(says);
    expect([report.verdict, answer.code]).toEqual([VERDICTS[code], code]);
    // Every blocker names its change, and every change can be looked up.
    const keys = new Set(report.changes.map(({ key }) => key));
    for (const blocker of report.blockers) expect(blocker.causes.every((key) => keys.has(key))).toBe(true);
  });
});

describe('bastion, given wrong', () => {
  it.each([
    [
      'an instance that is not there',
      ['--bastion', 'i-0bastiom'],
      /^ssm-preflight: --bastion i-0bastiom: no such instance.*did you mean i-0bastion\?$/m,
    ],
    ['a format that is not there', ['-f', 'sarif'], /--format sarif: no such format; there are table, json/],
    ['an empty name', ['--bastion', ''], /--bastion: the value is empty/],
  ])('%s: exit 2, one line, nothing on standard output', async (_, args, message) => {
    const { code, stdout, stderr } = await ask({ hosts: [BASTION, HOST] }, args);
    expect(stderr).toMatch(message);
    expect([code, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 1]);
  });

  it('a bastion that is terminated already', async () => {
    const hosts = [{ ...BASTION, extra: { State: { Name: 'terminated' } } }];
    const { code, stderr } = await ask({ hosts }, ['--bastion', BASTION.id]);
    expect(stderr).toContain('--bastion i-0bastion: is terminated');
    expect(code).toBe(2);
  });

  it('a name that is not found where nothing could be read: exit 3', async () => {
    const region = { Reservations: denied('ec2:DescribeInstances') };
    const { code, stdout, stderr } = await ask({ hosts: [], region }, ['--bastion', BASTION.id]);
    expect(stderr).toContain('ec2:DescribeInstances was denied');
    expect([code, stdout]).toEqual([3, '']);
  });
});

describe('bastion --demo', () => {
  it('is not yet to be removed, and says why, by changes that can be looked up', async () => {
    const { code, stdout } = await run(['bastion', '--demo', '-f', 'json']);
    const report = JSON.parse(stdout) as BastionReport;
    expect([code, report.verdict]).toEqual([1, 'not-yet']);
    expect(report.blockers.map(({ message }) => /\((.+?)\)/.exec(message)?.[1])).toEqual([
      'nightly-export',
      'etl-worker-1',
      'cache-1',
      'old-jenkins',
    ]);
    expect(report.questions).toEqual([]);
    expect(report.services).toMatchObject([{ kind: 'rds', judgement: 'reached' }]);
    expect(report.leastChanges).toMatchObject({ blocked: 4, unblocks: 4 });
  });
});
