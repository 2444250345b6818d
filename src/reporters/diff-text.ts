import type { Diff } from '../model/diff.ts';
import { renderCauseList } from './diff-causes.ts';
import { CHANGES, renderChanges } from './diff-findings.ts';
import { renderInstanceChanges } from './diff-instances.ts';
import { joinLines, paragraph, type Line } from './table-line.ts';

const LEAST_WIDTH = 40;

/** What changed, for people: in numbers, then the verdicts, the findings, and the changes to make. */
export function renderDiff(diff: Diff, options: { readonly color: boolean; readonly width: number }): string {
  const width = Math.max(LEAST_WIDTH, options.width);
  const lines = [
    ...paragraph(`From ${nameSide(diff.from)} to ${nameSide(diff.to)}.`, { width }),
    ...summarise(diff, width),
    ...renderUnread(diff, width),
    ...renderInstanceChanges(diff.instances, width),
    ...renderChanges(diff.findings, width),
    ...renderCauseList('CHANGES TO MAKE, NEW ON THE LIST', diff.causes.come, width),
    ...renderCauseList('CHANGES NO LONGER NEEDED', diff.causes.gone, width),
  ];
  return joinLines(lines, options.color);
}

function nameSide({ generatedAt, tool }: Diff['from']): string {
  return `${generatedAt.slice(0, 16).replace('T', ' ')} UTC (${tool.name} ${tool.version})`;
}

function summarise({ findings, instances, causes, unread }: Diff, width: number): Line[] {
  const parts = CHANGES.flatMap(([change]) => {
    const number = findings.filter((finding) => finding.change === change).length;
    return number === 0 ? [] : [`${number} ${change}`];
  });
  const others = instances.length + causes.come.length + causes.gone.length + unread.length;
  if (parts.length + others === 0) return paragraph('Nothing changed.', { width });
  const found = parts.length === 0 ? 'No finding changed' : `Findings: ${parts.join(', ')}`;
  return paragraph(`${found}. Instances that changed: ${instances.length}.`, { width });
}

function renderUnread({ unread }: Diff, width: number): Line[] {
  if (unread.length === 0) return [];
  const places = unread.map(({ accountId, region }) => `${accountId}/${region}`).join(', ');
  return paragraph(`Read before and not now: ${places}.`, { width, hang: 2, style: 'yellow' });
}
