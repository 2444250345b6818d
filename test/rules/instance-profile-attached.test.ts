import rule from '../../src/rules/instance-profile-attached.ts';
import { known, unknown } from '../../src/model/known.ts';
import {
  HOST_MANAGEMENT_OFF,
  HOST_MANAGEMENT_ON,
  HYBRID,
  account,
  hostRole,
  registered,
  role,
  setting,
  trust,
} from '../facts/iam/role-fixtures.ts';
import { testRule } from '../support/rule-tester.ts';
import { healthyIam } from '../support/subject.ts';

const none = { IamInstanceProfile: {} };
const [app] = healthyIam.InstanceProfiles.known ? healthyIam.InstanceProfiles.value : [];
const empty = { InstanceProfiles: known([{ ...app, Roles: [] }]) };
const host = account([hostRole()]);
const on = { ServiceSetting: HOST_MANAGEMENT_ON };
const off = { ServiceSetting: HOST_MANAGEMENT_OFF };
const notCollected = unknown({ kind: 'not-collected', action: 'ssm:GetServiceSetting' });

testRule(rule, {
  pass: [
    { name: 'a profile with a role' },
    { name: 'a profile with a role that may do nothing', given: { iam: account([role({})]) } },
    { name: 'Default Host Management, agent new enough', given: { instance: none, iam: host, region: on } },
    {
      name: 'Default Host Management, never registered',
      given: { instance: none, iam: host, region: { ...on, InstanceInformationList: registered() } },
    },
    {
      name: 'an empty profile and Default Host Management',
      given: { iam: { ...host, ...empty }, region: on },
    },
    { name: 'a profile, while the setting is unread', given: { region: { ServiceSetting: notCollected } } },
  ],
  fail: [
    { name: 'neither', given: { instance: none, region: off }, at: ['IamInstanceProfile'] },
    {
      name: 'an empty profile',
      given: { iam: empty, region: off },
      at: ['InstanceProfile.Roles'],
    },
    {
      name: 'no setting value at all',
      given: { instance: none, region: { ServiceSetting: setting(undefined, 'Default') } },
      at: ['IamInstanceProfile'],
    },
    {
      name: 'Default Host Management, agent too old',
      given: {
        instance: none,
        iam: host,
        region: { ...on, InstanceInformationList: registered('3.1.1374.0') },
      },
      at: ['ServiceSetting'],
    },
    {
      name: 'Default Host Management whose role trusts EC2 alone',
      given: {
        instance: none,
        iam: account([hostRole({ trust: trust('ec2.amazonaws.com') })]),
        region: on,
      },
      at: ['ServiceSetting'],
    },
    {
      name: 'a plan without a profile: Default Host Management is assumed off',
      given: { planned: true, instance: none, region: { ServiceSetting: notCollected } },
      at: ['IamInstanceProfile'],
    },
  ],
  unknown: [
    {
      name: 'a profile whose roles are not in the answer',
      given: {
        iam: { InstanceProfiles: known([{ Arn: app?.Arn ?? '', InstanceProfileName: 'app' }]) },
        region: off,
      },
    },
    {
      name: 'no profile, and a setting that was changed and shows no value',
      given: { instance: none, region: { ServiceSetting: setting(undefined) } },
    },
    {
      name: 'no profile, and a hybrid node has its address',
      given: {
        instance: none,
        region: { ServiceSetting: HOST_MANAGEMENT_OFF, InstanceInformationList: HYBRID },
      },
    },
    {
      name: 'no profile, setting unread',
      given: { instance: none, region: { ServiceSetting: notCollected } },
    },
    {
      name: 'no profile, setting names a role that is not listed',
      given: { instance: none, region: { ServiceSetting: setting('service-role/Other') } },
    },
    { name: 'a profile that IAM does not list', given: { iam: { InstanceProfiles: known([]) } } },
    {
      name: 'a profile created again under its name',
      given: { iam: { InstanceProfiles: known([{ ...app, InstanceProfileId: 'AIPANEW' }]) } },
    },
    { name: 'a role that is not listed', given: { iam: { RoleDetailList: known([]) } } },
    {
      name: 'a planned profile that is known after the apply',
      given: {
        planned: true,
        instance: {
          Gaps: { IamInstanceProfile: { kind: 'after-apply', attribute: 'iam_instance_profile' } },
        },
      },
    },
  ],
});
