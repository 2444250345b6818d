import { IMPACTS } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { compare } from '../model/subjects.ts';
import { GAP } from './table-columns.ts';
import { renderHeading } from './table-group-heading.ts';
import type { Group } from './table-groups.ts';
import { BLANK, indent, labelled, span, trimSpans, widthOf, type Line } from './table-line.ts';
import { renderCell, renderKey } from './table-matrix-cells.ts';
import { chooseMatrixColumns, type MatrixColumns } from './table-matrix-columns.ts';
import type { Row } from './table-rows.ts';
import { displayWidth, pad, sanitise, truncate } from './terminal-text.ts';

/** Columns of an impact before its rules. */
const LABEL = Math.max(...IMPACTS.map((impact) => impact.length));

interface Layout {
  readonly width: number;
  readonly ascii: boolean;
}

type NumberedRule = Report['rules'][number] & { readonly number: number };

/** Every instance by every rule, a letter each. The rules' numbers are explained first: a fleet may be endless. */
export function renderMatrix(report: Report, groups: readonly Group[], layout: Layout): Line[] {
  const rows = groups.flatMap((group) => group.rows);
  const rules = numberRules(report);
  if (rows.length === 0 || rules.length === 0) return [];
  const columns = chooseMatrixColumns(rows, rules.length, layout.width);
  const blocks = Array.from({ length: Math.ceil(rules.length / columns.perBlock) }, (_, index) =>
    rules.slice(index * columns.perBlock, (index + 1) * columns.perBlock),
  );
  return [
    BLANK,
    [span('RULES', 'bold')],
    ...renderLegend(rules, layout.width),
    ...renderKey(layout.width, layout.ascii),
    ...blocks.flatMap((block) => renderBlock(block, groups, columns, layout)),
  ];
}

/** What stops sessions stands furthest left. */
function numberRules({ rules }: Report): NumberedRule[] {
  return [...rules]
    .sort((a, b) => IMPACTS.indexOf(a.impact) - IMPACTS.indexOf(b.impact) || compare(a.id, b.id))
    .map((rule, index) => ({ ...rule, number: index + 1 }));
}

function renderLegend(rules: readonly NumberedRule[], width: number): Line[] {
  const digits = String(rules.length).length;
  const room = width - 2 * GAP - LABEL;
  const name = ({ number, id }: NumberedRule): string => `${String(number).padStart(digits)} ${sanitise(id)}`;
  const widest = Math.min(room, Math.max(...rules.map((rule) => displayWidth(name(rule)))));
  const perLine = Math.max(1, Math.floor((room + GAP) / (widest + GAP)));
  return IMPACTS.flatMap((impact) => {
    const names = rules
      .filter((rule) => rule.impact === impact)
      .map((rule) => pad(truncate(name(rule), widest), widest + GAP));
    const lines = Array.from({ length: Math.ceil(names.length / perLine) }, (_, index) =>
      names.slice(index * perLine, (index + 1) * perLine).join(''),
    );
    return indent(GAP, labelled(span(pad(impact, LABEL + GAP), 'dim'), lines));
  });
}

function renderBlock(
  rules: readonly NumberedRule[],
  groups: readonly Group[],
  columns: MatrixColumns,
  { width, ascii }: Layout,
): Line[] {
  const head = renderHead(rules, columns);
  const rule = head.reduce((widest, line) => Math.max(widest, widthOf(trimSpans(line))), 0);
  return [
    BLANK,
    ...head,
    [span('─'.repeat(rule), 'dim')],
    ...groups.flatMap((group) => [
      ...renderHeading(group, width),
      ...group.rows.map((row) => renderRow(row, rules, columns, ascii)),
    ]),
  ];
}

/** The rules' numbers side by side or, where columns are narrow, upright. */
function renderHead(rules: readonly NumberedRule[], { identity, pitch }: MatrixColumns): Line[] {
  const digits = Math.max(...rules.map(({ number }) => String(number).length));
  const titles = `${identity.titles.join(' '.repeat(GAP))}${' '.repeat(GAP)}`;
  const isUpright = digits >= pitch;
  const height = isUpright ? digits : 1;
  return Array.from({ length: height }, (_, index) => {
    const numbers = rules.map(({ number }) => {
      const text = String(number).padStart(digits);
      return isUpright ? (text[index] ?? '') : text;
    });
    const before = index === height - 1 ? titles : ' '.repeat(identity.width);
    return [span(`${before}${numbers.map((text) => pad(text, pitch)).join('')}`, 'bold')];
  });
}

function renderRow(
  row: Row,
  rules: readonly NumberedRule[],
  { identity, pitch }: MatrixColumns,
  ascii: boolean,
): Line {
  const findings = new Map(row.instance.findings.map((finding) => [finding.ruleId, finding]));
  const digits = Math.max(...rules.map(({ number }) => String(number).length));
  // Below a number that is read from left to right the letter stands under its last digit.
  const indentation = digits >= pitch ? 0 : digits - 1;
  return [
    ...identity.cells(row).flatMap((cell) => [cell, span(' '.repeat(GAP))]),
    ...rules.flatMap(({ id }) => [
      span(' '.repeat(indentation)),
      renderCell(findings.get(id), ascii),
      span(' '.repeat(pitch - indentation - 1)),
    ]),
  ];
}
