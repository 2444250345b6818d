import type { BastionReport } from '../../model/bastion.ts';
import { indent, type Line, paragraph } from '../table-line.ts';
import { groupChanges, numberChanges } from './change-groups.ts';
import { item, section } from './table-parts.ts';

/** What stands against it, each with the keys of the changes that it waits for. */
export function renderBlockers({ blockers, changes }: BastionReport, width: number): Line[] {
  const numbers = numberChanges(groupChanges(changes));
  return section(
    'WHY NOT YET',
    blockers.flatMap(({ message, causes }) => {
      const needed = causes.map((key) => numbers.get(key) ?? key);
      const needs = needed.length === 0 ? '' : ` Waits for change ${needed.join(', ')}.`;
      return item(`${message}${needs}`, width);
    }),
  );
}

export function renderChanges({ changes, leastChanges }: BastionReport, width: number): Line[] {
  const { blocked, unblocks } = leastChanges;
  const enough =
    blocked > 0 && unblocks < blocked ? `; they free ${unblocks} of ${blocked} instances for certain` : '';
  return section(
    `CHANGES TO MAKE${enough}`,
    groupChanges(changes).flatMap(({ summary, keys }, index) => [
      ...indent(2, paragraph(`${index + 1}. ${summary}`, { width: width - 2, hang: 3 })),
      ...keys.flatMap((key) => indent(5, paragraph(key, { width: width - 5, style: 'dim' }))),
    ]),
  );
}

export function renderQuestions({ questions }: BastionReport, width: number): Line[] {
  return section(
    'TO FIND OUT',
    questions.flatMap(({ question, about }) =>
      item(about.length === 0 ? question : `${question} (${nameAll(about)})`, width),
    ),
  );
}

function nameAll(ids: readonly string[]): string {
  return ids.length > 3 ? `${ids.slice(0, 2).join(', ')} and ${ids.length - 2} more` : ids.join(', ');
}
