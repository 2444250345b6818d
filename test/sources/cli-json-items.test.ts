import { describe, expect, it } from 'vitest';
import type { IamInventory, RegionInventory } from '../../src/model/inventory.ts';
import { readCliJson } from '../../src/sources/cli-json.ts';
import { makeFolder } from '../support/folder.ts';
import { ACCOUNT, ec2Trust, healthyInstance } from '../support/subject.ts';
import { policyArn, profileArn, roleArn } from './scripted-iam.ts';

const POLICY = '{"Version":"2012-10-17","Statement":[]}';
const DOCUMENT = { Version: '2012-10-17', Statement: [] };
const KEY_ID = '1a2b3c4d-0000-4000-8000-000000000000';
const role = (RoleName: string): object => ({ RoleName, RoleId: 'AROA', Arn: roleArn(RoleName) });

type Files = Readonly<Record<string, unknown>>;

const INSTANCES: Files = {
  'ec2.DescribeInstances.json': {
    Reservations: [
      {
        OwnerId: ACCOUNT,
        Instances: ['app', 'web'].map((name, index) => ({
          ...healthyInstance,
          InstanceId: `i-${index}`,
          IamInstanceProfile: { Arn: profileArn(name), Id: 'AIPA' },
        })),
      },
    ],
  },
};

function profileFile(name: string, roleName: string): Files {
  const InstanceProfile = { InstanceProfileName: name, Arn: profileArn(name), Roles: [role(roleName)] };
  return { [`iam.GetInstanceProfile@InstanceProfileName=${name}.json`]: { InstanceProfile } };
}

/** What `aws iam` answers about a role with one policy of each kind, document by document. */
function roleFiles(name: string): Files {
  return {
    [`iam.GetRole@RoleName=${name}.json`]: { Role: { ...role(name), AssumeRolePolicyDocument: ec2Trust } },
    [`iam.ListRolePolicies@RoleName=${name}.json`]: { PolicyNames: ['in line'] },
    [`iam.GetRolePolicy@RoleName=${name},PolicyName=in%20line.json`]: {
      RoleName: name,
      PolicyName: 'in line',
      PolicyDocument: DOCUMENT,
    },
    [`iam.ListAttachedRolePolicies@RoleName=${name}.json`]: {
      AttachedPolicies: [{ PolicyName: 'core', PolicyArn: policyArn('core') }],
    },
  };
}

const ARN = encodeURIComponent(policyArn('core'));
const POLICY_FILES: Files = {
  [`iam.GetPolicy@PolicyArn=${ARN}.json`]: {
    Policy: { PolicyName: 'core', Arn: policyArn('core'), DefaultVersionId: 'v2' },
  },
  [`iam.GetPolicyVersion@PolicyArn=${ARN},VersionId=v2.json`]: {
    PolicyVersion: { VersionId: 'v2', IsDefaultVersion: true, Document: DOCUMENT },
  },
};
const FOLDER: Files = {
  ...INSTANCES,
  ...profileFile('app', 'app'),
  ...profileFile('web', 'web'),
  ...roleFiles('app'),
  ...roleFiles('web'),
  ...POLICY_FILES,
};

async function read(files: Files): Promise<{ iam: IamInventory; region: RegionInventory }> {
  const { accounts } = await readCliJson({ folder: makeFolder(files), takenAt: '2026-11-20T12:00:00.000Z' });
  const [account] = accounts;
  const region = account?.regions[0];
  if (account === undefined || region === undefined) throw new Error('nothing was read');
  return { iam: account.iam, region };
}

function without(files: Files, ...names: readonly string[]): Files {
  const kept = Object.entries(files).filter(([file]) => !names.some((name) => file.startsWith(name)));
  if (kept.length === Object.keys(files).length) throw new Error(`none of ${names.join()} is there`);
  return Object.fromEntries(kept);
}

const gapAt = (action: string): object => ({ kind: 'not-collected', action });

describe('roles, each in files of its own', () => {
  it('are whole', async () => {
    const { iam } = await read(FOLDER);
    const detail = (name: string): object => ({
      ...role(name),
      AssumeRolePolicyDocument: ec2Trust,
      RolePolicyList: [{ PolicyName: 'in line', PolicyDocument: DOCUMENT }],
      AttachedManagedPolicies: [{ PolicyName: 'core', PolicyArn: policyArn('core') }],
    });
    expect(iam.RoleDetailList).toEqual({ known: true, value: [detail('app'), detail('web')] });
    expect(iam.InstanceProfiles).toMatchObject({
      value: [{ Arn: profileArn('app') }, { Arn: profileArn('web') }],
    });
    expect(iam.Policies).toMatchObject({
      value: [{ Arn: policyArn('core'), PolicyVersionList: [{ VersionId: 'v2', Document: DOCUMENT }] }],
    });
  });

  it.each(['app', 'web'])('no file of %s: that role alone is unread', async (name) => {
    const { iam } = await read(without(FOLDER, `iam.GetRole@RoleName=${name}`));
    const roles = iam.RoleDetailList.known ? iam.RoleDetailList.value : [];
    const gaps = roles.map(({ RoleName, Gaps }) => [RoleName, Gaps?.['RolePolicyList']]);
    expect(Object.fromEntries(gaps)).toEqual({
      app: undefined,
      web: undefined,
      [name]: gapAt('iam:GetRole'),
    });
  });

  it.each<[string, object]>([
    ['iam.ListRolePolicies@RoleName=app', { RolePolicyList: gapAt('iam:ListRolePolicies') }],
    [
      'iam.ListAttachedRolePolicies@RoleName=app',
      { AttachedManagedPolicies: gapAt('iam:ListAttachedRolePolicies') },
    ],
  ])('no %s', async (name, gaps) => {
    const { iam } = await read(without(FOLDER, name));
    expect(iam.RoleDetailList).toMatchObject({
      value: [{ RoleName: 'app', Gaps: gaps }, { RoleName: 'web' }],
    });
  });

  it('no file of any role: the list is unread', async () => {
    const { iam } = await read(without(FOLDER, 'iam.GetRole@'));
    expect(iam.RoleDetailList).toMatchObject({ gap: gapAt('iam:GetAccountAuthorizationDetails') });
  });

  it('an answer about another thing is not taken, whatever its file says', async () => {
    const { iam } = await read({
      ...without(FOLDER, 'iam.GetRolePolicy@', 'iam.GetPolicy@', 'iam.GetRole@RoleName=web'),
      'iam.GetRolePolicy.json': { RoleName: 'other', PolicyName: 'in line', PolicyDocument: DOCUMENT },
      'iam.GetPolicy.json': { Policy: { Arn: policyArn('other'), DefaultVersionId: 'v2' } },
      'iam.GetRole.json': { Role: role('other') },
    });
    const unexpected = expect.objectContaining({ code: 'UnexpectedAnswer' }) as object;
    expect(iam.RoleDetailList).toMatchObject({
      value: expect.arrayContaining([
        expect.objectContaining({
          RoleName: 'app',
          RolePolicyList: [{ PolicyName: 'in line', Gaps: { PolicyDocument: unexpected } }],
        }),
      ]) as object,
    });
    expect(iam.Policies).toMatchObject({ value: [{ Gaps: { PolicyVersionList: unexpected } }] });
  });

  it('a version that is no longer the default is not taken', async () => {
    const { iam } = await read({
      ...without(FOLDER, 'iam.GetPolicyVersion@'),
      [`iam.GetPolicyVersion@PolicyArn=${ARN}.json`]: {
        PolicyVersion: { VersionId: 'v1', Document: DOCUMENT },
      },
    });
    expect(iam.Policies).toMatchObject({
      value: [{ Gaps: { PolicyVersionList: { code: 'UnexpectedAnswer' } } }],
    });
  });

  it.each(['NoSuchEntity', 'NoSuchEntityException'])('%s is an answer', async (code) => {
    const { iam } = await read({ ...FOLDER, 'iam.GetRole@RoleName=app.json': { error: { code } } });
    expect(iam.RoleDetailList).toMatchObject({ known: true, value: [{ RoleName: 'web' }] });
  });

  it.each(['AccessDenied', 'AccessDeniedException'])('%s is a refusal', async (code) => {
    const { iam } = await read({ ...FOLDER, 'iam.ListRolePolicies@RoleName=app.json': { error: { code } } });
    expect(iam.RoleDetailList).toMatchObject({
      value: [{ Gaps: { RolePolicyList: { kind: 'denied', action: 'iam:ListRolePolicies' } } }, {}],
    });
  });

  it('what the policy simulator answered counts too, where somebody asked', async () => {
    const EvaluationResults = [{ EvalActionName: 'ssm:UpdateInstanceInformation', EvalDecision: 'allowed' }];
    const name = `iam.SimulatePrincipalPolicy@PolicySourceArn=${encodeURIComponent(roleArn('app'))}.json`;
    const { iam } = await read({ ...FOLDER, [name]: { EvaluationResults } });
    expect(iam.SimulationResults).toEqual({ [roleArn('app')]: { known: true, value: EvaluationResults } });
    expect((await read(FOLDER)).iam.SimulationResults).toEqual({});
  });
});

const TARGETS: Files = {
  ...INSTANCES,
  'ssm.GetDocument.json': {
    Name: 'SSM-SessionManagerRunShell',
    Content: JSON.stringify({
      inputs: { cloudWatchLogGroupName: '/ssm/sessions', s3BucketName: 'logs', kmsKeyId: 'alias/sessions' },
    }),
  },
  'logs.DescribeLogGroups@logGroupNamePrefix=%2Fssm%2Fsessions.json': {
    logGroups: [{ logGroupName: '/ssm/sessions' }],
  },
  's3.GetBucketEncryption@Bucket=logs.json': { ServerSideEncryptionConfiguration: { Rules: [] } },
  's3.GetBucketPolicy@Bucket=logs.json': { Policy: POLICY },
  's3.GetBucketLocation@Bucket=logs.json': { LocationConstraint: null },
  'kms.DescribeKey@KeyId=alias%2Fsessions.json': { KeyMetadata: { KeyId: KEY_ID } },
  [`kms.GetKeyPolicy@KeyId=${KEY_ID}.json`]: { Policy: POLICY, PolicyName: 'default' },
  [`kms.ListGrants@KeyId=${KEY_ID}.json`]: { Grants: [], Truncated: false },
};

describe('the log group, the bucket and the key of the preferences', () => {
  it('are whole', async () => {
    const { region } = await read(TARGETS);
    expect(region).toMatchObject({
      LogGroups: { '/ssm/sessions': { value: { logGroupName: '/ssm/sessions' } } },
      BucketEncryptions: { logs: { value: { Rules: [] } } },
      BucketPolicies: { logs: { value: POLICY } },
      BucketLocations: { logs: { value: 'us-east-1' } },
      Keys: { 'alias/sessions': { value: { KeyId: KEY_ID } } },
      KeyPolicies: { 'alias/sessions': { value: POLICY } },
      KeyGrants: { 'alias/sessions': { known: true, value: [] } },
    });
  });

  it.each<[string, keyof RegionInventory]>([
    ['logs.', 'LogGroups'],
    ['s3.GetBucketEncryption', 'BucketEncryptions'],
    ['s3.GetBucketPolicy', 'BucketPolicies'],
    ['s3.GetBucketLocation', 'BucketLocations'],
    ['kms.DescribeKey', 'Keys'],
    ['kms.GetKeyPolicy', 'KeyPolicies'],
    ['kms.ListGrants', 'KeyGrants'],
  ])('no %s: nobody asked', async (name, field) => {
    const { region } = await read(without(TARGETS, name));
    expect(region[field]).toEqual({});
  });

  it.each<[string, string, keyof RegionInventory, unknown]>([
    ['s3.GetBucketEncryption@Bucket=logs', 'NoSuchBucket', 'BucketEncryptions', { value: undefined }],
    [
      's3.GetBucketEncryption@Bucket=logs',
      'ServerSideEncryptionConfigurationNotFoundError',
      'BucketEncryptions',
      { value: { Rules: [] } },
    ],
    ['s3.GetBucketPolicy@Bucket=logs', 'NoSuchBucketPolicy', 'BucketPolicies', { value: undefined }],
    ['kms.DescribeKey@KeyId=alias%2Fsessions', 'NotFoundException', 'Keys', { value: undefined }],
    [
      's3.GetBucketEncryption@Bucket=logs',
      'AccessDenied',
      'BucketEncryptions',
      { gap: { kind: 'denied', action: 's3:GetEncryptionConfiguration' } },
    ],
    [
      `kms.ListGrants@KeyId=${KEY_ID}`,
      'AccessDeniedException',
      'KeyGrants',
      { gap: { kind: 'denied', action: 'kms:ListGrants' } },
    ],
  ])('%s with %s', async (name, code, field, answer) => {
    const { region } = await read({ ...TARGETS, [`${name}.json`]: { error: { code } } });
    expect(Object.values(region[field] ?? {})).toMatchObject([answer]);
  });

  it('s3api is what the AWS CLI calls it', async () => {
    const { region } = await read({
      ...without(TARGETS, 's3.'),
      's3api.GetBucketPolicy@Bucket=logs.json': { Policy: POLICY },
    });
    expect(region.BucketPolicies).toEqual({ logs: { known: true, value: POLICY } });
  });

  it.each([
    { Grants: [], NextMarker: 'more' },
    { Grants: [], Truncated: true },
    { Grants: [], NextToken: 'more' },
  ])('grants that end with %j are not all', async (content) => {
    const { region } = await read({ ...TARGETS, [`kms.ListGrants@KeyId=${KEY_ID}.json`]: content });
    expect(region.KeyGrants).toMatchObject({ 'alias/sessions': { gap: { code: 'CutOff' } } });
  });
});

describe('names and contents that are wrong: one line that says what to do', () => {
  it.each<[string, unknown, RegExp]>([
    ['iam.GetRoles@RoleName=app.json', {}, /no such operation is read; did you mean iam\.GetRole\.json\?$/],
    ['kms.ListGrant@KeyId=x.json', {}, /did you mean kms\.ListGrants\.json\?$/],
    ['log.DescribeLogGroups.json', {}, /did you mean logs\.DescribeLogGroups\.json\?$/],
    ['s3api.GetBucketPolicie@Bucket=logs.json', {}, /did you mean s3\.GetBucketPolicy\.json\?$/],
    ['s3.GetBucketPolicys@Bucket=logs.json', {}, /did you mean s3\.GetBucketPolicy\.json\?$/],
    [
      'iam.ListRolePolicies.json',
      {},
      /does not say by its name which RoleName it is about; name it iam\.ListRolePolicies@RoleName=…\.json$/,
    ],
    ['iam.ListAttachedRolePolicies.json', {}, /which RoleName it is about/],
    ['iam.GetPolicyVersion.json', {}, /which PolicyArn it is about/],
    ['iam.SimulatePrincipalPolicy.json', {}, /which PolicySourceArn it is about/],
    ['s3.GetBucketEncryption.json', {}, /which Bucket it is about/],
    ['s3.GetBucketPolicy@bucket=logs.json', {}, /which Bucket it is about/],
    ['kms.DescribeKey.json', {}, /which KeyId it is about/],
    ['kms.GetKeyPolicy.json', {}, /which KeyId it is about/],
    ['kms.ListGrants@Key=x.json', {}, /which KeyId it is about/],
    ['iam.GetRole@app.json', {}, /the part behind @ is not Key=value,Key=value$/],
    ['iam.GetRole@RoleName=%.json', {}, /the part behind @ is not Key=value,Key=value$/],
    [
      'iam.ListRolePolicies@RoleName=app.json',
      { PolicyNames: [{}] },
      /"PolicyNames" is not a list of names; was/,
    ],
    [
      'iam.ListRolePolicies@RoleName=app.json',
      { PolicyNames: 'a' },
      /"PolicyNames" is not a list of names; was/,
    ],
    [
      'iam.ListAttachedRolePolicies@RoleName=app.json',
      { AttachedPolicies: ['a'] },
      /"AttachedPolicies" is not a list of objects/,
    ],
    [
      'iam.ListInstanceProfiles.json',
      { InstanceProfiles: {} },
      /"InstanceProfiles" is not a list of objects/,
    ],
    [`kms.ListGrants@KeyId=${KEY_ID}.json`, { Grants: 'x' }, /"Grants" is not a list of objects/],
    ['iam.GetRole@RoleName=app.json', { error: {} }, /"error" has no "code"$/],
  ])('%s %j', async (name, content, message) => {
    const lines = await read({
      ...TARGETS,
      ...FOLDER,
      'ssm.GetDocument.json': TARGETS['ssm.GetDocument.json'],
      [name]: content,
    }).then(
      () => ['nothing was said'],
      (error: unknown) => String(error).split('\n'),
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(message);
    expect(lines[0]).toContain(name);
  });

  it.each<[string, unknown]>([
    ['iam.GetRole@RoleName=app.json', { Role: null }],
    ['iam.GetRole@RoleName=app.json', { Role: 'app' }],
    ['iam.GetRole@RoleName=app.json', {}],
    ['iam.GetInstanceProfile@InstanceProfileName=app.json', { InstanceProfile: null }],
    ['iam.GetInstanceProfile@InstanceProfileName=app.json', { InstanceProfile: [] }],
    [`iam.GetPolicy@PolicyArn=${ARN}.json`, { Policy: null }],
    [`iam.GetPolicyVersion@PolicyArn=${ARN},VersionId=v2.json`, { PolicyVersion: 'x' }],
    ['kms.DescribeKey@KeyId=alias%2Fsessions.json', { KeyMetadata: [] }],
    ['s3.GetBucketPolicy@Bucket=logs.json', { Policy: {} }],
  ])('%s %j: a gap', async (name, content) => {
    const { iam, region } = await read({
      ...TARGETS,
      ...FOLDER,
      'ssm.GetDocument.json': TARGETS['ssm.GetDocument.json'],
      [name]: content,
    });
    expect(JSON.stringify([iam, region])).toContain('UnexpectedAnswer');
  });
});
