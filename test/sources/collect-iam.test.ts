import { describe, expect, it } from 'vitest';
import type { RoleDetail } from '../../src/model/aws.ts';
import type { IamInventory, RegionInventory } from '../../src/model/inventory.ts';
import { known, unknown, type Gap } from '../../src/model/known.ts';
import { assembleIam } from '../../src/sources/assemble-iam.ts';
import { collectIam } from '../../src/sources/collect-iam.ts';
import { listIamNeeds } from '../../src/sources/iam-needs.ts';
import { ACCOUNT, healthyIam, healthyInstance, healthyRegion } from '../support/subject.ts';
import { type IamSpec, policyArn, profileArn, roleArn, type Script, scriptIam } from './scripted-iam.ts';

type Fault = NonNullable<Script['fault']>;

const LIST = 'GetAccountAuthorizationDetails';
const HOST_ROLE = 'AWSSystemsManagerDefaultEC2InstanceManagementRole';
const denied = (operation: string): Gap => ({ kind: 'denied', action: `iam:${operation}` });
const refuse =
  (...operations: readonly string[]): Fault =>
  (operation) =>
    operations.includes(operation) ? { error: 'AccessDenied' } : undefined;

/** A region whose instances have these profiles, each twice, and in which Default Host Management names a role. */
function regionWith(profiles: readonly string[], setting = '$None'): RegionInventory {
  const Instances = [...profiles, ...profiles].map((name, index) => ({
    ...healthyInstance,
    InstanceId: `i-${index}`,
    IamInstanceProfile: { Arn: profileArn(name), Id: `AIPA${name}` },
  }));
  return {
    ...healthyRegion,
    Reservations: known([{ OwnerId: ACCOUNT, Instances }]),
    ServiceSetting: known({ SettingValue: setting, Status: 'Customized' }),
  };
}

interface Read {
  readonly iam: IamInventory;
  readonly calls: Readonly<Record<string, number>>;
}

async function read(spec: IamSpec, regions: readonly RegionInventory[], script: Script = {}): Promise<Read> {
  const { ask, calls } = scriptIam(spec, script);
  const answers = await collectIam(ask, listIamNeeds(regions));
  const { AuthorizationDetails } = healthyIam;
  return { iam: assembleIam({ ...answers, SimulationResults: {}, AuthorizationDetails }, regions), calls };
}

/** Names of what was read, `!` behind what is there with gaps, and a gap as its action. */
function tell({ iam }: Read) {
  const { InstanceProfiles, RoleDetailList, Policies } = iam;
  const mark = (name: string | undefined, { Gaps }: { readonly Gaps?: object }) =>
    `${name?.split('/').at(-1) ?? ''}${Gaps === undefined ? '' : '!'}`;
  const gapOf = (gap: Gap) => ('action' in gap ? `${gap.kind} ${gap.action}` : gap.kind);
  return {
    profiles: InstanceProfiles.known
      ? InstanceProfiles.value.map((one) => mark(one.Arn, one))
      : gapOf(InstanceProfiles.gap),
    roles: RoleDetailList.known
      ? RoleDetailList.value.map((one) => mark(one.RoleName, one)).sort()
      : gapOf(RoleDetailList.gap),
    policies: Policies.known ? Policies.value.map((one) => mark(one.Arn, one)) : gapOf(Policies.gap),
  };
}

function roleOf({ iam }: Read, name: string): RoleDetail | undefined {
  return iam.RoleDetailList.known
    ? iam.RoleDetailList.value.find(({ RoleName }) => RoleName === name)
    : undefined;
}

const RICH: IamSpec = {
  roles: {
    app: { inline: ['a', 'b'], managed: ['core', 'logs'], boundary: 'limit' },
    web: { managed: ['core'] },
    other: { managed: ['unused'] },
    [HOST_ROLE]: { path: 'service-role/', profiles: [], managed: ['host'] },
  },
  empty: ['hollow'],
};
const PER_ROLE = { GetRole: 1, ListRolePolicies: 1, ListAttachedRolePolicies: 1 };

describe('what is in use', () => {
  it.each<[string, readonly RegionInventory[], object]>([
    ['nothing', [regionWith([])], { profiles: [], roles: [] }],
    [
      'the same profile in two regions',
      [regionWith(['app']), regionWith(['app', 'web'])],
      { profiles: [profileArn('app'), profileArn('web')], roles: [] },
    ],
    [
      'a role with a path, in two regions',
      [regionWith([], `service-role/${HOST_ROLE}`), regionWith([], HOST_ROLE)],
      { profiles: [], roles: [HOST_ROLE] },
    ],
    [
      'a setting and instances that were not read',
      [
        {
          ...regionWith(['app']),
          Reservations: unknown(denied('x')),
          ServiceSetting: unknown(denied('y')),
        },
      ],
      { profiles: [], roles: [] },
    ],
    ['a setting that is empty', [regionWith([], '')], { profiles: [], roles: [] }],
  ])('%s', (_name, regions, needs) => {
    expect(listIamNeeds(regions)).toEqual(needs);
  });
});

describe('the whole list', () => {
  const role = (count: number): IamSpec => ({
    roles: Object.fromEntries(Array.from({ length: count }, (_, index) => [`role-${index}`, {}])),
  });

  it.each<[string, IamSpec, RegionInventory[], Script, Record<string, number>]>([
    ['nobody uses anything: no call', RICH, [regionWith([])], {}, {}],
    ['one page', RICH, [regionWith(['app', 'web'])], {}, { [LIST]: 1 }],
    ['the role of Default Host Management alone', RICH, [regionWith([], HOST_ROLE)], {}, { [LIST]: 1 }],
    [
      'an empty profile is asked for alone',
      RICH,
      [regionWith(['app', 'hollow'])],
      {},
      { [LIST]: 1, GetInstanceProfile: 1 },
    ],
    ['a deleted profile too', RICH, [regionWith(['gone'])], {}, { [LIST]: 1, GetInstanceProfile: 1 }],
    [
      'several of them by their list',
      RICH,
      [regionWith(['hollow', 'gone'])],
      {},
      { [LIST]: 1, ListInstanceProfiles: 1 },
    ],
    ['all in the first of ten pages', role(100), [regionWith(['role-3'])], { pageSize: 10 }, { [LIST]: 1 }],
    [
      'all in the first three',
      role(100),
      [regionWith(['role-3', 'role-29'])],
      { pageSize: 10 },
      { [LIST]: 3 },
    ],
    [
      'left after the fourth: four calls read one role with its profile',
      role(100),
      [regionWith(['role-99'])],
      { pageSize: 10 },
      { [LIST]: 4, GetInstanceProfile: 1, ...PER_ROLE },
    ],
    [
      'left after the third: three read the role of Default Host Management',
      RICH,
      [regionWith([], HOST_ROLE)],
      { pageSize: 1 },
      { [LIST]: 3, ...PER_ROLE, GetPolicy: 1, GetPolicyVersion: 1 },
    ],
    [
      'what it gave before is not asked for again',
      role(100),
      [regionWith(['role-1', 'role-99'])],
      { pageSize: 10 },
      { [LIST]: 7, GetInstanceProfile: 1, ...PER_ROLE },
    ],
    [
      'read to its end where that is no longer',
      role(40),
      [regionWith(['role-39'])],
      { pageSize: 10 },
      { [LIST]: 4 },
    ],
  ])('%s', async (_name, spec, regions, script, calls) => {
    expect((await read(spec, regions, script)).calls).toEqual(calls);
  });

  it('keeps what is in use, and default versions, decoded', async () => {
    const reading = await read(RICH, [regionWith(['app', 'hollow', 'gone'], HOST_ROLE)]);
    expect(tell(reading)).toEqual({
      profiles: ['app', 'hollow'],
      roles: [HOST_ROLE, 'app'],
      policies: ['core', 'host', 'limit', 'logs'],
    });
    expect(roleOf(reading, 'app')).not.toHaveProperty('InstanceProfileList');
    const { Policies } = reading.iam;
    expect(Policies.known && Policies.value[0]?.PolicyVersionList).toEqual([
      {
        VersionId: 'v2',
        IsDefaultVersion: true,
        Document: {
          Version: '2012-10-17',
          Statement: [{ Sid: 'core', Effect: 'Allow', Action: 'ssm:*', Resource: '*' }],
        },
      },
    ]);
  });
});

describe('read one by one it is the same', () => {
  const regions = [regionWith(['app', 'web', 'hollow', 'gone'], HOST_ROLE), regionWith(['app'])];
  const whole = read(RICH, regions);

  it.each<[string, Script]>([
    ['refused', { fault: refuse(LIST) }],
    ...[1, 2, 3, 4].map((pageSize): [string, Script] => [`cut into pages of ${pageSize}`, { pageSize }]),
    ...[1, 2, 3, 4, 5, 6, 7].map((page): [string, Script] => [
      `refused at page ${page + 1}`,
      {
        pageSize: 1,
        fault: (operation, { Marker }) =>
          operation === LIST && Marker === String(page) ? { error: 'AccessDeniedException' } : undefined,
      },
    ]),
    ['refused, as is the list of profiles', { fault: refuse(LIST, 'ListInstanceProfiles') }],
    ['refused, as is each profile', { fault: refuse(LIST, 'GetInstanceProfile') }],
  ])('%s', async (_name, script) => {
    const { iam } = await read(RICH, regions, script);
    expect(iam).toEqual((await whole).iam);
  });

  it('each thing is asked for once', async () => {
    const { calls } = await read(RICH, regions, { fault: refuse(LIST) });
    expect(calls).toEqual({
      [LIST]: 1,
      ListInstanceProfiles: 1,
      GetRole: 3,
      ListRolePolicies: 3,
      ListAttachedRolePolicies: 3,
      GetRolePolicy: 2,
      GetPolicy: 4,
      GetPolicyVersion: 4,
    });
  });

  it('one profile is asked for by its name', async () => {
    const { calls } = await read(RICH, [regionWith(['web'])], { fault: refuse(LIST) });
    expect(calls).toEqual({
      [LIST]: 1,
      GetInstanceProfile: 1,
      ...PER_ROLE,
      GetPolicy: 1,
      GetPolicyVersion: 1,
    });
  });
});

describe('a part that can not be read is a gap of that part alone', () => {
  const regions = [regionWith(['app', 'web'])];
  const all = { profiles: ['app', 'web'], roles: ['app', 'web'], policies: ['core', 'limit', 'logs'] };
  const of = (operation: string, key: string, value: string, error: string): Fault => {
    return (asked, input) => {
      if (asked === LIST) return { error: 'AccessDenied' };
      return asked === operation && input[key] === value ? { error } : undefined;
    };
  };

  it.each<[string, string, string, object, Gap | undefined]>([
    ['GetRole', 'RoleName', 'app', { roles: ['app!', 'web'], policies: ['core'] }, denied('GetRole')],
    ['GetRole', 'RoleName', 'web', { roles: ['app', 'web!'] }, undefined],
    ['ListRolePolicies', 'RoleName', 'app', { roles: ['app!', 'web'] }, denied('ListRolePolicies')],
    [
      'ListAttachedRolePolicies',
      'RoleName',
      'app',
      { roles: ['app!', 'web'], policies: ['core', 'limit'] },
      denied('ListAttachedRolePolicies'),
    ],
    ['GetRolePolicy', 'PolicyName', 'a', {}, undefined],
    ['GetPolicy', 'PolicyArn', policyArn('core'), { policies: ['core!', 'limit', 'logs'] }, undefined],
    [
      'GetPolicyVersion',
      'PolicyArn',
      policyArn('limit'),
      { policies: ['core', 'limit!', 'logs'] },
      undefined,
    ],
  ])('%s of %s %s', async (operation, key, value, rest, gap) => {
    for (const error of ['AccessDenied', 'ThrottlingException']) {
      // The first of several that is throttled speaks for all: they are not asked any more.
      if (error !== 'AccessDenied' && operation === 'GetRole' && value === 'app') continue;
      const reading = await read(RICH, regions, { fault: of(operation, key, value, error) });
      expect(tell(reading)).toEqual({ ...all, ...rest });
      if (gap !== undefined && error === 'AccessDenied')
        expect(Object.values(roleOf(reading, 'app')?.Gaps ?? {})).toContainEqual(gap);
    }
  });

  it('an inline policy is there without its document', async () => {
    const fault = of('GetRolePolicy', 'PolicyName', 'a', 'AccessDenied');
    const reading = await read(RICH, regions, { fault });
    expect(roleOf(reading, 'app')?.RolePolicyList).toMatchObject([
      { PolicyName: 'a', Gaps: { PolicyDocument: denied('GetRolePolicy') } },
      { PolicyName: 'b', PolicyDocument: { Statement: [{ Sid: 'b' }] } },
    ]);
  });

  it('a profile of several that is refused', async () => {
    const fault: Fault = (operation, input) =>
      [LIST, 'ListInstanceProfiles'].includes(operation) || input['InstanceProfileName'] === 'app'
        ? { error: 'AccessDenied' }
        : undefined;
    expect(tell(await read(RICH, regions, { fault }))).toEqual({
      profiles: ['app!', 'web'],
      roles: ['web'],
      policies: ['core'],
    });
  });

  it('the role of Default Host Management is read without the profiles', async () => {
    const fault = refuse(LIST, 'ListInstanceProfiles', 'GetInstanceProfile');
    expect(tell(await read(RICH, [regionWith(['app', 'web'], HOST_ROLE)], { fault }))).toEqual({
      profiles: 'denied iam:GetInstanceProfile',
      roles: [HOST_ROLE],
      policies: ['host'],
    });
  });
});

describe('a list that was left is read after all, when reading role by role is refused', () => {
  const pages = { pageSize: 1 };
  const regions = [regionWith(['web'])];
  const whole = read(RICH, regions);

  it.each(['GetPolicy', 'GetPolicyVersion'])('%s', async (operation) => {
    const { iam, calls } = await read(RICH, regions, { ...pages, fault: refuse(operation) });
    expect(iam).toEqual((await whole).iam);
    expect(calls[LIST]).toBe(4 + 5);
  });

  it.each(['GetInstanceProfile', 'GetRole', 'ListRolePolicies', 'ListAttachedRolePolicies', 'GetRolePolicy'])(
    '%s',
    async (operation) => {
      const others = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`other-${index}`, {}]));
      const spec: IamSpec = { roles: { ...others, app: { inline: ['a'], managed: ['core'] } } };
      const all = await read(spec, [regionWith(['app'])]);
      const { iam, calls } = await read(spec, [regionWith(['app'])], { ...pages, fault: refuse(operation) });
      expect(iam).toEqual(all.iam);
      // Profiles come by their list as well.
      expect(calls[LIST]).toBe(operation === 'GetInstanceProfile' ? 4 : 4 + 11);
    },
  );

  it('unless it fails then: what was read stays', async () => {
    let asked = 0;
    const fault: Fault = (operation) => {
      if (operation === LIST) asked += 1;
      if (operation === LIST && asked > 5) return { error: 'Throttling' };
      return operation === 'GetPolicy' ? { error: 'AccessDenied' } : undefined;
    };
    const reading = await read(RICH, regions, { ...pages, fault });
    expect(tell(reading)).toEqual({ profiles: ['web'], roles: ['web'], policies: ['core!'] });
  });
});

describe('nothing can be read: the list is the gap', () => {
  const regions = [regionWith(['app', 'web'])];
  const asked = `denied iam:${LIST}`;

  it.each<[string, Script, object]>([
    [
      'every call is refused',
      { fault: () => ({ error: 'AccessDenied' }) },
      { profiles: 'denied iam:GetInstanceProfile', roles: asked, policies: asked },
    ],
    [
      'roles are',
      { fault: refuse(LIST, 'GetRole') },
      { profiles: ['app', 'web'], roles: asked, policies: asked },
    ],
  ])('%s', async (_name, script, expected) => {
    expect(tell(await read(RICH, regions, script))).toEqual(expected);
  });

  it.each(['ThrottlingException', 'TimeoutError', 'ServiceFailureException'])(
    '%s of the list: no more calls instead',
    async (error) => {
      for (const page of [undefined, '1', '2']) {
        const reading = await read(RICH, regions, {
          pageSize: 1,
          fault: (operation, { Marker }) => (operation === LIST && Marker === page ? { error } : undefined),
        });
        expect(tell(reading)).toMatchObject({
          roles: `api-error iam:${LIST}`,
          policies: `api-error iam:${LIST}`,
        });
        expect(reading.calls).not.toHaveProperty('GetRole');
      }
    },
  );

  it.each([
    ['GetRole', { GetRole: 1 }],
    ['ListInstanceProfiles', { ListInstanceProfiles: 1 }],
  ])('%s is throttled: the others are not asked', async (throttled, expected) => {
    const reading = await read(RICH, regions, {
      fault: (operation) => {
        if (operation === LIST) return { error: 'AccessDenied' };
        return operation === throttled ? { error: 'Throttling' } : undefined;
      },
    });
    expect(reading.calls).toMatchObject(expected);
    expect(tell(reading).roles).toBe(asked);
    expect(reading.calls).not.toHaveProperty('GetInstanceProfile');
  });
});

describe('profiles that are not what they were', () => {
  it('made anew under the same name: the new one is kept, with its own id', async () => {
    const region = regionWith(['app']);
    const old = { Arn: profileArn('app'), Id: 'AIPAOLD' };
    const Reservations = known([
      { OwnerId: ACCOUNT, Instances: [{ ...healthyInstance, IamInstanceProfile: old }] },
    ]);
    const { iam, calls } = await read(RICH, [{ ...region, Reservations }]);
    expect(calls).toEqual({ [LIST]: 1 });
    expect(iam.InstanceProfiles).toMatchObject({ value: [{ InstanceProfileId: 'AIPAapp' }] });
  });

  it('made anew under another path: it is gone', async () => {
    const region = regionWith(['app']);
    const Arn = profileArn('old/app');
    const Reservations = known([
      { OwnerId: ACCOUNT, Instances: [{ ...healthyInstance, IamInstanceProfile: { Arn, Id: 'AIPAOLD' } }] },
    ]);
    const reading = await read(RICH, [{ ...region, Reservations }]);
    expect(tell(reading)).toEqual({ profiles: [], roles: [], policies: [] });
    expect(reading.calls).toEqual({ [LIST]: 1, GetInstanceProfile: 1 });
  });

  it('two profiles of one role: it is read once', async () => {
    const spec: IamSpec = { roles: { app: { profiles: ['one', 'two'] } } };
    const { iam, calls } = await read(spec, [regionWith(['one', 'two'])], { fault: refuse(LIST) });
    expect(calls).toEqual({ [LIST]: 1, ListInstanceProfiles: 1, ...PER_ROLE });
    expect(iam.RoleDetailList).toMatchObject({ value: [{ Arn: roleArn('app') }] });
  });

  it('a role that went away meanwhile is left out', async () => {
    const reading = await read(RICH, [regionWith(['app', 'web'])], {
      fault: (operation, { RoleName }) => {
        if (operation === LIST) return { error: 'AccessDenied' };
        return operation === 'GetRole' && RoleName === 'app' ? { error: 'NoSuchEntityException' } : undefined;
      },
    });
    expect(tell(reading)).toEqual({ profiles: ['app', 'web'], roles: ['web'], policies: ['core'] });
  });
});

describe('strange answers', () => {
  const region = regionWith(['app']);
  const strange = (operation: string, instead: object): Script => ({
    fault: (asked) => {
      if (asked === LIST && operation !== LIST) return { error: 'AccessDenied' };
      return asked === operation ? { instead: instead as Record<string, unknown> } : undefined;
    },
  });
  const none = `denied iam:${LIST}`;

  it.each<[string, object, object]>([
    ['GetRole', { Role: undefined }, { roles: none, policies: none }],
    ['GetRole', { Role: null }, { roles: none, policies: none }],
    ['GetRole', { Role: { RoleName: 'web' } }, { roles: none, policies: none }],
    ['GetRolePolicy', { PolicyName: 'z' }, {}],
    ['GetRolePolicy', { RoleName: 'web' }, {}],
    ['GetRolePolicy', { PolicyDocument: undefined }, {}],
    ['GetPolicy', { Policy: undefined }, { policies: ['core!', 'limit!', 'logs!'] }],
    ['GetPolicy', { Policy: null }, { policies: ['core!', 'limit!', 'logs!'] }],
    ['GetPolicy', { Policy: { Arn: policyArn('core') } }, { policies: ['core!', 'limit!', 'logs!'] }],
    [
      'GetPolicy',
      { Policy: { Arn: policyArn('core'), DefaultVersionId: 'v2' } },
      { policies: ['core', 'limit!', 'logs!'] },
    ],
    ['GetPolicyVersion', { PolicyVersion: undefined }, { policies: ['core!', 'limit!', 'logs!'] }],
    [
      'GetPolicyVersion',
      { PolicyVersion: { VersionId: 'v1', Document: '{}' } },
      { policies: ['core!', 'limit!', 'logs!'] },
    ],
    [
      'GetInstanceProfile',
      { InstanceProfile: undefined },
      { profiles: 'api-error iam:GetInstanceProfile', roles: none, policies: none },
    ],
    [
      'GetInstanceProfile',
      { InstanceProfile: { Arn: profileArn('web'), Roles: [] } },
      { profiles: 'api-error iam:GetInstanceProfile', roles: none, policies: none },
    ],
  ])('%s answers %j', async (operation, instead, rest) => {
    const reading = await read(RICH, [region], strange(operation, instead));
    const usual = { profiles: ['app'], roles: ['app'], policies: ['core', 'limit', 'logs'] };
    expect(tell(reading)).toEqual({ ...usual, ...rest });
    if (operation === 'GetRolePolicy') {
      const gaps = roleOf(reading, 'app')?.RolePolicyList?.map(({ Gaps }) => Gaps?.['PolicyDocument']);
      expect(gaps).toEqual([0, 1].map(() => expect.objectContaining({ code: 'UnexpectedAnswer' }) as object));
    }
  });

  it('more is announced without a token: not the whole list', async () => {
    const reading = await read(RICH, [region], strange(LIST, { IsTruncated: true, Marker: undefined }));
    expect(tell(reading).roles).toBe(`api-error iam:${LIST}`);
  });

  it('a token without the announcement is followed, and a list that was left by it is not whole', async () => {
    const fault: Fault = (operation) =>
      operation === LIST ? { instead: { IsTruncated: undefined } } : undefined;
    const reading = await read(RICH, [regionWith([], HOST_ROLE)], { pageSize: 1, fault });
    expect(reading.calls).toMatchObject({ [LIST]: 3, GetRole: 1 });
    expect(tell(reading).roles).toEqual([HOST_ROLE]);
  });

  it('the same token again: not the whole list', async () => {
    const script = { ...strange(LIST, { IsTruncated: true, Marker: '1' }), pageSize: 1 };
    const reading = await read(RICH, [region], script);
    expect(tell(reading).roles).toBe(`api-error iam:${LIST}`);
  });
});
