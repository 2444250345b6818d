import type { Instance, InstanceInformation } from '../../model/aws.ts';
import type { Subject } from '../../model/inventory.ts';
import { chainKnown, known, mapKnown, read, unknown, type Known } from '../../model/known.ts';
import { indexBy } from '../../model/index-by.ts';

/**
 * What Systems Manager knows of the instance under its own id. `undefined`: nothing here and now — never registered,
 * stopped (DescribeInstanceInformation does not show stopped instances; AWS does not say whether
 * DescribeInstanceProperties does), or registered elsewhere.
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
      if (node !== undefined) return known(node);
      for (const other of nodes) {
        const address = read(other, 'IPAddress');
        if (!address.known) return address;
      }
      // A node that reports an address that was not read, or none at all, may be this instance.
      const isSettled = isWhole && addresses.size > 0;
      return isSettled
        ? known(undefined)
        : unknown({ kind: 'not-collected', action: 'ec2:DescribeInstances' });
    },
  );
}

const hybrids = new WeakMap<readonly InstanceInformation[], readonly InstanceInformation[]>();

function hybridNodes(list: readonly InstanceInformation[]): readonly InstanceInformation[] {
  const found = hybrids.get(list) ?? list.filter(({ InstanceId }) => InstanceId?.startsWith('mi-') === true);
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
