import type { RegionField } from '../model/inventory.ts';
import type { Call } from './calls.ts';

type Part = Pick<Call, 'service' | 'operation' | 'members' | 'paging' | 'why'> &
  Partial<Pick<Call, 'input' | 'identifiedBy'>>;

const launchCall = (field: RegionField, part: Part): Call => ({ scope: 'launch', feeds: [field], ...part });

const pages = (size: string, max: number): Call['paging'] => ({
  size,
  max,
  tokenIn: 'NextToken',
  tokenOut: 'NextToken',
});

const VERSIONS = {
  service: 'ec2',
  operation: 'DescribeLaunchTemplateVersions',
  members: ['LaunchTemplateVersions'],
} as const;

/** What the next instances are launched from; asked with `--launch-templates` alone. */
export const LAUNCH_CALLS: readonly Call[] = [
  launchCall('AutoScalingGroups', {
    service: 'autoscaling',
    operation: 'DescribeAutoScalingGroups',
    members: ['AutoScalingGroups'],
    paging: pages('MaxRecords', 100),
    // Its instances are read elsewhere.
    input: { IncludeInstances: false },
    why: 'what groups launch next, and where; only with --launch-templates',
  }),
  launchCall('LaunchConfigurations', {
    service: 'autoscaling',
    operation: 'DescribeLaunchConfigurations',
    members: ['LaunchConfigurations'],
    paging: pages('MaxRecords', 100),
    why: 'the same for groups without a launch template; only with --launch-templates',
  }),
  launchCall('LaunchTemplates', {
    service: 'ec2',
    operation: 'DescribeLaunchTemplates',
    members: ['LaunchTemplates'],
    paging: pages('MaxResults', 200),
    why: 'which version of a template is used; only with --launch-templates',
  }),
  launchCall('LaunchTemplateVersions', {
    ...VERSIONS,
    paging: pages('MaxResults', 200),
    // Without a template these two are the only ones that EC2 takes, and it takes both at once.
    input: { Versions: ['$Latest', '$Default'] },
    why: 'what a template launches; only with --launch-templates',
  }),
  launchCall('InstanceMetadataDefaults', {
    service: 'ec2',
    operation: 'GetInstanceMetadataDefaults',
    members: ['AccountLevel'],
    paging: 'no-pages',
    why: 'whether the metadata endpoint is on where a template does not say; only with --launch-templates',
  }),
];
