import { describe, expect, it } from 'vitest';
import { scan } from '../../src/index.ts';
import { LAUNCH_ANSWERS } from '../../src/model/inventory.ts';
import { known } from '../../src/model/known.ts';
import { actionOf, CALLS } from '../../src/sources/calls.ts';
import { parseSnapshot, writeSnapshot } from '../../src/sources/snapshot.ts';
import { buildLaunches, GROUPS } from '../support/launches.ts';
import { findFalseClaims } from './claims.ts';
import { GENERATED_AT, readLive } from './support.ts';

const inventory = buildLaunches();
const launches = { launches: true };
const whole = await readLive({ inventory }, launches);
const calls = CALLS.filter(({ scope }) => scope === 'launch').map(actionOf);

describe('--launch-templates', () => {
  it('is not asked unless told to', async () => {
    const { stats, report } = await readLive({ inventory });
    expect(Object.keys(stats.calls).filter((action) => calls.includes(action))).toEqual([]);
    expect(report.instances.map(({ launch }) => launch)).toEqual([undefined]);
    expect(report.scopes).toMatchObject([{ status: 'read', gaps: [] }]);
  });

  it('reads what the inventory holds, and judges it alike', () => {
    const expected = scan(inventory, { generatedAt: GENERATED_AT });
    const judged = ({ instances }: typeof expected) =>
      instances.map(({ arn, verdict, because }) => [arn, verdict, because]);
    expect(judged(whole.report)).toEqual(judged(expected));
    expect(whole.report.scopes).toMatchObject([{ status: 'read', gaps: [] }]);
  });

  it('asks by the page, and per template only for versions that are neither default nor latest', () => {
    const asked = Object.fromEntries(
      Object.entries(whole.stats.calls).filter(([action]) => calls.includes(action)),
    );
    expect(asked).toEqual({
      'autoscaling:DescribeAutoScalingGroups': 1,
      'autoscaling:DescribeLaunchConfigurations': 1,
      'ec2:DescribeLaunchTemplates': 1,
      // All latest and default ones; the one older version that a group names.
      'ec2:DescribeLaunchTemplateVersions': 2,
      'ec2:GetInstanceMetadataDefaults': 1,
    });
    expect(whole.stats.unpaginated).toEqual({});
  });

  it('takes lists in pieces', async () => {
    const { report } = await readLive({ inventory, pageSizeCap: 3, emptyPages: true }, launches);
    expect(report.instances).toEqual(whole.report.instances);
  });

  it('keeps no user data, and survives a snapshot', () => {
    const text = writeSnapshot(whole.inventory);
    expect(text).not.toMatch(/UserData|c2VjcmV0/);
    const again = scan(parseSnapshot('a.snapshot.json', text), { generatedAt: GENERATED_AT });
    expect(again.instances).toEqual(whole.report.instances);
    expect(again.scopes).toEqual(whole.report.scopes);
  });

  it('a region with groups and no instance is read for them', async () => {
    const empty = buildLaunches({ Reservations: known([]) });
    const { report } = await readLive({ inventory: empty }, launches);
    const judged = (of: typeof report) =>
      of.instances.filter(({ launch }) => launch !== undefined).map(({ arn, verdict }) => [arn, verdict]);
    expect(judged(report)).toEqual(judged(whole.report));
    expect(report.summary.instances).toBe(0);
    expect(report.scopes).toMatchObject([{ status: 'read', gaps: [] }]);
  });

  it('a region with neither is asked for nothing more', async () => {
    const nothing = buildLaunches({
      Reservations: known([]),
      AutoScalingGroups: known([]),
      LaunchTemplates: known([]),
      LaunchTemplateVersions: known([]),
    });
    const { stats, report } = await readLive({ inventory: nothing }, launches);
    expect(report.instances).toEqual([]);
    expect(
      Object.keys(stats.calls).filter((action) => /^(iam|ssm|ec2:DescribeSubnets)/.test(action)),
    ).toEqual([]);
  });
});

describe('refused', () => {
  it.each(calls)('%s: a gap of the scope, and no claim that was not true', async (action) => {
    const { report } = await readLive({ inventory, deny: (asked) => asked === action }, launches);
    expect(report.scopes[0]?.gaps).toEqual([{ kind: 'denied', action }]);
    const claims = findFalseClaims(whole.report, report).filter((claim) => !claim.endsWith('appeared'));
    expect(claims).toEqual([]);
    expect(report.instances.length).toBeGreaterThan(0);
  });

  it('all of them: said once each, and the instances are judged as ever', async () => {
    const { report } = await readLive({ inventory, deny: (asked) => calls.includes(asked) }, launches);
    expect(report.scopes[0]).toMatchObject({ status: 'partial', launches: 'unread' });
    expect(report.instances.map(({ launch, verdict }) => [launch, verdict])).toEqual([[undefined, 'ready']]);
  });

  it('the older version of one template alone: that group is a question, the others stand', async () => {
    const deny = (action: string, _: string, input: Readonly<Record<string, unknown>>) =>
      action === 'ec2:DescribeLaunchTemplateVersions' && input['LaunchTemplateId'] !== undefined;
    const { report } = await readLive({ inventory, deny }, launches);
    const changed = report.instances.filter(
      ({ verdict }, index) => verdict !== whole.report.instances[index]?.verdict,
    );
    expect(changed.map(({ launch, verdict }) => [launch?.name, verdict])).toEqual([
      ['older-version', 'unknown'],
    ]);
    expect(Object.keys(GROUPS)).toContain('older-version');
  });
});

it('each answer about launches has its call', () => {
  const fed = CALLS.filter(({ scope }) => scope === 'launch').flatMap(({ feeds }) => feeds);
  expect([...fed].sort()).toEqual([...LAUNCH_ANSWERS].sort());
});
