import { describe, expect, it } from 'vitest';
import type { RenderOptions } from '../../src/model/report.ts';
import { reporters } from '../../src/reporters/index.ts';
import { buildReport, RAW_HOSTILE } from '../support/report.ts';

const plain: RenderOptions = { color: false, width: 100, verbose: false, sarifProfile: 'full' };
const OPTIONS: readonly [string, RenderOptions][] = [
  ['plain', plain],
  ['verbose', { ...plain, verbose: true }],
  ['narrow', { ...plain, width: 40 }],
  ['for GitHub', { ...plain, sarifProfile: 'github' }],
];
const REPORTS = [
  ['with everything', buildReport()],
  ['with nothing', buildReport({ scopes: [], rules: [], instances: [], causes: [], notices: [] })],
] as const;

const table = [...reporters.keys()].flatMap((name) =>
  OPTIONS.flatMap(([how, options]) =>
    REPORTS.map(([what, report]) => ({ name, how, what, options, report })),
  ),
);

async function render({ name, report, options }: (typeof table)[number]): Promise<string> {
  const load = reporters.get(name);
  if (load === undefined) throw new Error(`No reporter ${name}`);
  return (await load()).render(report, options);
}

/** CSV starts with a byte order mark and ends its lines with CR LF; nothing else may. */
function withoutFraming(name: string, text: string): string {
  return name === 'csv' ? text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n') : text;
}

describe('each reporter', () => {
  it('is there', () => {
    expect([...reporters.keys()]).toEqual([
      'table',
      'json',
      'html',
      'sarif',
      'markdown',
      'markdown-comment',
      'junit',
      'csv',
      'ocsf',
      'github-annotations',
    ]);
  });

  it.each([...reporters.entries()])(
    '%s has the name of its format and one line about it',
    async (name, load) => {
      const reporter = await load();
      expect(reporter.name).toBe(name);
      expect(reporter.description).toMatch(/^\S.*\S$/u);
    },
  );

  it.each(table)('$name, $how, $what: ends with exactly one newline', async (entry) => {
    expect(await render(entry)).toMatch(/[^\n]\n$/u);
  });

  it.each(table)('$name, $how, $what: gives the same bytes twice', async (entry) => {
    expect(await render({ ...entry, report: structuredClone(entry.report) })).toBe(await render(entry));
  });

  it.each(table)('$name, $how, $what: leaves the report as it is', async (entry) => {
    const before = structuredClone(entry.report);
    await render(entry);
    expect(entry.report).toEqual(before);
  });

  it.each(table)('$name, $how, $what: holds no escape code and nothing hostile', async (entry) => {
    expect(RAW_HOSTILE.exec(withoutFraming(entry.name, await render(entry)))).toBeNull();
  });
});
