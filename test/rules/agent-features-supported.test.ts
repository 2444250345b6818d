import { known, unknown } from '../../src/model/known.ts';
import rule from '../../src/rules/agent-features-supported.ts';
import { testRule } from '../support/rule-tester.ts';
import { healthyInstance, type SubjectChanges } from '../support/subject.ts';

function agent(AgentVersion: string): SubjectChanges {
  const node = { InstanceId: healthyInstance.InstanceId, PingStatus: 'Online', AgentVersion };
  return { region: { InstanceInformationList: known([node]) } };
}

testRule(rule, {
  pass: [
    {
      name: 'all features with a recent agent',
      options: {
        features: [
          'ssh',
          'port-forwarding',
          'remote-host',
          'kms',
          'run-as',
          'shell-profile',
          'cloudwatch-streaming',
          'diagnostics',
        ],
      },
    },
    { name: 'the very minimum', given: agent('3.1.1374.0'), options: { features: ['remote-host'] } },
    { name: 'an old agent and a modest wish', given: agent('2.3.539.0'), options: { features: ['kms'] } },
  ],
  fail: [
    {
      name: 'too old for a remote host',
      given: agent('3.1.501.0'),
      options: { features: ['remote-host'] },
      at: ['AgentVersion:remote-host'],
    },
    {
      name: 'each feature on its own',
      given: agent('2.3.612.0'),
      options: { features: ['ssh', 'kms', 'run-as'] },
      at: ['AgentVersion:ssh', 'AgentVersion:run-as'],
    },
    {
      name: 'a failure beside a disputed version',
      given: agent('2.3.700.0'),
      options: { features: ['ssh', 'shell-profile'] },
      at: ['AgentVersion:shell-profile'],
    },
  ],
  unknown: [
    {
      name: 'nodes not read',
      given: {
        region: {
          InstanceInformationList: unknown({ kind: 'denied', action: 'ssm:DescribeInstanceInformation' }),
        },
      },
      options: { features: ['ssh'] },
    },
    {
      name: 'a version about which the pages disagree',
      given: agent('3.0.100.0'),
      options: { features: ['port-forwarding'] },
    },
    { name: 'a version that is none', given: agent('3.x'), options: { features: ['ssh'] } },
  ],
  notApplicable: [
    { name: 'no feature is named', given: agent('2.0.847.0') },
    {
      name: 'not registered',
      given: { region: { InstanceInformationList: known([]) } },
      options: { features: ['ssh'] },
    },
    { name: 'stopped', given: { instance: { State: { Name: 'stopped' } } }, options: { features: ['ssh'] } },
    { name: 'planned', given: { planned: true }, options: { features: ['ssh'] } },
  ],
});
