import type { DiffFinding } from '../model/diff.ts';
import { BLANK, count, enumerate, indent, labelled, paragraph, span, type Line } from './table-line.ts';
import { sanitise, wrap, type Style } from './terminal-text.ts';

type Change = DiffFinding['change'];

/** How findings can have changed, what needs somebody first. */
export const CHANGES: readonly (readonly [change: Change, title: string, style: Style])[] = [
  ['new', 'NEW FAILURES', 'red'],
  ['flapping', 'FAILING AGAIN AFTER A FIX', 'red'],
  ['unverified', 'FAILED BEFORE, NOT LOOKED AT NOW', 'magenta'],
  ['undecided', 'CAN NO LONGER BE JUDGED', 'magenta'],
  ['fixed', 'FIXED', 'green'],
  ['gone', 'GONE WITH THEIR INSTANCE', 'dim'],
];
const NAMED = 5;

export function renderChanges(findings: readonly DiffFinding[], width: number): Line[] {
  return CHANGES.flatMap(([change, title, style]) => {
    const own = findings.filter((finding) => finding.change === change);
    if (own.length === 0) return [];
    return [
      BLANK,
      ...paragraph(`${title} (${count(own.length, 'finding')})`, { width, style: 'bold' }),
      ...(change === 'undecided' ? renderByRule(own, style, width) : renderEach(own, style, width)),
    ];
  });
}

function renderEach(findings: readonly DiffFinding[], style: Style, width: number): Line[] {
  return findings.flatMap((finding) => [
    ...renderHead(finding, describe(finding), style, width),
    ...indent(4, paragraph(finding.message, { width: width - 4 })),
  ]);
}

/** One answer that was not read leaves a rule open on every instance at once. */
function renderByRule(findings: readonly DiffFinding[], style: Style, width: number): Line[] {
  const groups = new Map<string, DiffFinding[]>();
  for (const finding of findings)
    groups.set(finding.ruleId, [...(groups.get(finding.ruleId) ?? []), finding]);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const names = enumerate(group.map(nameInstance), NAMED);
    return renderHead(first, `${first.ruleId} on ${count(group.length, 'instance')}: ${names}`, style, width);
  });
}

function renderHead({ severity }: DiffFinding, text: string, style: Style, width: number): Line[] {
  const label = `${severity} `;
  return indent(2, labelled(span(label, style), wrap(sanitise(text), width - label.length - 2)));
}

function describe(finding: DiffFinding): string {
  const { ruleId, accountId, region, since, change, isExcepted } = finding;
  const isOld = change === 'fixed' || change === 'gone' || change === 'unverified';
  return [
    `${ruleId} on ${nameInstance(finding)}, ${accountId}/${region}`,
    ...(isOld && since !== undefined ? [`failed since ${since.slice(0, 10)}`] : []),
    ...(isExcepted === true ? ['excepted'] : []),
  ].join(', ');
}

function nameInstance({ name, instanceId }: DiffFinding): string {
  return name === undefined ? instanceId : `${name} ${instanceId}`;
}
