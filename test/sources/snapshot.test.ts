import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { known, unknown } from '../../src/model/known.ts';
import { packSnapshot, parseSnapshot, readSnapshotFile, writeSnapshot } from '../../src/sources/snapshot.ts';
import { makeFolder } from '../support/folder.ts';
import { buildInventory } from '../support/subject.ts';

const inventory = buildInventory({
  region: {
    Images: unknown({ kind: 'denied', action: 'ec2:DescribeImages' }),
    InstanceStatuses: unknown({ kind: 'not-collected', action: 'ec2:DescribeInstanceStatus' }),
    VpcAttributes: {
      'vpc-main': {
        EnableDnsSupport: known(true),
        EnableDnsHostnames: unknown({
          kind: 'api-error',
          action: 'ec2:DescribeVpcAttribute',
          code: 'X',
          message: 'no',
        }),
      },
    },
    PrefixListEntries: { 'pl-1': unknown({ kind: 'denied', action: 'ec2:GetManagedPrefixListEntries' }) },
  },
});
const text = writeSnapshot(inventory);

describe('snapshot', () => {
  it('gives back what was written, gaps and absent things included', () => {
    expect(parseSnapshot('s.json', text)).toEqual(inventory);
  });

  it('writes lists under the names that AWS gives them, and gaps in their place', () => {
    const region = (JSON.parse(text) as { accounts: { regions: Record<string, unknown>[] }[] }).accounts[0]
      ?.regions[0];
    expect(region?.NatGateways).toEqual([]);
    expect(region?.Images).toEqual({ gap: { kind: 'denied', action: 'ec2:DescribeImages' } });
    expect(region).not.toHaveProperty('InstanceStatuses');
  });

  it('reads plain and gzip, by content and not by name', () => {
    const folder = makeFolder({ 'a.json': text, 'b.json': gzipSync(text) });
    expect(readSnapshotFile(path.join(folder, 'a.json'))).toEqual(inventory);
    expect(readSnapshotFile(path.join(folder, 'b.json'))).toEqual(inventory);
    expect([...packSnapshot('x.json.gz', text)].slice(0, 2)).toEqual([0x1f, 0x8b]);
  });

  it.each<[string, string | Uint8Array, RegExp]>([
    ['empty', '', /the file is empty$/],
    ['cut off', text.slice(0, 500), /s\.json:\d+:\d+: is not JSON, or is cut off: /],
    ['cut-off gzip', gzipSync(text).subarray(0, 100), /the gzip data is damaged or cut off$/],
    ['UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le'), /is UTF-16 .* save it as UTF-8$/],
    ['not text', Uint8Array.from([0x80, 0x81, 0x82]), /is not UTF-8 text$/],
    ['not JSON', '<html>', /s\.json:1:1: is not JSON/],
    ['JSON of something else', '{"Reservations":[]}', /no snapshotVersion.*ssm-preflight collect/],
    ['a list', '[]', /no snapshotVersion/],
    ['another version', '{"snapshotVersion":2}', /snapshotVersion is 2, this release reads 1/],
    [
      'a missing part',
      '{"snapshotVersion":1,"source":{"kind":"aws"},"takenAt":"2026-01-01T00:00:00Z"}',
      /at the top: must have required property 'accounts'/,
    ],
    ['a wrong time', text.replace(inventory.takenAt, 'yesterday'), /at \/takenAt: must match pattern/],
    [
      'an unknown member',
      text.replace('"Subnets"', '"Subnet"'),
      /at \/accounts\/0\/regions\/0: must NOT have additional properties \("Subnet"\)/,
    ],
    ...(
      [
        ['HostedZoneSummaries', { HostedZoneId: 'Z1', Name: 5 }],
        ['HostedZoneSummaries', { HostedZoneId: 'Z1' }],
        ['ResourceRecordSets', 'x'],
        ['ResourceRecordSets', { Name: 'a.', Type: 'A', ResourceRecords: [null] }],
        ['ResourceRecordSets', { Name: 'a.', Type: 'A', AliasTarget: {} }],
      ] as const
    ).map(([field, item]): [string, string, RegExp] => [
      `${field} with ${JSON.stringify(item)}`,
      text.replace(`"${field}": {}`, `"${field}": {"x": [${JSON.stringify(item)}]}`),
      new RegExp(`at /accounts/0/regions/0/${field}/x/?`),
    ]),
    [
      'an instance without id',
      text.replaceAll('"InstanceId":', '"instanceId":'),
      /at \/accounts\/0\/regions\/0\/Reservations/,
    ],
  ])('%s: one line that names the file and the place', (_name, content, message) => {
    const file = path.join(makeFolder({ 's.json': content }), 's.json');
    expect(() => readSnapshotFile(file)).toThrow(message);
    expect(() => readSnapshotFile(file)).toThrow(file);
  });

  it.each([
    ['a file that is not there', 'none.json', /none\.json: no such file$/],
    ['a folder', '.', /is a folder, not a file$/],
  ])('%s: says so', (_name, name, message) => {
    expect(() => readSnapshotFile(path.join(makeFolder(), name))).toThrow(message);
  });

  it('takes a byte order mark for what it is', () => {
    expect(parseSnapshot('s.json', new TextDecoder().decode(Buffer.from(`\uFEFF${text}`)))).toEqual(
      inventory,
    );
  });
});
