import type { Report, ReportCause } from '../model/report.ts';
import type { Item, Section } from './byte-budget.ts';
import { fence, fold, prose } from './markdown-text.ts';
import { describeChange, labelOf, listSteps, summariseChanges } from './table-causes.ts';
import { rankChanges, type Change } from './table-changes.ts';
import { joinScripts } from './table-command.ts';
import { count } from './table-line.ts';

/** What to change, the most useful first, with the commands folded away. */
export function changesSection(report: Report): Section {
  const sentence = summariseChanges(report);
  return {
    head: `\n### Changes to make\n\n${sentence === undefined ? '' : `${prose(sentence)}\n\n`}`,
    items: rankChanges(report).map(toItem),
    leftOut: (absent, shortened) => `\n_Left out for their length: ${nameMissing(absent, shortened)}._\n`,
  };
}

function nameMissing(absent: number, shortened: number): string {
  return [
    ...(absent > 0 ? [count(absent, 'more change')] : []),
    ...(shortened > 0 ? [`the commands of ${count(shortened, 'change')}`] : []),
  ].join(', ');
}

function toItem(change: Change): Item {
  const short = `**${labelOf(change)}:** ${prose(describeChange(change, false))}\n\n`;
  const how = renderFixes(change.causes);
  return how === '' ? { text: short } : { text: `${short}${fold('How', how)}\n`, short };
}

function renderFixes(causes: readonly ReportCause[]): string {
  const fixes = causes.map(({ fix }) => fix);
  const unique = <T>(values: readonly (T | undefined)[]): T[] => [
    ...new Set(values.filter((value) => value !== undefined)),
  ];
  const commands = joinScripts(unique(fixes.map(({ cli }) => cli)));
  const terraform = unique(fixes.map((fix) => fix.terraform));
  return [
    ...listSteps(causes).map((steps) => `${steps.map((step) => `- ${prose(step)}\n`).join('')}\n`),
    ...(commands.length === 0 ? [] : [fence('sh', commands.join('\n'))]),
    ...(terraform.length === 0 ? [] : ['\n', fence('hcl', terraform.join('\n\n'))]),
    ...unique(fixes.map(({ delay }) => delay)).map((delay) => `\n${prose(delay)}\n`),
  ].join('');
}
