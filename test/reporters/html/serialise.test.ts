import fc from 'fast-check';
import { parseFragment } from 'parse5';
import { describe, expect, it } from 'vitest';
import { h, type Markup } from '../../../src/reporters/html/markup.ts';
import { neutraliseLines, serialise } from '../../../src/reporters/html/serialise.ts';
import { attributeOf, listElements, textOf } from './parse.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom('<', '>', '&', '"', "'", '</script>', '<!--', 'amp;', '\n', '\u0000', '\ud800', 'a'),
    )
    .map((parts) => parts.join('')),
);

describe('markup as HTML', () => {
  it('any text comes out of a parser as it went in, but for what cannot be shown', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const [element] = parseFragment(serialise(h('p', { title: text }, 'x', text))).childNodes.flatMap(
          listElements,
        );
        expect(element?.tagName).toBe('p');
        expect(element && textOf(element)).toBe(`x${neutraliseLines(text)}`);
        expect(element && attributeOf(element, 'title')).toBe(neutraliseLines(text));
      }),
    );
  });

  it.each<[string, Markup, string]>([
    ['an attribute that is not there', h('p', { class: undefined }, 'a'), '<p>a</p>'],
    ['an attribute without a value', h('p', { hidden: '' }), '<p hidden></p>'],
    ['an element that has no end', h('br'), '<br>'],
    ['lists of lists', [['a', [h('b', {}, 'c')]], []], 'a<b>c</b>'],
    ['line breaks', h('pre', {}, 'a\nb'), '<pre>a\nb</pre>'],
  ])('%s', (_name, markup, html) => {
    expect(serialise(markup)).toBe(html);
  });

  it.each(['', 'a b', 'a>', '1a', 'on"x'])('refuses %j as a name', (name) => {
    expect(() => serialise(h(name))).toThrow('no name for markup');
    expect(() => serialise(h('p', { [name]: 'x' }))).toThrow('no name for markup');
  });
});
