import type { Evidence } from '../../model/finding.ts';
import type { Subject } from '../../model/inventory.ts';

/**
 * A note for an instance that Default Host Management serves. AWS asks for version 2 of the metadata service there; with
 * optional tokens both versions answer, and the agent uses the second one in any case.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/fleet-manager-default-host-management-configuration.html
 */
export function noteOptionalTokens({ instance }: Subject): Evidence[] {
  // No outcome rests on this: options that were not read give no note.
  if (instance.MetadataOptions?.HttpTokens !== 'optional') return [];
  const detail =
    'MetadataOptions.HttpTokens is optional. Default Host Management needs version 2 of the metadata service, which the agent always uses, so that this should serve; AWS does not confirm it.';
  return [{ resource: instance.InstanceId, detail }];
}
