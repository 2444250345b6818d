/** One AWS managed policy as AWS published it: the default version's id, its creation date and its document. */
interface ManagedPolicyRow {
  readonly name: string;
  readonly versionId: string;
  readonly createDate: string;
  readonly document: { readonly Version: string; readonly Statement: readonly object[] };
}

/** The day on which the documents below were the default versions. */
export const MANAGED_POLICIES_DATE = '2026-03-07';

const CHANNELS = `
  ssmmessages:CreateControlChannel ssmmessages:CreateDataChannel ssmmessages:OpenControlChannel
  ssmmessages:OpenDataChannel`;

const EC2_MESSAGES = `
  ec2messages:AcknowledgeMessage ec2messages:DeleteMessage ec2messages:FailMessage
  ec2messages:GetEndpoint ec2messages:GetMessages ec2messages:SendReply`;

/**
 * AWS managed policies that bear on the agent's rights, statement by statement. Source: the default versions that
 * iam:GetPolicyVersion returns, as archived by https://github.com/zoph-io/MAMIP. They stand in when an account's
 * answer does not hold the document of an attached AWS managed policy, as in a plan.
 */
export const MANAGED_POLICIES: readonly ManagedPolicyRow[] = [
  policy('AWSCloud9SSMInstanceProfile', 'v1', '2020-05-14', [
    allow(`
    ssmmessages:CreateControlChannel ssmmessages:CreateDataChannel ssmmessages:OpenControlChannel
    ssmmessages:OpenDataChannel ssm:UpdateInstanceInformation`),
  ]),
  policy('AWSEC2SqlHaInstancePolicy', 'v3', '2026-02-12', [
    allow('ssm:UpdateInstanceInformation', 'arn:aws:ec2:*:*:instance/*', {
      Condition: { StringLike: { 'aws:ResourceTag/SqlHaMonitored': 'true' } },
    }),
    allow('secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:*:*:secret:*', {
      Condition: { StringLike: { 'aws:ResourceTag/AWSEc2SqlHa': '*' } },
    }),
    allow(CHANNELS),
    allow(EC2_MESSAGES),
  ]),
  policy('AmazonEC2RoleforSSM', 'v8', '2019-01-24', [
    allow(`
    ssm:DescribeAssociation ssm:GetDeployablePatchSnapshotForInstance ssm:GetDocument
    ssm:DescribeDocument ssm:GetManifest ssm:GetParameters ssm:ListAssociations
    ssm:ListInstanceAssociations ssm:PutInventory ssm:PutComplianceItems ssm:PutConfigurePackageResult
    ssm:UpdateAssociationStatus ssm:UpdateInstanceAssociationStatus ssm:UpdateInstanceInformation`),
    allow(CHANNELS),
    allow(EC2_MESSAGES),
    allow('cloudwatch:PutMetricData'),
    allow('ec2:DescribeInstanceStatus'),
    allow('ds:CreateComputer ds:DescribeDirectories'),
    allow(`
    logs:CreateLogGroup logs:CreateLogStream logs:DescribeLogGroups logs:DescribeLogStreams
    logs:PutLogEvents`),
    allow(`
    s3:GetBucketLocation s3:PutObject s3:GetObject s3:GetEncryptionConfiguration s3:AbortMultipartUpload
    s3:ListMultipartUploadParts s3:ListBucket s3:ListBucketMultipartUploads`),
  ]),
  policy('AmazonEKSLocalOutpostClusterPolicy', 'v4', '2024-10-24', [
    allow(`
    ec2:DescribeInstances ec2:DescribeRouteTables ec2:DescribeTags ec2:DescribeNetworkInterfaces
    ec2:DescribeInstanceTypes ec2:DescribeAvailabilityZones ec2messages:AcknowledgeMessage
    ec2messages:DeleteMessage ec2messages:FailMessage ec2messages:GetEndpoint ec2messages:GetMessages
    ec2messages:SendReply ssmmessages:CreateControlChannel ssmmessages:CreateDataChannel
    ssmmessages:OpenControlChannel ssmmessages:OpenDataChannel ssm:DescribeInstanceProperties
    ssm:DescribeDocumentParameters ssm:ListInstanceAssociations ssm:RegisterManagedInstance
    ssm:UpdateInstanceInformation ssm:UpdateInstanceAssociationStatus ssm:PutComplianceItems
    ssm:PutInventory ecr-public:GetAuthorizationToken ecr:GetAuthorizationToken`),
    allow('ecr:GetDownloadUrlForLayer ecr:BatchGetImage', [
      'arn:aws:ecr:*:*:repository/eks/*',
      'arn:aws:ecr:*:*:repository/bottlerocket-admin',
      'arn:aws:ecr:*:*:repository/bottlerocket-control-eks',
      'arn:aws:ecr:*:*:repository/diagnostics-collector-eks',
      'arn:aws:ecr:*:*:repository/kubelet-config-updater',
    ]),
    allow(
      'secretsmanager:GetSecretValue secretsmanager:DeleteSecret',
      'arn:*:secretsmanager:*:*:secret:eks-local.cluster.x-k8s.io/*',
    ),
    allow('logs:CreateLogGroup', 'arn:aws:logs:*:*:log-group:/aws/eks/*'),
    allow(
      'logs:PutLogEvents logs:CreateLogStream logs:DescribeLogStreams',
      'arn:aws:logs:*:*:log-group:/aws/eks/*:*',
    ),
  ]),
  policy('AmazonElasticFileSystemsUtils', 'v1', '2020-09-29', [
    allow(`
    ssm:DescribeAssociation ssm:GetDeployablePatchSnapshotForInstance ssm:GetDocument
    ssm:DescribeDocument ssm:GetManifest ssm:GetParameter ssm:GetParameters ssm:ListAssociations
    ssm:ListInstanceAssociations ssm:PutInventory ssm:PutComplianceItems ssm:PutConfigurePackageResult
    ssm:UpdateAssociationStatus ssm:UpdateInstanceAssociationStatus ssm:UpdateInstanceInformation`),
    allow(CHANNELS),
    allow(EC2_MESSAGES),
    allow('elasticfilesystem:DescribeMountTargets'),
    allow('ec2:DescribeAvailabilityZones'),
    allow(`
    logs:PutLogEvents logs:DescribeLogStreams logs:DescribeLogGroups logs:CreateLogStream
    logs:CreateLogGroup logs:PutRetentionPolicy`),
  ]),
  policy('AmazonRDSCustomInstanceProfileRolePolicy', 'v4', '2026-02-12', [
    allow('ssm:UpdateInstanceInformation', 'arn:aws:ec2:*:*:instance/*', {
      Condition: {
        StringLike: {
          'aws:ResourceTag/AWSRDSCustom': ['custom-oracle', 'custom-sqlserver', 'custom-oracle-rac'],
        },
      },
      Sid: 'ssmAgentPermission1',
    }),
    allow('ssm:GetManifest ssm:PutConfigurePackageResult', '*', { Sid: 'ssmAgentPermission2' }),
    allow('ssm:GetDocument ssm:DescribeDocument', 'arn:aws:ssm:*:*:document/*', {
      Sid: 'ssmAgentPermission3',
    }),
    allow('ssmmessages:CreateControlChannel ssmmessages:OpenControlChannel', '*', {
      Sid: 'ssmAgentPermission4',
    }),
    allow(EC2_MESSAGES, '*', { Sid: 'ssmAgentPermission5' }),
    allow('ec2:CreateSnapshot ec2:CreateSnapshots', 'arn:aws:ec2:*:*:volume/*', {
      Condition: {
        StringLike: {
          'aws:ResourceTag/AWSRDSCustom': ['custom-oracle', 'custom-sqlserver', 'custom-oracle-rac'],
        },
      },
      Sid: 'createEc2SnapshotPermission1',
    }),
    allow('ec2:CreateSnapshot ec2:CreateSnapshots', 'arn:aws:ec2:*::snapshot/*', {
      Condition: {
        StringLike: {
          'aws:RequestTag/AWSRDSCustom': ['custom-oracle', 'custom-sqlserver', 'custom-oracle-rac'],
        },
      },
      Sid: 'createEc2SnapshotPermission2',
    }),
    allow('ec2:CreateSnapshots', 'arn:aws:ec2:*:*:instance/*', {
      Condition: {
        StringLike: {
          'aws:ResourceTag/AWSRDSCustom': ['custom-oracle', 'custom-sqlserver', 'custom-oracle-rac'],
        },
      },
      Sid: 'createEc2SnapshotPermission3',
    }),
    allow('ec2:CreateTags', '*', {
      Condition: {
        StringLike: {
          'ec2:CreateAction': ['CreateSnapshot', 'CreateSnapshots'],
          'aws:RequestTag/AWSRDSCustom': ['custom-oracle', 'custom-sqlserver', 'custom-oracle-rac'],
        },
      },
      Sid: 'createTagForEc2SnapshotPermission',
    }),
    allow(
      `
    s3:putObject s3:getObject s3:getObjectVersion s3:AbortMultipartUpload s3:ListMultipartUploadParts`,
      'arn:aws:s3:::do-not-delete-rds-custom-*/*',
      {
        Condition: { StringEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' } },
        Sid: 'rdsCustomS3ObjectPermission',
      },
    ),
    allow('s3:ListBucketVersions s3:ListBucketMultipartUploads', 'arn:aws:s3:::do-not-delete-rds-custom-*', {
      Condition: { StringEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' } },
      Sid: 'rdsCustomS3BucketPermission',
    }),
    allow(
      'secretsmanager:GetSecretValue secretsmanager:DescribeSecret',
      [
        'arn:aws:secretsmanager:*:*:secret:do-not-delete-rds-custom-*',
        'arn:aws:secretsmanager:*:*:secret:rds-custom!*',
      ],
      {
        Condition: {
          StringLike: {
            'aws:ResourceTag/AWSRDSCustom': ['custom-oracle', 'custom-sqlserver', 'custom-oracle-rac'],
          },
        },
        Sid: 'readSecretsFromCpPermission',
      },
    ),
    allow(
      'secretsmanager:CreateSecret secretsmanager:TagResource',
      'arn:aws:secretsmanager:*:*:secret:do-not-delete-rds-custom-*',
      {
        Condition: { StringLike: { 'aws:RequestTag/AWSRDSCustom': 'custom-oracle-rac' } },
        Sid: 'createSecretsOnDpPermission',
      },
    ),
    allow('cloudwatch:PutMetricData', '*', {
      Condition: {
        StringEquals: {
          'cloudwatch:namespace': ['rdscustom/rds-custom-sqlserver-agent', 'RDSCustomForOracle/Agent'],
        },
      },
      Sid: 'publishCwMetricsPermission',
    }),
    allow('events:PutEvents', 'arn:aws:events:*:*:event-bus/default', {
      Sid: 'putEventsToEventBusPermission',
    }),
    allow(
      `
    logs:PutRetentionPolicy logs:PutLogEvents logs:DescribeLogStreams logs:CreateLogStream
    logs:CreateLogGroup`,
      'arn:aws:logs:*:*:log-group:rds-custom-instance-*',
      { Sid: 'cwlUploadPermission' },
    ),
    allow(
      'sqs:SendMessage sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueUrl',
      'arn:aws:sqs:*:*:do-not-delete-rds-custom-*',
      {
        Condition: { StringLike: { 'aws:ResourceTag/AWSRDSCustom': 'custom-sqlserver' } },
        Sid: 'sendMessageToSqsQueuePermission',
      },
    ),
    allow(
      'ec2:AssignPrivateIpAddresses ec2:UnassignPrivateIpAddresses',
      'arn:aws:ec2:*:*:network-interface/*',
      {
        Condition: { StringLike: { 'aws:ResourceTag/AWSRDSCustom': 'custom-oracle-rac' } },
        Sid: 'managePrivateIpOnEniPermission',
      },
    ),
    allow('kms:Decrypt kms:GenerateDataKey', '*', {
      Condition: {
        ArnLike: {
          'kms:EncryptionContext:SecretARN': [
            'arn:aws:secretsmanager:*:*:secret:do-not-delete-rds-custom-*',
            'arn:aws:secretsmanager:*:*:secret:rds-custom!*',
          ],
        },
        StringLike: { 'kms:ViaService': 'secretsmanager.*.amazonaws.com' },
      },
      Sid: 'kmsPermissionWithSecret',
    }),
    allow('kms:Decrypt kms:GenerateDataKey', '*', {
      Condition: {
        ArnLike: { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::do-not-delete-rds-custom-*' },
        StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' },
      },
      Sid: 'kmsPermissionWithS3',
    }),
  ]),
  policy('AmazonSSMFullAccess', 'v4', '2019-11-20', [
    allow(`
    cloudwatch:PutMetricData ds:CreateComputer ds:DescribeDirectories ec2:DescribeInstanceStatus logs:*
    ssm:* ec2messages:*`),
    allow(
      'iam:CreateServiceLinkedRole',
      'arn:aws:iam::*:role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM*',
      { Condition: { StringLike: { 'iam:AWSServiceName': 'ssm.amazonaws.com' } } },
    ),
    allow(
      'iam:DeleteServiceLinkedRole iam:GetServiceLinkedRoleDeletionStatus',
      'arn:aws:iam::*:role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM*',
    ),
    allow(CHANNELS),
  ]),
  policy('AmazonSSMManagedEC2InstanceDefaultPolicy', 'v2', '2024-07-16', [
    allow(
      `
    ssm:DescribeAssociation ssm:GetDeployablePatchSnapshotForInstance ssm:GetDocument
    ssm:DescribeDocument ssm:GetManifest ssm:ListAssociations ssm:ListInstanceAssociations
    ssm:PutInventory ssm:PutComplianceItems ssm:PutConfigurePackageResult ssm:UpdateAssociationStatus
    ssm:UpdateInstanceAssociationStatus ssm:UpdateInstanceInformation`,
      '*',
      { Sid: 'AllowSSMAgentPermissions' },
    ),
    allow(CHANNELS, '*', { Sid: 'AllowSSMChannelMessaging' }),
    allow(EC2_MESSAGES, '*', { Sid: 'AllowSSMLegacyMessaging' }),
  ]),
  policy('AmazonSSMManagedInstanceCore', 'v2', '2019-05-23', [
    allow(`
    ssm:DescribeAssociation ssm:GetDeployablePatchSnapshotForInstance ssm:GetDocument
    ssm:DescribeDocument ssm:GetManifest ssm:GetParameter ssm:GetParameters ssm:ListAssociations
    ssm:ListInstanceAssociations ssm:PutInventory ssm:PutComplianceItems ssm:PutConfigurePackageResult
    ssm:UpdateAssociationStatus ssm:UpdateInstanceAssociationStatus ssm:UpdateInstanceInformation`),
    allow(CHANNELS),
    allow(EC2_MESSAGES),
  ]),
  policy('AmazonSageMakerClusterInstanceRolePolicy', 'v1', '2023-11-29', [
    allow(
      'logs:PutLogEvents logs:CreateLogStream logs:DescribeLogStreams',
      'arn:aws:logs:*:*:log-group:/aws/sagemaker/Clusters/*:log-stream:*',
      { Sid: 'CloudwatchLogStreamPublishPermissions' },
    ),
    allow('logs:CreateLogGroup', 'arn:aws:logs:*:*:log-group:/aws/sagemaker/Clusters/*', {
      Sid: 'CloudwatchLogGroupCreationPermissions',
    }),
    allow('cloudwatch:PutMetricData', '*', {
      Condition: { StringEquals: { 'cloudwatch:namespace': '/aws/sagemaker/Clusters' } },
      Sid: 'CloudwatchPutMetricDataAccess',
    }),
    allow('s3:ListBucket s3:GetObject', 'arn:aws:s3:::sagemaker-*', {
      Condition: { StringEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' } },
      Sid: 'DataRetrievalFromS3BucketPermissions',
    }),
    allow(CHANNELS, '*', { Sid: 'SSMConnectivityPermissions' }),
  ]),
  policy('CloudWatchAgentServerPolicy', 'v3', '2024-02-06', [
    allow(
      `
    cloudwatch:PutMetricData ec2:DescribeVolumes ec2:DescribeTags logs:PutLogEvents
    logs:PutRetentionPolicy logs:DescribeLogStreams logs:DescribeLogGroups logs:CreateLogStream
    logs:CreateLogGroup xray:PutTraceSegments xray:PutTelemetryRecords xray:GetSamplingRules
    xray:GetSamplingTargets xray:GetSamplingStatisticSummaries`,
      '*',
      { Sid: 'CWACloudWatchServerPermissions' },
    ),
    allow('ssm:GetParameter', 'arn:aws:ssm:*:*:parameter/AmazonCloudWatch-*', {
      Sid: 'CWASSMServerPermissions',
    }),
  ]),
  policy('CloudWatchLogsFullAccess', 'v8', '2026-02-12', [
    allow(
      `
    logs:* cloudwatch:GenerateQuery cloudwatch:GenerateQueryResultsSummary
    observabilityadmin:GetS3TableIntegration observabilityadmin:ListS3TableIntegrations
    observabilityadmin:ListTelemetryPipelines`,
      '*',
      { Sid: 'CloudWatchLogsFullAccess' },
    ),
  ]),
];

function policy(
  name: string,
  versionId: string,
  createDate: string,
  Statement: readonly object[],
): ManagedPolicyRow {
  return { name, versionId, createDate, document: { Version: '2012-10-17', Statement } };
}

/** A statement; the actions are separated by white space. */
function allow(actions: string, Resource: string | readonly string[] = '*', rest: object = {}): object {
  return { Effect: 'Allow', Action: actions.trim().split(/\s+/), Resource, ...rest };
}
