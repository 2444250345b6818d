import type { Log, Result, Run } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { PreviousFinding, Report } from '../../src/model/report.ts';
import { sarifReporter } from '../../src/reporters/sarif.ts';
import { checkSarif, checkSarifFiles, MULTITOOL_NOTE, MULTITOOL_TEST } from '../support/check-sarif.ts';
import { buildCompared, previousFinding } from '../support/report-baseline.ts';

type Profile = 'full' | 'github';

function optionsOf(sarifProfile: Profile): Parameters<typeof sarifReporter.render>[1] {
  return { color: false, width: 80, verbose: false, sarifProfile };
}

function render(report: Report, profile: Profile): string {
  return sarifReporter.render(report, optionsOf(profile));
}

function runIn(region: string, profile: Profile, report: Report = buildCompared()): Run | undefined {
  const { runs } = JSON.parse(render(report, profile)) as Log;
  return runs.find(({ automationDetails }) => automationDetails?.id?.includes(region));
}

function noticesOf(report: Report, profile: Profile): readonly string[] {
  return sarifReporter.notices?.(report, optionsOf(profile)) ?? [];
}

/** `rule instance kind level state`. */
function lineOf({ ruleId, locations, kind, level, baselineState }: Result): string {
  const id = locations?.[0]?.logicalLocations?.[0]?.name?.slice(-3);
  return [ruleId, id, kind ?? '-', level, baselineState ?? '-'].join(' ');
}

const linesOf = (run: Run | undefined): string[] | undefined => run?.results?.map(lineOf);

describe('the full profile against a baseline', () => {
  it('says of each result whether it is new, and adds what is no longer there', () => {
    expect(linesOf(runIn('eu-west-1', 'full'))).toEqual([
      'agent-online 001 fail error absent',
      'agent-online 003 fail error unchanged',
      'agent-online 005 fail error unchanged',
      'ami-has-agent 001 open none new',
      'ami-has-agent 004 fail warning unchanged',
      'endpoint-path-exists 002 fail error new',
      'endpoint-path-exists 003 fail error new',
      'endpoint-path-exists 006 open none unchanged',
      'endpoint-path-exists 007 informational none new',
      'endpoint-path-exists 0ff fail error absent',
      'logging-policies-attached 003 fail note new',
      'logging-policies-attached 004 fail note new',
      'tagged 004 fail note new',
    ]);
  });

  it('tells a repair from a terminated instance, and flapping from new', () => {
    const results = runIn('eu-west-1', 'full')?.results ?? [];
    expect(results.map(({ properties }) => String(properties?.['change'] ?? '-')).join(' ')).toBe(
      'fixed unchanged unchanged - unchanged new flapping - flapping gone new flapping new',
    );
  });

  it('has no result for what could not be rechecked, but a warning with each failure', () => {
    const run = runIn('us-east-1', 'full');
    expect(run?.results?.filter(({ baselineState }) => baselineState === 'absent')).toEqual([]);
    const warnings = (run?.invocations?.[0]?.toolExecutionNotifications ?? []).filter(
      ({ level }) => level === 'warning',
    );
    expect(warnings.map(({ message, properties }) => [message.text, properties?.['failures']])).toEqual([
      [
        "1 failure of the baseline could not be rechecked in '111122223333/us-east-1': agent-online. The baseline is of 2026-11-19T12:00:00.000Z.",
        [
          {
            rule: 'agent-online',
            arn: 'arn:aws:ec2:us-east-1:111122223333:instance/i-0b000000000000001',
            since: '2026-11-01T00:00:00.000Z',
            fingerprint: previousFinding('unverified', 'agent-online', 'i-0b000000000000001', {
              region: 'us-east-1',
            }).fingerprint,
          },
        ],
      ],
    ]);
  });

  it('leaves out a failure whose rule did not run, which no descriptor is there for', () => {
    const report = buildCompared([previousFinding('gone', 'retired-rule', 'i-1')]);
    expect(linesOf(runIn('eu-west-1', 'full', report))?.filter((line) => line.includes('absent'))).toEqual(
      [],
    );
  });
});

describe('the profile for GitHub against a baseline', () => {
  it('repeats what could not be rechecked as it was, and says since when', () => {
    const run = runIn('eu-west-1', 'github');
    expect(linesOf(run)).toEqual([
      'agent-online 003 - error -',
      'agent-online 005 - error -',
      'endpoint-path-exists 002 - error -',
      'endpoint-path-exists 003 - error -',
      'endpoint-path-exists 006 - error -',
      'logging-policies-attached 003 - note -',
      'logging-policies-attached 004 - note -',
    ]);
    const carried = run?.results?.[4];
    const { fingerprint } = previousFinding('unverified', 'endpoint-path-exists', 'i-0a000000000000006');
    expect(carried?.partialFingerprints).toEqual({
      'ssm-preflight/resourceRule/v1': fingerprint,
      primaryLocationLineHash: `${fingerprint.slice(0, 16)}:1`,
    });
    expect(carried?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(
      'aws/111122223333/eu-west-1/ec2/instance/i-0a000000000000006.json',
    );
    expect(carried?.message.text).toMatch(
      /^Instance 'i-0a000000000000006' \('web next.*'\) in '111122223333\/eu-west-1' \(could not be rechecked, failing since 2026-11-01T00:00:00\.000Z\): Was wrong with .* Last seen failing in the baseline of 2026-11-19T12:00:00\.000Z\.$/u,
    );
  });

  it('gives an alert the identity that it had when it was checked', () => {
    const identityOf = ({ partialFingerprints, locations, ruleId, level }: Result): unknown => [
      ruleId,
      level,
      partialFingerprints,
      locations?.[0]?.physicalLocation?.artifactLocation,
      locations?.[0]?.logicalLocations,
    ];
    const checked = runIn('eu-west-1', 'github')?.results?.find(({ ruleId }) => ruleId === 'agent-online');
    const blind = buildCompared([previousFinding('unverified', 'agent-online', 'i-0a000000000000003')]);
    const instances = blind.instances.map((one) => ({
      ...one,
      findings: one.findings.map((finding) =>
        finding.ruleId !== 'agent-online'
          ? finding
          : { ...finding, status: 'unknown' as const, problems: [], change: undefined as never },
      ),
    }));
    const carried = runIn('eu-west-1', 'github', { ...blind, instances })?.results?.[0];
    expect(carried?.properties?.['change']).toBe('unverified');
    expect(carried && identityOf(carried)).toEqual(checked && identityOf(checked));
  });

  const there = previousFinding('unverified', 'agent-online', 'i-0b000000000000001', { region: 'us-east-1' });
  const fixed: PreviousFinding = { ...there, change: 'fixed' };
  const filtered = (list: PreviousFinding[]): Report => {
    const report = buildCompared(list);
    return { ...report, source: { ...report.source, filters: { tags: ['team=a'] } } };
  };
  const elsewhere = { ...there, region: 'ap-south-1' };
  const of = (instanceId: string): PreviousFinding => ({
    ...previousFinding('unverified', 'agent-online', instanceId, { region: 'us-east-1' }),
  });
  const withVerdict = (verdict: 'dormant' | 'excluded'): Report => {
    const report = buildCompared([there]);
    return {
      ...report,
      instances: report.instances.map((one) => (one.arn === there.arn ? { ...one, verdict } : one)),
    };
  };
  /** As against a baseline that knew nothing of the region: what fails there is new. */
  const unheardOf = (): Report => {
    const report = buildCompared([elsewhere]);
    const instances = report.instances.map((one) => ({
      ...one,
      findings: one.findings.map((finding) =>
        finding.change === undefined ? finding : { ...finding, change: 'new' as const },
      ),
    }));
    return { ...report, instances };
  };
  const aged = (generatedAt: string): Report => {
    const report = buildCompared([there]);
    return { ...report, baseline: report.baseline && { ...report.baseline, generatedAt } } as Report;
  };

  // In us-east-1 answers are missing; `undefined`: no run, so that no alert is touched.
  it.each<[string, Report, string[] | undefined]>([
    ['a failure that is undecided now', buildCompared([there]), ['agent-online 001 - error -']],
    ['one of an instance that the list lost', buildCompared([of('i-lost')]), ['agent-online ost - error -']],
    ['a repair alone', buildCompared([fixed]), []],
    ['a baseline of another region', unheardOf(), undefined],
    ['a baseline with a failure that is the same now', buildCompared([elsewhere]), []],
    ['a baseline of two nights ago', aged('2026-11-18T12:00:00.000Z'), ['agent-online 001 - error -']],
    ['an older baseline', aged('2026-11-18T11:59:59.000Z'), undefined],
    ['a baseline without a time', aged('once'), undefined],
    ['filters that keep the instance', filtered([there]), ['agent-online 001 - error -']],
    ['filters that left the instance out', filtered([of('i-other')]), []],
    ['an instance that is stopped by now', withVerdict('dormant'), []],
    ['an instance that is excluded', withVerdict('excluded'), []],
    [
      'a rule that is off by now',
      buildCompared([{ ...there, ruleId: 'retired-rule' }, there]),
      ['agent-online 001 - error -'],
    ],
  ])('carries what belongs in the category: %s', (_, report, expected) => {
    const lines = linesOf(runIn('us-east-1', 'github', report));
    // The failure that stands there whatever the baseline says.
    expect(lines?.filter((line) => !line.startsWith('logging-policies-attached'))).toEqual(expected);
  });

  it('has no run where what is launched next could not be listed, unless the baseline names what failed there', () => {
    const unlisted = (report: Report): Report => ({
      ...report,
      scopes: report.scopes.map((one) => ({ ...one, launches: 'unread' as const })),
    });
    const launch = previousFinding('unverified', 'endpoint-path-exists', 'lt-0a1');
    const { baseline: _, ...alone } = buildCompared();
    expect(linesOf(runIn('eu-west-1', 'github', alone))).toBeDefined();
    expect(linesOf(runIn('eu-west-1', 'github', unlisted(alone)))).toBeUndefined();
    expect(noticesOf(unlisted(alone), 'github').join()).toContain('the list of what is launched next');
    expect(linesOf(runIn('eu-west-1', 'github', unlisted(buildCompared([launch]))))).toContain(
      'endpoint-path-exists 0a1 - error -',
    );
  });

  it('never has a run for a region that could not be read, whatever is known of it', () => {
    const known = buildCompared([
      previousFinding('unverified', 'agent-online', 'i-1', { region: 'ap-south-1' }),
    ]);
    expect(runIn('ap-south-1', 'github', known)).toBeUndefined();
  });

  it('says which alerts it keeps, which it leaves untouched, and which go with their rule', () => {
    const off = previousFinding('unverified', 'retired-rule', 'i-0a000000000000001');
    expect(noticesOf(buildCompared([off, elsewhere, there]), 'github')).toEqual([
      'no SARIF run for 111122223333 ap-south-1: Its instances could not be read.',
      'SARIF for 111122223333 us-east-1 repeats 1 failure of the baseline of 2026-11-19T12:00:00.000Z that could not be rechecked, so that GitHub keeps the alerts.',
      'SARIF does not repeat 1 failure of the baseline whose rules are off, so that GitHub closes the alerts: retired-rule.',
    ]);
    expect(noticesOf(unheardOf(), 'github')).toEqual([
      'no SARIF run for 111122223333 ap-south-1: Its instances could not be read.',
      'no SARIF run for 111122223333 us-east-1: Not decided for want of ec2:DescribeRouteTables, ec2:DescribeSubnets, rule tagged, ssm:DescribeInstanceInformation. Without those results GitHub would close their alerts as fixed, and the baseline knows nothing of this region.',
    ]);
  });
});

describe('a compared file', () => {
  it('passes the schema and the invariants, and is the same whatever the order of the baseline', () => {
    const report = buildCompared();
    const { baseline } = report;
    if (baseline === undefined) throw new Error('no baseline');
    const reversed = { ...report, baseline: { ...baseline, previous: [...baseline.previous].reverse() } };
    for (const profile of ['full', 'github'] as const) {
      expect(checkSarif(render(report, profile), { multitool: false })).toEqual([]);
      expect(render(reversed, profile)).toBe(render(report, profile));
    }
  });

  it(`${MULTITOOL_NOTE}has no problem that Microsoft's multitool finds`, MULTITOOL_TEST, () => {
    const files = [render(buildCompared(), 'full'), render(buildCompared(), 'github')];
    expect(checkSarifFiles(files)).toEqual([[], []]);
  });
});
