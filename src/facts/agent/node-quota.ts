import { DEFAULT_NODE_QUOTA } from '../../data/node-quota.ts';
import type { Inventory, RegionInventory } from '../../model/inventory.ts';

/**
 * Where Systems Manager lists more nodes than an account may have by default. No API of this scan tells whether AWS
 * has raised the quota, so that this is never more than a hint.
 */
export function describeNodeQuota({ region, InstanceInformationList }: RegionInventory): string | undefined {
  if (!InstanceInformationList.known || InstanceInformationList.value.length <= DEFAULT_NODE_QUOTA)
    return undefined;
  return `Systems Manager lists ${InstanceInformationList.value.length} nodes in ${region}. The default quota is ${DEFAULT_NODE_QUOTA} managed nodes, beyond which nodes may stop communicating: see in Service Quotas whether yours is higher.`;
}

export function listNodeQuotas({ accounts }: Inventory): string[] {
  return accounts.flatMap(({ accountId, regions }) =>
    regions
      .flatMap((region) => describeNodeQuota(region) ?? [])
      .map((text) => (accounts.length > 1 ? `${accountId}: ${text}` : text)),
  );
}
