import { describe, expect, it } from 'vitest';
import { scan } from '../../src/index.ts';
import { known } from '../../src/model/known.ts';
import type { Report, ReportCause } from '../../src/model/report.ts';
import { buildLaunches } from '../support/launches.ts';

const at = { generatedAt: '2026-11-20T12:01:00.000Z' };
const report = scan(buildLaunches(), at);

/** The cause of the one failure of this rule in what the group launches. */
function causeOf(group: string, ruleId: string, { instances, causes }: Report = report): ReportCause {
  const keys = instances
    .filter(({ launch }) => launch?.name === group)
    .flatMap(({ findings }) => findings)
    .flatMap((finding) => (finding.ruleId === ruleId ? finding.problems : []))
    .map(({ cause }) => cause);
  const [key, ...others] = [...new Set(keys)];
  expect(others).toEqual([]);
  const cause = causes.find((one) => one.key === key);
  if (cause === undefined) throw new Error(`${group} has no problem of ${ruleId}`);
  return cause;
}

const lastLine = (text = ''): string => text.split('\n').at(-1) ?? '';
const create = (name: string, data: object, source: string): string =>
  `aws ec2 create-launch-template-version --region eu-west-1 --launch-template-id lt-${name} --source-version ${source} --launch-template-data '${JSON.stringify(data)}'`;

describe('the fix changes what the launch goes by, and nothing that others go by', () => {
  const data = { IamInstanceProfile: { Name: 'ssm-managed-instance' } };
  const PROFILE_RULE = 'instance-profile-attached';

  const reportFor = (Version: string): Report => {
    const region = buildLaunches().accounts[0]?.regions[0];
    const groups = region?.AutoScalingGroups;
    if (groups?.known !== true) throw new Error('groups are known');
    const changed = groups.value
      .filter(({ AutoScalingGroupName }) => AutoScalingGroupName === 'no-profile')
      .map((group) => ({ ...group, LaunchTemplate: { ...group.LaunchTemplate, Version } }));
    return scan(buildLaunches({ AutoScalingGroups: known(changed) }), at);
  };

  it('the default version: it moves', () => {
    const { resource, fix } = causeOf('no-profile', PROFILE_RULE, reportFor('$Default'));
    expect(resource).toEqual({ type: 'launch-template', id: 'lt-no-profile', name: 'no-profile' });
    expect(fix.cli).toContain(`version=$(${create('no-profile', data, "'$Default'")} --query`);
    expect(lastLine(fix.cli)).toBe(
      'aws ec2 modify-launch-template --region eu-west-1 --launch-template-id lt-no-profile --default-version "$version"',
    );
  });

  it('the latest version: another one follows by itself', () => {
    const { fix } = causeOf('no-profile', PROFILE_RULE, reportFor('$Latest'));
    expect(lastLine(fix.cli)).toBe(create('no-profile', data, "'$Latest'"));
    expect(fix.summary).toContain('what launches by $Latest follows');
  });

  it('a version by its number: the group has to name another one', () => {
    const { key, fix } = causeOf('no-profile', PROFILE_RULE, reportFor('1'));
    expect(lastLine(fix.cli)).toBe(create('no-profile', data, '1'));
    expect(fix.summary).toContain('let the Auto Scaling group no-profile name it in place of version 1');
    expect(key).toBe('111122223333/eu-west-1/launch-template/lt-no-profile/1/no-profile:instance-profile');
  });

  it('an image that an override names: the override', () => {
    const { resource, fix } = causeOf('mixed', 'ami-has-agent');
    expect(resource).toEqual({ type: 'auto-scaling-group', id: 'mixed' });
    expect(fix.summary).toMatch(/^Let the overrides of the Auto Scaling group mixed name an image/);
    expect(fix).not.toHaveProperty('cli');
  });

  it('other metadata options stay, and what EC2 refuses in a new version is left out', () => {
    const { fix } = causeOf('metadata-off', 'metadata-service-enabled');
    const MetadataOptions = { HttpEndpoint: 'enabled', HttpPutResponseHopLimit: 2, HttpTokens: 'required' };
    expect(fix.cli).toContain(create('metadata-off', { MetadataOptions }, "'$Default'"));
  });
});

it('no command takes a launch for an instance', () => {
  expect(JSON.stringify(report.causes)).not.toMatch(/--instance-ids? (?:asg|lt-)/);
});
