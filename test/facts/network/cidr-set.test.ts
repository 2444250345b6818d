import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANY_IPV4, PUBLIC_IPV4 } from '../../../src/facts/network/address-space.ts';
import {
  type AddressSet,
  contains,
  covers,
  emptySet,
  intersect,
  intersects,
  isEmpty,
  parseAddress,
  parseCidr,
  setOf,
  subtract,
  union,
} from '../../../src/facts/network/cidr-set.ts';

function parse(text: string): AddressSet {
  const set = parseCidr(text);
  if (set === undefined) throw new Error(`not a CIDR: ${text}`);
  return set;
}

describe('parseCidr', () => {
  it.each([
    ['10.0.0.0/8', [[0x0a000000n, 0x0affffffn]]],
    ['10.1.2.3/16', [[0x0a010000n, 0x0a01ffffn]]],
    ['0.0.0.0/0', [[0n, 0xffffffffn]]],
    ['255.255.255.255/32', [[0xffffffffn, 0xffffffffn]]],
    ['::/0', [[0n, (1n << 128n) - 1n]]],
    ['::1/128', [[1n, 1n]]],
  ])('reads %s', (text, ranges) => {
    expect(parseCidr(text)?.ranges).toEqual(ranges);
  });

  it.each([
    '10.0.0/8',
    '10.0.0.0',
    '10.0.0.0/33',
    '010.0.0.0/8',
    '0x0a.0.0.0/8',
    '1/8',
    '',
    'any',
    '10.0.0.256/32',
    '::/129',
    ':::/0',
  ])('refuses %j', (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });
});

describe('sets of blocks', () => {
  it('makes anywhere out of two halves', () => {
    expect(union(parse('0.0.0.0/1'), parse('128.0.0.0/1'))).toEqual(ANY_IPV4);
  });

  it('keeps private and documentation addresses out of the public ones', () => {
    for (const text of [
      '10.0.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '100.64.0.1',
      '169.254.169.254',
      '203.0.113.9',
    ]) {
      expect(intersects(PUBLIC_IPV4, parseAddress(text) ?? ANY_IPV4)).toBe(false);
    }
    for (const text of ['52.94.0.1', '3.5.0.1', '172.32.0.1', '100.128.0.1', '192.169.0.1']) {
      expect(covers(PUBLIC_IPV4, parseAddress(text) ?? ANY_IPV4)).toBe(true);
    }
  });

  it('does not mix families', () => {
    expect(() => union(parse('10.0.0.0/8'), parse('::/0'))).toThrow(TypeError);
  });
});

const RUNS = { numRuns: 10_000 };
const SPACE = 64n;
const range = fc
  .tuple(fc.bigInt({ min: 0n, max: SPACE - 1n }), fc.bigInt({ min: 0n, max: SPACE - 1n }))
  .map(([a, b]) => (a < b ? ([a, b] as const) : ([b, a] as const)));
const anySet = fc.array(range, { maxLength: 6 }).map((ranges) => setOf(4, ranges));

/** The same set, address by address. */
function members(set: AddressSet): Set<bigint> {
  const found = new Set<bigint>();
  for (let address = 0n; address < SPACE; address += 1n) if (contains(set, address)) found.add(address);
  return found;
}

describe('properties against plain sets of addresses', () => {
  it('union', () => {
    fc.assert(
      fc.property(anySet, anySet, (a, b) => {
        expect(members(union(a, b))).toEqual(new Set([...members(a), ...members(b)].sort(ascending)));
      }),
      RUNS,
    );
  });

  it('intersect', () => {
    fc.assert(
      fc.property(anySet, anySet, (a, b) => {
        const both = [...members(a)].filter((address) => contains(b, address));
        expect(members(intersect(a, b))).toEqual(new Set(both));
        expect(intersects(a, b)).toBe(both.length > 0);
      }),
      RUNS,
    );
  });

  it('subtract', () => {
    fc.assert(
      fc.property(anySet, anySet, (a, b) => {
        const rest = [...members(a)].filter((address) => !contains(b, address));
        expect(members(subtract(a, b))).toEqual(new Set(rest));
      }),
      RUNS,
    );
  });

  it('covers exactly when nothing is left', () => {
    fc.assert(
      fc.property(anySet, anySet, (a, b) => {
        expect(covers(a, b)).toBe([...members(b)].every((address) => contains(a, address)));
      }),
      RUNS,
    );
  });

  it('keeps blocks sorted and apart, so that equal sets are equal', () => {
    fc.assert(
      fc.property(anySet, anySet, (a, b) => {
        const parts = union(intersect(a, b), subtract(a, b));
        expect(parts).toEqual(a);
        for (const [index, [first, last]] of a.ranges.entries()) {
          expect(first <= last).toBe(true);
          const next = a.ranges[index + 1];
          if (next !== undefined) expect(next[0] > last + 1n).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('parses what it is given back: a block holds its ends and not its neighbours', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0xffffffff }),
        fc.integer({ min: 0, max: 32 }),
        (address, length) => {
          const text = [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
          const set = parse(`${text}/${length}`);
          expect(contains(set, BigInt(address))).toBe(true);
          const [[first, last] = [0n, 0n]] = set.ranges;
          expect(last - first + 1n).toBe(1n << BigInt(32 - length));
          expect(contains(set, first - 1n) || contains(set, last + 1n)).toBe(false);
        },
      ),
      RUNS,
    );
  });

  it('subtracting a set from itself leaves nothing', () => {
    fc.assert(
      fc.property(anySet, (a) => {
        expect(isEmpty(subtract(a, a))).toBe(true);
        expect(union(a, emptySet(4))).toEqual(a);
      }),
      RUNS,
    );
  });
});

function ascending(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
