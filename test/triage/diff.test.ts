import { describe, expect, it } from 'vitest';
import { exitCodeOfDiff, type Gate } from '../../src/exit-code.ts';
import type { Diff } from '../../src/model/diff.ts';
import { applyBaseline } from '../../src/triage/apply-baseline.ts';
import { diffRuns } from '../../src/triage/diff.ts';
import { toBaseline } from '../../src/triage/to-baseline.ts';
import { updateBaseline } from '../../src/triage/update-baseline.ts';
import { reportOf, type Night } from '../support/night.ts';

const GATE: Gate = { failOn: 'high', allowUnknown: false };
const EXCEPTED = { kind: 'excepted', reason: 'r', expires: '2027-01-01' } as const;

function diffNights(from: Night, to: Night): Diff {
  return diffRuns(toBaseline(reportOf(from)), toBaseline(reportOf({ day: 2, ...to })));
}
/** One instance, its verdict, and what the watched rule says of it. */
function one(watched: NonNullable<Night['instances']>[string][string], verdict = 'ready' as const): Night {
  return { instances: { 'eu-1': { watched } }, verdicts: { 'eu-1': verdict } };
}
const NOBODY: Night = { instances: {} };
const UNREAD: Night = { scopes: { eu: 'unreadable' } };

describe('the findings of a difference', () => {
  it.each<[string, Night, Night, string[], code: number]>([
    ['fails as before', one('fail'), one('fail'), [], 0],
    ['passes as before', one('pass'), one('pass'), [], 0],
    ['fails', one('pass'), one('fail'), ['new'], 1],
    ['fails, low', one('pass'), one({ status: 'fail', severity: 'low' }), ['new'], 0],
    ['fails, excepted', one('pass'), one({ status: 'fail', decision: EXCEPTED }), ['new'], 0],
    ['fails that was open', one('unknown'), one('fail'), ['new'], 1],
    ['fails on a new instance', NOBODY, one('fail'), ['new'], 1],
    ['fails no more', one('fail'), one('pass'), ['fixed'], 0],
    ['is gone', one('fail'), NOBODY, ['gone'], 0],
    ['failed and is open', one('fail'), one('unknown'), ['unverified'], 3],
    ['failed and was not read', one('fail'), UNREAD, ['unverified'], 3],
    ['failed and is off', one('fail'), { ...one('pass'), rules: ['other'] }, ['unverified'], 3],
    ['passed and is open', one('pass'), one('unknown'), ['undecided'], 3],
    ['passed and threw', one('pass'), one('error'), ['undecided'], 3],
    ['passed and was not read', one('pass'), UNREAD, [], 3],
    ['was not there in a region that is unread now', NOBODY, UNREAD, [], 3],
    ['passed and is open, settled', one('pass'), one({ status: 'unknown', settledBy: 'x' }), [], 0],
    ['is open as before', one('unknown'), one('error'), [], 0],
    ['was not read as before', UNREAD, UNREAD, [], 0],
    ['is open on a new instance', NOBODY, one('unknown'), ['undecided'], 3],
  ])('that %s', (_name, from, to, changes, code) => {
    const diff = diffNights(from, to);
    expect(diff.findings.map(({ change }) => change)).toEqual(changes);
    expect(exitCodeOfDiff(diff, GATE)).toBe(code);
    expect(exitCodeOfDiff(diff, { ...GATE, allowUnknown: true })).toBe(code === 3 ? 0 : code);
    expect(exitCodeOfDiff(diff, { ...GATE, failOn: 'never' })).not.toBe(1);
  });

  it.each(['dormant', 'excluded'] as const)('of a %s instance move no exit code', (verdict) => {
    const aside = { verdicts: { 'eu-1': verdict } };
    for (const now of ['fail', 'unknown'] as const) {
      expect(exitCodeOfDiff(diffNights({ ...one('pass'), ...aside }, { ...one(now), ...aside }), GATE)).toBe(
        0,
      );
    }
  });

  it('that were open in a baseline already have not become so', () => {
    const before = updateBaseline(toBaseline(reportOf(one('fail'))), toBaseline(reportOf(one('unknown'))));
    expect(diffRuns(before, toBaseline(reportOf(one('unknown')))).findings).toEqual([]);
    expect(diffRuns(before, before).findings).toEqual([]);
    expect(diffRuns(before, toBaseline(reportOf(one('pass')))).findings).toMatchObject([{ change: 'fixed' }]);
  });

  it('that fail again after a fix are flapping', () => {
    const before = updateBaseline(toBaseline(reportOf(one('fail'))), toBaseline(reportOf(one('pass'))));
    const diff = diffRuns(before, toBaseline(reportOf(one('fail'))));
    expect(diff.findings).toMatchObject([{ change: 'flapping', message: 'watched is wrong.' }]);
    expect(exitCodeOfDiff(diff, GATE)).toBe(1);
  });

  it('are told of reports that were set against a baseline as of any other', () => {
    const then = toBaseline(reportOf(one('fail')));
    const marked = applyBaseline(reportOf({ ...one('fail'), day: 2 }), then, { acceptsKnown: true });
    expect(diffRuns(toBaseline(reportOf(one('pass'))), toBaseline(marked)).findings).toMatchObject([
      { change: 'new', severity: 'high' },
    ]);
  });
});

describe('the instances of a difference', () => {
  it('are those whose verdict changed, that came or that went, the worst first', () => {
    const from: Night = {
      instances: { 'eu-1': {}, 'eu-2': {}, 'eu-3': {}, 'eu-4': {}, 'us-1': {} },
      verdicts: { 'eu-2': 'blocked', 'eu-3': 'ready' },
      scopes: { eu: 'read', us: 'read', ap: 'skipped' },
    };
    const to: Night = {
      instances: { 'eu-1': {}, 'eu-2': {}, 'eu-3': {}, 'eu-5': {}, 'ap-1': {} },
      verdicts: { 'eu-3': 'blocked', 'eu-5': 'at-risk' },
      scopes: { eu: 'read', us: 'unreadable', ap: 'read' },
    };
    const { instances, unread } = diffNights(from, to);
    expect(
      instances.map(({ instanceId, change, from: was, to: is, reason }) => [
        instanceId,
        change,
        was?.verdict,
        is?.verdict,
        reason,
      ]),
    ).toEqual([
      ['eu-3', 'changed', 'ready', 'blocked', 'It is blocked.'],
      ['us-1', 'unverified', 'ready', undefined, ''],
      ['eu-5', 'new', undefined, 'at-risk', 'It is at-risk.'],
      ['ap-1', 'unseen', undefined, 'ready', 'It is ready.'],
      ['eu-2', 'changed', 'blocked', 'ready', 'It is ready.'],
      ['eu-4', 'gone', 'ready', undefined, ''],
    ]);
    expect(unread).toEqual([{ accountId: '111122223333', region: 'us' }]);
  });

  it('that would be launched next come and go only where both runs listed them', () => {
    const there: Night = { instances: { 'lt-1': {} }, scopes: { lt: 'read' }, launches: 'read' };
    const listed: Night = { scopes: { lt: 'read' }, launches: 'read' };
    const unasked: Night = { scopes: { lt: 'read' } };
    const changeOf = (from: Night, to: Night): unknown => diffNights(from, to).instances[0]?.change;
    expect(changeOf(there, listed)).toBe('gone');
    expect(changeOf(there, unasked)).toBe('unverified');
    expect(changeOf(listed, there)).toBe('new');
    expect(changeOf(unasked, there)).toBe('unseen');
  });

  it('that became unknown make the code 3', () => {
    const to = { ...one('pass'), verdicts: { 'eu-1': 'unknown' as const } };
    expect(exitCodeOfDiff(diffNights(one('pass'), to), GATE)).toBe(3);
    expect(exitCodeOfDiff(diffNights(to, one('pass')), GATE)).toBe(0);
  });
});

describe('the causes of a difference', () => {
  const failing = (...causes: string[]): Night => one({ status: 'fail', causes });
  it.each<[string, Night, Night, come: string[], gone: string[]]>([
    ['another one', failing('a'), failing('b'), ['b'], ['a']],
    ['one more', failing('a'), failing('a', 'b'), ['b'], []],
    ['one less', failing('a', 'b'), failing('a'), [], ['b']],
    ['all mended', failing('a'), one('pass'), [], ['a']],
    ['the instance gone', failing('a'), NOBODY, [], ['a']],
    ['not looked at', failing('a'), UNREAD, [], []],
    ['open', failing('a'), one('unknown'), [], []],
    ['excepted', failing('a'), one({ status: 'fail', causes: ['a'], decision: EXCEPTED }), [], []],
    ['no longer excepted', one({ status: 'fail', causes: ['a'], decision: EXCEPTED }), failing('a'), [], []],
  ])('%s', (_name, from, to, come, gone) => {
    const { causes } = diffNights(from, to);
    expect([causes.come.map(({ key }) => key), causes.gone.map(({ key }) => key)]).toEqual([come, gone]);
  });

  it('of what was not looked at for a night have not come anew', () => {
    const [first, unread, again] = [failing('a'), UNREAD, failing('a')].map((night) => reportOf(night));
    if (first === undefined || unread === undefined || again === undefined) throw new Error('three nights');
    const byFile = updateBaseline(toBaseline(first), toBaseline(unread));
    const byReport = toBaseline(applyBaseline(unread, toBaseline(first), { acceptsKnown: false }));
    for (const before of [byFile, byReport]) {
      expect(diffRuns(before, toBaseline(again)).causes).toEqual({ come: [], gone: [] });
    }
  });
});
