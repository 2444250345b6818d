import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/model/report.ts';
import { HOSTILE } from '../../support/hostile.ts';
import { buildReport } from '../../support/report.ts';
import { attributeOf, findById, parsePage, readData, renderHtml, textOf, type Element } from './parse.ts';

/** Elements and attributes that run, load, embed or submit. */
const LOADING = ['src', 'srcset', 'srcdoc', 'action', 'formaction', 'background', 'poster', 'ping', 'data'];
const FOREIGN = ['img', 'iframe', 'object', 'embed', 'link', 'base', 'video', 'audio', 'image'];

/** As many elements as the same report with a harmless text, none of them foreign, and nothing that loads. */
function expectHarmless(report: Report, harmless: Report, hasScript: boolean): void {
  const elements = parsePage(renderHtml(report), { hasScript });
  expect(countTags(elements)).toEqual(countTags(parsePage(renderHtml(harmless), { hasScript })));
  for (const element of elements) {
    expect(FOREIGN).not.toContain(element.tagName);
    for (const { name, value } of element.attrs) {
      expect(name).not.toMatch(/^on|^style$/u);
      expect(LOADING, `${element.tagName} ${name}=${value}`).not.toContain(name);
    }
  }
  expect(readData(elements).instances).toHaveLength(report.instances.length);
}

function countTags(elements: readonly Element[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { tagName } of elements) counts[tagName] = (counts[tagName] ?? 0) + 1;
  return counts;
}

/** The text in every place that somebody else may write. */
function withText(text: string): Report {
  const base = buildReport();
  return {
    ...base,
    instances: base.instances.map((instance, index) => ({
      ...instance,
      name: `${index} ${text}`,
      reason: `Reason ${text}`,
      questions: [`Question ${text}?`],
      tags: [{ Key: `key ${text}`, Value: text }],
      findings: instance.findings.map((finding) => ({
        ...finding,
        evidence: [{ resource: text, detail: text }],
        problems: finding.problems.map((problem) => ({ ...problem, message: `Problem ${text}` })),
      })),
    })),
    causes: base.causes.map((cause) => ({
      ...cause,
      fix: { summary: `Fix ${text}`, cli: `aws '${text}'`, terraform: `name = "${text}"`, delay: text },
    })),
    rules: base.rules.map((rule) => ({ ...rule, title: `Title ${text}` })),
    notices: [`Notice ${text}`],
    scopes: base.scopes.map((scope) => ({
      ...scope,
      gaps: [{ kind: 'api-error', action: 'a:B', code: text, message: text }],
    })),
  };
}

describe('whatever a tag holds', () => {
  it.each([
    ['escape codes', '\u001b[31mred\u001b]0;title\u0007\u009b2J'],
    ['a script', '<script>alert(1)</script>'],
    ['the end of a comment and an image', '--><img src=x onerror=alert(1)>'],
    ['the end of a script', '</script><script>alert(1)</script>'],
    ['the end of a script in other words', '</script x</SCRIPT/</script\t'],
    ['the beginning of a comment', '<!-- <script>'],
    ['a script in a comment in a script', '<!--<script '],
    ['the end of a style, a title and a noscript', '</style></title></noscript><svg onload=alert(1)>'],
    ['the end of an attribute', `" onmouseover="alert(1)" x='' onfocus='alert(1)`],
    ['the end of a CDATA section', ']]><a href="javascript:alert(1)">x</a>'],
    ['entities', '&lt;script&gt;&#x3c;img&#62;'],
    ['ten thousand characters', 'x<'.repeat(5000)],
    ['a right-to-left override', 'safe\u202egnp.exe\u2066\u2069'],
    ['NUL', 'a\u0000<\u0000script>'],
    ['lone surrogates', 'a\ud800b\udc00'],
    ['the mark that stands for an id', 'a\u0001b'],
    ['replacement patterns', "$& $1 $` $'"],
    ['placeholders of the prototype', '__proto__ constructor'],
    ['Korean, Arabic, emoji', '한글 이름 مثال 👩‍👩‍👧 日本語'],
    ['all of it', HOSTILE],
  ])('%s: is text and nothing else', (_name, text) => {
    for (const hasScript of [true, false]) expectHarmless(withText(text), withText('plain'), hasScript);
  });
});

describe('the policy of the page', () => {
  const html = renderHtml(buildReport());
  const elements = parsePage(html, { hasScript: true });
  const policy = elements
    .filter((element) => attributeOf(element, 'http-equiv') === 'Content-Security-Policy')
    .map((element) => attributeOf(element, 'content'));
  const hashes = (tag: string): string[] =>
    elements
      .filter(({ tagName }) => tagName === tag)
      .filter((element) => attributeOf(element, 'type') === undefined)
      .map((element) => `'sha256-${createHash('sha256').update(textOf(element)).digest('base64')}'`);

  it('allows the two blocks that are there, by their hashes, and nothing else', () => {
    expect(hashes('script')).toHaveLength(1);
    expect(hashes('style')).toHaveLength(1);
    expect(policy).toEqual([
      `default-src 'none'; style-src ${hashes('style')[0]}; script-src ${hashes('script')[0]}; base-uri 'none'; form-action 'none'`,
    ]);
  });

  it('stands before everything that it is about', () => {
    expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.search(/<style|<script/u));
  });

  it('writes no text into markup and runs no text, in the script', () => {
    const script = textOf(elements.findLast(({ tagName }) => tagName === 'script') ?? findById(elements, ''));
    expect(script).not.toMatch(
      /innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function|fetch\(/u,
    );
  });
});

describe('addresses', () => {
  const links = (docsUrl: string): string[] => {
    const base = buildReport();
    const rules = base.rules.map((rule) => ({ ...rule, docsUrl }));
    return parsePage(renderHtml({ ...base, rules }))
      .map((element) => [attributeOf(element, 'href'), attributeOf(element, 'rel')] as const)
      .flatMap(([href, rel]) => (href === undefined || href.startsWith('#') ? [] : [`${href} ${rel}`]));
  };

  it.each([
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'file:///etc/passwd',
    './docs/tagged.md',
    'https://example.com/ onclick=x',
    '',
  ])('%s is no link', (docsUrl) => {
    expect(links(docsUrl)).toEqual([]);
  });

  it('a page of the documentation is a link that says nothing of where it was opened', () => {
    expect(new Set(links('https://example.com/rule'))).toEqual(
      new Set(['https://example.com/rule noreferrer']),
    );
  });
});
