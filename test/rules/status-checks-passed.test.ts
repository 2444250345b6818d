import { expect, it } from 'vitest';
import { known, unknown } from '../../src/model/known.ts';
import rule from '../../src/rules/status-checks-passed.ts';
import { testRule } from '../support/rule-tester.ts';
import { buildSubject, healthyInstance, type SubjectChanges } from '../support/subject.ts';

const ID = healthyInstance.InstanceId;

function checks(system: string, instance: string, volumes?: string): SubjectChanges {
  const status = {
    InstanceId: ID,
    SystemStatus: { Status: system },
    InstanceStatus: { Status: instance },
    ...(volumes === undefined ? {} : { AttachedEbsStatus: { Status: volumes } }),
  };
  return { region: { InstanceStatuses: known([status]) } };
}

testRule(rule, {
  pass: [
    { name: 'all three pass' },
    { name: 'no check of volumes', given: checks('ok', 'ok') },
    { name: 'the check of volumes does not apply', given: checks('ok', 'ok', 'not-applicable') },
  ],
  fail: [
    { name: 'system', given: checks('impaired', 'ok', 'ok'), at: ['SystemStatus'] },
    { name: 'instance', given: checks('ok', 'impaired', 'ok'), at: ['InstanceStatus'] },
    { name: 'volumes', given: checks('ok', 'ok', 'impaired'), at: ['AttachedEbsStatus'] },
    {
      name: 'all of them',
      given: checks('impaired', 'impaired', 'impaired'),
      at: ['SystemStatus', 'InstanceStatus', 'AttachedEbsStatus'],
    },
    {
      name: 'one fails while another is not done',
      given: checks('initializing', 'impaired'),
      at: ['InstanceStatus'],
    },
  ],
  unknown: [
    { name: 'still starting', given: checks('ok', 'initializing') },
    { name: 'not enough data', given: checks('insufficient-data', 'ok') },
    { name: 'a word that a running instance should not have', given: checks('not-applicable', 'ok') },
    {
      name: 'a check is not in the answer',
      given: { region: { InstanceStatuses: known([{ InstanceId: ID, SystemStatus: { Status: 'ok' } }]) } },
    },
    { name: 'the instance is not in the list', given: { region: { InstanceStatuses: known([]) } } },
    {
      name: 'not read',
      given: {
        region: { InstanceStatuses: unknown({ kind: 'denied', action: 'ec2:DescribeInstanceStatus' }) },
      },
    },
  ],
  notApplicable: [
    { name: 'stopped', given: { instance: { State: { Name: 'stopped' } } } },
    { name: 'pending', given: { instance: { State: { Name: 'pending' } } } },
    { name: 'planned', given: { planned: true } },
  ],
});

it('has one cause for each check, since each is mended in its own way', () => {
  const outcome = rule.check(buildSubject(checks('impaired', 'impaired', 'impaired')), { options: {} });
  expect(outcome).toMatchObject({
    problems: ['system-status', 'instance-status', 'attached-ebs-status'].map((change) => ({
      cause: { key: `111122223333/eu-west-1/instance/${ID}:${change}` },
    })),
  });
});
