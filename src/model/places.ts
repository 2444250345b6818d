import type { Scope } from './inventory.ts';

/** One account's region, by which scopes, instances and what is known of earlier runs find each other. */
export function placeOf({
  accountId,
  region,
}: {
  readonly accountId: string;
  readonly region: string;
}): string {
  return `${accountId}/${region}`;
}

/** Whether the scope's instances were read, even if not everything about them was. */
export function isListed({ status, gaps }: Pick<Scope, 'status' | 'gaps'>): boolean {
  if (status === 'read') return true;
  return (
    status === 'partial' && !gaps.some((gap) => 'action' in gap && gap.action === 'ec2:DescribeInstances')
  );
}

/** The ids that `listLaunches` makes: of a group's next instance, and of a template. */
export function isLaunchId(instanceId: string): boolean {
  return instanceId.startsWith('asg/') || instanceId.startsWith('lt-');
}
