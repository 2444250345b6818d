import { regionFieldCalls } from './calls.ts';

/** Version of the snapshot's shape; a reader takes its own version and says so of any other. */
export const SNAPSHOT_VERSION = 1;

const reason = {
  type: 'object',
  required: ['kind'],
  oneOf: [
    shape('denied', ['action']),
    shape('api-error', ['action', 'code', 'message']),
    shape('not-collected', ['action']),
    shape('after-apply', ['attribute']),
    shape('not-visible', ['question']),
  ],
};

const gap = {
  type: 'object',
  description: 'Why there is no answer.',
  required: ['gap'],
  additionalProperties: false,
  properties: { gap: { $ref: '#/$defs/reason' } },
};

function shape(kind: string, members: readonly string[]): object {
  const properties = Object.fromEntries(members.map((member) => [member, { type: 'string' }]));
  return {
    required: ['kind', ...members],
    additionalProperties: false,
    properties: { kind: { const: kind }, ...properties },
  };
}

const known = (value: object): object => ({ anyOf: [{ $ref: '#/$defs/gap' }, value] });
/** Attributes that were not read, by name. */
const Gaps = { type: 'object', additionalProperties: { $ref: '#/$defs/reason' } };
const list = (required: readonly string[] = [], properties: object = {}): object =>
  known({
    type: 'array',
    items: { type: 'object', required: [...required], properties: { Gaps, ...properties } },
  });
/** One object of AWS's, or none. What has a gap is no such object, so that a malformed gap is not taken for one. */
const objectOrNone = known({ type: ['object', 'null'], properties: { gap: false } });

const recordOf = (items: object): object => ({
  type: 'object',
  additionalProperties: known({ type: 'array', items }),
});
const recordOfOne = (additionalProperties: object): object => ({ type: 'object', additionalProperties });
const text = { type: 'string' };
const objectOf = (required: Readonly<Record<string, object>>, optional: object = {}): object => ({
  type: 'object',
  required: Object.keys(required),
  properties: { ...required, ...optional },
});

/** What identifies an entity; without it nothing can refer to it. */
const IDENTIFIED_BY: Readonly<Record<string, readonly string[]>> = {
  Images: ['ImageId'],
  SecurityGroups: ['GroupId'],
  Subnets: ['SubnetId'],
  Vpcs: ['VpcId'],
  RouteTables: ['RouteTableId'],
  NetworkAcls: ['NetworkAclId'],
  InternetGateways: ['InternetGatewayId'],
  NatGateways: ['NatGatewayId'],
  VpcEndpoints: ['VpcEndpointId'],
  NetworkInterfaces: ['NetworkInterfaceId'],
  AllNetworkInterfaces: ['NetworkInterfaceId'],
  InstanceConnectEndpoints: ['InstanceConnectEndpointId'],
  ClientVpnEndpoints: ['ClientVpnEndpointId'],
  VpcPeeringConnections: ['VpcPeeringConnectionId'],
  DhcpOptions: ['DhcpOptionsId'],
  AutoScalingGroups: ['AutoScalingGroupName'],
  LaunchConfigurations: ['LaunchConfigurationName'],
  LaunchTemplates: ['LaunchTemplateId'],
  LaunchTemplateVersions: ['LaunchTemplateId', 'VersionNumber'],
  InstanceInformationList: ['InstanceId'],
  RoleDetailList: ['RoleName'],
  Policies: ['Arn'],
};

const regionProperties: Record<string, object> = {
  region: { type: 'string', minLength: 1 },
  skipped: { type: 'string', description: 'Why the region was left out.' },
  ...Object.fromEntries(
    regionFieldCalls().flatMap(({ feeds }) => feeds.map((field) => [field, list(IDENTIFIED_BY[field])])),
  ),
  Reservations: known({
    type: 'array',
    items: {
      type: 'object',
      required: ['OwnerId', 'Instances'],
      properties: {
        OwnerId: { type: 'string' },
        Instances: {
          type: 'array',
          items: {
            type: 'object',
            required: ['InstanceId'],
            properties: { InstanceId: { type: 'string', minLength: 1 } },
          },
        },
      },
    },
  }),
  VpcBlockPublicAccessOptions: known({ type: 'object', properties: { gap: false } }),
  ServiceSetting: known({ type: 'object', properties: { gap: false } }),
  SessionDocument: objectOrNone,
  InstanceMetadataDefaults: objectOrNone,
  VpcAttributes: {
    type: 'object',
    additionalProperties: {
      type: 'object',
      required: ['EnableDnsSupport', 'EnableDnsHostnames'],
      additionalProperties: known({ type: 'boolean' }),
    },
  },
  ImageAncestryEntries: recordOf(objectOf({ ImageId: text })),
  PrefixListEntries: recordOf(objectOf({ Cidr: text })),
  HostedZoneSummaries: recordOf(objectOf({ HostedZoneId: text, Name: text })),
  ResourceRecordSets: recordOf(
    objectOf(
      { Name: text, Type: text },
      {
        AliasTarget: objectOf({ DNSName: text }),
        ResourceRecords: { type: 'array', items: objectOf({ Value: text }) },
      },
    ),
  ),
  Sessions: list(['Target', 'StartDate'], { Target: text, StartDate: text }),
  ConnectionStatuses: { type: 'object', additionalProperties: known({ type: 'string' }) },
  LogGroups: recordOfOne(objectOrNone),
  BucketEncryptions: recordOfOne(objectOrNone),
  BucketPolicies: recordOfOne(known({ type: ['string', 'null'] })),
  BucketLocations: recordOfOne(known({ type: ['string', 'null'] })),
  Keys: recordOfOne(objectOrNone),
  KeyPolicies: recordOfOne(known(text)),
  KeyGrants: recordOf({ type: 'object' }),
};

const plainList = { type: 'array', items: { type: 'object' } };
const authorizationDetails = known({
  ...objectOf({
    UserDetailList: plainList,
    GroupDetailList: plainList,
    RoleDetailList: plainList,
    Policies: plainList,
  }),
});

/** JSON Schema (draft 2020-12) of a snapshot; entities keep AWS's own members, so those stay open. */
export const snapshotSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://github.com/ssm-preflight/ssm-preflight/blob/main/snapshot.schema.json',
  title: 'ssm-preflight snapshot',
  description:
    'What one collection read of AWS: entity lists by account and region under the names that AWS gives them, and the gaps.',
  type: 'object',
  required: ['snapshotVersion', 'source', 'takenAt', 'accounts'],
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    snapshotVersion: { const: SNAPSHOT_VERSION },
    source: {
      type: 'object',
      required: ['kind'],
      additionalProperties: false,
      properties: {
        kind: { enum: ['aws', 'cli-json', 'demo', 'terraform-plan', 'template'] },
        enabledRegions: known({ type: 'array', items: { type: 'string' } }),
      },
    },
    takenAt: {
      type: 'string',
      pattern: String.raw`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$`,
      description: 'When reading began, ISO 8601.',
    },
    accounts: {
      type: 'array',
      items: {
        type: 'object',
        required: ['accountId', 'partition', 'iam', 'regions'],
        additionalProperties: false,
        properties: {
          accountId: { type: 'string', minLength: 1 },
          partition: { type: 'string', minLength: 1 },
          iam: {
            type: 'object',
            additionalProperties: false,
            properties: {
              // One that a launch template names, and that was not read, has a name alone.
              InstanceProfiles: known({
                type: 'array',
                items: {
                  type: 'object',
                  anyOf: [{ required: ['Arn'] }, { required: ['InstanceProfileName'] }],
                  properties: { Gaps },
                },
              }),
              RoleDetailList: list(IDENTIFIED_BY['RoleDetailList'], {
                RolePolicyList: { type: 'array', items: { type: 'object', properties: { Gaps } } },
              }),
              Policies: list(IDENTIFIED_BY['Policies']),
              SimulationResults: recordOf({ type: 'object' }),
              AuthorizationDetails: authorizationDetails,
            },
          },
          regions: {
            type: 'array',
            items: {
              type: 'object',
              required: ['region'],
              additionalProperties: false,
              properties: regionProperties,
            },
          },
        },
      },
    },
  },
  $defs: { gap, reason },
} as const;
