import type { IamField, RegionField } from '../model/inventory.ts';
import { BASTION_CALLS } from './bastion-calls.ts';
import { IAM_CALLS } from './iam-calls.ts';
import { LAUNCH_CALLS } from './launch-calls.ts';
import { SESSION_TARGET_CALLS } from './session-target-calls.ts';

export type Service = 'autoscaling' | 'ec2' | 'iam' | 'kms' | 'logs' | 'route53' | 's3' | 'ssm' | 'sts';

/** How a call is paged. Saying that it is not is a decision too, so the field cannot be forgotten. */
export type Paging =
  | { readonly size: string; readonly max: number; readonly tokenIn: string; readonly tokenOut: string }
  | 'no-pages';

/**
 * What a call is made for.
 *
 * - `region`, `account`: once; the answer is the whole field.
 * - `vpc-attribute`, `prefix-list`, `hosted-zones`, `record-sets`, `connection-status`: once per item; the answer is
 *   one entry of a record.
 * - `session-target`: once per log group, bucket or key that session preferences name; likewise.
 * - `role`: once per instance profile, role or policy in use, where that is fewer calls than the account's whole list,
 *   or where the list is refused.
 * - `simulation`: once per role in use, when the user asks for it.
 * - `image-batch`: once per 200 image ids, the most that one filter takes.
 * - `registration`: one of two operations, whichever answers with fewer calls.
 * - `sessions`: once for each state, when the user asks for it.
 * - `launch`: once, when the user asks for it; versions that groups name by number, once per template.
 * - `bastion`, `bastion-account`: once, for the command `bastion`.
 * - `image`: once per image of somebody's own, where nothing else leads to the image that it was made from.
 * - `identity`: not part of the inventory.
 */
type CallScope =
  | 'region'
  | 'account'
  | 'vpc-attribute'
  | 'prefix-list'
  | 'hosted-zones'
  | 'record-sets'
  | 'connection-status'
  | 'session-target'
  | 'role'
  | 'simulation'
  | 'image-batch'
  | 'registration'
  | 'sessions'
  | 'launch'
  | 'bastion'
  | 'bastion-account'
  | 'image'
  | 'identity';

export interface Call {
  readonly service: Service;
  readonly operation: string;
  readonly scope: CallScope;
  /** The inventory fields that the answer fills; a failure becomes a gap on exactly these. */
  readonly feeds: readonly (RegionField | IamField)[];
  /** Member of the response that holds the answer, for each field. */
  readonly members: readonly string[];
  /** A list of names, where others hold objects. */
  readonly holdsNames?: true;
  readonly paging: Paging;
  readonly input?: Readonly<Record<string, unknown>>;
  /** The part of the input that says what the answer is about, where the answer itself does not. */
  readonly identifiedBy?: string;
  /** Errors that are an answer: AWS says that there is no such thing. */
  readonly absentWhen?: readonly string[];
  /** The IAM action, where its name is not the operation's. */
  readonly action?: string;
  /** Why the tool asks, for the policy page. */
  readonly why: string;
}

const ec2Pages = (max: number): Paging => ({
  size: 'MaxResults',
  max,
  tokenIn: 'NextToken',
  tokenOut: 'NextToken',
});

function ec2List(
  operation: string,
  field: RegionField,
  max: number,
  why: string,
  member: string = field,
): Call {
  return {
    service: 'ec2',
    operation,
    scope: 'region',
    feeds: [field],
    members: [member],
    paging: ec2Pages(max),
    why,
  };
}

/** The name of the document that holds a Region's session preferences. */
const SESSION_DOCUMENT = 'SSM-SessionManagerRunShell';
export const HOST_MANAGEMENT_SETTING = '/ssm/managed-instance/default-ec2-instance-management-role';

export const DESCRIBE_INSTANCES = ec2List('DescribeInstances', 'Reservations', 1000, 'the instances');

/** Every call that this tool can make. Page sizes are the maxima of the API reference. */
export const CALLS: readonly Call[] = [
  {
    service: 'sts',
    operation: 'GetCallerIdentity',
    scope: 'identity',
    feeds: [],
    members: [],
    paging: 'no-pages',
    why: 'the account and its partition',
  },
  {
    service: 'ec2',
    operation: 'DescribeRegions',
    scope: 'identity',
    feeds: [],
    members: ['Regions'],
    paging: 'no-pages',
    why: 'the enabled regions',
  },
  DESCRIBE_INSTANCES,
  ec2List('DescribeInstanceStatus', 'InstanceStatuses', 1000, 'system and instance checks'),
  ec2List('DescribeInstanceImageMetadata', 'InstanceImageMetadata', 1000, 'images, deregistered ones too'),
  {
    service: 'ec2',
    operation: 'DescribeImages',
    scope: 'image-batch',
    feeds: ['Images'],
    members: ['Images'],
    paging: ec2Pages(1000),
    input: { IncludeDeprecated: true },
    why: 'where a custom image comes from',
  },
  {
    service: 'ec2',
    operation: 'GetImageAncestry',
    scope: 'image',
    feeds: ['ImageAncestryEntries'],
    members: ['ImageAncestryEntries'],
    paging: 'no-pages',
    identifiedBy: 'ImageId',
    why: 'the same where a source is gone or in another account; optional',
  },
  ec2List('DescribeSecurityGroups', 'SecurityGroups', 1000, 'outbound 443, inbound 443 of endpoints'),
  ec2List('DescribeSubnets', 'Subnets', 1000, 'the subnets of the path'),
  ec2List('DescribeVpcs', 'Vpcs', 1000, 'address ranges and owners'),
  ec2List('DescribeRouteTables', 'RouteTables', 100, 'the way out of a subnet'),
  ec2List('DescribeNetworkAcls', 'NetworkAcls', 1000, '443 out and ephemeral ports back'),
  ec2List('DescribeInternetGateways', 'InternetGateways', 1000, 'whether a gateway is attached'),
  ec2List('DescribeNatGateways', 'NatGateways', 1000, 'whether a NAT gateway has a way out'),
  ec2List('DescribeVpcEndpoints', 'VpcEndpoints', 1000, 'interface endpoints for ssm and ssmmessages'),
  {
    ...ec2List('DescribeNetworkInterfaces', 'NetworkInterfaces', 1000, 'addresses of interface endpoints'),
    input: { Filters: [{ Name: 'interface-type', Values: ['vpc_endpoint'] }] },
  },
  ec2List('DescribeDhcpOptions', 'DhcpOptions', 1000, 'custom name servers'),
  {
    ...ec2List(
      'DescribeVpcBlockPublicAccessOptions',
      'VpcBlockPublicAccessOptions',
      0,
      'whether internet gateways are blocked',
    ),
    paging: 'no-pages',
  },
  ec2List(
    'DescribeVpcBlockPublicAccessExclusions',
    'VpcBlockPublicAccessExclusions',
    1000,
    'VPCs and subnets excluded from the block',
  ),
  {
    service: 'ec2',
    operation: 'DescribeVpcAttribute',
    scope: 'vpc-attribute',
    feeds: ['VpcAttributes'],
    members: [],
    paging: 'no-pages',
    why: 'DNS support and DNS hostnames of a VPC',
  },
  {
    service: 'ec2',
    operation: 'GetManagedPrefixListEntries',
    scope: 'prefix-list',
    feeds: ['PrefixListEntries'],
    members: ['Entries'],
    paging: ec2Pages(100),
    why: 'address ranges behind a prefix list in a rule or route',
  },
  {
    service: 'route53',
    operation: 'ListHostedZonesByVPC',
    scope: 'hosted-zones',
    feeds: ['HostedZoneSummaries'],
    members: ['HostedZoneSummaries'],
    paging: { size: 'MaxItems', max: 100, tokenIn: 'NextToken', tokenOut: 'NextToken' },
    identifiedBy: 'VPCId',
    why: 'private hosted zones that lead a name elsewhere; optional',
  },
  {
    service: 'route53',
    operation: 'ListResourceRecordSets',
    scope: 'record-sets',
    feeds: ['ResourceRecordSets'],
    members: ['ResourceRecordSets'],
    // Starts at the name that is asked for, so that the first page holds all of its records.
    paging: 'no-pages',
    identifiedBy: 'HostedZoneId',
    why: 'where such a zone leads it; optional',
  },
  {
    service: 'ssm',
    operation: 'DescribeInstanceProperties',
    scope: 'registration',
    feeds: ['InstanceInformationList'],
    members: ['InstanceProperties'],
    paging: ec2Pages(1000),
    why: 'registration, ping status, agent version, a thousand nodes a page; optional',
  },
  {
    service: 'ssm',
    operation: 'DescribeInstanceInformation',
    scope: 'registration',
    feeds: ['InstanceInformationList'],
    members: ['InstanceInformationList'],
    paging: ec2Pages(50),
    why: 'the same, fifty nodes a page, where DescribeInstanceProperties does not answer; addresses of hybrid nodes',
  },
  {
    service: 'ssm',
    operation: 'GetServiceSetting',
    scope: 'region',
    feeds: ['ServiceSetting'],
    members: ['ServiceSetting'],
    paging: 'no-pages',
    input: { SettingId: HOST_MANAGEMENT_SETTING },
    absentWhen: ['ServiceSettingNotFound'],
    why: 'Default Host Management Configuration',
  },
  {
    service: 'ssm',
    operation: 'GetDocument',
    scope: 'region',
    feeds: ['SessionDocument'],
    members: [],
    paging: 'no-pages',
    input: { Name: SESSION_DOCUMENT },
    absentWhen: ['InvalidDocument'],
    why: 'session preferences',
  },
  {
    service: 'ssm',
    operation: 'GetConnectionStatus',
    scope: 'connection-status',
    feeds: ['ConnectionStatuses'],
    members: ['Status'],
    paging: 'no-pages',
    why: 'whether the control channel stands',
  },
  {
    service: 'ssm',
    operation: 'DescribeSessions',
    scope: 'sessions',
    feeds: ['Sessions'],
    members: ['Sessions'],
    paging: ec2Pages(200),
    identifiedBy: 'State',
    why: 'when a session was last opened; only with --sessions',
  },
  ...LAUNCH_CALLS,
  ...SESSION_TARGET_CALLS,
  ...IAM_CALLS,
  // Last, since two of them ask more of an operation that is above.
  ...BASTION_CALLS,
];

/** The IAM action that allows the call; these services name most actions like operations. */
export function actionOf(call: Pick<Call, 'service' | 'operation' | 'action'>): string {
  return `${call.service}:${call.action ?? call.operation}`;
}

/** The one call of an operation; throws for a name that is not in the list, which is a mistake in this program. */
export function callOf(operation: string): Call {
  const call = CALLS.find((candidate) => candidate.operation === operation);
  if (call === undefined) throw new Error(`no call named ${operation}`);
  return call;
}

/** What AWS calls `NoSuchEntity` on the wire has the name `NoSuchEntityException` in the SDK. */
export function isAbsence({ absentWhen = [] }: Pick<Call, 'absentWhen'>, code: string): boolean {
  return absentWhen.some((name) => code === name || code === `${name}Exception`);
}

/** The calls that are made once per region, after the instances. */
export function regionCalls(): readonly Call[] {
  return CALLS.filter((call) => call.scope === 'region' && call !== DESCRIBE_INSTANCES);
}

/** The calls whose answers are whole fields of a region. */
export function regionFieldCalls(): readonly Call[] {
  const scopes = ['region', 'image-batch', 'registration', 'sessions', 'launch', 'bastion'];
  return CALLS.filter(({ scope }) => scopes.includes(scope));
}

/** The documented maximum of values in one EC2 filter. */
export const MAX_FILTER_VALUES = 200;
