import type { Markup } from '../src/reporters/html/markup.ts';

const SVG = 'http://www.w3.org/2000/svg';
const HTML = 'http://www.w3.org/1999/xhtml';

/** Markup as elements. Texts become text nodes, so that none of them is ever read as markup. */
export function toDom(markup: Markup, namespace = HTML): Node {
  if (typeof markup === 'string') return document.createTextNode(markup);
  if (!('tag' in markup)) {
    const fragment = document.createDocumentFragment();
    fragment.append(...markup.map((child) => toDom(child, namespace)));
    return fragment;
  }
  const inside = markup.tag === 'svg' ? SVG : namespace;
  const element = document.createElementNS(inside, markup.tag);
  for (const [name, value] of Object.entries(markup.attributes)) {
    if (value !== undefined) element.setAttribute(name, value);
  }
  element.append(...markup.children.map((child) => toDom(child, inside)));
  return element;
}
