import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeAcl } from '../../../src/facts/network/acl.ts';
import { parseCidr } from '../../../src/facts/network/cidr-set.ts';
import type { NetworkAclEntry } from '../../../src/model/aws.ts';

const ADDRESSES = 16;
const PORTS = 16;
const BLOCK = parseCidr('10.0.0.0/28');

/** EC2's own rule, packet by packet: ascending numbers, the first match decides, the rest is denied. */
function isAllowed(entries: readonly NetworkAclEntry[], address: number, port: number): boolean {
  const sorted = entries.toSorted((a, b) => (a.RuleNumber ?? 0) - (b.RuleNumber ?? 0));
  for (const { CidrBlock = '', PortRange, Protocol, RuleAction } of sorted) {
    const [base = '', length = ''] = CidrBlock.split('/');
    const size = 2 ** (32 - Number(length));
    const first = Math.floor(Number(base.split('.')[3]) / size) * size;
    if (address < first || address >= first + size) continue;
    if (Protocol !== '-1' && (port < (PortRange?.From ?? 0) || port > (PortRange?.To ?? 0))) continue;
    return RuleAction === 'allow';
  }
  return false;
}

const entry = fc
  .record({
    RuleNumber: fc.integer({ min: 1, max: 1000 }),
    host: fc.integer({ min: 0, max: ADDRESSES - 1 }),
    length: fc.integer({ min: 28, max: 32 }),
    ports: fc.option(
      fc.tuple(fc.integer({ min: 0, max: PORTS - 1 }), fc.integer({ min: 0, max: PORTS - 1 })),
    ),
    RuleAction: fc.constantFrom('allow', 'deny'),
  })
  .map(({ RuleNumber, host, length, ports, RuleAction }): NetworkAclEntry => ({
    RuleNumber,
    RuleAction,
    Egress: true,
    CidrBlock: `10.0.0.${host}/${length}`,
    ...(ports === null
      ? { Protocol: '-1' }
      : { Protocol: '6', PortRange: { From: Math.min(...ports), To: Math.max(...ports) } }),
  }));

describe('judgeAcl', () => {
  it('agrees with EC2 packet by packet', () => {
    if (BLOCK === undefined) throw new Error('not a CIDR');
    const addresses = BLOCK;
    const entries = fc.uniqueArray(entry, { maxLength: 6, selector: ({ RuleNumber }) => RuleNumber });
    fc.assert(
      fc.property(entries, (Entries) => {
        const answer = judgeAcl({ Entries }, { direction: 'out', ports: [0, PORTS - 1], addresses });
        const open = Array.from({ length: ADDRESSES }, (_, address) =>
          Array.from({ length: PORTS }, (_, port) => isAllowed(Entries, address, port)),
        );
        const expected = open.flat().every(Boolean)
          ? 'all'
          : !open.flat().some(Boolean)
            ? 'nothing'
            : open.every((ports) => ports.some(Boolean))
              ? 'some-ports'
              : 'some-addresses';
        expect(answer.allows).toBe(expected);
      }),
      { numRuns: 10_000 },
    );
  });

  it('names the rules that decided, and none after the last open packet is decided', () => {
    const all = { Egress: false, Protocol: '-1', CidrBlock: '0.0.0.0/0' };
    const acl = {
      Entries: [
        { ...all, RuleNumber: 200, RuleAction: 'deny' },
        { ...all, RuleNumber: 100, RuleAction: 'allow' },
        { ...all, Egress: true, RuleNumber: 50, RuleAction: 'deny' },
      ],
    };
    const addresses = parseCidr('10.0.0.0/8') ?? { family: 4, ranges: [] };
    expect(judgeAcl(acl, { direction: 'in', ports: [443, 443], addresses })).toEqual({
      allows: 'all',
      rules: [100],
    });
  });
});
