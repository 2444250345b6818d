import type { BastionReport } from '../../model/bastion.ts';
import { hashOf } from '../html/document.ts';
import { h, isolated, type Markup } from '../html/markup.ts';
import { serialise } from '../html/serialise.ts';
import { renderDiagram } from './diagram.ts';
import { renderHtmlChanges, renderHtmlSteps } from './html-changes.ts';
import { renderHtmlTables } from './html-tables.ts';
import { bastionStyle } from './html-style.ts';
import { bastionWord } from './words.ts';

/** A page that loads nothing and runs nothing: the answer, a picture of who depends on whom, and the steps. */
export function renderBastionHtml(report: BastionReport): string {
  const { verdict, reason, tool, generatedAt, cautions, limits, bastions } = report;
  const title = `Bastion: ${bastionWord(verdict)}`;
  const policy = `default-src 'none'; style-src '${hashOf(bastionStyle)}'; base-uri 'none'; form-action 'none'`;
  const head = [
    h('meta', { charset: 'utf-8' }),
    h('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('meta', { name: 'referrer', content: 'no-referrer' }),
    h('title', {}, title),
  ];
  const body = h(
    'main',
    {},
    h('p', { class: 'soft' }, `${tool.name} · bastion`),
    h('h1', { class: verdict }, bastionWord(verdict)),
    h('p', {}, isolated(reason)),
    h('div', { class: 'wide' }, renderDiagram(report)),
    renderHtmlChanges(report),
    renderHtmlTables(report),
    list('To know', cautions),
    renderHtmlSteps(report),
    list('What no AWS API shows', bastions.length === 0 ? [] : limits),
    h(
      'footer',
      {},
      h(
        'p',
        {},
        `Written by ${tool.name} ${tool.version} at ${generatedAt}. This page loads nothing; no command in it was run.`,
      ),
    ),
  );
  return [
    '<!doctype html>',
    '<html lang="en" dir="ltr">',
    `<head>${serialise(head)}<style>${bastionStyle}</style></head>`,
    `<body>${serialise(body)}</body></html>`,
    '',
  ].join('\n');
}

function list(title: string, texts: readonly string[]): Markup {
  if (texts.length === 0) return [];
  return [h('h2', {}, title), h('ul', {}, ...texts.map((text) => h('li', {}, isolated(text))))];
}
