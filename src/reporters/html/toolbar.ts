import { VERDICTS } from '../../model/verdict.ts';
import { verdictWord } from '../verdict-word.ts';
import { h, type Markup, type MarkupElement } from './markup.ts';
import { at, type PageData } from './page-data.ts';
import { STATUSES, statusWord } from './words.ts';

/** Search and filters; hidden until the script is there to serve them. */
export function renderToolbar(data: PageData): MarkupElement {
  const used = (index: (instance: PageData['instances'][number]) => number): string[] =>
    [...new Set(data.instances.map(index))].map((place) => at(data.texts, place)).sort();
  const verdicts = VERDICTS.filter((name) => data.instances.some(({ verdict }) => verdict === name));
  return h(
    'form',
    { id: 'filters', class: 'toolbar', role: 'search', hidden: '' },
    h(
      'label',
      { class: 'search' },
      h('span', {}, 'Search'),
      h('input', {
        type: 'search',
        name: 'query',
        placeholder: 'name, id, tag=value, VPC, reason',
        autocomplete: 'off',
        spellcheck: 'false',
        'aria-keyshortcuts': '/',
      }),
    ),
    h(
      'fieldset',
      {},
      h('legend', {}, 'Verdict'),
      ...verdicts.map((verdict) =>
        h(
          'label',
          { class: `chip v-${verdict}` },
          h('input', { type: 'checkbox', name: 'verdict', value: verdict }),
          h('span', {}, verdictWord(verdict)),
        ),
      ),
    ),
    choice('Rule', 'rule', [
      ['', 'any rule'],
      ...data.rules.map(({ id }, column) => [String(column), id] as const),
    ]),
    choice('Finding', 'status', [
      ['', 'any finding'],
      ...STATUSES.map((status) => [status, statusWord(status)] as const),
    ]),
    choice('Region', 'region', [['', 'all regions'], ...same(used(({ region }) => region))]),
    choice('Account', 'account', [['', 'all accounts'], ...same(used(({ account }) => account))]),
    h('button', { type: 'reset' }, 'Reset'),
  );
}

function same(values: readonly string[]): (readonly [string, string])[] {
  return values.map((value) => [value, value]);
}

/** A choice between one thing is none. */
function choice(label: string, name: string, options: readonly (readonly [string, string])[]): Markup {
  if (options.length <= 2) return [];
  return h(
    'label',
    {},
    h('span', {}, label),
    h('select', { name }, ...options.map(([value, text]) => h('option', { value }, text))),
  );
}
