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
      const { addresses, isWhole } = addressesOf(subject.instance);
      const node = nodes.find(({ IPAddress }) => IPAddress !== undefined && addresses.has(IPAddress));
      // A node that reports an address that was not read, or none at all, may be this instance.
      const isSettled = node !== undefined || (isWhole && addresses.size > 0);
      return isSettled ? known(node) : unknown({ kind: 'not-collected', action: 'ec2:DescribeInstances' });
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

/**
 * IPv4 and IPv6: an interface of an IPv6-only subnet has no private IPv4 address. EC2 writes these lists even when
 * they are empty, so one that is not there was not read, and the instance may have more addresses.
 */
function addressesOf(instance: Instance): {
  readonly addresses: ReadonlySet<string>;
  readonly isWhole: boolean;
} {
  const { NetworkInterfaces: interfaces } = instance;
  const lists = interfaces?.flatMap(({ PrivateIpAddresses, Ipv6Addresses }) => [
    PrivateIpAddresses?.map(({ PrivateIpAddress }) => PrivateIpAddress),
    Ipv6Addresses?.map(({ Ipv6Address }) => Ipv6Address),
  ]);
  const found = [
    instance.PrivateIpAddress,
    ...(interfaces?.map(({ PrivateIpAddress }) => PrivateIpAddress) ?? []),
    ...(lists?.flatMap((list) => list ?? []) ?? []),
  ];
  return {
    addresses: new Set(found.filter((address) => address !== undefined)),
    isWhole: lists?.every((list) => list?.every((address) => address !== undefined) === true) === true,
  };
}
