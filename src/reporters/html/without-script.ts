import { verdictWord } from '../verdict-word.ts';
import { renderDetail } from './detail.ts';
import { renderFix, renderRemedy } from './fix.ts';
import { countOf, h, isolated, type Markup, type MarkupElement } from './markup.ts';
import { at, fill, type PageData, type PageInstance } from './page-data.ts';
import { renderPath } from './path.ts';
import { shorten } from './row.ts';
import { LETTERS, renderVerdict } from './words.ts';

/** Instances whose details are written out. */
const DETAILS = 200;

/** What the script would draw: the rows after the first ones, and the details of those that need somebody most. */
export function renderWithoutScript(data: PageData, rows: number): Markup {
  const worst = data.instances.slice(0, DETAILS);
  const hidden = data.instances.length - worst.length;
  return [
    renderRest(data, data.instances.slice(rows)),
    h('h3', {}, 'Details'),
    hidden === 0
      ? []
      : h(
          'p',
          {},
          `Of the ${countOf(worst.length, 'instance')} that need somebody most. Those of ${countOf(hidden, 'more instance')} are in this file too, but only its script draws them.`,
        ),
    ...worst.map((instance, index) => renderClosed(data, instance, index)),
    renderPaths(data, worst),
    renderRemedies(data),
  ];
}

/** With the letters of the rules in one cell, and little markup: there may be thousands. */
function renderRest({ texts, findings, rules }: PageData, rest: readonly PageInstance[]): Markup {
  if (rest.length === 0) return [];
  const letters = (instance: PageInstance): string =>
    instance.findings.map((index) => LETTERS[at(findings, index).status]).join('');
  return h(
    'table',
    { class: 'plain' },
    h('caption', {}, `The other ${countOf(rest.length, 'instance')}`),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        ...['Verdict', 'Instance', 'Why', `The ${rules.length} rules, in the same order`].map((title) =>
          h('th', { scope: 'col' }, title),
        ),
      ),
    ),
    h(
      'tbody',
      {},
      // One list: a call takes fewer arguments than a fleet has instances.
      rest.map((instance) =>
        h(
          'tr',
          {},
          h('td', {}, verdictWord(instance.verdict)),
          h('th', { scope: 'row' }, isolated(shorten(instance.name)), ` ${shorten(instance.id)}`),
          h('td', {}, fill(at(texts, instance.reason), instance.id)),
          h('td', { class: 'letters' }, letters(instance)),
        ),
      ),
    ),
  );
}

function renderClosed(data: PageData, instance: PageInstance, index: number): MarkupElement {
  const { id, name, verdict, later } = instance;
  return h(
    'details',
    { id: `instance-${index}` },
    h('summary', {}, renderVerdict(verdict, later), ' ', isolated(shorten(name === '' ? id : name))),
    renderDetail(data, instance, 'linked'),
  );
}

function renderPaths(data: PageData, instances: readonly PageInstance[]): Markup {
  const used = new Set(instances.flatMap(({ paths = [] }) => paths));
  const closed = [...used].filter((index) => !at(data.paths, index).isOpen);
  if (closed.length === 0) return [];
  return [
    h('h3', {}, 'Paths that stop or are not settled'),
    h(
      'div',
      { class: 'paths' },
      ...closed.map((index) =>
        h(
          'div',
          { id: `path-${index}` },
          renderPath(at(data.paths, index), 'the instance', (fix) => renderFix(data, fix, 'linked')),
        ),
      ),
    ),
  ];
}

function renderRemedies({ remedies }: PageData): Markup {
  if (remedies.length === 0) return [];
  return [
    h('h3', {}, 'Fixes'),
    ...remedies.map((remedy, index) =>
      h(
        'div',
        { id: `fix-${index}`, class: 'fix' },
        h('p', {}, isolated(fill(remedy.summary, 'INSTANCE_ID'))),
        renderRemedy(remedy, 'INSTANCE_ID'),
      ),
    ),
  ];
}
