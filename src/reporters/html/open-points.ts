import type { Scope } from '../../model/inventory.ts';
import { describeGap } from '../../model/known.ts';
import type { Report } from '../../model/report.ts';
import type { Coverage } from '../table-coverage.ts';
import { listNotes } from '../table-notes.ts';
import { listQuestions, nameInstances } from '../table-questions.ts';
import { sanitise } from '../terminal-text.ts';
import { countOf, h, isolated, type Markup, type MarkupElement } from './markup.ts';

/** Questions that are seen without opening anything. */
const FIRST = 6;
const MOST = 100;

/** What was not read, what a person has to find out, and what the run wants to have said. */
export function renderOpenPoints(report: Report, coverage: Coverage): Markup {
  return [renderUnread(report, coverage), renderQuestions(report), renderNotices(report)];
}

function renderUnread(report: Report, coverage: Coverage): MarkupElement {
  const notes = listNotes(report, coverage, true);
  const { scopes } = report;
  const isComplete = notes.length === 0 && scopes.every(({ status }) => status === 'read');
  return section('unread', isComplete ? 'What was read' : 'What was not read', [
    notes.length === 0 ? [] : list(notes, 'warnings'),
    scopes.length === 0 ? [] : renderScopes(scopes),
  ]);
}

function renderScopes(scopes: readonly Scope[]): MarkupElement {
  const read = scopes.filter(({ status }) => status === 'read').length;
  return h(
    'details',
    {},
    h('summary', {}, `${read} of ${countOf(scopes.length, 'region')} read in full`),
    h(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Regions of the accounts' },
      h(
        'table',
        { class: 'plain scopes' },
        h('thead', {}, h('tr', {}, ...['Account', 'Region', 'Status', 'Missing'].map(heading))),
        h('tbody', {}, scopes.map(renderScope)),
      ),
    ),
  );
}

function heading(text: string): MarkupElement {
  return h('th', { scope: 'col' }, text);
}

function renderScope({ accountId, region, status, gaps }: Scope): MarkupElement {
  const cells = [accountId, region, status, gaps.map(describeGap).join(', ') || '–'];
  return h('tr', {}, ...cells.map((cell) => h('td', {}, isolated(sanitise(cell)))));
}

function renderQuestions(report: Report): Markup {
  const { asked, actions } = listQuestions(report);
  if (asked.length === 0 && actions.length === 0) return [];
  const texts = asked.map(([question, ids]) => `${question} (${nameInstances(ids)})`);
  const rest = texts.slice(FIRST);
  return section('questions', 'To find out', [
    actions.length === 0
      ? []
      : h('p', { class: 'lead' }, `Allow these to settle the unknowns: ${sanitise(actions.join(', '))}`),
    list(texts.slice(0, FIRST)),
    rest.length === 0
      ? []
      : h(
          'details',
          {},
          h('summary', {}, countOf(rest.length, 'more question')),
          list(rest.slice(0, MOST)),
          rest.length > MOST
            ? h(
                'p',
                { class: 'quiet' },
                `${countOf(rest.length - MOST, 'question')} of few instances left out here.`,
              )
            : [],
        ),
  ]);
}

function renderNotices({ notices }: Report): Markup {
  return notices.length === 0 ? [] : section('notices', 'Notices', [list(notices)]);
}

function section(id: string, title: string, children: readonly Markup[]): MarkupElement {
  return h(
    'section',
    { id, 'aria-labelledby': `${id}-title` },
    h('h2', { id: `${id}-title` }, title),
    ...children,
  );
}

function list(texts: readonly string[], className?: string): MarkupElement {
  return h('ul', { class: className }, ...texts.map((text) => h('li', {}, isolated(sanitise(text)))));
}
