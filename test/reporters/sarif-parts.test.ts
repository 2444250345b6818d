import fc from 'fast-check';
import type { Log, Result, Run } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { packRuns } from '../../src/reporters/sarif-parts.ts';
import { sarifReporter } from '../../src/reporters/sarif.ts';
import { checkSarif, checkSarifFiles, MULTITOOL_NOTE, MULTITOOL_TEST } from '../support/check-sarif.ts';
import { buildReport } from '../support/report.ts';

type Profile = 'full' | 'github';

function optionsOf(sarifProfile: Profile): Parameters<typeof sarifReporter.render>[1] {
  return { color: false, width: 80, verbose: false, sarifProfile };
}

function partsOf(report: Report, profile: Profile): { suffix: string; text: string; log: Log }[] {
  const parts = sarifReporter.parts?.(report, optionsOf(profile)) ?? [];
  return parts.map(({ suffix, text }) => ({ suffix, text, log: JSON.parse(text) as Log }));
}

/** A run with as many results, the first of them with a path. */
function runOf(results: number, paths = 0): Run {
  const list = Array.from({ length: results }, (_, index): Result => ({
    message: { text: '' },
    ...(index < paths ? { codeFlows: [] } : {}),
  }));
  return { tool: { driver: { name: 'x' } }, automationDetails: { id: `c/${results}/t` }, results: list };
}

const sizesOf = (files: Run[][]): number[][] =>
  files.map((runs) => runs.map(({ results = [] }) => results.length));

describe('packRuns', () => {
  const paths = (count: number): Run => runOf(count, count);
  it.each<[string, Run[], number[][]]>([
    ['nothing', [], [[]]],
    ['one run', [runOf(3)], [[3]]],
    ['twenty runs', Array.from({ length: 20 }, () => runOf(1)), [Array.from({ length: 20 }, () => 1)]],
    ['one run more', Array.from({ length: 21 }, () => runOf(0)), [Array.from({ length: 20 }, () => 0), [0]]],
    ['as many results as a file takes', [runOf(24_999), runOf(1)], [[24_999, 1]]],
    ['one result more', [runOf(24_999), runOf(2), runOf(5)], [[24_999], [2, 5]]],
    ['a full run', [runOf(25_000), runOf(0), runOf(1)], [[25_000, 0], [1]]],
    ['a run above the limit', [runOf(25_001), runOf(4)], [[25_000], [1, 4]]],
    ['three times the limit', [runOf(75_000)], [[25_000], [25_000], [25_000]]],
    ['as many paths as a file takes', [paths(2_500), paths(2_500)], [[2_500, 2_500]]],
    ['one path more', [paths(2_500), paths(2_501)], [[2_500], [2_501]]],
  ])('%s', (_, runs, expected) => {
    expect(sizesOf(packRuns(runs))).toEqual(expected);
  });

  it('loses nothing, turns nothing round, and never makes a file that is refused', () => {
    const sizes = fc.array(fc.tuple(fc.nat(60_000), fc.nat(6_000)), { maxLength: 45 });
    fc.assert(
      fc.property(sizes, (given) => {
        const runs = given.map(([results, withPath]) => runOf(results, withPath));
        const files = packRuns(runs);
        const all = files.flat().flatMap(({ results = [] }) => results);
        const before = runs.flatMap(({ results = [] }) => results);
        expect(all.length).toBe(before.length);
        expect(all.every((result, index) => result === before[index])).toBe(true);
        for (const file of files) {
          expect(file.length).toBeLessThanOrEqual(20);
          expect(file.reduce((sum, { results = [] }) => sum + results.length, 0)).toBeLessThanOrEqual(25_000);
        }
      }),
      { numRuns: 20 },
    );
  });
});

/** The report by hand, its first failing instance as often as told, under other names. */
function withInstances(count: number): Report {
  const report = buildReport();
  const [model] = report.instances.slice(2, 3);
  if (model === undefined) throw new Error('no instance');
  const instances = Array.from({ length: count }, (_, index) => {
    const instanceId = `i-${String(index).padStart(17, '0')}`;
    const findings = model.findings.map((finding) => ({
      ...finding,
      fingerprint: `${String(index).padStart(16, '0')}${finding.fingerprint}`,
    }));
    const arn = `arn:aws:ec2:eu-west-1:111122223333:instance/${instanceId}`;
    return { ...model, instanceId, arn, findings };
  });
  return { ...report, instances };
}

/** The report by hand in as many regions, the first two of which have instances. */
function withRegions(count: number): Report {
  const report = buildReport();
  const scopes = Array.from({ length: count }, (_, index) => ({
    accountId: '111122223333',
    partition: 'aws',
    region: ['eu-west-1', 'us-east-1'][index] ?? `eu-test-${String(index).padStart(2, '0')}`,
    status: 'read' as const,
    gaps: [],
  }));
  return { ...report, scopes };
}

const categoriesOf = (logs: readonly Log[]): (string | undefined)[] =>
  logs.flatMap(({ runs }) => runs.map(({ automationDetails }) => automationDetails?.id));

describe('a report of 21 regions', () => {
  const parts = partsOf(withRegions(21), 'full');

  it('is two files, each of which says which of the two it is', () => {
    expect(
      parts.map(({ suffix, log }) => [
        suffix,
        log.runs.length,
        log.properties?.['part'],
        log.properties?.['parts'],
      ]),
    ).toEqual([
      ['', 20, 1, 2],
      ['part-2', 1, 2, 2],
    ]);
    expect(new Set(categoriesOf(parts.map(({ log }) => log))).size).toBe(21);
  });

  it('is the same files each time, and as one text the same runs', () => {
    expect(partsOf(structuredClone(withRegions(21)), 'full')).toEqual(parts);
    const whole = JSON.parse(sarifReporter.render(withRegions(21), optionsOf('full'))) as Log;
    expect(parts.flatMap(({ log }) => log.runs)).toEqual(whole.runs);
  });

  it(`${MULTITOOL_NOTE}has nothing that Microsoft's multitool finds in a part`, MULTITOOL_TEST, () => {
    expect(checkSarifFiles(parts.map(({ text }) => text))).toEqual([[], []]);
  });
});

it('is one file without a word about parts where that is enough', () => {
  const [first, ...more] = partsOf(withRegions(20), 'github');
  expect(more).toEqual([]);
  expect(first?.text).toBe(sarifReporter.render(withRegions(20), optionsOf('github')));
  expect(first?.log.properties?.['part']).toBeUndefined();
});

describe('25,001 results of one region', () => {
  // Three failures each: 8,334 instances have 25,002, and one is excepted.
  const report = withInstances(8_334);
  const [first] = report.instances;
  const instances = report.instances.map((instance) =>
    instance !== first
      ? instance
      : {
          ...instance,
          findings: instance.findings.map((finding) =>
            finding.ruleId !== 'agent-online'
              ? finding
              : {
                  ...finding,
                  decision: { kind: 'excepted' as const, reason: 'Known', expires: '2027-01-01' },
                },
          ),
        },
  );
  const long = { ...report, instances };
  const parts = partsOf(long, 'github');
  const runs = parts.flatMap(({ log }) => log.runs).filter(({ results = [] }) => results.length > 0);

  it('are a full run and one with a category of its own in the next file', () => {
    expect(parts.map(({ suffix }) => suffix)).toEqual(['', 'part-2']);
    expect(runs.map(({ automationDetails, results }) => [automationDetails?.id, results?.length])).toEqual([
      ['ssm-preflight/live/aws/111122223333/eu-west-1/2026-11-20T12:00:41.000Z', 25_000],
      ['ssm-preflight/live/aws/111122223333/eu-west-1/more-2/2026-11-20T12:00:41.000Z', 1],
    ]);
    const results = runs.flatMap((run) => run.results ?? []);
    expect(new Set(results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints))).size).toBe(
      25_001,
    );
  });

  it('have what is said of the whole once, and paths as far as GitHub shows results', () => {
    expect(runs.map(({ properties }) => properties?.['pathsLeftOut'])).toEqual([3_334, undefined]);
    expect(runs.map(({ properties }) => properties?.['coverage'] !== undefined)).toEqual([true, false]);
    const withPath = runs.map(({ results = [] }) =>
      results.filter(({ codeFlows }) => codeFlows !== undefined),
    );
    expect(withPath.map(({ length }) => length)).toEqual([5_000, 0]);
  });

  it('are told of', () => {
    expect(sarifReporter.notices?.(long, optionsOf('github'))).toContain(
      'SARIF for 111122223333 eu-west-1 has 25001 results; GitHub shows 5000 of a run. Those above 25000 have a category of their own, …/more-2 and so on: when a later scan has fewer, delete that analysis on GitHub.',
    );
    expect(sarifReporter.notices?.(withInstances(1_667), optionsOf('github'))).toContain(
      'SARIF for 111122223333 eu-west-1 has 5001 results; GitHub shows 5000 of a run.',
    );
  });

  it('pass the schema and the invariants', { timeout: 120_000 }, () => {
    for (const { text } of parts) expect(checkSarif(text, { multitool: false })).toEqual([]);
  });

  // The multitool reads no file as long as the first, and takes minutes where it is made to.
  it(
    `${MULTITOOL_NOTE}have nothing that Microsoft's multitool finds in the last part`,
    MULTITOOL_TEST,
    () => {
      expect(checkSarif(parts.at(-1)?.text ?? '')).toEqual([]);
    },
  );
});
