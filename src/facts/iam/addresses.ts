import ipaddr from 'ipaddr.js';
import type { CompiledTest } from './operators.ts';

/** An address, or a range in CIDR form; the two families don't meet. */
export function compileIp(value: string): CompiledTest | undefined {
  const range = parseRange(value);
  if (range === undefined) return undefined;
  const [base, bits] = range;
  const holds = (text: string): boolean | undefined => {
    const address = parseAddress(text);
    if (address === undefined) return undefined;
    return address.kind() === base.kind() && address.match(base, bits);
  };
  const witnesses = ['0.0.0.0', '::', ...listEdges(base, bits)];
  return { id: `ip|${base.toString()}/${bits}`, domain: 'ip', patterns: [], witnesses, holds };
}

/** The first address of a range and the first one after it: where, going upwards, the answer changes. */
function listEdges(base: Address, bits: number): string[] {
  const first = base.toByteArray().map((byte, index) => {
    const kept = Math.min(8, Math.max(0, bits - index * 8));
    return byte - (byte % 2 ** (8 - kept));
  });
  const next = [...first];
  let index = Math.ceil(bits / 8) - 1;
  let carry = 2 ** ((index + 1) * 8 - bits);
  for (; index >= 0 && carry > 0; index -= 1) {
    const sum = (next[index] ?? 0) + carry;
    next[index] = sum % 256;
    carry = sum > 255 ? 1 : 0;
  }
  return [first, next].map((bytes) => ipaddr.fromByteArray(bytes).toString());
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

function parseRange(text: string): [Address, number] | undefined {
  const [host = '', prefix, ...more] = text.split('/');
  const address = parseAddress(host);
  if (address === undefined || more.length > 0) return undefined;
  const width = address.kind() === 'ipv4' ? 32 : 128;
  if (prefix === undefined) return [address, width];
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= width ? [address, Number(prefix)] : undefined;
}

function parseAddress(text: string): Address | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  return text.includes(':') && ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text) : undefined;
}
