import type { NetworkAcl, NetworkAclEntry } from '../../model/aws.ts';
import { type Gap, read } from '../../model/known.ts';
import {
  type AddressSet,
  covers,
  emptySet,
  type Family,
  intersect,
  isEmpty,
  parseCidr,
  setOf,
  subtract,
  union,
} from './cidr-set.ts';
import { ask } from './hop-result.ts';
import { memoize } from '../memo.ts';

export type Ports = readonly [from: number, to: number];

/** What an ACL is asked to let through: TCP of one direction, of the family that the addresses have. */
export interface Traffic {
  readonly direction: 'in' | 'out';
  readonly ports: Ports;
  readonly addresses: AddressSet;
}

/**
 * - `some-ports`: for every address some of the ports pass and some do not.
 * - `some-addresses`: some addresses get nothing through.
 */
export type AclAnswer =
  | {
      readonly allows: 'all' | 'some-addresses' | 'nothing';
      readonly rules: readonly number[];
    }
  | { readonly allows: 'some-ports'; readonly rules: readonly number[]; readonly window: PortWindow }
  | { readonly allows: 'unknown'; readonly gap: Gap };

/** Ports that get through, as intervals: for every address, and for some address at least. */
export interface PortWindow {
  readonly always: AddressSet;
  readonly ever: AddressSet;
}

const NO_ENTRIES: Gap = { kind: 'not-collected', action: 'ec2:DescribeNetworkAcls' };

interface Block {
  readonly addresses: AddressSet;
  readonly from: number;
  readonly to: number;
}

/**
 * Evaluates the entries as EC2 does: by ascending rule number, the first that matches a packet decides, and what
 * none matches is denied. The traffic is cut into blocks, so that each packet of it is decided exactly once.
 */
export function judgeAcl(acl: NetworkAcl, traffic: Traffic): AclAnswer {
  const { direction, ports, addresses } = traffic;
  return recallAnswer(acl, direction, ...ports, addresses);
}

/** Many situations ask an ACL about the same traffic. */
const recallAnswer = memoize(
  (acl: NetworkAcl, direction: 'in' | 'out', from: number, to: number, addresses: AddressSet) =>
    deriveAnswer(acl, { direction, ports: [from, to], addresses }),
);

function deriveAnswer(acl: NetworkAcl, traffic: Traffic): AclAnswer {
  const entries = read(acl, 'Entries');
  if (!entries.known) return { allows: 'unknown', gap: entries.gap };
  // Every ACL has its two closing denials at least, so a list that is not there was not read.
  if (entries.value === undefined) return { allows: 'unknown', gap: NO_ENTRIES };
  // Without direction or number nobody can say which packets an entry decides, or when.
  const loose = entries.value.find(
    ({ Egress, RuleNumber }) => Egress === undefined || RuleNumber === undefined,
  );
  if (loose !== undefined) return { allows: 'unknown', gap: unclearEntry(acl, loose) };
  const sorted = entries.value
    .filter(({ Egress }) => Egress === (traffic.direction === 'out'))
    .toSorted((a, b) => (a.RuleNumber ?? 0) - (b.RuleNumber ?? 0));

  let open: Block[] = [{ addresses: traffic.addresses, from: traffic.ports[0], to: traffic.ports[1] }];
  const allowed: Block[] = [];
  const rules: number[] = [];
  for (const entry of sorted) {
    if (open.length === 0) break;
    const match = readMatch(entry, traffic.addresses.family);
    if (match === 'nothing') continue;
    if (match === 'unclear') return { allows: 'unknown', gap: unclearEntry(acl, entry) };
    const cuts = open.map((block) => cut(block, match));
    const hit = cuts.flatMap(({ inside }) => inside);
    if (hit.length === 0) continue;
    if (entry.RuleNumber !== undefined) rules.push(entry.RuleNumber);
    if (entry.RuleAction?.toLowerCase() === 'allow') allowed.push(...hit);
    open = cuts.flatMap(({ outside }) => outside);
  }
  const allows = summarize(allowed, traffic);
  return allows === 'some-ports'
    ? { allows, rules, window: findWindow(allowed, traffic) }
    : { allows, rules };
}

/** Between two neighbouring ends of blocks every port has the same fate. */
function findWindow(allowed: readonly Block[], { ports: [first, last], addresses }: Traffic): PortWindow {
  const starts = [...new Set([first, ...allowed.flatMap(({ from, to }) => [from, to + 1])])]
    .filter((port) => first <= port && port <= last)
    .sort((a, b) => a - b);
  const slices = starts.map((from, index) => {
    const open = allowed.filter((block) => block.from <= from && from <= block.to);
    const reached = open.reduce((set, block) => union(set, block.addresses), emptySet(addresses.family));
    const range = [BigInt(from), BigInt((starts[index + 1] ?? last + 1) - 1)] as const;
    return { range, isEver: open.length > 0, isAlways: covers(reached, addresses) };
  });
  const pick = (which: 'isEver' | 'isAlways'): AddressSet =>
    setOf(
      4,
      slices.filter((slice) => slice[which]).map(({ range }) => range),
    );
  return { ever: pick('isEver'), always: pick('isAlways') };
}

function summarize(
  allowed: readonly Block[],
  traffic: Traffic,
): 'all' | 'some-ports' | 'some-addresses' | 'nothing' {
  if (allowed.length === 0) return 'nothing';
  const reached = allowed.reduce(
    (set, { addresses }) => union(set, addresses),
    emptySet(traffic.addresses.family),
  );
  if (!covers(reached, traffic.addresses)) return 'some-addresses';
  const whole: Block = { addresses: traffic.addresses, from: traffic.ports[0], to: traffic.ports[1] };
  const left = allowed.reduce<Block[]>(
    (blocks, block) => blocks.flatMap((item) => cut(item, block).outside),
    [whole],
  );
  return left.length === 0 ? 'all' : 'some-ports';
}

/** The parts of `block` that are inside and outside of `match`. */
function cut(block: Block, match: Block): { readonly inside: Block[]; readonly outside: Block[] } {
  const addresses = intersect(block.addresses, match.addresses);
  const from = Math.max(block.from, match.from);
  const to = Math.min(block.to, match.to);
  if (isEmpty(addresses) || from > to) return { inside: [], outside: [block] };
  const outside: Block[] = [];
  const others = subtract(block.addresses, match.addresses);
  if (!isEmpty(others)) outside.push({ ...block, addresses: others });
  if (block.from < from) outside.push({ addresses, from: block.from, to: from - 1 });
  if (block.to > to) outside.push({ addresses, from: to + 1, to: block.to });
  return { inside: [{ addresses, from, to }], outside };
}

/** Protocols are strings: `-1` is all, `6` is TCP. An entry is for IPv4 or for IPv6, never for both. */
function readMatch(entry: NetworkAclEntry, family: Family): Block | 'nothing' | 'unclear' {
  const protocol = entry.Protocol === undefined ? undefined : String(entry.Protocol).toLowerCase();
  if (protocol === undefined) return 'unclear';
  if (protocol !== '-1' && protocol !== '6' && protocol !== 'tcp') return 'nothing';
  const [own, other] =
    family === 4 ? [entry.CidrBlock, entry.Ipv6CidrBlock] : [entry.Ipv6CidrBlock, entry.CidrBlock];
  if (own === undefined) return other === undefined ? 'unclear' : 'nothing';
  const addresses = parseCidr(own);
  if (addresses?.family !== family) return 'unclear';
  const action = entry.RuleAction?.toLowerCase();
  if (action !== 'allow' && action !== 'deny') return 'unclear';
  if (protocol === '-1') return { addresses, from: 0, to: 65_535 };
  const { From, To } = entry.PortRange ?? {};
  return From === undefined || To === undefined ? 'unclear' : { addresses, from: From, to: To };
}

function unclearEntry(acl: NetworkAcl, entry: NetworkAclEntry): Gap {
  const way = entry.Egress === true ? 'outbound' : 'inbound';
  return ask(
    `What does ${way} rule ${entry.RuleNumber ?? 'without number'} of ${acl.NetworkAclId ?? 'the ACL'} match?`,
  );
}
