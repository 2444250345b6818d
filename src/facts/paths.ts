import { WITHOUT_EC2MESSAGES_MINIMUM } from '../data/agent-versions.ts';
import { REGIONS_SINCE_2024 } from '../data/regions.ts';
import type { InstanceInformation } from '../model/aws.ts';
import type { RegionInventory, Subject } from '../model/inventory.ts';
import type { Known } from '../model/known.ts';
import { type NetworkPath, SERVICES, type Service } from '../model/path.ts';
import { readPreferences, type SessionPreferences } from '../model/session-preferences.ts';
import { isAtLeast } from './agent/version.ts';
import { memoize } from './memo.ts';
import { solvePaths } from './network/solve-path.ts';

/**
 * The network paths of an instance: to both services of a session, to what the session preferences make the agent
 * ask, and to `ec2messages` where its agent still asks that.
 */
export function listPaths(subject: Subject): readonly NetworkPath[] {
  const { usual, withEc2Messages, oldNodes } = planFor(subject.region);
  const asksEc2Messages = !subject.planned && oldNodes.has(subject.instance.InstanceId);
  return solvePaths(subject, asksEc2Messages ? withEc2Messages : usual);
}

/** What all instances of a region have in common: two lists of services, and which nodes need the longer one. */
interface Plan {
  readonly usual: readonly Service[];
  readonly withEc2Messages: readonly Service[];
  readonly oldNodes: ReadonlySet<string>;
}

const planFor = memoize((region: RegionInventory): Plan => {
  const usual = [...SERVICES, ...listPreferred(readPreferences({ region }))];
  return { usual, withEc2Messages: [...usual, 'ec2messages'], oldNodes: findOldNodes(region) };
});

function listPreferred(preferences: Known<SessionPreferences>): Service[] {
  if (!preferences.known) return [];
  const { kmsKeyId, cloudWatchLogGroupName, s3BucketName } = preferences.value;
  return [
    ...(isSet(kmsKeyId) ? (['kms'] as const) : []),
    ...(isSet(cloudWatchLogGroupName) ? (['logs'] as const) : []),
    ...(isSet(s3BucketName) ? (['s3'] as const) : []),
  ];
}

function isSet(preference: Known<string | undefined>): boolean {
  return preference.known && preference.value !== undefined;
}

/** The nodes whose agent still asks `ec2messages`. Regions of 2024 and later do not have the service. */
function findOldNodes({ region, InstanceInformationList }: RegionInventory): ReadonlySet<string> {
  if (REGIONS_SINCE_2024.has(region) || !InstanceInformationList.known) return new Set();
  return new Set(InstanceInformationList.value.filter(isOld).flatMap(({ InstanceId }) => InstanceId ?? []));
}

function isOld({ AgentVersion, PlatformName }: InstanceInformation): boolean {
  if (/Windows Server (2003|2008|2012)/.test(PlatformName ?? '')) return true;
  const isNew = isAtLeast(AgentVersion, WITHOUT_EC2MESSAGES_MINIMUM);
  return isNew.known && !isNew.value;
}
