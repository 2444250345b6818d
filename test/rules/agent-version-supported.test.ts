import { expect, it } from 'vitest';
import { known, unknown, type Gap } from '../../src/model/known.ts';
import rule from '../../src/rules/agent-version-supported.ts';
import { testRule } from '../support/rule-tester.ts';
import { buildSubject, healthyInstance, type SubjectChanges } from '../support/subject.ts';

const ID = healthyInstance.InstanceId;
const DENIED: Gap = { kind: 'denied', action: 'test:Denied' };
const ROLE = 'AWSSystemsManagerDefaultEC2InstanceManagementRole';

function agent(AgentVersion: string | undefined): SubjectChanges {
  const node = {
    InstanceId: ID,
    PingStatus: 'Online',
    ...(AgentVersion === undefined ? {} : { AgentVersion }),
  };
  return { region: { InstanceInformationList: known([node]) } };
}

/** Without an instance profile, and with Default Host Management on unless told otherwise. */
function withoutProfile(AgentVersion: string, SettingValue = `service-role/${ROLE}`): SubjectChanges {
  const changes = agent(AgentVersion);
  return {
    instance: { IamInstanceProfile: undefined } as unknown as NonNullable<SubjectChanges['instance']>,
    region: { ...changes.region, ServiceSetting: known({ SettingValue, Status: 'Customized' }) },
    iam: {
      RoleDetailList: known([
        {
          RoleName: ROLE,
          Arn: `arn:aws:iam::111122223333:role/service-role/${ROLE}`,
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Principal: { Service: 'ssm.amazonaws.com' }, Action: 'sts:AssumeRole' },
            ],
          },
        },
      ]),
    },
  };
}

testRule(rule, {
  pass: [
    { name: 'a recent agent' },
    { name: 'the first agent with Session Manager, with a profile', given: agent('2.3.68.0') },
    { name: 'compared as numbers', given: agent('2.3.612.0') },
    { name: 'new enough for Default Host Management', given: withoutProfile('3.2.582.0') },
    {
      name: 'no profile, Default Host Management off: nothing to compare with',
      given: withoutProfile('3.1.0.0', '$None'),
    },
  ],
  fail: [
    { name: 'one release too old', given: agent('2.3.67.0'), at: ['AgentVersion:session-manager'] },
    { name: 'very old', given: agent('2.0.847.0'), at: ['AgentVersion:session-manager'] },
    {
      name: 'too old for Default Host Management, which is all it has',
      given: withoutProfile('3.2.419.0'),
      at: ['AgentVersion:default-host-management'],
    },
    {
      name: 'too old for both',
      given: withoutProfile('2.3.50.0'),
      at: ['AgentVersion:session-manager', 'AgentVersion:default-host-management'],
    },
  ],
  unknown: [
    { name: 'nodes not read', given: { region: { InstanceInformationList: unknown(DENIED) } } },
    { name: 'no version reported', given: agent(undefined) },
    { name: 'a version that is none', given: agent('Latest') },
    {
      name: 'old, no profile, the setting not read',
      given: {
        ...withoutProfile('3.2.419.0'),
        region: { ...agent('3.2.419.0').region, ServiceSetting: unknown(DENIED) },
      },
    },
  ],
  notApplicable: [
    { name: 'not registered', given: { region: { InstanceInformationList: known([]) } } },
    { name: 'stopped', given: { instance: { State: { Name: 'stopped' } } } },
    { name: 'planned', given: { planned: true } },
  ],
});

it('says that a too old agent stops the session, not the registration', () => {
  const outcome = rule.check(buildSubject(agent('2.3.67.0')), { options: {} });
  expect(outcome).toMatchObject({
    problems: [
      { stages: ['session'], cause: { key: `111122223333/eu-west-1/instance/${ID}:agent-version` } },
    ],
  });
});
