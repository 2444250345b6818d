import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';

export interface MotoClients {
  readonly ec2: EC2Client;
  readonly iam: IAMClient;
  readonly kms: KMSClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly ssm: SSMClient;
}

/** Clients that seed; moto takes any credentials. */
export function createMotoClients(endpoint: string, region: string): MotoClients {
  // The SDK warns once on the first client of a process that runs an older Node.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  const settings = {
    endpoint,
    region,
    credentials: { accessKeyId: 'testing', secretAccessKey: 'not-a-secret' },
  };
  return {
    ec2: new EC2Client(settings),
    iam: new IAMClient(settings),
    kms: new KMSClient(settings),
    logs: new CloudWatchLogsClient(settings),
    // moto has one host for all buckets.
    s3: new S3Client({ ...settings, forcePathStyle: true }),
    ssm: new SSMClient(settings),
  };
}

/** What AWS always answers, and a type cannot promise. */
export function given<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`moto answered without ${what}`);
  return value;
}
