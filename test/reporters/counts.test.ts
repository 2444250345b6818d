import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { parseSnapshot, scan, type Inventory } from '../../src/index.ts';
import type { FindingStatus } from '../../src/model/finding.ts';
import type { RenderOptions, Report, ReportFinding, ReportInstance } from '../../src/model/report.ts';
import { VERDICTS, type VerdictName } from '../../src/model/verdict.ts';
import { reporters } from '../../src/reporters/index.ts';
import { applyBaseline } from '../../src/triage/apply-baseline.ts';
import { toBaseline } from '../../src/triage/to-baseline.ts';
import { buildAccount } from '../live/account.ts';
import { editDemo, NIGHTS } from '../support/demo-nights.ts';
import { buildLaunches } from '../support/launches.ts';
import { readCsv } from '../support/read-csv.ts';
import { listNodes, readMarkdown } from '../support/read-markdown.ts';
import { readXml } from '../support/read-xml.ts';
import { buildCompared } from '../support/report-baseline.ts';
import { buildReport } from '../support/report.ts';
import { parsePage, readData, textOf } from './html/parse.ts';

const OPTIONS: RenderOptions = { color: false, width: 200, verbose: true, sarifProfile: 'full' };
const at = { generatedAt: '2026-11-24T12:01:00.000Z' };

const demo = (edit: (typeof NIGHTS)[keyof typeof NIGHTS] | undefined, day = 20): Inventory =>
  parseSnapshot('demo', JSON.stringify(editDemo(edit ?? (() => undefined), day)));
const then = toBaseline(scan(demo(undefined), at));
const against = (inventory: Inventory): Report =>
  applyBaseline(scan(inventory, at), then, { acceptsKnown: true });

const REPORTS: readonly (readonly [string, Report])[] = [
  ['the demo account', scan(demo(undefined), at)],
  ['the demo account, changed, against a baseline', against(demo(NIGHTS.changed, 21))],
  ['the demo account, unread, against a baseline', against(demo(NIGHTS.unread, 21))],
  ['an account of many situations', scan(buildAccount(), at)],
  ['every way to launch', scan(buildLaunches(), at)],
  ['a report by hand', buildReport()],
  ['a report by hand, compared', buildCompared()],
];

async function render(format: string, report: Report): Promise<string> {
  const load = reporters.get(format);
  if (load === undefined) throw new Error(`no reporter ${format}`);
  return (await load()).render(report, OPTIONS);
}

type Judged = readonly [ReportInstance, ReportFinding];

/** What every format tells of, launches included; excluded instances are nobody's business. */
function listJudged({ instances }: Report): Judged[] {
  return instances
    .filter(({ verdict }) => verdict !== 'excluded')
    .flatMap((instance) => instance.findings.map((finding): Judged => [instance, finding]));
}

function countStatus(report: Report, ...statuses: FindingStatus[]): number {
  return listJudged(report).filter(([, { status }]) => statuses.includes(status)).length;
}

function countAccepted(report: Report): number {
  return listJudged(report).filter(([, { decision }]) => decision.kind !== 'open').length;
}

function countUnreadable({ scopes }: Report): number {
  return scopes.filter(({ status }) => status === 'unreadable').length;
}

function countVerdicts(list: readonly { readonly verdict: string }[]): Record<string, number> {
  return Object.fromEntries(
    VERDICTS.map((name) => [name, list.filter(({ verdict }) => verdict === name).length]),
  );
}

const word = (verdict: VerdictName): string => verdict.replace('-', ' ');
const numbersOf = (text: string): number[] => [...text.matchAll(/\d+/g)].map(([number]) => Number(number));

describe.each(REPORTS)('of %s', (_name, report) => {
  const { verdicts, findings } = report.summary;
  const current = report.instances.filter(({ launch }) => launch === undefined);

  it('the summary counts the instances, and the launches apart', () => {
    expect(verdicts).toEqual(countVerdicts(current));
    expect(report.summary.launches?.instances ?? 0).toBe(report.instances.length - current.length);
  });

  it('the table says the numbers of the summary', async () => {
    const text = await render('table', report);
    for (const name of VERDICTS) expect(text).toContain(`${verdicts[name]} ${word(name)}`);
    const [line = ''] = /^Findings: .*$/m.exec(text) ?? [];
    const decisions = current.flatMap((one) => one.findings.map(({ decision }) => decision.kind));
    const counts = ['excepted', 'baselined'].map((kind) => decisions.filter((one) => one === kind).length);
    const expected = [
      findings.pass,
      findings.fail,
      findings.unknown,
      findings.error,
      findings['not-applicable'],
    ];
    expect(numbersOf(line)).toEqual([...expected, ...counts.filter((count) => count > 0)]);
  });

  it('Markdown has them too, a row for each instance, and every finding that needs somebody', async () => {
    const text = await render('markdown', report);
    const rows = listNodes(readMarkdown(text)).filter(({ type }) => type === 'tableRow');
    expect(rows).toHaveLength(report.instances.length + 3);
    const [, row = ''] = /^\| ready .*\n.*\n(.*)$/m.exec(text) ?? [];
    const order = ['ready', 'at-risk', 'blocked', 'unknown', 'dormant', 'excluded'] as const;
    expect(numbersOf(row)).toEqual(order.map((name) => verdicts[name]));
    const told = (status: string): number =>
      [...text.matchAll(new RegExp(`^- \\*\\*${status}\\*\\*`, 'gm'))].length;
    for (const status of ['fail', 'unknown', 'error'] as const)
      expect([status, told(status)]).toEqual([status, countStatus(report, status)]);
  });

  it('the page has them in its legend, its instances, and rule by rule', async () => {
    const elements = parsePage(await render('html', report), { hasScript: true });
    const legend = elements.find(({ attrs }) => attrs.some(({ value }) => value === 'legend'));
    expect(numbersOf(legend === undefined ? '' : textOf(legend))).toEqual(
      VERDICTS.map((name) => verdicts[name]),
    );
    const { instances } = readData(elements);
    expect(countVerdicts(instances)).toEqual(countVerdicts(report.instances));
    const ruleByRule = elements.filter(({ attrs }) => attrs.some(({ value }) => value === 'rule-counts'));
    const summary = elements.map(textOf).find((text) => text.startsWith('Findings by rule'));
    const numberOf = (text: string, status: string): number =>
      Number(new RegExp(`(\\d+) ${status}\\b`).exec(text)?.[1] ?? 0);
    for (const status of ['fail', 'unknown', 'error', 'pass'] as const) {
      const parts = ruleByRule.map((element) => numberOf(textOf(element), status));
      const total = parts.reduce((sum, one) => sum + one, 0);
      expect([status, numberOf(summary ?? '', status), total]).toEqual([
        status,
        findings[status],
        findings[status],
      ]);
    }
  });

  it('CSV has a row for each', async () => {
    const rows = readCsv(await render('csv', report));
    const byArn = new Map(rows.filter(({ arn }) => arn !== '').map((row) => [row['arn'], row]));
    const found = [...byArn.values()].map((row) => ({ verdict: row['verdict'] ?? '' }));
    expect(countVerdicts(found)).toEqual(countVerdicts(report.instances));
    const told = (column: string, ...values: string[]): number =>
      rows.filter((row) => values.includes(row[column] ?? '')).length;
    expect(told('status', 'fail')).toBe(countStatus(report, 'fail'));
    expect(told('status', 'unknown', 'error')).toBe(countStatus(report, 'unknown', 'error'));
    expect(told('decision', 'excepted', 'baselined')).toBe(countAccepted(report));
    expect(told('status', 'unreadable')).toBe(countUnreadable(report));
    expect(told('change', 'new', 'flapping')).toBe(
      listJudged(report).filter(([, { change }]) => change === 'new' || change === 'flapping').length,
    );
  });

  it('JUnit has a case for each', async () => {
    const elements = readXml(await render('junit', report));
    const results = elements.filter(({ name }) => ['failure', 'error', 'skipped'].includes(name));
    const failing = listJudged(report).filter(
      ([{ verdict }, { status, decision }]) =>
        status === 'fail' && decision.kind === 'open' && verdict !== 'dormant',
    );
    const told = (...kinds: string[]): number => results.filter(({ name }) => kinds.includes(name)).length;
    expect(told('failure')).toBe(failing.length);
    const excluded = report.instances.filter(({ verdict }) => verdict === 'excluded').length;
    expect(told('failure', 'error', 'skipped')).toBe(
      countStatus(report, 'fail', 'unknown', 'error') + excluded + countUnreadable(report),
    );
    expect(elements[0]?.attributes).toMatchObject({
      failures: String(told('failure')),
      errors: String(told('error')),
    });
  });

  it('OCSF has an event for each', async () => {
    const events = JSON.parse(await render('ocsf', report)) as {
      readonly status: string;
      readonly compliance: { readonly status_code: string };
    }[];
    const told = (status: string): number =>
      events.filter(({ compliance }) => compliance.status_code === status).length;
    for (const status of ['pass', 'fail', 'unknown', 'error'] as const)
      expect([status, told(status)]).toEqual([status, countStatus(report, status)]);
    expect(told('unreadable')).toBe(countUnreadable(report));
    expect(events.filter(({ status }) => status === 'Suppressed')).toHaveLength(countAccepted(report));
  });

  it('SARIF has a result for each', async () => {
    const { runs } = JSON.parse(await render('sarif', report)) as Log;
    const results = runs
      .flatMap((run) => run.results ?? [])
      .filter(({ baselineState }) => baselineState !== 'absent');
    const told = (...kinds: string[]): number =>
      results.filter(({ kind = '' }) => kinds.includes(kind)).length;
    expect(told('fail', 'informational')).toBe(countStatus(report, 'fail'));
    expect(told('open')).toBe(countStatus(report, 'unknown', 'error'));
    expect(results.filter(({ suppressions = [] }) => suppressions.length > 0)).toHaveLength(
      countAccepted(report),
    );
  });
});
