import type { BastionReport } from '../../model/bastion.ts';
import { h, isolated, type Markup } from '../html/markup.ts';
import { groupChanges, numberChanges } from './change-groups.ts';

/** What stands against it, what is open, and what to change. */
export function renderHtmlChanges({ blockers, changes, questions }: BastionReport): Markup {
  const groups = groupChanges(changes);
  const numbers = numberChanges(groups);
  const waits = (keys: readonly string[]): string => {
    const named = [...new Set(keys.map((key) => numbers.get(key) ?? key))];
    return named.length === 0 ? '' : ` Waits for change ${named.join(', ')}.`;
  };
  return [
    blockers.length === 0
      ? []
      : [
          h('h2', {}, 'Why not yet'),
          h(
            'ul',
            {},
            ...blockers.map(({ message, causes }) => h('li', {}, isolated(message), waits(causes))),
          ),
        ],
    groups.length === 0
      ? []
      : [
          h('h2', {}, 'Changes to make'),
          h(
            'ol',
            {},
            ...groups.map(({ summary, keys }) =>
              h(
                'li',
                {},
                isolated(summary),
                ...keys.map((key) => h('div', { class: 'soft' }, h('code', {}, isolated(key)))),
              ),
            ),
          ),
        ],
    questions.length === 0
      ? []
      : [
          h('h2', {}, 'To find out'),
          h(
            'ul',
            {},
            ...questions.map(({ question, about }) =>
              h(
                'li',
                {},
                isolated(question),
                h('span', { class: 'soft' }, ` ${about.slice(0, 3).join(', ')}`),
              ),
            ),
          ),
        ],
  ];
}

export function renderHtmlSteps({ steps }: BastionReport): Markup {
  if (steps.length === 0) return [];
  return [
    h('h2', {}, 'How it goes'),
    h(
      'ol',
      {},
      ...steps.map(({ title, details, commands }) =>
        h(
          'li',
          {},
          h('b', {}, title),
          ...details.map((detail) => h('div', {}, isolated(detail))),
          commands.length === 0 ? [] : h('pre', {}, h('code', {}, commands.join('\n'))),
        ),
      ),
    ),
  ];
}
