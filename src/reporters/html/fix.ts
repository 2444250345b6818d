import { h, isolated, type Markup, type MarkupElement } from './markup.ts';
import { at, fill, type PageData, type PageRemedy } from './page-data.ts';

/**
 * How much of a fix is said: all of it; all of it, to be opened where there is little room; its sentence alone, where the
 * rest follows; or its sentence and where the rest stands. Without the script paths and fixes stand once for all
 * instances, and their details lead there.
 */
export type Extent = 'whole' | 'folded' | 'named' | 'linked';

/** What mends a problem: in words, as text to copy, and how long until it shows. */
export function renderFix(data: PageData, index: number, extent: Extent): MarkupElement {
  const { remedy, id = '' } = at(data.fixes, index);
  const fix = at(data.remedies, remedy);
  return h(
    'div',
    { class: 'fix' },
    h('p', {}, h('b', {}, 'Fix'), ' ', isolated(fill(fix.summary, id))),
    extent === 'whole' ? renderRemedy(fix, id) : [],
    extent === 'folded' ? h('details', {}, h('summary', {}, 'How'), renderRemedy(fix, id)) : [],
    extent === 'linked' ? h('a', { href: `#fix-${remedy}` }, 'How') : [],
  );
}

/** All but the sentence. */
export function renderRemedy(remedy: PageRemedy, id: string): Markup {
  const { steps = [], cli, terraform, policy, delay } = remedy;
  return [
    steps.length === 0
      ? []
      : h('ol', { class: 'steps' }, ...steps.map((step) => h('li', {}, isolated(fill(step, id))))),
    renderCode('AWS CLI', cli, id),
    renderCode('Terraform', terraform, id),
    renderCode('Smallest policy', policy, id),
    delay === undefined ? [] : h('p', { class: 'delay' }, isolated(fill(delay, id))),
  ];
}

function renderCode(label: string, text: string | undefined, id: string): Markup {
  if (text === undefined) return [];
  return h(
    'figure',
    { class: 'code' },
    h(
      'figcaption',
      {},
      h('span', {}, label),
      // The script shows it; without one there is nothing that it could do.
      h('button', { type: 'button', class: 'copy', hidden: '', 'aria-label': `Copy ${label}` }, 'Copy'),
    ),
    h(
      'pre',
      { dir: 'ltr', tabindex: '0', role: 'group', 'aria-label': label },
      h('code', {}, fill(text, id)),
    ),
  );
}
