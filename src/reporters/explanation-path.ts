import type { Fix, PolicyDocument } from '../model/finding.ts';
import type { HopStatus } from '../model/path.ts';
import type { ReportHop, ReportPath } from '../model/report.ts';
import { listSayings, purposeOf, summarisePath, wayOf } from './path-text.ts';
import { wrapCommand } from './table-command.ts';
import { indent, labelled, paragraph, span, widthOf, type Line } from './table-line.ts';
import { pad, sanitise, type Style, wrap } from './terminal-text.ts';

const STYLES: Readonly<Record<HopStatus, Style>> = {
  pass: 'green',
  fail: 'red',
  unknown: 'magenta',
  degraded: 'yellow',
};
const MARK = { fail: '>', unknown: '?', degraded: '~', pass: ' ' } as const;
/** Commands need room, so they stand further left than the text above them. */
const COMMAND = 4;

/**
 * One path: where it stops in the first line, then every hop, the failing one marked, with what mends it. The commands
 * of a cause that is already in `told` are not repeated.
 */
export function renderPath(path: ReportPath, width: number, told: Set<string>): Line[] {
  const { outcome, style } = summarisePath(path);
  const column = Math.max(...path.hops.map(({ name }) => name.length));
  const title = span(`PATH TO ${path.service}  `, 'bold');
  return [
    ...labelled(title, wrap(outcome, width - widthOf([title])), style),
    ...indent(2, paragraph(`${wayOf(path)}; ${purposeOf(path)}`, { width: width - 2, style: 'dim' })),
    ...path.hops.flatMap((hop, index) => renderHop(hop, index, { column, width, told })),
  ];
}

interface Layout {
  readonly column: number;
  readonly width: number;
  readonly told: Set<string>;
}

function renderHop(hop: ReportHop, index: number, { column, width, told }: Layout): Line[] {
  const mark = MARK[hop.status];
  const head = [
    span(` ${mark}${String(index + 1).padStart(3)} `, mark === ' ' ? 'dim' : STYLES[hop.status]),
    span(`${pad(hop.status, 8)} `, STYLES[hop.status]),
    span(`${pad(hop.name, column)}  `),
  ];
  const hang = 6 + 9 + column + 2;
  // On a narrow terminal the text stands below the hop, not in a column of three words.
  const isBeside = width - hang >= 40;
  const left = isBeside ? hang : 8;
  const lines = [...new Set(listSayings(hop))].flatMap((text) => wrap(sanitise(text), width - left));
  const [first = '', ...rest] = isBeside ? lines : ['', ...lines];
  return [
    [...head, span(first)],
    ...rest.map((line) => [span(' '.repeat(left)), span(line)]),
    ...hop.problems.flatMap(({ cause, fix }) => {
      const { cli: _, policy: __, ...words } = fix;
      const isTold = told.has(cause);
      told.add(cause);
      return renderFix(isTold ? words : fix, left, width);
    }),
  ];
}

/** What mends a problem: in words, as a command, and how long until it shows. */
export function renderFix(fix: Fix, left: number, width: number): Line[] {
  const text = (words: string): string[] => wrap(sanitise(words), width - left - 5);
  return [
    ...indent(left, labelled(span('fix: ', 'cyan'), text(fix.summary))),
    ...indent(left + 5, renderSteps(fix.steps ?? [], width - left - 5)),
    ...(fix.delay === undefined
      ? []
      : indent(
          left + 5,
          text(fix.delay).map((line) => [span(line, 'dim')]),
        )),
    ...(fix.cli === undefined
      ? []
      : wrapCommand(fix.cli, COMMAND, width).map((line) => [span(line, 'cyan')])),
    ...(fix.policy === undefined ? [] : renderPolicy(fix.policy, left, width)),
  ];
}

/** Numbered: the order is part of the advice. */
export function renderSteps(steps: readonly string[], width: number): Line[] {
  return steps.flatMap((step, index) =>
    labelled(span(`${index + 1}. `), wrap(sanitise(step), width - `${index + 1}. `.length)),
  );
}

/** The document to copy, as it would be written by hand. */
function renderPolicy(policy: PolicyDocument, left: number, width: number): Line[] {
  const lines = JSON.stringify(policy, undefined, 2).split('\n');
  return [
    ...indent(left, [[span('policy:', 'cyan')]]),
    ...lines.flatMap((line) => {
      const margin = COMMAND + line.search(/\S/);
      return wrap(sanitise(line.trim()), width - margin).map((part) => [
        span(' '.repeat(margin) + part, 'cyan'),
      ]);
    }),
  ];
}
