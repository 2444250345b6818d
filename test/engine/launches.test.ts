import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../src/exit-code.ts';
import { scan } from '../../src/index.ts';
import { LAUNCH_ANSWERS, type RegionInventory } from '../../src/model/inventory.ts';
import { known, unknown } from '../../src/model/known.ts';
import type { Report, ReportInstance } from '../../src/model/report.ts';
import { findFalseClaims } from '../live/claims.ts';
import { buildLaunches, GROUPS, TEMPLATES } from '../support/launches.ts';
import { buildInventory } from '../support/subject.ts';

const at = { generatedAt: '2026-11-20T12:01:00.000Z' };
const report = scan(buildLaunches(), at);
const of = (name: string, { instances }: Report = report): ReportInstance[] =>
  instances.filter(({ launch }) => launch?.name === name);

describe('the next instance of a group', () => {
  it.each(Object.entries(GROUPS))('%s', (name, { verdicts, rule, asks }) => {
    const launches = of(name);
    expect(launches.map(({ verdict, reason }) => [verdict, reason])).toEqual(
      verdicts.map((verdict) => [verdict, expect.any(String)]),
    );
    if (asks !== undefined) expect(launches[0]?.questions.join('\n')).toMatch(asks);
    for (const { verdict, predicted, state, because } of launches) {
      expect(state).toBe('planned');
      expect(predicted).toBe(verdict === 'excluded' ? undefined : true);
      if (rule !== undefined) expect(because).toContain(rule);
    }
  });
});

describe('what policies say of instances that have no id yet', () => {
  const place = 'arn:aws:ec2:eu-west-1:111122223333';

  it.each([
    ['every instance', `${place}:instance/*`, 'ready'],
    ['every id', 'arn:aws:ec2:*:*:instance/i-*', 'ready'],
    ['one that is there', `${place}:instance/i-0aaaaaaaaaaaaaaaa`, 'blocked'],
    ['the group, which registers nothing', 'arn:aws:autoscaling:*:*:*', 'blocked'],
  ])('granted to %s', (_, Resource, verdict) => {
    const inventory = buildLaunches();
    const [account] = inventory.accounts;
    const Statement = [
      { Effect: 'Allow', Action: 'ssm:UpdateInstanceInformation', Resource },
      { Effect: 'Allow', Action: 'ssmmessages:*', Resource: '*' },
    ];
    const RolePolicyList = [
      { PolicyName: 'own', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }) },
    ];
    const roles = account?.iam.RoleDetailList;
    if (account === undefined || roles?.known !== true) throw new Error('the account has a role');
    const RoleDetailList = known(
      roles.value.map((role) => ({ ...role, AttachedManagedPolicies: [], RolePolicyList })),
    );
    const accounts = [{ ...account, iam: { ...account.iam, RoleDetailList } }];
    const [launch] = of('plain', scan({ ...inventory, accounts }, at));
    expect(launch?.verdict).toBe(verdict);
    if (verdict === 'blocked') expect(launch?.reason).toContain('no policy allows it on a new instance;');
    expect(JSON.stringify(launch)).not.toContain('instance/i-0000');
  });
});

describe('templates that no group uses', () => {
  it.each(Object.entries(TEMPLATES))('%s', (name, { verdict }) => {
    expect(of(name).map((one) => one.verdict)).toEqual([verdict]);
    expect(of(name)[0]?.arn).toMatch(/^arn:aws:ec2:eu-west-1:\d{12}:launch-template\/lt-alone-/);
  });

  it('one that a group uses in any version is not judged by its default one too', () => {
    const alone = report.instances.filter(({ launch }) => launch?.by === 'launch-template');
    expect(alone.map(({ launch }) => launch?.name).sort()).toEqual(Object.keys(TEMPLATES).sort());
  });
});

describe('what a report says of them', () => {
  it('counts them apart from the instances that are there', () => {
    const launches = report.instances.filter(({ launch }) => launch !== undefined);
    expect(report.summary.instances).toBe(1);
    expect(report.summary.verdicts.ready).toBe(1);
    expect(report.summary.launches?.instances).toBe(launches.length);
    expect(Object.values(report.summary.launches?.verdicts ?? {}).reduce((a, b) => a + b)).toBe(
      launches.length,
    );
    expect(scan(buildInventory(), at).summary).not.toHaveProperty('launches');
  });

  it('gives each an identity of its own, which no version changes', () => {
    const arns = report.instances.map(({ arn }) => arn);
    expect(new Set(arns).size).toBe(arns.length);
    const newer = scan(
      buildLaunches({
        LaunchTemplates: known([
          {
            LaunchTemplateId: 'lt-alone-placed',
            LaunchTemplateName: 'alone-placed',
            DefaultVersionNumber: 7,
            LatestVersionNumber: 7,
          },
        ]),
        AutoScalingGroups: known([]),
      }),
      at,
    );
    expect(of('alone-placed', newer)[0]?.arn).toBe(of('alone-placed')[0]?.arn);
  });

  it('takes tags from the template and from the group that hands them on', () => {
    expect(of('plain')[0]?.tags).toEqual([{ Key: 'Name', Value: 'plain' }]);
  });

  it('names each way of a group by what the group says, so that a newer version is the same launch', () => {
    const identities = (LatestVersionNumber: number): string[] => {
      const inventory = buildLaunches();
      const { LaunchTemplates: templates, AutoScalingGroups: groups } =
        inventory.accounts[0]?.regions[0] ?? {};
      if (templates?.known !== true || groups?.known !== true) throw new Error('both are known');
      const plain = { LaunchTemplateId: 'lt-plain', Version: '$Latest' };
      const mixed = groups.value.find((group) => group.AutoScalingGroupName === 'mixed');
      const policy = {
        LaunchTemplate: { LaunchTemplateSpecification: plain, Overrides: [{}, { ImageId: 'ami-minimal' }] },
      };
      const newer = buildLaunches({
        AutoScalingGroups: known([{ ...mixed, MixedInstancesPolicy: policy }]),
        LaunchTemplates: known(templates.value.map((one) => ({ ...one, LatestVersionNumber }))),
      });
      return of('mixed', scan(newer, at)).map(({ instanceId }) => instanceId);
    };
    expect(identities(1)).toEqual([
      'asg/mixed/subnet-public/lt-plain:Latest',
      'asg/mixed/subnet-public/lt-plain:Latest:ami-minimal',
    ]);
    expect(identities(2)).toEqual(identities(1));
  });

  it('holds a group that can launch nothing good to its exit code, and one that could not be listed too', () => {
    const gate = { failOn: 'high', allowUnknown: false } as const;
    expect(exitCodeOf(report, gate)).toBe(1);
    const denied = unknown({ kind: 'denied', action: 'autoscaling:DescribeAutoScalingGroups' });
    const unlisted = scan(buildInventory({ region: { AutoScalingGroups: denied } }), at);
    expect(unlisted.scopes[0]).toMatchObject({
      status: 'partial',
      launches: 'unread',
      gaps: [denied.known ? {} : denied.gap],
    });
    expect(exitCodeOf(unlisted, gate)).toBe(3);
    expect(exitCodeOf(scan(buildInventory(), at), gate)).toBe(0);
  });

  it('an account whose default turns the metadata endpoint off decides for templates that do not say', () => {
    const off = scan(buildLaunches({ InstanceMetadataDefaults: known({ HttpEndpoint: 'disabled' }) }), at);
    expect(of('plain', off)[0]).toMatchObject({ verdict: 'blocked', because: ['metadata-service-enabled'] });
    const cleared = scan(
      buildLaunches({ InstanceMetadataDefaults: known({ HttpEndpoint: 'no-preference' }) }),
      at,
    );
    expect(of('plain', cleared)[0]?.verdict).toBe('ready');
  });
});

it('each group is judged as if it were the only one', () => {
  const { AutoScalingGroups } = buildLaunches().accounts[0]?.regions[0] ?? {};
  const groups = AutoScalingGroups?.known === true ? AutoScalingGroups.value : [];
  expect(groups).toHaveLength(Object.keys(GROUPS).length);
  for (const group of groups) {
    const name = group.AutoScalingGroupName ?? '';
    const alone = scan(buildLaunches({ AutoScalingGroups: known([group]) }), at);
    expect(of(name, alone), name).toEqual(of(name));
  }
});

describe('losing an answer makes no launch better and no good one bad', () => {
  const fields = [
    ...LAUNCH_ANSWERS,
    'Subnets',
    'SecurityGroups',
    'Images',
    'Vpcs',
    'RouteTables',
    'ServiceSetting',
  ] as const;

  it.each(fields)('%s', (field) => {
    const lost: Partial<RegionInventory> = { [field]: unknown({ kind: 'denied', action: `ec2:${field}` }) };
    const after = scan(buildLaunches(lost), at);
    expect(findFalseClaims(report, after).filter((claim) => !claim.includes('appeared'))).toEqual([]);
    // A launch whose place is not known is one launch, under another name.
    const appeared = after.instances.filter(({ arn }) => report.instances.every((one) => one.arn !== arn));
    for (const { verdict, launch } of appeared) {
      // With the groups unread, nobody sees which templates they use; by itself a template says what it says.
      if (launch?.by === 'launch-template') expect(field).toBe('AutoScalingGroups');
      else expect(verdict).toMatch(/unknown|blocked/);
    }
    if (field !== 'AutoScalingGroups') {
      const isSame = JSON.stringify(after.instances) === JSON.stringify(report.instances);
      expect(isSame).toBe(false);
    }
  });
});
