/** The same calls as a scan, one after another, with the same SDK clients; every answer is dropped. */
import { createRequire } from 'node:module';

// The quicker way to load it: the floor should be one.
const require = createRequire(import.meta.url);
const ec2 = require('@aws-sdk/client-ec2');
const iam = require('@aws-sdk/client-iam');
const route53 = require('@aws-sdk/client-route-53');
const ssm = require('@aws-sdk/client-ssm');
const sts = require('@aws-sdk/client-sts');

const region = process.env.AWS_REGION;
const settings = { region, maxAttempts: 1 };
const services = {
  ec2: { client: new ec2.EC2Client(settings), module: ec2 },
  iam: { client: new iam.IAMClient(settings), module: iam },
  route53: { client: new route53.Route53Client(settings), module: route53 },
  ssm: { client: new ssm.SSMClient(settings), module: ssm },
  sts: { client: new sts.STSClient(settings), module: sts },
};

async function send(service, operation, input = {}) {
  const { client, module } = services[service];
  return client.send(new module[`${operation}Command`](input));
}

async function readPages(service, operation, paging, input = {}, onPage = () => {}) {
  let token;
  do {
    const page = await send(service, operation, {
      ...input,
      [paging.size]: paging.max,
      ...(token === undefined ? {} : { [paging.token]: token }),
    });
    onPage(page);
    token = page[paging.token];
  } while (token);
}

const ec2Pages = (max) => ({ size: 'MaxResults', max, token: 'NextToken' });
const iamPages = { size: 'MaxItems', max: 1000, token: 'Marker' };
const imageIds = new Set();
const vpcIds = new Set();

await send('sts', 'GetCallerIdentity');
await send('ec2', 'DescribeRegions');
await readPages('ec2', 'DescribeInstances', ec2Pages(1000), {}, ({ Reservations = [] }) => {
  for (const { ImageId, VpcId } of Reservations.flatMap(({ Instances = [] }) => Instances)) {
    imageIds.add(ImageId);
    if (VpcId !== undefined) vpcIds.add(VpcId);
  }
});
for (const operation of [
  'DescribeInstanceStatus',
  'DescribeInstanceImageMetadata',
  'DescribeSecurityGroups',
  'DescribeSubnets',
  'DescribeVpcs',
  'DescribeNetworkAcls',
  'DescribeInternetGateways',
  'DescribeNatGateways',
  'DescribeDhcpOptions',
  'DescribeVpcBlockPublicAccessExclusions',
]) {
  await readPages('ec2', operation, ec2Pages(1000));
}
const captured = new Map();
await readPages('ec2', 'DescribeVpcEndpoints', ec2Pages(1000), {}, ({ VpcEndpoints = [] }) => {
  for (const { VpcId, ServiceName, PrivateDnsEnabled } of VpcEndpoints) {
    const service = ServiceName.split('.').at(-1);
    if (PrivateDnsEnabled) captured.set(VpcId, new Set([...(captured.get(VpcId) ?? []), service]));
  }
});
await readPages('ec2', 'DescribeRouteTables', ec2Pages(100));
await readPages('ec2', 'DescribeNetworkInterfaces', ec2Pages(1000), {
  Filters: [{ Name: 'interface-type', Values: ['vpc_endpoint'] }],
});
const images = [...imageIds];
for (let start = 0; start < images.length; start += 200) {
  const Filters = [{ Name: 'image-id', Values: images.slice(start, start + 200) }];
  await readPages('ec2', 'DescribeImages', ec2Pages(1000), { Filters, IncludeDeprecated: true });
}
await send('ec2', 'DescribeVpcBlockPublicAccessOptions');
for (const VpcId of vpcIds) {
  for (const Attribute of ['enableDnsSupport', 'enableDnsHostnames']) {
    await send('ec2', 'DescribeVpcAttribute', { VpcId, Attribute });
  }
}
for (const VPCId of vpcIds) {
  const services = captured.get(VPCId);
  if (services?.has('ssm') && services.has('ssmmessages')) continue;
  await send('route53', 'ListHostedZonesByVPC', { VPCId, VPCRegion: region, MaxItems: 100 });
}
await readPages('ssm', 'DescribeInstanceProperties', ec2Pages(1000));
await send('ssm', 'GetServiceSetting', {
  SettingId: '/ssm/managed-instance/default-ec2-instance-management-role',
});
// An account without session preferences answers with an error, and that is an answer.
await send('ssm', 'GetDocument', { Name: 'SSM-SessionManagerRunShell' }).catch(() => undefined);
await readPages('iam', 'GetAccountAuthorizationDetails', iamPages, {
  Filter: ['Role', 'LocalManagedPolicy', 'AWSManagedPolicy'],
});
for (const { client } of Object.values(services)) client.destroy();
