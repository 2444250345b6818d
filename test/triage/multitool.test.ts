import type { Log, Result } from 'sarif';
import { describe, expect, it } from 'vitest';
import { parseSnapshot, scan } from '../../src/index.ts';
import type { FindingChange, PreviousChange, Report } from '../../src/model/report.ts';
import { sarifReporter } from '../../src/reporters/sarif.ts';
import { applyBaseline } from '../../src/triage/apply-baseline.ts';
import { toBaseline } from '../../src/triage/to-baseline.ts';
import { MULTITOOL_NOTE, MULTITOOL_TEST } from '../support/check-sarif.ts';
import { editDemo, NIGHTS, type Edit } from '../support/demo-nights.ts';
import { matchSarif } from '../support/match-sarif.ts';

const PRINT = 'ssm-preflight/resourceRule/v1';

function scanNight(edit: Edit, day: number): Report {
  const inventory = parseSnapshot('demo', JSON.stringify(editDemo(edit, day)));
  return scan(inventory, { generatedAt: `2026-11-${day}T03:00:00.000Z` });
}

function renderSarif(report: Report): string {
  return sarifReporter.render(report, { color: false, width: 80, verbose: false, sarifProfile: 'full' });
}

function printsOf(sarif: string): Set<string | undefined> {
  const results = (JSON.parse(sarif) as Log).runs.flatMap((run) => run.results ?? []);
  return new Set(results.map(({ partialFingerprints }) => partialFingerprints?.[PRINT]));
}

/** Our word for each failure of either night. */
function ourChanges(then: Report, now: Report): Map<string, FindingChange | PreviousChange | undefined> {
  const { instances, baseline } = applyBaseline(now, toBaseline(then), { acceptsKnown: false });
  const failing = instances.flatMap(({ findings }) => findings.filter(({ status }) => status === 'fail'));
  return new Map(
    [...failing, ...(baseline?.previous ?? [])].map(({ fingerprint, change }) => [fingerprint, change]),
  );
}

/**
 * The multitool's word for ours. It knows results, not what was looked at: to it an open result is one like any other,
 * so that what was open and fails is not new, and one that is missing is absent, whether mended or unread.
 */
function translate(
  change: FindingChange | PreviousChange | undefined,
  hadResult: boolean,
  hasResult: boolean,
): Result['baselineState'] {
  switch (change) {
    case 'new':
      return hadResult ? 'unchanged' : 'new';
    case 'unverified':
      return hasResult ? 'unchanged' : 'absent';
    case 'fixed':
    case 'gone':
      return 'absent';
    default:
      return 'unchanged';
  }
}

describe.each<[string, Edit, Edit, (FindingChange | PreviousChange)[]]>([
  ['a night on which little changed', () => undefined, NIGHTS.changed, ['fixed', 'gone', 'new', 'unchanged']],
  ['a night on which much was not read', () => undefined, NIGHTS.unread, ['new', 'unchanged', 'unverified']],
  ['a night on which half of the fleet came back', NIGHTS.smaller, () => undefined, ['new', 'unchanged']],
])('%s', (_name, before, after, told) => {
  it(`${MULTITOOL_NOTE}is told as the multitool tells it`, MULTITOOL_TEST, () => {
    const [then, now] = [scanNight(before, 20), scanNight(after, 21)];
    const [previous, current] = [renderSarif(then), renderSarif(now)];
    const [had, has] = [printsOf(previous), printsOf(current)];
    const ours = ourChanges(then, now);
    const matched = matchSarif(previous, current);
    const theirs = new Map(
      matched.map(({ partialFingerprints, baselineState }) => [
        partialFingerprints?.[PRINT],
        baselineState === 'updated' ? 'unchanged' : baselineState,
      ]),
    );
    const expected = [...ours].map(([print, change]) => [
      print,
      translate(change, had.has(print), has.has(print)),
    ]);
    expect([...ours.keys()].map((print) => [print, theirs.get(print)])).toEqual(expected);
    const failing = matched.filter(({ kind = 'fail' }) => kind === 'fail');
    expect(
      failing.filter(({ partialFingerprints }) => !ours.has(partialFingerprints?.[PRINT] ?? '')),
    ).toEqual([]);
    expect([...new Set(ours.values())].sort()).toEqual(told);
  });
});
