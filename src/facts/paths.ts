import { WITHOUT_EC2MESSAGES_MINIMUM } from '../data/agent-versions.ts';
import { REGIONS_SINCE_2024 } from '../data/regions.ts';
import type { Subject } from '../model/inventory.ts';
import type { Known } from '../model/known.ts';
import { type NetworkPath, SERVICES, type Service } from '../model/path.ts';
import { readPreferences, type SessionPreferences } from './agent/preferences.ts';
import { registrationOf } from './agent/registration.ts';
import { isAtLeast } from './agent/version.ts';
import { solvePath } from './network/solve-path.ts';

/**
 * The network paths of an instance: to both services of a session, to what the session preferences make the agent
 * ask, and to `ec2messages` where its agent still asks that.
 */
export function listPaths(subject: Subject): NetworkPath[] {
  const paths = listServices(readPreferences(subject)).map((service) => solvePath(subject, service));
  if (usesEc2Messages(subject)) paths.push(solvePath(subject, 'ec2messages'));
  return paths;
}

/** All instances of a Region share its preferences. */
const services = new WeakMap<object, readonly Service[]>();

function listServices(preferences: Known<SessionPreferences>): readonly Service[] {
  if (!preferences.known) return SERVICES;
  const before = services.get(preferences.value);
  if (before !== undefined) return before;
  const { kmsKeyId, cloudWatchLogGroupName, s3BucketName } = preferences.value;
  const named: readonly Service[] = [
    ...SERVICES,
    ...(isSet(kmsKeyId) ? (['kms'] as const) : []),
    ...(isSet(cloudWatchLogGroupName) ? (['logs'] as const) : []),
    ...(isSet(s3BucketName) ? (['s3'] as const) : []),
  ];
  services.set(preferences.value, named);
  return named;
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
