import type { AccountInventory, RegionInventory } from '../../src/model/inventory.ts';
import { type Known, known } from '../../src/model/known.ts';
import { gapError } from './errors.ts';
import type { Input } from './form.ts';
import type { Service } from './schema.ts';

/** One request, understood: who asks what, where. */
export interface Call {
  readonly service: Service;
  /** Like `ec2:DescribeInstances`. */
  readonly action: string;
  readonly input: Input;
  readonly callerArn: string;
  readonly accounts: readonly AccountInventory[];
  readonly account: AccountInventory;
  readonly region: RegionInventory;
  readonly takenAt: string;
  readonly enabledRegions: Known<readonly string[]>;
  readonly paging: { readonly cap: number; readonly emptyPages: boolean };
}

/** Answers with the members of the operation's output, under the SDK's names. */
export type Handler = (call: Call) => object;

/** The value that the inventory holds, or the error that its gap stands for. */
export function require<T>(call: Call, value: Known<T>): T {
  if (value.known) return value.value;
  throw gapError(value.gap, call.service, call.action, call.callerArn);
}

export function textOf(input: Input, name: string): string | undefined {
  const value = input[name];
  return typeof value === 'string' ? value : undefined;
}

export function listOf(input: Input, name: string): readonly unknown[] {
  const value = input[name];
  return Array.isArray(value) ? value : [];
}

/** An enabled region in which nothing was ever made. */
export function emptyRegion(region: string): RegionInventory {
  const none = known([]);
  return {
    region,
    Reservations: none,
    InstanceStatuses: none,
    Images: none,
    InstanceImageMetadata: none,
    SecurityGroups: none,
    Subnets: none,
    Vpcs: none,
    RouteTables: none,
    NetworkAcls: none,
    InternetGateways: none,
    NatGateways: none,
    VpcEndpoints: none,
    NetworkInterfaces: none,
    DhcpOptions: none,
    VpcBlockPublicAccessOptions: known({ InternetGatewayBlockMode: 'off', State: 'default-state' }),
    VpcBlockPublicAccessExclusions: none,
    ImageAncestryEntries: {},
    VpcAttributes: {},
    PrefixListEntries: {},
    HostedZoneSummaries: {},
    ResourceRecordSets: {},
    InstanceInformationList: none,
    ServiceSetting: known({
      SettingId: '/ssm/managed-instance/default-ec2-instance-management-role',
      SettingValue: '$None',
      Status: 'Default',
    }),
    SessionDocument: known(undefined),
    ConnectionStatuses: {},
    Sessions: none,
    AllNetworkInterfaces: none,
    InstanceConnectEndpoints: none,
    ClientVpnEndpoints: none,
    VpcPeeringConnections: none,
    AutoScalingGroups: none,
    LaunchConfigurations: none,
    LaunchTemplates: none,
    LaunchTemplateVersions: none,
    InstanceMetadataDefaults: known(undefined),
    LogGroups: {},
    BucketEncryptions: {},
    BucketPolicies: {},
    BucketLocations: {},
    Keys: {},
    KeyPolicies: {},
    KeyGrants: {},
  };
}
