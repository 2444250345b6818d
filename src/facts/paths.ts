import { WITHOUT_EC2MESSAGES_MINIMUM } from '../data/agent-versions.ts';
import { REGIONS_SINCE_2024 } from '../data/regions.ts';
import type { Subject } from '../model/inventory.ts';
import type { Known } from '../model/known.ts';
import { type NetworkPath, SERVICES, type Service } from '../model/path.ts';
import { readPreferences } from './agent/preferences.ts';
import { registrationOf } from './agent/registration.ts';
import { isAtLeast } from './agent/version.ts';
import { solvePath } from './network/solve-path.ts';

/**
 * The network paths of an instance: to both services of a session, to what the session preferences make the agent
 * ask, and to `ec2messages` where its agent still asks that.
 */
export function listPaths(subject: Subject): NetworkPath[] {
  const services: Service[] = [...SERVICES, ...listPreferred(subject)];
  if (usesEc2Messages(subject)) services.push('ec2messages');
  return services.map((service) => solvePath(subject, service));
}

function listPreferred(subject: Subject): Service[] {
  const preferences = readPreferences(subject);
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

/** Regions of 2024 and later do not have the service. */
function usesEc2Messages(subject: Subject): boolean {
  if (REGIONS_SINCE_2024.has(subject.region.region)) return false;
  const node = registrationOf(subject);
  if (!node.known || node.value === undefined) return false;
  const { AgentVersion, PlatformName } = node.value;
  if (/Windows Server (2003|2008|2012)/.test(PlatformName ?? '')) return true;
  const isNew = isAtLeast(AgentVersion, WITHOUT_EC2MESSAGES_MINIMUM);
  return isNew.known && !isNew.value;
}
