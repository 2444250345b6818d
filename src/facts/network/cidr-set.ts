import ipaddr from 'ipaddr.js';

export type Family = 4 | 6;

/** First and last address of a block, both inside it. */
export type AddressRange = readonly [first: bigint, last: bigint];

/**
 * A set of addresses of one family as sorted blocks that neither overlap nor touch, so that equal sets are equal
 * arrays. IPv4 and IPv6 never mix: `::/0` says nothing about IPv4.
 */
export interface AddressSet {
  readonly family: Family;
  readonly ranges: readonly AddressRange[];
}

const BITS: Record<Family, number> = { 4: 32, 6: 128 };

export function emptySet(family: Family): AddressSet {
  return { family, ranges: [] };
}

/** Sorts, merges overlapping and touching blocks. */
export function setOf(family: Family, ranges: readonly AddressRange[]): AddressSet {
  const sorted = [...ranges].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const merged: [bigint, bigint][] = [];
  for (const [first, last] of sorted) {
    const previous = merged.at(-1);
    if (previous !== undefined && first <= previous[1] + 1n) {
      if (last > previous[1]) previous[1] = last;
    } else merged.push([first, last]);
  }
  return { family, ranges: merged };
}

/**
 * Parses `a.b.c.d/n` (four decimal parts, nothing else) or an IPv6 CIDR. Host bits are masked, as AWS does.
 * `undefined` for anything else: the caller must treat that as unread.
 */
export function parseCidr(text: string): AddressSet | undefined {
  const before = parsed.get(text);
  if (before !== undefined) return before;
  const set = parseNewCidr(text);
  if (set === undefined) return undefined;
  // Enough for the blocks that an account writes again and again, and no more than a few megabytes.
  if (parsed.size >= MAX_PARSED) parsed.clear();
  parsed.set(text, set);
  return set;
}

const MAX_PARSED = 10_000;
const parsed = new Map<string, AddressSet>();

function parseNewCidr(text: string): AddressSet | undefined {
  const family: Family = text.includes(':') ? 6 : 4;
  const isValid = family === 4 ? ipaddr.IPv4.isValidCIDRFourPartDecimal(text) : ipaddr.IPv6.isValidCIDR(text);
  if (!isValid) return undefined;
  // Not `ipaddr.parseCIDR`: for IPv4 that one first throws away an error of its IPv6 parser.
  const [address, length] = family === 4 ? ipaddr.IPv4.parseCIDR(text) : ipaddr.IPv6.parseCIDR(text);
  const hostBits = BigInt(BITS[family] - length);
  const first = (toNumber(address.toByteArray()) >> hostBits) << hostBits;
  return { family, ranges: [[first, first + (1n << hostBits) - 1n]] };
}

/** One address as a set. */
export function parseAddress(text: string): AddressSet | undefined {
  return parseCidr(`${text}/${text.includes(':') ? 128 : 32}`);
}

export function union(a: AddressSet, b: AddressSet): AddressSet {
  demandSameFamily(a, b);
  return setOf(a.family, [...a.ranges, ...b.ranges]);
}

export function intersect(a: AddressSet, b: AddressSet): AddressSet {
  demandSameFamily(a, b);
  const common: AddressRange[] = [];
  for (const [aFirst, aLast] of a.ranges) {
    for (const [bFirst, bLast] of b.ranges) {
      const first = aFirst > bFirst ? aFirst : bFirst;
      const last = aLast < bLast ? aLast : bLast;
      if (first <= last) common.push([first, last]);
    }
  }
  return setOf(a.family, common);
}

/** The addresses of `a` that are not in `b`. */
export function subtract(a: AddressSet, b: AddressSet): AddressSet {
  demandSameFamily(a, b);
  const left: AddressRange[] = [];
  for (const [aFirst, aLast] of a.ranges) {
    let first = aFirst;
    for (const [bFirst, bLast] of b.ranges) {
      if (bLast < first || bFirst > aLast) continue;
      if (bFirst > first) left.push([first, bFirst - 1n]);
      first = bLast + 1n;
    }
    if (first <= aLast) left.push([first, aLast]);
  }
  return setOf(a.family, left);
}

/** Whether every address of `b` is in `a`. The empty set is covered by everything. */
export function covers(a: AddressSet, b: AddressSet): boolean {
  return isEmpty(subtract(b, a));
}

export function intersects(a: AddressSet, b: AddressSet): boolean {
  return !isEmpty(intersect(a, b));
}

export function contains(set: AddressSet, address: bigint): boolean {
  return set.ranges.some(([first, last]) => first <= address && address <= last);
}

export function isEmpty(set: AddressSet): boolean {
  return set.ranges.length === 0;
}

function toNumber(bytes: readonly number[]): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

function demandSameFamily(a: AddressSet, b: AddressSet): void {
  if (a.family !== b.family) throw new TypeError('IPv4 and IPv6 address sets cannot be combined');
}
