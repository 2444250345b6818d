import { SourceError } from '../model/errors.ts';
import type { DumpFile } from './cli-json-files.ts';
import { instancesOf } from './items.ts';

/** The region of a folder, by the availability zones that its instances and Auto Scaling groups name. */
export function regionOf(files: readonly DumpFile[], folder: string): string {
  const instances = instancesOf(listOf(files, 'Reservations') as never);
  const groups = listOf(files, 'AutoScalingGroups') as readonly { readonly AvailabilityZones?: unknown }[];
  const zones = [
    ...instances.map(({ Placement }) => Placement?.AvailabilityZone),
    ...groups.flatMap(({ AvailabilityZones }) => AvailabilityZones),
  ].filter((zone) => typeof zone === 'string');
  const regions = new Set(zones.map((zone) => /^[a-z]{2}(?:-[a-z]+)+-\d+/.exec(zone)?.[0]));
  const [only] = regions;
  if (only !== undefined && regions.size === 1) return only;
  if (regions.size > 1) {
    throw new SourceError(
      `${folder}: holds instances of ${[...regions].join(' and ')}; make one folder a region`,
    );
  }
  if (instances.length > 0) {
    throw new SourceError(
      `${folder}: no instance names its availability zone; give the region with --region`,
    );
  }
  // Without anything to judge nothing depends on the name.
  if (groups.length + listOf(files, 'LaunchTemplates').length === 0) return 'unknown-region';
  throw new SourceError(
    `${folder}: no instance and no Auto Scaling group names an availability zone; give the region with --region`,
  );
}

function listOf(files: readonly DumpFile[], member: string): readonly unknown[] {
  return files.flatMap(({ content }) => {
    const list = content[member];
    return Array.isArray(list)
      ? (list as readonly unknown[]).filter((item) => typeof item === 'object' && item !== null)
      : [];
  });
}
