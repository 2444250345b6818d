import { describe, expect, it } from 'vitest';
import type { RenderOptions } from '../../src/model/report.ts';
import { tableReporter } from '../../src/reporters/table.ts';
import { escapeForeign, escapeReport, toAsciiSigns } from '../../src/reporters/terminal-ascii.ts';
import { buildReport, instance } from './table-report.ts';

const OPTIONS: RenderOptions = {
  color: false,
  width: 120,
  verbose: false,
  sarifProfile: 'full',
  ascii: true,
};

describe('escapeForeign', () => {
  it.each([
    ['plain ASCII \\ {}~', 'plain ASCII \\ {}~'],
    ['한', String.raw`\u{d55c}`],
    ['🚀', String.raw`\u{1f680}`],
    ['é'.normalize('NFD'), String.raw`e\u{301}`],
    ['\u001B[31m', String.raw`\u{1b}[31m`],
    ['\u202E', String.raw`\u{202e}`],
    ['\uD800', String.raw`\u{d800}`],
    ['\u007F', String.raw`\u{7f}`],
    ['two\nlines', 'two\nlines'],
  ])('%j', (text, expected) => {
    expect(escapeForeign(text)).toBe(expected);
    expect(escapeForeign(expected)).toBe(expected);
  });
});

describe('toAsciiSigns', () => {
  it.each([
    ['─── · …', '--- | ~'],
    ['한', '?'],
  ])('%s keeps its number of characters', (text, expected) => {
    expect(toAsciiSigns(text)).toBe(expected);
  });
});

describe('escapeReport', () => {
  it('copies nothing of a report that is ASCII', () => {
    const report = buildReport({ instances: [instance(1, 'ready')] });
    expect(escapeReport(report, OPTIONS).report).toBe(report);
  });

  it('leaves the report as it was, and escapes keys and options too', () => {
    const report = buildReport({ source: { filters: { 'tag:팀': ['결제'] } } });
    const before = structuredClone(report);
    const escaped = escapeReport(report, { ...OPTIONS, groupBy: 'tag:팀' });
    expect(report).toEqual(before);
    expect(escaped.report.source.filters).toEqual({ 'tag:\\u{d300}': ['\\u{acb0}\\u{c81c}'] });
    expect(escaped.options.groupBy).toBe('tag:\\u{d300}');
  });
});

describe('the table in ASCII', () => {
  it('shows foreign names as their code points, in line', () => {
    const report = buildReport({
      instances: [
        instance(1, 'ready', { name: '결제', tags: [{ Key: '팀', Value: '한' }] }),
        instance(2, 'ready', { name: 'web' }),
      ],
    });
    const rendered = tableReporter.render(report, { ...OPTIONS, groupBy: 'tag:팀' });
    expect(rendered).toContain(
      `
VERDICT  NAME              INSTANCE ID
----------------------------------------------

\\u{d300} \\u{d55c}  1 instance | 1 ready
ready    \\u{acb0}\\u{c81c}  i-00000000000000001

(no \\u{d300} tag)  1 instance | 1 ready
ready    web               i-00000000000000002
`,
    );
  });
});
