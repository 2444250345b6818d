import type { RegionInventory } from '../model/inventory.ts';
import { instancesAndLaunches } from './items.ts';

/** What the instances of an account use of IAM. */
export interface IamNeeds {
  /** ARNs of instance profiles; bare names where launch templates give no more. */
  readonly profiles: readonly string[];
  /** Names of roles that Default Host Management gives. */
  readonly roles: readonly string[];
}

/** IAM's own rule for names; what the setting holds while it is off is none. */
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;

export function listIamNeeds(regions: readonly RegionInventory[]): IamNeeds {
  const instances = regions.flatMap(instancesAndLaunches);
  const settings = regions.flatMap(({ ServiceSetting }) =>
    ServiceSetting.known ? [ServiceSetting.value.SettingValue?.split('/').at(-1)] : [],
  );
  return {
    profiles: distinct(
      instances.map(({ IamInstanceProfile }) => IamInstanceProfile?.Arn ?? IamInstanceProfile?.Name),
    ),
    roles: distinct(settings).filter((name) => ROLE_NAME.test(name)),
  };
}

export function isNothing({ profiles, roles }: IamNeeds): boolean {
  return profiles.length + roles.length === 0;
}

function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== undefined))].sort();
}
