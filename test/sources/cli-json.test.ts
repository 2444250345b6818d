import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Inventory, RegionInventory } from '../../src/model/inventory.ts';
import { readCliJson } from '../../src/sources/cli-json.ts';
import { makeFolder } from '../support/folder.ts';
import { ACCOUNT, ec2Trust, healthyInstance } from '../support/subject.ts';

const instances = { Reservations: [{ OwnerId: ACCOUNT, Instances: [healthyInstance] }] };

async function readFiles(files: Readonly<Record<string, unknown>>): Promise<Inventory> {
  return readCliJson({ folder: makeFolder(files), takenAt: '2026-11-20T12:00:00.000Z' });
}

async function readRegion(files: Readonly<Record<string, unknown>>): Promise<RegionInventory> {
  const inventory = await readFiles({ 'ec2.DescribeInstances.json': instances, ...files });
  const region = inventory.accounts[0]?.regions[0];
  if (region === undefined) throw new Error('no region');
  return region;
}

describe('readCliJson', () => {
  it('takes account and region from the answers', async () => {
    const { accounts } = await readFiles({ 'ec2.DescribeInstances.json': instances });
    expect(
      accounts.map(({ accountId, partition, regions }) => [accountId, partition, regions[0]?.region]),
    ).toEqual([[ACCOUNT, 'aws', 'eu-west-1']]);
  });

  it('makes an operation without a file a gap, never an empty list', async () => {
    const region = await readRegion({ 'ec2.DescribeSubnets.json': { Subnets: [] } });
    expect(region.Subnets).toEqual({ known: true, value: [] });
    expect(region.Vpcs).toEqual({ known: false, gap: { kind: 'not-collected', action: 'ec2:DescribeVpcs' } });
  });

  it.each([
    ['AccessDenied', { kind: 'denied', action: 'ec2:DescribeVpcs' }],
    ['UnauthorizedOperation', { kind: 'denied', action: 'ec2:DescribeVpcs' }],
    [
      'RequestLimitExceeded',
      {
        kind: 'api-error',
        action: 'ec2:DescribeVpcs',
        code: 'RequestLimitExceeded',
        message: 'RequestLimitExceeded',
      },
    ],
  ])('reads {"error": {"code": "%s"}} as a failed call', async (code, gap) => {
    const region = await readRegion({ 'ec2.DescribeVpcs.json': { error: { code } } });
    expect(region.Vpcs).toEqual({ known: false, gap });
  });

  it('does not take a list that ends with a page token for the whole list', async () => {
    const region = await readRegion({
      'ec2.DescribeVpcs.json': { Vpcs: [{ VpcId: 'vpc-1' }], NextToken: 'more' },
    });
    expect(region.Vpcs).toMatchObject({ known: false, gap: { code: 'CutOff' } });
  });

  it('takes a bucket that is missing for one without a policy', async () => {
    const missing = { error: { code: 'NoSuchBucket' } };
    const inputs = { s3BucketName: 'session-logs', s3EncryptionEnabled: true };
    const region = await readRegion({
      'ssm.GetDocument.json': { Name: 'SSM-SessionManagerRunShell', Content: JSON.stringify({ inputs }) },
      's3.GetBucketEncryption@Bucket=session-logs.json': missing,
      's3.GetBucketPolicy@Bucket=session-logs.json': missing,
    });
    const { BucketEncryptions, BucketPolicies } = region;
    const nothing = { 'session-logs': { known: true, value: undefined } };
    expect({ BucketEncryptions, BucketPolicies }).toEqual({
      BucketEncryptions: nothing,
      BucketPolicies: nothing,
    });
  });

  it('matches per-item answers by the input in their name, in any order and encoded', async () => {
    const attribute = (member: string, Value: boolean): object => ({
      VpcId: 'vpc-main',
      [member]: { Value },
    });
    const region = await readRegion({
      'ec2.DescribeVpcAttribute@VpcId=vpc-main,Attribute=enableDnsSupport.json': attribute(
        'EnableDnsSupport',
        true,
      ),
      'ec2.DescribeVpcAttribute@Attribute=enableDnsHostnames,VpcId=vpc%2Dmain.json': attribute(
        'EnableDnsHostnames',
        false,
      ),
    });
    expect(region.VpcAttributes).toEqual({
      'vpc-main': {
        EnableDnsSupport: { known: true, value: true },
        EnableDnsHostnames: { known: true, value: false },
      },
    });
  });

  it('does not take the answer about another VPC', async () => {
    const region = await readRegion({
      'ec2.DescribeVpcAttribute.json': { VpcId: 'vpc-other', EnableDnsSupport: { Value: true } },
    });
    expect(region.VpcAttributes['vpc-main']).toMatchObject({
      EnableDnsSupport: { known: false },
      EnableDnsHostnames: { known: false },
    });
  });

  it('knows that a missing session document is an answer', async () => {
    const region = await readRegion({ 'ssm.GetDocument.json': { error: { code: 'InvalidDocument' } } });
    expect(region.SessionDocument).toEqual({ known: true, value: undefined });
  });

  it('asks for the connection status only where a file answers', async () => {
    const online = {
      InstanceInformationList: [{ InstanceId: healthyInstance.InstanceId, PingStatus: 'Online' }],
    };
    const without = await readRegion({ 'ssm.DescribeInstanceInformation.json': online });
    expect(without.ConnectionStatuses).toEqual({});
    const name = `ssm.GetConnectionStatus@Target=${healthyInstance.InstanceId}.json`;
    const region = await readRegion({
      'ssm.DescribeInstanceInformation.json': online,
      [name]: { Target: healthyInstance.InstanceId, Status: 'notconnected' },
    });
    expect(region.ConnectionStatuses).toEqual({
      [healthyInstance.InstanceId]: { known: true, value: 'notconnected' },
    });
  });

  it.each([
    ['DescribeInstanceInformation', 'InstanceInformationList'],
    ['DescribeInstanceProperties', 'InstanceProperties'],
  ])('reads registrations from %s', async (operation, member) => {
    const node = { InstanceId: healthyInstance.InstanceId, PingStatus: 'Online' };
    const region = await readRegion({ [`ssm.${operation}.json`]: { [member]: [node] } });
    expect(region.InstanceInformationList).toEqual({ known: true, value: [node] });
  });

  it('takes registrations from the file that was not denied', async () => {
    const node = { InstanceId: healthyInstance.InstanceId, PingStatus: 'Online' };
    const region = await readRegion({
      'ssm.DescribeInstanceProperties.json': { error: { code: 'AccessDeniedException' } },
      'ssm.DescribeInstanceInformation.json': { InstanceInformationList: [node] },
    });
    expect(region.InstanceInformationList).toEqual({ known: true, value: [node] });
  });

  it('reads the last session of each instance, of both states, whoever opened it', async () => {
    const session = (StartDate: unknown, more = {}) => ({
      SessionId: 'alice-1',
      Target: healthyInstance.InstanceId,
      StartDate,
      Status: 'Terminated',
      Owner: 'arn:aws:iam::111122223333:user/alice',
      ...more,
    });
    const history = [
      session('2026-11-01T08:00:00+01:00'),
      session(1794000000),
      session('2026-11-19T08:00:00+01:00', { Status: 'Failed' }),
      session('2026-11-19T08:00:00+01:00', { Target: 'i-other' }),
    ];
    const active = [session('2026-11-18T08:00:00+01:00', { Status: 'Connecting' })];
    const read = async (files: object) => (await readRegion({ ...files })).Sessions;
    const whole = {
      'ssm.DescribeSessions@State=History.json': { Sessions: history },
      'ssm.DescribeSessions@State=Active.json': { Sessions: active },
    };
    expect(await read(whole)).toEqual({
      known: true,
      value: [{ Target: healthyInstance.InstanceId, StartDate: new Date(1794000000_000).toISOString() }],
    });
    expect(await read({ 'ssm.DescribeSessions@State=History.json': { Sessions: history } })).toEqual({
      known: false,
      gap: { kind: 'not-collected', action: 'ssm:DescribeSessions' },
    });
    // One state's sessions are not those of both.
    await expect(read({ 'ssm.DescribeSessions.json': { Sessions: [] } })).rejects.toThrow(
      'name it ssm.DescribeSessions@State=….json',
    );
  });

  describe('a folder without instances', () => {
    const none = { 'ec2.DescribeInstances.json': { Reservations: [] } };
    const template = { LaunchTemplateId: 'lt-1', DefaultVersionNumber: 1, LatestVersionNumber: 1 };
    const templates = { 'ec2.DescribeLaunchTemplates.json': { LaunchTemplates: [template] } };

    it.each([
      ['of nothing', {}, 'unknown-region'],
      [
        'of a group, which names its zones',
        {
          ...templates,
          'autoscaling.DescribeAutoScalingGroups.json': {
            AutoScalingGroups: [{ AutoScalingGroupName: 'web', AvailabilityZones: ['us-gov-west-1b'] }],
          },
        },
        'us-gov-west-1',
      ],
    ])('%s', async (_, files, region) => {
      expect((await readRegion({ ...none, ...files })).region).toBe(region);
    });

    it('of templates alone: endpoints of a region without a name would be found missing', async () => {
      await expect(readRegion({ ...none, ...templates })).rejects.toThrow(
        /no instance and no Auto Scaling group names an availability zone; give the region with --region/,
      );
    });
  });

  it('reads what would be launched next, in whichever versions the files hold', async () => {
    const data = { ImageId: 'ami-1', UserData: 'c2VjcmV0' };
    const version = (VersionNumber: number) => ({
      LaunchTemplateId: 'lt-1',
      VersionNumber,
      LaunchTemplateData: data,
    });
    const region = await readRegion({
      'autoscaling.DescribeAutoScalingGroups.json': {
        AutoScalingGroups: [
          {
            AutoScalingGroupName: 'web',
            LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: '2' },
            Instances: [{ InstanceId: 'i-1' }],
          },
        ],
      },
      'ec2.DescribeLaunchTemplates.json': {
        LaunchTemplates: [{ LaunchTemplateId: 'lt-1', DefaultVersionNumber: 1, LatestVersionNumber: 3 }],
      },
      'ec2.DescribeLaunchTemplateVersions.json': { LaunchTemplateVersions: [version(1), version(3)] },
      'ec2.DescribeLaunchTemplateVersions@LaunchTemplateId=lt-1.json': {
        LaunchTemplateVersions: [version(2)],
      },
      'ec2.GetInstanceMetadataDefaults.json': { AccountLevel: { HttpEndpoint: 'enabled' } },
    });
    expect(region.LaunchTemplateVersions).toEqual({
      known: true,
      value: [1, 3, 2].map((VersionNumber) => ({
        ...version(VersionNumber),
        LaunchTemplateData: { ImageId: 'ami-1' },
      })),
    });
    expect(region.InstanceMetadataDefaults).toEqual({ known: true, value: { HttpEndpoint: 'enabled' } });
    expect(JSON.stringify(region)).not.toMatch(/UserData|"i-1"/);
  });

  it('keeps the roles in use, with documents decoded whichever way they came', async () => {
    const profile = {
      InstanceProfileName: 'app',
      InstanceProfileId: 'AIPAAPP',
      Arn: healthyInstance.IamInstanceProfile?.Arn,
      Roles: [{ RoleName: 'app', Arn: `arn:aws:iam::${ACCOUNT}:role/app` }],
    };
    const role = (RoleName: string, AssumeRolePolicyDocument: unknown): object => ({
      RoleName,
      Arn: `arn:aws:iam::${ACCOUNT}:role/${RoleName}`,
      AssumeRolePolicyDocument,
      RolePolicyList: [],
      AttachedManagedPolicies: [],
      InstanceProfileList: RoleName === 'app' ? [profile] : [],
    });
    const repeated = '{"Statement":{"Effect":"Deny","Effect":"Allow"}}';
    for (const [document, decoded] of [
      [ec2Trust, ec2Trust],
      [encodeURIComponent(JSON.stringify(ec2Trust)), ec2Trust],
      [JSON.stringify(ec2Trust), ec2Trust],
      // Parsed, it would no longer show that an element stands twice.
      [encodeURIComponent(repeated), repeated],
    ]) {
      const { accounts } = await readFiles({
        'ec2.DescribeInstances.json': instances,
        'iam.GetAccountAuthorizationDetails.json': {
          RoleDetailList: [role('app', document), role('other', {})],
          Policies: [],
        },
      });
      expect(accounts[0]?.iam.RoleDetailList).toMatchObject({
        known: true,
        value: [{ RoleName: 'app', AssumeRolePolicyDocument: decoded }],
      });
      // Without iam:ListInstanceProfiles the profiles inside the roles answer.
      expect(accounts[0]?.iam.InstanceProfiles).toEqual({ known: true, value: [profile] });
    }
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['an empty folder', {}, /holds no file of an AWS CLI answer; name them <service>\.<Operation>\.json/],
    [
      'a misspelt name',
      { 'ec2.DescribeInstance.json': instances },
      /did you mean ec2\.DescribeInstances\.json\?/,
    ],
    [
      'a cut-off file',
      { 'ec2.DescribeInstances.json': '{"Reservations": [' },
      /ec2\.DescribeInstances\.json:1:19: is not JSON, or is cut off/,
    ],
    ['an empty file', { 'ec2.DescribeInstances.json': '' }, /the file is empty/],
    ['a UTF-16 file', { 'ec2.DescribeInstances.json': Buffer.from('\uFEFF{}', 'utf16le') }, /is UTF-16/],
    ['a file made with --query', { 'ec2.DescribeInstances.json': [[]] }, /was it made with --query\?/],
    [
      'a list of something else',
      { 'ec2.DescribeInstances.json': { Reservations: ['i-1'] } },
      /"Reservations" is not a list of objects/,
    ],
    ['an input that is none', { 'ec2.DescribeVpcs@vpc-1.json': {} }, /the part behind @ is not Key=value/],
    ['an error without a code', { 'ec2.DescribeInstances.json': { error: {} } }, /"error" has no "code"/],
    ['an error that is nothing', { 'ec2.DescribeInstances.json': { error: null } }, /"error" has no "code"/],
    [
      'no reservations at all',
      { 'ec2.DescribeInstances.json': {} },
      /"Reservations" is not a list of objects/,
    ],
    [
      'a reservation without instances',
      { 'ec2.DescribeInstances.json': { Reservations: [{ OwnerId: ACCOUNT }] } },
      /"Instances" is not a list of objects/,
    ],
    [
      'an instance that is none',
      { 'ec2.DescribeInstances.json': { Reservations: [{ Instances: [null] }] } },
      /"Instances" is not a list of objects/,
    ],
    [
      'an instance without an id',
      { 'ec2.DescribeInstances.json': { Reservations: [{ Instances: [{}] }] } },
      /an instance has no "InstanceId"/,
    ],
    [
      'two regions in one folder',
      {
        'ec2.DescribeInstances.json': {
          Reservations: [
            {
              OwnerId: ACCOUNT,
              Instances: ['us-east-1a', 'eu-west-1a'].map((AvailabilityZone, i) => ({
                InstanceId: `i-${i}`,
                Placement: { AvailabilityZone },
              })),
            },
          ],
        },
      },
      /holds instances of us-east-1 and eu-west-1; make one folder a region/,
    ],
    [
      'no zone and no --region',
      {
        'ec2.DescribeInstances.json': {
          Reservations: [{ OwnerId: ACCOUNT, Instances: [{ InstanceId: 'i-1' }] }],
        },
      },
      /give the region with --region/,
    ],
  ])('%s: one line that says what to do', async (_name, files, message) => {
    await expect(readFiles(files)).rejects.toThrow(message);
  });

  it('says when the folder is not there, or is a file', async () => {
    const folder = makeFolder({ file: 'x' });
    await expect(readCliJson({ folder: path.join(folder, 'none'), takenAt: '' })).rejects.toThrow(
      /none: no such folder/,
    );
    await expect(readCliJson({ folder: path.join(folder, 'file'), takenAt: '' })).rejects.toThrow(
      /file: is a file, not a folder/,
    );
  });
});
