import { type AddressSet, parseCidr, setOf, subtract } from './cidr-set.ts';

function setOfCidrs(...cidrs: readonly string[]): AddressSet {
  const sets = cidrs.map((cidr) => {
    const set = parseCidr(cidr);
    if (set === undefined) throw new TypeError(`not a CIDR: ${cidr}`);
    return set;
  });
  return setOf(
    sets[0]?.family ?? 4,
    sets.flatMap(({ ranges }) => ranges),
  );
}

export const ANY_IPV4 = setOfCidrs('0.0.0.0/0');

export const ANY_IPV6 = setOfCidrs('::/0');

/** IPv6 global unicast, the only IPv6 addresses that the internet routes. */
export const PUBLIC_IPV6 = setOfCidrs('2000::/3');

/**
 * Addresses that are not on the internet, so that no public AWS service can have one:
 * https://www.iana.org/assignments/iana-ipv4-special-registry and multicast.
 */
const SPECIAL_IPV4 = setOfCidrs(
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
);

/**
 * Every address that a public AWS service may have. AWS publishes no list for Systems Manager alone, so what must
 * hold for the service's addresses has to hold for all of these before it is proved.
 */
export const PUBLIC_IPV4 = subtract(ANY_IPV4, SPECIAL_IPV4);

const NAT64_PREFIX = '64:ff9b::/96';

/**
 * The same addresses as DNS64 writes them, an IPv4 address behind a well-known prefix:
 * https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html
 */
export const NAT64_IPV6 = embed(PUBLIC_IPV4, setOfCidrs(NAT64_PREFIX));

function embed(inner: AddressSet, prefix: AddressSet): AddressSet {
  const start = prefix.ranges[0]?.[0] ?? 0n;
  return setOf(
    6,
    inner.ranges.map(([first, last]) => [start + first, start + last]),
  );
}
