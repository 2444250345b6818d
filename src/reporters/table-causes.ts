import type { Report, ReportCause } from '../model/report.ts';
import { renderSteps } from './explanation-path.ts';
import { rankChanges, type Change } from './table-changes.ts';
import { joinScripts, wrapCommand } from './table-command.ts';
import { BLANK, count, enumerate, indent, labelled, paragraph, span, type Line } from './table-line.ts';
import { pad, sanitise, wrap } from './terminal-text.ts';

const SHOWN = 10;
const NAMED_RESOURCES = 3;
/** Commands need room, so they stand further left than the text above them. */
const DETAIL = 4;

interface Layout {
  readonly width: number;
  readonly verbose: boolean;
}

/** What to change, with how many instances that unblocks. */
export function renderCauses(report: Report, layout: Layout): Line[] {
  if (report.causes.length === 0) return [];
  const ranked = rankChanges(report);
  const shown = ranked.slice(0, SHOWN);
  const hidden = ranked.length - shown.length;
  const column = Math.max(...shown.map((change) => labelOf(change).length));
  const room = layout.width - column - 4;
  return [
    BLANK,
    [span('CHANGES TO MAKE', 'bold')],
    ...(ranked.length > 1 ? summarise(report, layout.width) : []),
    ...shown.flatMap((change) => [
      ...indent(
        2,
        labelled(
          span(`${pad(labelOf(change), column)}  `, 'bold'),
          wrap(sanitise(describeChange(change, layout.verbose)), room),
        ),
      ),
      ...(layout.verbose ? detail(change, layout.width) : []),
    ]),
    ...(hidden > 0 ? [[span(`  and ${count(hidden, 'more change')}`, 'dim')]] : []),
  ];
}

function summarise(report: Report, width: number): Line[] {
  const sentence = summariseChanges(report);
  return sentence === undefined ? [] : indent(2, paragraph(sentence, { width: width - 2 }));
}

/** How far the fewest changes go, and how far the few that unblock several instances each go alone. */
export function summariseChanges({ leastChanges, instances }: Report): string | undefined {
  const { blocked, unblocks, steps } = leastChanges;
  const total = countChanges(steps);
  if (total < 2) return undefined;
  const shared = steps.filter((step) => step.unblocks > step.causes.length);
  const sharedChanges = countChanges(shared);
  const already = shared.reduce((sum, step) => sum + step.unblocks, 0);
  const later = [
    ...(instances.some(({ verdict, predicted }) => verdict === 'dormant' && predicted === 'blocked')
      ? ['started']
      : []),
    ...(instances.some(({ verdict, launch }) => verdict === 'blocked' && launch !== undefined)
      ? ['launched']
      : []),
  ].join(' or ');
  const whom = later === '' ? 'blocked instances' : `instances that are blocked or would be when ${later}`;
  const all = blocked === 1 ? 'the one blocked instance' : `all ${blocked} ${whom}`;
  const few =
    sharedChanges === 0 || sharedChanges === total
      ? ''
      : `; ${sharedChanges} of these changes already ${sharedChanges === 1 ? 'unblocks' : 'unblock'} ${already}`;
  return `${total} changes unblock ${unblocks === blocked ? all : `${unblocks} of ${blocked} ${whom}`}${few}.`;
}

function countChanges(steps: Report['leastChanges']['steps']): number {
  return steps.reduce((sum, { causes }) => sum + causes.length, 0);
}

/** How far the change goes alone. */
export function labelOf({ affected, blocked, alone }: Change): string {
  if (blocked === 0) return `affects ${affected}`;
  if (alone === 0) return `helps unblock ${blocked}`;
  return alone === affected ? `unblocks ${affected}` : `unblocks ${alone} of ${affected}`;
}

/** The same words for several resources name them; equal ids are told apart by where they are. */
export function describeChange({ summary, causes }: Change, verbose: boolean): string {
  const ids = causes.map(({ resource }) => resource.id);
  const [only] = causes;
  // What is changed on an instance is often said of any: then its id has to follow.
  if (causes.length === 1 && (only?.resource.type !== 'instance' || summary.includes(only.resource.id)))
    return summary;
  const names = new Set(ids).size === ids.length ? ids : causes.map(placeOf);
  return `${summary.replace(/\.$/, '')} (${enumerate(names, verbose ? Infinity : NAMED_RESOURCES)}).`;
}

/** A cause's key starts with account and region. */
function placeOf({ key }: ReportCause): string {
  return key.split('/').slice(0, 2).join('/');
}

function detail({ causes }: Change, width: number): Line[] {
  const scripts = causes.flatMap(({ fix }) => (fix.cli === undefined ? [] : [fix.cli]));
  const commands = joinScripts(scripts).flatMap((command) => wrapCommand(command, DETAIL, width));
  const delays = new Set(causes.flatMap(({ fix }) => (fix.delay === undefined ? [] : [fix.delay])));
  return [
    ...listSteps(causes).flatMap((steps) => indent(DETAIL, renderSteps(steps, width - DETAIL))),
    ...commands.map((line) => [span(line, 'cyan')]),
    ...indent(
      DETAIL,
      [...delays].flatMap((delay) =>
        wrap(sanitise(delay), width - DETAIL).map((line) => [span(line, 'dim')]),
      ),
    ),
  ];
}

/** Hosts of one system share their list, which is said once. */
export function listSteps(causes: readonly ReportCause[]): (readonly string[])[] {
  const lists = causes.flatMap(({ fix: { steps } }) =>
    steps === undefined ? [] : [[steps.join('\n'), steps] as const],
  );
  return [...new Map(lists).values()];
}
