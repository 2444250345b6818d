import { describe, expect, it } from 'vitest';
import type { FindingStatus } from '../../src/model/finding.ts';
import type { FindingChange, PreviousChange, Report } from '../../src/model/report.ts';
import { applyBaseline } from '../../src/triage/apply-baseline.ts';
import { toBaseline } from '../../src/triage/to-baseline.ts';
import { updateBaseline } from '../../src/triage/update-baseline.ts';
import { exitCodeOf } from '../../src/exit-code.ts';
import { nameDay, printOf, reportOf, type Night } from '../support/night.ts';

const SHOWN = { acceptsKnown: false };
const ACCEPTED = { acceptsKnown: true };
const GATE = { failOn: 'high', allowUnknown: false } as const;
const EXCEPTED = { kind: 'excepted', reason: 'r', expires: '2027-01-01' } as const;

/** One instance on which the watched rule says this. */
function nightOf(status: FindingStatus, changes: Night = {}): Report {
  return reportOf({ instances: { 'eu-1': { watched: status } }, ...changes });
}
/** A night on which the watched rule says this of that instance. */
function watched(cell: NonNullable<NonNullable<Night['instances']>[string]>[string]): Night {
  return { instances: { 'eu-1': { watched: cell } } };
}
/** The instance is not there. */
function without(changes: Night = {}): Report {
  return reportOf({ instances: { 'eu-9': {} }, ...changes });
}

const FAILED = toBaseline(nightOf('fail'));
const LIST: Night['gaps'] = [{ kind: 'denied', action: 'ec2:DescribeInstances' }];
const VPCS: Night['gaps'] = [{ kind: 'denied', action: 'ec2:DescribeVpcs' }];
const OFF = ['other'];

/** What the watched finding is called, wherever the report says it. */
function changeOf({ instances, baseline }: Report): FindingChange | PreviousChange | undefined {
  const findings = [...instances.flatMap((instance) => instance.findings), ...(baseline?.previous ?? [])];
  const told = findings.filter(({ fingerprint, change }) => fingerprint === printOf('eu-1') && change);
  expect(told.length).toBeLessThanOrEqual(1);
  return told[0]?.change;
}

describe('what failed in the baseline', () => {
  it.each<[string, Report, FindingChange | PreviousChange]>([
    ['fails', nightOf('fail'), 'unchanged'],
    ['fails in a region that was partly read', nightOf('fail', { scopes: { eu: 'partial' } }), 'unchanged'],
    ['passes', nightOf('pass'), 'fixed'],
    ['does not apply', nightOf('not-applicable'), 'fixed'],
    ['passes in a region that was partly read', nightOf('pass', { scopes: { eu: 'partial' } }), 'fixed'],
    ['passes under a filter', nightOf('pass', { filters: { vpcs: ['vpc-1'] } }), 'fixed'],
    ['is unknown', nightOf('unknown'), 'unverified'],
    [
      'is unknown, which does not matter',
      reportOf({ instances: { 'eu-1': { watched: { status: 'unknown', settledBy: 'Online' } } } }),
      'unverified',
    ],
    ['threw', nightOf('error'), 'unverified'],
    ['is no longer asked', nightOf('pass', { rules: OFF }), 'unverified'],
    ['has no instance any more', without(), 'gone'],
    ['has no instance, and no other is there', reportOf({ scopes: { eu: 'read' } }), 'gone'],
    ['has no instance, partly read', without({ scopes: { eu: 'partial' }, gaps: VPCS }), 'gone'],
    ['has no instance, the list unread', without({ scopes: { eu: 'partial' }, gaps: LIST }), 'unverified'],
    ['has no instance, the rule is off', without({ rules: OFF }), 'unverified'],
    ['stands in an unreadable region', reportOf({ scopes: { eu: 'unreadable' }, gaps: LIST }), 'unverified'],
    ['stands in a skipped region', reportOf({ scopes: { eu: 'skipped' } }), 'unverified'],
    ['stands in a region nobody named', reportOf({ scopes: { us: 'read' } }), 'unverified'],
    ['is left out by a tag', without({ filters: { tags: ['team=a', 'eu-1'] } }), 'unverified'],
    ['is left out by a VPC', without({ filters: { vpcs: ['vpc-1'] } }), 'unverified'],
    ['is left out by its id', without({ filters: { instances: ['eu-9'] } }), 'unverified'],
    ['was asked for by its id', without({ filters: { instances: ['eu-1', 'eu-9'] } }), 'gone'],
    [
      'was asked for by its id and a tag',
      without({ filters: { instances: ['eu-1'], tags: ['a'] } }),
      'unverified',
    ],
  ])('and now %s', (_name, now, expected) => {
    const report = applyBaseline(now, FAILED, SHOWN);
    expect(changeOf(report)).toBe(expected);
    expect(report.baseline?.counts[expected]).toBe(1);
    expect(Object.values(report.baseline?.counts ?? {}).reduce((sum, one) => sum + one)).toBe(1);
  });
});

/** A launch that fails, and runs that did or did not list what is launched next. */
const LAUNCH: Night = {
  instances: { 'lt-1': { watched: 'fail' } },
  scopes: { lt: 'read' },
  launches: 'read',
};
const LISTED = reportOf({ scopes: { lt: 'read' }, launches: 'read' });
const UNLISTED = reportOf({ scopes: { lt: 'partial' }, launches: 'unread' });
const UNASKED = reportOf({ scopes: { lt: 'read' } });

describe('what would be launched next', () => {
  it.each<[string, Report, PreviousChange]>([
    ['was listed, and is not there', LISTED, 'gone'],
    ['could not be listed', UNLISTED, 'unverified'],
    ['was not asked for', UNASKED, 'unverified'],
  ])('is not called gone unless it was looked at: it %s', (_name, now, expected) => {
    const baseline = toBaseline(reportOf(LAUNCH));
    const [previous] = applyBaseline(now, baseline, SHOWN).baseline?.previous ?? [];
    expect(previous).toMatchObject({ instanceId: 'lt-1', change: expected });
    expect(updateBaseline(baseline, toBaseline(now)).findings).toHaveLength(expected === 'gone' ? 0 : 1);
  });

  it.each<[string, Report, string[]]>([
    ['listed it', LISTED, []],
    ['could not list it', UNLISTED, ['what is launched next']],
    ['did not ask for it', UNASKED, ['what is launched next']],
  ])('may have failed before where the baseline %s', (_name, then, places) => {
    const { notices } = applyBaseline(reportOf(LAUNCH), toBaseline(then), SHOWN);
    expect(notices).toEqual(
      places.map((place) => `The baseline did not look at ${place}: failures there count as new.`),
    );
  });
});

describe('what fails now', () => {
  it.each<[string, Report]>([
    ['passed', nightOf('pass')],
    ['did not apply', nightOf('not-applicable')],
    ['was unknown', nightOf('unknown')],
    ['threw', nightOf('error')],
    ['was not asked', nightOf('pass', { rules: OFF })],
    ['was not there', without()],
    ['was not read', reportOf({ scopes: { eu: 'unreadable' } })],
    ['was skipped', reportOf({ scopes: { eu: 'skipped' } })],
  ])('and %s in the baseline is new', (_name, then) => {
    const report = applyBaseline(nightOf('fail', { day: 2 }), toBaseline(then), ACCEPTED);
    expect(changeOf(report)).toBe('new');
    expect(exitCodeOf(report, GATE)).toBe(1);
  });

  it.each<[string, Report, string[]]>([
    ['a rule', nightOf('pass', { rules: OFF }), ['the rules watched']],
    ['a region', reportOf({ scopes: { eu: 'skipped' } }), ['the regions 111122223333/eu']],
    ['an instance', without({ filters: { tags: ['a'] } }), ['instances beyond its filter']],
    ['no instance more than its filter', nightOf('pass', { filters: { tags: ['a'] } }), []],
    ['an instance that was not there', without(), []],
    ['neither', nightOf('pass'), []],
  ])('where the baseline did not look at %s is new, which is said', (_name, then, places) => {
    const report = applyBaseline(nightOf('fail', { day: 2 }), toBaseline(then), SHOWN);
    expect(report.notices).toEqual(
      places.map((place) => `The baseline did not look at ${place}: failures there count as new.`),
    );
  });
});

/** What a night says of the watched finding: a status, nobody there, or nobody looked. */
type Word = FindingStatus | 'absent' | 'unread' | 'off';

function nightNamed(word: Word, day: number): Report {
  if (word === 'absent') return without({ day });
  if (word === 'unread') return reportOf({ day, scopes: { eu: 'unreadable' } });
  if (word === 'off') return nightOf('pass', { day, rules: OFF });
  return nightOf(word, { day });
}

describe('a history that is carried on night by night', () => {
  it.each<[Word[], FindingChange | PreviousChange | undefined, since?: number]>([
    [['fail', 'fail'], 'unchanged', 1],
    [['pass', 'fail'], 'new'],
    [['unknown', 'fail'], 'new'],
    [['pass', 'unknown', 'fail'], 'new'],
    [['fail', 'fail', 'fail'], 'unchanged', 1],
    [['pass', 'fail', 'fail'], 'unchanged', 2],
    [['fail', 'pass', 'fail'], 'flapping'],
    [['fail', 'not-applicable', 'fail'], 'flapping'],
    [['fail', 'pass', 'pass', 'fail'], 'flapping'],
    [['fail', 'pass', 'fail', 'fail'], 'unchanged', 3],
    [['fail', 'pass', 'fail', 'pass', 'fail'], 'flapping'],
    // Last seen failing, and never seen otherwise.
    [['fail', 'unknown', 'fail'], 'unchanged', 1],
    [['fail', 'error', 'fail'], 'unchanged', 1],
    [['fail', 'unread', 'fail'], 'unchanged', 1],
    [['fail', 'off', 'fail'], 'unchanged', 1],
    [['fail', 'unread', 'unknown', 'off', 'fail'], 'unchanged', 1],
    // Seen fixed, whatever was not seen in between.
    [['fail', 'unknown', 'pass', 'fail'], 'flapping'],
    [['fail', 'pass', 'unknown', 'fail'], 'flapping'],
    [['fail', 'pass', 'unread', 'fail'], 'flapping'],
    [['fail', 'pass', 'off', 'pass', 'fail'], 'flapping'],
    // An instance that is gone is forgotten.
    [['fail', 'absent', 'fail'], 'new'],
    [['fail', 'pass', 'absent', 'fail'], 'new'],
    // What is not seen to fail.
    [['fail', 'unread', 'unknown'], 'unverified', 1],
    [['fail', 'unknown', 'pass'], 'fixed', 1],
    [['fail', 'unread', 'absent'], 'gone', 1],
    [['fail', 'pass', 'pass'], undefined],
    [['fail', 'pass', 'unknown'], undefined],
    [['fail', 'absent', 'absent'], undefined],
    [['unknown', 'unknown'], undefined],
  ])('%j', (words, expected, since) => {
    const nights = words.map((word, index) => nightNamed(word, index + 1));
    const last = nights.pop() ?? nightOf('pass');
    const [first, ...others] = nights.map(toBaseline);
    const baseline = others.reduce(updateBaseline, first ?? FAILED);
    const report = applyBaseline(last, baseline, ACCEPTED);
    expect(changeOf(report)).toBe(expected);
    const told = [
      ...report.instances
        .flatMap(({ findings }) => findings)
        .flatMap(({ decision }) => (decision.kind === 'baselined' ? [decision.since] : [])),
      ...(report.baseline?.previous ?? []).map((finding) => finding.since),
    ];
    expect(told).toEqual(since === undefined ? [] : [nameDay(since)]);
  });

  it('by the reports alone goes on for what could not be looked at, and for one fix', () => {
    const chain = (words: Word[]): Report =>
      words
        .map((word, index) => nightNamed(word, index + 1))
        .reduce((then, now) => applyBaseline(now, toBaseline(then), ACCEPTED));
    expect(changeOf(chain(['fail', 'unread', 'unread', 'fail']))).toBe('unchanged');
    expect(changeOf(chain(['fail', 'unknown', 'fail']))).toBe('unchanged');
    expect(changeOf(chain(['fail', 'pass', 'fail']))).toBe('flapping');
    expect(changeOf(chain(['fail', 'absent', 'fail']))).toBe('new');
    expect(chain(['fail', 'fail', 'fail', 'unknown']).baseline?.previous[0]?.since).toBe(nameDay(1));
  });

  it('keeps when a fix was first seen', () => {
    const [first, ...others] = (['fail', 'pass', 'unread', 'pass'] as const).map((word, index) =>
      toBaseline(nightNamed(word, index + 1)),
    );
    const { findings } = others.reduce(updateBaseline, first ?? FAILED);
    expect(findings).toMatchObject([{ status: 'fixed', since: nameDay(1), fixedAt: nameDay(2) }]);
  });
});

describe('the decision', () => {
  const two = (cells: Night['instances'], day = 2): Report => reportOf({ day, instances: cells ?? {} });
  const then = toBaseline(two({ 'eu-1': { watched: 'fail' }, 'eu-2': { watched: 'unknown' } }, 1));

  it('of a known failure is baselined where that is asked for, and only there', () => {
    const now = two({ 'eu-1': { watched: 'fail' } });
    const decisionsWith = (how: typeof SHOWN): object[] =>
      applyBaseline(now, then, how).instances.flatMap(({ findings }) => findings.map((one) => one.decision));
    expect(decisionsWith(SHOWN)).toEqual([{ kind: 'open' }, { kind: 'open' }]);
    expect(decisionsWith(ACCEPTED)).toEqual([{ kind: 'baselined', since: nameDay(1) }, { kind: 'open' }]);
  });

  it.each<[string, Night['instances'], number, number]>([
    ['a known failure', { 'eu-1': { watched: 'fail' } }, 1, 0],
    ['a known failure that is unknown now', { 'eu-1': { watched: 'unknown' } }, 3, 3],
    ['a known failure beside an error', { 'eu-1': { watched: 'fail', other: 'error' } }, 1, 3],
    ['what was unknown and fails', { 'eu-2': { watched: 'fail' } }, 1, 1],
    ['a new failure', { 'eu-3': { watched: 'fail' } }, 1, 1],
    ['a fixed failure', { 'eu-1': { watched: 'pass' } }, 0, 0],
  ])('of %s moves the exit code', (_name, cells, shown, accepted) => {
    const now = two(cells);
    expect(exitCodeOf(applyBaseline(now, then, SHOWN), GATE)).toBe(shown);
    expect(exitCodeOf(applyBaseline(now, then, ACCEPTED), GATE)).toBe(accepted);
  });

  const low = { status: 'fail', severity: 'low' } as const;
  const STOPPED: Night = { verdicts: { 'eu-1': 'dormant' } };
  it.each<[string, Night, Night, string | undefined]>([
    ['is the same', {}, {}, undefined],
    [
      'had an exception',
      watched({ status: 'fail', decision: EXCEPTED }),
      {},
      'the exception there has ended',
    ],
    ['was of an instance that was stopped', STOPPED, {}, 'the instance did not run there'],
    ['was of one that was stopped and is', STOPPED, STOPPED, undefined],
    ['is of one that is stopped by now', {}, STOPPED, undefined],
    ['was less grave', watched(low), {}, 'the severity is higher now'],
    ['was graver', {}, watched(low), undefined],
    ['had another cause', {}, watched({ status: 'fail', causes: ['b'] }), 'there is another cause now'],
    ['had one cause less', {}, watched({ status: 'fail', causes: ['a', 'b'] }), 'there is another cause now'],
    ['had one cause more', watched({ status: 'fail', causes: ['a', 'b'] }), {}, undefined],
  ])('lets a known failure pass only as it was: it %s', (_name, before, after, reason) => {
    const baseline = toBaseline(nightOf('fail', before));
    const report = applyBaseline(nightOf('fail', { day: 2, ...after }), baseline, ACCEPTED);
    expect(changeOf(report)).toBe('unchanged');
    expect(exitCodeOf(report, { ...GATE, failOn: 'low' })).toBe(reason === undefined ? 0 : 1);
    expect(report.notices).toEqual(
      reason === undefined
        ? []
        : [`--fail-on-new counts a failure of the baseline, as ${reason}: watched on eu-1.`],
    );
    expect(applyBaseline(nightOf('fail', { day: 2, ...after }), baseline, SHOWN).notices).toEqual([]);
  });

  it('does not let pass what was excepted before nobody could judge it', () => {
    const excepted = toBaseline(nightOf('fail', watched({ status: 'fail', decision: EXCEPTED })));
    const baseline = updateBaseline(excepted, toBaseline(nightOf('unknown', { day: 2 })));
    expect(exitCodeOf(applyBaseline(nightOf('fail', { day: 3 }), baseline, ACCEPTED), GATE)).toBe(1);
  });

  it('names a few of the failures that it does not let pass', () => {
    const fleet = (cell: object): Report =>
      two(
        Object.fromEntries(
          [1, 2, 3, 4, 5].map((id) => [`eu-${id}`, { watched: { status: 'fail', ...cell } }]),
        ),
      );
    const report = applyBaseline(fleet({}), toBaseline(fleet({ decision: EXCEPTED })), ACCEPTED);
    expect(report.notices).toEqual([
      '--fail-on-new counts 5 failures of the baseline, as the exception there has ended: watched on eu-1, watched on eu-2, watched on eu-3 and 2 more.',
    ]);
  });

  it('of an exception stays, and what it covers is still said to be new or not', () => {
    const now = two({
      'eu-1': { watched: { status: 'fail', decision: EXCEPTED } },
      'eu-3': { watched: { status: 'fail', decision: EXCEPTED } },
    });
    const findings = applyBaseline(now, then, ACCEPTED).instances.flatMap((one) => one.findings);
    expect(findings.map(({ decision, change }) => [decision.kind, change])).toEqual([
      ['excepted', 'unchanged'],
      ['open', undefined],
      ['excepted', 'new'],
      ['open', undefined],
    ]);
  });
});

describe('what failed before', () => {
  it('is listed in the order of the report, by name, with what was wrong', () => {
    const ids = ['us-2', 'eu-2', 'us-10', 'eu-1'];
    const instances = Object.fromEntries(ids.map((id) => [id, { watched: 'fail', other: 'fail' } as const]));
    const scopes = { eu: 'read', us: 'read' } as const;
    const then = toBaseline(reportOf({ instances, scopes }));
    const { baseline } = applyBaseline(reportOf({ day: 2, scopes }), then, SHOWN);
    expect(baseline?.previous.map(({ instanceId, ruleId }) => `${instanceId} ${ruleId}`)).toEqual(
      ['eu-1', 'eu-2', 'us-10', 'us-2'].flatMap((id) => [`${id} other`, `${id} watched`]),
    );
    expect(baseline?.previous[1]).toEqual({
      fingerprint: printOf('eu-1'),
      ruleId: 'watched',
      severity: 'high',
      instanceId: 'eu-1',
      arn: 'arn:aws:ec2:eu:111122223333:instance/eu-1',
      accountId: '111122223333',
      region: 'eu',
      message: 'watched is wrong.',
      since: nameDay(1),
      change: 'gone',
    });
  });
});
