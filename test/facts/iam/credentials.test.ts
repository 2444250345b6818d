import { describe, expect, it } from 'vitest';
import { resolveCredentials } from '../../../src/facts/iam/credentials.ts';
import type { RoleDetail, ServiceSetting } from '../../../src/model/aws.ts';
import type { Gap, Known } from '../../../src/model/known.ts';
import { known, unknown } from '../../../src/model/known.ts';
import { ACCOUNT, buildSubject, healthyIam, type SubjectChanges } from '../../support/subject.ts';
import {
  account,
  allow,
  CONTROL,
  DATA,
  deny,
  FIVE,
  HOST_MANAGEMENT_OFF,
  HOST_MANAGEMENT_ON,
  HOST_ROLE,
  hostRole,
  policy,
  registered,
  role,
  setting,
  trust,
  UPDATE,
} from './role-fixtures.ts';

const DENIED: Gap = { kind: 'denied', action: 'ssm:GetServiceSetting' };
const UNREAD: Known<ServiceSetting> = unknown(DENIED);

/** `role NAME`, `dhmc NAME`, `none`, `none (NAME refused)` or `gap KIND`. */
function describeIdentity(changes: SubjectChanges): string {
  const answer = resolveCredentials(buildSubject(changes));
  if (!answer.known) return `gap ${answer.gap.kind}`;
  const { value } = answer;
  if (value.kind === 'none') {
    return value.refusedRole === undefined ? 'none' : `none (${value.refusedRole.RoleName} refused)`;
  }
  return `${value.kind} ${value.role.RoleName}`;
}

const CONDITION = { Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-main' } } };

const profiles: Readonly<Record<string, RoleDetail | 'no profile' | 'empty profile' | 'unread profile'>> = {
  'no profile': 'no profile',
  'empty profile': 'empty profile',
  'unread profile': 'unread profile',
  'all five': role({ inline: [allow(FIVE)] }),
  'update alone': role({ inline: [allow(UPDATE)] }),
  'channels alone': role({ inline: [allow([...CONTROL, ...DATA])] }),
  nothing: role({}),
  'update denied': role({ inline: [allow(FIVE), deny(UPDATE)] }),
  'update on a condition': role({ inline: [{ ...allow(FIVE), ...CONDITION }] }),
  'update unread': role({ rest: { Gaps: { RolePolicyList: DENIED } } }),
  untrusted: role({ inline: [allow(FIVE)], trust: trust('lambda.amazonaws.com') }),
  'trusted on a condition': role({ inline: [allow(FIVE)], trust: trust('ec2.amazonaws.com', CONDITION) }),
  'trust unread': role({ inline: [allow(FIVE)], rest: { Gaps: { AssumeRolePolicyDocument: DENIED } } }),
};

/*
 * The agent's own order (ec2roleprovider): the profile's role, if it may call UpdateInstanceInformation, for
 * everything; else Default Host Management, which needs agent 3.2.582.0; an agent that never registered counts as new
 * enough. Columns: setting off, on, on with an old agent, on and never registered, unread.
 */
const TRUTH_TABLE: readonly (readonly [string, string, string, string, string, string])[] = [
  ['no profile', 'none', 'dhmc', 'none', 'dhmc', 'gap denied'],
  ['empty profile', 'none', 'dhmc', 'none', 'dhmc', 'gap denied'],
  ['unread profile', 'gap denied', 'gap denied', 'gap denied', 'gap denied', 'gap denied'],
  ['all five', 'role app', 'role app', 'role app', 'role app', 'role app'],
  ['update alone', 'role app', 'role app', 'role app', 'role app', 'role app'],
  ['channels alone', 'role app', 'dhmc', 'role app', 'dhmc', 'gap denied'],
  ['nothing', 'role app', 'dhmc', 'role app', 'dhmc', 'gap denied'],
  ['update denied', 'role app', 'dhmc', 'role app', 'dhmc', 'gap denied'],
  ['update on a condition', 'role app', 'gap not-visible', 'role app', 'gap not-visible', 'gap denied'],
  ['update unread', 'role app', 'gap denied', 'role app', 'gap denied', 'gap denied'],
  ['untrusted', 'none (app refused)', 'dhmc', 'none (app refused)', 'dhmc', 'gap denied'],
  ['trusted on a condition', 'role app', 'gap not-visible', 'role app', 'gap not-visible', 'gap denied'],
  ['trust unread', 'role app', 'gap denied', 'role app', 'gap denied', 'gap denied'],
];

const COLUMNS: readonly (readonly [string, Known<ServiceSetting>, string | undefined])[] = [
  ['off', HOST_MANAGEMENT_OFF, '3.3.4624.0'],
  ['on', HOST_MANAGEMENT_ON, '3.3.4624.0'],
  ['on, agent 3.2.419.0', HOST_MANAGEMENT_ON, '3.2.419.0'],
  ['on, never registered', HOST_MANAGEMENT_ON, undefined],
  ['unread', UNREAD, '3.3.4624.0'],
];

const rows = TRUTH_TABLE.flatMap(([profile, ...expected]) =>
  COLUMNS.map(([column, ServiceSetting, version], index) => ({
    profile,
    column,
    ServiceSetting,
    version,
    expected: (expected[index] ?? '').replace(/^dhmc$/, `dhmc ${HOST_ROLE}`),
  })),
);

const [appProfile] = healthyIam.InstanceProfiles.known ? healthyIam.InstanceProfiles.value : [];

function changesFor(profile: string): SubjectChanges {
  const form = profiles[profile];
  const iam = account([hostRole()]);
  if (form === 'no profile') return { instance: { IamInstanceProfile: {} }, iam };
  if (form === 'unread profile') return { instance: { Gaps: { IamInstanceProfile: DENIED } }, iam };
  if (form === 'empty profile') {
    return { iam: { ...iam, InstanceProfiles: known([{ ...appProfile, Roles: [] }]) } };
  }
  return { iam: account(form === undefined ? [] : [form, hostRole()]) };
}

describe('resolveCredentials', () => {
  it.each(rows)('$profile, Default Host Management $column: $expected', (row) => {
    const region = { ServiceSetting: row.ServiceSetting, InstanceInformationList: registered(row.version) };
    expect(describeIdentity({ ...changesFor(row.profile), region })).toBe(row.expected);
  });

  const noProfile = { IamInstanceProfile: {} };
  const withHostRole = account([hostRole()]);

  it.each<[string, SubjectChanges, string]>([
    ['a value of $None', { region: { ServiceSetting: setting('$None') } }, 'none'],
    ['an empty value', { region: { ServiceSetting: setting('') } }, 'none'],
    ['no value at all', { region: { ServiceSetting: setting(undefined, 'Default') } }, 'none'],
    [
      'a default that is no role',
      { region: { ServiceSetting: setting('service-role/None2', 'Default') } },
      'none',
    ],
    [
      'a customized role that is not listed',
      { region: { ServiceSetting: setting('service-role/Other') } },
      'gap not-visible',
    ],
    ['a role name without its path', { region: { ServiceSetting: setting(HOST_ROLE) } }, `dhmc ${HOST_ROLE}`],
    [
      'a role that is being changed',
      { region: { ServiceSetting: setting(`service-role/${HOST_ROLE}`, 'PendingUpdate') } },
      `dhmc ${HOST_ROLE}`,
    ],
    [
      'roles that were not read',
      { region: { ServiceSetting: HOST_MANAGEMENT_ON }, iam: { RoleDetailList: unknown(DENIED) } },
      'gap denied',
    ],
    [
      'a role that trusts EC2 alone',
      {
        region: { ServiceSetting: HOST_MANAGEMENT_ON },
        iam: account([hostRole({ trust: trust('ec2.amazonaws.com') })]),
      },
      'none',
    ],
    [
      'a role whose trust has a condition',
      {
        region: { ServiceSetting: HOST_MANAGEMENT_ON },
        iam: account([hostRole({ trust: trust('ssm.amazonaws.com', CONDITION) })]),
      },
      'gap not-visible',
    ],
    [
      'a role whose trust denies',
      {
        region: { ServiceSetting: HOST_MANAGEMENT_ON },
        iam: account([
          hostRole({
            trust: policy(
              { Effect: 'Allow', Principal: { Service: 'ssm.amazonaws.com' }, Action: 'sts:AssumeRole' },
              { Effect: 'Deny', Principal: { Service: 'ssm.amazonaws.com' }, Action: 'sts:AssumeRole' },
            ),
          }),
        ]),
      },
      'none',
    ],
    [
      'the first agent that uses it',
      { region: { ServiceSetting: HOST_MANAGEMENT_ON, InstanceInformationList: registered('3.2.582.0') } },
      `dhmc ${HOST_ROLE}`,
    ],
    [
      'an agent just before it',
      { region: { ServiceSetting: HOST_MANAGEMENT_ON, InstanceInformationList: registered('3.2.581.9') } },
      'none',
    ],
    [
      'a version that is no version',
      { region: { ServiceSetting: HOST_MANAGEMENT_ON, InstanceInformationList: registered('latest') } },
      'gap not-visible',
    ],
    [
      'registrations that were not read',
      { region: { ServiceSetting: HOST_MANAGEMENT_ON, InstanceInformationList: unknown(DENIED) } },
      'gap denied',
    ],
    [
      'a plan without an account',
      {
        planned: true,
        region: { ServiceSetting: unknown({ kind: 'not-collected', action: 'ssm:GetServiceSetting' }) },
      },
      'none',
    ],
    [
      'a plan whose setting is known',
      { planned: true, region: { ServiceSetting: HOST_MANAGEMENT_ON } },
      `dhmc ${HOST_ROLE}`,
    ],
    [
      'an account whose setting was not collected',
      { region: { ServiceSetting: unknown({ kind: 'not-collected', action: 'ssm:GetServiceSetting' }) } },
      'gap not-collected',
    ],
  ])('without a profile, Default Host Management with %s', (_, changes, expected) => {
    expect(describeIdentity({ instance: noProfile, iam: withHostRole, ...changes })).toBe(expected);
  });

  it.each<[string, SubjectChanges, string]>([
    ['a profile that IAM does not list', { iam: { InstanceProfiles: known([]) } }, 'gap not-visible'],
    [
      'a profile outside the plan',
      { planned: true, iam: { InstanceProfiles: known([]) } },
      'gap not-collected',
    ],
    [
      'a profile that was created again under its name',
      { iam: { InstanceProfiles: known([{ ...appProfile, InstanceProfileId: 'AIPANEW' }]) } },
      'gap not-visible',
    ],
    [
      'a profile that is known by its id alone',
      { instance: { IamInstanceProfile: { Id: 'AIPAAPP' } } },
      'role app',
    ],
    ['profiles that were not read', { iam: { InstanceProfiles: unknown(DENIED) } }, 'gap denied'],
    [
      'a profile whose roles were not read',
      { iam: { InstanceProfiles: known([{ ...appProfile, Gaps: { Roles: DENIED } }]) } },
      'gap denied',
    ],
    ['roles that were not read', { iam: { RoleDetailList: unknown(DENIED) } }, 'gap denied'],
    ['a role that is not listed', { iam: { RoleDetailList: known([]) } }, 'gap not-collected'],
    [
      'a profile that names its role without an ARN',
      { iam: { InstanceProfiles: known([{ ...appProfile, Roles: [{ RoleName: 'app' }] }]) } },
      'role app',
    ],
    [
      'a profile and a role of different names',
      {
        iam: {
          ...account([role({ name: 'web', inline: [allow(FIVE)] })]),
          InstanceProfiles: known([
            { ...appProfile, Roles: [{ RoleName: 'web', Arn: `arn:aws:iam::${ACCOUNT}:role/web` }] },
          ]),
        },
      },
      'role web',
    ],
  ])('follows %s', (_, changes, expected) => {
    expect(describeIdentity(changes)).toBe(expected);
  });
});
