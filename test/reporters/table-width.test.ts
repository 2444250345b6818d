import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known } from '../../src/model/known.ts';
import type { RenderOptions, Report } from '../../src/model/report.ts';
import { VERDICTS } from '../../src/model/verdict.ts';
import { tableReporter } from '../../src/reporters/table.ts';
import { displayWidth } from '../../src/reporters/terminal-text.ts';
import { buildReport, fail, finding, instance, scope, unread } from './table-report.ts';

const ESC = '\u001B';

type View = Pick<RenderOptions, 'groupBy' | 'matrix' | 'ascii'>;

function render(report: Report, width: number, verbose = false, view: View = {}): string {
  return tableReporter.render(report, { color: false, width, verbose, sarifProfile: 'full', ...view });
}

/** What holds for every rendering, whatever is in the report. */
function expectSound(rendered: string, width: number): void {
  expect(rendered).toMatch(/[^\n]\n$/);
  for (const line of rendered.slice(0, -1).split('\n')) {
    expect(displayWidth(line), line).toBeLessThanOrEqual(width);
    expect(line).toBe(line.trimEnd());
    expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\u200B\uFEFF]/u);
  }
}

/** A report with the same foreign text in every place that can hold some. */
function filledWith(text: string, more = text): Report {
  const message = `${text} is not allowed`;
  const instances = VERDICTS.flatMap((verdict, index) => [
    instance(index, verdict, {
      name: text,
      tags: [{ Key: text, Value: more }],
      region: index % 2 === 0 ? 'eu-west-1' : 'ap-northeast-2',
      reason: message,
      questions: [`Is ${more} there?`],
      ...(verdict === 'dormant' ? { predicted: 'at-risk' as const } : {}),
      findings: [
        fail('https-egress-allowed', message, `a/b/${text}`),
        finding('ami-has-agent', 'error', { reason: more }),
        unread('endpoint-path-exists', { kind: 'not-visible', question: more }),
      ],
    }),
    instance(index + 50, verdict, { name: more, accountId: '444455556666', reason: '' }),
  ]);
  return buildReport({
    instances,
    causes: [
      { key: `a/b/${text}`, fix: { summary: `Allow ${text}.`, cli: `aws x '${more}' ${text}`, delay: more } },
    ],
    notices: [more],
    source: { enabledRegions: known([text, more]), filters: { [text]: [more] }, takenAt: text },
    scopes: [
      scope('eu-west-1', 'partial', { kind: 'api-error', action: text, code: more, message: more }),
      scope(text, 'unreadable', { kind: 'denied', action: more }),
    ],
  });
}

const WIDTHS = [60, 80, 100, 120, 200];
const TEXTS: readonly [string, string][] = [
  ['ASCII', 'payments-api-production-blue-1'],
  ['Korean', '결제 배치 서버 운영 01'],
  ['decomposed Korean', '결제 배치 서버 운영 01'.normalize('NFD')],
  ['Japanese', '決済バッチサーバー本番ｶﾞｰﾄﾞ'],
  ['emoji', '🚀 web 👨‍👩‍👧 🇰🇷 ❤️ 1️⃣ 👍🏽'],
  ['right-to-left', 'خادم الدفع שרת'],
  ['combining marks', 'é̂̃ñ'],
  ['10,000 characters', 'x'.repeat(10_000)],
  ['10,000 wide characters', '한'.repeat(10_000)],
  ['10,000 accents', `e${'\u0301'.repeat(10_000)}`],
  ['joined emoji without end', '🚀\u200D'.repeat(500)],
  ['jamo without end', 'ᄀ'.repeat(500)],
  ['a JSON document', `{"Statement":[{"Effect":"Deny","Action":"ssm:*","Resource":"*"}]}`.repeat(5)],
  ['colour', `${ESC}[31mred${ESC}[0m`],
  ['a link', `${ESC}]8;;https://evil.example${ESC}\\ready${ESC}]8;;${ESC}\\`],
  ['cursor movement', `${ESC}[2J${ESC}[1;1Hall ready`],
  ['bidirectional override', '\u202Edekcolb\u202C'],
  ['line breaks', 'a\r\nready  fake  i-00000000000000000\n\n'],
  ['nothing', ''],
  ['spaces', '   \u3000\u00A0  '],
];

describe('fits the width', () => {
  it.each(WIDTHS.flatMap((width) => TEXTS.map(([name, text]) => ({ width, name, text }))))(
    '$width columns: $name',
    ({ width, text }) => {
      expectSound(render(filledWith(text), width), width);
      expectSound(render(filledWith(text), width, true), width);
    },
  );

  it('with any text at any width', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.string({ unit: 'grapheme', maxLength: 80 }),
    );
    fc.assert(
      fc.property(text, text, fc.integer({ min: 40, max: 200 }), fc.boolean(), (one, two, width, verbose) => {
        expectSound(render(filledWith(one, two), width, verbose), width);
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it.each([
    ['below 40 is laid out for 40', 10, 40],
    ['above 200 for 200', 500, 200],
    ['what is no number for 120', Number.NaN, 120],
    ['an endless line for 120', Number.POSITIVE_INFINITY, 120],
  ])('%s', (_, width, as) => {
    const report = filledWith(TEXTS[1]?.[1] ?? '');
    expect(render(report, width)).toBe(render(report, as));
  });
});

describe('fits the width in every view', () => {
  const VIEWS: readonly View[] = [
    { matrix: true },
    { ascii: true },
    { matrix: true, groupBy: 'cause' },
    { matrix: true, groupBy: 'region', ascii: true },
    { groupBy: 'rule' },
    { groupBy: 'cause', ascii: true },
    { groupBy: 'vpc' },
  ];

  it.each([40, 60, 80, 120, 200].flatMap((width) => TEXTS.map(([name, text]) => ({ width, name, text }))))(
    '$width columns: $name',
    ({ width, text }) => {
      for (const view of [...VIEWS, { groupBy: `tag:${text}` } as const]) {
        const rendered = render(filledWith(text), width, false, view);
        expectSound(rendered, width);
        if (view.ascii === true) expect(rendered).toMatch(/^[\n\x20-\x7e]*$/);
      }
    },
  );

  it('with any text at any width', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
    );
    const anyView = fc.record({
      groupBy: fc.oneof(
        fc.constantFrom('cause' as const, 'rule' as const, 'vpc' as const),
        text.map((key) => `tag:${key}` as const),
      ),
      matrix: fc.boolean(),
      ascii: fc.boolean(),
    });
    fc.assert(
      fc.property(text, anyView, fc.integer({ min: 40, max: 200 }), (one, view, width) => {
        const rendered = render(filledWith(one), width, false, view);
        expectSound(rendered, width);
        if (view.ascii) expect(rendered).toMatch(/^[\n\x20-\x7e]*$/);
      }),
      { seed: 6, numRuns: 200 },
    );
  });
});

describe('columns stay in line', () => {
  it('in the matrix too, so that a letter stands below its rule', () => {
    const names = ['web', '결제-서버', '決済サーバー', '👨‍👩‍👧', 'ｶﾞｰﾄﾞ', '한글'.normalize('NFD')];
    const instances = names.map((name, index) =>
      instance(index, 'blocked', { name, findings: [fail('agent-online', 'x', 'a/b/c')] }),
    );
    const lines = render(buildReport({ instances }), 80, false, { matrix: true }).split('\n');
    const rows = lines.filter((line) => /i-0000\d+ /.test(line));
    const number = lines.find((line) => line.startsWith('VERDICT'))?.indexOf('1') ?? -1;
    expect(rows.map((row) => displayWidth(row.slice(0, row.lastIndexOf('F'))))).toEqual(
      names.map(() => number),
    );
  });

  it('behind names of any width', () => {
    const names = ['web', '결제-서버', '決済サーバー', '🚀-launch', '👨‍👩‍👧', 'ｶﾞｰﾄﾞ', '한글'.normalize('NFD')];
    const instances = names.map((name, index) => instance(index, 'ready', { name }));
    const rows = render(buildReport({ instances }), 80)
      .split('\n')
      .filter((line) => line.includes('i-0000'));
    expect(rows.map((row) => displayWidth(row.slice(0, row.indexOf('i-0000'))))).toEqual(
      names.map(() => 'VERDICT  決済サーバー  '.length + '決済サーバー'.length),
    );
  });
});

describe('hostile names', () => {
  const row = (name: string): string | undefined =>
    render(buildReport({ instances: [instance(1, 'ready', { name })] }), 80)
      .split('\n')
      .find((line) => line.startsWith('ready'));

  it.each([
    ['an escape sequence', `${ESC}[2Kevil`, 'ready    �[2Kevil  i-00000000000000001'],
    [
      'a link',
      `${ESC}]8;;http://x${ESC}\\web${ESC}]8;;${ESC}\\`,
      String.raw`ready    �]8;;http://x�\web�]8;;�\  i-00000000000000001`,
    ],
    ['a bidirectional override', 'web\u202Eknil', 'ready    web�knil  i-00000000000000001'],
    ['a row of its own', 'web\nready  fake', String.raw`ready    web\nready  fake  i-00000000000000001`],
    ['no end', 'w'.repeat(10_000), `ready    ${'w'.repeat(31)}…  i-00000000000000001`],
  ])('%s', (_, name, expected) => {
    expect(row(name)).toBe(expected);
  });
});

describe('a large report', () => {
  it('of 20,000 instances is rendered whole', () => {
    const instances = Array.from({ length: 20_000 }, (_, index) => instance(index, 'ready'));
    const rows = render(buildReport({ instances }), 120)
      .split('\n')
      .filter((line) => line.startsWith('ready '));
    expect(rows).toHaveLength(20_000);
  });
});
