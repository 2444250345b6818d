import type { Instance, IpPermission, NetworkInterface, SecurityGroup } from '../../src/model/aws.ts';
import type { IamInventory, Inventory, RegionInventory } from '../../src/model/inventory.ts';
import { known } from '../../src/model/known.ts';
import { writeSnapshot } from '../../src/sources/snapshot.ts';
import { ACCOUNT, buildInventory, healthyIam, healthyInstance, healthyRegion, TAKEN_AT } from './subject.ts';

export interface HostSpec {
  readonly id: string;
  readonly name?: string;
  /** `ready` unless told otherwise; a blocked one has no instance profile, an unknown one was started just now. */
  readonly is?: 'ready' | 'blocked' | 'unknown' | 'stopped' | 'stopped and blocked';
  readonly groups?: readonly string[];
  readonly address?: string;
  readonly publicIp?: string;
  readonly vpc?: string;
  readonly subnet?: string;
  readonly agent?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly extra?: Partial<Instance>;
}

export function rule(port: number, from: Partial<IpPermission>): IpPermission {
  return { IpProtocol: 'tcp', FromPort: port, ToPort: port, ...from };
}

export const fromGroup = (GroupId: string, rest: object = {}): Partial<IpPermission> => ({
  UserIdGroupPairs: [{ GroupId, UserId: ACCOUNT, ...rest }],
});
export const fromRange = (CidrIp: string): Partial<IpPermission> => ({ IpRanges: [{ CidrIp }] });
export const fromList = (PrefixListId: string): Partial<IpPermission> => ({
  PrefixListIds: [{ PrefixListId }],
});

export function group(
  GroupId: string,
  IpPermissions: readonly IpPermission[],
  IpPermissionsEgress: readonly IpPermission[] = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
): SecurityGroup {
  return {
    GroupId,
    GroupName: GroupId,
    VpcId: 'vpc-main',
    OwnerId: ACCOUNT,
    IpPermissions,
    IpPermissionsEgress,
  };
}

/** What makes a host a bastion: people come in from an office, and `sg-ssh` lets it on. */
export const OFFICE = rule(22, fromRange('203.0.113.0/24'));
export const BASTION: HostSpec = {
  id: 'i-0bastion',
  name: 'bastion',
  groups: ['sg-bastion'],
  address: '10.0.1.5',
};

export interface AccountSpec {
  readonly hosts: readonly HostSpec[];
  readonly groups?: readonly SecurityGroup[];
  readonly interfaces?: readonly NetworkInterface[];
  readonly region?: Partial<RegionInventory>;
  readonly iam?: Partial<IamInventory>;
}

const GROUPS = [
  group('sg-bastion', [OFFICE]),
  group('sg-ssh', [rule(22, fromGroup('sg-bastion'))]),
  group('sg-app', []),
];

export function may(statement: object): IamInventory['AuthorizationDetails'] {
  return known({
    UserDetailList: [
      {
        UserName: 'alice',
        Arn: `arn:aws:iam::${ACCOUNT}:user/alice`,
        GroupList: ['operators'],
        UserPolicyList: [],
        AttachedManagedPolicies: [],
      },
    ],
    GroupDetailList: [
      {
        GroupName: 'operators',
        GroupPolicyList: [
          { PolicyName: 'sessions', PolicyDocument: { Version: '2012-10-17', Statement: statement } },
        ],
        AttachedManagedPolicies: [],
      },
    ],
    // The role of the instances is no person's.
    RoleDetailList: healthyIam.RoleDetailList.known ? healthyIam.RoleDetailList.value : [],
    Policies: healthyIam.Policies.known ? healthyIam.Policies.value : [],
  });
}

const EVERYBODY = may([{ Effect: 'Allow', Action: 'ssm:StartSession', Resource: '*' }]);

export function buildBastionAccount({
  hosts,
  groups = [],
  interfaces = [],
  region,
  iam,
}: AccountSpec): Inventory {
  const instances = hosts.map(toInstance);
  const registered = hosts.filter(({ is = 'ready' }) => is === 'ready');
  const own = instances.flatMap(({ InstanceId, NetworkInterfaces = [] }) =>
    NetworkInterfaces.map((eni) => ({
      ...eni,
      InterfaceType: 'interface',
      Status: 'in-use',
      Attachment: { InstanceId, DeviceIndex: 0 },
    })),
  );
  const all = new Map([...GROUPS, ...groups].map((one) => [one.GroupId, one]));
  return buildInventory({
    instances,
    region: {
      SecurityGroups: known([...all.values()]),
      InstanceStatuses: known(
        hosts
          .filter(({ is = '' }) => !is.startsWith('stopped'))
          .map(({ id }) => ({
            InstanceId: id,
            InstanceStatus: { Status: 'ok' },
            SystemStatus: { Status: 'ok' },
          })),
      ),
      InstanceImageMetadata: known(
        hosts.map(({ id }) => ({ ...listed(healthyRegion.InstanceImageMetadata)[0], InstanceId: id })),
      ),
      InstanceInformationList: known(
        registered.map(({ id, agent = '3.3.4624.0' }) => ({
          ...listed(healthyRegion.InstanceInformationList)[0],
          InstanceId: id,
          AgentVersion: agent,
        })),
      ),
      ConnectionStatuses: Object.fromEntries(registered.map(({ id }) => [id, known('connected')])),
      AllNetworkInterfaces: known([...own, ...interfaces]),
      InstanceConnectEndpoints: known([]),
      ClientVpnEndpoints: known([]),
      VpcPeeringConnections: known([]),
      ...region,
    },
    iam: { AuthorizationDetails: EVERYBODY, ...iam },
  });
}

export function writeBastionAccount(spec: AccountSpec): string {
  return writeSnapshot(buildBastionAccount(spec));
}

function listed<T>(answer: { readonly known: boolean; readonly value?: readonly T[] }): readonly T[] {
  return answer.value ?? [];
}

function toInstance(spec: HostSpec, index: number): Instance {
  const {
    id,
    name = id,
    is = 'ready',
    groups = ['sg-ssh'],
    vpc = 'vpc-main',
    subnet = 'subnet-public',
  } = spec;
  const {
    address = `10.0.1.${100 + index}`,
    publicIp = `198.51.100.${100 + index}`,
    tags = {},
    extra = {},
  } = spec;
  const Groups = groups.map((GroupId) => ({ GroupId, GroupName: GroupId }));
  const { IamInstanceProfile, ...rest } = healthyInstance;
  const hasProfile = is !== 'blocked' && is !== 'stopped and blocked';
  const isStopped = is.startsWith('stopped');
  const Association = { PublicIp: publicIp, IpOwnerId: 'amazon' };
  return {
    ...rest,
    ...(hasProfile && IamInstanceProfile !== undefined ? { IamInstanceProfile } : {}),
    InstanceId: id,
    State: { Name: isStopped ? 'stopped' : 'running' },
    LaunchTime:
      is === 'unknown' ? new Date(Date.parse(TAKEN_AT) - 60_000).toISOString() : '2026-10-01T08:00:00.000Z',
    NetworkInterfaces: [
      {
        NetworkInterfaceId: `eni-${id}`,
        Attachment: { DeviceIndex: 0, NetworkCardIndex: 0, Status: 'attached' },
        Association,
        Groups,
        PrivateIpAddress: address,
        PrivateIpAddresses: [{ PrivateIpAddress: address, Primary: true, Association }],
        Ipv6Addresses: [],
        SourceDestCheck: true,
        SubnetId: subnet,
        VpcId: vpc,
        OwnerId: ACCOUNT,
      },
    ],
    SecurityGroups: Groups,
    PrivateIpAddress: address,
    PublicIpAddress: publicIp,
    SubnetId: subnet,
    VpcId: vpc,
    Tags: Object.entries({ Name: name, ...tags }).map(([Key, Value]) => ({ Key, Value })),
    ...extra,
  };
}
