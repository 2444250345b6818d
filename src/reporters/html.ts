import type { Report, Reporter } from '../model/report.ts';
import { h, type Markup } from './html/markup.ts';
import { renderChanges } from './html/changes.ts';
import { collectPageData } from './html/collect.ts';
import { renderDocument } from './html/document.ts';
import { renderHero } from './html/hero.ts';
import { renderInstances } from './html/instances.ts';
import { renderOpenPoints } from './html/open-points.ts';
import { renderRules } from './html/rule-overview.ts';
import { measureCoverage } from './table-coverage.ts';

/** One file to open or to pass on: complete without a script, which only searches, sorts and opens. */
export const htmlReporter: Reporter = {
  name: 'html',
  description: 'A page of its own for a browser, which loads nothing',
  render(report: Report): string {
    const data = collectPageData(report);
    const coverage = measureCoverage(report);
    const main = h(
      'main',
      {},
      renderHero(report, coverage),
      renderChanges(report),
      renderOpenPoints(report, coverage),
      renderRules(data, report),
      // The last one, because the script lengthens it as somebody gets to its end.
      renderInstances(data),
    );
    return renderDocument('Session Manager readiness', [renderBar(report), main, renderFooter(report)], data);
  },
};

function renderBar({ tool, causes }: Report): Markup {
  const links = [
    ...(causes.length === 0 ? [] : [['changes', 'Changes'] as const]),
    ['unread', 'Coverage'],
    ['rules', 'Rules'],
    ['instances', 'Instances'],
  ] as const;
  return [
    h('a', { class: 'skip', href: '#instances' }, 'Skip to the instances'),
    h(
      'nav',
      { class: 'bar', 'aria-label': 'Sections' },
      h('b', {}, tool.name),
      ...links.map(([id, title]) => h('a', { href: `#${id}` }, title)),
      h('button', { type: 'button', id: 'theme', hidden: '' }, 'Dark'),
    ),
  ];
}

function renderFooter({ tool, generatedAt }: Report): Markup {
  return h(
    'footer',
    {},
    `Written by ${tool.name} ${tool.version} at ${generatedAt}. This page loads nothing and sends nothing.`,
  );
}
