import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';

/** Real SDK clients against an endpoint, with made-up credentials and without retries. */
export function createClients(endpoint: string, region: string) {
  // The SDK warns once on the first client of a process that runs an older Node.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  const settings = {
    endpoint,
    region,
    maxAttempts: 1,
    credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'not-a-secret' },
  };
  return {
    ec2: new EC2Client(settings),
    iam: new IAMClient(settings),
    ssm: new SSMClient(settings),
    sts: new STSClient(settings),
  };
}

/** An SDK output in the form that inventories have: without metadata, times as ISO 8601 text. */
export function plain(output: object): unknown {
  const { $metadata: _, ...members } = output as { $metadata?: unknown };
  return JSON.parse(JSON.stringify(members)) as unknown;
}
