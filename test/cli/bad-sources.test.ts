import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../support/folder.ts';
import { RAW_HOSTILE } from '../support/hostile.ts';
import { parseReport, run } from './support.ts';

const demo = readFileSync(new URL('../../src/data/demo-snapshot.json', import.meta.url), 'utf8');
const parsed = JSON.parse(demo) as Readonly<Record<string, unknown>>;
const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');

const NOT_OURS =
  'is not a snapshot of ssm-preflight (no snapshotVersion); make one with: ssm-preflight collect -o FILE';
const UTF16 = "is UTF-16 (PowerShell's > writes that); save it as UTF-8";
const NO_JSON = 'is not JSON, or is cut off:';
const REGIONS = (parsed['accounts'] as readonly { readonly regions: readonly object[] }[])[0]?.regions ?? [];
const withRegion = (fields: object): object => ({
  ...parsed,
  accounts: [{ accountId: '1', partition: 'aws', iam: {}, regions: [{ ...REGIONS[0], ...fields }] }],
});

/** Content of the file (undefined: there is none), and what is said after its name. */
const SNAPSHOTS: [string, unknown, string][] = [
  [
    'cut off',
    '{\n  "snapshotVersion": 1,\n  "source": {"kind": "aw',
    `:3:22: ${NO_JSON} this string is not closed`,
  ],
  ['cut off after a value', '{\n  "snapshotVersion": 1', `:2:23: ${NO_JSON} the file ends where`],
  ['of another version', { ...parsed, snapshotVersion: 2 }, ': snapshotVersion is 2, this release reads 1;'],
  [
    'of a version that is text',
    { ...parsed, snapshotVersion: '1' },
    ': snapshotVersion is "1", this release',
  ],
  ['empty', '', ': the file is empty'],
  ['blank', ' \n', `:2:1: ${NO_JSON} the file ends where a value is expected`],
  ['UTF-16', utf16(demo), `: ${UTF16}`],
  ['UTF-16, big-endian', utf16(demo).swap16(), `: ${UTF16}`],
  ['UTF-16 and empty', utf16(''), `: ${UTF16}`],
  ['UTF-16 without a mark', Buffer.from(demo, 'utf16le'), ':'],
  ['bytes', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), ': is not UTF-8 text'],
  ['not JSON', 'An error occurred (ExpiredToken)', `:1:1: ${NO_JSON} expected a value`],
  ['JSON with more behind it', '{"snapshotVersion":1}\n{}', `:2:1: ${NO_JSON}`],
  ['nested without end', '['.repeat(100_000), `:1:102: ${NO_JSON} nested more than 100 levels deep`],
  ['a list', '[]', `: ${NOT_OURS}`],
  ['null', 'null', `: ${NOT_OURS}`],
  ['an answer of the AWS CLI', { Reservations: [] }, `: ${NOT_OURS}`],
  ['without a source', { snapshotVersion: 1 }, ": at the top: must have required property 'source'"],
  ['taken at no time', { ...parsed, takenAt: 'today' }, ': at /takenAt: must match pattern'],
  [
    'with a key of its own',
    { ...parsed, more: 1 },
    ': at the top: must NOT have additional properties ("more")',
  ],
  [
    'with a list that is none',
    withRegion({ Reservations: 5 }),
    ': at /accounts/0/regions/0/Reservations: must be',
  ],
  [
    'with a gap of no kind',
    withRegion({ Vpcs: { gap: { kind: 'guess' } } }),
    ': at /accounts/0/regions/0/Vpcs/gap: must',
  ],
  ['gzip that is cut off', gzipSync(demo).subarray(0, 500), ': the gzip data is damaged or cut off'],
  ['gzip of nothing', gzipSync(''), ': the file is empty'],
  ['gzip of UTF-16', gzipSync(utf16(demo)), `: ${UTF16}`],
  ['missing', undefined, ': no such file'],
];

interface Failure {
  readonly code: number | null;
  readonly stdout: string;
  readonly lines: string[];
  readonly files: string[];
  readonly isOlderKept: boolean;
}

/** A scan to standard output and two files, one of which exists; a folder holds nothing else afterwards. */
async function scanBadly(
  source: readonly string[],
  files: Readonly<Record<string, unknown>>,
): Promise<Failure> {
  const cwd = makeFolder({ ...files, 'out/r.json': 'an older report' });
  const outputs = ['-f', 'table', '-f', 'json=out/r.json', '-f', 'sarif=out/new.sarif'];
  const { code, stdout, stderr } = await run([...source, ...outputs], { cwd });
  return {
    code,
    stdout: stdout.slice(0, 100),
    lines: stderr.trimEnd().split('\n'),
    files: readdirSync(path.join(cwd, 'out')),
    isOlderKept: readFileSync(path.join(cwd, 'out/r.json'), 'utf8') === 'an older report',
  };
}

const UNTOUCHED = { code: 2, stdout: '', files: ['r.json'], isOlderKept: true };

describe('a snapshot that is', () => {
  it.each(SNAPSHOTS)('%s ends the run with one line', async (_name, content, expected) => {
    const { lines, ...rest } = await scanBadly(
      ['--snapshot', 'in/a.json'],
      content === undefined ? {} : { 'in/a.json': content },
    );
    expect(rest).toEqual(UNTOUCHED);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`ssm-preflight: in/a.json${expected}`);
  });

  it('a folder ends the run with one line', async () => {
    const { lines, ...rest } = await scanBadly(['--snapshot', 'in'], { 'in/a.json': demo });
    expect(rest).toEqual(UNTOUCHED);
    expect(lines).toEqual(['ssm-preflight: in: is a folder, not a file']);
  });

  it('bad leaves the file of collect as it was', async () => {
    const cwd = makeFolder({ 'a.json': demo.slice(0, 5000), 'b.json': 'an older snapshot' });
    const { code, stdout, stderr } = await run(['collect', '--snapshot', 'a.json', '-o', 'b.json'], { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^ssm-preflight: a\.json:\d+:\d+: is not JSON, or is cut off: .*\n$/);
    expect(readFileSync(path.join(cwd, 'b.json'), 'utf8')).toBe('an older snapshot');
    expect(readdirSync(cwd)).toEqual(['a.json', 'b.json']);
  });

  it.each([
    ['a key', { ...parsed, 'x\u001b[31m\nnext\u202e\u009b': 1 }],
    ['the version', { ...parsed, snapshotVersion: 'x\u001b[31m\n\u202e\u009b31m' }],
    ['a key deeper down', withRegion({ 'x\u001b]0;owned\u0007\r\n\u2066': 1 })],
  ])('hostile in %s is quoted on one line, without its escapes', async (_name, content) => {
    const { lines, ...rest } = await scanBadly(['--snapshot', 'a.json'], { 'a.json': content });
    expect(rest).toEqual(UNTOUCHED);
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toMatch(RAW_HOSTILE);
  });
});

const INSTANCES = 'ec2.DescribeInstances.json';
const VPCS = 'ec2.DescribeVpcs.json';
const instanceIn = (zone: string): object => ({
  Reservations: [{ Instances: [{ InstanceId: `i-${zone}`, Placement: { AvailabilityZone: zone } }] }],
});
const QUERY = 'was it made with --query?';

const DUMPS: [string, Readonly<Record<string, unknown>>, string][] = [
  [
    'cut off',
    { [VPCS]: '{"Vpcs": [\n  {"VpcId": "vp' },
    `d/${VPCS}:2:13: ${NO_JSON} this string is not closed`,
  ],
  ['empty', { [VPCS]: '' }, `d/${VPCS}: the file is empty`],
  ['UTF-16', { [VPCS]: utf16('{"Vpcs": []}') }, `d/${VPCS}: ${UTF16}`],
  ['not JSON', { [VPCS]: 'An error occurred' }, `d/${VPCS}:1:1: ${NO_JSON} expected a value`],
  ['a list', { [VPCS]: '[]' }, `d/${VPCS}: is not the answer of an AWS CLI command (an object); ${QUERY}`],
  [
    'with another type of list',
    { [VPCS]: '{"Vpcs": "vpc-1"}' },
    `d/${VPCS}: "Vpcs" is not a list of objects;`,
  ],
  ['with holes in the list', { [VPCS]: '{"Vpcs": [null]}' }, `d/${VPCS}: "Vpcs" is not a list of objects;`],
  ['an error without a code', { [VPCS]: '{"error": {}}' }, `d/${VPCS}: "error" has no "code"`],
  [
    'nearly named',
    { 'ec2.DescribeVpc.json': '{"Vpcs": []}' },
    `d/ec2.DescribeVpc.json: no such operation is read; did you mean ${VPCS}?`,
  ],
  [
    'named for no input',
    { 'ec2.DescribeVpcs@x.json': '{"Vpcs": []}' },
    'd/ec2.DescribeVpcs@x.json: the part behind @ is not Key=value,Key=value',
  ],
  ['a folder', { [`${VPCS}/x`]: '' }, `d/${VPCS}: is a folder, not a file`],
];

describe('an answer of the AWS CLI that is', () => {
  it.each(DUMPS)('%s ends the run with one line', async (_name, files, expected) => {
    const folder = Object.entries({ [INSTANCES]: instanceIn('eu-west-1a'), ...files }).map(
      ([name, content]) => [`d/${name}`, content],
    );
    const { lines, ...rest } = await scanBadly(
      ['--cli-json', 'd'],
      Object.fromEntries(folder) as Record<string, unknown>,
    );
    expect(rest).toEqual(UNTOUCHED);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`ssm-preflight: ${expected}`);
  });
});

describe('a folder of answers that', () => {
  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['does not exist', {}, 'd: no such folder'],
    ['is a file', { d: '{}' }, 'd: is a file, not a folder'],
    ['holds no answer', { 'd/readme.txt': '' }, 'd: holds no file of an AWS CLI answer; name them'],
    [
      'holds answers of no use',
      { 'd/s3.ListBuckets.json': {} },
      'd: holds no file of an AWS CLI answer; name',
    ],
    [
      'holds instances without a place',
      { [`d/${INSTANCES}`]: { Reservations: [{ Instances: [{ InstanceId: 'i-1' }] }] } },
      'd: no instance names its availability zone; give the region with --region',
    ],
    [
      'holds two regions',
      {
        [`d/${INSTANCES}`]: instanceIn('eu-west-1a'),
        'd/ec2.DescribeInstances@x=1.json': instanceIn('us-east-1a'),
      },
      'd: holds instances of eu-west-1 and us-east-1; make one folder a region',
    ],
  ])('%s ends the run with one line', async (_name, files, expected) => {
    const { lines, ...rest } = await scanBadly(['--cli-json', 'd'], files);
    expect(rest).toEqual(UNTOUCHED);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`ssm-preflight: ${expected}`);
  });
});

it('a folder without the instances is not an account without instances', async () => {
  const cwd = makeFolder({ [`d/${VPCS}`]: { Vpcs: [] } });
  const { code, stdout, stderr } = await run(['--cli-json', 'd', '-f', 'json'], { cwd });
  expect([code, stderr]).toEqual([3, '']);
  expect(parseReport(stdout).scopes.map(({ status }) => status)).toEqual(['unreadable']);
});
