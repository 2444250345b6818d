import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { known, unknown, type Gap, type Known } from '../../src/model/known.ts';
import { packSnapshot, parseSnapshot, readSnapshotFile, writeSnapshot } from '../../src/sources/snapshot.ts';
import { makeFolder } from '../support/folder.ts';
import { buildInventory, buildSubject } from '../support/subject.ts';

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
const denied = (action: string): Known<never> => unknown({ kind: 'denied', action });
const gapAt = (action: string): Gap => ({ kind: 'denied', action });

/** Everything that is read one by one: there, absent, and refused. */
const byItem = buildInventory({
  region: {
    ImageAncestryEntries: {
      'ami-own': known([{ ImageId: 'ami-own', SourceImageId: 'ami-root', SourceImageRegion: 'eu-west-1' }]),
      'ami-shut': denied('ec2:GetImageAncestry'),
    },
    LogGroups: {
      '/ssm': known({ logGroupName: '/ssm', kmsKeyId: 'k' }),
      gone: known(undefined),
      shut: denied('logs:DescribeLogGroups'),
    },
    BucketEncryptions: {
      logs: known({ Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }] }),
      plain: known({ Rules: [] }),
      gone: known(undefined),
      shut: denied('s3:GetEncryptionConfiguration'),
    },
    BucketLocations: {
      logs: known('eu-west-1'),
      gone: known(undefined),
      shut: denied('s3:GetBucketLocation'),
    },
    BucketPolicies: { logs: known('{}'), gone: known(undefined), shut: denied('s3:GetBucketPolicy') },
    Keys: {
      'alias/a': known({ KeyId: 'a', KeyState: 'Enabled' }),
      gone: known(undefined),
      shut: denied('kms:DescribeKey'),
    },
    KeyPolicies: { 'alias/a': known('{}'), shut: denied('kms:GetKeyPolicy') },
    KeyGrants: {
      'alias/a': known([{ GrantId: 'g', Operations: ['Decrypt'] }]),
      none: known([]),
      shut: denied('kms:ListGrants'),
    },
  },
  iam: {
    InstanceProfiles: known([
      { Arn: 'arn:a', Roles: [{ RoleName: 'app' }] },
      { Arn: 'arn:b', Gaps: { Roles: gapAt('iam:GetInstanceProfile') } },
    ]),
    RoleDetailList: known([
      { RoleName: 'shut', Gaps: { Arn: gapAt('iam:GetRole'), RolePolicyList: gapAt('iam:GetRole') } },
      {
        RoleName: 'part',
        RolePolicyList: [
          { PolicyName: 'a', PolicyDocument: { Statement: [] } },
          { PolicyName: 'b', Gaps: { PolicyDocument: gapAt('iam:GetRolePolicy') } },
        ],
        Gaps: { AttachedManagedPolicies: gapAt('iam:ListAttachedRolePolicies') },
      },
    ]),
    Policies: known([{ Arn: 'arn:p', Gaps: { PolicyVersionList: gapAt('iam:GetPolicyVersion') } }]),
    SimulationResults: {
      'arn:r': known([
        { EvalActionName: 'a:B', ResourceSpecificResults: [{ EvalResourceDecision: 'allowed' }] },
      ]),
      'arn:s': denied('iam:SimulatePrincipalPolicy'),
    },
  },
});
const text = writeSnapshot(inventory);
const TRUST = '"AssumeRolePolicyDocument": {';

describe('snapshot', () => {
  it('gives back what was written, gaps and absent things included', () => {
    expect(parseSnapshot('s.json', text)).toEqual(inventory);
  });

  it('gives back what is read one by one, absent things and gaps of single attributes included', () => {
    expect(parseSnapshot('s.json', writeSnapshot(byItem))).toEqual(byItem);
  });

  it('reads one from before these were read: nobody asked', () => {
    const old = JSON.parse(writeSnapshot(byItem)) as { accounts: { iam: object; regions: object[] }[] };
    const fields =
      'ImageAncestryEntries LogGroups BucketEncryptions BucketPolicies BucketLocations Keys KeyPolicies KeyGrants'.split(
        ' ',
      );
    const none = Object.fromEntries(fields.map((field) => [field, {}]));
    for (const { iam, regions } of old.accounts) {
      Reflect.deleteProperty(iam, 'SimulationResults');
      for (const region of regions) fields.forEach((field) => Reflect.deleteProperty(region, field));
    }
    const [account] = parseSnapshot('s.json', JSON.stringify(old)).accounts;
    expect(account?.iam.SimulationResults).toEqual({});
    expect(account?.regions[0]).toMatchObject({ ...none, Vpcs: buildSubject().region.Vpcs });
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
    ...(
      [
        ['"LogGroups": {}', '"LogGroups": {"x": {"gap": "no"}}', '/regions/0/LogGroups/x'],
        ['"LogGroups": {}', '"LogGroups": {"x": []}', '/regions/0/LogGroups/x'],
        ['"BucketEncryptions": {}', '"BucketEncryptions": {"x": "AES256"}', '/regions/0/BucketEncryptions/x'],
        ['"BucketPolicies": {}', '"BucketPolicies": {"x": {}}', '/regions/0/BucketPolicies/x'],
        ['"BucketLocations": {}', '"BucketLocations": {"x": 1}', '/regions/0/BucketLocations/x'],
        ['"Keys": {}', '"Keys": {"x": {"gap": {"kind": "denied"}}}', '/regions/0/Keys/x/gap'],
        ['"KeyPolicies": {}', '"KeyPolicies": {"x": null}', '/regions/0/KeyPolicies/x'],
        ['"KeyGrants": {}', '"KeyGrants": {"x": ["g"]}', '/regions/0/KeyGrants/x'],
        ['"SimulationResults": {}', '"SimulationResults": {"x": null}', '/iam/SimulationResults/x'],
        [TRUST, `"Gaps": {"Arn": "no"}, ${TRUST}`, '/iam/RoleDetailList/0/Gaps/Arn'],
        [TRUST, `"Gaps": [], ${TRUST}`, '/iam/RoleDetailList/0/Gaps'],
      ] as const
    ).map(([part, other, place]): [string, string, RegExp] => [
      other,
      text.replace(part, other),
      new RegExp(`at /accounts/0${place}`),
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
