import { instancesOf } from './fleets.mjs';

/*
 * The fewest calls that read an account, from the largest page that each API documents. Written down here on its own:
 * derived from the tool's own list of calls, it would follow every mistake in there.
 */

/** Lists of a region, by the member that holds them. */
const REGION_LISTS = {
  'ec2:DescribeInstanceStatus': ['InstanceStatuses', 1000],
  'ec2:DescribeInstanceImageMetadata': ['InstanceImageMetadata', 1000],
  'ec2:DescribeSecurityGroups': ['SecurityGroups', 1000],
  'ec2:DescribeSubnets': ['Subnets', 1000],
  'ec2:DescribeVpcs': ['Vpcs', 1000],
  'ec2:DescribeRouteTables': ['RouteTables', 100],
  'ec2:DescribeNetworkAcls': ['NetworkAcls', 1000],
  'ec2:DescribeInternetGateways': ['InternetGateways', 1000],
  'ec2:DescribeNatGateways': ['NatGateways', 1000],
  'ec2:DescribeVpcEndpoints': ['VpcEndpoints', 1000],
  'ec2:DescribeDhcpOptions': ['DhcpOptions', 1000],
  'ec2:DescribeVpcBlockPublicAccessExclusions': ['VpcBlockPublicAccessExclusions', 1000],
  'ssm:DescribeInstanceProperties': ['InstanceInformationList', 1000],
};

/** Asked once, with one answer. */
const SINGLE = [
  'sts:GetCallerIdentity',
  'ec2:DescribeRegions',
  'ec2:DescribeVpcBlockPublicAccessOptions',
  'ssm:GetServiceSetting',
  'ssm:GetDocument',
];

/** One row for each API: how many items, how many of them a call can give, and so how many calls. */
export function lowerBound(inventory) {
  const [{ iam, regions }] = inventory.accounts;
  const [region] = regions;
  const instances = instancesOf(inventory);
  const images = new Set(instances.map(({ ImageId }) => ImageId));
  const vpcs = new Set(instances.map(({ VpcId }) => VpcId).filter((id) => id !== undefined));
  const endpointInterfaces = region.NetworkInterfaces.value.filter(
    ({ InterfaceType }) => InterfaceType === 'vpc_endpoint',
  );
  return [
    ...SINGLE.map((action) => row(action, 1, 1)),
    row('ec2:DescribeInstances', instances.length, 1000),
    ...Object.entries(REGION_LISTS).map(([action, [field, page]]) =>
      row(action, region[field].value.length, page),
    ),
    row('ec2:DescribeNetworkInterfaces', endpointInterfaces.length, 1000),
    // No own image was made from another one, so none has to be followed. One filter takes 200 image ids; two attributes of each VPC are asked one by one, there is no list of them.
    row('ec2:DescribeImages', images.size, 200),
    row('ec2:DescribeVpcAttribute', vpcs.size * 2, 1),
    // Asked VPC by VPC, but where endpoints have the names already.
    row('route53:ListHostedZonesByVPC', [...vpcs].filter((id) => !hasBothEndpoints(region, id)).length, 1),
    // Roles come with their profiles; the account's preferences name no log group, bucket or key.
    row(
      'iam:GetAccountAuthorizationDetails',
      iam.RoleDetailList.value.length + iam.Policies.value.length,
      1000,
    ),
  ];
}

function hasBothEndpoints({ VpcEndpoints }, vpcId) {
  const own = VpcEndpoints.value.filter((item) => item.VpcId === vpcId && item.PrivateDnsEnabled === true);
  return ['ssm', 'ssmmessages'].every((service) =>
    own.some(({ ServiceName }) => ServiceName.endsWith(`.${service}`)),
  );
}

/** An empty list takes a call too. */
function row(action, items, page) {
  return { action, items, page, calls: Math.max(1, Math.ceil(items / page)) };
}
