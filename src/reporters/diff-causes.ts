import type { BaselineCause } from '../model/baseline.ts';
import { BLANK, enumerate, indent, labelled, span, type Line } from './table-line.ts';
import { sanitise, wrap } from './terminal-text.ts';

const NAMED = 5;

/** Changes in the words of their fix; those of the same words name what they change. */
export function renderCauseList(title: string, causes: readonly BaselineCause[], width: number): Line[] {
  if (causes.length === 0) return [];
  const groups = new Map<string, string[]>();
  for (const { summary, resource } of causes) groups.set(summary, [...(groups.get(summary) ?? []), resource]);
  return [
    BLANK,
    [span(title, 'bold')],
    ...indent(
      2,
      [...groups].flatMap(([summary, resources]) =>
        labelled(span('- '), wrap(sanitise(nameResources(summary, resources)), width - 4)),
      ),
    ),
  ];
}

function nameResources(summary: string, resources: readonly string[]): string {
  if (resources.every((resource) => summary.includes(resource))) return summary;
  return `${summary.replace(/\.$/, '')} (${enumerate(resources, NAMED)}).`;
}
