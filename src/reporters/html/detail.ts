import { renderFinding } from './finding.ts';
import { type Extent, renderFix } from './fix.ts';
import { h, isolated, type Markup, type MarkupElement } from './markup.ts';
import { at, fill, type PageData, type PageInstance, type PagePath } from './page-data.ts';
import { renderPath } from './path.ts';

/** Everything about one instance: why, what to find out, the way to each service, what each rule found. */
export function renderDetail(data: PageData, instance: PageInstance, extent: Extent): MarkupElement {
  const { id, reason, next, questions = [], facts, tags = [], paths = [] } = instance;
  const say = (index: number): Markup => isolated(fill(at(data.texts, index), id));
  const list = (title: string, indexes: readonly number[], attributes = {}): Markup =>
    indexes.length === 0
      ? []
      : [h('h3', {}, title), h('ul', attributes, ...indexes.map((index) => h('li', {}, say(index))))];
  return h(
    'div',
    { class: 'detail' },
    h(
      'div',
      { class: 'about' },
      h('p', { class: 'reason' }, say(reason)),
      next === undefined ? [] : h('p', { class: 'next' }, say(next)),
      list('To find out', questions),
      list('Observed', facts, { class: 'facts' }),
      list('Tags', tags, { class: 'facts tags' }),
    ),
    paths.length === 0 ? [] : renderPaths(data, instance, extent),
    renderFindings(data, instance, extent),
  );
}

/** The commands of what a finding tells too stand there, where they have room. */
function renderPaths(
  data: PageData,
  { id, paths = [], findings }: PageInstance,
  extent: Extent,
): MarkupElement {
  const told = new Set(
    findings.flatMap((index) => at(data.findings, index).problems.map((problem) => problem.fix)),
  );
  const draw = (index: number): Markup => {
    const path = at(data.paths, index);
    if (extent === 'linked') return renderLink(path, index);
    return renderPath(path, id, (fix) => renderFix(data, fix, told.has(fix) ? 'named' : 'folded'));
  };
  return h('div', { class: 'paths' }, ...paths.map(draw));
}

/** A path that works is not written out where paths are. */
function renderLink({ service, outcome, way, isOpen }: PagePath, index: number): MarkupElement {
  const name = `Path to ${service}`;
  return h('p', {}, isOpen ? name : h('a', { href: `#path-${index}` }, name), `: ${outcome}; ${way}`);
}

/** What speaks against the instance in full; what passes can be opened. */
function renderFindings(data: PageData, instance: PageInstance, extent: Extent): MarkupElement {
  const told = new Set<number>();
  const findings = instance.findings.map((index, column) => ({
    rule: at(data.rules, column),
    finding: at(data.findings, index),
  }));
  const isFine = (status: string): boolean => status === 'pass' || status === 'not-applicable';
  const draw = (some: typeof findings): MarkupElement =>
    h(
      'ul',
      { class: 'findings' },
      ...some.map(({ rule, finding }) =>
        renderFinding(data, rule, finding, { instanceId: instance.id, extent, told }),
      ),
    );
  const open = findings.filter(({ finding }) => !isFine(finding.status));
  const fine = findings.filter(({ finding }) => isFine(finding.status));
  return h(
    'div',
    { class: 'found' },
    h('h3', {}, 'Findings'),
    open.length === 0 ? h('p', { class: 'quiet' }, 'No rule fails, and none is undecided.') : draw(open),
    extent === 'linked' || fine.length === 0
      ? []
      : h(
          'details',
          {},
          h('summary', {}, `${fine.length} that pass or do not apply, with what was looked at`),
          draw(fine),
        ),
  );
}
