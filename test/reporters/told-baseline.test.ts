import { describe, expect, it } from 'vitest';
import type { RenderOptions, Report } from '../../src/model/report.ts';
import { reporters } from '../../src/reporters/index.ts';
import { applyBaseline } from '../../src/triage/apply-baseline.ts';
import { toBaseline } from '../../src/triage/to-baseline.ts';
import { readCommands } from '../support/read-commands.ts';
import { buildReport } from '../support/report.ts';
import { buildCompared } from '../support/report-baseline.ts';

const OPTIONS: RenderOptions = { color: false, width: 200, verbose: true, sarifProfile: 'full' };

async function render(format: string, report: Report): Promise<string> {
  const load = reporters.get(format);
  if (load === undefined) throw new Error(`no reporter ${format}`);
  return (await load()).render(report, OPTIONS);
}

describe('what changed since the baseline', () => {
  it.each(['table', 'markdown', 'markdown-comment', 'html'])('is a sentence in %s', async (format) => {
    const sentence =
      /since `?2026-11-19`?: \d+ new, \d+ flapping, 1 fixed, 1 gone, 2 unverified, \d+ as before/;
    expect(await render(format, buildCompared())).toMatch(sentence);
    expect(await render(format, buildReport())).not.toContain('as before');
  });

  it.each([
    ['table', /fail [a-z-]+ \(\w+, (new|flapping)\)/],
    ['markdown', /\*\*fail\*\* `[a-z-]+` \(\w+, (new|flapping)\)/],
    ['csv', /"(new|flapping)"\r$/m],
    ['ocsf', /"change":"(new|flapping)"/],
    ['sarif', /"change": "(new|flapping)"/],
  ])('marks the failures in %s that are news', async (format, mark) => {
    expect(await render(format, buildCompared())).toMatch(mark);
    expect(await render(format, buildReport())).not.toMatch(mark);
  });

  it('makes no red annotation of what the baseline lets pass', async () => {
    const report = buildReport();
    const levels = async (of: Report): Promise<string[]> =>
      readCommands(await render('github-annotations', of)).map(({ name }) => name);
    expect(await levels(report)).toContain('error');
    const known = applyBaseline(report, toBaseline(report), { acceptsKnown: true });
    expect(await levels(known)).not.toContain('error');
    expect(await levels(known)).toHaveLength((await levels(report)).length);
  });
});
