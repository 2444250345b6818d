import { describe, expect, it } from 'vitest';
import { listHostChecks } from '../../../src/facts/agent/host-checks.ts';
import { hostAgentCause } from '../../../src/facts/agent/remedies.ts';
import type { Instance, InstanceInformation } from '../../../src/model/aws.ts';
import { known } from '../../../src/model/known.ts';
import { buildSubject, healthyInstance } from '../../support/subject.ts';

const ID = healthyInstance.InstanceId;

function checksOf(instance: Partial<Instance>, node?: Partial<InstanceInformation>): readonly string[] {
  const list = node === undefined ? [] : [{ InstanceId: ID, PingStatus: 'ConnectionLost', ...node }];
  return listHostChecks(buildSubject({ instance, region: { InstanceInformationList: known(list) } }));
}

describe('listHostChecks', () => {
  it.each<[string, Partial<Instance>, Partial<InstanceInformation> | undefined, RegExp[]]>([
    [
      'Linux that nothing tells apart, Ubuntu among it',
      {},
      undefined,
      [/list-unit-files.*snap list/, /systemctl enable --now.*snap start/, /ssm-cli get-diagnostics/],
    ],
    [
      'Ubuntu by what its agent reported',
      {},
      { PlatformType: 'Linux', PlatformName: 'Ubuntu' },
      [/snap list/, /snap start --enable/, /\/snap\/amazon-ssm-agent\/current\/ssm-cli/],
    ],
    [
      'Ubuntu Pro by its billing',
      { PlatformDetails: 'Ubuntu Pro' },
      undefined,
      [/snap list/, /snap/, /snap/],
    ],
    [
      'Windows by EC2',
      { Platform: 'windows', PlatformDetails: 'Windows' },
      undefined,
      [/Get-Service/, /Start-Service/, /ssm-cli\.exe" get-diagnostics/],
    ],
    [
      'Windows by its agent',
      { PlatformDetails: 'Linux/UNIX' },
      { PlatformType: 'Windows' },
      [/Get-Service/, /Start-Service/, /Sysprep/],
    ],
    ['a Mac', { InstanceType: 'mac2.metal' }, undefined, [/LaunchDaemons/, /launchctl/, /get-diagnostics/]],
  ])('%s: installed, running, diagnostics, a way in, user data', (_, instance, node, expected) => {
    const checks = checksOf(instance, node);
    expect(checks).toHaveLength(5);
    expected.forEach((pattern, index) => {
      expect(checks[index]).toMatch(pattern);
    });
    expect(checks[3]).toMatch(/serial console/);
    expect(checks[4]).toMatch(/user data/);
  });

  it('knows that Bottlerocket runs the agent in a container', () => {
    expect(checksOf({}, { PlatformName: 'Bottlerocket OS' })[0]).toMatch(/control container/);
  });

  it('names no instance, so that a fleet shares one list', () => {
    expect(checksOf({}).join(' ')).not.toContain(ID);
  });
});

it('sends Run Command first only where the agent is online', () => {
  const stepsOf = (ping: 'Online' | 'silent') => hostAgentCause(buildSubject(), ping).fix.steps ?? [];
  expect(stepsOf('Online')[0]).toMatch(/^Run Command first/);
  expect(stepsOf('Online').slice(1)).toEqual(stepsOf('silent'));
});

it('reads the console and changes nothing by its command', () => {
  expect(hostAgentCause(buildSubject(), 'silent').fix.cli).toBe(
    `aws ec2 get-console-output --instance-id ${ID} --region eu-west-1 --latest --output text`,
  );
});
