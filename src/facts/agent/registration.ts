import type { Instance, InstanceInformation } from '../../model/aws.ts';
import type { Subject } from '../../model/inventory.ts';
import { known, mapKnown, type Known } from '../../model/known.ts';
import { indexBy } from '../index-by.ts';

/**
 * What Systems Manager knows of the instance under its own id. `undefined`: nothing here and now — never registered,
 * stopped (Systems Manager does not show stopped instances), or registered elsewhere.
 */
export function registrationOf(subject: Subject): Known<InstanceInformation | undefined> {
  // What exists only in a plan cannot have registered.
  if (subject.planned) return known(undefined);
  return mapKnown(subject.region.InstanceInformationList, (list) =>
    indexBy(list, 'InstanceId').get(subject.instance.InstanceId),
  );
}

/**
 * A hybrid node (`mi-…`) that reports one of the instance's private addresses. Such a node may be this instance,
 * activated by hand, or a machine elsewhere with the same address: a question for people, not a proof.
 */
export function findHybridNode(subject: Subject): Known<InstanceInformation | undefined> {
  if (subject.planned) return known(undefined);
  return mapKnown(subject.region.InstanceInformationList, (list) => {
    const addresses = privateAddresses(subject.instance);
    return hybridNodes(list).find(({ IPAddress }) => IPAddress !== undefined && addresses.has(IPAddress));
  });
}

const hybrids = new WeakMap<readonly InstanceInformation[], readonly InstanceInformation[]>();

function hybridNodes(list: readonly InstanceInformation[]): readonly InstanceInformation[] {
  const found =
    hybrids.get(list) ??
    list.filter(
      ({ InstanceId, ResourceType }) =>
        ResourceType === 'ManagedInstance' && InstanceId?.startsWith('mi-') === true,
    );
  hybrids.set(list, found);
  return found;
}

/** An instance always has its addresses in DescribeInstances while it has network interfaces. */
function privateAddresses(instance: Instance): ReadonlySet<string> {
  const interfaces = instance.NetworkInterfaces ?? [];
  const addresses = [
    instance.PrivateIpAddress,
    ...interfaces.map(({ PrivateIpAddress }) => PrivateIpAddress),
    ...interfaces.flatMap(({ PrivateIpAddresses }) =>
      (PrivateIpAddresses ?? []).map(({ PrivateIpAddress }) => PrivateIpAddress),
    ),
  ];
  return new Set(addresses.filter((address) => address !== undefined));
}
