import type { Instance, InstanceInformation } from '../../model/aws.ts';
import type { Subject } from '../../model/inventory.ts';
import { chainKnown, known, mapKnown, unknown, type Known } from '../../model/known.ts';
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
 * A hybrid node (`mi-…`) that reports one of the instance's addresses. Such a node may be this instance,
 * activated by hand, or a machine elsewhere with the same address: a question for people, not a proof.
 */
export function findHybridNode(subject: Subject): Known<InstanceInformation | undefined> {
  if (subject.planned) return known(undefined);
  return chainKnown(
    subject.region.InstanceInformationList,
    (list): Known<InstanceInformation | undefined> => {
      const nodes = hybridNodes(list);
      if (nodes.length === 0) return known(undefined);
      const addresses = addressesOf(subject.instance);
      // Without an address to compare, any of the nodes may be this instance.
      if (addresses.size === 0) return unknown({ kind: 'not-collected', action: 'ec2:DescribeInstances' });
      return known(nodes.find(({ IPAddress }) => IPAddress !== undefined && addresses.has(IPAddress)));
    },
  );
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

/** IPv4 and IPv6: an interface of an IPv6-only subnet has no private IPv4 address. */
function addressesOf(instance: Instance): ReadonlySet<string> {
  const interfaces = instance.NetworkInterfaces ?? [];
  const addresses = [
    instance.PrivateIpAddress,
    ...interfaces.map(({ PrivateIpAddress }) => PrivateIpAddress),
    ...interfaces.flatMap(({ PrivateIpAddresses }) =>
      (PrivateIpAddresses ?? []).map(({ PrivateIpAddress }) => PrivateIpAddress),
    ),
    ...interfaces.flatMap(({ Ipv6Addresses }) => (Ipv6Addresses ?? []).map(({ Ipv6Address }) => Ipv6Address)),
  ];
  return new Set(addresses.filter((address) => address !== undefined));
}
